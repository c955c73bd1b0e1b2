"""Scanned ballots: read, shuffled, forgotten; doubtful rows decided blind; sheets accounted."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from support.counts import SIX, counting_office, key, split
from support.office import AT, Office
from support.scanners import Capture, checked
from support.scans import Ballots, Sheet, save
from tinnhiem.actions.adjudication import SETTLE_ROW, give_opinion
from tinnhiem.actions.batches import accept_batch
from tinnhiem.actions.prints import definition_for
from tinnhiem.actions.proposals import confirm, propose
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.scanning import read_stack, start_scan
from tinnhiem.actions.second_looks import record_second_look
from tinnhiem.actions.stacks import folder_of
from tinnhiem.documents.ballots import print_ballots
from tinnhiem.records.count_facts import batches_open, doubts_open, identities_broken, type_counts
from tinnhiem.records.facts import conference_facts
from tinnhiem.records.models import LogEntry, ReadRow, RowOpinion, ScannedSheet, ScanRun, Work
from tinnhiem.records.second_look import second_looks_due

pytestmark = pytest.mark.django_db


def sheet(office: Office, code: str, name: str, decisions: dict[str, str]) -> ScannedSheet:
    """A sheet as the machine read it; an empty decision is a doubt."""
    run = ScanRun.objects.filter(conference=office.conference).first()
    run = run or ScanRun.objects.create(conference=office.conference)
    made = ScannedSheet.objects.create(
        run=run, ballot_type=office.types[code], page=1, image_sha256=name * 8
    )
    for line, decision in decisions.items():
        state = ReadRow.State.MACHINE if decision else ReadRow.State.DOUBTFUL
        ReadRow.objects.create(sheet=made, line=line, decision=decision, state=state)
    return made


def doubt(office: Office) -> ReadRow:
    made = sheet(office, "hdnd", "a", {"p1": "", "p2": "high", "p3": "low"})
    return made.rows.get(line="p1")


def say(office: Office, row: ReadRow, part: str, decision: str, rule: str = "") -> None:
    give_opinion(
        poll=office.poll, row=row, decision=decision, rule=rule, by=office.account(part), at=AT
    )
    row.refresh_from_db()


def test_two_who_agree_decide_a_row() -> None:
    office = counting_office()
    row = doubt(office)
    assert doubts_open(office.conference) == 1

    say(office, row, "team-1", "medium")
    assert row.state == ReadRow.State.DOUBTFUL
    say(office, row, "team-2", "medium")

    assert (row.state, row.decision) == (ReadRow.State.SETTLED, "medium")
    assert doubts_open(office.conference) == 0
    assert type_counts(office.conference)[0].lines["p1"] == {"medium": 1}


def test_a_third_decides_between_two_and_nobody_twice() -> None:
    office = counting_office()
    row = doubt(office)
    say(office, row, "team-1", "medium")
    with pytest.raises(RefusedError):
        say(office, row, "team-1", "high")
    say(office, row, "team-2", "high")
    say(office, row, "team-2-second", "high")

    assert row.decision == "high"
    with pytest.raises(RefusedError):
        say(office, row, "team-1-second", "low")


@pytest.mark.parametrize("part", ["head", "clerk", "observer", "voter", "operator"])
def test_nobody_else_decides_a_row(part: str) -> None:
    office = counting_office()
    row = doubt(office)

    with pytest.raises(NotAllowedError):
        say(office, row, part, "high")


@pytest.mark.parametrize(("decision", "rule"), [("invalid", ""), ("invalid", "x"), ("best", "")])
def test_a_decision_is_one_of_the_levels_or_has_a_reason_of_the_rules(
    decision: str, rule: str
) -> None:
    office = counting_office()

    with pytest.raises(RefusedError):
        say(office, doubt(office), "team-1", decision, rule)


def test_who_cannot_decide_asks_the_whole_board_and_two_people_settle_it() -> None:
    office = counting_office()
    row = doubt(office)
    say(office, row, "team-1", "unsure")
    assert row.state == ReadRow.State.WHOLE_BOARD
    assert doubts_open(office.conference) == 1

    made = propose(
        poll=office.poll, what=SETTLE_ROW, subject=row.key, reason="Cả Ban xem",
        details={"decision": "low", "rule": ""}, by=office.account("head"), at=AT,
    )  # fmt: skip
    with pytest.raises((RefusedError, NotAllowedError)):
        confirm(poll=office.poll, proposal=made, by=office.account("head"), at=AT)
    confirm(poll=office.poll, proposal=made, by=office.account("team-2"), at=AT)

    row.refresh_from_db()
    assert (row.state, row.decision) == (ReadRow.State.SETTLED, "low")


def test_a_ballot_invalid_as_a_whole_counts_for_nobody() -> None:
    office = counting_office()
    row = doubt(office)
    for part in ("team-1", "team-2"):
        say(office, row, part, "invalid", "invalid-text-added")

    (count, _other) = type_counts(office.conference)
    assert count.invalid_ballots == 1
    assert {line: dict(cells) for line, cells in count.lines.items()} == {
        line: {"invalid": 1} for line in ("p1", "p2", "p3")
    }


def test_the_log_names_neither_row_nor_decision() -> None:
    office = counting_office()
    row = doubt(office)
    say(office, row, "team-1", "medium")

    entry = LogEntry.objects.get(act="scan.row-judged")
    assert (entry.before, entry.after) == ({}, {})
    assert row.key not in entry.subject


def test_sheets_read_and_keyed_by_hand_make_the_ballots_returned() -> None:
    office = counting_office()
    for number in range(5):
        sheet(office, "hdnd", f"s{number}", {"p1": "high", "p2": "high", "p3": "low"})
    assert identities_broken(office.conference) > 0
    with pytest.raises(RefusedError):
        split(office, sizes=(6, 6))
    (batch,) = split(office, sizes=(7,))
    given = {line: {"high": 7, "medium": 0, "low": 0, "invalid": 0} for line in ("p1", "p2", "p3")}
    for team in (1, 2):
        key(office, batch, team, given)
    accept_batch(poll=office.poll, batch=batch, by=office.account("head"), at=AT)

    count = type_counts(office.conference)[0]
    assert (count.broken, count.open, count.accepted) == (0, 0, 12)
    assert (count.lines["p3"]["high"], count.lines["p3"]["low"]) == (7, 5)


def test_ballots_that_were_all_scanned_need_no_batch() -> None:
    office = counting_office()
    for number in range(12):
        sheet(office, "hdnd", f"s{number}", dict.fromkeys(("p1", "p2", "p3"), "high"))

    count = type_counts(office.conference)[0]
    assert (count.open, count.broken) == (0, 0)
    assert batches_open(office.conference) == 1  # the other type
    assert SIX


def _stack(office: Office, folder: Path) -> bytes:
    definition = definition_for(office.conference)
    print_ballots(definition, folder)
    of = Ballots(folder)
    sheets = [
        Sheet(of.blank(0), seed).mark_all(choice, but=but)
        for seed, (choice, but) in enumerate([(0, ()), (1, ()), (2, (1,))], 1)
    ]
    pictures = [each.scanned(seed=seed) for seed, each in enumerate(sheets, 11)]
    return save(folder / "stack.pdf", pictures).read_bytes()


def test_a_stack_is_read_and_its_name_and_order_forgotten(
    tmp_path: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    office = counting_office()
    file = SimpleUploadedFile("phiếu của tổ 3.pdf", _stack(office, tmp_path))
    run = start_scan(
        poll=office.poll, conference=office.conference, file=file, by=office.account("team-1"),
        check=checked(office), at=AT,
    )  # fmt: skip
    arriving = run.arriving.path
    told: list[tuple[int, int]] = []

    with django_capture_on_commit_callbacks(execute=True):
        outcome = read_stack(Work.objects.get(key=run.work), lambda *given: told.append(given))()

    assert outcome == {"read": 3, "refused": 0}
    assert told
    run.refresh_from_db()
    assert (run.pages, run.refused, bool(run.arriving)) == (3, {}, False)
    assert not Path(arriving).exists()
    assert run.thresholds["version"]
    kept = ScannedSheet.objects.filter(run=run)
    assert kept.count() == 3
    assert all("tổ 3" not in str(each.__dict__) for each in kept)
    blank = ReadRow.objects.get(state=ReadRow.State.DOUBTFUL)
    with blank.sheet.strip.open("rb") as strip, Image.open(strip) as picture:
        assert picture.width < 70 * 6  # the columns of the boxes: no name, no post
        assert 0 < blank.top + blank.height <= picture.height
    assert not folder_of(run.key).exists()
    assert {(box.band, box.ink < 60) for box in blank.boxes.all()} == {("empty", True)}
    assert type_counts(office.conference)[0].sheets == {1: 3}


def test_what_is_no_scan_is_refused_and_only_the_board_feeds() -> None:
    office = counting_office()
    for part, error in (("team-1", RefusedError), ("clerk", NotAllowedError)):
        with pytest.raises(error):
            start_scan(
                poll=office.poll, conference=office.conference, by=office.account(part), at=AT,
                check=checked(office), file=SimpleUploadedFile("x.pdf", b"no pdf at all"),
            )  # fmt: skip
    assert not ScanRun.objects.exists()
    assert not RowOpinion.objects.exists()


def _near(office: Office, settled: int) -> None:
    """Seven of twelve low: one row decided otherwise makes it six, exactly half, no case."""
    for number in range(12):
        decision = "low" if number < 7 else "high"
        made = sheet(office, "hdnd", f"n{number}", {"p1": decision, "p2": "high", "p3": "high"})
        if number < settled:
            made.rows.filter(line="p1").update(state=ReadRow.State.SETTLED)


def _look(office: Office, part: str = "head", note: str = "Đếm tay 12 tờ, khớp") -> None:
    record_second_look(
        poll=office.poll, conference=office.conference, line="p1", kind="all-by-hand", note=note,
        by=office.account(part), at=AT,
    )  # fmt: skip


@pytest.mark.parametrize(("settled", "due"), [(0, []), (1, ["p1"])])
def test_a_second_look_is_due_where_decided_rows_could_turn_the_case(
    settled: int, due: list[str]
) -> None:
    office = counting_office()
    _near(office, settled)

    assert second_looks_due(office.conference, type_counts(office.conference)) == due
    assert conference_facts(office.conference).second_look_due == len(due)


def test_a_recorded_second_look_is_no_longer_due() -> None:
    office = counting_office()
    _near(office, 1)
    with pytest.raises(NotAllowedError):
        _look(office, "team-1")
    with pytest.raises(RefusedError):
        _look(office, note=" ")
    _look(office)
    with pytest.raises(RefusedError):
        _look(office)

    assert conference_facts(office.conference).second_look_due == 0


def test_the_log_tells_of_a_second_look_neither_about_whom_nor_what_was_found() -> None:
    office = counting_office()
    _near(office, 1)

    _look(office, note="Thêm một phiếu tín nhiệm thấp")

    entry = LogEntry.objects.get(act="count.second-look")
    told = f"{entry.subject} {entry.before} {entry.after} {entry.reason}"
    assert entry.subject == str(office.conference)
    assert "Khải" not in told
    assert "thấp" not in told
