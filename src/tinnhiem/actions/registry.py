"""The registry: bodies and what they were called, people, posts, who held them when.

An act is done for a ``body`` whose clerk ``by`` is. It reaches that body and those below it, and
people who have something to do with them or with no body at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar

from django.db.models import Q, QuerySet

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import NotAllowedError, OutdatedError, RefusedError
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.poll import BodyKind, Level, Position
from tinnhiem.records.models import Account, Body, BodyVersion, Person, Post, Tenure
from tinnhiem.records.models.shapes import Versioned
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

CLERK: Final = frozenset({Role.CLERK})
KEEPERS: Final = frozenset({Role.CLERK, Role.OPERATOR})
EARLIEST: Final = 1900
V = TypeVar("V", bound=Versioned)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFacts:
    """What a body is called and is, from one day to another."""

    name: str
    kind: str
    level: str
    from_date: date
    until_date: date | None = None


def reach(bodies: frozenset[int]) -> frozenset[int]:
    """Return the ids of bodies and of all below them."""
    found, new = set(bodies), set(bodies)
    while new:
        below = Body.objects.filter(parent__in=new).values_list("pk", flat=True)
        new = set(below) - found
        found |= new
    return frozenset(found)


def people_of(bodies: frozenset[int]) -> QuerySet[Person]:
    """Return the people who have something to do with bodies, and those with none."""
    theirs = (
        Q(tenures__post__body__in=bodies)
        | Q(rolls__conference__poll__body__in=bodies)
        | Q(ratings__poll__body__in=bodies)
        | Q(account__appointments__body__in=bodies)
    )
    nobodys = Q(tenures=None, rolls=None, ratings=None, account__appointments=None)
    return Person.objects.filter(pk__in=Person.objects.filter(theirs | nobodys).values("pk"))


def _refuse_outside(body: Body, other: Body) -> None:
    if other.pk not in reach(frozenset({body.pk})):
        raise NotAllowedError("registry")


def _refuse_stranger(body: Body, person: Person) -> None:
    if not people_of(reach(frozenset({body.pk}))).filter(pk=person.pk).exists():
        raise NotAllowedError("registry")


def _fresh(row: V, version: int, told: Mapping[str, str], mine: Mapping[str, str]) -> None:
    """Refuse what somebody else changed since the form was opened.

    :raises OutdatedError: with both texts.
    """
    if row.version != version:
        words = _("Somebody else has just changed this. Look at what stands there now, then save.")
        raise OutdatedError(words, told, mine)


def _name(text: str) -> str:
    name = clean(text)
    if not name:
        raise RefusedError(_("Fill in the name."), "name")
    if len(name) > 300:
        raise RefusedError(_("A name has at most 300 characters."), "name")
    return name


def _in_order(from_date: date | None, until_date: date | None) -> None:
    if from_date and until_date and until_date < from_date:
        raise RefusedError(_("The last day lies before the first."), "until_date")


def _checked(facts: BodyFacts) -> str:
    _in_order(facts.from_date, facts.until_date)
    if facts.kind not in set(BodyKind):
        raise RefusedError(_("Choose one of the listed kinds."), "kind")
    if facts.level not in set(Level):
        raise RefusedError(_("Choose one of the listed levels."), "level")
    return _name(facts.name)


@act("body.added", roles=KEEPERS, says=noted("{actor} added the body {subject}"))
def add_body(
    *,
    body: Body | None,
    facts: BodyFacts,
    by: Account,
    at: datetime,
    rehearsal: bool = False,
) -> Noted[Body]:
    """Add a body below ``body``; without one, only the operator does.

    :raises RefusedError: where its facts do not fit together.
    """
    name = _checked(facts)
    made = Body.objects.create(parent=body, rehearsal=rehearsal)
    _keep_version(made, facts, name)
    return Noted(result=made, subject=name, after=_told(facts))


def _keep_version(body: Body, facts: BodyFacts, name: str) -> BodyVersion:
    version = BodyVersion.objects.filter(body=body, from_date=facts.from_date).first()
    kept = version or BodyVersion(body=body, from_date=facts.from_date)
    kept.set_name(name)
    kept.kind, kept.level, kept.until_date = facts.kind, facts.level, facts.until_date
    kept.save()
    return kept


def _told(facts: BodyFacts) -> dict[str, Any]:
    return {
        "name": clean(facts.name),
        "kind": facts.kind,
        "level": facts.level,
        "from": facts.from_date,
        "until": facts.until_date,
    }


@act("body.changed", roles=KEEPERS, says=noted("{actor} changed the body {subject}"))
def change_body(
    *, body: Body, target: Body, version: int, facts: BodyFacts, by: Account, at: datetime
) -> Noted[Body]:
    """Say what a body is called and is from a day on; the same day again corrects that version.

    :raises OutdatedError: where somebody changed it since the form was opened.
    """
    _refuse_outside(body, target)
    kept = Body.objects.select_for_update().get(pk=target.pk)
    latest = kept.versions.order_by("-from_date").first()
    theirs = {"name": latest.name, "from_date": short_date(latest.from_date)} if latest else {}
    mine = {"name": clean(facts.name), "from_date": short_date(facts.from_date)}
    _fresh(kept, version, theirs, mine)
    name = _checked(facts)
    _keep_version(kept, facts, name)
    kept.version += 1
    kept.save()
    return Noted(result=kept, subject=name, before=theirs, after=_told(facts))


@act("body.placed", roles=KEEPERS, says=noted("{actor} changed what {subject} belongs to"))
def place_body(  # noqa: PLR0913 - which body, above and after it, by whom and when
    *,
    body: Body,
    target: Body,
    version: int,
    parent: Body | None,
    successor: Body | None,
    by: Account,
    at: datetime,
) -> Noted[Body]:
    """Say to which body another one belongs, and which one followed it.

    :raises RefusedError: where a body would stand above or after itself.
    """
    _refuse_outside(body, target)
    for other in (parent, successor):
        if other is not None:
            _refuse_outside(body, other)
    kept = Body.objects.select_for_update().get(pk=target.pk)
    _fresh(kept, version, {"parent": str(kept.parent or "")}, {"parent": str(parent or "")})
    if parent is not None and parent.pk in reach(frozenset({kept.pk})):
        raise RefusedError(_("A body cannot belong to itself or to one below it."), "parent")
    if successor is not None and successor.pk == kept.pk:
        raise RefusedError(_("A body cannot follow itself."), "successor")
    before = {"parent": str(kept.parent or ""), "successor": str(kept.successor or "")}
    if kept.pk != body.pk:
        kept.parent = parent
    kept.successor = successor
    kept.version += 1
    kept.save()
    after = {"parent": str(kept.parent or ""), "successor": str(kept.successor or "")}
    return Noted(result=kept, subject=str(kept), before=before, after=after)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What the registry keeps of a person."""

    name: str
    salutation: str = ""
    birth_year: int | None = None
    retirement_notice_on: date | None = None


