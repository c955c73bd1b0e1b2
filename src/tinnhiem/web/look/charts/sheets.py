"""The ledger as a picture: one small sheet drawn per sheet printed, or one strip above 120."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from tinnhiem.web.look.charts.drawing import chart, element, joined, place, text
from tinnhiem.wording.language import _
from tinnhiem.wording.numbers import grouped

SINGLY_UP_TO = 120
_PER_ROW = 18
_WIDTH, _HEIGHT, _BETWEEN = 18, 24, 6
_STRIP = 32


@dataclass(frozen=True)
class Sheets:
    """What became of the printed sheets of one type: in the box, exchanged, unused, not found."""

    in_box: int
    exchanged: int = 0
    unused: int = 0
    missing: int = 0

    @property
    def total(self) -> int:
        """Return how many sheets are drawn."""
        return self.in_box + self.exchanged + self.unused + self.missing

    def runs(self) -> tuple[tuple[str, int], ...]:
        """Return kinds and counts in the order of the picture."""
        return (
            ("box", self.in_box),
            ("missing", self.missing),
            ("exchanged", self.exchanged),
            ("unused", self.unused),
        )


def ledger(key: str, title: str, sheets: Sheets) -> Markup:
    """Return the picture of the sheets; the page writes the sum under it.

    :raises ValueError: when a count is negative.
    """
    if min(count for _kind, count in sheets.runs()) < 0:
        raise ValueError(sheets)
    words = _(
        "In the box {in_box}, exchanged {exchanged}, unused {unused}, not found {missing}; "
        "together {total}"
    ).format(
        in_box=sheets.in_box,
        exchanged=sheets.exchanged,
        unused=sheets.unused,
        missing=sheets.missing,
        total=sheets.total,
    )
    if sheets.total > SINGLY_UP_TO:
        return chart(key, title, words, _STRIP + 2, *_strip(sheets))
    return _singly(key, title, words, sheets)


def _singly(key: str, title: str, words: str, sheets: Sheets) -> Markup:
    kinds = [kind for kind, count in sheets.runs() for _each in range(count)]
    rows = max(1, -(-len(kinds) // _PER_ROW))
    width = _PER_ROW * (_WIDTH + _BETWEEN) - _BETWEEN + 2
    height = rows * (_HEIGHT + _BETWEEN) - _BETWEEN + 2
    named, described = f"{key}-title", f"{key}-desc"
    drawn = joined(_sheet(kind, at) for at, kind in enumerate(kinds))
    head = element("title", title, id=named) + element("desc", words, id=described)
    return element(
        "svg",
        head + drawn,
        class_="chart ledger",
        role="img",
        aria_labelledby=named,
        aria_describedby=described,
        viewBox=f"-1 -1 {width} {height}",
        width="100%",
    )


def _sheet(kind: str, at: int) -> Markup:
    row, column = divmod(at, _PER_ROW)
    x, y = column * (_WIDTH + _BETWEEN), row * (_HEIGHT + _BETWEEN)
    body = element("rect", class_=f"s-{kind}", x=x, y=y, width=_WIDTH, height=_HEIGHT, rx=3)
    sign = {"exchanged": ("↺", "s-mark"), "missing": ("?", "s-ask")}.get(kind)
    if sign is None:
        return body
    middle = {"x": x + _WIDTH // 2, "y": y + 17, "text_anchor": "middle"}
    return body + text(sign[0], sign[1], **middle)


def _strip(sheets: Sheets) -> Iterator[Markup]:
    """Draw the counts in proportion, their numbers inside where there is room."""
    start = 0
    for kind, count in sheets.runs():
        if not count:
            continue
        share = Fraction(count, sheets.total)
        words = (
            _("{count} in the box").format(count=grouped(count)) if kind == "box" else str(count)
        )
        body = element("rect", class_=f"s-{kind}", width="100%", height=_STRIP)
        label = text(
            words,
            "s-word" if kind == "box" else "c-mid",
            x="50%",
            y=21,
            text_anchor="middle",
        )
        yield element(
            "svg",
            body + (label if share > Fraction(1, 40) else Markup("")),
            x=place(Fraction(start, sheets.total)),
            width=place(share),
            height=_STRIP,
            overflow="hidden",
        )
        start += count
