"""Invented names, always the same ones: no person of the demonstration exists."""

from collections.abc import Collection, Iterator
from typing import Final

_FAMILIES: Final = (
    "Nguyễn", "Lò", "Trần", "Vàng", "Phạm", "Giàng", "Hoàng", "Tòng", "Bùi", "Sùng", "Đỗ", "Cao",
    "Lý", "Tạ", "Hà", "Quàng", "Ngô", "Mai", "Vũ", "Lương", "Triệu", "Phùng", "Nông", "Kiều",
    "Thào", "Trương", "Lù", "Đặng", "Đèo", "Chu", "Cầm", "Lường",
)  # fmt: skip
_MEN: Final = ("Văn", "Đức", "Hữu", "Xuân", "Quốc", "Mạnh", "Bá")
_WOMEN: Final = ("Thị", "Thị Ngọc", "Thị Thu", "Thị Bích", "Thị Kim")
_MEN_GIVEN: Final = (
    "Khải", "Toản", "Chiến", "Dìn", "Páo", "Thịnh", "Sơn", "Uẩn", "Nghị", "Tiệp", "Lềnh", "Hiểu",
    "Phúc", "Ỏn", "Quyền", "Ánh", "Bách", "Đạt", "Êm", "Giáp",
)  # fmt: skip
_WOMEN_GIVEN: Final = (
    "Thảo", "Yên", "Ương", "Lan", "Dung", "Mỷ", "Oanh", "Nhàn", "Xuyến", "Diễm", "Đào", "Én",
    "Hương", "Khuê", "Liễu", "Mẩy", "Quế", "Sen", "Tuyết", "Vân",
)  # fmt: skip


def invented(count: int, taken: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield so many (salutation, name), every name once and none of ``taken``."""
    used = set(taken)
    number = made = 0
    while made < count:
        family = _FAMILIES[(number * 7) % len(_FAMILIES)]
        if number % 2:
            middle, given = _MEN[(number // 3) % len(_MEN)], _MEN_GIVEN[(number * 3) % 20]
        else:
            middle, given = _WOMEN[(number // 5) % len(_WOMEN)], _WOMEN_GIVEN[(number * 3 + 1) % 20]
        number += 1
        name = f"{family} {middle} {given}"
        if name in used:
            number += 1
            continue
        used.add(name)
        made += 1
        yield ("Ông" if number % 2 == 0 else "Bà"), name
