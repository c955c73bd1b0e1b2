"""The cells of a poll workbook, read with bounds after the guard has let it pass."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tinnhiem.exchange.findings import Findings
from tinnhiem.exchange.workbook_cells import folded, is_blank
from tinnhiem.exchange.workbook_layout import (
    NOTES,
    READ,
    SEARCHED_ROWS,
    SHEETS,
    Column,
    Sheet,
)
from tinnhiem.exchange.workbook_scan import MAXIMUM_COLUMN, MAXIMUM_ROW
from tinnhiem.law.problems import InputError, Problem

Rows = Sequence[tuple[object, ...]]

#: What the library raises on a workbook that breaks its own format in ways without number.
_BROKEN: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value, its place as people name it (``Danh sách!D7``), and its row's number."""

    value: object
    place: str
    row: int

    @property
    def is_blank(self) -> bool:
        """Whether the cell says nothing."""
        return is_blank(self.value)


Row = Mapping[Column, Cell]


def read_grid(content: bytes) -> dict[str, Rows]:
    """Return the rows of every sheet of a workbook that passed the guard, by its name.

    :raises InputError: where the workbook is damaged.
    """
    # Slow to load, and only workbooks need it.
    from openpyxl import load_workbook  # noqa: PLC0415 - wanted by this kind of file alone
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - wanted by this kind of file alone

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            return {
                sheet.title: _trimmed(
                    sheet.iter_rows(max_row=MAXIMUM_ROW, max_col=MAXIMUM_COLUMN, values_only=True)
                )
                for sheet in book.worksheets
            }
    except (*_BROKEN, InvalidFileException) as error:
        raise InputError((Problem(code="workbook-damaged"),)) from error


def _trimmed(rows: Iterator[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return rows without the blank ones at the end."""
    kept = list(rows)
    while kept and all(is_blank(value) for value in kept[-1]):
        kept.pop()
    return kept


def check_sheets(grid: Mapping[str, Rows], findings: Findings) -> None:
    """Note sheets that are missing, and those that nobody would read."""
    names = tuple(sheet.name for sheet in SHEETS)
    for name in grid:
        if name not in names:
            near = findings.nearest(name, names)
            if near is None:
                findings.add("sheet-unknown", f"{name}!A1", sheet=name)
            else:
                findings.add("sheet-misspelt", f"{name}!A1", sheet=name, suggestion=near)
    for sheet in READ:
        if sheet.name not in grid:
            findings.add("sheet-missing", sheet.name, sheet=sheet.name)


def rows_below_headings(
    sheet: Sheet, columns: Sequence[Column], grid: Mapping[str, Rows]
) -> Iterator[Row]:
    """Return the rows of a sheet that say something, their cells by column.

    Headings are looked for by name, so that columns may be moved and notes added.
    """
    rows = grid.get(sheet.name, ())
    start, found = _headings(columns, rows)
    for number, values in enumerate(rows[start + 1 :], start + 2):
        row = {
            column: Cell(_at(values, index), f"{sheet.name}!{letters(index)}{number}", number)
            for column, index in found.items()
        }
        if not all(cell.is_blank for cell in row.values()):
            yield row


def check_headings(
    sheet: Sheet, columns: Sequence[Column], grid: Mapping[str, Rows], findings: Findings
) -> frozenset[Column]:
    """Return the columns that a sheet has, and note those that are missing, unknown or twice."""
    if sheet.name not in grid:
        return frozenset()
    rows = grid[sheet.name]
    start, found = _headings(columns, rows)
    if found:
        _check_headings(sheet, columns, rows[start], found, findings)
    else:
        findings.add("headings-missing", f"{sheet.name}!A1", sheet=sheet.name)
    return frozenset(found)


def _at(values: tuple[object, ...], index: int) -> object:
    return values[index] if index < len(values) else None


def _headings(columns: Sequence[Column], rows: Rows) -> tuple[int, dict[Column, int]]:
    """Return the row with the most known headings, and where each stands."""
    best: tuple[int, dict[Column, int]] = (0, {})
    for number, values in enumerate(rows[:SEARCHED_ROWS]):
        names = [_heading(value) for value in values]
        found = {
            column: names.index(folded(column.term.vi))
            for column in columns
            if folded(column.term.vi) in names
        }
        if len(found) > len(best[1]):
            best = (number, found)
    return best if len(best[1]) > 1 else (0, {})


def _heading(value: object) -> str:
    """Return the Vietnamese line of a heading, without the mark of what must be filled."""
    if not isinstance(value, str):
        return ""
    first = value.strip().split("\n", 1)[0]
    return folded(first.rstrip("* "))


def _check_headings(
    sheet: Sheet,
    columns: Sequence[Column],
    headings: tuple[object, ...],
    found: Mapping[Column, int],
    findings: Findings,
) -> None:
    for column in columns:
        if column not in found:
            findings.add("heading-missing", f"{sheet.name}!A1", heading=column.term.vi)
    known = {folded(column.term.vi): column.term.vi for column in columns} | {
        folded(NOTES.vi): NOTES.vi
    }
    for index, value in enumerate(headings):
        if is_blank(value):
            continue
        place = f"{sheet.name}!{letters(index)}"
        name = _heading(value)
        if name not in known:
            findings.add("heading-unknown", place, heading=str(value)[:60])
        elif name != folded(NOTES.vi) and index not in found.values():
            findings.add("heading-twice", place, heading=known[name])


def letters(index: int) -> str:
    """Return a column's letters, counted from 0: 0 is A, 26 is AA."""
    name = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
