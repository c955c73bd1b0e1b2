"""Invented papers that show every piece of the tree, for looking at and for testing."""

from tinnhiem.documents.paper import (
    Align,
    Bar,
    Block,
    Cell,
    Closing,
    Group,
    Heading,
    Legend,
    Letterhead,
    Line,
    Paper,
    Paragraph,
    Row,
    Run,
    Signatory,
    SignatureRow,
    Table,
    Title,
)

FACT_HASH = "4c1e90ab77d205f3" * 4
SUBJECT = (
    "đối với người giữ chức vụ do Hội đồng nhân dân tỉnh Sông Lam",
    "khóa XVI, nhiệm kỳ 2026 - 2031 bầu",
)
SURNAMES = ("Nguyễn Văn", "Trần Thị", "Lê Hoàng", "Phạm Thị Thuỳ", "Vũ Đức", "Bùi Quỳnh", "Hồ A")
GIVEN = ("Ân", "Bình", "Cường", "Dương", "Đạt", "Giang", "Hường", "Khoát", "Lượng", "Mỹ", "Ngọc")
POSTS = (
    "Chủ tịch HĐND tỉnh",
    "Phó Chủ tịch HĐND tỉnh",
    "Trưởng Ban Kinh tế - Ngân sách HĐND tỉnh",
    "Ủy viên UBND tỉnh, Giám đốc Sở Nông nghiệp và Môi trường",
    "Ủy viên UBND tỉnh, Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh",
)


def text(words: str, *, bold: bool = False, italic: bool = False) -> Line:
    return (Run(text=words, bold=bold, italic=italic),)


def para(words: str, *, keep_next: bool = False) -> Paragraph:
    return Paragraph(line=text(words), keep_next=keep_next)


def cell(words: str, *, bold: bool = False, left: bool = False, span: int = 1) -> Cell:
    align: Align = "left" if left else "centre"
    return Cell(lines=(text(words, bold=bold),), align=align, span=span)


def person(number: int) -> str:
    return f"{SURNAMES[number % len(SURNAMES)]} {GIVEN[number % len(GIVEN)]}"


def counts(number: int) -> tuple[int, int, int, int]:
    low, medium, invalid = number % 4, 3 + number * 5 % 14, number % 9 // 8
    return 49 - low - medium - invalid, medium, low, invalid


def percent(count: int) -> str:
    hundredths = (count * 20000 + 49) // 98
    return f"{hundredths // 100},{hundredths % 100:02}".rstrip("0").rstrip(",")


def figure(count: int) -> str:
    return f"{count:02}" if count else "0"


def letterhead(number: str, *, place_date: str = "", about: str = "") -> Letterhead:
    return Letterhead(
        parent=("HỘI ĐỒNG NHÂN DÂN", "TỈNH SÔNG LAM"),
        issuer=("BAN KIỂM PHIẾU",),
        number=number,
        about=about,
        place_date=place_date,
    )


def result_table(persons: int) -> Table:
    levels = ("Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp")
    first = (cell("STT"), cell("Họ và tên"), cell("Chức vụ"), cell("Số phiếu", span=2))
    under = ("Hợp lệ", "Không hợp lệ", *("Số phiếu", "Tỷ lệ %") * 3)
    rows = []
    for number in range(persons):
        high, medium, low, invalid = counts(number)
        shares = [
            words for count in (high, medium, low) for words in (figure(count), percent(count))
        ]
        cells = (f"{49 - invalid}", str(invalid), *shares)
        rows.append(
            Row(
                cells=(
                    cell(str(number + 1)),
                    cell(person(number), left=True),
                    cell(POSTS[number % len(POSTS)], left=True),
                    *map(cell, cells),
                )
            )
        )
    return Table(
        widths=(8, 30, 0, 9, 10.5, 9.5, 12, 9.5, 12, 9.5, 12),
        head=(
            Row(cells=(*first, *(cell(level, span=2) for level in levels))),
            Row(cells=(Cell(), Cell(), Cell(), *map(cell, under))),
        ),
        rows=tuple(rows),
        caption="Kết quả lấy phiếu tín nhiệm của từng người",
    )


def bar_table(persons: int) -> Table:
    rows = [Row(cells=(cell("Khối Hội đồng nhân dân tỉnh", bold=True),), section=True)]
    for number in range(persons):
        parts = counts(number)
        name = (text(person(number), bold=True), text(POSTS[number % len(POSTS)]))
        shown = (f"{figure(count)} ({percent(count)})" for count in parts[:3])
        rows.append(
            Row(
                cells=(
                    cell(str(number + 1)),
                    Cell(lines=name, align="left"),
                    *map(cell, shown),
                    Cell(bar=Bar(parts=parts, total=49, alt=f"{parts[0]} trên 49 phiếu")),
                )
            )
        )
    titles = (
        "STT",
        "Họ và tên, chức vụ",
        "Tín nhiệm cao",
        "Tín nhiệm",
        "Tín nhiệm thấp",
        "Biểu đồ",
    )
    return Table(
        widths=(8, 0, 20, 20, 20, 27),
        head=(Row(cells=tuple(map(cell, titles))),),
        rows=tuple(rows),
        caption="Kết quả và biểu đồ của từng người",
    )


