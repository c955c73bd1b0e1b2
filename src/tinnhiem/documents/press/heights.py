"""Rough heights, in millimetres and rather too large, to spare the templates most measuring.

Measuring sets a text twice. So the templates measure only what may be taller than a page, and a
table asks for the room of its head and first rows by these figures.
"""

from collections.abc import Sequence
from math import ceil

from tinnhiem.documents.paper import (
    Block,
    Box,
    Cell,
    Closing,
    Group,
    Heading,
    Legend,
    PageBreak,
    Paragraph,
    Row,
    Space,
    Table,
)
from tinnhiem.documents.press.text import plain

_POINT = 25.4 / 72
_PAGE = 230
"""What is roughly not taller than this surely fits on a page of 257 mm."""

_LINE, _LETTER, _GAP = 7.2, 2.9, 2.5
"""Pitch of lines, width of a letter and space between paragraphs in the largest body text."""

_CELL_LETTER, _CELL_PITCH, _CELL_PADDING = 0.5, 1.13, 2.4
"""Width of a letter and pitch of lines in a table, in ems; padding above and below."""


def may_be_tall(blocks: Sequence[Block], *, room: float, closing: Closing | None = None) -> bool:
    """Return whether blocks (and the signatures under them) may be taller than a page."""
    height = sum(_height(block, room) for block in blocks)
    if closing is not None:
        height += sum(row.space + 6 * _LINE for row in closing.rows)
        height += _LINE * len(closing.recipients)
    return height > _PAGE


def opening_height(table: Table, widths: Sequence[float]) -> float:
    """Return the height of the head of a table and its first two rows that name no section."""
    taken: list[Row] = []
    for row in table.rows:
        taken.append(row)
        if sum(not one.section for one in taken) == 2:
            break
    return sum(_row_height(row, widths, table.size) for row in (*table.head, *taken))


def _height(block: Block, room: float) -> float:
    match block:
        case Heading():
            return _text_height(block.text, room)
        case Paragraph():
            return _text_height(plain(block.line), room)
        case Space() | Legend() | PageBreak():
            return _gap_height(block)
        case Table():
            return _table_height(block, room)
        case Group() | Box():
            return 2 * _LINE + sum(_height(inner, room) for inner in block.blocks)


def _gap_height(block: Space | Legend | PageBreak) -> float:
    match block:
        case Space():
            return max(block.height, 9 * block.lines + _GAP)
        case Legend():
            return 2 * _LINE
        case PageBreak():
            return 0


def _text_height(text: str, room: float) -> float:
    return ceil((len(text) + 5) * _LETTER / room) * _LINE + _GAP


def _table_height(table: Table, room: float) -> float:
    widths = [width or room / 8 for width in table.widths]
    rows = (*table.head, *table.rows)
    return 5 + sum(_row_height(row, widths, table.size) for row in rows)


def _row_height(row: Row, widths: Sequence[float], size: float) -> float:
    column, highest = 0, 1
    for cell in row.cells:
        width = sum(widths[column : column + cell.span])
        highest = max(highest, _cell_lines(cell, width, size))
        column += cell.span
    return highest * size * _CELL_PITCH * _POINT + _CELL_PADDING


def _cell_lines(cell: Cell, width: float, size: float) -> int:
    letter = size * _CELL_LETTER * _POINT
    return sum(ceil(max(1, len(plain(runs))) * letter / max(width - 2, 1)) for runs in cell.lines)
