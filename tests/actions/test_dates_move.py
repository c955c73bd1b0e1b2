"""An opening that moves keeps the former day, moves what is due, and says whom it concerns."""

from datetime import date

import pytest

from support.office import AT, build_office
from tinnhiem.actions.plans import move_dates
from tinnhiem.actions.refusals import OutdatedError, RefusedError
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Dossier, IssuedPaper, LogEntry, Rated, Tenure

pytestmark = pytest.mark.django_db
LATER = {"opening_date": date(2029, 1, 9), "poll_date": date(2029, 1, 11)}


def test_the_former_day_stays_and_letters_are_marked() -> None:
    office = build_office(PollState.PREPARING)
    paper = IssuedPaper.objects.create(
        poll=office.poll, kind="request-letters", stem="a", title="Công văn", state="issued"
    )
    Dossier.objects.filter(rated__line="p1").update(due=date(2028, 11, 5))

    moved = move_dates(
        poll=office.poll, version=office.poll.version, reason="Bão", by=office.account("clerk"),
        at=AT, **LATER,
    )  # fmt: skip

    office.poll.refresh_from_db()
    paper.refresh_from_db()
    office.conference.refresh_from_db()
    assert [f["opening_date"] for f in office.poll.former_openings] == ["2028-12-05"]
    assert moved.papers == 1
    assert "05/12/2028, 07/12/2028" in paper.affected
    assert Dossier.objects.get(rated__line="p1").due == date(2028, 12, 10)
    assert office.conference.held_on == LATER["poll_date"]


@pytest.mark.parametrize(
    ("moved", "named"),
    [
        ({**LATER, "opening_date": date(2028, 12, 5)}, "07/12/2028"),
        ({**LATER, "opening_date": date(2028, 12, 1), "poll_date": date(2028, 12, 7)},
         "05/12/2028"),
    ],
)  # fmt: skip
def test_a_paper_is_marked_with_the_day_that_moved_and_no_other(
    moved: dict[str, date], named: str
) -> None:
    office = build_office(PollState.PREPARING)
    paper = IssuedPaper.objects.create(
        poll=office.poll, kind="a", stem="a", title="A", state="approved"
    )

    move_dates(
        poll=office.poll, version=office.poll.version, reason="Bão", by=office.account("clerk"),
        at=AT, **moved,
    )  # fmt: skip

    paper.refresh_from_db()
    assert [day for day in ("05/12/2028", "07/12/2028") if day in paper.affected] == [named]


def test_whoever_is_no_longer_new_is_rated_after_the_move() -> None:
    office = build_office(PollState.PREPARING)
    Tenure.objects.filter(person__name="Lý Seo Páo").update(from_date=date(2028, 7, 12))
    row = office.rated["p6"]
    row.posts = [{**row.posts[0], "elected_on": "2028-07-12"}]
    row.conclusion = "excluded"
    row.save()

    moved = move_dates(
        poll=office.poll, version=office.poll.version, reason="", by=office.account("clerk"),
        at=AT, **LATER,
    )  # fmt: skip

    row.refresh_from_db()
    assert row.conclusion == Rated.Conclusion.RATED
    assert "p6" in {each["line"] for each in moved.changed}


def test_a_move_without_a_reason_is_refused_once_papers_are_out() -> None:
    office = build_office(PollState.PREPARING)
    IssuedPaper.objects.create(poll=office.poll, kind="a", stem="a", title="A", state="issued")

    with pytest.raises(RefusedError):
        move_dates(
            poll=office.poll, version=office.poll.version, reason=" ",
            by=office.account("clerk"), at=AT, **LATER,
        )  # fmt: skip

    assert not LogEntry.objects.filter(act="poll.dates-moved").exists()


def test_the_second_of_two_is_told() -> None:
    office = build_office(PollState.PREPARING)

    with pytest.raises(OutdatedError):
        move_dates(poll=office.poll, version=0, reason="", by=office.account("clerk"), at=AT,
                   **LATER)  # fmt: skip


def test_nothing_moves_once_people_vote() -> None:
    office = build_office(PollState.BALLOTING)

    with pytest.raises(RefusedError):
        move_dates(
            poll=office.poll, version=office.poll.version, reason="Vì",
            by=office.account("clerk"), at=AT, **LATER,
        )  # fmt: skip
