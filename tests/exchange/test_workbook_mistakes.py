"""Every mistake of a workbook is told at once, with its sheet and cell."""

import unicodedata
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from support.poll_files import full_poll_data, poll_data
from support.problems import places_of, problems_of
from support.workbooks import edited, with_cells, workbook
from tinnhiem.exchange.poll_json import poll_from_json
from tinnhiem.exchange.workbook_reading import poll_from_workbook
from tinnhiem.wording.problems import SENTENCES


def _places(content: bytes) -> list[tuple[str, str]]:
    return places_of(lambda: poll_from_workbook(content))


FULL = workbook(full_poll_data())

MISTAKES: list[tuple[str, object, str]] = [
    ("Danh sách!B5", " Lò Thị Mẩy", "text-stray-spaces"),
    ("Danh sách!B5", "Lò  Thị Mẩy", "text-stray-spaces"),
    ("Danh sách!B5", "Lò Thị Mẩy\u00a0", "text-stray-spaces"),
    ("Danh sách!B5", unicodedata.normalize("NFD", "Lò Thị Mẩy"), "text-decomposed"),
    ("Danh sách!B5", 1.5, "text-expected"),
    ("Danh sách!F5", None, "cell-missing"),
    ("Danh sách!G5", None, "cell-missing"),
    ("Danh sách!G5", "Chủ tịch Hội đồng", "choice-misspelt"),
    ("Danh sách!E5", "ubnd", "ballot-type-unknown"),
    ("Danh sách!E5", None, "cell-missing"),
    ("Danh sách!D6", "1974", "number-as-text"),
    ("Danh sách!D6", 1.5, "whole-number-expected"),
    ("Danh sách!D6", 974, "number-outside"),
    ("Danh sách!H5", "25/06/2026", "date-as-text-meant"),
    ("Danh sách!H5", "tháng sáu", "date-as-text"),
    ("Danh sách!H5", True, "date-expected"),
    ("Danh sách!H5", datetime(2026, 6, 25, 8, 30), "date-with-time"),  # noqa: DTZ001 - cells have no zone
    ("Danh sách!H5", date(2029, 1, 1), "elected-after-poll"),
    ("Danh sách!A6", "p1", "id-twice"),
    ("Danh sách!A6", "p 2", "id-malformed"),
    ("Danh sách!D7", 1980, "cell-beside-further-post"),
    ("Loại phiếu!F5", "49", "number-as-text"),
    ("Loại phiếu!F5", -49, "number-negative"),
    ("Loại phiếu!F5", 48.5, "whole-number-expected"),
    ("Loại phiếu!F5", True, "whole-number-expected"),
    ("Loại phiếu!F5", "#REF!", "cell-error"),
    ("Loại phiếu!A5", None, "cell-missing"),
    ("Kết quả!C5", None, "cell-missing"),
    ("Kết quả!C5", "bốn mươi", "whole-number-expected"),
    ("Kết quả!C5", -1, "number-negative"),
    ("Kết quả!A5", "p9", "person-unknown"),
    ("Kết quả!B5", "Người Khác", "name-differs"),
    ("Thông tin chung!B5", "Lấy phiếu", "choice-misspelt"),
    ("Thông tin chung!B8", None, "cell-missing"),
    ("Thông tin chung!B11", None, "cell-missing"),
    ("Thông tin chung!B14", "05/12/2028", "date-as-text-meant"),
    ("Thông tin chung!B15", date(2028, 12, 4), "poll-before-opening"),
    ("Thông tin chung!A16", "Nơi họp", "line-unknown"),
    ("Thông tin chung!B19", "49", "number-as-text"),
    ("Ban kiểm phiếu!C5", "Trưởng", "choice-misspelt"),
    ("Ban kiểm phiếu!A5", "Vàng A Sử ", "text-stray-spaces"),
    ("Kết quả!A9", None, "result-without-person"),
    ("Ban kiểm phiếu!A6", "Vàng A Sử", "board-member-twice"),
    ("Danh sách!F9", "Ủy viên", "post-stands-apart"),
    ("Giấy tờ!A5", "Địa danh", "item-unknown"),
    ("Giấy tờ!B5", "Biên bản kiểm phiếu", "applies-to-nothing"),
    ("Giấy tờ!B7", "Biên bản họp", "applies-unknown"),
    ("Giấy tờ!C9", "08/12/2028", "date-as-text-meant"),
    ("Giấy tờ!B8", "Biên bản kiểm phiếu", "item-said-twice"),
]


@pytest.mark.parametrize(("place", "value", "code"), MISTAKES)
def test_a_mistake_is_told_with_its_cell(place: str, value: object, code: str) -> None:
    beside = {"Kết quả!C9": 3} if code == "result-without-person" else {}
    content = with_cells({place: value, **beside}, FULL)
    expected = "Giấy tờ!C8" if code == "item-said-twice" else place

    problems = problems_of(lambda: poll_from_workbook(content))

    assert (code, expected) in [(problem.code, problem.place) for problem in problems]
    assert all("!" in problem.place for problem in problems)
    assert all(SENTENCES[problem.code].format(**problem.values) for problem in problems)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_workbook() -> None:
    content = with_cells(
        {
            "Kết quả!E6": "26",
            "Danh sách!B6": "Quàng Văn  Định",
            "Thông tin chung!B8": None,
            "Loại phiếu!C5": -3,
            "Danh sách!H5": "hôm qua",
        }
    )

    assert [place for _code, place in _places(content)] == [
        "Thông tin chung!B8",
        "Loại phiếu!C5",
        "Danh sách!H5",
        "Danh sách!B6",
        "Kết quả!E6",
    ]


