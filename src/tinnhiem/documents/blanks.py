"""Dotted blanks for what is not known: they are filled in by hand, and never an error."""

from datetime import date

from tinnhiem.wording.dates import clock, long_date, short_date

DOTS = "……"


class Blank(str):
    """A dotted blank. It counts as false, so that a form can ask whether a value is known."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


def text_or_blank(value: object) -> str:
    """Return a text, or dots where it is missing or empty."""
    return str(value) if value else Blank(DOTS)


def day_or_blank(day: date | None, year: int | None = None) -> str:
    """Return ``ngày 07 tháng 12 năm 2028``; dots for an unknown day, of ``year`` where known."""
    if day is not None:
        return long_date(day, language="vi")
    return Blank(f"ngày {DOTS} tháng {DOTS} năm {year or DOTS}")


def short_day_or_blank(day: date | None) -> str:
    """Return ``07/12/2028``, or dots between the strokes."""
    return short_date(day, language="vi") if day else Blank("…/…/…")


def hour_or_blank(text: object) -> str:
    """Return ``09 giờ 40 phút`` for ``09:40``, or dots for both numbers."""
    if isinstance(text, str) and text:
        return clock(text, language="vi")
    return Blank(f"{DOTS} giờ {DOTS} phút")


def read_day(text: object) -> date | None:
    """Return the date of an ISO text in the facts, or None."""
    return date.fromisoformat(text) if isinstance(text, str) and text else None