def board(count: int) -> Table:
    roles = ("Trưởng ban", "Thư ký")
    rows = (
        (str(n + 1), person(n + 3), (*roles, *["Ủy viên"] * count)[n], f"Tổ đại biểu số {n + 1}")
        for n in range(count)
    )
    return Table(
        widths=(10, 62, 36, 0),
        head=(Row(cells=tuple(map(cell, ("STT", "Họ và tên", "Nhiệm vụ", "Đơn vị")))),),
        rows=tuple(
            Row(cells=(cell(first), *(cell(each, left=True) for each in others)))
            for first, *others in rows
        ),
        caption="Thành viên Ban kiểm phiếu",
    )


def board_of_seven() -> tuple[SignatureRow, ...]:
    return (
        SignatureRow(
            places=(
                Signatory(post="THƯ KÝ", name="Lê Thị Như Ý"),
                Signatory(post="TRƯỞNG BAN", name="Mai Xuân Đĩnh"),
            ),
            space=20,
        ),
        SignatureRow(places=(Signatory(post="CÁC ỦY VIÊN"),), space=0),
        SignatureRow(
            places=tuple(Signatory(name=person(n)) for n in range(3)),
            space=15,
        ),
        SignatureRow(places=tuple(Signatory(name=person(n)) for n in (4, 5)), space=15),
    )


