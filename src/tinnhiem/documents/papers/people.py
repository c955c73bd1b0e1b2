"""Persons, types of ballots and their numbers, as forms ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tinnhiem.documents.blanks import DOTS, Blank, day_or_blank, read_day, short_day_or_blank
from tinnhiem.documents.papers.names import abbreviated, in_full, inside
from tinnhiem.wording.numbers import percent, roman

Record = Mapping[str, Any]

_GENDERED = {"ông": "Ông", "bà": "Bà"}
UNKNOWN = "Ông (Bà)"
DECIDED = "quyết định riêng"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How this set of papers writes: in the Party's words or not, and how it rounds."""

    party: bool
    places: int = 2
    keep_zeros: bool = False

    def percent(self, votes: int, base: int) -> str:
        """A share in hundredths with a decimal comma, without the sign."""
        return percent(Fraction(votes, base), places=self.places, keep_zeros=self.keep_zeros)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkView:
    """The marks of one level for one person."""

    id: str
    label: str
    count: int
    base: int
    percent: str

    @property
    def heading(self) -> str:
        """The label with a capital, as table heads have it."""
        return self.label[:1].upper() + self.label[1:]

    @property
    def fraction(self) -> str:
        """The count over its base: ``26/49``."""
        return f"{self.count}/{self.base}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """One person of the list.

    ``full`` is the name with its salutation, ``mention`` the same inside a sentence, ``title`` the
    salutation alone, ``pronoun`` the same inside a sentence. ``decisive`` is the level that the
    legal cases ask about. The numbers are those of the person's own type of ballot.
    """

    id: str
    number: int
    name: str
    title: str
    pronoun: str
    birth_year: int | None
    posts: str
    posts_short: str
    posts_list: tuple[str, ...]
    elected: str
    rated: str
    several: bool
    group_id: str
    group_title: str
    grounds: str
    marks: tuple[MarkView, ...]
    decisive: MarkView | None
    invalid: int | None
    valid: int | None
    base: int | None
    case_id: str | None
    exactly_half: bool
    unmarked: int | None
    several_marks: int | None
    nominator: str
    resigned_on: str
    spoke: bool | None
    other_place: str
    decision: str = ""

    @property
    def full(self) -> str:
        """Name with salutation, at the beginning of a sentence or in a table."""
        return f"{self.title} {self.name}"

    @property
    def mention(self) -> str:
        """Name with salutation inside a sentence."""
        return f"{self.pronoun} {self.name}"

    @property
    def described(self) -> str:
        """Mention and posts."""
        return f"{self.mention}, {self.posts}" if self.posts else self.mention

    @property
    def group_mention(self) -> str:
        """The title of the person's type of ballot inside a sentence."""
        return inside(self.group_title)

    @property
    def note(self) -> str:
        """What a list says of the person: one poll for several posts, and what people decided."""
        once = "Thực hiện một lần đối với tất cả các chức vụ" if self.several else ""
        decided = self.decision[:1].upper() + self.decision[1:]
        return "; ".join(part for part in (once, self.decision if once else decided) if part)


def salutation(found: Record, *, party: bool) -> tuple[str, str]:
    """Return the salutation at the beginning of a sentence and inside one."""
    if party:
        return "Đồng chí", "đồng chí"
    title = _GENDERED.get(str(found.get("salutation") or "").strip().lower(), UNKNOWN)
    return title, title.lower()


def decision_text(person: Record) -> str:
    """Return what people decided about somebody on the list with its reason, or nothing."""
    decision = person.get("decision")
    if decision is None:
        return ""
    reason = str(decision["reason"]).strip().rstrip(".;")
    return f"{DECIDED}: {reason}" if reason else DECIDED


def person_view(
    found: Record,
    *,
    number: int,
    data: Record,
    manner: Manner,
    group_title: str,
    grounds: str = "",
) -> PersonView:
    """Return one person of the facts as forms see them."""
    papers: Record = data["papers"]
    title, pronoun = salutation(found, party=manner.party)
    posts = tuple(post["title"] for post in found["posts"])
    several = len(found["rated_posts"]) > 1
    lines = (papers.get("invalid_lines") or {}).get(found["id"]) or {}
    marks = _marks(found["result"], data, manner)
    result = found["result"] or {}
    return PersonView(
        id=found["id"],
        number=number,
        name=found["name"],
        title=title,
        pronoun=pronoun,
        birth_year=found["birth_year"],
        posts=in_full(", ".join(posts)),
        posts_short=_short(", ".join(posts), manner),
        posts_list=tuple(in_full(post) for post in posts),
        elected=_elected(found["posts"]),
        rated=in_full("; ".join(found["rated_posts"])),
        several=several,
        group_id=found["type"],
        group_title=group_title,
        grounds=grounds,
        marks=marks,
        decisive=next((m for m in marks if m.id in {"low", "no_confidence"}), None),
        invalid=result.get("invalid"),
        valid=sum(m.count for m in marks) if marks else None,
        base=result.get("base"),
        case_id=result.get("case"),
        exactly_half=bool(result.get("exactly_half")),
        unmarked=lines.get("unmarked"),
        several_marks=lines.get("several"),
        nominator=_of(papers, "nominating_authority", found["id"]),
        resigned_on=_resigned(papers, found["id"]),
        spoke=(papers.get("presented_opinion") or {}).get(found["id"]),
        other_place=_of(papers, "other_places", found["id"]),
        decision=decision_text(found) if found["polled"] else "",
    )


