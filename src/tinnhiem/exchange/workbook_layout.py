"""Where everything stands in a poll workbook: sheets, columns and lines, with their names.

Sheets and headings are Vietnamese; an English workbook shows the English name below, and reading
goes by the Vietnamese line alone. Each column has the shape of its values, which decides its
drop-down, its checks and how its cells are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tinnhiem.exchange import poll_format as form
from tinnhiem.exchange.shapes import (
    Flag,
    Identifier,
    Items,
    Line,
    OneOf,
    Record,
    Reference,
    Shape,
    Whole,
)
from tinnhiem.law.poll import CHOICES, Procedure
from tinnhiem.wording.terms import Term

#: Rows 1 and 2 hold the title and a hint; reading looks for the headings in the first rows.
HEADING_ROW: Final = 4
SEARCHED_ROWS: Final = 12
PERSON_ROWS: Final = 120
TYPE_ROWS: Final = 30
BOARD_ROWS: Final = 30
PAPER_ROWS: Final = 60


#: Where there is nothing to say.
NO_TERM: Final = Term("", "")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of a sheet, or a line of the general sheet: ``path`` are the keys in the file."""

    path: tuple[str | int, ...]
    term: Term
    shape: Shape
    width: float = 12
    hint: Term = NO_TERM
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name, with its title and the hint under it."""

    name: str
    title: Term
    hint: Term


GUIDE: Final = Sheet("Hướng dẫn", Term("HƯỚNG DẪN", "HOW TO FILL THIS IN"), Term("", ""))
GENERAL: Final = Sheet(
    "Thông tin chung",
    Term("THÔNG TIN CHUNG", "THE POLL"),
    Term(
        "Điền vào cột “Nội dung”. Dòng có dấu * là bắt buộc.",
        "Fill in the second column. Lines with * must be filled.",
    ),
)
TYPES: Final = Sheet(
    "Loại phiếu",
    Term("LOẠI PHIẾU VÀ SỔ PHIẾU", "BALLOT TYPES AND THEIR LEDGER"),
    Term(
        "Mỗi loại phiếu một dòng. Các cột số để trống cho đến khi kiểm phiếu; "
        "phiếu đổi không tính vào phiếu phát ra.",
        "One line for each type. Numbers stay empty until the count; "
        "exchanged ballots are not part of those issued.",
    ),
)
SLATE: Final = Sheet(
    "Danh sách",
    Term("DANH SÁCH NGƯỜI ĐƯỢC LẤY PHIẾU", "THE LIST"),
    Term(
        "Mỗi người một dòng. Người giữ nhiều chức vụ: ghi chức vụ tiếp theo ở dòng ngay dưới và "
        "để trống cột “Họ và tên”.",
        "One line for each person. Further posts of the same person: on the lines below, with "
        "the name left empty.",
    ),
)
BOARD: Final = Sheet(
    "Ban kiểm phiếu",
    Term("BAN KIỂM PHIẾU", "COUNTING BOARD"),
    Term(
        "Thành viên Ban kiểm phiếu không được có tên trong danh sách lấy phiếu.",
        "No member of the board may be on the list.",
    ),
)
RESULTS: Final = Sheet(
    "Kết quả",
    Term("KẾT QUẢ KIỂM PHIẾU", "THE COUNT"),
    Term(
        "Tổng các mức và số không hợp lệ của mỗi người phải bằng số phiếu thu về của loại phiếu; "
        "dòng không khớp hiện màu.",
        "Levels and invalid together must make the ballots returned of that type; "
        "lines that do not are coloured.",
    ),
)
PAPERS: Final = Sheet(
    "Giấy tờ",
    Term("THÔNG TIN CHO VĂN BẢN", "WHAT THE PAPERS NEED"),
    Term(
        "Chọn mục, ghi áp dụng cho văn bản hoặc người nào (nếu có), rồi ghi nội dung. "
        "Danh sách nhiều dòng thì lặp lại mục.",
        "Choose the item, what it applies to (if anything), then the value. "
        "Repeat the item for a list of several.",
    ),
)
EXAMPLE: Final = Sheet(
    "Ví dụ",
    Term("VÍ DỤ (không được đọc)", "EXAMPLE (not read)"),
    Term(
        "Người và số liệu trong ví dụ là giả định.",
        "Persons and numbers of the example are invented.",
    ),
)
LISTS: Final = Sheet("Danh mục", Term("DANH MỤC", "LISTS"), Term("", ""))

#: In the order of the tabs; what is not read is for people.
SHEETS: Final = (GUIDE, GENERAL, TYPES, SLATE, BOARD, RESULTS, PAPERS, EXAMPLE, LISTS)
READ: Final = (GENERAL, TYPES, SLATE, BOARD, RESULTS, PAPERS)

#: A column that people may add; it is not read.
NOTES: Final = Term("Ghi chú", "Notes")


def _column(
    path: tuple[str | int, ...], record: Record, term: Term, width: float, hint: Term | None = None
) -> Column:
    field = record.fields[str(path[-1])]
    return Column(path, term, field.shape, width, hint or NO_TERM, required=field.required)


GENERAL_LINES: Final = (
    _column(("procedure",), form.POLL, Term("Hình thức", "Procedure"), 50),
    _column(
        ("rulebook",),
        form.POLL,
        Term("Văn bản áp dụng", "Rulebook"),
        50,
        Term("Mã bộ quy tắc, ví dụ nq-96-2023-qh15", "Id of the rulebook"),
    ),
    _column(
        ("overlays",),
        form.POLL,
        Term("Văn bản hướng dẫn, kế hoạch", "Overlays"),
        50,
        Term("Mã, cách nhau bằng dấu chấm phẩy", "Ids, parted by semicolons"),
    ),
    _column(
        ("body", "name"),
        form.BODY,
        Term("Tên cơ quan tổ chức", "Body"),
        50,
        Term("Viết đầy đủ", "In full"),
    ),
    _column(("body", "kind"), form.BODY, Term("Loại cơ quan", "Kind of body"), 50),
    _column(("body", "level"), form.BODY, Term("Cấp", "Level"), 50),
    Column(
        ("body", "term", 0),
        Term("Nhiệm kỳ từ năm", "Term: first year"),
        Whole(least=1900, most=2200),
    ),
    Column(
        ("body", "term", 1),
        Term("Nhiệm kỳ đến năm", "Term: last year"),
        Whole(least=1900, most=2200),
    ),
    _column(("sitting", "name"), form.SITTING, Term("Kỳ họp, hội nghị", "Sitting"), 50),
    _column(("sitting", "opening_date"), form.SITTING, Term("Ngày khai mạc", "Opening date"), 50),
    _column(("sitting", "poll_date"), form.SITTING, Term("Ngày lấy phiếu", "Date of the poll"), 50),
    _column(("sitting", "place"), form.SITTING, Term("Địa điểm", "Place"), 50),
    _column(("roll", "membership"), form.ROLL, Term("Tổng số đại biểu", "Membership"), 50),
    _column(("roll", "convened"), form.ROLL, Term("Số được triệu tập", "Convened"), 50),
    _column(("roll", "present"), form.ROLL, Term("Số có mặt", "Present"), 50),
    _column(
        ("denominator",),
        form.POLL,
        Term("Cơ sở tính tỷ lệ", "Base of the shares"),
        50,
        Term(
            "Chỉ điền khi văn bản áp dụng để cho kế hoạch chọn",
            "Only where the rulebook leaves it to the plan",
        ),
    ),
    _column(
        ("rehearsal",),
        form.POLL,
        Term("Thử nghiệm", "Rehearsal"),
        50,
        Term("“Có” thì mọi văn bản in chữ THỬ NGHIỆM", "“Có”: every paper is marked as a trial"),
    ),
)

_LEDGER_TERMS: Final[Mapping[str, Term]] = {
    "issued": Term("Phát ra", "Issued"),
    "exchanged": Term("Đổi", "Exchanged"),
    "unused": Term("Chưa dùng", "Unused"),
    "returned": Term("Thu về", "Returned"),
    "invalid": Term("Không hợp lệ", "Invalid"),
}

TYPE_COLUMNS: Final = (
    _column(("id",), form.BALLOT_TYPE, Term("Mã loại phiếu", "Ballot type id"), 20),
    _column(("title",), form.BALLOT_TYPE, Term("Tên loại phiếu", "Title"), 42),
    *(_column((name,), form.BALLOT_TYPE, term, 13) for name, term in _LEDGER_TERMS.items()),
)

SLATE_COLUMNS: Final = (
    Column(("id",), Term("Mã", "Id"), Identifier(), 8),
    _column(("name",), form.OFFICEHOLDER, Term("Họ và tên", "Full name"), 28),
    _column(("salutation",), form.OFFICEHOLDER, Term("Ông/Bà", "Mr/Ms"), 9),
    _column(("birth_year",), form.OFFICEHOLDER, Term("Năm sinh", "Year of birth"), 10),
    _column(("ballot_type",), form.OFFICEHOLDER, Term("Loại phiếu", "Ballot type"), 14),
    _column(("posts", "title"), form.POST, Term("Chức vụ", "Post"), 44),
    _column(("posts", "position"), form.POST, Term("Vị trí", "Position"), 34),
    _column(("posts", "elected_on"), form.POST, Term("Ngày bầu, bổ nhiệm", "Elected on"), 15),
    _column(
        ("retirement_notice_on",),
        form.OFFICEHOLDER,
        Term("Ngày thông báo chờ nghỉ hưu", "Retirement notice"),
        17,
    ),
    _column(
        ("stated_exclusions",),
        form.OFFICEHOLDER,
        Term("Căn cứ không lấy phiếu khác", "Other exclusions"),
        20,
    ),
    _column(("decided",), form.OFFICEHOLDER, Term("Quyết định lấy phiếu", "Decided"), 11),
    _column(("decision_reason",), form.OFFICEHOLDER, Term("Lý do quyết định", "Reason for it"), 24),
    _column(("left_on",), form.OFFICEHOLDER, Term("Ngày thôi giữ chức vụ", "Left office"), 15),
)
#: The columns of the list that say a post; the others say the person.
POST_COLUMNS: Final = ("title", "position", "elected_on")

BOARD_COLUMNS: Final = (
    _column(("name",), form.BOARD_MEMBER, Term("Họ và tên", "Full name"), 30),
    _column(("salutation",), form.BOARD_MEMBER, Term("Ông/Bà", "Mr/Ms"), 10),
    _column(("role",), form.BOARD_MEMBER, Term("Nhiệm vụ", "Role"), 16),
    _column(("unit",), form.BOARD_MEMBER, Term("Đơn vị", "Unit"), 40),
)

_CHOICE_TERMS: Final[Mapping[str, Term]] = {
    "high": Term("Tín nhiệm cao", "High confidence"),
    "medium": Term("Tín nhiệm", "Confidence"),
    "low": Term("Tín nhiệm thấp", "Low confidence"),
    "confidence": Term("Tín nhiệm", "Confidence"),
    "no_confidence": Term("Không tín nhiệm", "No confidence"),
}


def result_columns(procedure: Procedure) -> tuple[Column, ...]:
    """Return the columns of the count under a procedure."""
    names = [(choice.value, _CHOICE_TERMS[choice.value]) for choice in CHOICES[procedure]]
    names.append(("invalid", Term("Không hợp lệ", "Invalid")))
    return (
        Column(("id",), Term("Mã", "Id"), Identifier(), 8),
        Column(("name",), Term("Họ và tên", "Full name"), Line(300), 34),
        *(Column(("count", name), term, Whole(), 15) for name, term in names),
    )


PAPER_COLUMNS: Final = (
    Column(("item",), Term("Mục", "Item"), Line(), 40, required=True),
    Column(("applies",), Term("Áp dụng cho", "Applies to"), Line(), 34),
    Column(("value",), Term("Nội dung", "Value"), Line(20_000), 60),
)


def heading(term: Term, language: str) -> str:
    """Return a heading as it stands in a workbook of a language."""
    return f"{term.vi}\n{term.en}" if language == "en" else term.vi


def choice_label(term: Term, language: str) -> str:
    """Return an entry of a drop-down in a language, beginning with a capital."""
    label = term.en if language == "en" else term.vi
    return label[:1].upper() + label[1:]


YES_NO: Final[Mapping[str, Term]] = {"true": Term("Có", "Yes"), "false": Term("Không", "No")}


def options(shape: Shape) -> Mapping[str, Term] | None:
    """Return the closed choice of a shape: ids and their names, or None."""
    if isinstance(shape, OneOf):
        return shape.terms
    return YES_NO if isinstance(shape, Flag) else None


def is_list_of_ids(shape: Shape) -> bool:
    """Return whether a cell of this shape holds ids parted by semicolons."""
    return isinstance(shape, Items) and isinstance(shape.shape, (Identifier, Reference))
