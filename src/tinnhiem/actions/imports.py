"""Taking over a workbook: read apart, shown as what it would change, confirmed once as a whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.registry import (
    PersonFacts,
    TenureFacts,
    overlapping,
    people_of,
    reach,
    set_person,
)
from tinnhiem.actions.rolls import Convened, keep_on_roll, refuse_begun
from tinnhiem.conduct.transitions import Role
from tinnhiem.exchange.registry_process import lines_of
from tinnhiem.exchange.workbook_guard import MAXIMUM_BYTES
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.records.digests import digest_of
from tinnhiem.records.models import (
    Account,
    Body,
    Conference,
    Person,
    Poll,
    Post,
    RegistryImport,
    Tenure,
)
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean, fold
from tinnhiem.wording.terms import POSITIONS, label

CLERK: Final = frozenset({Role.CLERK})
REGISTRY: Final = "registry"
ROLL: Final = "roll"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that a workbook changes: ``kind`` is ``added``, ``changed``, ``ended`` or ``same``.

    ``what`` is ``person``, ``post``, ``tenure`` or ``roll``; ``place`` the sheet and row.
    """

    kind: str
    what: str
    text: str
    place: str
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Preview:
    """What a workbook would change, and the mistakes that keep it from being taken over."""

    changes: list[Change] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Return the hash of what was shown."""
        return digest_of([asdict(change) for change in self.changes])

    def of(self, kind: str) -> list[Change]:
        """Return the changes of one kind."""
        return [change for change in self.changes if change.kind == kind]


def read_workbook(content: bytes, kind: str) -> list[dict[str, Any]]:
    """Return the lines of a workbook, read in a process of its own.

    :raises InputError: where it is hostile, damaged or too large, or with every mistake in it.
    """
    if len(content) > MAXIMUM_BYTES:
        raise InputError((Problem(code="file-too-large", values={"limit": MAXIMUM_BYTES}),))
    return lines_of(content, kind)


@act("import.read", roles=CLERK, says=noted("{actor} read a workbook to compare it: {subject}"))
def keep_lines(
    *,
    body: Body,
    purpose: str,
    name: str,
    lines: Sequence[Mapping[str, Any]],
    by: Account,
    at: datetime,
) -> Noted[RegistryImport]:
    """Keep the lines of a workbook until somebody confirms them; the registry stays as it is."""
    made = RegistryImport.objects.create(
        body=body,
        purpose=purpose[:20],
        name=clean(name)[:255],
        lines=list(lines),
        asked_by=by,
        read_on=at.date(),
    )
    return Noted(result=made, subject=made.name, after={"lines": len(made.lines)})


def preview(kept: RegistryImport, conference: Conference | None, today: date) -> Preview:
    """Return what taking a workbook over would change: it is done and undone again."""
    with transaction.atomic():
        found = _take_over(kept, conference, today)
        transaction.set_rollback(True)
    return found


@act("import.confirmed", roles=CLERK, says=noted("{actor} took a workbook over: {subject}"))
def confirm_registry(
    *, body: Body, kept: RegistryImport, digest: str, by: Account, at: datetime
) -> Noted[Preview]:
    """Take over people, posts and who held them, exactly as the preview showed it.

    :raises RefusedError: where there are mistakes, it was done, or the registry changed since.
    """
    return _confirm(kept, digest, lambda fresh: _take_over(fresh, None, at.date()))


@act(
    "roll.imported", roles=CLERK, says=noted("{actor} took a roll over from a workbook: {subject}")
)
def confirm_roll(
    *,
    poll: Poll,
    conference: Conference,
    kept: RegistryImport,
    digest: str,
    by: Account,
    at: datetime,
) -> Noted[Preview]:
    """Take the roll of a conference over, exactly as the preview showed it.

    :raises RefusedError: where there are mistakes, it was done, or the records changed since.
    """
    fresh = refuse_begun(poll, conference)
    return _confirm(kept, digest, lambda lines: _take_over(lines, fresh, at.date()))


def _confirm(
    kept: RegistryImport, digest: str, take: Callable[[RegistryImport], Preview]
) -> Noted[Preview]:
    fresh = RegistryImport.objects.select_for_update().get(pk=kept.pk)
    if fresh.state == RegistryImport.State.DONE:
        raise RefusedError(_("This workbook was taken over already."))
    done = take(fresh)
    if done.errors:
        raise RefusedError(_("The workbook has mistakes. Correct them and read it again."))
    if done.digest != digest:
        raise RefusedError(
            _("The registry changed since this was shown. Look at it again, then confirm.")
        )
    fresh.state = RegistryImport.State.DONE.value
    fresh.save()
    kinds = ("added", "changed", "ended", "same")
    after = {kind: len(done.of(kind)) for kind in kinds}
    return Noted(result=done, subject=fresh.name, after=after)


def _take_over(kept: RegistryImport, conference: Conference | None, today: date) -> Preview:
    taker = _Taker(kept.body, today)
    for line in kept.lines:
        taker.take(line, roll=conference is not None)
    if conference is not None and not taker.found.errors:
        taker.put_on_roll(conference)
    return taker.found


class _Taker:
    """Takes the lines of one workbook over, and notes what each changes."""

    def __init__(self, body: Body, today: date) -> None:
        self.found = Preview()
        self._body = body
        self._today = today
        self._people: dict[str, list[Person]] = {}
        for person in people_of(reach(frozenset({body.pk}))):
            self._people.setdefault(person.name.casefold(), []).append(person)
        self._posts = {fold(post.title): post for post in body.posts.all()}
        self._roll: list[tuple[Convened, str]] = []

    def take(self, line: Mapping[str, Any], *, roll: bool) -> None:
        """Take one line over, or note what is wrong with it."""
        place = str(line["place"])
        try:
            person = self._person(line, place)
            if roll:
                self._convene(person, line, place)
            elif line.get("title"):
                self._tenure(person, self._post(line, place), line, place)
            elif line.get("from_date") or line.get("position"):
                self.found.errors.append((place, _("Fill in the title of the post.")))
        except RefusedError as refused:
            self.found.errors.append((place, refused.message))

    def put_on_roll(self, conference: Conference) -> None:
        """Put those read on the roll."""
        kept = {entry.person_id: entry for entry in conference.roll.all()}
        for each, place in self._roll:
            entry = kept.get(each.person.pk)
            before = _seat(entry.seat, entry.delegation, votes=entry.votes) if entry else ""
            now = (each.seat or (entry.seat if entry else ""),
                   each.delegation or (entry.delegation if entry else ""))  # fmt: skip
            after = _seat(*now, votes=each.votes)
            kind = "added" if entry is None else "same" if before == after else "changed"
            self._note(kind, "roll", each.person.name, place, before, after)
        keep_on_roll(conference, [each for each, _place in self._roll])

    def _note(
        self, kind: str, what: str, text: str, place: str, before: str = "", after: str = ""
    ) -> None:
        self.found.changes.append(
            Change(kind=kind, what=what, text=text, place=place, before=before, after=after)
        )

    def _person(self, line: Mapping[str, Any], place: str) -> Person:
        """Return the person of a line: the one of this name and year, or a new one.

        :raises RefusedError: where several people may be meant.
        """
        name = clean(str(line["name"] or ""))
        if not name:
            raise RefusedError(_("Fill in the name."))
        year = line.get("birth_year")
        same = self._people.setdefault(name.casefold(), [])
        fits = [p for p in same if year is None or p.birth_year in {None, year}]
        exact = [p for p in fits if year is not None and p.birth_year == year]
        meant = exact or fits
        if len(meant) > 1:
            told = _("Several people are called {name}: fill in the year of birth.")
            raise RefusedError(told.format(name=name))
        if meant:
            return self._changed(meant[0], line, place)
        person = Person()
        set_person(person, self._facts(line, person), self._today)
        person.save()
        same.append(person)
        self._note("added", "person", person.name, place, after=_person_told(person))
        return person

    def _facts(self, line: Mapping[str, Any], person: Person) -> PersonFacts:
        notice = line.get("retirement_notice_on")
        return PersonFacts(
            name=str(line["name"]),
            salutation=line.get("salutation") or person.salutation,
            birth_year=line.get("birth_year") or person.birth_year,
            retirement_notice_on=_day(notice) or person.retirement_notice_on,
        )

    def _changed(self, person: Person, line: Mapping[str, Any], place: str) -> Person:
        before = _person_told(person)
        set_person(person, self._facts(line, person), self._today)
        after = _person_told(person)
        if before != after:
            person.version += 1
            person.save()
            self._note("changed", "person", person.name, place, before, after)
        return person

    def _post(self, line: Mapping[str, Any], place: str) -> Post:
        """Return the post of a line, a new one where the body has none of this title.

        :raises RefusedError: where a new post has no position.
        """
        title = clean(str(line["title"]))
        known = self._posts.get(fold(title))
        position = line.get("position")
        if known is None:
            if not position:
                told = _("{post} is new: choose its kind of post.")
                raise RefusedError(told.format(post=title))
            known = Post.objects.create(body=self._body, title=title, position=position)
            self._posts[fold(title)] = known
            self._note("added", "post", title, place, after=label(POSITIONS, position))
        elif position and position != known.position:
            told = _("{post} is registered with another kind of post.")
            raise RefusedError(told.format(post=title))
        return known

    def _tenure(self, person: Person, post: Post, line: Mapping[str, Any], place: str) -> None:
        begun, ended = _day(line.get("from_date")), _day(line.get("until_date"))
        if begun and ended and ended < begun:
            raise RefusedError(_("The last day lies before the first."))
        decision = clean(line.get("decision") or "")[:200]
        kept = self._kept(person, post, begun)
        text = f"{person.name}, {post.title}"
        if kept is None:
            facts = TenureFacts(from_date=begun, until_date=ended)
            if overlapping(post, person, facts):
                told = _("{name} holds this post at that time already.")
                raise RefusedError(told.format(name=person.name))
            made = Tenure.objects.create(
                post=post, person=person, from_date=begun, until_date=ended, decision=decision
            )
            self._note("added", "tenure", text, place, after=_tenure_told(made))
            return
        before, was_open = _tenure_told(kept), kept.until_date is None
        kept.from_date = begun or kept.from_date
        kept.until_date = ended or kept.until_date
        kept.decision = decision or kept.decision
        after = _tenure_told(kept)
        if before == after:
            self._note("same", "tenure", text, place, before, after)
            return
        kept.version += 1
        kept.save()
        kind = "ended" if was_open and kept.until_date else "changed"
        self._note(kind, "tenure", text, place, before, after)

    @staticmethod
    def _kept(person: Person, post: Post, begun: date | None) -> Tenure | None:
        """Return the tenure that a line speaks of: of the same first day, or the open one."""
        rows = list(Tenure.objects.filter(post=post, person=person).order_by("from_date", "pk"))
        exact = [row for row in rows if row.from_date == begun]
        open_ones = [
            row for row in rows if row.until_date is None and (begun is None or not row.from_date)
        ]
        return next(iter(exact or open_ones), None)

    def _convene(self, person: Person, line: Mapping[str, Any], place: str) -> None:
        if any(each.person.pk == person.pk for each, _place in self._roll):
            raise RefusedError(_("{name} stands twice in the workbook.").format(name=person.name))
        votes = line.get("votes")
        convened = Convened(
            person=person,
            votes=True if votes is None else bool(votes),
            seat=line.get("seat") or "",
            delegation=line.get("delegation") or "",
        )
        self._roll.append((convened, place))


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _person_told(person: Person) -> str:
    notice = person.retirement_notice_on
    parts = (
        person.salutation,
        str(person.birth_year or ""),
        _("notice of retirement {day}").format(day=short_date(notice)) if notice else "",
    )
    return " · ".join(part for part in parts if part)


def _tenure_told(tenure: Tenure) -> str:
    begun = short_date(tenure.from_date) if tenure.from_date else "?"
    ended = short_date(tenure.until_date) if tenure.until_date else "…"
    return " · ".join(part for part in (f"{begun} – {ended}", tenure.decision) if part)


def _seat(seat: str, delegation: str, *, votes: bool) -> str:
    role = _("votes") if votes else _("attends, no vote")
    return " · ".join(part for part in (seat, delegation, role) if part)
