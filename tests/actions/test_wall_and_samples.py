"""Odd boxes go to two people, lines only widen, samples are drawn by public digits."""

import pytest

from support.counts import counting_office
from support.office import AT, Office
from tinnhiem.actions.adjudication import give_opinion
from tinnhiem.actions.proposals import confirm, propose
from tinnhiem.actions.refusals import NotAllowedError, OutdatedError, RefusedError
from tinnhiem.actions.row_samples import draw_sample
from tinnhiem.actions.scanning import DROP
from tinnhiem.actions.wall import move_lines, send_boxes
from tinnhiem.records.count_facts import doubts_open, type_counts
from tinnhiem.records.models import LogEntry, ReadBox, ReadRow, ScannedSheet, ScanRun
from tinnhiem.records.scans import sample_numbers
from tinnhiem.records.second_look import sample_bound, second_looks_due

pytestmark = pytest.mark.django_db
EMPTY, PEOPLE, MARKED = ReadBox.Band.EMPTY, ReadBox.Band.PEOPLE, ReadBox.Band.MARKED


@pytest.fixture
def office() -> Office:
    """Four sheets that the machine read: everybody high, with 12, 13, 14 and 15 percent of ink."""
    made = counting_office()
    run = ScanRun.objects.create(conference=made.conference, pages=4)
    for number in range(4):
        sheet = ScannedSheet.objects.create(
            run=run, ballot_type=made.types["hdnd"], page=1, image_sha256=f"{number}" * 64
        )
        for line in ("p1", "p2", "p3"):
            row = ReadRow.objects.create(sheet=sheet, line=line, decision="high", machine="high")
            for choice, ink, band in (
                ("high", 120 + 10 * number, MARKED), ("medium", number, EMPTY), ("low", 0, EMPTY)
            ):  # fmt: skip
                ReadBox.objects.create(
                    row=row, choice=choice, ink=ink, band=band, left=0, top=0, side=60
                )
    return made


def move(
    office: Office, empty: int | None, marked: int | None, version: int = 0, part: str = "team-1"
) -> int:
    return move_lines(
        poll=office.poll, kind=office.types["hdnd"], empty_below=empty, marked_from=marked,
        version=version, by=office.account(part), at=AT,
    )  # fmt: skip


def bands(choice: str) -> dict[str, int]:
    return {
        band.value: ReadBox.objects.filter(choice=choice, band=band).count()
        for band in ReadBox.Band
    }


def test_odd_boxes_go_to_two_people_and_the_log_keeps_no_content(office: Office) -> None:
    row = ReadRow.objects.filter(line="p1").order_by("pk")[0]
    odd = row.boxes.get(choice="medium")
    number = send_boxes(
        poll=office.poll, conference=office.conference, boxes=[odd.key],
        by=office.account("team-1"), at=AT,
    )  # fmt: skip

    row.refresh_from_db()
    assert (number, row.state, row.decision, row.machine) == (1, "doubtful", "", "high")
    assert doubts_open(office.conference) == 1
    assert type_counts(office.conference)[0].lines["p1"] == {"high": 3}
    assert bands("high") == {"empty": 0, "people": 1, "marked": 11}
    assert bands("medium") == {"empty": 11, "people": 1, "marked": 0}
    entry = LogEntry.objects.get(act="wall.sent")
    assert entry.after == {"rows": 1}
    assert odd.key not in str(entry.__dict__)
    assert row.key not in str(entry.__dict__)
    with pytest.raises(RefusedError):
        send_boxes(
            poll=office.poll, conference=office.conference, boxes=[odd.key],
            by=office.account("team-2"), at=AT,
        )  # fmt: skip


@pytest.mark.parametrize("part", ["clerk", "observer", "voter", "outsider"])
def test_only_the_board_picks_boxes_and_moves_lines(office: Office, part: str) -> None:
    with pytest.raises(NotAllowedError):
        send_boxes(
            poll=office.poll, conference=office.conference, boxes=["x"],
            by=office.account(part), at=AT,
        )  # fmt: skip
    with pytest.raises(NotAllowedError):
        move(office, 2, None, part=part)


