"""The calendar of a poll: days to scale as a strip, and as a list where the screen is narrow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from markupsafe import Markup, escape

from tinnhiem.web.look.charts.drawing import chart, element, joined, place, text
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, current

_EXPECTED_WIDTH = 800
_LETTER = 7.6
_LEVEL = 42
_FLAG = 26
_LEFT, _SPAN = Fraction(3, 100), Fraction(94, 100)
_MOST_LEVELS = 4
_EDGE, _OVERHANG = Fraction(1, 5), 10
_AFTERWARDS = timedelta(days=14)  # a poll of years ago is not squeezed together to show today


@dataclass(frozen=True)
class Day:
    """One day of the calendar; ``state`` is ``done``, ``late``, ``coming`` or ``poll``.

    ``done_on`` is the day on which it was done, where that differs from the day of the law.
    """

    on: date
    title: str
    state: str
    done_on: date | None = None

    def dated(self) -> str:
        """Return the day as the strip writes it, with what it means when late or done."""
        words = _short(self.on)
        if self.state == "late":
            return _("{day} · overdue").format(day=words)
        if self.done_on and self.done_on != self.on:
            return _("{day} · done {done}").format(day=words, done=_short(self.done_on))
        return words


@dataclass
class _Side:
    """The labels already placed above or below the line, by level."""

    taken: list[tuple[int, float, float]] = field(default_factory=list)

    def free(self, level: int, start: float, end: float) -> bool:
        return all(
            level != other or end <= left or start >= right for other, left, right in self.taken
        )


@dataclass(frozen=True)
class _Label:
    day: Day
    share: Fraction
    above: bool
    level: int
    anchor: str


def calendar(key: str, title: str, days: Sequence[Day], today: date) -> Markup:
    """Return the strip for wide screens and the list for narrow ones.

    :raises ValueError: when there is no day.
    """
    if not days:
        raise ValueError(days)
    ordered = sorted(days, key=lambda day: day.on)
    strip = element("div", _strip(key, title, ordered, today), class_="only-wide")
    return element("div", strip + _list(ordered, today), class_="calendar")


def _short(day: date) -> str:
    return short_date(day).rpartition(" " if current() == "en" else "/")[0]


def _strip(key: str, title: str, days: Sequence[Day], today: date) -> Markup:
    over = today - days[-1].on > _AFTERWARDS
    first, last = min(days[0].on, today), days[-1].on if over else max(days[-1].on, today)
    length = max((last - first).days, 1)

    def share(day: date) -> Fraction:
        return _LEFT + _SPAN * Fraction((day - first).days, length)

    now = _LEFT + _SPAN if over else share(today)
    labels = _placed([(day, share(day.on)) for day in days], None if over else now)
    above = 1 + max((label.level for label in labels if label.above), default=0)
    below = 1 + max((label.level for label in labels if not label.above), default=0)
    line = _FLAG + 6 + above * _LEVEL + 10
    parts = [
        element("rect", class_="k-line", x=place(_LEFT), y=line - 1, width=place(_SPAN), height=2),
        element(
            "rect",
            class_="k-past",
            x=place(_LEFT),
            y=line - 2,
            width=place(now - _LEFT),
            height=4,
        ),
    ]
    if not over:
        parts += _flag(today, now, line)
    for label in labels:
        parts += _written(label, line)
    words = "; ".join(f"{day.title}: {day.dated()}" for day in days)
    return chart(key, title, words, line + 20 + below * _LEVEL, *parts)


def _placed(days: Sequence[tuple[Day, Fraction]], today: Fraction | None) -> list[_Label]:
    """Give each label a side, a level and a direction so that none lies upon another."""
    sides = {True: _Side(), False: _Side()}
    if today is not None:
        flag = float(today) * _EXPECTED_WIDTH
        sides[True].taken += [(level, flag - 3, flag + 3) for level in range(_MOST_LEVELS)]
    labels = []
    for number, (day, share) in enumerate(days):
        label = _fitting(day, share, sides, above=number % 2 == 1)
        start, end = _extent(label)
        sides[label.above].taken.append((label.level, start, end))
        labels.append(label)
    return labels


def _fitting(day: Day, share: Fraction, sides: dict[bool, _Side], *, above: bool) -> _Label:
    for level in range(_MOST_LEVELS):
        for side in (above, not above):
            for anchor in ("middle", "start", "end"):
                label = _Label(day, share, side, level, anchor)
                start, end = _extent(label)
                inside = start >= 0 and end <= _EXPECTED_WIDTH + 10
                if inside and sides[side].free(level, start, end):
                    return label
    return _Label(day, share, above, _MOST_LEVELS - 1, "end" if share > Fraction(1, 2) else "start")


def _extent(label: _Label) -> tuple[float, float]:
    width = max(len(label.day.title), len(label.day.dated())) * _LETTER + 10
    middle = float(label.share) * _EXPECTED_WIDTH
    start = {"start": middle - 12, "middle": middle - width / 2, "end": middle + 12 - width}
    return start[label.anchor], start[label.anchor] + width


def _flag(today: date, share: Fraction, line: int) -> Iterator[Markup]:
    words = _("Today {day}").format(day=_short(today))
    width = round(len(words) * _LETTER) + 18
    half = width / 2
    # Pixels right of the day: towards the middle near an end, so that it stays on any card.
    middle = half - _OVERHANG if share < _EDGE else _OVERHANG - half if share > 1 - _EDGE else 0
    body = element("rect", class_="k-flag", x=middle - half, width=width, height=_FLAG, rx=6)
    label = text(words, "k-flag-word", x=middle, y=18, text_anchor="middle")
    yield element(
        "line", class_="k-today", x1=place(share), x2=place(share), y1=_FLAG, y2=line + 14
    )
    yield element("svg", body + label, x=place(share), overflow="visible")


def _written(label: _Label, line: int) -> Iterator[Markup]:
    x = place(label.share)
    nudge = {"start": -11, "middle": 0, "end": 11}[label.anchor]
    top = line - 38 - label.level * _LEVEL if label.above else line + 34 + label.level * _LEVEL
    late = label.day.state == "late"
    words = text(label.day.title, "c-mid", x=nudge, y=top, text_anchor=label.anchor) + text(
        label.day.dated(),
        "k-overdue" if late else "c-quiet",
        x=nudge,
        y=top + 18,
        text_anchor=label.anchor,
    )
    yield element("svg", words, x=x, overflow="visible")
    yield element("svg", _mark(label.day.state), x=x, y=line, overflow="visible")


def _mark(state: str) -> Markup:
    """Return the shape of a state around the origin: tick, diamond, circle, square."""
    if state == "done":
        tick = element("polyline", class_="k-tick", points="-4.5,0.5 -1.5,3.5 4.5,-3.5")
        return element("circle", class_="k-done", r=11) + tick
    if state == "late":
        diamond = element("polygon", class_="k-late", points="0,-14 14,0 0,14 -14,0")
        return diamond + text("!", "k-bang", y=5, text_anchor="middle")
    if state == "poll":
        return element("rect", class_="k-poll", x=-11, y=-11, width=22, height=22, rx=5)
    return element("circle", class_="k-coming", r=9)


def _list(days: Sequence[Day], today: date) -> Markup:
    rows: list[tuple[date, Markup]] = [(day.on, _item(day)) for day in days]
    flag = element(
        "li", element("span", _("Today {day}").format(day=_short(today))), class_="today"
    )
    if today - days[-1].on > _AFTERWARDS:
        return element("ol", joined([row for _on, row in rows]), class_="days only-narrow")
    before = [row for on, row in rows if on <= today]
    after = [row for on, row in rows if on > today]
    return element("ol", joined([*before, flag, *after]), class_="days only-narrow")


def _item(day: Day) -> Markup:
    picture = element(
        "svg",
        _mark(day.state),
        class_="chart",
        width=30,
        height=30,
        viewBox="-15 -15 30 30",
        aria_hidden="true",
    )
    words = element("b", escape(day.title)) + element("span", day.dated(), class_="second num")
    return element("li", picture + element("div", words))
