"""How an own rule differs from the rule below it, told key by key with the value of each."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, Protocol, runtime_checkable

from tinnhiem.wording.language import _, noted
from tinnhiem.wording.terms import (
    ANCHORS,
    BASES,
    BODIES,
    LEVELS,
    POSITIONS,
    PROCEDURES,
    Term,
    label,
)


@runtime_checkable
class Differing(Protocol):
    """What a difference offers: the key, how it differs, and the value of each rule."""

    @property
    def key(self) -> str:
        """Return the key of the law file."""

    @property
    def how(self) -> str:
        """Return ``other``, ``lower``, ``higher`` or ``wider``."""

    @property
    def below(self) -> object:
        """Return the value of the rule below."""

    @property
    def above(self) -> object:
        """Return the value of the own rule, or what it has too much."""


_SENTENCES: Final[Mapping[str, str]] = {
    "other": noted("{what} must be {below}, the file has {above}"),
    "lower": noted("{what} must be at least {below}, the file has {above}"),
    "higher": noted("{what} must be at most {below}, the file has {above}"),
    "wider": noted("{what} may take in no more than {below}, the file adds {above}"),
    "days": noted("the step must be done {below} at the latest, the file has {above}"),
}

#: What the keys of a law file that are compared mean.
KEYS: Final[Mapping[str, Term]] = {
    "share": Term("tỷ lệ", "the share"),
    "of": Term("căn cứ tính tỷ lệ", "the base of the share"),
    "base": Term("căn cứ tính tỷ lệ", "the base of the shares"),
    "options": Term("các căn cứ được chọn", "the bases to choose from"),
    "procedures": Term("thủ tục", "the procedures"),
    "positions": Term("chức vụ", "the posts"),
    "bodies": Term("loại cơ quan", "the kinds of body"),
    "levels": Term("cấp", "the levels"),
    "minimum": Term("số thành viên", "the number of members"),
    "maximum": Term("số nơi lấy phiếu", "the number of places"),
    "slate_allowed": Term(
        "việc người trong danh sách tham gia Ban kiểm phiếu",
        "that persons on the list may sit on the counting board",
    ),
    "anchor": Term("mốc tính", "the day that it is counted from"),
    "counting": Term("cách tính ngày", "the way of counting days"),
    "ballots": Term("số năm lưu phiếu", "the years for which ballots are kept"),
    "papers": Term("số năm lưu hồ sơ", "the years for which papers are kept"),
    "freeze_on_complaint": Term(
        "việc giữ lại khi có khiếu nại", "that nothing is destroyed while a complaint is open"
    ),
    "over": Term("mức “trên”", "the bound “over”"),
    "least": Term("mức “từ”", "the bound “least”"),
    "under": Term("mức “dưới”", "the bound “under”"),
    "most": Term("mức “đến”", "the bound “most”"),
    "ground": Term("căn cứ loại trừ", "the ground"),
    "months": Term("số tháng", "the number of months"),
    "choices": Term("các mức", "the choices"),
}

_COUNTINGS: Final = {
    "calendar": Term("ngày theo lịch", "calendar days"),
    "working": Term("ngày làm việc", "working days"),
}
_NAMES: Final[tuple[Mapping[str, Term], ...]] = (
    *(POSITIONS, BODIES, LEVELS, BASES, PROCEDURES, ANCHORS),
    _COUNTINGS,
)


def differences(found: Iterable[Differing]) -> str:
    """Return every difference, one after the other, without a full stop."""
    return "; ".join(_difference(item) for item in found)


def _difference(item: Differing) -> str:
    days = item.key == "days" and isinstance(item.below, int) and isinstance(item.above, int)
    value = _days if days else _value
    sentence = _SENTENCES["days" if days else item.how]
    return _(sentence).format(
        what=label(KEYS, item.key), below=value(item.below), above=value(item.above)
    )


def _days(days: object) -> str:
    number = days if isinstance(days, int) else 0
    if number == 0:
        return _("on the day itself")
    text = _("{days} days before") if number < 0 else _("{days} days after")
    return text.format(days=abs(number))


def _value(value: object) -> str:
    """Return a value of a law file as people write it."""
    if isinstance(value, bool):
        return _("allowed") if value else _("not allowed")
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, (tuple, list)):
        return ", ".join(_value(item) for item in value) or "–"
    if value is None:
        return "–"
    return _named(str(getattr(value, "vi", value)))


def _named(identifier: str) -> str:
    known = (names[identifier] for names in _NAMES if identifier in names)
    return str(next(known, identifier))
