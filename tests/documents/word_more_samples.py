"""More invented papers: of the Party, of one person, of the chair, of a large board."""

from documents.word_samples import (
    FACT_HASH,
    announcement,
    board_of_seven,
    cell,
    letter,
    letterhead,
    minutes,
    para,
    person,
    resolution,
    result_table,
    text,
)
from tinnhiem.documents.paper import (
    Box,
    Closing,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signatory,
    SignatureRow,
    Space,
    Table,
    Title,
)


def party_minutes(style: str = "party-2026") -> Paper:
    return Paper(
        kind="minutes",
        stem="bien-ban-dang",
        style="party-2018" if style == "party-2018" else "party-2026",
        letterhead=Letterhead(
            parent=("ĐẢNG BỘ TỈNH SÔNG LAM",),
            issuer=("ĐẢNG ỦY XÃ BẢN MƯỜNG",),
            number="Số 05-BB/ĐU",
            place_date="Bản Mường, ngày 14 tháng 9 năm 2028",
        ),
        title=Title(
            type_name="BIÊN BẢN",
            subject=(
                "kiểm phiếu lấy phiếu tín nhiệm đối với Bí thư, Phó Bí thư,",
                "Ủy viên Ban Thường vụ",
            ),
        ),
        blocks=(
            para(
                "Hồi 08 giờ 50 phút, ngày 14/9/2028, Ban Kiểm phiếu kiểm phiếu đối với 09 đồng chí."
            ),
            Heading(text="I- BAN KIỂM PHIẾU"),
            para("Ban Kiểm phiếu gồm 03 đồng chí:"),
            para("1. Đồng chí Trần Quý Đôn, Đảng ủy viên - Trưởng ban;"),
            para("2. Đồng chí Giàng Thị Sua, Đảng ủy viên - Thư ký;"),
            para("3. Đồng chí Lò Văn Hịa, Đảng ủy viên - Ủy viên."),
            Heading(text="II- KẾT QUẢ"),
            para("Tỷ lệ % tính trên tổng số phiếu thu về (49 phiếu)."),
            result_table(9),
            para("1. Không có đồng chí nào có trên 50% số phiếu “tín nhiệm thấp”."),
            para("Biên bản lập thành 03 bản, đã thông qua Ban Kiểm phiếu."),
        ),
        closing=Closing(
            rows=(
                SignatureRow(
                    places=(
                        Signatory(post="THƯ KÝ", name="Giàng Thị Sua"),
                        Signatory(post="ỦY VIÊN", name="Lò Văn Hịa"),
                        Signatory(
                            authority=("T/M BAN KIỂM PHIẾU",),
                            post="TRƯỞNG BAN",
                            name="Trần Quý Đôn",
                        ),
                    ),
                    space=18,
                ),
                SignatureRow(
                    places=(
                        Signatory(
                            authority=("XÁC NHẬN CỦA CHỦ TRÌ HỘI NGHỊ",), name="Lò Văn Chiêu"
                        ),
                    ),
                    space=18,
                ),
            )
        ),
        fact_hash=FACT_HASH,
    )


def self_report() -> Paper:
    return Paper(
        kind="self-report-form",
        stem="mau-bao-cao",
        style="personal",
        letterhead=Letterhead(place_date="Sông Lam, ngày …… tháng …… năm 2028"),
        title=Title(type_name="BÁO CÁO", subject=("Của người được lấy phiếu tín nhiệm",)),
        blocks=(
            Paragraph(
                line=text("Kính gửi: Thường trực Hội đồng nhân dân tỉnh."),
                align="centre",
                indent=False,
            ),
            Heading(text="I. KẾT QUẢ"),
            para("1. Họ và tên: ………"),
            para("2. Kết quả chủ yếu:"),
            Space(lines=5),
            Space(height=10),
            Box(title="Phần tiếp nhận", blocks=(para("Ngày nhận: …… Người nhận: ……"),)),
        ),
        closing=Closing(
            rows=(
                SignatureRow(
                    places=(Signatory(post="NGƯỜI BÁO CÁO", note="(Ký, ghi rõ họ và tên)"),)
                ),
            )
        ),
        fact_hash=FACT_HASH,
        rehearsal=True,
    )


def script() -> Paper:
    step = Box(
        title="Bước 1. Điểm danh",
        blocks=(
            para("Tổng số đại biểu: 52; có mặt: 49."),
            Table(
                widths=(30, 0),
                head=(Row(cells=(cell("Giờ"), cell("Việc"))),),
                rows=(Row(cells=(cell("08:00"), cell("Điểm danh", left=True))),),
                caption="Việc của thư ký",
            ),
        ),
    )
    return Paper(
        kind="chair-script",
        stem="kich-ban",
        style="script",
        title=Title(type_name="KỊCH BẢN ĐIỀU HÀNH"),
        blocks=(step, step),
        fact_hash=FACT_HASH,
        rehearsal=True,
    )


def roster_minutes() -> Paper:
    return Paper(
        kind="minutes",
        stem="bien-ban-9",
        style="state-2020",
        letterhead=letterhead("Số: 01/BB-BKP"),
        title=Title(type_name="BIÊN BẢN", subject=("Kiểm phiếu",)),
        blocks=(para("Ban kiểm phiếu gồm 09 thành viên cùng ký tên./."),),
        closing=Closing(
            recipients=("- Lưu: VT.",),
            rows=board_of_seven()[:1],
            roster=tuple((person(number), "Ủy viên") for number in range(7)),
        ),
        fact_hash=FACT_HASH,
    )


def every_paper() -> dict[str, Paper]:
    return {
        "minutes": minutes(),
        "minutes-60": minutes(60),
        "announcement": announcement(),
        "resolution": resolution(),
        "letter": letter(),
        "party-2026": party_minutes(),
        "party-2018": party_minutes("party-2018"),
        "self-report": self_report(),
        "script": script(),
        "roster": roster_minutes(),
    }
