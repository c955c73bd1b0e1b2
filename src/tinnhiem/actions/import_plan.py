"""What a workbook would change, worked out without writing: lines in, changes and rows out.

The registry is read once; every line is compared with it and with the lines before it. What comes
out is shown as a preview, and saved only by the acts of :mod:`tinnhiem.actions.imports`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.registry import PersonFacts, people_of, reach, set_person
from tinnhiem.actions.rolls import MOST_VOTERS, Convened
from tinnhiem.records.digests import digest_of
from tinnhiem.records.models import Body, Conference, Person, Post, Tenure
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _
from tinnhiem.wording.names import clean, fold
from tinnhiem.wording.terms import POSITIONS, label


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


class Plan:
    """Compares the lines of one workbook with the registry; writes nothing.

    ``people``, ``posts`` and ``tenures`` are the rows to save, in that order; ``roll`` who is to be
    put on the roll.
    """

    def __init__(self, body: Body, today: date) -> None:
        self.found = Preview()
        self.people: list[Person] = []
        self.posts: list[Post] = []
        self.tenures: list[Tenure] = []
        self.roll: list[Convened] = []
        self._body = body
        self._today = today
        self._known: dict[str, list[Person]] = {}
        for person in people_of(reach(frozenset({body.pk}))):
            self._known.setdefault(person.name.casefold(), []).append(person)
        self._by_key = {each.pk: each for same in self._known.values() for each in same}
        self._titles = {fold(post.title): post for post in body.posts.all()}
        self._held = self._tenures()

    def _tenures(self) -> list[Tenure]:
        """Return who holds and held the posts of the body, with the people and posts as loaded."""
        posts = {post.pk: post for post in self._titles.values()}
        rows = Tenure.objects.filter(post__in=posts).order_by("from_date", "pk")
        kept = [row for row in rows if row.person_id in self._by_key]
        for row in kept:
            row.post, row.person = posts[row.post_id], self._by_key[row.person_id]
        return kept

    def compare(self, line: Mapping[str, Any], *, roll: bool) -> None:
        """Compare one line, or note what is wrong with it."""
        place = str(line["place"])
        try:
            person = self._person(line, place)
            if roll:
                self._convene(person, line)
            elif line.get("title"):
                self._tenure(person, self._post(line, place), line, place)
            elif line.get("from_date") or line.get("position"):
                self.found.errors.append((place, _("Fill in the title of the post.")))
        except RefusedError as refused:
            self.found.errors.append((place, refused.message))

    def compare_roll(self, conference: Conference, places: list[str]) -> None:
        """Note what those read change on the roll; ``places`` are theirs, in the same order."""
        kept = {entry.person_id: entry for entry in conference.roll.all()}
        if len({*kept, *(each.person.pk for each in self.roll)}) > MOST_VOTERS:
            told = _("More than {most} people cannot be on one roll.").format(most=MOST_VOTERS)
            self.found.errors.append(("", told))
        for each, place in zip(self.roll, places, strict=True):
            entry = kept.get(each.person.pk)
            before = _seat(entry.seat, entry.delegation, votes=entry.votes) if entry else ""
            now = (each.seat or (entry.seat if entry else ""),
                   each.delegation or (entry.delegation if entry else ""))  # fmt: skip
            after = _seat(*now, votes=each.votes)
            kind = "added" if entry is None else "same" if before == after else "changed"
            self._note(kind, "roll", each.person.name, place, before, after)

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
        same = self._known.setdefault(name.casefold(), [])
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
        self.people.append(person)
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
            if person.pk and person not in self.people:
                person.version += 1
                self.people.append(person)
            self._note("changed", "person", person.name, place, before, after)
        return person

    def _post(self, line: Mapping[str, Any], place: str) -> Post:
        """Return the post of a line, a new one where the body has none of this title.

        :raises RefusedError: where a new post has no position.
        """
        title = clean(str(line["title"]))
        known = self._titles.get(fold(title))
        position = line.get("position")
        if known is None:
            if not position:
                told = _("{post} is new: choose its kind of post.")
                raise RefusedError(told.format(post=title))
            known = Post(body=self._body, title=title, position=position)
            self.posts.append(known)
            self._titles[fold(title)] = known
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
            if any(_overlap(row, begun, ended) for row in self._of(person, post)):
                told = _("{name} holds this post at that time already.")
                raise RefusedError(told.format(name=person.name))
            made = Tenure(
                post=post, person=person, from_date=begun, until_date=ended, decision=decision
            )
            self._held.append(made)
            self.tenures.append(made)
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
        if kept.pk and kept not in self.tenures:
            kept.version += 1
            self.tenures.append(kept)
        kind = "ended" if was_open and kept.until_date else "changed"
        self._note(kind, "tenure", text, place, before, after)

    def _of(self, person: Person, post: Post) -> list[Tenure]:
        return [row for row in self._held if row.person is person and row.post is post]

    def _kept(self, person: Person, post: Post, begun: date | None) -> Tenure | None:
        """Return the tenure that a line speaks of: of the same first day, or the open one."""
        rows = self._of(person, post)
        exact = [row for row in rows if row.from_date == begun]
        open_ones = [
            row for row in rows if row.until_date is None and (begun is None or not row.from_date)
        ]
        return next(iter(exact or open_ones), None)

    def _convene(self, person: Person, line: Mapping[str, Any]) -> None:
        if any(each.person is person for each in self.roll):
            raise RefusedError(_("{name} stands twice in the workbook.").format(name=person.name))
        votes = line.get("votes")
        self.roll.append(
            Convened(
                person=person,
                votes=True if votes is None else bool(votes),
                seat=line.get("seat") or "",
                delegation=line.get("delegation") or "",
            )
        )


def _overlap(row: Tenure, begun: date | None, ended: date | None) -> bool:
    """Whether a tenure shares a day with the time from ``begun`` to ``ended``; None is no end."""
    starts_after = ended is not None and row.from_date is not None and row.from_date > ended
    ended_before = begun is not None and row.until_date is not None and row.until_date < begun
    return not (starts_after or ended_before)


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
