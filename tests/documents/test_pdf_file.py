"""What the file is: archival, accessible, self-contained, the same each time."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from support.board_papers import minutes
from support.other_papers import party_minutes, script, self_report
from support.papers import announcement, extract, resolution
from support.pdf_pages import Pages
from tinnhiem.documents.paper import Bar, Cell, Heading, Paper, Row, Table
from tinnhiem.documents.pdf import FONTS, FontsMissingError, PdfPress, render_pdf
from tinnhiem.documents.press.glyphs import PRINTABLE

PAPERS = (minutes, announcement, resolution, extract, party_minutes, self_report, script)


@pytest.mark.parametrize("make", PAPERS)
def test_each_paper_is_archival_and_accessible_in_the_packaged_font(
    make: Callable[[], Paper],
) -> None:
    pages = Pages(render_pdf(make()))
    metadata = pages.reader.xmp_metadata
    assert metadata is not None
    packet = metadata.stream.get_data().decode()
    assert "<pdfaid:part>2" in packet
    assert "<pdfaid:conformance>A" in packet
    assert "<pdfuaid:part>1" in packet
    fonts = pages.fonts()
    assert all(fonts.values())
    assert set(fonts) <= {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
    catalogue = {key: str(value) for key, value in pages.reader.root_object.items()}
    assert catalogue["/Lang"] == "vi"
    assert "'/Marked': True" in catalogue["/MarkInfo"]
    assert "'/DisplayDocTitle': True" in catalogue["/ViewerPreferences"]


def test_title_description_and_date_are_those_given() -> None:
    made = datetime(2028, 12, 5, 8, 30, tzinfo=UTC)
    info = Pages(render_pdf(minutes(), made=made)).reader.metadata
    assert info is not None
    assert info.title == (
        "BIÊN BẢN Kiểm phiếu lấy phiếu tín nhiệm đối với người giữ chức vụ do Hội đồng nhân dân"
        " tỉnh Lam Khê khóa XI, nhiệm kỳ 2026\u00a0-\u00a02031 bầu"
    )
    assert info.subject == "Biên bản kiểm phiếu lấy phiếu tín nhiệm, 28 người"
    assert info.creation_date == made


def test_a_letter_without_a_kind_is_titled_by_what_it_is_about() -> None:
    info = Pages(render_pdf(extract())).reader.metadata
    assert info is not None
    assert info.title == "V/v thông báo kết quả lấy phiếu tín nhiệm đối với cá nhân"


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render_pdf(announcement()) == PdfPress().render(announcement())


def test_many_papers_come_in_their_order_and_equal_those_made_alone() -> None:
    papers = [replace(extract(), fact_hash=f"{number:016x}") for number in range(6)]
    assert list(PdfPress().render_many(papers)) == [render_pdf(paper) for paper in papers]


def test_one_press_serves_several_threads() -> None:
    press, made = PdfPress(), []
    workers = [
        threading.Thread(target=lambda: made.append(press.render(extract()))) for _ in range(3)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert made == [render_pdf(extract())] * 3


def test_headings_table_heads_and_bars_are_tagged() -> None:
    tags = Pages(render_pdf(announcement())).tags()
    assert tags.count("H1") == 3
    assert tags.count("Table") == 2
    assert tags.count("TH") == 5 + 6 + 2
    assert tags.count("Figure") == 28


def test_heading_levels_in_the_tags_skip_none() -> None:
    headings = tuple(Heading(text=f"Mục {level}", level=level) for level in (3, 1, 3, 3, 2))
    tags = Pages(render_pdf(replace(extract(), blocks=headings))).tags()
    assert [tag for tag in tags if tag in {"H1", "H2", "H3"}] == ["H1", "H1", "H2", "H3", "H2"]


def test_without_the_fonts_nothing_is_printed_in_another_one(tmp_path: Path) -> None:
    with pytest.raises(FontsMissingError, match="script/setup"):
        PdfPress(fonts=tmp_path)


def test_the_printable_letters_are_those_that_every_face_has() -> None:
    faces = sorted(FONTS.glob("*.ttf"))
    assert len(faces) == 4
    for face in faces:
        with TTFont(face, lazy=True) as font:
            assert {ord(letter) for letter in PRINTABLE} <= set(font.getBestCmap())


def _with_table(*rows: Row, widths: tuple[float, ...] = (0, 30)) -> Paper:
    table = Table(widths=widths, head=(), rows=rows, caption="Bảng")
    return replace(extract(), blocks=(table,))


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (_with_table(Row(cells=(Cell(), Cell(), Cell()))), "does not fill its 2 columns"),
        (_with_table(widths=(100, 70)), "wider than 165"),
        (
            _with_table(Row(cells=(Cell(), Cell(bar=Bar(parts=(3, 2), total=4, alt="x"))))),
            "do not fit",
        ),
        (replace(extract(), style="ballot"), "is a ballot"),
    ],
)
def test_a_paper_that_does_not_add_up_is_refused(paper: Paper, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        render_pdf(paper)
