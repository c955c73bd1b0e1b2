"""Writing poll workbooks: an empty one for a rulebook, or a whole poll."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tinnhiem.exchange import workbook_layout as layout
from tinnhiem.exchange import workbook_texts as texts
from tinnhiem.exchange.output import write_whole
from tinnhiem.exchange.papers_fields import PAPER_KINDS
from tinnhiem.exchange.poll_json import poll_to_json
from tinnhiem.exchange.shapes import Day, Shape, Whole
from tinnhiem.exchange.workbook_cells import to_cell
from tinnhiem.exchange.workbook_checks import Checks
from tinnhiem.exchange.workbook_grid import letters
from tinnhiem.exchange.workbook_layout import Column, Sheet, heading
from tinnhiem.exchange.workbook_papers import LEAVES, PaperLine, lines_of
from tinnhiem.exchange.workbook_styles import INDIGO, Styles, styles
from tinnhiem.exchange.workbook_template import TemplateInfo
from tinnhiem.law.poll import Poll, Procedure
from tinnhiem.wording.terms import Term

#: One date for all, so that the same content makes the same bytes.
_CREATED: Final = datetime(2026, 1, 1)  # noqa: DTZ001 - the library takes no zone
_A4: Final = 9
_PROTECTION: Final = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LANDSCAPE: Final = frozenset({layout.SLATE.name, layout.TYPES.name, layout.EXAMPLE.name})
_FIRST: Final = layout.HEADING_ROW
_GUIDE_WIDTH: Final = 76
_LINE_HEIGHT: Final = 17


def write_template(info: TemplateInfo, path: Path, *, language: str = "vi") -> None:
    """Write the empty workbook of a rulebook, with its choices and what is known already.

    :raises InputError: where the file cannot be written.
    """
    write_whole(path, workbook_bytes(info.beginning(), info, language=language, suggest=True))


def poll_to_workbook(poll: Poll, path: Path, *, language: str = "vi") -> None:
    """Write a poll as a workbook; reading it back gives the same poll.

    :raises InputError: where the file cannot be written.
    """
    info = TemplateInfo(procedure=poll.procedure)
    write_whole(path, workbook_bytes(poll_to_json(poll), info, language=language))


def workbook_bytes(
    data: Mapping[str, Any], info: TemplateInfo, *, language: str = "vi", suggest: bool = False
) -> bytes:
    """Return the workbook of a poll file; ``suggest`` adds the usual lines for papers."""
    buffer = io.BytesIO()
    with Workbook(buffer, _OPTIONS) as book:
        title = "Thông tin cuộc lấy phiếu tín nhiệm"
        book.set_properties({"title": title, "author": "Tín Nhiệm", "created": _CREATED})
        _Writer(book, info, language).write(data, suggest=suggest)
    return buffer.getvalue()


class _Writer:
    """One workbook while it is written."""

    def __init__(self, book: Workbook, info: TemplateInfo, language: str) -> None:
        self._book = book
        self._info = info
        self._language = language
        self._styles: Styles = styles(book)
        self._sheets = {sheet.name: book.add_worksheet(sheet.name) for sheet in layout.SHEETS}
        self._checks = Checks(book, self._sheets[layout.LISTS.name], info, language)

    def write(self, data: Mapping[str, Any], *, suggest: bool) -> None:
        """Write every sheet."""
        for sheet in layout.SHEETS:
            self._dress(sheet)
        self._write_guide()
        self._write_general(data)
        self._write_types(data)
        self._write_slate(data)
        self._write_board(data)
        self._write_results(data)
        self._write_papers(data, suggest=suggest)
        self._write_example()
        self._sheets[layout.LISTS.name].hide()
        self._sheets[layout.GUIDE.name].activate()

    def _say(self, term: Term) -> str:
        return term.en if self._language == "en" else term.vi

    def _dress(self, sheet: Sheet) -> None:
        """Give a sheet its title, hint, page and protection."""
        page = self._sheets[sheet.name]
        page.write_string(0, 0, heading(sheet.title, "vi"), self._styles.title)
        page.set_row(0, 26)
        if self._language == "en":
            page.write_string(1, 0, f"{sheet.title.en}. {sheet.hint.en}", self._styles.hint)
        else:
            page.write_string(1, 0, sheet.hint.vi, self._styles.hint)
        page.set_paper(_A4)
        page.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&R&P / &N")
        page.protect("", _PROTECTION)
        page.hide_gridlines(2)
        page.set_tab_color(INDIGO if sheet in layout.READ else "#BFC3CE")
        if sheet.name in _LANDSCAPE:
            page.set_landscape()

    def _write_headings(self, sheet: Sheet, columns: Sequence[Column], frozen: int) -> None:
        page = self._sheets[sheet.name]
        row = _FIRST - 1
        for index, column in enumerate(columns):
            mark = " *" if column.required else ""
            text = heading(Term(column.term.vi + mark, column.term.en), self._language)
            page.write_string(row, index, text, self._styles.heading)
            page.set_column(index, index, column.width)
        page.set_row(row, 48 if self._language == "en" else 36)
        page.freeze_panes(row + 1, frozen)
        page.repeat_rows(row)

    def _put(
        self,
        page: Worksheet,
        at: tuple[int, int],
        shape: Shape,
        value: object,
        *,
        left: bool = False,
    ) -> None:
        """Write one input cell, empty or not, in the face of its shape."""
        row, column = at
        face = self._face(shape, left=left)
        shown = to_cell(shape, value, self._language)
        if shown is None:
            page.write_blank(row, column, None, face)
        elif isinstance(shape, Day):
            page.write_datetime(row, column, shown, face)
        elif isinstance(shape, Whole):
            page.write_number(row, column, shown, face)
        else:
            page.write_string(row, column, str(shown), face)

    def _face(self, shape: Shape, *, left: bool) -> Format:
        if isinstance(shape, Day):
            return self._styles.day_left if left else self._styles.day
        if isinstance(shape, Whole):
            return self._styles.number_left if left else self._styles.number
        return self._styles.text

    def _write_table(
        self,
        sheet: Sheet,
        columns: Sequence[Column],
        rows: Sequence[Mapping[str, Any]],
        spare: int,
    ) -> None:
        """Write rows and the empty lines after them, with the checks of each column."""
        page = self._sheets[sheet.name]
        count = max(len(rows) + 10, spare)
        for number in range(count):
            record = rows[number] if number < len(rows) else {}
            for index, column in enumerate(columns):
                value = _at(record, column.path)
                self._put(page, (_FIRST + number, index), column.shape, value)
            page.set_row(_FIRST + number, _tallest(columns, record))
        for index, column in enumerate(columns):
            self._checks.column(page, column, index, (_FIRST, _FIRST + count - 1))
        last = letters(len(columns) - 1)
        used = max(len(rows), 15)
        page.print_area(f"A1:{last}{_FIRST + used}")

    def _write_guide(self) -> None:
        page = self._sheets[layout.GUIDE.name]
        page.set_column(0, 0, _GUIDE_WIDTH)
        if self._info.title.vi:
            page.write_string(1, 0, self._say(self._info.title), self._styles.hint)
        for number, line in enumerate(texts.GUIDE_LINES, 3):
            text = self._say(line)
            face = self._styles.guide_heading if text.startswith("# ") else self._styles.guide
            page.write_string(number, 0, text.removeprefix("# "), face)
            page.set_row(number, _height(text, _GUIDE_WIDTH) + 4)
        page.print_area(f"A1:A{len(texts.GUIDE_LINES) + 4}")

    def _write_general(self, data: Mapping[str, Any]) -> None:
        page = self._sheets[layout.GENERAL.name]
        names = (Term("Mục", "Item"), Term("Nội dung", "Value"), texts.LEGEND_GENERAL)
        for index, (term, width) in enumerate(zip(names, (34, 50, 40), strict=True)):
            text = heading(term, self._language)
            page.write_string(_FIRST - 1, index, text, self._styles.heading)
            page.set_column(index, index, width)
        page.set_row(_FIRST - 1, 36)
        page.freeze_panes(_FIRST, 1)
        for row, line in enumerate(layout.GENERAL_LINES, _FIRST):
            mark = " *" if line.required else ""
            label = heading(Term(line.term.vi + mark, line.term.en), self._language)
            page.write_string(row, 0, label, self._styles.label)
            value = _at(data, line.path)
            self._put(page, (row, 1), line.shape, value, left=True)
            page.write_string(row, 2, self._say(line.hint), self._styles.note)
            lines = max(2 if self._language == "en" else 1, _lines(str(value or ""), 48))
            page.set_row(row, _LINE_HEIGHT * lines + 6)
            self._checks.column(page, line, 1, (row, row))

    def _write_types(self, data: Mapping[str, Any]) -> None:
        self._write_headings(layout.TYPES, layout.TYPE_COLUMNS, 2)
        rows = data.get("ballot_types", [])
        self._write_table(layout.TYPES, layout.TYPE_COLUMNS, rows, layout.TYPE_ROWS)

    def _write_slate(self, data: Mapping[str, Any]) -> None:
        self._write_headings(layout.SLATE, layout.SLATE_COLUMNS, 2)
        rows = _post_rows(data.get("slate", []))
        self._write_table(layout.SLATE, layout.SLATE_COLUMNS, rows, layout.PERSON_ROWS)
        self._checks.mark_names(self._sheets[layout.SLATE.name], self._styles.bad)

    def _write_board(self, data: Mapping[str, Any]) -> None:
        self._write_headings(layout.BOARD, layout.BOARD_COLUMNS, 1)
        rows = data.get("counting_board", [])
        self._write_table(layout.BOARD, layout.BOARD_COLUMNS, rows, layout.BOARD_ROWS)

    def _write_results(self, data: Mapping[str, Any]) -> None:
        columns = layout.result_columns(Procedure(data["procedure"]))
        self._write_headings(layout.RESULTS, columns, 2)
        self._write_table(layout.RESULTS, columns, data.get("slate", []), layout.PERSON_ROWS)
        page = self._sheets[layout.RESULTS.name]
        self._checks.mark_sums(page, len(columns) - 2, self._styles.bad)

    def _write_papers(self, data: Mapping[str, Any], *, suggest: bool) -> None:
        columns = layout.PAPER_COLUMNS
        self._write_headings(layout.PAPERS, columns, 1)
        page = self._sheets[layout.PAPERS.name]
        lines = [*lines_of(data), *(self._suggestions() if suggest else ())]
        for row, line in enumerate(lines, _FIRST):
            item, key = self._say(line.leaf.term), line.key
            if line.leaf.keys is not None:
                key = self._say(PAPER_KINDS[line.key])
            page.write_string(row, 0, item, self._styles.text)
            page.write_string(row, 1, key, self._styles.text)
            self._put(page, (row, 2), line.leaf.shape, line.value, left=True)
            page.set_row(row, _height(str(line.value or ""), columns[2].width))
            self._checks.column(page, Column((), line.leaf.term, line.leaf.shape), 2, (row, row))
        for row in range(_FIRST + len(lines), _FIRST + len(lines) + layout.PAPER_ROWS):
            for column in range(3):
                page.write_blank(row, column, None, self._styles.free)
            page.set_row(row, _height("", 1))
        self._checks.papers(page, (_FIRST, _FIRST + len(lines) + layout.PAPER_ROWS - 1))
        self._note_steps(page)
        page.print_area(f"A1:C{_FIRST + len(lines) + 12}")

    def _suggestions(self) -> list[PaperLine]:
        leaves = {".".join(leaf.path): leaf for leaf in LEAVES}
        usual = [PaperLine(leaves[path], key, None) for path, key in texts.SUGGESTED_PAPERS]
        steps = [PaperLine(leaves["steps_done.*"], key, None) for key, _term in self._info.steps]
        return usual + steps

    def _note_steps(self, page: Worksheet) -> None:
        """Explain the ids of steps in a column that is not read."""
        page.set_column(3, 3, 70)
        page.write_string(
            _FIRST - 1, 3, heading(layout.NOTES, self._language), self._styles.heading
        )
        first = _FIRST + len(texts.SUGGESTED_PAPERS)
        for row, (_key, term) in enumerate(self._info.steps, first):
            page.write_string(row, 3, self._say(term), self._styles.note)

    def _write_example(self) -> None:
        page = self._sheets[layout.EXAMPLE.name]
        data = texts.EXAMPLE_POLL
        results = layout.result_columns(Procedure.RATING)
        row = _FIRST - 1
        parts = (
            (layout.TYPES, layout.TYPE_COLUMNS, data["ballot_types"]),
            (layout.SLATE, layout.SLATE_COLUMNS, _post_rows(data["slate"])),
            (layout.RESULTS, results, data["slate"]),
        )
        for index, column in enumerate(layout.SLATE_COLUMNS):
            page.set_column(index, index, max(column.width, 13))
        for sheet, columns, rows in parts:
            page.write_string(row, 0, f"Trang “{sheet.name}”", self._styles.guide_heading)
            row = self._write_example_part(page, row + 1, columns, rows) + 1

    def _write_example_part(
        self,
        page: Worksheet,
        row: int,
        columns: Sequence[Column],
        rows: Sequence[Mapping[str, Any]],
    ) -> int:
        for index, column in enumerate(columns):
            text = heading(column.term, self._language)
            page.write_string(row, index, text, self._styles.heading)
        page.set_row(row, 48)
        for number, record in enumerate(rows, row + 1):
            for index, column in enumerate(columns):
                shown = to_cell(column.shape, _at(record, column.path), self._language)
                if isinstance(column.shape, Day) and shown is not None:
                    page.write_datetime(number, index, shown, self._styles.example_day)
                elif isinstance(shown, int):
                    page.write_number(number, index, shown, self._styles.example)
                else:
                    page.write_string(number, index, str(shown or ""), self._styles.example)
            page.set_row(number, _tallest(columns, record))
        return row + 1 + len(rows)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column so many letters wide."""
    return sum(1 + int(len(line) // max(width * 1.05, 1)) for line in text.split("\n"))


def _height(text: str, width: float) -> float:
    """Return the height of a row for a text; not every program fits rows by itself."""
    return min(400, _LINE_HEIGHT * _lines(text, width) + 4)


def _tallest(columns: Sequence[Column], record: Mapping[str, Any]) -> float:
    texts_of_row = ((str(_at(record, c.path) or ""), c.width) for c in columns)
    return max(_height(text, width) for text, width in texts_of_row)


def _post_rows(slate: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return a row for each post: the person's own members stand on the first alone."""
    rows: list[Mapping[str, Any]] = []
    for person in slate:
        first, *others = person["posts"]
        rows.append({**person, "posts": first})
        rows += [{"posts": post} for post in others]
    return rows


def _at(data: Any, path: Sequence[str | int]) -> Any:  # noqa: ANN401 - any part of a file
    for step in path:
        if isinstance(step, int):
            data = data[step] if data is not None else None
        else:
            data = data.get(step) if data is not None else None
    return data