def test_a_line_makes_people_decide_what_lies_beyond_it(office: Office) -> None:
    assert move(office, None, 130) == 3
    assert bands("high") == {"empty": 0, "people": 3, "marked": 9}
    assert move(office, 3, 130, version=1) == 3
    assert bands("medium") == {"empty": 9, "people": 3, "marked": 0}
    assert doubts_open(office.conference) == 6
    last = LogEntry.objects.filter(act="wall.line-moved").order_by("-sequence")[0]
    assert last.before == {"empty_below": None, "marked_from": 130}
    assert last.after == {"empty_below": 3, "marked_from": 130, "rows": 3}


def test_a_line_never_makes_fewer_boxes_go_to_people(office: Office) -> None:
    move(office, 3, 130)
    for empty, marked in ((4, 130), (3, 120), (None, 130), (3, None), (3, 130), (0, 130)):
        with pytest.raises(RefusedError):
            move(office, empty, marked, version=1)
    with pytest.raises(OutdatedError):
        move(office, 2, 140)


def draw(office: Office, seed: str = "314159", size: int = 4, part: str = "head") -> None:
    draw_sample(
        poll=office.poll, conference=office.conference, seed=seed, size=size,
        by=office.account(part), at=AT,
    )  # fmt: skip


def decide_all(office: Office, wrong: int = 0) -> None:
    for number, row in enumerate(ReadRow.objects.filter(sampled=True).order_by("pk")):
        for part in ("team-1", "team-2"):
            give_opinion(
                poll=office.poll, row=row, decision="low" if number < wrong else "high", rule="",
                by=office.account(part), at=AT,
            )  # fmt: skip


@pytest.mark.parametrize(("wrong", "bound"), [(0, 5), (1, 8)])
def test_a_sample_bounds_what_the_machine_read_wrong(
    office: Office, wrong: int, bound: int
) -> None:
    assert sample_numbers(office.conference) is None
    draw(office)
    assert sample_numbers(office.conference) == (4, 4, 0)
    assert sample_bound(office.conference) is None
    decide_all(office, wrong)

    assert sample_numbers(office.conference) == (4, 0, wrong)
    assert sample_bound(office.conference) == bound
    entry = LogEntry.objects.get(act="scan.sample-drawn")
    assert (entry.after["seed"], entry.after["size"], entry.after["population"]) == (
        "314159", 4, 12,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("seed", "size"),
    [("12345", 4), ("abcdef", 4), ("１２３４５６", 4), ("314159", 0), ("314159", 13)],
)
def test_a_sample_needs_public_digits_and_rows(office: Office, seed: str, size: int) -> None:
    with pytest.raises(RefusedError):
        draw(office, seed, size)
    assert not ReadRow.objects.filter(sampled=True).exists()


def test_the_head_draws_once(office: Office) -> None:
    with pytest.raises(NotAllowedError):
        draw(office, part="team-1")
    draw(office)
    with pytest.raises(RefusedError):
        draw(office, "271828")


def test_a_sample_is_void_when_a_stack_is_dropped_and_another_may_be_drawn(office: Office) -> None:
    other = ScanRun.objects.create(conference=office.conference, pages=1)
    ScannedSheet.objects.create(
        run=other, ballot_type=office.types["hdnd"], page=1, image_sha256="f" * 64
    )
    draw(office)
    decide_all(office)
    made = propose(
        poll=office.poll, what=DROP, subject=other.key, reason="Quét nhầm",
        by=office.account("head"), at=AT,
    )  # fmt: skip
    confirm(poll=office.poll, proposal=made, by=office.account("team-1"), at=AT)

    assert sample_numbers(office.conference) is None
    assert not ReadRow.objects.filter(sampled=True).exists()
    draw(office, "271828", 3)
    assert sample_numbers(office.conference) == (3, 3, 0)
    assert second_looks_due(office.conference, type_counts(office.conference)) == []
