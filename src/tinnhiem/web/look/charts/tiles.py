"""Bodies as tiles of one state each, for the roll-up of a province: no ranking, no names."""

from dataclasses import dataclass

from markupsafe import Markup

from tinnhiem.web.look.charts.drawing import element, joined, text
from tinnhiem.wording.language import _

_PER_ROW = 14
_SIZE, _STEP = 26, 32


@dataclass(frozen=True)
class Tiles:
    """How many bodies have minutes, are at work, are late, have not begun."""

    done: int = 0
    half: int = 0
    late: int = 0
    empty: int = 0

    def states(self) -> list[str]:
        """Return one state per body, in the fixed order."""
        runs = (
            ("done", self.done),
            ("half", self.half),
            ("late", self.late),
            ("empty", self.empty),
        )
        return [state for state, count in runs for _each in range(count)]


def tiles(key: str, title: str, counts: Tiles, *, per_row: int = _PER_ROW) -> Markup:
    """Return the tiles of one kind of body.

    :raises ValueError: when a count is negative.
    """
    if min(counts.done, counts.half, counts.late, counts.empty) < 0:
        raise ValueError(counts)
    states = counts.states()
    rows = max(1, -(-len(states) // per_row))
    words = _("with minutes {done}, at work {half}, late {late}, not begun {empty}").format(
        done=counts.done, half=counts.half, late=counts.late, empty=counts.empty
    )
    named, described = f"{key}-title", f"{key}-desc"
    head = element("title", title, id=named) + element("desc", words, id=described)
    width, height = per_row * _STEP - (_STEP - _SIZE) + 2, rows * _STEP - (_STEP - _SIZE) + 2
    return element(
        "svg",
        head + joined(_tile(state, *divmod(at, per_row)) for at, state in enumerate(states)),
        class_="chart",
        role="img",
        aria_labelledby=named,
        aria_describedby=described,
        viewBox=f"-1 -1 {width} {height}",
        width=width,
    )


def _tile(state: str, row: int, column: int) -> Markup:
    x, y = column * _STEP, row * _STEP
    body = element("rect", class_=f"t-{state}", x=x, y=y, width=_SIZE, height=_SIZE, rx=5)
    if state == "done":
        points = f"{x + 7},{y + 13} {x + 11},{y + 17} {x + 19},{y + 9}"
        return body + element("polyline", class_="k-tick", points=points)
    if state == "half":
        points = f"{x + 2},{y + 2} {x + 24},{y + 2} {x + 2},{y + 24}"
        return body + element("polygon", class_="t-half-fill", points=points)
    if state == "late":
        return body + text("!", "k-bang", x=x + 13, y=y + 18, text_anchor="middle")
    return body
