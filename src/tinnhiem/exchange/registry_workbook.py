"""The workbooks of the registry and of a roll: an empty one to fill in, and what one says.

A hostile workbook ends in :mod:`.workbook_guard`; reading happens in a process of its own
(:mod:`.registry_process`) all the same.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from xlsxwriter import Workbook

from tinnhiem.exchange.findings import Findings
from tinnhiem.exchange.shapes import NOTHING, Day, Flag, Line, OneOf, Whole
from tinnhiem.exchange.workbook_cells import from_cell
from tinnhiem.exchange.workbook_grid import check_headings, read_grid, rows_below_headings
from tinnhiem.exchange.workbook_guard import inspect
from tinnhiem.exchange.workbook_layout import Column, Sheet
from tinnhiem.exchange.workbook_styles import styles
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.wording.terms import POSITIONS, Term

#: Lines of one workbook.
MOST_LINES: Final = 5_000
_HEADING_ROW: Final = 3
_LISTS: Final = "Danh mục"
_CREATED: Final = datetime(2026, 1, 1)  # noqa: DTZ001 - the library takes no zone
_OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}

REGISTRY: Final = Sheet(
    "Sổ đăng ký",
    Term("SỔ ĐĂNG KÝ: NGƯỜI VÀ CHỨC VỤ", "REGISTRY: PEOPLE AND POSTS"),
    Term(
        "Mỗi dòng một người ở một chức vụ. Người không giữ chức vụ: để trống từ cột “Chức vụ”.",
        "One line for each person in a post. Without a post: leave empty from “Chức vụ” on.",
    ),
)
ROLL: Final = Sheet(
    "Người ghi phiếu",
    Term("DANH SÁCH NGƯỜI GHI PHIẾU", "ROLL OF VOTERS"),
    Term(
        "Mỗi người một dòng. Đại biểu dự mà không ghi phiếu: ghi “không” ở cột “Ghi phiếu”.",
        "One line for each person. Who attends without a vote: “không” under “Ghi phiếu”.",
    ),
)
_PERSON: Final = (
    Column(("name",), Term("Họ và tên", "Name"), Line(300), 28, required=True),
    Column(("salutation",), Term("Ông/bà", "Salutation"), Line(20), 9),
    Column(("birth_year",), Term("Năm sinh", "Year of birth"), Whole(), 10),
)
REGISTRY_COLUMNS: Final = (
    *_PERSON,
    Column(("title",), Term("Chức vụ", "Post"), Line(300), 36),
    Column(("position",), Term("Loại chức vụ", "Position"), OneOf(POSITIONS), 32),
    Column(("from_date",), Term("Từ ngày", "From"), Day(), 13),
    Column(("until_date",), Term("Đến ngày", "Until"), Day(), 13),
    Column(("decision",), Term("Quyết định", "Decision"), Line(200), 24),
    Column(("retirement_notice_on",), Term("Thông báo nghỉ hưu", "Retirement notice"), Day(), 16),
)
ROLL_COLUMNS: Final = (
    *_PERSON,
    Column(("seat",), Term("Số ghế", "Seat"), Line(20), 10),
    Column(("delegation",), Term("Tổ đại biểu", "Delegation"), Line(200), 26),
    Column(("votes",), Term("Ghi phiếu", "Votes"), Flag(), 12),
)
SHEETS: Final[Mapping[str, tuple[Sheet, tuple[Column, ...]]]] = {
    "registry": (REGISTRY, REGISTRY_COLUMNS),
    "roll": (ROLL, ROLL_COLUMNS),
}


def read_lines(content: bytes, kind: str) -> list[dict[str, Any]]:
    """Return the lines of a workbook, each with its ``row`` and ``place`` (``Sổ đăng ký!A5``).

    :raises InputError: where the workbook is hostile or damaged, or with every mistake in it.
    """
    inspect(content)
    sheet, columns = SHEETS[kind]
    grid = read_grid(content)
    findings = Findings()
    if sheet.name not in grid:
        raise InputError((Problem(code="sheet-missing", values={"sheet": sheet.name}),))
    check_headings(sheet, columns, {sheet.name: grid[sheet.name]}, findings)
    findings.raise_any()
    lines = [_line(sheet, row, findings) for row in rows_below_headings(sheet, columns, grid)]
    if len(lines) > MOST_LINES:
        values = {"limit": MOST_LINES}
        raise InputError((Problem(code="too-many-lines", place=sheet.name, values=values),))
    findings.raise_any()
    return lines


def _line(sheet: Sheet, row: Mapping[Column, Any], findings: Findings) -> dict[str, Any]:
    line: dict[str, Any] = {}
    for column, cell in row.items():
        line.setdefault("row", cell.row)
        line.setdefault("place", f"{sheet.name}!A{cell.row}")
        raw = from_cell(column.shape, cell.value, cell.place, findings)
        if raw is None and column.required:
            findings.add("cell-missing", cell.place, heading=column.term.vi)
        line[str(column.path[0])] = _clean(column, raw, cell.place, findings)
    return line


def _clean(column: Column, raw: object, place: str, findings: Findings) -> object:
    if raw is None or raw is NOTHING:
        return None
    read = column.shape.read(raw, place, findings)
    if read is NOTHING:
        return None
    return read.isoformat() if hasattr(read, "isoformat") else read


def template(kind: str, rows: Sequence[Mapping[str, Any]] = ()) -> bytes:
    """Return a workbook to fill in, with lines that are known already."""
    sheet, columns = SHEETS[kind]
    buffer = io.BytesIO()
    with Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"title": sheet.title.vi, "created": _CREATED})
        dressed = styles(book)
        page = book.add_worksheet(sheet.name)
        page.write_string(0, 0, sheet.title.vi, dressed.title)
        page.write_string(1, 0, sheet.hint.vi, dressed.hint)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for index, column in enumerate(columns):
            mark = " *" if column.required else ""
            page.write_string(_HEADING_ROW, index, column.term.vi + mark, dressed.heading)
            page.set_column(
                index, index, column.width, day if isinstance(column.shape, Day) else None
            )
            _offer(page, column, index)
        for number, row in enumerate(rows, _HEADING_ROW + 1):
            for index, column in enumerate(columns):
                _write(page, (number, index), column, row.get(str(column.path[0])), day)
        page.freeze_panes(_HEADING_ROW + 1, 1)
        if kind == "registry":
            lists = book.add_worksheet(_LISTS)
            lists.write_column(0, 0, [term.vi for term in POSITIONS.values()])
            lists.hide()
    return buffer.getvalue()


def _offer(page: Any, column: Column, index: int) -> None:  # noqa: ANN401 - untyped library
    """Offer the choices of a column."""
    span = (_HEADING_ROW + 1, index, _HEADING_ROW + 2_000, index)
    if isinstance(column.shape, Flag):
        page.data_validation(*span, {"validate": "list", "source": ["có", "không"]})
    elif isinstance(column.shape, OneOf):
        source = f"='{_LISTS}'!$A$1:$A${len(POSITIONS)}"
        page.data_validation(*span, {"validate": "list", "source": source})


def _write(page: Any, at: tuple[int, int], column: Column, value: object, day: Any) -> None:  # noqa: ANN401 - untyped library
    if value is None or value == "":
        return
    if isinstance(column.shape, Flag):
        page.write_string(*at, "có" if value else "không")
    elif isinstance(column.shape, Day):
        page.write_datetime(*at, value, day)
    elif isinstance(column.shape, OneOf):
        page.write_string(*at, POSITIONS[str(value)].vi)
    elif isinstance(column.shape, Whole):
        page.write_number(*at, value)
    else:
        page.write_string(*at, str(value))
