"""A Word file says what the tree says, in the same order, and nothing is read as mark-up."""

from dataclasses import replace

import pytest
from docx import Document

from documents.word_papers import every_paper, roster_minutes
from documents.word_reading import part, said, text_of
from support.board_papers import board_table
from support.paper_parts import cells, para, sign, text
from support.papers import announcement, extract
from tinnhiem.documents.paper import (
    Closing,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Run,
    SignatureRow,
    Table,
    Title,
)
from tinnhiem.documents.plain import plain_lines, plain_text
from tinnhiem.documents.word import render_docx
from tinnhiem.law.problems import InputError

HOSTILE = (
    "Nguyễn Thị Thuỳ Dương & <b>đậm</b>",
    '#read("/etc/passwd")',
    "=cmd()",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{_{ 7 }_}",
    "*bold* _it_ `x` \\n ]]> <!-- --> &amp; ' \"",
    "</w:t></w:r></w:p>",
    "{{p body }}",
)
PAPERS = every_paper()


def in_order(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("name", sorted(set(PAPERS) - {"roster"}))
def test_a_file_says_what_the_tree_says_in_order(name: str) -> None:
    paper = PAPERS[name]
    assert said(render_docx(paper)) == in_order(plain_text(paper))


def test_the_table_of_signatures_names_every_member_after_the_heads() -> None:
    paper = roster_minutes()
    words = said(render_docx(paper))
    positions = [words.index(f"{number} {name} {role}") for number, (name, role) in enumerate(
        paper.closing.roster, start=1
    )]  # fmt: skip
    assert positions == sorted(positions)
    assert words.index("- Lưu: VT.") > positions[-1]
    assert words.index("Cao Thế Vinh") < positions[0]


def hostile_paper(name: str) -> Paper:
    return Paper(
        kind="minutes",
        stem="x",
        style="state-2020",
        letterhead=Letterhead(
            parent=(name,),
            issuer=(name,),
            number=name,
            about=name,
            place_date=name,
            classification=name,
        ),
        title=Title(type_name=name, subject=(name,), under=(name,), body_lines=(name,)),
        blocks=(
            Heading(text=name),
            para(name),
            Table(
                widths=(0,),
                head=(Row(cells=cells(name)),),
                rows=(Row(cells=cells(name)),),
                caption=name,
            ),
        ),
        closing=Closing(
            recipients=(name,),
            rows=(SignatureRow(places=(sign(name, name, name),)),),
        ),
        description=name,
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_come_out_literally_everywhere(name: str) -> None:
    paper = hostile_paper(name)
    data = render_docx(paper)
    assert said(data) == in_order(plain_text(paper))
    assert said(data).count(in_order(name)) == len(plain_lines(paper))


def test_characters_that_xml_cannot_carry_are_shown_as_such() -> None:
    paper = replace(extract(), blocks=(para("Ông\x00 A\x0b\ud800\uffff"),), title=Title())
    body = "".join(text_of(each) for each in part(render_docx(paper)).iter("{*}p"))
    assert "Ông� A���" in body


def test_line_breaks_and_tabs_in_a_text_become_breaks_and_tabs() -> None:
    paper = replace(extract(), blocks=(Paragraph(line=text("một\nhai\tba")),))
    assert "một\nhai\tba" in [text_of(each) for each in part(render_docx(paper)).iter("{*}p")]


def test_python_docx_opens_every_file(tmp_path: object) -> None:
    from io import BytesIO

    del tmp_path
    for paper in PAPERS.values():
        assert Document(BytesIO(render_docx(paper))).paragraphs


def test_bold_and_italic_words_are_bold_and_italic_alone() -> None:
    paper = replace(extract(), blocks=(Paragraph(line=(Run(text="A", bold=True), *text(" b"))),))
    runs = part(render_docx(paper)).iterfind(".//{*}r")
    bold = {text_of(run): run.find("{*}rPr/{*}b") is not None for run in runs}
    assert bold["A"]
    assert not bold[" b"]


def test_a_ballot_has_no_word_file() -> None:
    with pytest.raises(InputError) as raised:
        render_docx(replace(extract(), style="ballot"))
    assert [problem.code for problem in raised.value.problems] == ["word-template-none"]


def test_bars_say_in_words_what_they_show() -> None:
    document = part(render_docx(announcement()))
    described = [each.get("descr") for each in document.iter("{*}docPr")]
    assert len(described) == 28 + 4  # and the marks of the key
    assert described[:3] == [
        "Ông Phan Đình Tuấn: tín nhiệm cao 45; tín nhiệm 2; tín nhiệm thấp 0; không hợp lệ 0",
        "Bà Hồ Thị Kiều Oanh: tín nhiệm cao 43; tín nhiệm 3; tín nhiệm thấp 1; không hợp lệ 0",
        "Ông Rơ Chăm Y Khoa: tín nhiệm cao 41; tín nhiệm 6; tín nhiệm thấp 0; không hợp lệ 0",
    ]


def test_the_plain_text_of_a_table_is_read_row_by_row() -> None:
    paper = Paper(kind="x", stem="x", style="script", blocks=(board_table(),))
    assert plain_lines(paper)[:5] == ("STT", "Họ và tên", "Nhiệm vụ", "Đơn vị", "1")