def minutes(persons: int = 28) -> Paper:
    blocks: tuple[Block, ...] = (
        para(
            "Hôm nay, hồi 09 giờ 40 phút ngày 07 tháng 12 năm 2028, tại Hội trường lớn, Ban kiểm "
            "phiếu kiểm các phiếu lấy phiếu tín nhiệm đối với những người do Hội đồng nhân dân "
            "tỉnh Sông Lam bầu."
        ),
        Heading(text="I. THÀNH PHẦN BAN KIỂM PHIẾU"),
        para("Ban kiểm phiếu gồm 07 thành viên:"),
        board(7),
        para("Không ai trong Ban kiểm phiếu có tên trên phiếu."),
        Heading(text="II. KẾT QUẢ KIỂM PHIẾU"),
        para("Tỷ lệ % tính trên tổng số phiếu thu về (49 phiếu)."),
        Heading(text="1. Khối Hội đồng nhân dân tỉnh", level=2),
        result_table(persons // 4 or 1),
        Heading(text="2. Khối Ủy ban nhân dân tỉnh", level=2),
        result_table(persons - persons // 4),
        Heading(text="III. NIÊM PHONG PHIẾU"),
        para("Hồi 10 giờ 55 phút, toàn bộ phiếu được niêm phong thành 03 gói."),
        para(
            "Biên bản được lập thành 03 bản, đã đọc cho mọi thành viên nghe, tất cả thống nhất và "
            "cùng ký tên./."
        ),
    )
    return Paper(
        kind="minutes",
        stem="bien-ban-kiem-phieu",
        style="state-2020",
        letterhead=letterhead("Số: 01/BB-BKP"),
        title=Title(type_name="BIÊN BẢN", subject=("Kiểm phiếu lấy phiếu tín nhiệm", *SUBJECT)),
        blocks=blocks,
        closing=Closing(rows=board_of_seven()),
        fact_hash=FACT_HASH,
    )


def announcement(persons: int = 28) -> Paper:
    return Paper(
        kind="announcement",
        stem="thong-bao-ket-qua",
        style="state-2020",
        letterhead=letterhead("Số: 02/TB-BKP", place_date="Sông Lam, ngày 07 tháng 12 năm 2028"),
        title=Title(type_name="THÔNG BÁO", subject=("Kết quả lấy phiếu tín nhiệm", *SUBJECT)),
        blocks=(
            para("Căn cứ Biên bản kiểm phiếu, Ban kiểm phiếu thông báo kết quả như sau:"),
            Heading(text="I. KẾT QUẢ ĐỐI VỚI TỪNG NGƯỜI"),
            para("Số trong ngoặc đơn là tỷ lệ % trên tổng số phiếu thu về (49 phiếu)."),
            bar_table(persons),
            Legend(labels=("Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp", "Không hợp lệ")),
            Heading(text="II. KẾT LUẬN"),
            para("Không có người nào có quá nửa tổng số phiếu thu về đánh giá “tín nhiệm thấp”."),
            para("Ban kiểm phiếu thông báo để Hội đồng nhân dân tỉnh biết./."),
        ),
        closing=Closing(
            recipients=("- Chủ tọa Kỳ họp;", "- Đại biểu HĐND tỉnh;", "- Lưu: VT."),
            rows=(
                SignatureRow(
                    places=(
                        Signatory(
                            authority=("TM. BAN KIỂM PHIẾU",),
                            post="TRƯỞNG BAN",
                            name="Mai Xuân Đĩnh",
                        ),
                    )
                ),
            ),
        ),
        fact_hash=FACT_HASH,
    )


def person_group(number: int) -> Group:
    high, medium, low, invalid = counts(number)
    title = f"{number + 1}. Ông {person(number)}, {POSTS[number % len(POSTS)]}"
    return Group(
        blocks=(
            Heading(text=title, level=2),
            para(f"- Số phiếu hợp lệ: {49 - invalid} phiếu; không hợp lệ: {invalid} phiếu."),
            para(f"- Số phiếu tín nhiệm cao: {figure(high)} phiếu (chiếm {percent(high)}%)."),
            para(f"- Số phiếu tín nhiệm: {figure(medium)} phiếu (chiếm {percent(medium)}%)."),
            para(f"- Số phiếu tín nhiệm thấp: {figure(low)} phiếu (chiếm {percent(low)}%)."),
        )
    )


def resolution(persons: int = 28) -> Paper:
    article = (Run(text="Điều 1.", bold=True), Run(text=" Xác nhận kết quả như sau:"))
    return Paper(
        kind="resolution",
        stem="nghi-quyet",
        style="state-2020",
        letterhead=Letterhead(
            issuer=("HỘI ĐỒNG NHÂN DÂN", "TỈNH SÔNG LAM"),
            number="Số: 52/NQ-HĐND",
            place_date="Sông Lam, ngày 07 tháng 12 năm 2028",
        ),
        title=Title(
            type_name="NGHỊ QUYẾT",
            subject=("Xác nhận kết quả lấy phiếu tín nhiệm", *SUBJECT),
            body_lines=("HỘI ĐỒNG NHÂN DÂN TỈNH SÔNG LAM", "KHÓA XVI, KỲ HỌP THỨ CHÍN"),
        ),
        blocks=(
            Paragraph(line=text("Căn cứ Luật Tổ chức chính quyền địa phương;", italic=True)),
            Paragraph(line=text("Căn cứ Nghị quyết số 96/2023/QH15 của Quốc hội.", italic=True)),
            Paragraph(
                line=text("QUYẾT NGHỊ:", bold=True), align="centre", indent=False, keep_next=True
            ),
            Paragraph(line=article),
            *map(person_group, range(persons)),
            para("Nghị quyết này có hiệu lực từ ngày thông qua./."),
        ),
        closing=Closing(
            recipients=("- Ủy ban Thường vụ Quốc hội;", "- Chính phủ;", "- Lưu: VT, CTHĐND."),
            rows=(
                SignatureRow(
                    places=(
                        Signatory(
                            authority=("TM. HỘI ĐỒNG NHÂN DÂN",), post="CHỦ TỊCH", name="Lò Thị Mai"
                        ),
                    )
                ),
            ),
        ),
        fact_hash=FACT_HASH,
    )


def letter() -> Paper:
    rows = (("Tín nhiệm cao", 11, 0), ("Tín nhiệm", 12, 1), ("Tín nhiệm thấp", 26, 2))
    lines = tuple(
        Row(
            cells=(
                cell(label, left=True),
                cell(str(count)),
                cell(percent(count)),
                Cell(
                    align="left",
                    bar=Bar(
                        parts=tuple(count if place == index else 0 for place in range(4)),
                        total=49,
                        alt=f"{count} trên 49 phiếu",
                    ),
                ),
            )
        )
        for label, count, index in rows
    )
    head = ("Mức độ", "Số phiếu", "Tỷ lệ so với tổng số phiếu thu về (%)", "Biểu đồ")
    return Paper(
        kind="personal-extracts",
        stem="trich-ket-qua",
        style="state-2020",
        letterhead=Letterhead(
            parent=("HỘI ĐỒNG NHÂN DÂN", "TỈNH SÔNG LAM"),
            issuer=("THƯỜNG TRỰC",),
            number="Số: 121/TTHĐND-CTHĐND",
            about="V/v thông báo kết quả lấy phiếu tín nhiệm đối với cá nhân",
            place_date="Sông Lam, ngày 08 tháng 12 năm 2028",
        ),
        blocks=(
            Paragraph(
                line=text("Kính gửi: Ông Quàng Văn Thoại, Giám đốc Sở Xây dựng."),
                align="centre",
                indent=False,
            ),
            para("Thường trực Hội đồng nhân dân tỉnh gửi Ông kết quả như sau:"),
            Table(
                widths=(46, 30, 50, 32),
                head=(Row(cells=tuple(map(cell, head))),),
                rows=lines,
                caption="Kết quả của cá nhân",
                size=13,
            ),
            para("Thường trực Hội đồng nhân dân tỉnh thông báo để Ông biết./."),
        ),
        closing=Closing(
            recipients=("- Như trên;", "- Lưu: VT."),
            rows=(
                SignatureRow(
                    places=(
                        Signatory(
                            authority=("TM. THƯỜNG TRỰC", "HỘI ĐỒNG NHÂN DÂN", "KT. CHỦ TỊCH"),
                            post="PHÓ CHỦ TỊCH",
                            name="Vũ Đình Khoát",
                        ),
                    )
                ),
            ),
        ),
        fact_hash=FACT_HASH,
    )
