"""Invented papers as trees, equal in make to those that councils issue."""

from collections.abc import Sequence

from support.board_papers import BOARD_HEAD, CASE, NO_CASE, SUBJECT
from support.paper_parts import (
    ADMINISTRATION,
    COUNCIL,
    HASH,
    LEVELS,
    RETURNED,
    Person,
    bar_of,
    cells,
    count,
    lead,
    para,
    percent,
    sign,
    text,
    tied,
)
from tinnhiem.documents.paper import (
    Bar,
    Block,
    Cell,
    Closing,
    Group,
    Heading,
    Legend,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Run,
    SignatureRow,
    Table,
    Title,
)


def bar_row(number: int, person: Person) -> Row:
    star = " (*)" if person.counts[3] else ""
    name = (Run(text=person.name, bold=True), *((Run(text=star),) if star else ()))
    figures = [f"{count(n)} ({percent(n)})" for n in person.counts[:3]]
    return Row(
        cells=(
            Cell(lines=(text(str(number)),)),
            Cell(lines=(name, text(person.post)), align="left"),
            *(Cell(lines=(text(figure),)) for figure in figures),
            Cell(bar=bar_of(person)),
        )
    )


def section(words: str, columns: int = 6) -> Row:
    return Row(cells=(Cell(lines=(text(words),), span=columns, align="left"),), section=True)


def bar_table(*blocks: tuple[str, Sequence[Person]]) -> Table:
    words = ("STT", "Họ và tên, chức vụ", "Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp", "Biểu đồ")
    rows: list[Row] = []
    for name, people in blocks:
        rows.append(section(name))
        rows.extend(bar_row(at, person) for at, person in enumerate(people, 1))
    return Table(
        widths=(9, 0, 21, 21, 21, 28),
        head=(Row(cells=cells(*words)),),
        rows=tuple(rows),
        caption="Kết quả lấy phiếu tín nhiệm đối với từng người",
        size=11.5,
    )


def announcement() -> Paper:
    """Return the announcement of the result: one table with bars, two blocks of persons."""
    totals = Table(
        widths=(0, 20, 20, 20, 26),
        head=(Row(cells=cells("Loại phiếu", "Phát ra", "Thu về", "Hợp lệ", "Không hợp lệ")),),
        rows=(
            Row(
                cells=cells(
                    "Khối Hội đồng nhân dân tỉnh (7 người)", "47", "47", "47", "0", left=(0,)
                )
            ),
            Row(
                cells=cells(
                    "Khối Ủy ban nhân dân tỉnh (21 người)", "47", "47", "47", "0", left=(0,)
                )
            ),
        ),
        caption="Tổng hợp phiếu",
        size=12,
    )
    blocks: tuple[Block, ...] = (
        para(
            "Căn cứ Biên bản kiểm phiếu ngày~05~tháng~12 năm~2028, Ban kiểm phiếu thông báo"
            " kết quả lấy phiếu tín nhiệm đối với 28~người giữ chức vụ do Hội đồng nhân dân"
            " tỉnh bầu"
            " tại Kỳ họp thứ tám, Hội đồng nhân dân tỉnh Lam Khê khóa~XI như sau:"
        ),
        Heading(text="I. TỔNG HỢP PHIẾU"),
        totals,
        para("Tổng số đại biểu Hội đồng nhân dân tỉnh: 50~người; có mặt: 47~người."),
        Heading(text="II. KẾT QUẢ ĐỐI VỚI TỪNG NGƯỜI"),
        para(
            "Số trong ngoặc đơn là tỷ lệ % so với tổng số phiếu thu về (47~phiếu).",
            keep_next=True,
        ),
        bar_table(
            ("Khối Hội đồng nhân dân tỉnh", COUNCIL), ("Khối Ủy ban nhân dân tỉnh", ADMINISTRATION)
        ),
        Legend(labels=(*LEVELS, "không hợp lệ đối với người đó")),
        Heading(text="III. KẾT LUẬN"),
        para(CASE),
        para(NO_CASE),
        para(
            "Ban kiểm phiếu thông báo để Hội đồng nhân dân tỉnh biết, xem xét thông qua Nghị"
            " quyết xác"
            " nhận kết quả lấy phiếu tín nhiệm theo quy định./."
        ),
    )
    return Paper(
        kind="announcement",
        stem="thong-bao-ket-qua",
        style="state-2020",
        letterhead=Letterhead(
            parent=BOARD_HEAD.parent,
            issuer=BOARD_HEAD.issuer,
            number="Số: 02/TB-BKP",
            place_date="Lam Khê, ngày 05 tháng 12 năm 2028",
        ),
        title=Title(type_name="THÔNG BÁO", subject=("Kết quả lấy phiếu tín nhiệm", *SUBJECT)),
        blocks=blocks,
        closing=Closing(
            recipients=(
                "- Chủ tọa Kỳ họp;",
                "- Đại biểu HĐND tỉnh;",
                "- Thường trực HĐND tỉnh;",
                "- Lưu: VT, hồ sơ kỳ họp.",
            ),
            rows=(
                SignatureRow(
                    places=(sign("Cao Thế Vinh", "TRƯỞNG BAN", "TM. BAN KIỂM PHIẾU"),), space=24
                ),
            ),
        ),
        fact_hash=HASH,
        body_size=13,
    )