def test_a_person_entered_twice_is_told_with_the_first_cell() -> None:
    names = {"Danh sách!B6": "Lò Thị Mẩy", "Danh sách!D6": None, "Danh sách!F7": None}
    names |= {"Danh sách!G7": None, "Danh sách!F6": "Chủ tịch Hội đồng nhân dân tỉnh"}
    content = with_cells({**names, "Danh sách!G6": "council-chair", "Kết quả!B6": None})

    problems = problems_of(lambda: poll_from_workbook(content))

    assert [(p.code, p.place, p.values["other"]) for p in problems] == [
        ("person-twice", "Danh sách!B6", "Danh sách!B5")
    ]


def test_merged_cells_are_told() -> None:
    content = edited(lambda book: book["Danh sách"].merge_cells("B5:C5"))

    assert ("cells-merged", "Danh sách!B5") in _places(content)


def test_a_sheet_of_another_name_is_told_with_the_right_one() -> None:
    def rename(book: Workbook) -> None:
        book["Danh sách"].title = "Danh sach"

    problems = problems_of(lambda: poll_from_workbook(edited(rename)))

    assert ("sheet-misspelt", "Danh sách") in [
        (p.code, p.values.get("suggestion")) for p in problems
    ]
    assert "sheet-missing" in [p.code for p in problems]


def test_a_column_of_another_name_is_told() -> None:
    content = with_cells({"Kết quả!E4": "Thấp"})

    assert ("heading-unknown", "Kết quả!E") in _places(content)
    assert ("heading-missing", "Kết quả!A1") in _places(content)


@pytest.mark.parametrize(
    "heading",
    [
        "Danh sách!B4",
        "Danh sách!A4",
        "Danh sách!F4",
        "Kết quả!C4",
        "Kết quả!A4",
        "Loại phiếu!A4",
        "Giấy tờ!C4",
        "Thông tin chung!B4",
    ],
)
def test_a_changed_heading_is_all_that_is_told(heading: str) -> None:
    sheet, _mark, cell = heading.partition("!")

    assert _places(with_cells({heading: "Ho ten"}, FULL)) == [
        ("heading-unknown", f"{sheet}!{cell[0]}"),
        ("heading-missing", f"{sheet}!A1"),
    ]


def test_a_line_of_the_papers_for_an_unknown_id_is_told_where_the_id_stands() -> None:
    content = with_cells({"Giấy tờ!A5": "Số niêm phong", "Giấy tờ!B5": "xx", "Giấy tờ!C5": "01"})

    assert _places(content) == [("papers-id-unknown", "Giấy tờ!B5")]


def test_a_further_post_stands_directly_below_its_person() -> None:
    apart: dict[str, object] = {"Danh sách!F7": None, "Danh sách!G7": None}
    apart |= {"Danh sách!F20": "Trưởng Ban", "Danh sách!G20": "council-committee-head"}

    assert _places(with_cells(apart)) == [("post-stands-apart", "Danh sách!F20")]


def test_a_result_entered_twice_is_told() -> None:
    content = with_cells({f"Kết quả!{letter}7": 1 for letter in "CDEF"} | {"Kết quả!A7": "p1"})

    assert _places(content) == [("count-twice", "Kết quả!A7")]


def test_columns_may_be_moved_and_notes_added() -> None:
    def move(book: Workbook) -> None:
        sheet = book["Kết quả"]
        for row in range(4, 7):
            high, low = sheet[f"C{row}"].value, sheet[f"E{row}"].value
            sheet[f"C{row}"].value, sheet[f"E{row}"].value = low, high
            sheet[f"H{row}"].value = "Ghi chú" if row == 4 else "đã đếm lại"

    assert poll_from_workbook(edited(move)) == poll_from_json(poll_data())


def test_whole_numbers_stored_with_a_decimal_point_are_read() -> None:
    content = with_cells({"Kết quả!C5": 46.0, "Loại phiếu!C5": 49.0})

    assert poll_from_workbook(content) == poll_from_json(poll_data())


def test_ids_may_be_left_out_and_persons_named() -> None:
    blank = {f"{sheet}!A{row}": None for sheet in ("Danh sách", "Kết quả") for row in (5, 6)}

    assert poll_from_workbook(with_cells(blank)) == poll_from_json(poll_data())


def test_a_ballot_type_may_be_named_by_its_title() -> None:
    content = with_cells({"Danh sách!E5": "Khối Hội đồng nhân dân"})

    assert poll_from_workbook(content) == poll_from_json(poll_data())


def test_choices_may_be_written_in_english_or_as_ids() -> None:
    content = with_cells(
        {"Danh sách!G5": "council-chair", "Thông tin chung!B9": "People's Council"}
    )

    assert poll_from_workbook(content) == poll_from_json(poll_data())


def test_a_time_cell_is_read_as_a_time() -> None:
    content = with_cells({"Giấy tờ!A5": "Giờ: bắt đầu", "Giấy tờ!C5": time(9, 5)})

    assert poll_from_workbook(content).papers["times"] == {"opened": "09:05"}


def test_lines_without_a_value_say_nothing() -> None:
    content = with_cells({"Giấy tờ!A5": "Số văn bản", "Giấy tờ!B5": "Biên bản kiểm phiếu"})

    assert poll_from_workbook(content).papers == {}
