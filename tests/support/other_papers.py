"""Invented papers in the other forms: Party minutes, a self-report, the chair's script."""

from dataclasses import replace

from support.board_papers import result_head
from support.paper_parts import HASH, Person, cells, count, lead, para, percent, sign, text, tied
from tinnhiem.documents.paper import (
    Box,
    Cell,
    Closing,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Run,
    SignatureRow,
    Space,
    Table,
    Title,
)

COMMITTEE = (
    Person("Hà Quốc Trưởng", "Bí thư Đảng ủy, Chủ tịch Hội đồng nhân dân xã", (25, 3, 1, 0)),
    Person("Dương Thị Ái Vy", "Phó Bí thư Thường trực Đảng ủy", (23, 5, 1, 0)),
    Person("K’Brêu Lơ Mu", "Phó Bí thư Đảng ủy, Chủ tịch Ủy ban nhân dân xã", (9, 5, 15, 0)),
    Person(
        "Tạ Minh Khuê", "Ủy viên Ban Thường vụ, Chủ nhiệm Ủy ban Kiểm tra Đảng ủy", (22, 6, 1, 0)
    ),
    Person("Lò Thị Xuyến", "Ủy viên Ban Thường vụ, Trưởng Ban Xây dựng Đảng", (21, 7, 0, 1)),
    Person("Phó Đức Kiên", "Ủy viên Ban Thường vụ, Trưởng Công an xã", (20, 7, 2, 0)),
    Person("Cil Ha Sâm", "Ủy viên Ban Thường vụ, Phó Chủ tịch Hội đồng nhân dân xã", (19, 8, 2, 0)),
)


def _party_head() -> tuple[Row, ...]:
    upper, lower = result_head()
    merged = Cell(lines=(text("Họ và tên, chức vụ"),))
    return (
        Row(cells=(upper.cells[0], merged, *upper.cells[3:])),
        Row(cells=(lower.cells[0], lower.cells[1], *lower.cells[3:])),
    )


def _party_row(number: int, person: Person) -> Row:
    figures = [part for n in person.counts[:3] for part in (count(n), percent(n, 29))]
    name = (Run(text=person.name, bold=True), Run(text=f", {person.post}"))
    return Row(
        cells=(
            *cells(str(number)),
            Cell(lines=(name,), align="left"),
            *cells(count(person.valid), count(person.counts[3]), *figures, left=()),
        )
    )


