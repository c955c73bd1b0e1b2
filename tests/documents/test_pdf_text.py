"""Every text comes out as it was given, or the paper is refused."""

from dataclasses import replace

import pytest

from support.board_papers import minutes, result_table
from support.other_papers import script
from support.paper_parts import COUNCIL, Person, para, sign, tied
from support.papers import announcement, extract
from support.pdf_pages import Pages
from tinnhiem.documents.paper import Closing, Heading, SignatureRow, Title
from tinnhiem.documents.pdf import render_pdf
from tinnhiem.law.problems import InputError

HOSTILE = (
    "Nguyễn Thị Thuỳ Dương & <b>",
    '#read("/etc/passwd")',
    "=cmd()",
    "{{ 7*7 }}",
    "*bold* _it_ `raw`",
    "$x^2$ @label <label>",
    "\\u{41} \\ // /* tắt */",
    "-- --- ' \" ...",
    "= Tiêu đề",
    "- gạch / 1. đánh số",
)


def written(pages: Pages) -> str:
    return "".join(pages.text.split())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_printed_letter_by_letter_wherever_it_stands(name: str) -> None:
    people = (Person(name, name, (40, 5, 2, 0)),)
    paper = replace(
        extract(),
        title=Title(type_name="THÔNG BÁO", subject=(name,), under=(name,), body_lines=(name,)),
        blocks=(Heading(text=name), para(name), result_table(people, name), para(name)),
        closing=Closing(
            recipients=(name,), rows=(SignatureRow(places=(sign(name, name, name, note=name),)),)
        ),
    )
    pages = Pages(render_pdf(paper))
    wanted = "".join(tied(name).split())
    assert written(pages).count(wanted) == 13


def test_the_whole_text_of_the_minutes_stands_in_the_file() -> None:
    text = written(Pages(render_pdf(minutes())))
    for person in COUNCIL:
        assert "".join(tied(person.name + person.post).split()) in text
    assert "47+02+11=60" in text


def test_a_letter_that_the_font_lacks_is_named_with_every_text_that_has_it() -> None:
    paper = replace(extract(), blocks=(para("Ông ☑ một"), para("Bà ☑ hai 中")))
    with pytest.raises(InputError) as caught:
        render_pdf(paper)
    assert [problem.code for problem in caught.value.problems] == ["letter-not-in-font"] * 3
    assert [dict(problem.values) for problem in caught.value.problems] == [
        {"letter": "☑", "point": "U+2611", "text": "Ông ☑ một"},
        {"letter": "☑", "point": "U+2611", "text": "Bà ☑ hai 中"},
        {"letter": "中", "point": "U+4E2D", "text": "Bà ☑ hai 中"},
    ]


@pytest.mark.parametrize(
    "sign_", ["\n", "\t", "\x00", "\u202e", "\u200b", "\u2028", "\ud800"], ids=ascii
)
def test_a_sign_that_steers_the_layout_unseen_is_refused(sign_: str) -> None:
    with pytest.raises(InputError):
        render_pdf(replace(extract(), blocks=(para(f"Lê{sign_}Văn An"),)))


def test_a_document_number_is_not_broken_at_its_slash() -> None:
    for filler in range(12):
        words = (
            "chữ " * filler
            + "theo Nghị quyết của Quốc hội khóa mười lăm là số 96/2023/QH15 đó. " * 3
        )
        pages = Pages(render_pdf(replace(extract(), blocks=(para(words),))))
        for place in pages.places("96/2023/QH15"):
            assert place.bottom - place.top < 6


def test_a_long_name_wraps_between_words_only() -> None:
    name = "Bà Công Tằng Tôn Nữ Huyền Trân Phương Quỳnh"
    pages = Pages(
        render_pdf(
            replace(
                extract(), blocks=(result_table((Person(name, "Ủy viên", (47, 0, 0, 0)),), "x"),)
            )
        )
    )
    for word in name.split()[1:]:
        assert any(place.bottom - place.top < 5 for place in pages.places(word))


def test_a_bar_says_its_numbers_in_words() -> None:
    said = Pages(render_pdf(announcement())).alternatives()
    assert len(said) == 28
    assert (
        "Bà Tạ Thị Phương Thùy: tín nhiệm cao 40; tín nhiệm 7; tín nhiệm thấp 0; không hợp lệ 0"
    ) in said


def test_a_script_bears_its_kind_at_the_head_of_every_page() -> None:
    pages = Pages(render_pdf(script(20)))
    assert len(pages.texts) > 2
    assert all("TÀI LIỆU PHỤC VỤ CHỦ TỌA" in text for text in pages.texts)
