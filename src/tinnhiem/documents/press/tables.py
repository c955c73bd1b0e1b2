"""Tables as values: where each cell stands, which head cells merge, where a post may break."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tinnhiem.documents.paper import Bar, Cell, Line, Row, Table
from tinnhiem.documents.press.heights import opening_height
from tinnhiem.documents.press.text import Pieces, halves, line, plain

Values = dict[str, object]

_LONG_CELL = 1200
"""A cell with more characters may be taller than a page, so its row may split."""


_WIDE = 2.3
"""No text in a table is wider than so many millimetres a letter, taken over some words."""

_FEW = 6
"""A table of so few rows is drawn with more room in its cells."""


def table(drawn: Table, *, room: float) -> Values:
    """Return a table as values; ``room`` is the width of the text block in millimetres.

    :raises ValueError: when the columns are wider than the text block, or the cells of a row do
        not fill the columns.
    """
    if sum(drawn.widths) > room:
        raise ValueError(f"the columns of “{drawn.caption}” are wider than {room} mm")
    _check(drawn)
    widths = _widths(drawn.widths, room)
    return {
        "t": "Table",
        "widths": widths,
        "size": drawn.size,
        "roomy": len(drawn.rows) <= _FEW,
        "opening": opening_height(drawn, widths),
        "head": _head(drawn.head, widths),
        "rows": [_row(row, widths) for row in drawn.rows],
    }


def _check(drawn: Table) -> None:
    """Raise ``ValueError`` when the cells of a row do not fill the columns."""
    columns = len(drawn.widths)
    for row in (*drawn.head, *drawn.rows):
        if not row.section and sum(cell.span for cell in row.cells) != columns:
            raise ValueError(f"a row of “{drawn.caption}” does not fill its {columns} columns")


def _widths(widths: Sequence[float], room: float) -> list[float]:
    """Return the widths of the columns; those of 0 share what the others leave."""
    open_columns = sum(1 for width in widths if not width)
    share = (room - sum(widths)) / open_columns if open_columns else 0
    return [width or share for width in widths]


def _placed(row: Row, widths: Sequence[float]) -> Iterator[tuple[int, float, Cell]]:
    """Yield the cells of a row with the column in which each begins and its width."""
    column = 0
    for cell in row.cells:
        yield column, sum(widths[column : column + cell.span]), cell
        column += cell.span


def _head(rows: Sequence[Row], widths: Sequence[float]) -> list[Values]:
    """Return the rows of a head; an empty cell in a later row continues the cell above it."""
    above: dict[int, _HeadCell] = {}
    drawn: list[list[_HeadCell]] = []
    for row in rows:
        drawn.append([])
        for column, width, cell in _placed(row, widths):
            owner = above.get(column)
            if owner is not None and not cell.lines and owner.cell.span == cell.span:
                owner.rows += 1
            else:
                above[column] = _HeadCell(cell, width)
                drawn[-1].append(above[column])
    return [{"cells": [cell.values() for cell in row]} for row in drawn]


@dataclass(slots=True)
class _HeadCell:
    """A cell of a head, its width in millimetres, how many rows it covers."""

    cell: Cell
    width: float
    rows: int = 1

    def values(self) -> Values:
        """Return the cell with its words, of which the widest sets the size of the letters."""
        return {
            "width": self.width,
            "span": self.cell.span,
            "rows": self.rows,
            "lines": [line(runs) for runs in self.cell.lines],
            "words": [word for runs in self.cell.lines for word in plain(runs).split(" ")],
        }


def _row(row: Row, widths: Sequence[float]) -> Values:
    """Return a row of the body."""
    long = any(map(_is_long, row.cells))
    whole = long or row.section
    cells = [_cell(cell, width, whole=whole) for _, width, cell in _placed(row, widths)]
    return {"section": row.section, "cells": cells, "long": long}


def _cell(cell: Cell, width: float, *, whole: bool) -> Values | str:
    """Return a cell; one of few plain letters in the middle as these alone unless ``whole``."""
    if not whole and _is_simple(cell):
        return plain(cell.lines[0])
    return cell_values(cell, width)


def cell_values(cell: Cell, width: float) -> Values:
    """Return a cell of the body with the width of its column in millimetres."""
    return {
        "width": width,
        "span": cell.span,
        "align": cell.align,
        "lines": [line(runs) for runs in cell.lines],
        "halves": [_post(runs, width) if cell.align == "left" else None for runs in cell.lines],
        "bar": None if cell.bar is None else _bar(cell.bar),
    }


def _is_simple(cell: Cell) -> bool:
    """Return whether a cell is one short text in the ordinary face, centred in its column."""
    if cell.align != "centre" or cell.span != 1 or cell.bar or len(cell.lines) != 1:
        return False
    pieces = line(cell.lines[0])
    return len(pieces) == 1 and not pieces[0][1]


def _post(runs: Line, width: float) -> list[Pieces] | None:
    """Return the halves of a line that may not fit, to be broken after its comma."""
    return halves(runs) if len(plain(runs)) * _WIDE > width else None


def _is_long(cell: Cell) -> bool:
    """Return whether the row of a cell may split because it might not fit on a page."""
    return sum(len(run.text) for runs in cell.lines for run in runs) > _LONG_CELL


def _bar(bar: Bar) -> Values:
    """Return a stacked bar as values.

    :raises ValueError: when its parts are more than the whole.
    """
    if sum(bar.parts) > bar.total or min(bar.parts, default=0) < 0:
        raise ValueError(f"the parts of the bar “{bar.alt}” do not fit into {bar.total}")
    return {"parts": bar.parts, "total": bar.total, "alt": bar.alt}