def set_person(person: Person, facts: PersonFacts, on: date) -> None:
    """Set what is kept of a person, without saving.

    :raises RefusedError: where something cannot be.
    """
    if facts.birth_year is not None and not EARLIEST <= facts.birth_year <= on.year:
        told = _("The year of birth lies between {first} and {last}.")
        raise RefusedError(told.format(first=EARLIEST, last=on.year), "birth_year")
    person.set_name(_name(facts.name))
    person.salutation = clean(facts.salutation)[:20]
    person.birth_year = facts.birth_year
    person.retirement_notice_on = facts.retirement_notice_on


def _facts_of(person: Person) -> dict[str, str]:
    notice = person.retirement_notice_on
    return {
        "name": person.name,
        "salutation": person.salutation,
        "birth_year": str(person.birth_year or ""),
        "retirement_notice_on": short_date(notice) if notice else "",
    }


@act("person.added", roles=CLERK, says=noted("{actor} added {subject} to the registry"))
def add_person(*, body: Body, facts: PersonFacts, by: Account, at: datetime) -> Noted[Person]:
    """Add a person.

    :raises RefusedError: where something cannot be.
    """
    person = Person()
    set_person(person, facts, at.date())
    person.save()
    return Noted(result=person, subject=person.name, after=_facts_of(person))


@act("person.changed", roles=CLERK, says=noted("{actor} changed {subject} in the registry"))
def change_person(
    *, body: Body, person: Person, version: int, facts: PersonFacts, by: Account, at: datetime
) -> Noted[Person]:
    """Change what is kept of a person.

    :raises OutdatedError: where somebody changed it since the form was opened.
    """
    _refuse_stranger(body, person)
    kept = Person.objects.select_for_update().get(pk=person.pk)
    before = _facts_of(kept)
    mine = Person()
    set_person(mine, facts, at.date())
    _fresh(kept, version, before, _facts_of(mine))
    set_person(kept, facts, at.date())
    kept.version += 1
    kept.save()
    return Noted(result=kept, subject=kept.name, before=before, after=_facts_of(kept))


