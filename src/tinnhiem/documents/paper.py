"""An official paper as a tree: what it says, before any format.

The PDF and the DOCX are drawn from this same tree, so both carry the same text.
"""

from dataclasses import dataclass
from typing import Final, Literal

Style = Literal["state-2020", "party-2018", "party-2026", "personal", "ballot", "script"]
Align = Literal["left", "centre", "right", "justify"]

LEADER: Final = "………"
"""A paragraph that ends so is dotted up to the right edge, for handwriting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text in one face. ``text`` is literal: no mark-up is read from it."""

    text: str
    bold: bool = False
    italic: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The head of a paper. ``parent`` and ``issuer`` are lines already in capitals.

    ``number`` is complete as printed (``Số: 52/NQ-HĐND``; ``Số 05-BB/ĐU``), ``about`` the V/v line
    of a letter, ``place_date`` empty where the form has none (state minutes).
    """

    parent: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    number: str = ""
    about: str = ""
    place_date: str = ""
    classification: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """``type_name`` in capitals (BIÊN BẢN); ``subject`` broken by sense; ``under`` small italic
    lines such as “(Kèm theo Tờ trình số …)”; ``body_lines`` bold capitals under the title.
    """

    type_name: str = ""
    subject: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    body_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading in the body: level 1 for I., 2 for 1., 3 for a)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph. ``indent`` indents the first line; ``keep_next`` holds it to what follows."""

    line: Line
    align: Align = "justify"
    indent: bool = True
    keep_next: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Blocks that never part over a page break (a person's heading and lines)."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stacked bar: parts in order high, medium, low, invalid (or confidence, no confidence,
    invalid), as counts of ``total``; ``alt`` says it in words for a screen reader.
    """

    parts: tuple[int, ...]
    total: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell: lines of text, or a bar."""

    lines: tuple[Line, ...] = ()
    bar: Bar | None = None
    align: Align = "centre"
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row. ``section`` marks a full-width row naming a block of persons."""

    cells: tuple[Cell, ...]
    section: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a head that repeats on each page.

    ``widths`` are millimetres, 0 for a column that takes the rest; ``head`` may have several rows
    (a cell's ``span`` counts columns); ``caption`` is for screen readers only.
    """

    widths: tuple[float, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: str
    size: float = 11.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """The key of the stacked bars: one label for each part, in their order."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Empty room in millimetres; ``lines`` dotted lines for handwriting where it is positive."""

    height: float = 0
    lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A framed box: a step of the chair's script, a receipt box."""

    blocks: tuple["Block", ...]
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """Begin a new page."""


Block = Heading | Paragraph | Group | Table | Legend | Space | Box | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """One signing place: ``authority`` lines (TM. …), ``post`` (CHỦ TỊCH), ``name`` or empty."""

    authority: tuple[str, ...] = ()
    post: str = ""
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    """Signing places side by side, from left to right."""

    places: tuple[Signatory, ...]
    space: float = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The end of a paper: recipients at the left, signing places at the right or in rows.

    ``rows`` with one row of one place is the ordinary signature beside the recipients; more rows
    are the counting board's block over the full width; ``roster`` (name, role) is the table of
    signatures of a board of more than seven.
    """

    recipients: tuple[str, ...] = ()
    rows: tuple[SignatureRow, ...] = ()
    roster: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One official paper.

    ``kind`` is the kind of paper (``minutes``), ``stem`` the file name without its ending,
    ``fact_hash`` the hash of the frozen facts, ``legal_bases`` the short names of
    the poll's chain, which the foot prints after it, ``rehearsal`` prints THỬ NGHIỆM on every page.
    ``body_size`` is the size of the letters in points where it is not that of the style (a paper
    with many tables may take 13 instead of 14). ``person`` is the id of whom a paper is for or
    about, where it is one of many alike.
    """

    kind: str
    stem: str
    style: Style
    language: str = "vi"
    letterhead: Letterhead | None = None
    title: Title = Title()
    blocks: tuple[Block, ...] = ()
    closing: Closing = Closing()
    fact_hash: str = ""
    legal_bases: tuple[str, ...] = ()
    rehearsal: bool = False
    description: str = ""
    body_size: float | None = None
    person: str = ""
