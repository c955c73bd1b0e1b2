"""What the ballots of one poll say: frozen values, worked out before anything is drawn.

The definition holds every printed word and every size. Its hash therefore changes whenever a sheet
would look different, and equal hashes mean equal sheets.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from importlib import resources
from typing import Final

from tinnhiem.documents.ballots.codes import SheetCode, SheetKind, beginning, short_hash
from tinnhiem.documents.ballots.geometry import Sizes, sizes
from tinnhiem.documents.ballots.rules import BallotRules, PrintedChoice
from tinnhiem.documents.ballots.texts import full_name, halves, texts
from tinnhiem.documents.ballots.wording import SheetWords, sheet_words, small_line
from tinnhiem.law.poll import BallotType, Body, BodyKind, Officeholder, Poll, Procedure, Sitting
from tinnhiem.law.problems import InputError, Problem

_FILE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

#: The drawing itself is part of what is printed.
TEMPLATES: Final = ("ballot.typ", "marks.typ")


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotLine:
    """One person on a ballot: ``name`` with the salutation, ``minority`` a second line or empty."""

    id: str
    name: str
    posts: tuple[str, ...]
    minority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperType:
    """One type of ballot paper: its persons in order, its words, tint and sizes.

    ``index`` counts from 1 in the order of the poll; ``colour`` is the recommended paper.
    """

    id: str
    index: int
    title: str
    tint: str
    colour: str
    lines: tuple[BallotLine, ...]
    words: SheetWords
    small: str
    sizes: Sizes

    @property
    def stem(self) -> str:
        """What names the type in file names: its id, or its index where no file could bear it."""
        return self.id if _FILE_NAME.fullmatch(self.id) else f"{self.index:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotDefinition:
    """Everything that the ballots of a poll say and show, the same for every copy.

    ``parent`` and ``issuer`` are the lines of the heading, ``state`` those at its right;
    ``template`` is the digest of the drawing itself; ``large`` the variant in large print.
    """

    body: Body
    sitting: Sitting
    procedure: Procedure
    rules: BallotRules
    party: bool
    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    state: tuple[str, ...]
    name: str
    subject: tuple[str, ...]
    types: tuple[PaperType, ...]
    rehearsal: bool
    large: bool
    template: str

    @property
    def choices(self) -> tuple[PrintedChoice, ...]:
        """The choices of the ballot from left to right."""
        return self.rules.choices


def ballot_definition(
    poll: Poll,
    rules: BallotRules,
    *,
    large: bool = False,
    included: Collection[str] | None = None,
) -> BallotDefinition:
    """Work out the ballots of a poll.

    Args:
        poll: the facts; counts and ledgers are not looked at.
        rules: labels, validity and legal bases, see :func:`rules.ballot_rules`.
        large: print in letters of 14 points and more.
        included: ids of the persons to be voted on; the whole list where None.

    Raises:
        InputError: where nobody is to be voted on.
    """
    party = poll.body.kind is BodyKind.PARTY_COMMITTEE
    return BallotDefinition(
        body=poll.body,
        sitting=poll.sitting,
        procedure=poll.procedure,
        rules=rules,
        party=party,
        parent=_parent(poll) if party else (),
        issuer=_issuer(poll.body),
        state=tuple(texts()["heading"]["party" if party else "state"]),
        name=texts()["name"][poll.procedure],
        subject=_subject(poll),
        types=_types(poll, rules, large=large, included=included),
        rehearsal=poll.rehearsal,
        large=large,
        template=_template_digest(),
    )


def definition_hash(definition: BallotDefinition) -> str:
    """SHA-256 (64 hex digits) of the canonical JSON of everything that is printed."""
    return sha256(_canonical(asdict(definition))).hexdigest()


def sheet_code(
    definition: BallotDefinition, *, kind: SheetKind | None = None, of: int, page: int, pages: int
) -> SheetCode:
    """The code of a page of the type with index ``of`` (a ballot, where no kind is given)."""
    ballot = SheetKind.REHEARSAL if definition.rehearsal else SheetKind.BALLOT
    poll = {
        "body": asdict(definition.body),
        "sitting": asdict(definition.sitting),
        "procedure": definition.procedure,
        "instruments": [instrument.id for instrument in definition.rules.instruments],
    }
    return SheetCode(
        kind=kind or ballot,
        body=beginning(_canonical(asdict(definition.body)), 6),
        poll=beginning(_canonical(poll), 6),
        type=of,
        page=page,
        pages=pages,
        definition=short_hash(definition_hash(definition)),
    )


def _canonical(value: object) -> bytes:
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )
    return text.encode()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _template_digest() -> str:
    folder = resources.files(__package__)
    return sha256(b"".join((folder / name).read_bytes() for name in TEMPLATES)).hexdigest()


def _issuer(body: Body) -> tuple[str, ...]:
    return tuple(half.upper() for half in halves(full_name(body.name)) if half)


def _parent(poll: Poll) -> tuple[str, ...]:
    """The lines of the parent body, where the papers' facts name it; Party papers print it."""
    lines = poll.papers.get("parent", ())
    return tuple(str(line).upper() for line in lines) if isinstance(lines, (list, tuple)) else ()


