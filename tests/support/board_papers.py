"""Invented minutes of a council's counting board."""

from collections.abc import Sequence

from support.paper_parts import (
    ADMINISTRATION,
    COUNCIL,
    HASH,
    RETURNED,
    Person,
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
    Block,
    Cell,
    Closing,
    Heading,
    Letterhead,
    Paper,
    Row,
    SignatureRow,
    Table,
    Title,
)

SUBJECT = (
    "đối với người giữ chức vụ do Hội đồng nhân dân tỉnh Lam Khê",
    tied("khóa XI, nhiệm kỳ 2026~-~2031 bầu"),
)
BOARD_HEAD = Letterhead(
    parent=("HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM KHÊ"), issuer=("BAN KIỂM PHIẾU",), number="Số: 01/BB-BKP"
)


def result_head() -> tuple[Row, ...]:
    def bold(words: str, span: int = 1) -> Cell:
        return Cell(lines=(text(words),) if words else (), span=span)

    upper = (
        bold("STT"),
        bold("Họ và tên"),
        bold("Chức vụ"),
        bold("Số phiếu", 2),
        bold("Tín nhiệm cao", 2),
        bold("Tín nhiệm", 2),
        bold("Tín nhiệm thấp", 2),
    )
    lower = ("", "", "", "Hợp lệ", "Không hợp lệ", *("Số phiếu", "Tỷ lệ~%") * 3)
    return (Row(cells=upper), Row(cells=tuple(bold(word) for word in lower)))


def result_row(number: int, person: Person, base: int = RETURNED) -> Row:
    pairs = [(count(n), percent(n, base)) for n in person.counts[:3]]
    figures = [figure for pair in pairs for figure in pair]
    return Row(
        cells=cells(
            str(number),
            person.name,
            person.post,
            count(person.valid),
            count(person.counts[3]),
            *figures,
        )
    )


def result_table(people: Sequence[Person], caption: str) -> Table:
    return Table(
        widths=(8, 30, 0, 9, 10.5, 9.5, 12, 9.5, 12, 9.5, 12),
        head=result_head(),
        rows=tuple(result_row(at, person) for at, person in enumerate(people, 1)),
        caption=caption,
        size=11,
    )


BOARD = (
    ("Ông Cao Thế Vinh", "Trưởng ban", "Tổ đại biểu số 3"),
    ("Bà Mai Thị Ngọc Trâm", "Thư ký", "Tổ đại biểu số 1"),
    ("Ông Rcom Sa Duyên", "Ủy viên", "Tổ đại biểu số 7"),
    ("Bà Ôn Thị Bích Liên", "Ủy viên", "Tổ đại biểu số 4"),
    ("Ông Trịnh Hữu Ái", "Ủy viên", "Tổ đại biểu số 2"),
    ("Bà H’Yên Kbuôr", "Ủy viên", "Tổ đại biểu số 9"),
    ("Ông Lưu Đức Kỳ", "Ủy viên", "Tổ đại biểu số 6"),
)


def board_rows() -> tuple[SignatureRow, ...]:
    names = [name.split(" ", 1)[1] for name, _, _ in BOARD]
    return (
        SignatureRow(places=(sign(names[1], "THƯ KÝ"), sign(names[0], "TRƯỞNG BAN")), space=20),
        SignatureRow(places=(sign("", "CÁC ỦY VIÊN"),), space=0),
        SignatureRow(places=tuple(sign(name) for name in names[2:5]), space=15),
        SignatureRow(places=tuple(sign(name) for name in names[5:]), space=15),
    )


def board_table() -> Table:
    return Table(
        widths=(10, 0, 36, 57),
        head=(Row(cells=cells("STT", "Họ và tên", "Nhiệm vụ", "Đơn vị")),),
        rows=tuple(
            Row(cells=cells(str(at), *member, left=(1, 2, 3))) for at, member in enumerate(BOARD, 1)
        ),
        caption="Thành phần Ban kiểm phiếu",
        size=12,
    )


def ledger_table() -> Table:
    lines = (
        ("Số phiếu Ban kiểm phiếu nhận (đã đóng dấu treo)", "60", "60"),
        ("Số phiếu phát ra (không tính phiếu đổi)", "47", "47"),
        ("Số phiếu viết hỏng, thu lại để đổi", "0", "02"),
        ("Số phiếu chưa sử dụng", "13", "11"),
        ("Số phiếu thu về", "47", "47"),
        ("Trong đó: số phiếu hợp lệ", "47", "47"),
        ("số phiếu không hợp lệ", "0", "0"),
        ("Số phiếu phát ra nhưng không thu về", "0", "0"),
    )
    return Table(
        widths=(0, 32, 32),
        head=(Row(cells=cells("Nội dung", "Khối Hội đồng nhân dân", "Khối Ủy ban nhân dân")),),
        rows=tuple(Row(cells=cells(*line, left=(0,))) for line in lines),
        caption="Tình hình phiếu của từng loại",
        size=12,
    )


def minutes() -> Paper:
    """Return minutes of the count: 28 persons, two types of ballots, a board of seven."""
    return Paper(
        kind="minutes",
        stem="bien-ban-kiem-phieu",
        style="state-2020",
        letterhead=BOARD_HEAD,
        title=Title(type_name="BIÊN BẢN", subject=("Kiểm phiếu lấy phiếu tín nhiệm", *SUBJECT)),
        blocks=(*_minutes_opening(), *_minutes_results(), *_minutes_end()),
        closing=Closing(rows=board_rows()),
        fact_hash=HASH,
        body_size=13,
        description="Biên bản kiểm phiếu lấy phiếu tín nhiệm, 28 người",
    )


