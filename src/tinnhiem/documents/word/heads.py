"""The size of column heads: the largest at which no word breaks inside a narrow column.

Word would break a word that is wider than its column anywhere. Nothing here can measure with the
reader's font, so widths are those of Times bold, which every font of its metrics shares.
"""

from functools import lru_cache
from typing import Final
from unicodedata import normalize

SMALLEST: Final = 9.0
"""Points below which a head is not read any more."""

_WIDTHS: Final = {
    letter: width
    for width, letters in (
        (250, "., \u00a0"),
        (278, "il/"),
        (333, "fjt()-:;"),
        (389, "Is"),
        (444, "cerz"),
        (500, "agovxyJ0123456789"),
        (556, "bdđhknpquS"),
        (611, "FP"),
        (667, "BELTZ"),
        (722, "wACDĐNRUVXY"),
        (778, "GHKOQ"),
        (833, "m"),
        (944, "M"),
        (1000, "W%"),
    )
    for letter in letters
}
_OTHER: Final = 722
_HORN: Final = "\u031b"
_HORN_WIDTH: Final = 60


@lru_cache(maxsize=1024)
def em_width(text: str) -> float:
    """Return the width of a text in bold letters, in thousandths of their size."""
    return sum(_letter_width(letter) for letter in normalize("NFD", text))


def _letter_width(letter: str) -> int:
    """Return the width of a letter; a mark above or below it takes none, a horn a little."""
    if "\u0300" <= letter <= "\u036f":
        return _HORN_WIDTH if letter == _HORN else 0
    return _WIDTHS.get(letter, _OTHER)


def head_size(lines: tuple[str, ...], *, size: float, width: float, lower: bool) -> float:
    """Return the size in points for the lines of a head in a column ``width`` points wide.

    In the lower rows of a head a whole line is made smaller before it breaks.
    """
    needed = max((em_width(word) for line in lines for word in line.split(" ")), default=0)
    if lower:
        fitting = (em_width(line) for line in lines)
        needed = max(needed, *(line for line in fitting if line * SMALLEST / 1000 <= width), 0)
    if needed * size / 1000 <= width:
        return size
    # Word counts half points.
    return max(SMALLEST, int(2000 * width / needed) / 2)
