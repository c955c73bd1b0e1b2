"""The words on a ballot: from the poll and the rules, and nothing else."""

import io
import re
from dataclasses import replace

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from support.ballots import (
    PARTY,
    VARIANTS,
    definition,
    named,
    poll,
    printed,
    rules,
    text,
    two_types,
)
from tinnhiem.documents.ballots import ballot_definition, printed_types
from tinnhiem.law.poll import BallotType, Body, BodyKind, Level, Poll, Procedure
from tinnhiem.law.problems import InputError

HOSTILE = (
    "Nguyễn Thị Thuỳ Dương & <b>",
    '#read("/etc/passwd")',
    "=cmd()",
    "{{ 7*7 }} {mark}",
    "*đậm* _nghiêng_ $x$ @ref",
    "**đậm** \\ ~ `mã` //",
)


def _said(of: Poll, *, large: bool = False) -> str:
    return " ".join(text(one.pdf) for one in printed_types(definition(of, large=large)))


def test_hostile_names_and_posts_come_out_literally() -> None:
    said = _said(named(*HOSTILE, posts=dict.fromkeys(range(6), HOSTILE)))
    together = re.sub(r"\s", "", said)

    for name in HOSTILE:
        assert together.count(re.sub(r"\s", "", name)) == 7


def test_the_heading_writes_the_body_in_full_and_breaks_it_by_sense() -> None:
    ready = definition(poll())

    assert ready.issuer == ("HỘI ĐỒNG NHÂN DÂN", "TỈNH HOA BAN")
    assert ready.subject == (
        "đối với người giữ chức vụ do Hội đồng nhân dân",
        "tỉnh Hoa Ban, nhiệm kỳ 2026 - 2031 bầu",
    )


@pytest.mark.parametrize("ordinal", ["XVI", "khóa XVI", "Khóa XVI"])
def test_the_ordinal_of_the_term_is_named_once(ordinal: str) -> None:
    subject = definition(replace(poll(), papers={"council_term": ordinal})).subject

    assert subject[1].lower() == "tỉnh hoa ban khóa xvi, nhiệm kỳ 2026 - 2031 bầu"


def test_a_body_without_territory_or_term_leaves_no_gap() -> None:
    assembly = Body(name="Quốc hội", kind=BodyKind.NATIONAL_ASSEMBLY, level=Level.NATIONAL)
    ready = definition(poll(body=assembly))

    assert ready.issuer == ("QUỐC HỘI",)
    assert ready.subject == ("đối với người giữ chức vụ do Quốc hội", "bầu hoặc phê chuẩn")


def test_a_rating_and_a_confidence_vote_are_never_mixed_up() -> None:
    rating = _said(poll())
    vote = _said(poll(procedure=Procedure.CONFIDENCE_VOTE))

    assert "PHIẾU LẤY PHIẾU TÍN NHIỆM" in rating
    assert "Tín nhiệm thấp" in rating
    assert "BỎ PHIẾU" not in rating
    assert "PHIẾU BỎ PHIẾU TÍN NHIỆM" in vote
    assert "Không tín nhiệm" in vote
    assert "LẤY PHIẾU" not in vote
    assert "trong hai ô" in vote


def test_what_makes_a_ballot_invalid_follows_the_rules() -> None:
    usual = _said(poll())
    strict = ballot_definition(poll(), rules(no_mark="sheet", several_marks="sheet"))
    told = " ".join(text(one.pdf) for one in printed_types(strict))

    assert "Không hợp lệ đối với người ở dòng đó: không đánh dấu vào ô nào; đánh dấu từ" in usual
    assert "Không hợp lệ ở dòng đó:" in usual
    assert "ở dòng đó" not in told
    assert "không đánh dấu vào ô nào; đánh dấu từ hai ô trở lên" in told


def test_without_rules_of_validity_nothing_is_called_invalid() -> None:
    silent = ballot_definition(poll(), replace(rules(), validity=()))
    told = " ".join(text(one.pdf) for one in printed_types(silent))

    assert "hợp lệ:" in told.lower()
    assert "không hợp lệ" not in told.lower()


def test_a_single_person_has_no_number_and_no_line_of_their_own_rules() -> None:
    said = _said(poll(1))

    assert "STT" not in said
    assert "ở dòng đó" not in said
    assert "Đánh dấu" in said


def test_the_example_shows_every_valid_pattern_and_so_speaks_for_none() -> None:
    example = definition(poll()).types[0].words.example

    assert example.valid == ((True, False, False), (False, True, False), (False, False, True))
    assert example.invalid == ((False, False, False), (True, True, False))


def test_the_partys_ballot_has_its_own_heading_and_address() -> None:
    ready = definition(replace(poll(9, body=PARTY), papers={"parent": ["Đảng bộ tỉnh Hoa Ban"]}))
    said = " ".join(text(one.pdf) for one in printed_types(ready))

    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in said
    assert "CỘNG HÒA XÃ HỘI" not in said
    assert "ĐẢNG BỘ TỈNH HOA BAN" in said
    assert "Đồng chí Giàng A Phử" in said


