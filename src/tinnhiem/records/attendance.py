"""Who is there: numbers of the roll, the quorum of a conference, people found at the desk."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import Body, BodyKind, Level, Procedure, Roll, Sitting
from tinnhiem.law.poll import Poll as LawfulPoll
from tinnhiem.law.quorum import Quorum, quorum
from tinnhiem.records.models import Conference, Rated, RollEntry
from tinnhiem.wording.names import fold

PRESENT = RollEntry.Attendance.PRESENT
EXCUSED = RollEntry.Attendance.EXCUSED
#: Rows that a search at the desk shows; more would be read by nobody in three seconds.
MOST_FOUND = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Numbers of a roll. Those who attend without a vote are counted apart, never with voters."""

    listed: int
    present: int
    excused: int
    observers: int
    observers_present: int

    @property
    def absent(self) -> int:
        """Voters of whom nothing is known yet."""
        return self.listed - self.present - self.excused


def attendance_of(conference: Conference) -> Attendance:
    """Count the roll of a conference, in one query."""
    voting, other = Q(votes=True), Q(votes=False)
    numbers = conference.roll.aggregate(
        listed=Count("pk", filter=voting),
        present=Count("pk", filter=voting & Q(attendance=PRESENT)),
        excused=Count("pk", filter=voting & Q(attendance=EXCUSED)),
        observers=Count("pk", filter=other),
        observers_present=Count("pk", filter=other & Q(attendance=PRESENT)),
    )
    return Attendance(**numbers)


def is_closed(conference: Conference) -> bool:
    """Whether the attendance was closed: the number then stands for the whole poll."""
    return conference.present_at_opening is not None


def counted_present(conference: Conference, counts: Attendance) -> int:
    """Return the number present: as it was closed, else as it is now."""
    closed = conference.present_at_opening
    return counts.present if closed is None else closed


def quorum_here(conference: Conference, chain: Chain, counts: Attendance) -> Quorum | None:
    """Apply the quorum rule of the chain to a conference; None where there is none."""
    return quorum(_numbers_only(conference, counts), chain)


def _numbers_only(conference: Conference, counts: Attendance) -> LawfulPoll:
    """Make of a conference as much as the quorum needs, without its people."""
    poll = conference.poll
    return LawfulPoll(
        procedure=Procedure(poll.procedure),
        rulebook=poll.rulebook,
        overlays=tuple(poll.overlays),
        body=Body(name=poll.body_name, kind=BodyKind(poll.body_kind), level=Level(poll.body_level)),
        sitting=Sitting(
            name=poll.sitting, opening_date=poll.opening_date, poll_date=day_of(conference)
        ),
        roll=Roll(
            membership=conference.membership or poll.membership or counts.listed or None,
            convened=conference.convened or counts.listed or None,
            present=counted_present(conference, counts),
        ),
        ballot_types=(),
        slate=(),
    )


def day_of(conference: Conference) -> date | None:
    """Return the day of a conference, where one is set."""
    poll = conference.poll
    return conference.held_on or poll.poll_date


def found(conference: Conference, text: str) -> list[RollEntry]:
    """Return those of the roll whom a desk means: by words of the name without marks, or seat."""
    words = fold(text).split()
    if not words:
        return []
    named = Q()
    for word in words:
        named &= Q(folded__startswith=word) | Q(folded__contains=f" {word}")
    here = in_order(conference).filter(named | Q(seat__iexact=text.strip()[:20]))
    return list(here[:MOST_FOUND])


def in_order(conference: Conference) -> QuerySet[RollEntry]:
    """Return the roll in the order of given names."""
    return conference.roll.order_by("order_key", "seat", "pk")


def rated_here(conference: Conference) -> list[Rated]:
    """Return those rated at a conference, in the order of the ballot, types first."""
    rows = conference.slate.filter(conclusion=Rated.Conclusion.RATED)
    ordered = rows.order_by("ballot_type__position", "position", "order_key")
    return list(ordered.select_related("ballot_type", "result"))
