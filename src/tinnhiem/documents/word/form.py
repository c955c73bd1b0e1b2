"""What a template's tags stand for: the letterhead, title and closing of a paper.

The names of :class:`Form` and of the values inside it are what a clerk writes in Word between
double braces; they are kept when the code changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from tinnhiem.documents.paper import Closing, Letterhead, Paper, Signatory, SignatureRow
from tinnhiem.documents.plain import foot
from tinnhiem.documents.press.ending import ending_of
from tinnhiem.documents.word.blocks import draw_all
from tinnhiem.documents.word.markup import Drawn, Face, Pen, legal, room, twips

ASIDE_WIDTH = twips(70)
"""A box beside the one signature."""
MOST_PLACES = 3
"""Signing places that fit side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A signing place. ``room`` is the empty height above the name."""

    authority: tuple[str, ...] = ()
    post: str = ""
    note: str = ""
    name: str = ""
    room: Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One to three signing places side by side, named from left to right by where they stand."""

    count: int
    left: Place
    middle: Place
    right: Place
    room: Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A line of the table of signatures."""

    number: int
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Every value that a template may use, under the name it uses."""

    has_letterhead: bool
    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    about: str
    classification: str
    place_date: str
    type_name: str
    subject: tuple[str, ...]
    under: tuple[str, ...]
    body_lines: tuple[str, ...]
    body: Drawn
    recipients: tuple[str, ...]
    aside: Drawn
    signature: Place | None
    rows: tuple[PlaceRow, ...]
    roster: tuple[Member, ...]
    fact_hash: str
    rehearsal: bool


FORM_NAMES = frozenset(field.name for field in fields(Form))
INNER_NAMES = frozenset(field.name for kind in (Place, PlaceRow, Member) for field in fields(kind))
SWITCHES = frozenset({"rehearsal"})
"""Values without a text of their own, which a template must ask for all the same."""


def form_of(paper: Paper, pen: Pen) -> Mapping[str, object]:
    """Return the values of a paper's template by name."""
    head = paper.letterhead or Letterhead()
    title, closing = paper.title, paper.closing
    signature, rows = _signatures(closing, pen)
    ending = ending_of(paper)
    aside = ending.aside if signature else ()
    blocks = paper.blocks[: len(paper.blocks) - len(aside)]
    body = draw_all(pen, blocks, held=len(ending.tail))
    form = Form(
        has_letterhead=paper.letterhead is not None,
        parent=_legal(head.parent),
        issuer=_legal(head.issuer),
        number=legal(head.number),
        about=legal(head.about),
        classification=legal(head.classification),
        place_date=legal(head.place_date),
        type_name=legal(title.type_name),
        subject=_legal(title.subject),
        under=_legal(title.under),
        body_lines=_legal(title.body_lines),
        body=Drawn(body),
        recipients=_legal(closing.recipients),
        aside=Drawn(draw_all(pen.narrowed(ASIDE_WIDTH), aside, held=len(aside))),
        signature=signature,
        rows=rows,
        roster=tuple(
            Member(number=number, name=legal(name), role=legal(role))
            for number, (name, role) in enumerate(closing.roster, start=1)
        ),
        fact_hash=legal(foot(paper)),
        rehearsal=paper.rehearsal,
    )
    return {name: getattr(form, name) for name in FORM_NAMES}


def texts(value: object) -> Iterator[str | Drawn]:
    """Yield every text inside a value of a form, however deep."""
    match value:
        case str() | Drawn():
            yield value
        case tuple():
            for item in value:
                yield from texts(item)
        case Place():
            yield from texts((value.authority, value.post, value.note, value.name))
        case PlaceRow():
            yield from texts((value.left, value.middle, value.right))
        case Member():
            yield from texts((value.name, value.role))


def stands_alone(closing: Closing) -> bool:
    """Tell whether one person signs at the right, beside the recipients."""
    return not closing.roster and [len(row.places) for row in closing.rows] == [1]


def _legal(lines: Sequence[str]) -> tuple[str, ...]:
    """Return lines that XML can carry."""
    return tuple(legal(line) for line in lines)


def _signatures(closing: Closing, pen: Pen) -> tuple[Place | None, tuple[PlaceRow, ...]]:
    """Return the single signature, or the rows of signing places."""
    if stands_alone(closing):
        (row,) = closing.rows
        return _place(row.places[0], row.space, pen), ()
    return None, tuple(line for row in closing.rows for line in _lines(row, pen))


def _lines(row: SignatureRow, pen: Pen) -> list[PlaceRow]:
    """Return a row of signing places, broken where more than three stand side by side."""
    places = [_place(signatory, row.space, pen) for signatory in row.places]
    starts = range(0, len(places), MOST_PLACES)
    return [_line(places[start : start + MOST_PLACES], row.space, pen) for start in starts]


def _line(places: Sequence[Place], space: float, pen: Pen) -> PlaceRow:
    """Return one to three places by where they stand."""
    nobody = _place(Signatory(), space, pen)
    stand = {1: (nobody, *places, nobody), 2: (*places[:1], nobody, *places[1:])}
    left, middle, right = stand.get(len(places), tuple(places))
    return PlaceRow(
        count=len(places), left=left, middle=middle, right=right, room=_room(space, pen)
    )


def _place(signatory: Signatory, space: float, pen: Pen) -> Place:
    """Return a signing place."""
    return Place(
        authority=_legal(signatory.authority),
        post=legal(signatory.post),
        note=legal(signatory.note),
        name=legal(signatory.name),
        room=_room(space, pen),
    )


def _room(space: float, pen: Pen) -> Drawn:
    """Return the empty height above a name; Word needs a paragraph there even for none."""
    return Drawn(room(pen, Face.ROOM, max(space, 0.5), keep=True))
