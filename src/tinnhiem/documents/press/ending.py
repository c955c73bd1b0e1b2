"""The end of a paper: the last lines of text that stay on one page with the signatures."""

from dataclasses import dataclass

from tinnhiem.documents.paper import (
    Block,
    Box,
    Group,
    Heading,
    Legend,
    PageBreak,
    Paper,
    Paragraph,
    Space,
    Table,
)
from tinnhiem.documents.press.text import plain

_LINES = 2
"""Lines of text, or rows of a table, that must stand above the signatures on their page."""

_TWO_LINES = 120
"""A paragraph of so many characters surely takes two lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The blocks of a paper, parted.

    ``body`` flows freely; ``tail`` stays with the signatures; ``rows`` is how many rows of a table
    that begins the tail stay with them (the rest of that table ends ``body``), 0 for none;
    ``aside`` stands at the left of the one signature (a receipt box).
    """

    body: tuple[Block, ...]
    tail: tuple[Block, ...] = ()
    rows: int = 0
    aside: tuple[Block, ...] = ()


def ending_of(paper: Paper) -> Ending:
    """Return the blocks of a paper, parted by what must stay with its signatures."""
    blocks = paper.blocks
    aside: tuple[Block, ...] = ()
    if not (paper.closing.rows or paper.closing.recipients or paper.closing.roster):
        return Ending(body=blocks)
    if paper.style == "personal" and blocks and isinstance(blocks[-1], Box):
        blocks, aside = blocks[:-1], blocks[-1:]
    start = _start(blocks)
    tail = blocks[start:]
    if tail and isinstance(tail[0], Table):
        rows = _rows(tail[0])
        if rows < len(tail[0].rows):
            return Ending(body=blocks[: start + 1], tail=tail, rows=rows, aside=aside)
    return Ending(body=blocks[:start], tail=tail, aside=aside)


def _start(blocks: tuple[Block, ...]) -> int:
    """Return where the shortest end with enough lines of text begins."""
    lines = 0
    for index in range(len(blocks) - 1, -1, -1):
        if isinstance(blocks[index], PageBreak):
            return index + 1
        lines += _lines(blocks[index])
        if lines >= _LINES:
            return index
    return 0


def _lines(block: Block) -> int:
    """Return how many lines a block surely has; 0 for what is not text."""
    match block:
        case Paragraph():
            return _LINES if len(plain(block.line)) >= _TWO_LINES else 1
        case Legend():
            return 1
        case Heading() | Space() | PageBreak():
            return 0
        case Group() | Box() | Table():
            return _LINES


def _rows(table: Table) -> int:
    """Return how many rows at the end of a table hold two rows that are no section names.

    The name of their section goes with them when it stands right above.
    """
    seen = 0
    for taken, row in enumerate(reversed(table.rows), start=1):
        if seen == _LINES:
            return taken if row.section else taken - 1
        seen += not row.section
    return len(table.rows)
