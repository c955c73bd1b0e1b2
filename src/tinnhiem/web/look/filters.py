"""Values as people read them: numbers, days, hours, names and hashes, in the language in use."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction

from django.utils.timezone import is_aware, localtime
from markupsafe import Markup, escape

from tinnhiem.wording.dates import long_date, short_date, weekday
from tinnhiem.wording.language import current
from tinnhiem.wording.names import clean, fold
from tinnhiem.wording.numbers import grouped, percent_sign
from tinnhiem.wording.numbers import padded as with_zero

MISSING = "–"
_HASH_GROUP = 4


def number(count: int | None) -> str:
    """Return a count with its thousands parted, a dash where there is none."""
    return MISSING if count is None else grouped(count)


def padded(count: int | None) -> str:
    """Return a count as papers write it, ``01``; a dash where there is none."""
    return MISSING if count is None else with_zero(count)


def percent(share: Fraction | None) -> str:
    """Return an exact share as ``77,55%``; a dash where there is none."""
    return MISSING if share is None else percent_sign(share)


def dash(value: object) -> object:
    """Return the value, or a dash where it is missing: zero is not missing."""
    return MISSING if value is None or value == "" else value


def _local(at: date) -> date:
    """Return the day at the place of the office when ``at`` is a moment."""
    return localtime(at) if isinstance(at, datetime) and is_aware(at) else at


def day(at: date | None) -> str:
    """Return ``07/12/2028``; a dash where there is none."""
    return MISSING if at is None else short_date(_local(at))


def short_day(at: date | None) -> str:
    """Return ``07/12``, in English ``7 Dec``: for lists inside one year."""
    if at is None:
        return MISSING
    here = _local(at)
    return short_date(here).rpartition(" " if current() == "en" else "/")[0]


def long_day(at: date) -> str:
    """Return ``ngày 07 tháng 12 năm 2028``."""
    return long_date(_local(at))


def weekday_of(at: date) -> str:
    """Return ``Thứ Năm, 07/12/2028``."""
    here = _local(at)
    return f"{weekday(here)}, {short_date(here)}"


def moment(at: datetime | None) -> str:
    """Return ``07/12/2028 09:42`` at the place of the office; a dash where there is none."""
    return MISSING if at is None else f"{day(at)} {clock(at)}"


def clock(at: datetime | None) -> str:
    """Return ``09:42`` at the place of the office; a dash where there is none."""
    if at is None:
        return MISSING
    return (localtime(at) if is_aware(at) else at).strftime("%H:%M")


def name(full: str) -> Markup:
    """Return a name with its given name, by which lists run, in bold."""
    before, _space, given = clean(full).rpartition(" ")
    strong = Markup("<b>{}</b>").format(given)
    return Markup("{} {}").format(before, strong) if before else strong


def two_initials(full: str) -> str:
    """Return the first letters of the family and the given name: ``LT`` for Lê Phương Thảo."""
    words = clean(full).split()
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


def hash_groups(text: str, groups: int | None = None) -> Markup:
    """Return a hash in groups of four that do not break; only the first ``groups`` when given."""
    plain = clean(text).replace(" ", "")
    parts = [plain[at : at + _HASH_GROUP] for at in range(0, len(plain), _HASH_GROUP)]
    shown = " ".join(parts[:groups]) + (" …" if groups and len(parts) > groups else "")
    return Markup('<span class="num hash" title="{}">{}</span>').format(plain, escape(shown))


def slug(text: object) -> str:
    """Return letters, digits and hyphens: the part of an id that a text gives."""
    return re.sub(r"[^a-z0-9]+", "-", fold(str(text))).strip("-") or "x"


def is_blank(value: object) -> bool:
    """Tell whether there is nothing to show."""
    return value is None or not str(value).strip()


def get(thing: object, part: str) -> object:
    """Return a part that a mapping or an object may lack; None then."""
    if isinstance(thing, Mapping):
        return thing.get(part)
    return getattr(thing, part, None)