def person_group(number: int, person: Person) -> Group:
    valid, invalid = count(person.valid), count(person.counts[3])
    lines = [f"- Số phiếu hợp lệ: {valid}~phiếu; không hợp lệ: {invalid}~phiếu."]
    lines += [
        f"- Số phiếu {level}: {count(n)}~phiếu (chiếm {percent(n)}% tổng số phiếu thu về)."
        for level, n in zip(LEVELS, person.counts[:3], strict=True)
    ]
    return Group(
        blocks=(
            Heading(text=f"{number}. {person.name}, {person.full_post}", level=2),
            *(para(line) for line in lines),
        )
    )


def ground(words: str) -> Paragraph:
    return Paragraph(line=(Run(text=tied(words), italic=True),))


def resolution() -> Paper:
    """Return the resolution that confirms the result, in list form."""
    return Paper(
        kind="resolution",
        stem="nghi-quyet-xac-nhan-ket-qua",
        style="state-2020",
        letterhead=Letterhead(
            issuer=("HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM KHÊ"),
            number="Số: 45/NQ-HĐND",
            place_date="Lam Khê, ngày 06 tháng 12 năm 2028",
        ),
        title=Title(
            type_name="NGHỊ QUYẾT",
            subject=("Xác nhận kết quả lấy phiếu tín nhiệm", *SUBJECT),
            body_lines=("HỘI ĐỒNG NHÂN DÂN TỈNH LAM KHÊ", "KHÓA XI, KỲ HỌP THỨ TÁM"),
        ),
        blocks=(*_resolution_opening(), *_resolution_end()),
        closing=Closing(
            recipients=(
                "- Ủy ban Thường vụ Quốc hội;",
                "- Chính phủ;",
                "- Ban Công tác đại biểu;",
                "- Bộ Nội vụ;",
                "- Thường trực Tỉnh ủy;",
                "- Thường trực HĐND tỉnh, UBND tỉnh;",
                "- Đại biểu HĐND tỉnh;",
                "- Lưu: VT, CTHĐND.",
            ),
            rows=(
                SignatureRow(
                    places=(sign("Phan Đình Tuấn", "CHỦ TỊCH", "TM. HỘI ĐỒNG NHÂN DÂN"),), space=25
                ),
            ),
        ),
        fact_hash=HASH,
    )


def _resolution_opening() -> tuple[Block, ...]:
    return (
        ground("Căn cứ Luật Tổ chức chính quyền địa phương số~72/2025/QH15;"),
        ground(
            "Căn cứ Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân số~121/2025/QH15;"
        ),
        ground(
            "Căn cứ Nghị quyết số~96/2023/QH15 ngày~23~tháng~6 năm~2023 của Quốc hội về"
            " việc lấy phiếu tín nhiệm, bỏ phiếu tín nhiệm đối với người giữ chức vụ do Quốc"
            " hội, Hội đồng"
            " nhân dân bầu hoặc phê chuẩn;"
        ),
        ground(
            "Căn cứ Biên bản kiểm phiếu ngày~05~tháng~12 năm~2028 của Ban kiểm phiếu về"
            " kết quả lấy phiếu tín nhiệm đối với người giữ chức vụ do Hội đồng nhân dân tỉnh bầu."
        ),
        Paragraph(
            line=(Run(text="QUYẾT NGHỊ:", bold=True),), align="centre", indent=False, keep_next=True
        ),
        lead(
            "Điều~1.",
            " Kỳ họp thứ tám, Hội đồng nhân dân tỉnh Lam Khê khóa~XI đã tiến hành lấy phiếu tín"
            " nhiệm đối"
            " với 28~người giữ chức vụ do Hội đồng nhân dân tỉnh bầu bảo đảm nghiêm túc, đúng"
            " nội dung,"
            " quy trình, thủ tục theo quy định của pháp luật.",
        ),
        lead(
            "Điều~2.",
            " Xác nhận kết quả lấy phiếu tín nhiệm như sau (tỷ lệ % tính trên tổng số phiếu thu"
            " về):",
            keep_next=True,
        ),
    )


