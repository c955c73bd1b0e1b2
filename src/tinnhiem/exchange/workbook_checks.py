"""What a workbook checks by itself while it is filled in: drop-downs, bounds, and lines in colour.

No cell holds a formula; the rules of colour alone compute.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tinnhiem.exchange import workbook_layout as layout
from tinnhiem.exchange import workbook_texts as texts
from tinnhiem.exchange.papers_fields import PAPER_KINDS
from tinnhiem.exchange.shapes import EARLIEST, LATEST, Day, Flag, OneOf, Shape, Whole
from tinnhiem.exchange.workbook_grid import letters
from tinnhiem.exchange.workbook_layout import Column, choice_label
from tinnhiem.exchange.workbook_papers import LEAVES
from tinnhiem.exchange.workbook_template import TemplateInfo
from tinnhiem.wording.terms import Term

Rows = tuple[int, int]

#: Excel takes no longer message.
_LONGEST_MESSAGE: Final = 255
_FIRST: Final = layout.HEADING_ROW

#: Names of the ranges that hold the choices of a column, by the column's last key.
_RANGES: Final[Mapping[str, str]] = {
    "procedure": "Hinh_thuc",
    "kind": "Loai_co_quan",
    "level": "Cap",
    "denominator": "Co_so_tinh",
    "rehearsal": "Co_khong",
    "decided": "Quyet_dinh",
    "salutation": "Xung_ho",
    "role": "Nhiem_vu",
    "position": "Vi_tri",
    "item": "Muc_giay_to",
    "applies": "Loai_van_ban",
}
#: Ranges of what was filled in, by their names.
_DATA_RANGES: Final[Mapping[str, tuple[str, str, int]]] = {
    "LP_ma": (layout.TYPES.name, "A", layout.TYPE_ROWS),
    "LP_thu_ve": (layout.TYPES.name, "F", layout.TYPE_ROWS),
    "DS_ma": (layout.SLATE.name, "A", layout.PERSON_ROWS),
    "DS_ho_ten": (layout.SLATE.name, "B", layout.PERSON_ROWS),
    "DS_loai": (layout.SLATE.name, "E", layout.PERSON_ROWS),
    "DS_chuc_vu": (layout.SLATE.name, "F", layout.PERSON_ROWS),
}


class Checks:
    """The checks of one workbook; their lists stand on a hidden sheet."""

    def __init__(self, book: Workbook, lists: Worksheet, info: TemplateInfo, language: str) -> None:
        self._book = book
        self._lists = lists
        self._language = language
        self._written = 0
        self._write_lists(info)
        for name, (sheet, column, rows) in _DATA_RANGES.items():
            area = f"='{sheet}'!${column}${_FIRST + 1}:${column}${_FIRST + rows}"
            book.define_name(name, area)

    def _write_lists(self, info: TemplateInfo) -> None:
        offered = {
            "kind": frozenset(info.bodies),
            "level": frozenset(info.levels),
            "position": frozenset(info.positions),
        }
        columns = (*layout.GENERAL_LINES, *layout.SLATE_COLUMNS, *layout.BOARD_COLUMNS)
        done: set[str] = set()
        for column in columns:
            key = str(column.path[-1])
            choices = layout.options(column.shape)
            if choices is None or key in done:
                continue
            done.add(key)
            kept = [term for name, term in choices.items() if name in offered.get(key, choices)]
            self._write_list(_RANGES[key], kept)
        self._write_list(_RANGES["item"], [leaf.term for leaf in LEAVES])
        self._write_list(_RANGES["applies"], list(PAPER_KINDS.values()))

    def _write_list(self, name: str, terms: Sequence[Term]) -> None:
        column = self._written
        self._written += 1
        self._lists.write_string(_FIRST - 1, column, name)
        for row, term in enumerate(terms, _FIRST):
            self._lists.write_string(row, column, choice_label(term, self._language))
        letter = letters(column)
        area = f"='{layout.LISTS.name}'!${letter}${_FIRST + 1}:${letter}${_FIRST + len(terms)}"
        self._book.define_name(name, area)

    def column(self, page: Worksheet, column: Column, index: int, rows: Rows) -> None:
        """Check the cells of a column in some rows by its shape."""
        rule = self._rule(column)
        if rule:
            page.data_validation(rows[0], index, rows[1], index, rule)

    def papers(self, page: Worksheet, rows: Rows) -> None:
        """Offer the items of the sheet of papers, and the kinds of papers they may apply to."""
        page.data_validation(rows[0], 0, rows[1], 0, self._list(_RANGES["item"]))
        kinds = {**self._list(_RANGES["applies"]), "show_error": False}
        page.data_validation(rows[0], 1, rows[1], 1, kinds)

    def mark_names(self, page: Worksheet, bad: Format) -> None:
        """Colour names with stray spaces, and persons entered twice."""
        first, last = _FIRST, _FIRST + layout.PERSON_ROWS - 1
        line = first + 1
        stray = f'=AND($B{line}<>"",$B{line}<>TRIM($B{line}))'
        twice = f'=AND($B{line}<>"",COUNTIFS(DS_ho_ten,$B{line},DS_chuc_vu,$F{line})>1)'
        for criteria in (stray, twice):
            rule = {"type": "formula", "criteria": criteria, "format": bad}
            page.conditional_format(first, 1, last, 1, rule)

    def mark_sums(self, page: Worksheet, marks: int, bad: Format) -> None:
        """Colour lines of the count whose sum is not the ballots returned of the person's type."""
        first, last = _FIRST, _FIRST + layout.PERSON_ROWS - 1
        line = first + 1
        cells = f"$C{line}:${letters(1 + marks)}{line}"
        kind = f"INDEX(DS_loai,MATCH($A{line},DS_ma,0))"
        returned = f"INDEX(LP_thu_ve,MATCH({kind},LP_ma,0))"
        differs = f"SUM({cells})<>{returned}"
        criteria = f"=AND(COUNT({cells})={marks},IFERROR({differs},FALSE))"
        rule = {"type": "formula", "criteria": criteria, "format": bad}
        page.conditional_format(first, 0, last, 1 + marks, rule)

    def _say(self, term: Term) -> str:
        return (term.en if self._language == "en" else term.vi)[:_LONGEST_MESSAGE]

    def _rule(self, column: Column) -> dict[str, Any]:
        key = str(column.path[-1]) if column.path else ""
        if key == "ballot_type":
            return {**self._list("LP_ma"), "show_error": False}
        if isinstance(column.shape, (OneOf, Flag)):
            return self._choices(key, column.shape)
        if isinstance(column.shape, Day):
            return self._between("date", EARLIEST, LATEST, texts.DATE_MESSAGE)
        if isinstance(column.shape, Whole):
            return self._between(
                "integer", column.shape.least, column.shape.most, texts.NUMBER_MESSAGE
            )
        return {}

    def _choices(self, key: str, shape: Shape) -> dict[str, Any]:
        if key in _RANGES:
            return self._list(_RANGES[key])
        terms = layout.options(shape) or {}
        labels = [choice_label(term, self._language) for term in terms.values()]
        return {**self._list(""), "source": labels}

    def _list(self, name: str) -> dict[str, Any]:
        return {
            "validate": "list",
            "source": f"={name}",
            "error_title": self._say(texts.ERROR_TITLE),
            "error_message": self._say(texts.PICK),
        }

    def _between(self, kind: str, least: object, most: object, message: Term) -> dict[str, Any]:
        return {
            "validate": kind,
            "criteria": "between",
            "minimum": least,
            "maximum": most,
            "error_title": self._say(texts.ERROR_TITLE),
            "error_message": self._say(message),
        }
