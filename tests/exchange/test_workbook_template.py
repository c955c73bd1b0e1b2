"""The template is a workbook that a clerk can fill in, and no formula stands in it."""

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from support.problems import places_of
from support.workbooks import edited, parts_of
from tinnhiem.exchange import workbook_layout as layout
from tinnhiem.exchange.poll_file import read_poll
from tinnhiem.exchange.workbook_papers import KEY, LEAVES
from tinnhiem.exchange.workbook_reading import poll_from_workbook
from tinnhiem.exchange.workbook_template import TemplateInfo, template_info
from tinnhiem.exchange.workbook_texts import SUGGESTED_PAPERS
from tinnhiem.exchange.workbook_writing import workbook_bytes, write_template
from tinnhiem.law.chain import load_chain
from tinnhiem.law.poll import BodyKind, Procedure
from tinnhiem.wording import terms

INFO = template_info(load_chain("nq-96-2023-qh15"))


def _template(info: TemplateInfo = INFO, language: str = "vi") -> bytes:
    return workbook_bytes(info.beginning(), info, language=language, suggest=True)


def _opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def test_the_template_of_a_rulebook_knows_its_types_positions_and_steps() -> None:
    assert INFO.rulebook == "nq-96-2023-qh15"
    assert [title for _key, title in INFO.ballot_types] == [
        "Khối Hội đồng nhân dân",
        "Khối Ủy ban nhân dân",
    ]
    assert "council-chair" in INFO.positions
    assert "party-secretary" not in INFO.positions
    assert INFO.steps


def test_the_national_assembly_has_its_nine_types() -> None:
    chain = load_chain("nq-96-2023-qh15")

    info = template_info(chain, body=BodyKind.NATIONAL_ASSEMBLY)

    assert len(info.ballot_types) == 9
    assert info.bodies == ("national-assembly",)


def test_a_rulebook_without_the_procedure_has_no_template() -> None:
    chain = load_chain("qd-96-qd-tw")

    assert places_of(lambda: template_info(chain, procedure=Procedure.CONFIDENCE_VOTE)) == [
        ("procedure-not-ruled", "procedure")
    ]


def test_an_empty_template_is_told_what_is_missing_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(INFO, path)

    assert {code for code, _place in places_of(lambda: read_poll(path))} == {
        "cell-missing",
        "list-empty",
    }


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_template_filled_in_is_a_poll(language: str) -> None:
    def fill(book: Workbook) -> None:
        general = book["Thông tin chung"]
        answers = {"B8": "HĐND tỉnh Hoa Ban", "B10": "Cấp tỉnh", "B13": "Kỳ họp thứ chín"}
        for cell, value in {**answers, "B15": date(2028, 12, 7)}.items():
            general[cell].value = value
        for cell, value in {
            "B5": "Lò Thị Mẩy",
            "E5": "council",
            "F5": "Chủ tịch HĐND tỉnh",
            "G5": "Chủ tịch Hội đồng nhân dân",
            "F6": "Trưởng Ban",
            "G6": "Trưởng Ban của Hội đồng nhân dân",
        }.items():
            book["Danh sách"][cell].value = value
        book["Kết quả"]["B5"].value = "Lò Thị Mẩy"
        for cell, value in {"C5": 46, "D5": 2, "E5": 1, "F5": 0}.items():
            book["Kết quả"][cell].value = value

    poll = poll_from_workbook(edited(fill, _template(language=language)))

    assert [len(person.posts) for person in poll.slate] == [2]
    assert poll.slate[0].id == "p1"
    assert poll.slate[0].count is not None
    assert poll.sitting.poll_date == date(2028, 12, 7)


def test_headings_are_vietnamese_with_english_below_where_asked() -> None:
    vietnamese, english = _opened(_template()), _opened(_template(language="en"))

    assert vietnamese["Danh sách"]["B4"].value == "Họ và tên *"
    assert english["Danh sách"]["B4"].value == "Họ và tên *\nFull name"
    assert vietnamese.sheetnames == english.sheetnames


def test_a_confidence_vote_has_its_own_columns() -> None:
    book = _opened(_template(TemplateInfo(procedure=Procedure.CONFIDENCE_VOTE)))

    assert [cell.value for cell in book["Kết quả"][4]] == [
        "Mã",
        "Họ và tên",
        "Tín nhiệm",
        "Không tín nhiệm",
        "Không hợp lệ",
    ]


def test_no_cell_holds_a_formula_and_no_cells_are_merged() -> None:
    book = _opened(_template())

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert not any(sheet.merged_cells.ranges for sheet in book)


def test_headings_are_locked_without_a_password_and_cells_to_fill_are_not() -> None:
    for name in [sheet.name for sheet in layout.READ]:
        sheet = _opened(_template())[name]
        first = "B5" if name == "Thông tin chung" else "A5"

        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert sheet["A4"].protection.locked
        assert not sheet[first].protection.locked
        assert sheet.freeze_panes


def test_every_closed_choice_has_its_list() -> None:
    book = _opened(_template())
    rules = {
        (sheet.title, str(area).split(":", maxsplit=1)[0]): rule
        for sheet in book
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
    }

    lists = {place for place, rule in rules.items() if rule.type == "list"}
    assert {("Danh sách", "C5"), ("Danh sách", "E5"), ("Danh sách", "G5")} <= lists
    assert {("Ban kiểm phiếu", "B5"), ("Ban kiểm phiếu", "C5"), ("Giấy tờ", "A5")} <= lists
    assert {("Thông tin chung", f"B{row}") for row in (5, 9, 10, 20, 21)} <= lists
    assert rules["Danh sách", "H5"].type == "date"
    assert rules["Loại phiếu", "C5"].type == "whole"
    assert all(rule.error for rule in rules.values())
    names = set(book.defined_names)
    assert all(rules[place].formula1.lstrip("=") in names for place in lists)


def test_the_lists_hold_what_the_rulebook_offers() -> None:
    book = _opened(_template())
    area = book.defined_names["Vi_tri"].attr_text
    cells = book["Danh mục"][area.rpartition("!")[2].replace("$", "")]

    assert [row[0].value for row in cells] == [terms.POSITIONS[p].vi for p in INFO.positions]
    assert book["Danh mục"].sheet_state == "hidden"


def test_sheets_print_on_a4_with_their_headings_on_every_page() -> None:
    for sheet in _opened(_template()):
        assert str(sheet.page_setup.paperSize) == "9"
    assert _opened(_template())["Danh sách"].print_title_rows == "$4:$4"


def test_the_example_is_not_read() -> None:
    assert b"L\xc3\xb2 Th\xe1\xbb\x8b" in parts_of(_template())["xl/sharedStrings.xml"]
    assert ("list-empty", "Danh sách") in places_of(lambda: poll_from_workbook(_template()))


def test_items_of_papers_have_names_of_their_own_and_one_level_of_keys() -> None:
    for language in ("vi", "en"):
        names = [getattr(leaf.term, language).casefold() for leaf in LEAVES]
        assert len(set(names)) == len(names)
    assert all(leaf.path.count(KEY) <= 1 for leaf in LEAVES)
    paths = {".".join(leaf.path) for leaf in LEAVES}
    assert {path for path, _key in SUGGESTED_PAPERS} <= paths


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    missing = tmp_path / "none" / "template.xlsx"

    assert places_of(lambda: write_template(INFO, missing)) == [("output-unwritable", "")]
    (tmp_path / "folder").mkdir()
    assert places_of(lambda: write_template(INFO, tmp_path / "folder")) == [
        ("output-unwritable", "")
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
