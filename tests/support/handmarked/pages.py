"""Blank ballots marked by a hand, with the truth of every row."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from support.handmarked import hands
from support.handmarked.hands import PENCIL, Layer, Pen, Points, Random

Grey = NDArray[np.uint8]


class TruthKind(StrEnum):
    """What a row is like, and so what a reader may do with it."""

    ORDINARY = "ordinary"
    BLANK = "blank"
    UNUSUAL = "unusual"
    TWO = "two-marks"
    MOVED = "crossed-out-and-moved"
    CROSSED = "crossed-out"
    THROUGH = "stroke-through-two"
    BESIDE = "beside"
    RING = "ring-around"
    FAINT = "faint"
    RESIDUE = "erased-residue"
    DOT = "resting-dot"
    STRAY = "stray-line"
    STRUCK = "name-struck"
    ADDED = "words-added"
    TOUCHED = "touched-by-a-stray-line"

    @property
    def for_people(self) -> bool:
        """Whether people must see such a row."""
        return self not in {TruthKind.ORDINARY, TruthKind.UNUSUAL, TruthKind.TOUCHED}


HARD = tuple(kind for kind in TruthKind if kind not in {TruthKind.ORDINARY, TruthKind.TOUCHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTruth:
    """The truth of a row: its kind, and what the voter meant where that is clear."""

    line: str
    kind: TruthKind
    choice: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankBallot:
    """A printed page, and its entry in the layout."""

    grey: Grey
    per_mm: float
    page: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPage:
    """A page with marks."""

    grey: Grey
    per_mm: float
    truth: tuple[RowTruth, ...]


def mark_page(
    blank: BlankBallot, random: Random, *, hard: float = 0.0, blank_rows: float = 0.0
) -> MarkedPage:
    """Mark every row by one hand; ``hard`` and ``blank_rows`` are shares of other rows."""
    layer: Layer = np.zeros(blank.grey.shape, dtype=np.float32)
    artist = _Artist(blank, layer, random)
    truth: list[RowTruth] = []
    for row in blank.page["rows"]:
        kind = TruthKind.ORDINARY
        drawn = random.random()
        if drawn < hard:
            kind = HARD[int(random.integers(len(HARD)))]
        elif drawn < hard + blank_rows:
            kind = TruthKind.BLANK
        told = artist.row(row, kind)
        stray = bool(truth) and truth[-1].kind is TruthKind.STRAY
        if stray and told.kind is TruthKind.ORDINARY:
            # The line that ends in the row above begins in this one: clear, but not ordinary.
            told = replace(told, kind=TruthKind.TOUCHED)
        truth.append(told)
    stained = blank.grey * (1 - layer)
    return MarkedPage(
        grey=np.rint(stained).astype(np.uint8), per_mm=blank.per_mm, truth=tuple(truth)
    )


class _Artist:
    """One voter with one pen and one habit."""

    def __init__(self, blank: BlankBallot, layer: Layer, random: Random) -> None:
        self.blank, self.layer, self.random = blank, layer, random
        self.pen = hands.pen_of(random)
        weights = np.array([weight for _shape, weight in hands.ORDINARY])
        self.habit = int(random.choice(len(weights), p=weights))
        self.faithful = random.random() < 0.8
        self.size = float(np.clip(random.normal(1.0, 0.15), 0.65, 1.35))
        self.offset = random.normal(0, 0.25, 2)

    def row(self, row: dict[str, Any], kind: TruthKind) -> RowTruth:
        """Mark one row."""
        boxes = [box for box in self.blank.page["boxes"] if box["line"] == row["line"]]
        choice = int(self.random.integers(len(boxes)))
        other = (choice + int(self.random.integers(1, len(boxes)))) % len(boxes)
        draw = _DRAWN[kind]
        draw(self, boxes[choice], boxes[other], row)
        meant = boxes[choice]["choice"] if kind in _MEANT else None
        return RowTruth(line=row["line"], kind=kind, choice=meant)

    def strokes(self, strokes: list[Points], pen: Pen | None = None) -> None:
        hands.draw(self.layer, strokes, pen or self.pen, self.blank.per_mm, self.random)

    def mark(self, box: dict[str, Any], pen: Pen | None = None, size: float = 1.0) -> None:
        """The usual mark of this hand in a box."""
        shape = self.habit if self.faithful else int(self.random.integers(len(hands.ORDINARY)))
        drawer = hands.ORDINARY[shape][0]
        side = box["w"] * (0.85 if drawer is hands.fill else 0.95) * self.size * size
        place = middle(box) + self.offset + self.random.normal(0, 0.3, 2)
        self.strokes(drawer(self.random, place, side), pen)

    def ordinary(self, box: dict[str, Any], _other: dict[str, Any], _row: dict[str, Any]) -> None:
        self.mark(box)

    def nothing(self, _box: dict[str, Any], _other: dict[str, Any], _row: dict[str, Any]) -> None:
        """Leave the row blank."""

    def unusual(self, box: dict[str, Any], _other: dict[str, Any], _row: dict[str, Any]) -> None:
        """Clear enough to mean one box, but small, large, aside, or one slash."""
        way = int(self.random.integers(4))
        if way == 0:
            self.mark(box, size=0.45)
        elif way == 1:
            self.mark(box, size=1.6)
        elif way == 2:
            place = middle(box) + self.random.choice((-1.3, 1.3), 2)
            self.strokes(hands.cross(self.random, place, box["w"] * 0.9))
        else:
            self.strokes(hands.slash(self.random, middle(box), box["w"]))

    def two(self, box: dict[str, Any], other: dict[str, Any], _row: dict[str, Any]) -> None:
        self.mark(box)
        self.mark(other)

    def crossed(self, box: dict[str, Any], _other: dict[str, Any], _row: dict[str, Any]) -> None:
        self.mark(box)
        size = box["w"] * self.random.uniform(1.5, 2.0)
        self.strokes(hands.scribble(self.random, middle(box), size, box["w"] * 1.25))

    def moved(self, box: dict[str, Any], other: dict[str, Any], row: dict[str, Any]) -> None:
        self.crossed(other, box, row)
        self.mark(box)

    def through(self, box: dict[str, Any], other: dict[str, Any], _row: dict[str, Any]) -> None:
        start, end = sorted((middle(box), middle(other)), key=lambda place: float(place[0]))
        over = np.array((self.random.uniform(0, 2), self.random.uniform(-1, 1)))
        self.strokes([hands.line(self.random, start - over, end + over)])
        if self.random.random() < 0.5:
            self.mark(box)

    def beside(self, box: dict[str, Any], _other: dict[str, Any], _row: dict[str, Any]) -> None:
        side = self.random.choice((-1.0, 1.0)) * (box["w"] / 2 + self.random.uniform(2.6, 3.4))
        place = middle(box) + np.array((side, self.random.normal(0, 0.4)))
        self.strokes(hands.cross(self.random, place, 3.2))

    def ring(self, box: dict[str, Any], _other: dict[str, Any], _row: dict[str, Any]) -> None:
        size = box["w"] * self.random.uniform(1.55, 1.8)
        self.strokes(hands.ring(self.random, middle(box), size))

    def faint(self, box: dict[str, Any], _other: dict[str, Any], _row: dict[str, Any]) -> None:
        dark = float(self.random.uniform(0.12, 0.26))
        self.mark(box, Pen(name="faint", dark=dark, width=PENCIL.width, uneven=PENCIL.uneven))

    def residue(self, box: dict[str, Any], other: dict[str, Any], _row: dict[str, Any]) -> None:
        dark = float(self.random.uniform(0.18, 0.3))
        self.mark(other, Pen(name="erased", dark=dark, width=0.6, uneven=0.5))
        self.mark(box)

    def dot(self, box: dict[str, Any], other: dict[str, Any], _row: dict[str, Any]) -> None:
        place = middle(other) + self.random.uniform(-1.3, 1.3, 2)
        spot = place + np.array([(0, 0), (self.random.uniform(0.1, 0.35), 0.05)])
        self.strokes([spot])
        self.mark(box)

    def stray(self, box: dict[str, Any], other: dict[str, Any], row: dict[str, Any]) -> None:
        """A line from below that ends in a box, and a mark beside the box that was meant."""
        below = np.array((middle(other)[0] + self.random.uniform(-4, 4), row["y"] + row["h"] + 4))
        self.strokes([hands.line(self.random, below, middle(other))])
        self.beside(box, other, row)

    def struck(self, box: dict[str, Any], _other: dict[str, Any], row: dict[str, Any]) -> None:
        start = np.array((row["x"] + self.random.uniform(9, 13), row["y"] + row["h"] / 2))
        end = start + np.array((self.random.uniform(28, 45), self.random.normal(0, 0.6)))
        self.strokes([hands.line(self.random, start, end)])
        self.mark(box)

    def added(self, box: dict[str, Any], _other: dict[str, Any], row: dict[str, Any]) -> None:
        place = np.array((box["x"] + box["w"] + 2.0, row["y"] + row["h"] / 2))
        self.strokes(hands.words(self.random, place, self.random.uniform(6, 10)))
        self.mark(box)


def middle(box: dict[str, Any]) -> Points:
    """The centre of a box."""
    return np.array((box["x"] + box["w"] / 2, box["y"] + box["h"] / 2))


_MEANT = {TruthKind.ORDINARY, TruthKind.UNUSUAL, TruthKind.FAINT, TruthKind.RESIDUE, TruthKind.DOT}
_DRAWN = {
    TruthKind.ORDINARY: _Artist.ordinary,
    TruthKind.BLANK: _Artist.nothing,
    TruthKind.UNUSUAL: _Artist.unusual,
    TruthKind.TWO: _Artist.two,
    TruthKind.MOVED: _Artist.moved,
    TruthKind.CROSSED: _Artist.crossed,
    TruthKind.THROUGH: _Artist.through,
    TruthKind.BESIDE: _Artist.beside,
    TruthKind.RING: _Artist.ring,
    TruthKind.FAINT: _Artist.faint,
    TruthKind.RESIDUE: _Artist.residue,
    TruthKind.DOT: _Artist.dot,
    TruthKind.STRAY: _Artist.stray,
    TruthKind.STRUCK: _Artist.struck,
    TruthKind.ADDED: _Artist.added,
}
