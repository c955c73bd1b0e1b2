"""Petitions for a vote of confidence, counted as the law counts them: distinct deputies of all.

They accumulate from the opening of one sitting to the opening of the next.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tinnhiem.law.chain import Chain
from tinnhiem.law.confidence import Petition as LawfulPetition
from tinnhiem.law.confidence import PetitionCount, count_petitions, triggers
from tinnhiem.law.poll import BodyKind
from tinnhiem.law.rulebook import TriggerRule
from tinnhiem.records.models import Conference, Petition, Poll


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From one opening up to, not including, the next; the next may not be known yet."""

    opening: date
    next_opening: date | None


def petition_rule(poll: Poll, chain: Chain) -> TriggerRule | None:
    """Return the rule by which petitions bring about a vote at this body, or None."""
    found = triggers(chain, BodyKind(poll.body_kind), poll.opening_date or poll.poll_date)
    return next((rule for rule in found if rule.by == "petition"), None)


def period_of(poll: Poll) -> Period | None:
    """Return the period in which petitions accumulate for a sitting; None where it has no day.

    A rehearsal has a sitting that is none: it does not end the period of a real one.
    """
    opening = poll.opening_date or poll.poll_date
    if opening is None:
        return None
    later = Poll.objects.filter(
        body=poll.body_id, opening_date__gt=opening, rehearsal=poll.rehearsal
    )
    following = later.order_by("opening_date").values_list("opening_date", flat=True).first()
    return Period(opening=opening, next_opening=following)


def members_of(poll: Poll) -> int | None:
    """Return how many deputies the body has: as set, else as many as stand on the roll."""
    conference: Conference | None = poll.conferences.order_by("position", "pk").first()
    if conference is None:
        return poll.membership
    stated = conference.membership or poll.membership
    return stated or conference.roll.filter(votes=True).count() or None


def _petitions(poll: Poll, period: Period | None) -> Iterable[Petition]:
    """Return the petitions of a period, those withdrawn included, as they are dated."""
    if period is None:
        return []
    found = Petition.objects.filter(body=poll.body_id, dated__gte=period.opening)
    if period.next_opening is not None:
        found = found.filter(dated__lt=period.next_opening)
    return found.select_related("deputy", "about", "upload").order_by("dated", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The petitions to a body in one period, and how they are counted there."""

    rule: TriggerRule | None
    period: Period | None
    members: int | None
    petitions: tuple[Petition, ...]

    def count(self, about: int) -> PetitionCount | None:
        """Count the deputies who petitioned about a person (by id); None where nothing rules it."""
        if self.rule is None or self.period is None or not self.members:
            return None
        return count_petitions(
            [
                LawfulPetition(
                    deputy=str(row.deputy_id), officeholder=str(row.about_id), dated=row.dated
                )
                for row in self.petitions
                if not row.withdrawn
            ],
            officeholder=str(about),
            rule=self.rule,
            membership=self.members,
            opening=self.period.opening,
            next_opening=self.period.next_opening,
        )


def petition_book(poll: Poll, chain: Chain) -> Book:
    """Return the petitions to the body of a poll in its period."""
    period = period_of(poll)
    return Book(
        rule=petition_rule(poll, chain),
        period=period,
        members=members_of(poll),
        petitions=tuple(_petitions(poll, period)),
    )
