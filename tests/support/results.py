"""A poll of the invented office with its count, minutes and what follows."""

from datetime import date, datetime, timedelta

from support.office import AT, OPENING, POLL_DAY, Office, build_office
from tinnhiem.actions.follow_ups import open_cases
from tinnhiem.actions.polls import take_step
from tinnhiem.actions.proposals import confirm
from tinnhiem.actions.publications import propose_publication
from tinnhiem.actions.resolutions import Adopted, record_resolution
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.models import CountedResult, Minutes, Publication

#: Two days after the poll.
LATER: datetime = AT + timedelta(days=2)
VOTES = {"for": 12, "against": 0, "abstained": 0}
#: High, confidence, low, not valid, of 12 ballots returned. The fourth is in a legal case: 7 of 12
#: is more than half and less than two thirds; the fifth is in the graver one.
MARKS = (
    (10, 2, 0, 0), (9, 2, 1, 0), (8, 3, 0, 1), (2, 3, 7, 0), (1, 2, 9, 0), (6, 3, 3, 0),
)  # fmt: skip


def count(office: Office, marks: tuple[tuple[int, int, int, int], ...] = MARKS) -> None:
    """Write the counted results of everybody on the list, in its order."""
    for rated, (high, medium, low, invalid) in zip(office.rated.values(), marks, strict=True):
        CountedResult.objects.create(
            rated=rated, marks={"high": high, "medium": medium, "low": low}, invalid=invalid,
            base=12, base_name="returned",
        )  # fmt: skip
    Minutes.objects.create(
        conference=office.conference, state=Minutes.State.SIGNED,
        invalid_ballots={"hdnd": 0, "ubnd": 0},
    )  # fmt: skip


def minuted(marks: tuple[tuple[int, int, int, int], ...] = MARKS) -> Office:
    """An office whose poll has its signed minutes and its legal cases opened."""
    office = build_office(PollState.MINUTED, Stage.MINUTED)
    count(office, marks)
    open_cases(office.poll)
    return office


def resolution(number: str = "61/NQ-HĐND", on: date = POLL_DAY, **votes: int) -> Adopted:
    """A resolution that everybody voted for, unless other votes are given."""
    return Adopted(number=number, on=on, votes=votes or VOTES)


def confirmed(marks: tuple[tuple[int, int, int, int], ...] = MARKS) -> Office:
    """An office whose poll is confirmed by resolution."""
    office = minuted(marks)
    record_resolution(poll=office.poll, adopted=resolution(), by=office.account("clerk"), at=LATER)
    take_step(poll=office.poll, step="confirm", by=office.account("convener"), at=LATER)
    office.poll.refresh_from_db()
    return office


def published(marks: tuple[tuple[int, int, int, int], ...] = MARKS) -> Office:
    """An office whose poll is published."""
    office = confirmed(marks)
    proposal = propose_publication(poll=office.poll, by=office.account("clerk"), at=LATER)
    confirm(poll=office.poll, proposal=proposal, by=office.account("convener"), at=LATER)
    office.poll.refresh_from_db()
    return office


def publication(office: Office) -> Publication:
    """The latest publication of the poll."""
    return Publication.objects.filter(poll=office.poll).latest("number")


__all__ = ["LATER", "MARKS", "OPENING", "confirmed", "count", "minuted", "publication", "published"]
