"""What a poll workbook tells people: instructions, messages of its checks, and an example."""

from collections.abc import Mapping
from typing import Any, Final

from tinnhiem.wording.terms import Term

#: Lines of the guide: its headings begin with ``#``.
GUIDE_LINES: Final = (
    Term(
        "Tệp này chứa mọi thông tin của một cuộc lấy phiếu (hoặc bỏ phiếu) tín nhiệm. "
        "Điền xong, chạy lệnh: tinnhiem poll check TÊN_TỆP.xlsx",
        "This file holds everything about one rating (or vote) of confidence. "
        "When it is filled in, run: tinnhiem poll check FILE.xlsx",
    ),
    Term("# Thứ tự điền", "# In this order"),
    Term(
        "1. “Thông tin chung”: cơ quan, kỳ họp, ngày lấy phiếu, số đại biểu.",
        "1. “Thông tin chung”: the body, the sitting, the dates, the numbers of voters.",
    ),
    Term(
        "2. “Loại phiếu”: mỗi loại phiếu một dòng, mã ngắn không dấu (ví dụ: hdnd, ubnd). "
        "Các cột số để trống cho đến khi kiểm phiếu.",
        "2. “Loại phiếu”: a line for each ballot type, with a short id (such as hdnd, ubnd). "
        "The numbers stay empty until the count.",
    ),
    Term(
        "3. “Danh sách”: mỗi người một dòng. Người giữ nhiều chức vụ: chức vụ thứ hai ghi ở dòng "
        "ngay dưới, để trống cột “Họ và tên”. Cột “Mã” có thể để trống.",
        "3. “Danh sách”: a line for each person. A second post goes on the line below with the "
        "name left empty. The id may stay empty.",
    ),
    Term(
        "4. “Ban kiểm phiếu”: các thành viên và nhiệm vụ.",
        "4. “Ban kiểm phiếu”: the members and their roles.",
    ),
    Term(
        "5. “Kết quả”: sau khi kiểm phiếu, ghi số phiếu từng mức của mỗi người. Phiếu không hợp lệ "
        "đối với một người (kể cả phiếu không hợp lệ toàn bộ) ghi ở cột “Không hợp lệ”.",
        "5. “Kết quả”: after the count, the ballots of each level for each person. Ballots without "
        "a valid mark for a person, wholly invalid ones included, go under “Không hợp lệ”.",
    ),
    Term(
        "6. “Giấy tờ”: số, ngày, người ký, giờ… chỉ dùng để in văn bản. Mục nào không cần thì để "
        "trống.",
        "6. “Giấy tờ”: numbers, dates, signers, hours… that only the papers need. Leave empty what "
        "is not needed.",
    ),
    Term("# Cách ghi", "# How to write"),
    Term(
        "Ngày là ô kiểu ngày (ngày/tháng/năm), không gõ thành chữ; số là số nguyên, không gõ "
        "thành chữ, không có dấu chấm hay phẩy.",
        "Dates are date cells (day/month/year), not text; numbers are whole numbers, not text.",
    ),
    Term(
        "Họ và tên viết đầy đủ dấu, một dấu cách giữa các chữ, không có dấu cách ở đầu và cuối.",
        "Names with all their marks, one space between words, none before or after.",
    ),
    Term(
        "Ô có danh sách chọn: chọn trong danh sách, không tự gõ.",
        "Cells with a list: choose from the list.",
    ),
    Term(
        "Không gộp ô, không dùng công thức, không liên kết tới tệp khác: tệp có những thứ đó bị "
        "từ chối.",
        "No merged cells, no formulas, no links to other files: a file with any is refused.",
    ),
    Term(
        "Tiêu đề cột được khóa (không có mật khẩu). Có thể thêm cột “Ghi chú”; cột này không được "
        "đọc.",
        "Headings are locked (without a password). A column “Ghi chú” may be added; it is not "
        "read.",
    ),
    Term("# Xem thêm", "# More"),
    Term(
        "Trang “Ví dụ” là một mẫu đã điền, không được đọc.",
        "The sheet “Ví dụ” is a filled-in example that is not read.",
    ),
)

PICK: Final = Term("Chọn trong danh sách.", "Choose from the list.")
DATE_MESSAGE: Final = Term(
    "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 07/12/2028.", "Enter a date, such as 07/12/2028."
)
NUMBER_MESSAGE: Final = Term(
    "Nhập một số nguyên, không âm.", "Enter a whole number that is not negative."
)
POST_MESSAGE: Final = Term(
    "Chức vụ thứ hai của cùng một người: ghi ở dòng dưới, để trống họ và tên.",
    "A second post of the same person: on the line below, with the name left empty.",
)
ERROR_TITLE: Final = Term("Chưa đúng", "Not right yet")
LEGEND_GENERAL: Final = Term("Giải thích", "Explanation")

#: The example: an invented council; its persons and numbers agree with each other.
EXAMPLE_POLL: Final[Mapping[str, Any]] = {
    "ballot_types": [
        {
            "id": "hdnd",
            "title": "Khối Hội đồng nhân dân",
            "issued": 49,
            "exchanged": 1,
            "unused": 2,
            "returned": 49,
            "invalid": 0,
        },
        {
            "id": "ubnd",
            "title": "Khối Ủy ban nhân dân",
            "issued": 49,
            "exchanged": 0,
            "unused": 3,
            "returned": 49,
            "invalid": 1,
        },
    ],
    "slate": [
        {
            "id": "p1",
            "name": "Lò Thị Mẩy",
            "salutation": "Bà",
            "birth_year": 1971,
            "ballot_type": "hdnd",
            "posts": [
                {
                    "title": "Chủ tịch Hội đồng nhân dân tỉnh",
                    "position": "council-chair",
                    "elected_on": "2026-06-25",
                }
            ],
            "count": {"high": 46, "medium": 2, "low": 1, "invalid": 0},
        },
        {
            "id": "p2",
            "name": "Quàng Văn Định",
            "salutation": "Ông",
            "birth_year": 1974,
            "ballot_type": "ubnd",
            "posts": [
                {
                    "title": "Phó Chủ tịch Ủy ban nhân dân tỉnh",
                    "position": "people-committee-vice-chair",
                    "elected_on": "2026-06-25",
                },
                {
                    "title": "Ủy viên Ủy ban nhân dân tỉnh, Giám đốc Sở Xây dựng",
                    "position": "people-committee-member",
                    "elected_on": "2027-03-12",
                },
            ],
            "count": {"high": 30, "medium": 12, "low": 6, "invalid": 1},
        },
    ],
}

#: Lines of the sheet of papers that an empty workbook suggests: the item and what it applies to.
SUGGESTED_PAPERS: Final = (
    ("papers.place_name", ""),
    ("papers.province_name", ""),
    ("papers.council_term", ""),
    ("papers.numbers.*", "minutes"),
    ("papers.numbers.*", "announcement"),
    ("papers.numbers.*", "resolution"),
    ("papers.dates.*", "resolution"),
    ("papers.signers.*.authority", "resolution"),
    ("papers.signers.*.post", "resolution"),
    ("papers.signers.*.name", "resolution"),
    ("papers.recipients.*", "resolution"),
    ("papers.times.opened", ""),
    ("papers.times.closed", ""),
    ("papers.times.counted", ""),
    ("papers.times.sealed", ""),
    ("papers.places.hall", ""),
    ("papers.copies", ""),
    ("papers.absent_with_reason", ""),
    ("papers.complaints", ""),
)
