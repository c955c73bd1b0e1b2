"""Deeds: the small acts of which a play is made, each knowing from the records if it was done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_BEGIN = time(8, 0)
_APART = timedelta(seconds=40)

Done = Callable[[], bool]
Doing = Callable[[datetime], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One deed: ``day`` is in days after the poll's day, ``done`` reads the records.

    What was done stays done: no later deed makes ``done`` false again.
    """

    name: str
    day: int
    done: Done
    do: Doing


def play_deeds(
    deeds: Sequence[Deed],
    moment: Callable[[int], datetime],
    *,
    told: Callable[[int, Deed], None] = lambda _number, _deed: None,
    start: int = 0,
) -> int:
    """Do what is not done yet, in order; return how many deeds were done now.

    ``moment`` says when the deed of a number is done, ``told`` is called after each, done now or
    before; ``start`` leaves out deeds that are known to be done.
    """
    count = 0
    for number in range(start, len(deeds)):
        deed = deeds[number]
        if not deed.done():
            deed.do(moment(number))
            count += 1
        told(number, deed)
    return count


def moments(deeds: Sequence[Deed], poll_day: date, now: datetime) -> Callable[[int], datetime]:
    """Return when each deed is done: in order, in working hours, never after ``now``.

    The deeds of the day of ``now`` end a moment before it, so that the log looks as if people had
    been at work until then.
    """
    per_day: dict[int, list[int]] = {}
    for number, deed in enumerate(deeds):
        per_day.setdefault(deed.day, []).append(number)
    place = {number: at for numbers in per_day.values() for at, number in enumerate(numbers)}

    def moment(number: int) -> datetime:
        deed = deeds[number]
        on = poll_day + timedelta(days=deed.day)
        count = len(per_day[deed.day])
        if on < now.date():
            apart = min(_APART, timedelta(hours=9) / count)
            return datetime.combine(on, _BEGIN, ZONE) + apart * place[number]
        left = count - place[number]
        midnight = datetime.combine(now.date(), time(), ZONE)
        return max(now - timedelta(seconds=20) * left, midnight)

    return moment
