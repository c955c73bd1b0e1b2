"""Where things stand on the sheet (Decree 30/2020, Party guidance), and what stays together."""

from dataclasses import replace

import pytest

from support.board_papers import BOARD_HEAD, minutes, result_table
from support.other_papers import party_minutes, party_notice, self_report
from support.paper_parts import ADMINISTRATION, COUNCIL, HASH, para, sign
from support.papers import announcement, bar_table, extract, resolution
from support.pdf_pages import Pages
from tinnhiem.documents.paper import Block, Closing, Heading, Paper, SignatureRow
from tinnhiem.documents.pdf import PdfPress, render_pdf

PRESS = PdfPress()
SIGNER = "Cao Thế Vinh"


def pages_of(paper: Paper) -> Pages:
    return Pages(PRESS.render(paper))


def test_the_head_of_a_state_paper_stands_where_the_decree_puts_it() -> None:
    pages = pages_of(resolution())
    state = pages.place("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    issuer = pages.place("HỘI ĐỒNG NHÂN DÂN")
    number, place = pages.place("Số: 45/NQ-HĐND"), pages.place("Lam Khê, ngày 06 tháng 12 năm 2028")
    assert state.centre == pytest.approx(145.5, abs=1)
    assert issuer.centre == pytest.approx(63, abs=1)
    assert issuer.top == pytest.approx(20.3, abs=1)
    assert state.top == pytest.approx(issuer.top, abs=0.3)
    assert state.bottom - state.top < 6  # on one line
    assert 33 <= number.top <= 38
    assert number.bottom == pytest.approx(place.bottom, abs=1.5)
    assert place.centre == pytest.approx(145.5, abs=1)
    kind = pages.place("NGHỊ QUYẾT")
    assert kind.centre == pytest.approx(112.5, abs=1)
    assert 10.5 <= kind.bottom - number.bottom <= 13.5


def test_the_text_keeps_its_margins_and_its_first_line_indent() -> None:
    pages = pages_of(resolution())
    lefts = [box[0] for letters in pages.letters for letter, box in letters if letter.strip()]
    rights = [box[2] for letters in pages.letters for letter, box in letters if letter.strip()]
    assert min(lefts) == pytest.approx(30, abs=0.5)
    assert max(rights) == pytest.approx(195, abs=0.5)
    assert pages.place("Điều 1.").left == pytest.approx(42.7, abs=0.5)
    assert max(box[3] for letters in pages.letters for _, box in letters if box[3] < 280) <= 277


def test_the_page_number_stands_top_centre_from_the_second_page_on() -> None:
    pages = pages_of(minutes())
    assert not [box for letter, box in pages.letters[0] if letter.strip() and box[1] < 19]
    for number, letters in enumerate(pages.letters[1:], 2):
        above = [(letter, box) for letter, box in letters if letter.strip() and box[1] < 18]
        assert [letter for letter, _ in above] == [str(number)]
        box = above[0][1]
        assert (box[0] + box[2]) / 2 == pytest.approx(112.5, abs=1)
        assert 10 <= box[1] <= 12.5


def test_the_hash_of_the_facts_stands_small_at_the_foot_of_every_page() -> None:
    pages = pages_of(announcement())
    feet = list(pages.places("Mã dữ kiện: 5e1d 90c4 7b3a 826f"))
    assert [foot.page for foot in feet] == [1, 2, 3]
    assert all(foot.bottom == pytest.approx(287, abs=1) for foot in feet)
    assert all(foot.centre == pytest.approx(112.5, abs=1) for foot in feet)
    assert HASH[16:20] not in pages.text.replace(" ", "")


def test_the_signature_stands_at_the_right_and_the_recipients_beside_it() -> None:
    pages = pages_of(announcement())
    authority, post = pages.place("TM. BAN KIỂM PHIẾU"), pages.place("TRƯỞNG BAN")
    name = list(pages.places(SIGNER))[-1]
    for place in (authority, post, name):
        assert place.centre == pytest.approx(150.5, abs=1)
    assert 22 <= name.top - post.bottom <= 28
    recipients = pages.place("Nơi nhận:")
    assert recipients.left == pytest.approx(30, abs=0.7)
    assert recipients.top == pytest.approx(authority.top, abs=1.5)
    assert pages.place("- Lưu: VT").page == authority.page


def test_the_boards_head_signs_at_the_right_and_names_stand_on_one_line() -> None:
    pages = pages_of(minutes())
    secretary, head = pages.place("THƯ KÝ"), list(pages.places("TRƯỞNG BAN"))[-1]
    assert secretary.centre == pytest.approx(71.25, abs=1)
    assert head.centre == pytest.approx(153.75, abs=1)
    last = [
        list(pages.places(name))[-1]
        for name in ("Rcom Sa Duyên", "Ôn Thị Bích Liên", "Trịnh Hữu Ái")
    ]
    assert max(p.bottom for p in last) - min(p.bottom for p in last) < 1.5


@pytest.mark.parametrize(("style", "right"), [("party-2018", 190), ("party-2026", 195)])
def test_a_party_paper_has_the_head_and_margins_of_its_form(style: str, right: float) -> None:
    pages = pages_of(party_minutes(style))
    assert "CỘNG HÒA" not in pages.text
    party, date = pages.place("ĐẢNG CỘNG SẢN VIỆT NAM"), pages.place("Đạ Lương, ngày 21")
    assert party.top == pytest.approx(21, abs=1.2)
    assert 4 <= date.top - party.bottom <= 8
    assert pages.lines(1).index("*") < pages.lines(1).index("Số 07-BB/ĐU")
    rights = [box[2] for letter, box in pages.letters[0] if letter.strip()]
    assert max(rights) == pytest.approx(right, abs=0.6)
    assert pages.place("Thực hiện Quy định").left == pytest.approx(40, abs=0.5)


def test_lines_of_a_party_paper_of_2026_are_eighteen_points_apart() -> None:
    pages = pages_of(party_minutes())
    first, second = pages.place("Thực hiện Quy định"), pages.place("chính trị và Kế hoạch")
    assert (second.bottom - first.bottom) / 2 == pytest.approx(18 * 25.4 / 72, abs=0.15)


def test_the_post_of_a_party_signer_is_not_bold_under_its_authority() -> None:
    pages = pages_of(party_notice())
    faces: dict[str, str] = {}

    def note(
        text: str, _cm: object, _tm: object, font: dict[str, object] | None, _size: float
    ) -> None:
        if font:
            faces[text.strip()] = str(font["/BaseFont"])

    pages.reader.pages[-1].extract_text(visitor_text=note)
    bold = {text for text, face in faces.items() if "Bold" in face}
    assert any("BAN THƯỜNG VỤ" in text for text in bold)
    assert not any("PHÓ BÍ THƯ" in text for text in bold)


def test_the_personal_paper_has_the_state_in_the_middle_and_the_receipt_beside_the_signature() -> (
    None
):
    pages = pages_of(self_report())
    assert pages.place("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").centre == pytest.approx(112.5, abs=1)
    box, post = pages.place("Phần ghi của nơi nhận"), pages.place("NGƯỜI BÁO CÁO")
    assert box.left < 40
    assert abs(box.top - post.top) < 6


def test_a_rehearsal_is_marked_on_every_page_and_a_real_paper_on_none() -> None:
    marked = pages_of(replace(minutes(), rehearsal=True))
    assert {place.page for place in marked.places("THỬ NGHIỆM")} == set(
        range(1, len(marked.texts) + 1)
    )
    assert "THỬ NGHIỆM" not in pages_of(minutes()).text


def test_the_label_of_secrecy_stands_at_the_left_under_the_number() -> None:
    paper = replace(minutes(), letterhead=replace(BOARD_HEAD, classification="MẬT"))
    pages = pages_of(paper)
    label, number = pages.place("MẬT"), pages.place("Số: 01/BB-BKP")
    assert label.right < 96
    assert 2 < label.top - number.bottom < 8


def test_the_head_of_a_long_table_and_the_name_of_the_block_stand_on_each_of_its_pages() -> None:
    table = bar_table(("Khối thứ nhất", COUNCIL * 3), ("Khối thứ hai", ADMINISTRATION * 2))
    pages = pages_of(replace(announcement(), blocks=(para("Mở đầu."), table, *END)))
    spread = [n for n, text in enumerate(pages.texts, 1) if "Phó Chủ tịch" in text]
    assert len(spread) >= 3
    assert [place.page for place in pages.places("Biểu đồ")][: len(spread)] == list(
        range(1, 1 + len(spread))
    )
    first = {place.page for place in pages.places("Khối thứ nhất")}
    second = {place.page for place in pages.places("Khối thứ hai")}
    assert first | second >= set(spread)
    assert len(first) > 1 or len(second) > 1


END = (para("Ban kiểm phiếu thông báo để Hội đồng nhân dân tỉnh biết, xem xét theo quy định./."),)


@pytest.mark.parametrize("before", range(0, 40, 2))
def test_heading_lead_in_table_head_and_two_rows_begin_on_one_page(before: int) -> None:
    blocks: tuple[Block, ...] = (
        *(para(f"Đoạn {number}.") for number in range(before)),
        Heading(text="I. BẢNG"),
        para("Lời dẫn bảng:", keep_next=True),
        result_table(COUNCIL, "Bảng"),
        *END,
    )
    pages = pages_of(replace(extract(), blocks=blocks))
    second = pages.page_of("Bà Hồ Thị Kiều Oanh")
    assert {pages.page_of(words) for words in ("I. BẢNG", "Lời dẫn bảng:", "Họ và tên")} == {second}
    last, one_before = pages.page_of("Bà Tạ Thị Phương Thùy"), pages.page_of("Ông Y Bham Niê")
    assert last == one_before


@pytest.mark.parametrize("before", range(1, 81, 3))
def test_the_signature_never_stands_without_two_lines_of_text(before: int) -> None:
    blocks = tuple(para(f"Đoạn thứ {number} của văn bản.") for number in range(before))
    pages = pages_of(replace(announcement(), blocks=(*blocks, para("Nơi nhận biết./."))))
    page = pages.page_of("TM. BAN KIỂM PHIẾU")
    body = [line for line in pages.lines(page) if line.startswith(("Đoạn thứ", "Nơi nhận biết"))]
    assert len(body) >= 2
    assert pages.page_of("- Lưu: VT") == page
    assert list(pages.places(SIGNER))[-1].page == page


@pytest.mark.parametrize("people", range(8, 20))
def test_a_table_that_ends_a_paper_leaves_two_rows_with_the_signature(people: int) -> None:
    table = bar_table(("Khối Ủy ban", ADMINISTRATION[:people]))
    pages = pages_of(replace(announcement(), blocks=(para("Mở đầu."), table)))
    page = pages.page_of("TM. BAN KIỂM PHIẾU")
    rows = [place.page for person in ADMINISTRATION[:people] for place in pages.places(person.name)]
    assert rows.count(page) >= 2
    assert page in {place.page for place in pages.places("Biểu đồ")}
    assert page in {place.page for place in pages.places("Khối Ủy ban")}


def test_the_lines_of_one_person_never_part() -> None:
    pages = pages_of(resolution())
    for number, person in enumerate(ADMINISTRATION, 1):
        heading = next(
            place for place in pages.places(f"{number}. {person.name},") if place.page >= 2
        )
        lines = pages.lines(heading.page)
        at = next(i for i, line in enumerate(lines) if person.name in line)
        rest = [line for line in lines[at + 1 : at + 6] if line.startswith("- Số phiếu")]
        assert len(rest) == 4


@pytest.mark.parametrize("members", [9, 21])
def test_a_large_board_signs_in_a_table_whose_head_repeats(members: int) -> None:
    roster = tuple((f"Thành viên thứ {number}", "Ủy viên") for number in range(members))
    rows = (SignatureRow(places=(sign("A", "THƯ KÝ"), sign("B", "TRƯỞNG BAN")), space=20),)
    pages = pages_of(replace(minutes(), closing=Closing(rows=rows, roster=roster)))
    used = {pages.page_of(name) for name, _ in roster}
    heads = {place.page for place in pages.places("Chữ ký") if place.left > 130}
    assert heads == used
    first, second = pages.place(roster[0][0] + " Ủy"), pages.place(roster[1][0] + " Ủy")
    assert second.top - first.top == pytest.approx(12, abs=0.6)
    assert pages.page_of("THƯ KÝ") == first.page


def test_the_papers_have_the_length_expected_of_them() -> None:
    lengths = {
        make: len(Pages(render_pdf(make())).texts)
        for make in (minutes, resolution, announcement, extract, party_minutes)
    }
    assert lengths == {minutes: 4, resolution: 6, announcement: 3, extract: 1, party_minutes: 2}