def _subject(poll: Poll) -> tuple[str, ...]:
    institution, place = halves(full_name(poll.body.name))
    first, second = texts()["subject"][poll.body.kind]
    ordinal = poll.papers.get("council_term", "")
    values = {
        "institution": institution,
        "place": f"{place} {_ordinal(str(ordinal))}".strip(),
        "term": _term(poll.body),
    }
    lines = [part.format(**values) for part in (first, second)]
    return tuple(filter(None, (_tidy(part) for part in lines)))


def _term(body: Body) -> str:
    if body.term is None:
        return ""
    first, last = body.term
    return str(texts()["term"]["text"].format(first=first, last=last))


def _ordinal(council_term: str) -> str:
    """“khóa XVI”, from the poll file's “XVI” or “khóa XVI”."""
    word = texts()["term"]["ordinal"]
    text = council_term.strip()
    if not text or text.lower().startswith(word):
        return text
    return f"{word} {text}"


def _tidy(part: str) -> str:
    """Drop what an absent term or territory leaves behind."""
    return " ".join(part.replace(", ,", ",").split()).strip(", ").replace(" ,", ",")


def _types(
    poll: Poll, rules: BallotRules, *, large: bool, included: Collection[str] | None
) -> tuple[PaperType, ...]:
    persons = [p for p in poll.slate if included is None or p.id in included]
    if not persons:
        raise InputError((Problem(code="nobody-on-the-ballot", place="slate"),))
    found: list[PaperType] = []
    for ballot_type in poll.ballot_types:
        mine = [person for person in persons if person.ballot_type == ballot_type.id]
        if mine:
            found.append(_type(poll, rules, ballot_type, mine, index=len(found) + 1, large=large))
    return tuple(found)


def _type(
    poll: Poll,
    rules: BallotRules,
    ballot_type: BallotType,
    persons: list[Officeholder],
    *,
    index: int,
    large: bool,
) -> PaperType:
    tints = texts()["tint"]
    tint = tints[(index - 1) % len(tints)]
    party = poll.body.kind is BodyKind.PARTY_COMMITTEE
    return PaperType(
        id=ballot_type.id,
        index=index,
        title=full_name(ballot_type.title),
        tint=tint["rgb"],
        colour=tint["colour"],
        lines=tuple(_line(poll, person, party=party) for person in persons),
        words=sheet_words(rules, party=party, single=len(persons) == 1),
        small=small_line(rules, sitting=poll.sitting.name, colour=tint["colour"]),
        sizes=sizes(procedure=poll.procedure, lines=len(persons), large=large),
    )


def _line(poll: Poll, person: Officeholder, *, party: bool) -> BallotLine:
    salutation = texts()["salutation"]["party"] if party else person.salutation
    minority = poll.papers.get("minority_lines", {})
    second = minority.get(person.id, "") if isinstance(minority, Mapping) else ""
    return BallotLine(
        id=person.id,
        name=f"{salutation} {person.name}".strip(),
        posts=tuple(post.title for post in person.posts),
        minority=str(second),
    )
