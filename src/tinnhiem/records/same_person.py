"""Two records of the registry that may be one person: what each holds, and what keeps them apart.

Imports make them: a name written in two ways, a year of birth that was left out once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tinnhiem.records.invitations import elected_seats
from tinnhiem.records.models import Account, Person, Petition, Poll, Tenure
from tinnhiem.wording.language import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What one record of a person holds: posts, an account, and the places on lists of polls."""

    person: Person
    account: Account | None
    tenures: tuple[Tenure, ...]
    #: Polls on whose roll, list or board the person stands, or who concluded about them.
    rolls: tuple[Poll, ...]
    rated: tuple[Poll, ...]
    boards: tuple[Poll, ...]
    concluded: tuple[Poll, ...]
    petitions: int

    @property
    def polls(self) -> frozenset[Poll]:
        """Every poll in which the person stands, or has a part by their account."""
        parts = Poll.objects.filter(roles__account=self.account) if self.account else ()
        return frozenset((*self.rolls, *self.rated, *self.boards, *self.concluded, *parts))

    @property
    def needs_second(self) -> bool:
        """Whether another person has to confirm that this record is the same as another."""
        return bool(self.account or self.polls or self.petitions)


def held_by(person: Person) -> Holding:
    """Return what a record of a person holds."""
    made = Petition.objects.filter(deputy=person) | Petition.objects.filter(about=person)
    tenures = person.tenures.select_related("post__body").order_by("from_date", "pk")
    return Holding(
        person=person,
        account=Account.objects.filter(person=person).first(),
        tenures=tuple(tenures),
        rolls=_polls(conferences__roll__person=person),
        rated=_polls(slate__person=person),
        boards=_polls(conferences__board__person=person),
        concluded=_polls(conclusions__person=person),
        petitions=made.count(),
    )


def _polls(**standing: Person) -> tuple[Poll, ...]:
    return tuple(Poll.objects.filter(**standing).distinct().order_by("-poll_date", "-pk"))


def kept_apart(kept: Person, other: Person) -> list[str]:
    """Return why two records cannot become one, in words; nothing where they can.

    A record on an elected board is never merged: its keys and signatures are one person's, known
    when the board was elected.
    """
    return list(_reasons(held_by(kept), held_by(other)))


def _reasons(kept: Holding, other: Holding) -> Iterator[str]:
    years = {kept.person.birth_year, other.person.birth_year} - {None}
    if len(years) > 1:
        yield _("The years of birth differ. If one is wrong, correct it first.")
    if kept.account and other.account:
        yield _("Both have an account: they sign in as two, and stay two.")
    for poll in sorted(kept.polls & other.polls, key=lambda each: each.pk):
        yield _("Both stand in one poll: {poll}.").format(poll=poll)
    if elected_seats().filter(person__in=(kept.person, other.person)).exists():
        yield _("One of them sits on a counting board that was elected: after its minutes.")
    if _petitions_clash(kept.person, other.person):
        yield _("Both petitioned about the same person, or one about the other.")
    for mine, theirs in _clashes(kept, other):
        told = _("Both hold the post {post} at the same time, with different dates or decisions.")
        if not alike(mine, theirs):
            yield told.format(post=mine.post.title)


def _clashes(kept: Holding, other: Holding) -> Iterator[tuple[Tenure, Tenure]]:
    for mine in kept.tenures:
        for theirs in other.tenures:
            if mine.post_id == theirs.post_id and _overlap(mine, theirs):
                yield mine, theirs


def _overlap(one: Tenure, two: Tenure) -> bool:
    """Return whether two tenures share a day; an open side reaches as far as it can."""
    return not any(
        first.until_date and second.from_date and first.until_date < second.from_date
        for first, second in ((one, two), (two, one))
    )


def alike(one: Tenure, two: Tenure) -> bool:
    """Return whether two tenures say the same."""
    said = [(each.post_id, each.from_date, each.until_date, each.decision) for each in (one, two)]
    return said[0] == said[1]


def _petitions_clash(kept: Person, other: Person) -> bool:
    both = (kept, other)
    between = Petition.objects.filter(deputy__in=both, about__in=both)
    made = [set(each.petitions_made.values_list("body", "about")) for each in both]
    return between.exists() or bool(made[0] & made[1])