@act("post.kept", roles=CLERK, says=noted("{actor} kept the post {subject}"))
def keep_post(  # noqa: PLR0913 - which post of which body, by whom and when
    *,
    body: Body,
    of: Body,
    title: str,
    position: str,
    by: Account,
    at: datetime,
    post: Post | None = None,
    version: int = 0,
) -> Noted[Post]:
    """Add a post to a body, or change one.

    :raises RefusedError: where it has no title, or the position is none that the law speaks of.
    """
    _refuse_outside(body, of)
    words = clean(title)
    if not words or len(words) > 300:
        raise RefusedError(_("Fill in the title, at most 300 characters."), "title")
    if position not in set(Position):
        raise RefusedError(_("Choose one of the listed positions."), "position")
    kept = of.posts.select_for_update().get(pk=post.pk) if post else Post(body=of)
    before = {"title": kept.title, "position": kept.position} if post else {}
    if post is not None:
        _fresh(kept, version, before, {"title": words, "position": position})
        kept.version += 1
    kept.title, kept.position = words, position
    kept.save()
    after = {"title": kept.title, "position": kept.position}
    return Noted(result=kept, subject=kept.title, before=before, after=after)


@dataclass(frozen=True, slots=True, kw_only=True)
class TenureFacts:
    """From when to when somebody held a post, and by which decision."""

    from_date: date | None = None
    until_date: date | None = None
    decision: str = ""


def _tenure_told(tenure: Tenure) -> dict[str, str]:
    begun, ended = tenure.from_date, tenure.until_date
    return {
        "from_date": short_date(begun) if begun else "",
        "until_date": short_date(ended) if ended else "",
        "decision": tenure.decision,
    }


@act("tenure.added", roles=CLERK, says=noted("{actor} noted who holds a post: {subject}"))
def add_tenure(
    *, body: Body, post: Post, person: Person, facts: TenureFacts, by: Account, at: datetime
) -> Noted[Tenure]:
    """Note that somebody holds or held a post.

    :raises RefusedError: where they hold it already at that time.
    """
    _refuse_outside(body, post.body)
    _refuse_stranger(body, person)
    _in_order(facts.from_date, facts.until_date)
    if overlapping(post, person, facts):
        raise RefusedError(
            _("{name} holds this post at that time already.").format(name=person.name)
        )
    made = Tenure.objects.create(
        post=post,
        person=person,
        from_date=facts.from_date,
        until_date=facts.until_date,
        decision=clean(facts.decision)[:200],
    )
    told = f"{person.name}, {post.title}"
    return Noted(result=made, subject=told, after=_tenure_told(made))


def overlapping(
    post: Post, person: Person, facts: TenureFacts, *, beside: Tenure | None = None
) -> bool:
    """Whether somebody holds a post at a time that overlaps another of theirs in it."""
    rows = Tenure.objects.filter(post=post, person=person)
    if beside is not None:
        rows = rows.exclude(pk=beside.pk)
    if facts.until_date is not None:
        rows = rows.exclude(from_date__gt=facts.until_date)
    if facts.from_date is not None:
        rows = rows.exclude(until_date__lt=facts.from_date)
    return rows.exists()


@act("tenure.changed", roles=CLERK, says=noted("{actor} changed who held a post: {subject}"))
def change_tenure(
    *, body: Body, tenure: Tenure, version: int, facts: TenureFacts, by: Account, at: datetime
) -> Noted[Tenure]:
    """Change from when to when somebody held a post; a last day ends it.

    :raises OutdatedError: where somebody changed it since the form was opened.
    """
    _refuse_outside(body, tenure.post.body)
    _in_order(facts.from_date, facts.until_date)
    kept = Tenure.objects.select_for_update().select_related("post", "person").get(pk=tenure.pk)
    before = _tenure_told(kept)
    mine = Tenure(
        from_date=facts.from_date,
        until_date=facts.until_date,
        decision=clean(facts.decision)[:200],
    )
    _fresh(kept, version, before, _tenure_told(mine))
    if overlapping(kept.post, kept.person, facts, beside=kept):
        told = _("{name} holds this post at that time already.")
        raise RefusedError(told.format(name=kept.person.name))
    kept.from_date, kept.until_date, kept.decision = mine.from_date, mine.until_date, mine.decision
    kept.version += 1
    kept.save()
    subject = f"{kept.person.name}, {kept.post.title}"
    return Noted(result=kept, subject=subject, before=before, after=_tenure_told(kept))
