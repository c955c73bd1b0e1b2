"""Tables in a terminal: aligned by the width that characters take there."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tinnhiem.cli.console import OWN_STYLE

_WIDE = {"W", "F"}
_BETWEEN = "  "


def width(text: str) -> int:
    """Return how many columns ``text`` takes: marks and styles take none, wide characters two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in _WIDE else 1
        for c in OWN_STYLE.sub("", text)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its head, the side its content stands at, and the most columns it may take."""

    head: str
    right: bool = False
    most: int = 0


def wrapped(text: str, most: int) -> list[str]:
    """Return ``text`` in lines of at most ``most`` columns, broken at ordinary spaces."""
    if not most:
        return [text]
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(lines[-1]) + 1 + width(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def filled(text: str, size: int, *, right: bool = False) -> str:
    """Return ``text`` with spaces up to ``size`` columns."""
    space = " " * max(0, size - width(text))
    return space + text if right else text + space


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, most: int = 0) -> list[str]:
    """Return the lines of a table: head, rule, rows; long cells and heads take several lines.

    The table takes at most ``most`` columns of the terminal, as far as its longest words let it.
    """
    sizes = _sizes(columns, rows, most)
    cells = [[wrapped(text, size) for size, text in zip(sizes, row, strict=True)] for row in rows]
    heads = [wrapped(column.head, size) for column, size in zip(columns, sizes, strict=True)]
    rule = _BETWEEN.join("─" * size for size in sizes).rstrip()
    body = [line for row in cells for line in _row(row, columns, sizes)]
    return [*_row(heads, columns, sizes), rule, *body]


def _sizes(columns: Sequence[Column], rows: Sequence[Sequence[str]], most: int) -> list[int]:
    """Return the width of each column; where they are too wide together, the widest gives way."""
    sizes, least = [], []
    for place, column in enumerate(columns):
        texts = [row[place] for row in rows]
        lines = [line for text in texts for line in wrapped(text, column.most)]
        sizes.append(max(map(width, lines), default=0))
        sizes[-1] = max(sizes[-1], _narrowest(column.head))
        words = [word for text in (column.head, *texts) for word in text.split(" ")]
        least.append(max(map(width, words), default=0))
    while most and sum(sizes) + len(_BETWEEN) * (len(sizes) - 1) > most:
        places = [place for place, size in enumerate(sizes) if size > least[place]]
        if not places:
            break
        sizes[max(places, key=sizes.__getitem__)] -= 1
    return sizes


def _narrowest(head: str) -> int:
    """Return the least width at which a head takes no more than two lines."""
    for size in range(1, width(head)):
        lines = wrapped(head, size)
        if len(lines) <= 2 and max(map(width, lines)) <= size:
            return size
    return width(head)


def _row(row: list[list[str]], columns: Sequence[Column], sizes: list[int]) -> list[str]:
    height = max(len(cell) for cell in row)
    padded = [cell + [""] * (height - len(cell)) for cell in row]
    return [_line([cell[n] for cell in padded], columns, sizes) for n in range(height)]


def _line(texts: list[str], columns: Sequence[Column], sizes: list[int]) -> str:
    parts = [
        filled(text, size, right=column.right)
        for text, column, size in zip(texts, columns, sizes, strict=True)
    ]
    return _BETWEEN.join(parts).rstrip()