def party_minutes(style: str = "party-2026") -> Paper:
    """Return minutes of the count at a Party conference, with a board of three."""
    table = Table(
        widths=(9, 0, 10.5, 12, 9.5, 11.5, 9.5, 11.5, 9.5, 11.5),
        head=_party_head(),
        rows=tuple(_party_row(at, person) for at, person in enumerate(COMMITTEE, 1)),
        caption="Kết quả kiểm phiếu",
        size=12,
    )
    return Paper(
        kind="minutes",
        stem="bien-ban-kiem-phieu-hoi-nghi",
        style="party-2018" if style == "party-2018" else "party-2026",
        letterhead=Letterhead(
            parent=("ĐẢNG BỘ TỈNH LAM KHÊ",),
            issuer=("ĐẢNG ỦY XÃ ĐẠ LƯƠNG",),
            number="Số 07-BB/ĐU",
            place_date="Đạ Lương, ngày 21 tháng 9 năm 2028",
        ),
        title=Title(
            type_name="BIÊN BẢN",
            subject=(
                "kiểm phiếu lấy phiếu tín nhiệm đối với Bí thư, Phó Bí thư,",
                "Ủy viên Ban Thường vụ Đảng ủy xã Đạ Lương,",
                tied("nhiệm kỳ 2025~-~2030"),
            ),
        ),
        blocks=(
            para(
                "Thực hiện Quy định số~96-QĐ/TW, ngày~02/02/2023 của Bộ Chính trị về việc lấy phiếu"
                " tín nhiệm đối với chức danh, chức vụ lãnh đạo, quản lý trong hệ thống chính"
                " trị và"
                " Kế hoạch số~29-KH/ĐU, ngày~16/8/2028 của Ban Thường vụ Đảng ủy xã, hồi"
                " 09~giờ~20~phút, ngày~21/9/2028, tại Hội trường Đảng ủy xã, Ban Kiểm phiếu"
                " tiến hành"
                " kiểm phiếu lấy phiếu tín nhiệm đối với 07~đồng chí."
            ),
            Heading(text="I- BAN KIỂM PHIẾU"),
            para(
                "Ban Kiểm phiếu do Hội nghị biểu quyết thông qua gồm 03~đồng chí:", keep_next=True
            ),
            para("1. Đồng chí Vi Thế Lượng, Đảng ủy viên~- Trưởng ban;"),
            para("2. Đồng chí Ya Thị Hiên, Đảng ủy viên~- Thư ký;"),
            para("3. Đồng chí Trương Bá Đạo, Đảng ủy viên~- Ủy viên."),
            Heading(text="II- NGƯỜI GHI PHIẾU VÀ TÌNH HÌNH PHIẾU"),
            para(
                "1. Thành phần ghi phiếu: Ủy viên Ban Chấp hành Đảng bộ xã. Số người được triệu"
                " tập:"
                " 31~đồng chí; có mặt: 29~đồng chí (bằng 93,55% số người được triệu tập, bảo"
                " đảm quy"
                " định ít nhất hai phần ba); vắng mặt: 02~đồng chí (có lý do)."
            ),
            para(
                "2. Số phiếu phát ra: 29~phiếu; số phiếu đổi: 0; số phiếu thu về: 29~phiếu; số"
                " phiếu"
                " hợp lệ: 29~phiếu; số phiếu không hợp lệ: 0."
            ),
            Heading(text="III- KẾT QUẢ"),
            para(
                "Tỷ lệ % tính trên tổng số phiếu thu về (29~phiếu), theo Quy định số~96-QĐ/TW và Kế"
                " hoạch số~29-KH/ĐU.",
                keep_next=True,
            ),
            table,
            para(
                "1. Số người có trên 50% và dưới hai phần ba số phiếu “tín nhiệm thấp” (khoản~2,"
                " Điều~11, Quy định số~96-QĐ/TW): 01~đồng chí, là đồng chí K’Brêu Lơ Mu, Phó Bí thư"
                " Đảng ủy, Chủ tịch Ủy ban nhân dân xã (15/29~phiếu, bằng 51,72%)."
            ),
            para(
                "2. Số người có từ hai phần ba số phiếu “tín nhiệm thấp” trở lên (khoản~3, Điều~11,"
                " Quy định số~96-QĐ/TW): không có."
            ),
            para(
                "Hồi 10~giờ~05~phút cùng ngày, việc kiểm phiếu kết thúc. Toàn bộ phiếu được niêm"
                " phong, giao Văn phòng Đảng ủy quản lý. Biên bản lập thành 03~bản, đã thông"
                " qua Ban"
                " Kiểm phiếu."
            ),
        ),
        closing=Closing(
            rows=(
                SignatureRow(
                    places=(
                        sign("Ya Thị Hiên", "THƯ KÝ"),
                        sign("Trương Bá Đạo", "ỦY VIÊN"),
                        sign("Vi Thế Lượng", "TRƯỞNG BAN", "T/M BAN KIỂM PHIẾU"),
                    ),
                    space=20,
                ),
                SignatureRow(places=(sign("Hà Quốc Trưởng", "XÁC NHẬN CỦA CHỦ TRÌ HỘI NGHỊ"),)),
            )
        ),
        fact_hash=HASH,
    )


