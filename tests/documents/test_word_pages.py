"""What must stay together on a page stays together; heads repeat; page one has no number."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree

from documents.word_papers import PEOPLE, long_minutes, rehearsed_report, script_with_tables
from documents.word_reading import W, find, part, style_names, style_of, text_of, whole_text
from support.board_papers import minutes, result_table
from support.other_papers import party_minutes, script, self_report
from support.paper_parts import COUNCIL, para
from support.papers import announcement, bar_table, extract, person_group, resolution
from tinnhiem.documents.paper import Heading, PageBreak, Paper, Row, Space
from tinnhiem.documents.word import render_docx
from tinnhiem.documents.word.tables import column_widths


def body_blocks(data: bytes) -> list[etree._Element]:
    return find(part(data), "/w:document/w:body/*[self::w:p or self::w:tbl]")


def held(block: etree._Element) -> bool:
    """Tell whether a paragraph, or the last row of a table, is kept with what follows."""
    lines = [block] if block.tag == f"{W}p" else find(block, "w:tr[last()]/w:tc/w:p")
    own, by_style = "w:pPr/w:keepNext", "w:pPr/w:pStyle[@w:val='TNSignatureRoom']"
    return all(find(line, own) or find(line, by_style) for line in lines)


def result_rows(data: bytes, persons: int) -> list[etree._Element]:
    (found,) = (
        table for table in part(data).iter(f"{W}tbl") if len(find(table, "w:tr")) == persons + 2
    )
    return find(found, "w:tr")


def test_every_row_of_a_head_repeats_and_no_row_splits() -> None:
    rows = result_rows(render_docx(long_minutes()), 45)
    assert [bool(find(row, "w:trPr/w:tblHeader")) for row in rows] == [True, True] + [False] * 45
    assert all(find(row, "w:trPr/w:cantSplit") for row in rows)


def test_a_row_that_may_be_taller_than_a_page_may_split() -> None:
    table = result_table(COUNCIL[:1], "Bảng")
    long = replace(table.rows[0].cells[2], lines=(para("dài " * 400).line,))
    row = Row(cells=(*table.rows[0].cells[:2], long, *table.rows[0].cells[3:]))
    data = render_docx(replace(extract(), blocks=(replace(table, rows=(row,)),)))
    assert not find(result_rows(data, 1)[-1], "w:trPr/w:cantSplit")


def test_two_rows_stand_together_at_the_beginning_and_at_the_end_of_a_table() -> None:
    rows = result_rows(render_docx(long_minutes()), 45)
    kept = [bool(find(row, "w:tc/w:p/w:pPr/w:keepNext")) for row in rows]
    assert kept == [True, True, True, *[False] * 42, True, False]


def test_the_name_of_the_only_block_of_persons_repeats_with_the_head() -> None:
    table = bar_table(("Khối thứ nhất", (*PEOPLE, *PEOPLE)[:30]))
    data = render_docx(replace(announcement(), blocks=(table, para("Hết."), para("./."))))
    (drawn,) = (each for each in part(data).iter(f"{W}tbl") if find(each, ".//w:tblCaption"))
    repeated = [bool(find(row, "w:trPr/w:tblHeader")) for row in find(drawn, "w:tr")]
    assert repeated == [True, True] + [False] * 30


def test_head_cells_left_empty_below_continue_the_cell_above() -> None:
    first, second = result_rows(render_docx(minutes()), 21)[:2]
    merges = [
        [each.get(f"{W}val") for each in find(row, "w:tc/w:tcPr/w:vMerge")]
        for row in (first, second)
    ]
    assert merges == [["restart"] * 3, ["continue"] * 3]


ISSUED = (minutes(), announcement(), resolution(), extract())


@pytest.mark.parametrize("paper", ISSUED)
def test_the_last_text_never_leaves_the_signatures(paper: Paper) -> None:
    end = (Heading(text="KẾT THÚC"), para("Đã đọc cho mọi người nghe."), para("Hết./."))
    blocks = body_blocks(render_docx(replace(paper, blocks=(*paper.blocks, *end))))
    closing = max(index for index, block in enumerate(blocks) if block.tag == f"{W}tbl")
    ending = blocks[closing - 3 : closing]
    assert all(held(block) for block in ending)
    assert sum(len(text_of(block)) > 0 for block in ending) >= 1
    assert find(blocks[closing], "w:tr/w:trPr/w:cantSplit")
    assert len(find(blocks[closing], "w:tr")) == 1


@pytest.mark.parametrize("paper", ISSUED)
def test_the_last_paragraph_of_an_issued_paper_stays_with_its_signatures(paper: Paper) -> None:
    blocks = body_blocks(render_docx(paper))
    closing = max(index for index, block in enumerate(blocks) if block.tag == f"{W}tbl")
    last = max(index for index in range(closing) if text_of(blocks[index]))
    assert text_of(blocks[last]).endswith("./.")
    assert all(held(block) for block in blocks[last:closing])


def test_a_last_paragraph_of_one_line_brings_the_one_before_it() -> None:
    data = render_docx(replace(extract(), blocks=(para("A."), para("B."), para("C./."))))
    kept = {text_of(each): held(each) for each in body_blocks(data) if each.tag == f"{W}p"}
    assert (kept["A."], kept["B."], kept["C./."]) == (False, True, True)


def test_a_table_that_ends_the_text_sends_its_last_rows_with_the_signatures() -> None:
    table = result_table(PEOPLE[:9], "Bảng")
    rows = result_rows(render_docx(replace(extract(), blocks=(table,))), 9)
    kept = [bool(find(row, "w:tc/w:p/w:pPr/w:keepNext")) for row in rows]
    assert kept[-3:] == [False, True, True]


def test_headings_stay_with_what_they_head() -> None:
    second = (Heading(text="1. Mục thứ nhất", level=2), Heading(text="2. Mục thứ hai", level=2))
    data = render_docx(replace(minutes(), blocks=(*second, *minutes().blocks)))
    names = style_names(data)
    headings = [
        each for each in part(data).iter(f"{W}p") if style_of(each, names).startswith("TN Đề mục")
    ]
    room = find(part(data, "word/styles.xml"), "w:style[@w:styleId='TNSignatureRoom']//w:keepNext")
    keeps = find(part(data, "word/styles.xml"), "w:style[w:name/@w:val='TN Đề mục 1']//w:keepNext")
    assert len(headings) == 2 + 6
    assert all(held(each) for each in headings)
    assert keeps
    assert room


def test_a_person_and_the_lines_about_them_never_part() -> None:
    groups = tuple(person_group(at, person) for at, person in enumerate(COUNCIL[:3], 1))
    data = render_docx(replace(resolution(), blocks=(*groups, para("Hết./."))))
    names = style_names(data)
    inside = [each for each in part(data).iter(f"{W}p") if "nhóm" in style_of(each, names)]
    assert [held(each) for each in inside] == [*[True, True, True, True, False] * 2, *[True] * 5]


def test_a_lead_in_stays_with_its_table() -> None:
    blocks = body_blocks(render_docx(minutes()))
    lead_ins = [
        before for before, after in pairwise(blocks) if after.tag == f"{W}tbl" and text_of(before)
    ]
    assert lead_ins
    assert all(held(each) for each in lead_ins)


def test_the_page_number_stands_on_every_page_but_the_first() -> None:
    data = render_docx(minutes())
    (section,) = find(part(data), "//w:sectPr")
    assert find(section, "w:titlePg")
    kinds = [each.get(f"{W}type") for each in find(section, "w:headerReference")]
    assert sorted(map(str, kinds)) == ["default", "first"]
    fields = [
        len(find(part(data, f"word/header{number}.xml"), "//w:fldSimple")) for number in (1, 2)
    ]
    assert fields == [1, 0]


@pytest.mark.parametrize("number", [1, 2])
def test_a_rehearsal_says_so_on_every_page_and_a_poll_never(number: int) -> None:
    header = f"word/header{number}.xml"
    assert "THỬ NGHIỆM" in whole_text(render_docx(rehearsed_report()), header)
    assert "THỬ NGHIỆM" not in whole_text(render_docx(self_report()), header)


def test_the_hash_of_the_facts_stands_on_every_page_in_groups_of_four() -> None:
    data = render_docx(minutes())
    for number in (1, 2):
        footer = whole_text(data, f"word/footer{number}.xml")
        assert footer == "Mã dữ kiện: 5e1d 90c4 7b3a 826f"


def test_the_chairs_script_says_whom_it_serves_on_every_page() -> None:
    data = render_docx(script())
    for number in (1, 2):
        header = whole_text(data, f"word/header{number}.xml")
        assert header.startswith("TÀI LIỆU PHỤC VỤ CHỦ TỌA")


@pytest.mark.parametrize(("language", "code"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_the_text_is_marked_with_its_language(language: str, code: str) -> None:
    data = render_docx(replace(extract(), language=language))
    (mark,) = find(part(data, "word/styles.xml"), "//w:lang")
    assert mark.get(f"{W}val") == code


def test_a_paper_may_set_the_size_of_its_running_text() -> None:
    styles = part(render_docx(replace(extract(), body_size=13)), "word/styles.xml")
    sizes = {
        name: find(styles, f"w:style[w:name/@w:val='TN {name}']/w:rPr/w:sz")[0].get(f"{W}val")
        for name in ("Thân bài", "Đề mục 1", "Tên loại")
    }
    assert sizes == {"Thân bài": "26", "Đề mục 1": "26", "Tên loại": "28"}


def test_a_person_on_behalf_of_the_board_signs_a_party_paper_with_a_plain_post() -> None:
    data = render_docx(party_minutes())
    names = style_names(data)
    posts = {
        text_of(each): style_of(each, names)
        for each in part(data).iter(f"{W}p")
        if text_of(each) in {"THƯ KÝ", "TRƯỞNG BAN"}
    }
    assert posts == {"THƯ KÝ": "TN Chức vụ ký", "TRƯỞNG BAN": "TN Chức vụ ký thay mặt"}


def test_room_for_handwriting_is_dotted_to_the_right_edge() -> None:
    data = render_docx(self_report())
    stops = find(part(data), "//w:tab[@w:leader='dot']")
    box = "3629"
    assert Counter(each.get(f"{W}pos") for each in stops) == {"9355": 4 + 8, box: 2}


def test_a_page_break_begins_a_new_page() -> None:
    data = render_docx(replace(extract(), blocks=(para("A"), PageBreak(), Space(height=5))))
    assert len(find(part(data), "//w:pageBreakBefore")) == 1


def test_every_cell_holds_a_paragraph_at_its_end() -> None:
    for paper in (
        minutes(),
        script_with_tables(),
        self_report(),
        replace(extract(), letterhead=None),
    ):
        for each in part(render_docx(paper)).iter(f"{W}tc"):
            assert each[-1].tag == f"{W}p"


@pytest.mark.parametrize(
    ("widths", "expected"),
    [
        ((10, 0, 0), (567, 4394, 4394)),
        ((10, 20), (567, 1134)),
        ((100, 100), (4677, 4677)),
        ((0,), (9355,)),
    ],
)
def test_columns_without_a_width_share_the_rest(
    widths: tuple[float, ...], expected: tuple[int, ...]
) -> None:
    assert column_widths(widths, 9355) == expected


def test_a_head_in_a_narrow_column_is_made_smaller_rather_than_broken() -> None:
    table = replace(result_table(PEOPLE[:21], "Bảng"), size=11.5)
    head = result_rows(render_docx(replace(extract(), blocks=(table,))), 21)[1]
    sizes = {text_of(cell): find(cell, ".//w:sz") for cell in find(head, "w:tc")}
    assert [each.get(f"{W}val") for each in sizes["Không hợp lệ"]] == ["18"]
    assert not sizes["Hợp lệ"]
