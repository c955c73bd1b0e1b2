"""Dates and hours as official papers write them, and the reading of dates that people type.

Days below 10 and the months January and February take a zero (NĐ 30/2020/NĐ-CP, Annex I), the
other months do not.
"""

import re
from datetime import date

from tinnhiem.wording.language import current

_WEEKDAYS_VI = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LAST_PADDED_MONTH = 2
_MONTH_NUMBERS = {
    name: number
    for number, month in enumerate(_MONTHS_EN, 1)
    for name in (month.casefold(), month[:3].casefold())
}
_TYPED = (
    re.compile(r"(?P<y>\d{4})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})"),
    re.compile(r"(?:ngày\s*)?(?P<d>\d{1,2})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<y>\d{4})"),
    re.compile(r"(?:ngày\s*)?(?P<d>\d{1,2})\s*tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>\d{4})"),
    re.compile(rf"(?P<d>\d{{1,2}})\s+(?P<m>{'|'.join(_MONTH_NUMBERS)})\s+(?P<y>\d{{4}})"),
)
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:hg]([0-5]\d)")


def long_date(day: date, *, language: str | None = None) -> str:
    """Return ``ngày 07 tháng 12 năm 2028``, or ``7 December 2028``, in the language in use."""
    if (language or current()) == "en":
        return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"
    month = f"{day.month:02d}" if day.month <= _LAST_PADDED_MONTH else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: date, *, language: str | None = None) -> str:
    """Return ``07/12/2028``; in English ``7 Dec 2028``, where day and month cannot be confused."""
    if (language or current()) == "en":
        return f"{day.day} {_MONTHS_EN[day.month - 1][:3]} {day.year}"
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def weekday(day: date, *, language: str | None = None) -> str:
    """Return the day of the week: ``Thứ Năm``, in English ``Thursday``."""
    names = _WEEKDAYS_EN if (language or current()) == "en" else _WEEKDAYS_VI
    return names[day.weekday()]


def clock(text: str, *, language: str | None = None) -> str:
    """Return ``09 giờ 40 phút`` for ``09:40``; English keeps ``09:40``.

    :raises ValueError: when the text is not an hour and minutes.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    hour, minute = int(match[1]), match[2]
    if (language or current()) == "en":
        return f"{hour:02d}:{minute}"
    return f"{hour:02d} giờ {minute} phút"


def read_date(text: str) -> date | None:
    """Return the date that a Vietnamese reader sees in ``text``, or None when there is none.

    Knows ``2028-12-07``, ``07/12/2028``, ``7.12.2028``, ``ngày 07 tháng 12 năm 2028`` and what
    :func:`short_date` and :func:`long_date` write in English. A file's own format stays strict.
    """
    for pattern in _TYPED:
        match = pattern.fullmatch(text.strip().casefold())
        if match:
            month = _MONTH_NUMBERS.get(match["m"]) or int(match["m"])
            try:
                return date(int(match["y"]), month, int(match["d"]))
            except ValueError:
                return None
    return None