def party_notice() -> Paper:
    """Return a short Party paper with recipients, in the form of 2018."""
    return replace(
        party_minutes("party-2018"),
        kind="announcement",
        stem="thong-bao",
        title=Title(type_name="THÔNG BÁO", subject=("kết quả lấy phiếu tín nhiệm",)),
        closing=Closing(
            recipients=(
                "- Ban Thường vụ Tỉnh ủy,",
                "- Các đồng chí Đảng ủy viên,",
                "- Lưu Đảng ủy.",
            ),
            rows=(
                SignatureRow(places=(sign("Dương Thị Ái Vy", "PHÓ BÍ THƯ", "T/M BAN THƯỜNG VỤ"),)),
            ),
        ),
    )


def self_report() -> Paper:
    """Return a blank self-report with a receipt box beside the signature."""

    def asked(words: str) -> Paragraph:
        return para(f"{words} ………", keep_next=False)

    return Paper(
        kind="self-report-form",
        stem="mau-bao-cao-tu-danh-gia",
        style="personal",
        letterhead=Letterhead(place_date="Lam Khê, ngày …… tháng …… năm 2028"),
        title=Title(
            type_name="BÁO CÁO",
            subject=(
                "Của người được lấy phiếu tín nhiệm tại Kỳ họp thứ tám,",
                tied("Hội đồng nhân dân tỉnh Lam Khê khóa XI, nhiệm kỳ 2026~-~2031"),
            ),
        ),
        blocks=(
            Paragraph(
                line=text("Kính gửi: Thường trực Hội đồng nhân dân tỉnh Lam Khê."),
                align="centre",
                indent=False,
            ),
            Heading(text="I. THÔNG TIN CHUNG"),
            asked("1. Họ và tên:"),
            asked("2. Ngày, tháng, năm sinh:"),
            asked("3. Chức vụ do Hội đồng nhân dân tỉnh bầu (ghi tất cả chức vụ):"),
            Space(lines=1),
            asked("4. Lĩnh vực được phân công phụ trách:"),
            Heading(text="II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ, QUYỀN HẠN ĐƯỢC GIAO"),
            para("1. Kết quả chủ yếu theo từng nhiệm vụ:", keep_next=True),
            Space(lines=4),
            para("2. Hạn chế, khuyết điểm, nguyên nhân và hướng khắc phục:", keep_next=True),
            Space(lines=3),
            para("Tôi chịu trách nhiệm về tính trung thực, chính xác của nội dung báo cáo./."),
            Box(
                title="Phần ghi của nơi nhận",
                blocks=(
                    Paragraph(line=text("Ngày nhận: ……/……/…………"), indent=False),
                    Paragraph(line=text("Người nhận: ………"), indent=False),
                ),
            ),
        ),
        closing=Closing(
            rows=(SignatureRow(places=(sign("", "NGƯỜI BÁO CÁO", note="(Ký, ghi rõ họ và tên)"),)),)
        ),
        fact_hash=HASH,
    )


def script(steps: int = 9) -> Paper:
    """Return a chair's script with a box for each step."""
    return Paper(
        kind="chair-script",
        stem="kich-ban-dieu-hanh",
        style="script",
        letterhead=Letterhead(issuer=("HỘI ĐỒNG NHÂN DÂN TỈNH LAM KHÊ",)),
        title=Title(type_name="KỊCH BẢN ĐIỀU HÀNH", subject=("Phiên lấy phiếu tín nhiệm",)),
        blocks=tuple(
            Box(
                title=f"{step}. Bước thứ {step}",
                blocks=(
                    lead(
                        "Chủ tọa:",
                        " “Tổng số đại biểu: 50; có mặt: 47. Đại biểu nào đồng ý, xin"
                        " biểu quyết. Xin cảm ơn.”",
                    ),
                    lead("Thư ký:", " ghi số đại biểu có mặt vào bảng kê."),
                    para("Kết quả biểu quyết: ………"),
                ),
            )
            for step in range(1, steps + 1)
        ),
        fact_hash=HASH,
    )
