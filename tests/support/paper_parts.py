"""Invented persons and the small pieces of which invented papers are made."""

from collections.abc import Sequence
from dataclasses import dataclass

from tinnhiem.documents.paper import (
    Bar,
    Cell,
    Line,
    Paragraph,
    Run,
    Signatory,
)

HASH = "5e1d90c47b3a826ff1c2d3e4a5b697887766554433221100ffeeddccbbaa9988"
RETURNED = 47
LEVELS = ("tín nhiệm cao", "tín nhiệm", "tín nhiệm thấp")


@dataclass(frozen=True, slots=True)
class Person:
    """A person rated: name with Ông or Bà, post, post in full, counts from high to invalid."""

    name: str
    post: str
    counts: tuple[int, int, int, int]

    @property
    def valid(self) -> int:
        return sum(self.counts[:3])

    @property
    def full_post(self) -> str:
        return (
            tied(self.post).replace("HĐND", "Hội đồng nhân dân").replace("UBND", "Ủy ban nhân dân")
        )


COUNCIL = (
    Person("Ông Phan Đình Tuấn", "Chủ tịch HĐND tỉnh", (45, 2, 0, 0)),
    Person("Bà Hồ Thị Kiều Oanh", "Phó Chủ tịch Thường trực HĐND tỉnh", (43, 3, 1, 0)),
    Person("Ông Rơ Chăm Y Khoa", "Phó Chủ tịch HĐND tỉnh", (41, 6, 0, 0)),
    Person("Ông Lương Bá Thịnh", "Trưởng Ban Pháp chế HĐND tỉnh", (42, 4, 1, 0)),
    Person("Bà Đoàn Ngọc Ánh Nguyệt", "Trưởng Ban Kinh tế~- Ngân sách HĐND tỉnh", (39, 7, 1, 0)),
    Person("Ông Y Bham Niê", "Trưởng Ban Dân tộc HĐND tỉnh", (38, 8, 1, 0)),
    Person("Bà Tạ Thị Phương Thùy", "Trưởng Ban Văn hóa~- Xã hội HĐND tỉnh", (40, 7, 0, 0)),
)

_OFFICES = (
    "Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh",
    "Giám đốc Công an tỉnh",
    "Chánh Văn phòng UBND tỉnh",
    "Chánh Thanh tra tỉnh",
    "Giám đốc Sở Nội vụ",
    "Giám đốc Sở Tài chính",
    "Giám đốc Sở Dân tộc và Tôn giáo",
    "Giám đốc Sở Y tế",
    "Giám đốc Sở Giáo dục và Đào tạo",
    "Giám đốc Sở Xây dựng",
    "Giám đốc Sở Nông nghiệp và Môi trường",
    "Giám đốc Sở Công Thương",
    "Giám đốc Sở Văn hóa, Thể thao và Du lịch",
    "Giám đốc Sở Khoa học và Công nghệ",
    "Giám đốc Sở Tư pháp",
    "Giám đốc Sở Ngoại vụ",
)
_NAMES = (
    "Ông Siu Hà Vỹ",
    "Ông Trần Hoàng Đạt",
    "Ông Võ Khánh Lộc",
    "Bà Lại Thị Mỹ Hạnh",
    "Ông Kiều Xuân Bách",
    "Bà Nay H’Linh",
    "Ông Ưng Quốc Đẵm",
    "Bà Mã Thị Thuỷ Tiên",
    "Ông Nghiêm Đức Huân",
    "Ông Thái Văn Sỹ",
    "Ông Đàm Quang Vịnh",
    "Ông Bạch Công Nghĩa",
    "Bà Tôn Nữ Diệu Hiền Phương Linh",
    "Ông Hứa Gia Khiêm",
    "Bà Chế Thị Lan Chi",
    "Ông Lục Văn Tụng",
)
_COUNTS = (
    (44, 3, 0, 0),
    (43, 4, 0, 0),
    (36, 9, 2, 0),
    (33, 11, 3, 0),
    (35, 11, 1, 0),
    (34, 11, 2, 0),
    (35, 10, 2, 0),
    (31, 12, 3, 1),
    (29, 13, 5, 0),
    (10, 12, 25, 0),
    (27, 13, 7, 0),
    (30, 14, 3, 0),
    (34, 10, 3, 0),
    (32, 13, 2, 0),
    (37, 8, 2, 0),
    (33, 12, 2, 0),
)
ADMINISTRATION = (
    Person("Ông Đinh Trọng Nhân", "Chủ tịch UBND tỉnh", (41, 5, 1, 0)),
    Person("Ông Ksor Văn Thông", "Phó Chủ tịch Thường trực UBND tỉnh", (39, 7, 1, 0)),
    Person("Bà Huỳnh Thị Cẩm Vân", "Phó Chủ tịch UBND tỉnh", (37, 9, 1, 0)),
    Person("Ông Lâm Chí Dũng", "Phó Chủ tịch UBND tỉnh", (38, 8, 1, 0)),
    Person("Ông Quách Ngọc Liễn", "Phó Chủ tịch UBND tỉnh", (34, 11, 2, 0)),
    *(
        Person(name, f"Ủy viên UBND tỉnh, {office}", counts)
        for name, office, counts in zip(_NAMES, _OFFICES, _COUNTS, strict=True)
    ),
)


def tied(words: str) -> str:
    """Return words with no-break spaces where a tilde stands."""
    return words.replace("~", "\u00a0")


def text(words: str) -> Line:
    return (Run(text=tied(words)),)


def para(words: str, *, keep_next: bool = False) -> Paragraph:
    return Paragraph(line=text(words), keep_next=keep_next)


def lead(bold: str, rest: str, *, keep_next: bool = False) -> Paragraph:
    line = (Run(text=tied(bold), bold=True), *text(rest))
    return Paragraph(line=line, keep_next=keep_next)


def cells(*words: str, left: Sequence[int] = (1, 2)) -> tuple[Cell, ...]:
    return tuple(
        Cell(lines=(text(word),) if word else (), align="left" if at in left else "centre")
        for at, word in enumerate(words)
    )


def count(number: int) -> str:
    return f"{number:02d}" if number else "0"


def percent(number: int, base: int = RETURNED) -> str:
    hundredths = (number * 20000 + base) // (2 * base)
    return f"{hundredths // 100},{hundredths % 100:02d}".rstrip("0").rstrip(",")


def sign(name: str, post: str = "", *authority: str, note: str = "") -> Signatory:
    return Signatory(authority=authority, post=post, name=name, note=note)


def bar_of(person: Person) -> Bar:
    words = "; ".join(
        f"{label} {n}" for label, n in zip((*LEVELS, "không hợp lệ"), person.counts, strict=True)
    )
    return Bar(parts=person.counts, total=RETURNED, alt=f"{person.name}: {words}")
