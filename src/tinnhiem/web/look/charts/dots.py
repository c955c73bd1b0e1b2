"""One person's polls over time: rows are polls, newest on top, places are shares of the base."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from tinnhiem.web.look.charts.drawing import chart, element, place, text
from tinnhiem.wording.language import _
from tinnhiem.wording.numbers import decimal_mark, grouped, percent

_LEVELS = ("hi", "med", "lo")
_TOP, _ROW = 44, 92


@dataclass(frozen=True)
class Poll:
    """One poll: what it is called, its base with the word for it, the three exact shares."""

    label: str
    base: int
    base_name: str
    shares: tuple[Fraction, Fraction, Fraction]


@dataclass(frozen=True)
class _Frame:
    """Where the axis lies inside the picture; lines join rows only on the wide one."""

    left: Fraction
    right: Fraction
    wide: bool
    close: Fraction

    def at(self, share: Fraction) -> Fraction:
        return self.left + (self.right - self.left) * share


_WIDE = _Frame(Fraction(17, 100), Fraction(96, 100), wide=True, close=Fraction(7, 100))
_NARROW = _Frame(Fraction(4, 100), Fraction(96, 100), wide=False, close=Fraction(17, 100))


def dot_plot(key: str, title: str, polls: Sequence[Poll]) -> Markup:
    """Return the plot twice: for wide screens with joining lines, for narrow ones without.

    Rows are joined only where their bases have the same name. Two places of one person are two
    plots.
    """
    wide = element("div", _plot(f"{key}-w", title, polls, _WIDE), class_="only-wide")
    narrow = element("div", _plot(f"{key}-n", title, polls, _NARROW), class_="only-narrow")
    return element("div", wide + narrow, class_="dots")


def _plot(key: str, title: str, polls: Sequence[Poll], frame: _Frame) -> Markup:
    bottom = _TOP + _ROW * (len(polls) - 1) + 44
    parts = [*_axis(frame, bottom)]
    if frame.wide:
        parts += _joins(polls, frame)
    for at, poll in enumerate(polls):
        last = at == len(polls) - 1 and len(polls) > 1
        parts += _row(poll, _TOP + _ROW * at, frame, below=last and frame.wide)
    return chart(key, title, _described(polls), bottom + 26, *parts)


def _described(polls: Sequence[Poll]) -> str:
    line = _("{label}, of {base} {base_name}: high {hi}%, confidence {med}%, low {lo}%")
    return "; ".join(
        line.format(
            label=poll.label,
            base=poll.base,
            base_name=poll.base_name,
            **{level: _value(share) for level, share in zip(_LEVELS, poll.shares, strict=True)},
        )
        for poll in polls
    )


def _value(share: Fraction) -> str:
    return percent(share, mark=decimal_mark())


def _axis(frame: _Frame, bottom: int) -> Iterator[Markup]:
    for quarter in range(5):
        share = Fraction(quarter, 4)
        css = "c-axis mid" if quarter == 2 else "c-axis"
        x = place(frame.at(share))
        yield element("rect", class_=css, x=x, width=1, height=bottom)
        yield text(f"{quarter * 25}%", "c-quiet", x=x, y=bottom + 20, text_anchor="middle")


def _joins(polls: Sequence[Poll], frame: _Frame) -> Iterator[Markup]:
    for at, (newer, older) in enumerate(pairwise(polls)):
        if newer.base_name != older.base_name:
            continue
        y = _TOP + _ROW * at
        for level, above, below in zip(_LEVELS, newer.shares, older.shares, strict=True):
            yield element(
                "line",
                class_=f"j-{level}",
                x1=place(frame.at(above)),
                y1=y,
                x2=place(frame.at(below)),
                y2=y + _ROW,
            )


def _row(poll: Poll, y: int, frame: _Frame, *, below: bool) -> Iterator[Markup]:
    width = place(frame.right - frame.left)
    yield element("rect", class_="c-row", x=place(frame.left), y=y, width=width, height=1)
    words = f"{grouped(poll.base)} {poll.base_name}"
    if frame.wide:
        yield text(poll.label, "c-strong", x=0, y=y - 2)
        yield text(words, "c-quiet", x=0, y=y + 17)
    else:
        yield text(f"{poll.label} · {words}", "c-quiet", x=place(frame.left), y=y - 32)
    points = sorted(zip(poll.shares, _LEVELS, strict=True))
    under = below
    previous: Fraction | None = None
    for share, level in points:
        close = previous is not None and share - previous < frame.close
        under = not under if close else below
        previous = share
        yield from _point(share, level, frame, y, under=under)


def _point(share: Fraction, level: str, frame: _Frame, y: int, *, under: bool) -> Iterator[Markup]:
    """Draw a shape around the exact place, with its value."""
    x = place(frame.at(share))
    shape = {
        "hi": element("circle", class_="d-hi", r=9),
        "med": element("rect", class_="d-med", x=-7.5, y=-7.5, width=15, height=15, rx=2),
        "lo": element("polygon", class_="d-lo", points="0,-10 9.5,7 -9.5,7"),
    }[level]
    yield element("svg", shape, x=x, y=y, overflow="visible")
    yield text(_value(share), "c-strong", x=x, y=y + (27 if under else -15), text_anchor="middle")
