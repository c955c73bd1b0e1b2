"""Where things stand on a ballot paper, in millimetres from the upper left corner of the page.

Every sheet is A4 upright, a single name included: one layout file has one page size, one paper
feeds through every scanner, and the marks stand at the same places on every sheet of a poll.
"""

from dataclasses import asdict, dataclass, replace
from typing import Final

from tinnhiem.law.poll import Procedure

PAGE_MM: Final = (210.0, 297.0)

#: Rows are never lower than this; a longer list takes another sheet instead.
LEAST_ROW: Final = 8.0

#: Upper left corners of the six tags, in the order of :func:`tags.page_tags`, and their side.
TAG_PLACES: Final = (
    (8.0, 8.0),
    (193.0, 8.0),
    (8.0, 144.0),
    (193.0, 144.0),
    (8.0, 280.0),
    (193.0, 280.0),
)
TAG_SIDE: Final = 9.0

#: Upper left corners of the two equal codes, and their side without the quiet zone.
CODE_PLACES: Final = ((171.0, 8.0), (21.0, 271.0))
CODE_SIDE: Final = 18.0

#: The fold runs down the page at this x, between the names and the boxes.
FOLD_X: Final = 105.0

#: Centre and radius of the place of the hanging stamp.
STAMP: Final = (38.0, 28.0, 18.0)

#: The table and the foot may not come lower than this, clear of the lower code.
TABLE_END: Final = 267.5
FOOT_END: Final = 288.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Sizes of one variant of the paper: letters in points, everything else in millimetres."""

    title: float = 17
    subject: float = 13
    issuer: float = 12
    state: float = 12
    party: float = 15
    how: float = 12
    example: float = 11
    band: float = 11.5
    head: float = 11
    name: float = 11.5
    post: float = 11
    minority: float = 10.5
    foot: float = 10
    small: float = 8.5
    stamp_text: float = 9
    least_letters: float = 7
    box: float = 5
    frame: float = 0.3
    band_h: float = 7
    least_row: float = LEAST_ROW
    tallest_row: float = 14
    row_padding: float = 2.6
    number_mm: float = 9
    name_mm: float = 44.5
    post_mm: float = 53
    choice_mm: float = 22
    table_x: float = 19
    table_mm: float = 172
    foot_x: float = 43
    foot_mm: float = 147
    issuer_x: float = 20
    issuer_mm: float = 58
    state_x: float = 78
    state_mm: float = 91
    title_x: float = 58
    title_mm: float = 133
    top: float = 8.5
    edge_w: float = 7
    edge_x: tuple[float, float] = (9.0, 194.0)
    edge_y: tuple[tuple[float, float], ...] = ((20.0, 121.0), (156.0, 121.0))
    fold_x: float = FOLD_X
    fold_y: tuple[float, float] = (4.4, 289.8)
    stamp: tuple[float, float, float] = STAMP
    rehearsal: tuple[float, float, float, float] = (20.5, 28.0, 35.0, 8.0)


_LARGE: Final = Sizes(
    title=19, subject=15, issuer=13, party=16, how=15, example=14, band=14, head=14, name=16,
    post=14.5, minority=14, foot=14, small=14, stamp_text=14, least_letters=12, box=7, band_h=9,
    least_row=14, tallest_row=20, row_padding=4.2, number_mm=12, name_mm=42, post_mm=43,
    choice_mm=25,
)  # fmt: skip


def sizes(*, procedure: Procedure, lines: int, large: bool) -> Sizes:
    """The sizes for a type of ballot with so many persons on it."""
    chosen = _LARGE if large else Sizes()
    if lines <= 7 and not large:
        chosen = replace(chosen, name=13, post=12.5, minority=12, head=11.5)
    if lines > 14 and not large:
        chosen = replace(chosen, name=11, post=10.5, minority=10, row_padding=2.2)
    if lines == 1:
        chosen = replace(chosen, box=max(6.0, chosen.box), tallest_row=26)
    if procedure is Procedure.CONFIDENCE_VOTE:
        chosen = replace(chosen, box=max(6.0, chosen.box), choice_mm=27 if not large else 31)
    return _widened(chosen, numbered=lines > 1, choices=3 if procedure is Procedure.RATING else 2)


def _widened(chosen: Sizes, *, numbered: bool, choices: int) -> Sizes:
    """Give the name and the post the width that the other columns leave."""
    number = chosen.number_mm if numbered else 0.0
    free = chosen.table_mm - number - choices * chosen.choice_mm
    name = round(free * chosen.name_mm / (chosen.name_mm + chosen.post_mm), 1)
    return replace(chosen, number_mm=number, name_mm=name, post_mm=round(free - name, 1))


def size_table(chosen: Sizes) -> dict[str, object]:
    """The sizes as the template reads them."""
    return asdict(chosen)