def _minutes_opening() -> tuple[Block, ...]:
    return (
        para(
            "Hôm nay, hồi 14~giờ~10~phút ngày~05~tháng~12 năm~2028,"
            " tại Phòng họp số 1, Trụ sở Hội đồng nhân dân tỉnh Lam Khê, Ban kiểm phiếu tiến"
            " hành kiểm"
            " phiếu lấy phiếu tín nhiệm đối với 28~người giữ chức vụ do Hội đồng nhân dân tỉnh bầu"
            " theo Nghị quyết số~96/2023/QH15 ngày~23~tháng~6 năm~2023 của Quốc hội."
        ),
        Heading(text="I. THÀNH PHẦN BAN KIỂM PHIẾU"),
        para(
            "Ban kiểm phiếu gồm 07~thành viên, được Hội đồng nhân dân tỉnh bầu tại Nghị quyết"
            " số~38/NQ-HĐND ngày~05~tháng~12 năm~2028:",
            keep_next=True,
        ),
        board_table(),
        para(
            "Không thành viên nào của Ban kiểm phiếu có tên trong danh sách người được lấy phiếu"
            " tín nhiệm."
        ),
        Heading(text="II. ĐẠI BIỂU VÀ PHIẾU"),
        para(
            "1. Tổng số đại biểu Hội đồng nhân dân tỉnh: 50~người; có mặt khi bỏ phiếu:"
            " 47~người; vắng mặt: 03~người (có lý do)."
        ),
        para(
            "2. Trước khi bỏ phiếu, hòm phiếu được mở để các đại biểu kiểm tra, xác nhận không có"
            " phiếu bên trong và được niêm phong trước Hội đồng nhân dân tỉnh."
        ),
        para("3. Tình hình phiếu của từng loại:", keep_next=True),
        ledger_table(),
        para(
            "Trưởng Ban kiểm phiếu đã công bố số phiếu phát ra, số phiếu thu về trước khi kiểm"
            " phiếu."
            " Các số phiếu nêu trên khớp nhau: 47~+~0~+~13~=~60 (khối Hội"
            " đồng nhân dân); 47~+~02~+~11~=~60 (khối Ủy ban nhân dân)."
        ),
        para(
            "4. Phương thức kiểm phiếu: kiểm đếm bằng tay, hai lượt độc lập; kết quả hai lượt"
            " khớp nhau."
        ),
    )


def _minutes_results() -> tuple[Block, ...]:
    ledger = " (phiếu phát ra: 47; thu về: 47; hợp lệ: 47)"
    return (
        Heading(text="III. KẾT QUẢ KIỂM PHIẾU"),
        para(
            "Tỷ lệ % được tính trên tổng số phiếu thu về của từng loại phiếu (khoản~3 Điều~19"
            " Nghị quyết số~96/2023/QH15), làm tròn đến hai chữ số thập phân."
        ),
        lead("1. Khối Hội đồng nhân dân tỉnh", ledger, keep_next=True),
        result_table(COUNCIL, "Kết quả kiểm phiếu khối Hội đồng nhân dân tỉnh"),
        lead("2. Khối Ủy ban nhân dân tỉnh", ledger, keep_next=True),
        result_table(ADMINISTRATION, "Kết quả kiểm phiếu khối Ủy ban nhân dân tỉnh"),
        para(
            "Đối với bà~Mã Thị Thuỷ Tiên (số thứ tự 13, khối Ủy ban nhân dân tỉnh): có 01~phiếu"
            " không đánh dấu vào ô nào ở dòng của bà. Phiếu này không được tính vào mức nào đối"
            " với bà,"
            " vẫn có giá trị đối với những người khác có tên trên phiếu."
        ),
    )


CASE = (
    "1. Có 01~người có quá nửa đến dưới hai phần ba tổng số phiếu thu về đánh giá “tín nhiệm thấp”,"
    " thuộc trường hợp quy định tại khoản~2 Điều~12: ông~Thái Văn Sỹ, Ủy viên Ủy ban nhân"
    " dân tỉnh, Giám đốc Sở Xây dựng (25/47~phiếu, chiếm 53,19% tổng số phiếu thu về)."
)
NO_CASE = (
    "2. Không có người nào có từ hai phần ba tổng số phiếu thu về trở lên đánh giá “tín nhiệm thấp”"
    " (khoản~3 Điều~12)."
)


def _minutes_end() -> tuple[Block, ...]:
    return (
        Heading(text="IV. XÁC ĐỊNH TRƯỜNG HỢP THEO QUY ĐỊNH CỦA PHÁP LUẬT"),
        para(
            "Căn cứ Điều~12 Nghị quyết số~96/2023/QH15 và kết quả nêu trên:",
            keep_next=True,
        ),
        para(CASE),
        para(NO_CASE),
        Heading(text="V. KIẾN NGHỊ, KHIẾU NẠI VỀ VIỆC BỎ PHIẾU, KIỂM PHIẾU"),
        para("Không có."),
        Heading(text="VI. NIÊM PHONG PHIẾU"),
        para(
            "Hồi 15~giờ~25~phút cùng ngày, toàn bộ phiếu thu về, phiếu viết hỏng và phiếu"
            " chưa sử dụng được niêm phong thành 03~gói, có chữ ký của các thành viên Ban kiểm"
            " phiếu"
            " trên mép niêm phong, bàn giao cho Văn phòng Đoàn đại biểu Quốc hội và Hội đồng"
            " nhân dân"
            " tỉnh quản lý."
        ),
        para(
            "Việc kiểm phiếu kết thúc hồi 15~giờ~30~phút ngày~05~tháng~12"
            " năm~2028. Biên bản được lập thành 03~bản có giá trị như nhau, đã đọc lại cho toàn"
            " thể thành viên Ban kiểm phiếu nghe, thống nhất và cùng ký tên./."
        ),
    )
