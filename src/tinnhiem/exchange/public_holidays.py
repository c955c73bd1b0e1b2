"""Vietnamese public holidays, from a library that knows the lunar calendar.

Days that the government swaps from year to year (hoán đổi ngày nghỉ) are only known once announced:
the library carries those it has been told of.
"""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=64)
def _of_year(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - costly to import, and most commands never ask

    return frozenset(holidays.country_holidays("VN", years=year))


def is_public_holiday(day: date) -> bool:
    """Whether a day is a public holiday in Vietnam."""
    return day in _of_year(day.year)
