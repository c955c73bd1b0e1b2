"""Tables of a paper: fixed widths, a head that repeats, rows that never split."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tinnhiem.documents.paper import Cell, Row, Table
from tinnhiem.documents.word.bars import bar
from tinnhiem.documents.word.heads import head_size
from tinnhiem.documents.word.markup import (
    Face,
    Pen,
    justified,
    paragraph,
    quoted,
    runs,
    spacer,
    twips,
)

STYLE_SIZE = 11.5
"""The size that the template's cell styles stand for; another size is set on the runs."""
SUBHEAD_SMALLER = 1.5
"""Points by which a second head row is smaller, as in the template's styles."""
LONG_CELL = 1200
"""A cell with more letters may be taller than a page, so its row may split."""
HEAD_MARGIN = twips(0.3)
"""Room left and right of the words of a column head."""
HEAD_SLACK = 2.5
"""Points kept free besides: the rules of the table, and letters that are drawn a little wider."""
BAR_MARGIN = twips(1.6)
"""Room left and right of a bar inside its cell."""

_TIGHT = (
    f'<w:tcMar><w:left w:w="{HEAD_MARGIN}" w:type="dxa"/>'
    f'<w:right w:w="{HEAD_MARGIN}" w:type="dxa"/></w:tcMar>'
)
"""Heads of narrow columns use the whole width, or Word would break inside a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A cell on the grid: how wide it is, and how it joins the cell above (``restart``…)."""

    cell: Cell
    span: int
    width: int
    merge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How the cells of a row look.

    ``size`` is in points, ``usual`` where it is the style's own; ``keep`` holds the row to the
    next, ``repeated`` puts it on every page, ``level`` counts the rows of a head.
    """

    face: Face
    size: float
    usual: bool
    keep: bool
    repeated: bool = False
    level: int = -1


def table(pen: Pen, drawn: Table, *, keep: bool) -> str:
    """Return a table and the small room after it; ``keep`` holds its end to what follows."""
    columns = column_widths(drawn.widths, pen.width)
    head = "".join(_head_rows(pen, drawn, columns))
    body = "".join(_body_rows(pen, drawn, columns, keep=keep))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    opening = opening_properties(pen.styles[Face.TABLE], width=sum(columns), caption=drawn.caption)
    return (
        f"<w:tbl>{opening}<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>{spacer(pen, keep=keep)}"
    )


def opening_properties(style: str, *, width: int, caption: str) -> str:
    """Return the properties of a centred table of fixed widths."""
    described = f'<w:tblCaption w:val="{quoted(caption)}"/>' if caption else ""
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0420" w:firstRow="1" w:noVBand="1"/>{described}</w:tblPr>'
    )


def column_widths(widths: Sequence[float], available: int) -> tuple[int, ...]:
    """Return column widths in twips: a column of 0 mm takes the rest, an excess shrinks all."""
    fixed = [twips(width) for width in widths]
    open_columns = fixed.count(0)
    rest = max(available - sum(fixed), open_columns * available // (2 * len(fixed)))
    shares = [width or rest // open_columns for width in fixed]
    total = sum(shares)
    if total > available:
        shares = [width * available // total for width in shares]
    return tuple(shares)


def _head_rows(pen: Pen, drawn: Table, columns: tuple[int, ...]) -> Iterator[str]:
    """Yield the rows of the head; an empty cell in a later row continues the one above."""
    grid = [_places(row, columns) for row in drawn.head]
    for index, places in enumerate(grid):
        below = grid[index + 1] if index + 1 < len(grid) else []
        merged = [_merged(place, index, below) for place in places]
        look = _Look(
            face=Face.SUBHEAD if index else Face.HEAD,
            size=drawn.size - (SUBHEAD_SMALLER if index else 0),
            usual=drawn.size == STYLE_SIZE,
            keep=True,
            repeated=True,
            level=index,
        )
        yield _row(pen, [place for _, place in merged], look)


def _merged(
    placed: tuple[int, _Place], index: int, below: Sequence[tuple[int, _Place]]
) -> tuple[int, _Place]:
    """Return a head cell with its share in a vertical merge."""
    column, place = placed
    empty_below = (column, place.span) in {
        (start, other.span) for start, other in below if _empty(other.cell)
    }
    merge = "continue" if index and _empty(place.cell) else "restart" if empty_below else ""
    return column, _Place(cell=place.cell, span=place.span, width=place.width, merge=merge)


def _empty(cell: Cell) -> bool:
    """Tell whether a cell says nothing."""
    return cell.bar is None and not any(run.text for line in cell.lines for run in line)


def _body_rows(pen: Pen, drawn: Table, columns: tuple[int, ...], *, keep: bool) -> Iterator[str]:
    """Yield the rows; a name that stands for the whole table repeats with its head."""
    held = _held(drawn.rows, keep=keep)
    repeated = [index for index, row in enumerate(drawn.rows) if row.section] == [0]
    for index, row in enumerate(drawn.rows):
        look = _Look(
            face=Face.SECTION if row.section else Face.CELL,
            size=drawn.size,
            usual=drawn.size == STYLE_SIZE,
            keep=index in held or (pen.grouped and (keep or row is not drawn.rows[-1])),
            repeated=repeated and row.section,
        )
        yield _row(pen, [place for _, place in _places(row, columns)], look)


def _held(rows: Sequence[Row], *, keep: bool) -> set[int]:
    """Return the rows that stay with the next one.

    Two rows stand together at the beginning and at the end, a section's name with its first row;
    with ``keep`` the end stays with what follows the table.
    """
    lines = [index for index, row in enumerate(rows) if not row.section]
    sections = {index for index, row in enumerate(rows) if row.section}
    first = range(lines[1] if len(lines) > 1 else 0)
    last = range(lines[-2] if len(lines) > 1 else 0, len(rows))
    held = {*sections, *first, *last}
    return held if keep else held - {len(rows) - 1}


def _places(row: Row, columns: tuple[int, ...]) -> list[tuple[int, _Place]]:
    """Return the cells of a row with the column at which each begins; the row is always filled."""
    cells = list(row.cells)
    if row.section and len(cells) == 1:
        cells = [Cell(lines=cells[0].lines, bar=cells[0].bar, align="left", span=len(columns))]
    missing = len(columns) - sum(cell.span for cell in cells)
    cells.extend([Cell()] * missing)
    placed = []
    column = 0
    for cell in cells:
        width = sum(columns[column : column + cell.span])
        placed.append((column, _Place(cell=cell, span=cell.span, width=width)))
        column += cell.span
    return placed


def _row(pen: Pen, places: Sequence[_Place], look: _Look) -> str:
    """Return a row; one that may be taller than a page may split."""
    whole = "" if any(_is_long(place.cell) for place in places) else "<w:cantSplit/>"
    repeated = "<w:tblHeader/>" if look.repeated else ""
    cells = "".join(_cell(pen, place, look) for place in places)
    return f"<w:tr><w:trPr>{whole}{repeated}</w:trPr>{cells}</w:tr>"


def _is_long(cell: Cell) -> bool:
    """Tell whether a cell holds so much that its row may not fit on a page."""
    return sum(len(run.text) for line in cell.lines for run in line) > LONG_CELL


def _cell(pen: Pen, place: _Place, look: _Look) -> str:
    """Return a cell with its lines, or its bar, in one paragraph."""
    span = f'<w:gridSpan w:val="{place.span}"/>' if place.span > 1 else ""
    merge = f'<w:vMerge w:val="{place.merge}"/>' if place.merge else ""
    cell = place.cell
    if cell.bar is None:
        size = _size(place, look)
        content = "<w:r><w:br/></w:r>".join(runs(pen, line, size=size) for line in cell.lines)
    else:
        content = bar(pen, cell.bar, width=place.width - 2 * BAR_MARGIN)
    more = "" if cell.align == "centre" and look.face is not Face.SECTION else justified(cell.align)
    text = paragraph(pen, look.face, content, keep=look.keep, more=more)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{place.width}" w:type="dxa"/>{span}{merge}'
        f'{_TIGHT if look.level >= 0 else ""}<w:vAlign w:val="center"/></w:tcPr>{text}</w:tc>'
    )


def _size(place: _Place, look: _Look) -> float:
    """Return the size for the runs of a cell, 0 where the style's own will do."""
    if look.level < 0:
        return 0 if look.usual else look.size
    lines = tuple("".join(run.text for run in line) for line in place.cell.lines)
    width = (place.width - 2 * HEAD_MARGIN) / 20 - HEAD_SLACK
    size = head_size(lines, size=look.size, width=width, lower=look.level > 0)
    return 0 if look.usual and size == look.size else size
