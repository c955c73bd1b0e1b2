"""Sheets that no scanner read are keyed by both teams, page by page, until every sheet counts."""

import pytest

from support.counts import counting_office, key
from support.office import AT, Office, person
from tinnhiem.actions.batches import accept_batch, split_batches
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.sheets_by_hand import add_sheets_by_hand, lines_on, withdraw_batch
from tinnhiem.records.board import lines_in
from tinnhiem.records.count_facts import TypeCount, type_counts
from tinnhiem.records.facts import conference_facts
from tinnhiem.records.models import Batch, LogEntry, Rated, ReadRow, ScannedSheet, ScanRun

pytestmark = pytest.mark.django_db
MANY = 40


def read(office: Office, number: int, lines: list[str], page: int = 1, code: str = "hdnd") -> None:
    """So many sheets of a page that the machine read: everybody high."""
    run = ScanRun.objects.create(conference=office.conference, pages=number)
    for place in range(number):
        sheet = ScannedSheet.objects.create(
            run=run, ballot_type=office.types[code], page=page, image_sha256=f"{page}{place:063}"
        )
        ReadRow.objects.bulk_create(
            ReadRow(sheet=sheet, line=line, decision="high", machine="high") for line in lines
        )


def add(office: Office, sheets: int, page: int = 1, part: str = "head") -> Batch:
    return add_sheets_by_hand(
        poll=office.poll, kind=office.types["hdnd"], page=page, sheets=sheets,
        by=office.account(part), at=AT,
    )  # fmt: skip


def both_key(office: Office, batch: Batch) -> None:
    cells = {"high": 0, "medium": 0, "low": batch.ballots, "invalid": 0}
    for team in (1, 2):
        key(office, batch, team, {rated.line: cells for rated in lines_in(batch)})
    accept_batch(poll=office.poll, batch=batch, by=office.account("head"), at=AT)


def counted(office: Office) -> TypeCount:
    return type_counts(office.conference)[0]


@pytest.fixture
def many() -> Office:
    """Forty more persons on one ballot, which takes several pages then."""
    office = counting_office()
    for number in range(MANY):
        name = f"Trần Văn {number}"
        rated = Rated(
            poll=office.poll, conference=office.conference, person=person(office, name),
            line=f"q{number}", position=100 + number, ballot_type=office.types["hdnd"],
            posts=[{"title": "Trưởng Ban Pháp chế", "position": "agency-deputy-head"}],
            conclusion=Rated.Conclusion.RATED, salutation="ông",
        )  # fmt: skip
        rated.set_name(name)
        rated.save()
    return office


def test_a_refused_sheet_is_keyed_by_both_teams_and_counts() -> None:
    office = counting_office()
    read(office, 11, ["p1", "p2", "p3"])
    assert counted(office).wrong_pages == [1]

    both_key(office, add(office, 1))

    count = counted(office)
    assert (count.broken, count.open, count.accepted) == (0, 0, 12)
    assert dict(count.lines["p2"]) == {"high": 11, "low": 1, "medium": 0, "invalid": 0}
    assert LogEntry.objects.get(act="count.sheets-by-hand").after == {
        "page": 1, "sheets": 1, "batch": 1,
    }  # fmt: skip


def test_one_more_sheet_is_added_after_keying_has_begun() -> None:
    office = counting_office()
    read(office, 10, ["p1", "p2", "p3"])
    both_key(office, add(office, 1))
    both_key(office, add(office, 1))

    assert (counted(office).broken, counted(office).accepted) == (0, 12)
    with pytest.raises(RefusedError):
        add(office, 1)


def test_sheets_of_one_page_of_several_are_keyed_for_the_persons_on_it(many: Office) -> None:
    pages = {page: lines_on(many.types["hdnd"], page) for page in (1, 2)}
    read(many, 12, pages[1])
    assert counted(many).unread_lines != []
    read(many, 11, pages[2], page=2)
    assert (counted(many).wrong_pages, counted(many).accepted) == ([2], 12)

    batch = add(many, 1, page=2)
    assert [rated.line for rated in lines_in(batch)] == pages[2]
    both_key(many, batch)

    count = counted(many)
    assert (count.wrong_pages, count.wrong_lines, count.accepted) == ([], [], 12)
    assert {sum(count.lines[line].values()) for lines in pages.values() for line in lines} == {12}


def test_a_page_that_nobody_scanned_keeps_the_count_open(many: Office) -> None:
    read(many, 12, lines_on(many.types["hdnd"], 1))
    broken = conference_facts(many.conference).identities_broken

    assert counted(many).unread_lines
    assert broken >= len(counted(many).unread_lines)


@pytest.mark.parametrize(("sheets", "page"), [(0, 1), (2, 1), (1, 9)])
def test_never_more_sheets_than_are_missing(sheets: int, page: int) -> None:
    office = counting_office()
    read(office, 11, ["p1", "p2", "p3"])

    with pytest.raises(RefusedError):
        add(office, sheets, page=page)
    assert not Batch.objects.exists()


@pytest.mark.parametrize("part", ["team-1", "clerk", "observer", "voter"])
def test_the_head_alone_gives_sheets_out(part: str) -> None:
    office = counting_office()
    read(office, 11, ["p1", "p2", "p3"])

    with pytest.raises(NotAllowedError):
        add(office, 1, part=part)


def test_without_a_scan_ballots_are_split_into_batches() -> None:
    with pytest.raises(RefusedError):
        add(counting_office(), 1)


def test_a_batch_is_taken_back_while_nobody_has_keyed_it() -> None:
    office = counting_office()
    read(office, 10, ["p1", "p2", "p3"])
    batch = add(office, 2)
    withdraw_batch(poll=office.poll, batch=batch, by=office.account("head"), at=AT)
    assert not Batch.objects.exists()

    other = add(office, 1)
    key(office, other, 1, {rated.line: {"high": 1, "medium": 0, "low": 0, "invalid": 0}
                           for rated in lines_in(other)})  # fmt: skip
    with pytest.raises(RefusedError):
        withdraw_batch(poll=office.poll, batch=other, by=office.account("head"), at=AT)


def test_ballots_of_a_dropped_stack_can_be_split_into_batches() -> None:
    office = counting_office()
    read(office, 12, ["p1", "p2", "p3"])
    ScanRun.objects.update(dropped="Máy kẹt")

    made = split_batches(
        poll=office.poll, kind=office.types["hdnd"], sizes=(6, 6), by=office.account("head"), at=AT
    )
    assert len(made) == 2