def _short(posts: str, manner: Manner) -> str:
    return in_full(posts) if manner.party else abbreviated(posts)


def _of(papers: Record, field: str, person: str) -> str:
    return (papers.get(field) or {}).get(person) or Blank(DOTS)


def _resigned(papers: Record, person: str) -> str:
    return day_or_blank(read_day((papers.get("resigned_on") or {}).get(person)))


def _elected(posts: list[Record]) -> str:
    days = dict.fromkeys(short_day_or_blank(read_day(post["elected_on"])) for post in posts)
    return "; ".join(days)


def _marks(result: Record | None, data: Record, manner: Manner) -> tuple[MarkView, ...]:
    if result is None:
        return ()
    return tuple(
        MarkView(
            id=choice["id"],
            label=choice["label"].lower(),
            count=result["marks"][choice["id"]],
            base=result["base"],
            percent=manner.percent(result["marks"][choice["id"]], result["base"]),
        )
        for choice in data["choices"]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """One type of ballot: its ledger and the persons on it. Unknown numbers are None.

    ``received`` is what the board was handed, stamped; ``missing`` were issued and not returned.
    """

    id: str
    title: str
    number: int
    received: int | None
    issued: int | None
    exchanged: int | None
    unused: int | None
    returned: int | None
    invalid: int | None
    persons: tuple[PersonView, ...]
    seal: str

    @property
    def valid(self) -> int | None:
        """Ballots valid as a whole; all that were returned where none is said to be invalid."""
        return None if self.returned is None else self.returned - (self.invalid or 0)

    @property
    def spoilt(self) -> int | None:
        """Ballots invalid as a whole; 0 where the count is known and none was noted."""
        return None if self.returned is None else self.invalid or 0

    @property
    def missing(self) -> int | None:
        """Ballots issued and not returned."""
        if self.issued is None or self.returned is None:
            return None
        return max(self.issued - self.returned, 0)

    @property
    def excess(self) -> int | None:
        """Ballots returned beyond those issued, which stops a count."""
        if self.issued is None or self.returned is None:
            return None
        return max(self.returned - self.issued, 0)

    @property
    def mention(self) -> str:
        """The title inside a sentence."""
        return inside(self.title)

    @property
    def roman(self) -> str:
        """Its place among the types in Roman figures."""
        return roman(self.number)

    @property
    def reconciled(self) -> bool:
        """Whether issued, exchanged and unused are known and make what was received."""
        parts = (self.issued, self.exchanged, self.unused)
        known = [part for part in parts if part is not None]
        return len(known) == 3 and sum(known) == self.received


def group_views(data: Record, manner: Manner) -> tuple[GroupView, ...]:
    """Return the types of ballots that have persons on them, in order, with those persons."""
    groups: list[GroupView] = []
    for kind in data["types"]:
        polled = [p for p in data["persons"] if p["polled"] and p["type"] == kind["id"]]
        if polled:
            groups.append(_group(kind, polled, len(groups) + 1, data, manner))
    return tuple(groups)


def _group(
    kind: Record, polled: list[Record], number: int, data: Record, manner: Manner
) -> GroupView:
    title = in_full(kind["title"]) or Blank(DOTS)
    papers: Record = data["papers"]
    parts = [kind[name] for name in ("issued", "exchanged", "unused")]
    stated = (papers.get("received") or {}).get(kind["id"])
    received = stated if stated is not None else sum(parts) if None not in parts else None
    return GroupView(
        id=kind["id"],
        title=title,
        number=number,
        received=received,
        issued=kind["issued"],
        exchanged=kind["exchanged"],
        unused=kind["unused"],
        returned=kind["returned"],
        invalid=kind["invalid"],
        persons=tuple(
            person_view(person, number=n, data=data, manner=manner, group_title=title)
            for n, person in enumerate(polled, 1)
        ),
        seal=(papers.get("seals") or {}).get(kind["id"]) or Blank(DOTS),
    )


def excluded_views(
    data: Record, manner: Manner, grounds: Mapping[str, str]
) -> tuple[PersonView, ...]:
    """Return the persons of the list who are not polled; ``grounds`` say why, by id."""
    apart = [person for person in data["persons"] if not person["polled"]]
    titles = {kind["id"]: in_full(kind["title"]) for kind in data["types"]}
    return tuple(
        person_view(
            person,
            number=n,
            data=data,
            manner=manner,
            group_title=titles.get(person["type"], ""),
            grounds=grounds.get(person["id"], ""),
        )
        for n, person in enumerate(apart, 1)
    )