def _resolution_end() -> tuple[Block, ...]:
    ledger = "Phiếu phát ra: 47; thu về: 47; hợp lệ: 47; không hợp lệ: 0."
    return (
        Heading(text="I. KHỐI HỘI ĐỒNG NHÂN DÂN TỈNH"),
        para(ledger, keep_next=True),
        *(person_group(at, person) for at, person in enumerate(COUNCIL, 1)),
        Heading(text="II. KHỐI ỦY BAN NHÂN DÂN TỈNH"),
        para(ledger, keep_next=True),
        *(person_group(at, person) for at, person in enumerate(ADMINISTRATION, 1)),
        lead("Điều~3.", " Tổ chức thực hiện", keep_next=True),
        para(
            "1. Giao Thường trực Hội đồng nhân dân tỉnh công bố, báo cáo kết quả lấy phiếu tín"
            " nhiệm theo quy"
            " định; thực hiện các bước tiếp theo quy định tại khoản~2 Điều~12 Nghị quyết"
            " số~96/2023/QH15 đối với ông~Thái Văn Sỹ, Ủy viên Ủy ban nhân dân tỉnh, Giám đốc Sở"
            " Xây dựng."
        ),
        para(
            "Nghị quyết này được Hội đồng nhân dân tỉnh Lam Khê khóa~XI, Kỳ họp thứ tám thông qua"
            " ngày~06~tháng~12 năm~2028 và có hiệu lực từ ngày thông qua./."
        ),
    )


def extract() -> Paper:
    """Return a letter with the result of one person."""
    person = ADMINISTRATION[14]
    levels = zip(("Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp"), person.counts[:3], strict=True)
    rows = [
        Row(
            cells=(
                *cells(level, count(n), percent(n), left=(0,)),
                Cell(
                    bar=Bar(
                        parts=tuple(n if at == index else 0 for index in range(4)),
                        total=RETURNED,
                        alt=f"{level}: {n} trên {RETURNED} phiếu",
                    ),
                    align="left",
                ),
            )
        )
        for at, (level, n) in enumerate(levels)
    ]
    total = tuple(
        Cell(lines=((Run(text=word, bold=True),),) if word else ())
        for word in ("Cộng", "47", "100", "")
    )
    table = Table(
        widths=(46, 30, 50, 32),
        head=(
            Row(
                cells=cells(
                    "Mức độ", "Số phiếu", "Tỷ lệ so với tổng số phiếu thu về (%)", "Biểu đồ"
                )
            ),
        ),
        rows=(*rows, Row(cells=total)),
        caption="Kết quả đối với Ông",
        size=13,
    )
    return Paper(
        kind="personal-extracts",
        stem="ban-trich-ket-qua-ca-nhan",
        style="state-2020",
        letterhead=Letterhead(
            parent=("HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM KHÊ"),
            issuer=("THƯỜNG TRỰC",),
            number="Số: 108/TTHĐND-CTHĐND",
            about="V/v thông báo kết quả lấy phiếu tín nhiệm đối với cá nhân",
            place_date="Lam Khê, ngày 07 tháng 12 năm 2028",
        ),
        blocks=(
            Paragraph(
                line=text(
                    "Kính gửi: Ông~Thái Văn Sỹ, Ủy viên Ủy ban nhân dân tỉnh, Giám đốc Sở Xây dựng."
                ),
                align="centre",
                indent=False,
            ),
            para(
                "Căn cứ Biên bản kiểm phiếu ngày~05~tháng~12 năm~2028 và Nghị quyết"
                " số~45/NQ-HĐND ngày~06~tháng~12 năm~2028 của Hội đồng nhân dân tỉnh"
                " xác nhận kết quả lấy phiếu tín nhiệm, Thường trực Hội đồng nhân dân tỉnh"
                " trích gửi Ông kết"
                " quả lấy phiếu tín nhiệm tại Kỳ họp thứ tám, Hội đồng nhân dân tỉnh khóa~XI"
                " như sau:"
            ),
            lead(
                "1. Phiếu của khối Ủy ban nhân dân tỉnh:",
                " phát ra 47~phiếu; thu về 47~phiếu; hợp lệ 47~phiếu; không hợp lệ 0~phiếu.",
            ),
            lead(
                "2. Kết quả đối với Ông",
                " (số phiếu hợp lệ: 47~phiếu; không hợp lệ: 0~phiếu):",
                keep_next=True,
            ),
            table,
            lead(
                "3. Trường hợp theo quy định:",
                " Ông có 25/47~phiếu “tín nhiệm thấp”, quá nửa đến dưới hai phần ba tổng số"
                " phiếu thu về,"
                " thuộc trường hợp quy định tại khoản~2 Điều~12 Nghị quyết số~96/2023/QH15.",
            ),
            para("Thường trực Hội đồng nhân dân tỉnh thông báo để Ông biết./."),
        ),
        closing=Closing(
            recipients=(
                "- Như trên;",
                "- Thường trực HĐND tỉnh;",
                "- Lưu: VT, hồ sơ lấy phiếu tín nhiệm.",
            ),
            rows=(
                SignatureRow(
                    places=(
                        sign(
                            "Hồ Thị Kiều Oanh",
                            "PHÓ CHỦ TỊCH",
                            "TM. THƯỜNG TRỰC",
                            "HỘI ĐỒNG NHÂN DÂN",
                            "KT. CHỦ TỊCH",
                        ),
                    ),
                    space=25,
                ),
            ),
        ),
        fact_hash=HASH,
    )