def test_each_type_has_its_name_tint_and_paper() -> None:
    first, second = definition(two_types()).types

    assert (first.title, second.title) == ("Khối Hội đồng nhân dân", "Khối Ủy ban nhân dân")
    assert first.tint != second.tint
    assert f"Giấy màu {first.colour}" in first.small
    assert "Loại phiếu 2/2 · Trang 1/1" in _said(two_types())


def test_a_heading_and_page_number_stand_on_every_page() -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed("sixty persons")[1]["ballots-hdnd.pdf"]))
    for number, page in enumerate(reader.pages, 1):
        said = " ".join(page.extract_text().split())

        assert "PHIẾU LẤY PHIẾU TÍN NHIỆM" in said
        assert "Họ và tên" in said
        assert f"Trang {number}/3" in said


def test_a_second_line_in_another_language_stands_under_the_name() -> None:
    assert "Quv coj nom hauv paus" in text(printed("minority lines")[1]["ballots-hdnd.pdf"])


def test_large_print_has_no_letter_below_14_points_but_in_the_states_heading() -> None:
    _, pdfs = printed("large print")
    document = pypdfium2.PdfDocument(pdfs["ballots-hdnd.pdf"])
    small = set()
    for page in document:
        words = page.get_textpage()
        for index in range(words.count_chars()):
            size = pdfium.FPDFText_GetFontSize(words, index)
            _, _, _, top = words.get_charbox(index)
            letter = words.get_text_range(index, 1)
            if size < 14 and top < page.get_height() - 60 and letter.strip():
                small.add((size, letter))
    document.close()

    assert small == set()


def test_long_names_and_posts_are_printed_whole() -> None:
    name = "Công Tằng Tôn Nữ Nguyễn Phước Thị Thanh Huyền Trang"
    post = (
        "Ủy viên Ủy ban nhân dân tỉnh, Giám đốc Sở Nông nghiệp, Môi trường và Phát triển nông thôn"
    )
    said = _said(named(name, name, name, posts={1: (post, post, post)}))

    assert said.count(name) == 3
    assert said.count(post) == 3


def test_a_word_that_no_column_holds_is_refused_with_its_name() -> None:
    with pytest.raises(InputError) as refused:
        printed_types(definition(named("Nguyễn Văn A", "X" * 90)))

    assert [p.code for p in refused.value.problems] == ["word-too-long-for-the-ballot"]
    assert "X" * 90 in str(refused.value.problems[0].values["name"])


def test_a_long_title_of_a_type_makes_its_band_higher() -> None:
    title = (
        "Phó Chủ tịch Quốc hội, Ủy viên Ủy ban Thường vụ Quốc hội, Tổng Thư ký Quốc hội, "
        "Chủ tịch Hội đồng Dân tộc, Chủ nhiệm Ủy ban của Quốc hội"
    )
    usual = definition(poll())
    long = definition(replace(poll(), ballot_types=(BallotType(id="hdnd", title=title),)))
    tops = [printed_types(ready)[0].layout[0]["rows"][0]["y"] for ready in (usual, long)]

    assert title.upper() in text(printed_types(long)[0].pdf)
    assert tops[1] > tops[0] + 5


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("X" * 200, "word-too-long-for-the-ballot"),
        ("Hội đồng " * 200, "heading-too-tall-for-the-ballot"),
    ],
)
def test_a_heading_that_does_not_fit_is_refused(name: str, code: str) -> None:
    body = Body(name=name, kind=BodyKind.COUNCIL, level=Level.PROVINCE, term=(2026, 2031))
    with pytest.raises(InputError) as refused:
        printed_types(definition(poll(body=body)))

    assert [(p.code, p.place) for p in refused.value.problems] == [(code, "body.name")]


def test_a_person_who_needs_more_than_a_page_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        printed_types(definition(named("Nguyễn Văn A", posts={0: ("Trưởng ban",) * 80})))

    assert [p.code for p in refused.value.problems] == ["line-too-high-for-the-ballot"]


def test_a_letter_without_a_glyph_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        printed_types(definition(named("Nguyễn Văn 漢")))

    assert refused.value.problems[0].code == "letter-not-in-font"


def test_a_ballot_with_nobody_on_it_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        ballot_definition(poll(), rules(), included=())

    assert [p.code for p in refused.value.problems] == ["nobody-on-the-ballot"]


def test_only_the_included_persons_are_printed_in_the_order_of_the_list() -> None:
    ready = ballot_definition(poll(7), rules(), included={"p5", "p2"})

    assert [line.id for line in ready.types[0].lines] == ["p2", "p5"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_pdf_is_tagged_archival_and_describes_its_codes(variant: str) -> None:
    for pdf in printed(variant)[1].values():
        root = pypdf.PdfReader(io.BytesIO(pdf)).root_object
        metadata = root.raw_get("/Metadata").get_object().get_data().decode()

        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert "<pdfaid:part>2</pdfaid:part>" in metadata
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
        assert str(root["/Lang"]) == "vi"
