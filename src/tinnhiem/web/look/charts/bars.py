"""Bars of one width, the base: the result of one person, a quorum, progress.

A result has two ends with a common baseline down the page: "high" begins at the left edge, "low"
ends at the right one, and what is not valid is the gap between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from tinnhiem.web.look.charts.drawing import chart, element, joined, place, text
from tinnhiem.wording.language import _
from tinnhiem.wording.numbers import grouped

_HEIGHTS = {"table": 22, "personal": 36, "hall": 44}
_EXPECTED_WIDTHS = {"table": 200, "personal": 960, "hall": 400}
_TICK = 5
_PATTERN_FROM = 8
_LEAST = 3
_GAP = 2


@dataclass(frozen=True)
class _Segment:
    level: str
    count: int
    start: int
    gap: bool

    def share(self, base: int) -> Fraction:
        return Fraction(self.count, base)


def rating_bar(
    key: str,
    name: str,
    counts: tuple[int, int, int, int],
    thresholds: Sequence[Fraction] = (),
    *,
    size: str = "table",
    base: int | None = None,
) -> Markup:
    """Return the bar of one person: high, confidence, low, not valid, of ``base`` ballots.

    ``thresholds`` are the shares of "low" at which a legal case begins; their ticks are measured
    from the right. Without a base it is the sum of the counts.

    :raises ValueError: when a count is negative or the counts exceed the base.
    """
    high, middle, low, invalid = counts
    whole = _checked(counts, base)
    title = _(
        "{name}: high confidence {high}, confidence {middle}, low confidence {low}, "
        "not valid {invalid}, of {base}"
    ).format(name=name, high=high, middle=middle, low=low, invalid=invalid, base=whole)
    segments = (
        _Segment("hi", high, 0, gap=high < whole),
        _Segment("med", middle, high, gap=high + middle < whole),
        _Segment("inv", invalid, high + middle, gap=low > 0),
        _Segment("lo", low, whole - low, gap=False),
    )
    return _bar(key, title, segments, thresholds, size, whole)


def confidence_bar(
    key: str,
    name: str,
    counts: tuple[int, int, int],
    thresholds: Sequence[Fraction] = (Fraction(1, 2),),
    *,
    size: str = "table",
    base: int | None = None,
) -> Markup:
    """Return the bar of a confidence vote: confidence, no confidence, not valid.

    :raises ValueError: when a count is negative or the counts exceed the base.
    """
    confident, against, invalid = counts
    whole = _checked(counts, base)
    title = _(
        "{name}: confidence {confident}, no confidence {against}, not valid {invalid}, of {base}"
    ).format(name=name, confident=confident, against=against, invalid=invalid, base=whole)
    segments = (
        _Segment("hi", confident, 0, gap=confident < whole),
        _Segment("inv", invalid, confident, gap=against > 0),
        _Segment("lo", against, whole - against, gap=False),
    )
    return _bar(key, title, segments, thresholds, size, whole)


def _checked(counts: Sequence[int], base: int | None) -> int:
    whole = sum(counts) if base is None else base
    if min(counts) < 0 or sum(counts) > whole:
        raise ValueError(counts, base)
    return whole


def _bar(
    key: str,
    title: str,
    segments: Sequence[_Segment],
    thresholds: Sequence[Fraction],
    size: str,
    base: int,
) -> Markup:
    height = _HEIGHTS[size]
    drawn = [segment for segment in segments if segment.count]
    parts = [_segment(each, base, height, _EXPECTED_WIDTHS[size]) for each in drawn]
    parts += [_least(each, base, height, _EXPECTED_WIDTHS[size]) for each in drawn]
    ticks = [
        element("rect", class_="c-tick", x=place(1 - share), y=height, width=1, height=_TICK)
        for share in thresholds
    ]
    if not base:
        parts = [element("rect", class_="c-inv", width="100%", height=height)]
    description = _(
        "The full width is the base. High begins at the left edge, low ends at the right edge; "
        "what is not valid is the gap between them. Ticks below mark legal thresholds of low, "
        "measured from the right."
    )
    return chart(key, title, description, height + _TICK, *parts, *ticks, css=f"bar-{size}")


def _segment(segment: _Segment, base: int, height: int, expected: int) -> Markup:
    """Draw one part: its gap is taken from its own right end, its left edge is exact."""
    share = segment.share(base)
    solid = " solid" if share * expected < _PATTERN_FROM else ""
    shift = f"translate(-{_GAP} 0)" if segment.gap else None
    body = element(
        "rect",
        class_=f"c-{segment.level}{solid}",
        width="100%",
        height=height,
        transform=shift,
    )
    edge = Markup("")
    if segment.gap and segment.level == "inv":
        edge = element("line", class_="c-dash", y2=height)
    elif segment.gap:
        edge = element("rect", class_=f"c-edge-{segment.level}", width=_GAP, height=height)
    return element(
        "svg",
        body + edge,
        x=place(Fraction(segment.start, base)),
        width=place(share),
        height=height,
        overflow="hidden",
    )


def _least(segment: _Segment, base: int, height: int, expected: int) -> Markup:
    """Draw over a part too thin to be seen a solid one of the least width."""
    if segment.share(base) * expected >= _LEAST + _GAP or segment.level == "inv":
        return Markup("")
    if segment.level == "lo":
        start, shift = Fraction(1), f"translate(-{_LEAST} 0)"
    else:
        start, shift = Fraction(segment.start, base), None
    return element(
        "rect",
        class_=f"c-edge-{segment.level}",
        x=place(start),
        width=_LEAST,
        height=height,
        transform=shift,
    )


def quorum_bar(key: str, present: int, roll: int, needed: int) -> Markup:
    """Return the bar up to the roll with a mark at the number needed.

    :raises ValueError: when a number is negative or somebody beyond the roll is counted.
    """
    if min(present, roll, needed) < 0 or present > roll:
        raise ValueError(present, roll, needed)
    whole = max(roll, 1)
    mark = min(Fraction(needed, whole), Fraction(1))
    title = _("{present} of {roll} present, {needed} needed").format(
        present=present, roll=roll, needed=needed
    )
    parts = (
        text(
            _("at least {needed}").format(needed=grouped(needed)),
            "c-strong",
            x=place(mark),
            y=16,
            text_anchor=_anchor(mark),
        ),
        element("rect", class_="c-track bare", y=34, width="100%", height=26, rx=6),
        element(
            "rect", class_="c-done", y=34, width=place(Fraction(present, whole)), height=26, rx=6
        ),
        element(
            "rect",
            class_="c-needed",
            x=place(mark),
            y=26,
            width=3,
            height=42,
            transform="translate(-1.5 0)",
        ),
    )
    description = _("The full width is the roll; the mark is the number needed.")
    return chart(key, title, description, 70, *parts, css="quorum")


def _anchor(share: Fraction) -> str:
    """Keep a label inside the picture near its ends."""
    if share > Fraction(4, 5):
        return "end"
    return "start" if share < Fraction(1, 5) else "middle"


def progress_bar(done: int, total: int, words: str) -> Markup:
    """Return how much of a piece of work is done, as a thin bar named ``words``."""
    share = min(Fraction(done, total), Fraction(1)) if total > 0 else Fraction(0)
    return element(
        "svg",
        joined(
            (
                element("rect", class_="c-track bare", width="100%", height=8, rx=4),
                element("rect", class_="c-done", width=place(share), height=8, rx=4),
            )
        ),
        class_="chart",
        role="progressbar",
        aria_label=words,
        aria_valuemin=0,
        aria_valuemax=max(total, 1),
        aria_valuenow=max(0, min(done, total)),
        width="100%",
        height=8,
    )
