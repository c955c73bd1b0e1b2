"""Marks drawn by a script, for the test deck: what a hand might draw, yet known in advance.

The hand's unsteadiness comes from a hash of what is marked, so that a deck is always the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

Point = tuple[float, float]
Strokes = tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """A pen: the colour of its ink and the width of its line in millimetres."""

    name: str
    ink: str
    width: float


PENS: Final = (
    Pen(name="blue-ballpoint", ink="#1f3f9a", width=0.5),
    Pen(name="black-ballpoint", ink="#1a1a1a", width=0.5),
    Pen(name="red-ballpoint", ink="#c01f1f", width=0.5),
    Pen(name="black-gel", ink="#000000", width=0.7),
    Pen(name="pencil", ink="#5e5e5e", width=0.45),
)


def drawn(shape: str, *, box: tuple[float, float, float], seed: str) -> Strokes:
    """The strokes of a mark in a box (left, top and side in millimetres).

    ``shape`` is one of :data:`SHAPES`; the same seed gives the same strokes.
    """
    left, top, side = box
    unsteady = _Unsteady(seed)

    def place(point: Point) -> Point:
        x, y = (part + unsteady.step() for part in point)
        return (round(left + side * x, 3), round(top + side * y, 3))

    return tuple(tuple(place(point) for point in stroke) for stroke in SHAPES[shape]())


class _Unsteady:
    """Small steps of at most 6 % of the side, read off a hash."""

    def __init__(self, seed: str) -> None:
        self._bytes = iter(b"".join(sha256(f"{seed}/{n}".encode()).digest() for n in range(4)))

    def step(self) -> float:
        return (next(self._bytes) / 255 - 0.5) * 0.12


def _cross() -> Strokes:
    return (((0.12, 0.14), (0.5, 0.48), (0.88, 0.9)), ((0.86, 0.12), (0.5, 0.52), (0.1, 0.88)))


def _tick() -> Strokes:
    return (((0.12, 0.5), (0.38, 0.86), (0.9, 0.1)),)


def _scribble() -> Strokes:
    levels = [0.12 + 0.76 * row / 9 for row in range(10)]
    return (tuple((0.12 if row % 2 else 0.88, level) for row, level in enumerate(levels)),)


SHAPES: Final[Mapping[str, Callable[[], Strokes]]] = {
    "cross": _cross,
    "tick": _tick,
    "scribble": _scribble,
}
