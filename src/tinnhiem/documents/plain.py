"""The text of a paper alone, in reading order: what the PDF and the DOCX must both say.

The words that belong to a form and not to the paper (the name of the State, the word that heads
the recipients, page numbers, the mark of a rehearsal) are not in the tree, so they are not here.
Bars say nothing in text: their numbers stand beside them.
"""

from collections.abc import Iterable, Iterator
from functools import singledispatch

from tinnhiem.documents.paper import (
    Block,
    Box,
    Closing,
    Group,
    Heading,
    Legend,
    Letterhead,
    Line,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    SignatureRow,
    Space,
    Table,
    Title,
)

HASH_DIGITS = 16


def printed_hash(fact_hash: str) -> str:
    """Return the first sixteen digits of a hash in groups of four, as it is printed."""
    digits = fact_hash[:HASH_DIGITS]
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def foot(paper: Paper) -> str:
    """Return what stands at the foot of every page: the hash of the facts, the chain of bases."""
    return " · ".join((printed_hash(paper.fact_hash), *paper.legal_bases))


def plain_text(paper: Paper) -> str:
    """Return the text of a paper, a line for each line of its tree, without empty ones."""
    return "\n".join(plain_lines(paper))


def plain_lines(paper: Paper) -> tuple[str, ...]:
    """Return the lines of a paper's text: letterhead, title, blocks, closing, hash of the facts.

    A row of signing places is read as it stands on paper: first what all of them sign as, then
    their names.
    """
    lines = [
        *_letterhead(paper.letterhead or Letterhead()),
        *_title(paper.title),
        *_blocks(paper.blocks),
        *_closing(paper.closing),
        foot(paper),
    ]
    return tuple(line for line in lines if line.strip())


def _letterhead(head: Letterhead) -> tuple[str, ...]:
    """Return the lines of a letterhead, its left half before its right."""
    left = (*head.parent, *head.issuer, head.number, head.about, head.classification)
    return (*left, head.place_date)


def _title(title: Title) -> tuple[str, ...]:
    """Return the lines of a title."""
    return (title.type_name, *title.subject, *title.under, *title.body_lines)


def _closing(closing: Closing) -> Iterator[str]:
    """Yield the lines of a closing: recipients stand before a single signature, after others."""
    alone = not closing.roster and [len(row.places) for row in closing.rows] == [1]
    if alone:
        yield from closing.recipients
    for row in closing.rows:
        yield from _signatures(row)
    for name, role in closing.roster:
        yield from (name, role)
    if not alone:
        yield from closing.recipients


def _signatures(row: SignatureRow) -> Iterator[str]:
    """Yield the lines of signing places side by side."""
    for place in row.places:
        yield from (*place.authority, place.post, place.note)
    for place in row.places:
        yield place.name


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines of blocks."""
    for block in blocks:
        yield from _lines(block)


def _text(line: Line) -> str:
    """Return the text of a line."""
    return "".join(run.text for run in line)


@singledispatch
def _lines(block: object) -> Iterable[str]:
    """Return the lines of one block.

    :raises TypeError: for a block that this module does not know.
    """
    raise TypeError(f"no text for {type(block).__name__}")


@_lines.register
def _heading(block: Heading) -> Iterable[str]:
    """Return a heading."""
    return (block.text,)


@_lines.register
def _paragraph(block: Paragraph) -> Iterable[str]:
    """Return a paragraph."""
    return (_text(block.line),)


@_lines.register
def _group(block: Group) -> Iterable[str]:
    """Return the lines of a group."""
    return _blocks(block.blocks)


@_lines.register
def _table(block: Table) -> Iterable[str]:
    """Return the lines of the cells, row by row, the head once."""
    return [line for row in (*block.head, *block.rows) for line in _row(row)]


def _row(row: Row) -> Iterator[str]:
    """Yield the lines of a row's cells."""
    for cell in row.cells:
        for line in cell.lines:
            yield _text(line)


@_lines.register
def _legend(block: Legend) -> Iterable[str]:
    """Return the labels of a key."""
    return block.labels


@_lines.register
def _box(block: Box) -> Iterable[str]:
    """Return a box's title and what it holds."""
    return (block.title, *_blocks(block.blocks))


@_lines.register(Space)
@_lines.register(PageBreak)
def _nothing(block: Space | PageBreak) -> Iterable[str]:
    """Return no line: room says nothing."""
    del block
    return ()
