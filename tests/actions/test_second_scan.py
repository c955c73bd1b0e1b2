"""A full second scan: read anew, counted never, compared with the count; its finding in minutes."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from support.counts import counting_office
from support.office import AT, Office
from support.scanners import Capture, checked
from support.scans import Ballots, Sheet, save
from tinnhiem.actions.prints import definition_for
from tinnhiem.actions.proposals import confirm, propose
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.scanning import DROP, read_stack, start_scan
from tinnhiem.actions.second_looks import record_second_look
from tinnhiem.documents.ballots import print_ballots
from tinnhiem.records.count_facts import type_counts
from tinnhiem.records.facts import conference_facts
from tinnhiem.records.models import (
    LogEntry,
    ReadRow,
    ScannedSheet,
    ScanRun,
    SecondLook,
    SheetAgain,
    Work,
)
from tinnhiem.records.second_look import BY_HAND, SCANNED, second_looks_due
from tinnhiem.records.second_look_words import second_looks_told
from tinnhiem.records.second_reading import readings_compared

pytestmark = pytest.mark.django_db
LINES = ("p1", "p2", "p3")
LEVELS = {"h": "high", "m": "medium", "l": "low", ".": ""}


def first(office: Office, *sheets: str) -> ScanRun:
    """Sheets as they were read at first: ``"hml"`` is high, medium, low; a dot is a doubt."""
    run = ScanRun.objects.create(conference=office.conference, pages=len(sheets))
    for number, rows in enumerate(sheets):
        made = ScannedSheet.objects.create(
            run=run, ballot_type=office.types["hdnd"], page=1, image_sha256=f"{number:064}"
        )
        for line, row in zip(LINES, rows, strict=True):
            state = ReadRow.State.MACHINE if LEVELS[row] else ReadRow.State.DOUBTFUL
            ReadRow.objects.create(
                sheet=made, line=line, decision=LEVELS[row], machine=LEVELS[row], state=state
            )
    return run


def again(office: Office, *sheets: str) -> ScanRun:
    """The same sheets as they were read a second time."""
    run = ScanRun.objects.create(conference=office.conference, pages=len(sheets), second=True)
    for number, rows in enumerate(sheets):
        told = {line: LEVELS[row] for line, row in zip(LINES, rows, strict=True)}
        SheetAgain.objects.create(
            run=run, ballot_type=office.types["hdnd"], page=1, image_sha256=f"{number}" * 64,
            rows=told,
        )  # fmt: skip
    return run


def due(office: Office) -> Sequence[str]:
    return second_looks_due(office.conference, type_counts(office.conference))


def look(office: Office, kind: str, line: str = "p1") -> None:
    record_second_look(
        poll=office.poll, conference=office.conference, line=line, kind=kind,
        note="Kiểm lại từng phiếu: kết quả đúng", by=office.account("head"), at=AT,
    )  # fmt: skip


def test_a_second_reading_counts_nothing() -> None:
    office = counting_office()
    first(office, "hhh", "lml")
    again(office, "lml", "hhh")

    count = type_counts(office.conference)[0]
    assert (count.scanned, count.lines["p2"]) == (2, {"high": 1, "medium": 1})
    assert due(office) == []
    assert conference_facts(office.conference).not_read_twice == 0
    assert second_looks_told(office.conference) == [
        "Kiểm lần hai: 2 tờ phiếu đã quét được quét và đọc lại lần hai.",
        "Hai lần đọc khớp đối với mọi người.",
    ]


def test_who_is_read_otherwise_is_looked_at_by_hand() -> None:
    office = counting_office()
    first(office, "hhh", "lml")
    again(office, "lml", "mhh")
    assert due(office) == ["p1"]
    assert conference_facts(office.conference).second_look_due == 1

    with pytest.raises(RefusedError):
        look(office, SCANNED)
    look(office, BY_HAND)

    assert due(office) == []
    assert "khác nhau ở 1 người" in second_looks_told(office.conference)[1]


def test_faults_that_cancel_out_in_the_totals_are_found() -> None:
    office = counting_office()
    first(office, "hhh", "lll")
    again(office, "lhh", "hll")

    (twice,) = readings_compared(office.conference)
    assert twice.found.lines["p1"].keys() == set()
    assert due(office) != []


def test_a_second_scan_that_is_not_whole_keeps_the_count_open_until_it_is_dropped() -> None:
    office = counting_office()
    first(office, "hhh", "lml")
    run = again(office, "hhh")
    facts = conference_facts(office.conference)
    assert (facts.not_read_twice, facts.second_look_due) == (1, 0)

    made = propose(
        poll=office.poll, what=DROP, subject=run.key, reason="Máy kẹt giấy",
        by=office.account("head"), at=AT,
    )  # fmt: skip
    confirm(poll=office.poll, proposal=made, by=office.account("team-1"), at=AT)

    assert conference_facts(office.conference).not_read_twice == 0
    assert LogEntry.objects.get(act=DROP).after == {"sheets": 1}
    assert type_counts(office.conference)[0].scanned == 2


def test_a_second_scan_that_agrees_is_a_second_look_and_one_by_hand_takes_its_place() -> None:
    office = counting_office()
    first(office, "hhh", "lml")
    with pytest.raises(RefusedError):
        look(office, SCANNED)
    again(office, "hhh", "l.l")
    look(office, SCANNED)
    look(office, BY_HAND)

    assert SecondLook.objects.get().kind == BY_HAND
    with pytest.raises(RefusedError):
        look(office, BY_HAND)


def test_a_second_look_by_scan_falls_with_the_stack_that_was_compared() -> None:
    office = counting_office()
    first(office, "hhh", "lml")
    run = again(office, "hhh", "lml")
    look(office, SCANNED)
    look(office, BY_HAND, "p2")
    made = propose(
        poll=office.poll, what=DROP, subject=run.key, reason="Quét thiếu",
        by=office.account("head"), at=AT,
    )  # fmt: skip
    confirm(poll=office.poll, proposal=made, by=office.account("team-1"), at=AT)

    assert [look.kind for look in SecondLook.objects.all()] == [BY_HAND]


def test_rows_that_wait_for_people_may_say_anything() -> None:
    office = counting_office()
    first(office, "h.h")
    again(office, "hmh")

    assert due(office) == []


def _fed(office: Office, content: bytes, *, second: bool) -> ScanRun:
    return start_scan(
        poll=office.poll, conference=office.conference, by=office.account("team-1"), at=AT,
        file=SimpleUploadedFile("a.pdf", content), check=checked(office), second=second,
    )  # fmt: skip


def _stack(folder: Path, seed: int) -> bytes:
    """Two ballots, scanned; another seed is another scan of the same."""
    of = Ballots(folder)
    sheets = [Sheet(of.blank(0), number).mark_all(number) for number in range(2)]
    pictures = [each.scanned(seed=seed + number) for number, each in enumerate(sheets)]
    return save(folder / "stack.pdf", pictures).read_bytes()


def test_stacks_are_read_a_second_time_without_pictures_and_one_file_is_no_second_scan(
    tmp_path: Path, django_capture_on_commit_callbacks: Capture
) -> None:
    office = counting_office()
    print_ballots(definition_for(office.conference), tmp_path)
    stack = _stack(tmp_path, 50)
    with pytest.raises(RefusedError):
        _fed(office, stack, second=True)
    told = []
    for content, second in ((stack, False), (stack, True), (_stack(tmp_path, 70), True)):
        run = _fed(office, content, second=second)
        with django_capture_on_commit_callbacks(execute=True):
            told.append(read_stack(Work.objects.get(key=run.work), lambda *_told: None)())

    assert told == [
        {"read": 2, "refused": 0}, {"read": 0, "refused": 2}, {"read": 2, "refused": 0},
    ]  # fmt: skip
    assert ScannedSheet.objects.count() == SheetAgain.objects.count() == 2
    assert [each.found.unlike for each in readings_compared(office.conference)] == [0]
    assert due(office) == []
