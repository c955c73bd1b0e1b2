"""Hands and pens: strokes as polylines in millimetres, drawn into a layer of ink."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Layer = NDArray[np.float32]
Random = np.random.Generator

_SHIFT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How dark a pen writes in grey (0 to 1), how wide (mm), and how unevenly."""

    name: str
    dark: float
    width: float
    uneven: float = 0.0


PENS = (
    (Pen(name="blue-ballpoint", dark=0.72, width=0.42, uneven=0.25), 0.5),
    (Pen(name="black-ballpoint", dark=0.82, width=0.42, uneven=0.25), 0.15),
    (Pen(name="black-gel", dark=0.93, width=0.55, uneven=0.05), 0.1),
    (Pen(name="blue-gel", dark=0.78, width=0.55, uneven=0.05), 0.1),
    (Pen(name="red-ballpoint", dark=0.58, width=0.45, uneven=0.2), 0.08),
    (Pen(name="felt", dark=0.88, width=0.9, uneven=0.03), 0.04),
    (Pen(name="soft-pencil", dark=0.62, width=0.55, uneven=0.35), 0.03),
)
PENCIL = Pen(name="hard-pencil", dark=0.24, width=0.4, uneven=0.5)


def pen_of(random: Random) -> Pen:
    """A pen, the common ones more often, no two quite alike."""
    weights = np.array([weight for _pen, weight in PENS])
    chosen, _weight = PENS[int(random.choice(len(PENS), p=weights / weights.sum()))]
    return Pen(
        name=chosen.name,
        dark=float(np.clip(chosen.dark * random.normal(1, 0.06), 0.1, 1)),
        width=float(np.clip(chosen.width * random.normal(1, 0.12), 0.25, 1.3)),
        uneven=chosen.uneven,
    )


def draw(layer: Layer, strokes: list[Points], pen: Pen, per_mm: float, random: Random) -> None:
    """Draw strokes (millimetres) with a pen; where strokes meet the darker one counts."""
    if not strokes:
        return
    everything = np.concatenate(strokes)
    low = np.floor((everything.min(axis=0) - 2) * per_mm).astype(int).clip(0)
    high = np.ceil((everything.max(axis=0) + 2) * per_mm).astype(int)
    high = np.minimum(high, layer.shape[::-1])
    if (high <= low).any():
        return
    patch = np.zeros((high[1] - low[1], high[0] - low[0]), dtype=np.uint8)
    width = max(1, round(pen.width * per_mm))
    for stroke in strokes:
        pixels = np.rint((stroke * per_mm - low) * (1 << _SHIFT)).astype(np.int32)
        cv2.polylines(
            patch,
            [pixels.reshape(-1, 1, 2)],
            isClosed=False,
            color=255,
            thickness=width,
            lineType=cv2.LINE_AA,
            shift=_SHIFT,
        )
    ink = np.asarray(cv2.GaussianBlur(patch, (0, 0), 0.45), dtype=np.float32) / 255
    if pen.uneven:
        noise = random.standard_normal(patch.shape, dtype=np.float32)
        grain = np.asarray(1 + pen.uneven * noise, dtype=np.float32)
        ink *= np.clip(cv2.GaussianBlur(grain, (0, 0), 0.8), 0.2, 1.3)
    part = layer[low[1] : high[1], low[0] : high[0]]
    np.maximum(part, np.clip(ink * pen.dark, 0, 1), out=part)


def line(random: Random, start: Points, end: Points, tremor: float = 0.08) -> Points:
    """A line by hand: a little bent and shaky."""
    steps = np.linspace(0, 1, 9)[:, None]
    across = np.array((start[1] - end[1], end[0] - start[0]))
    bend = random.normal(0, 0.05) * np.sin(np.pi * steps) * across
    shake = np.cumsum(random.normal(0, tremor / 3, (9, 2)), axis=0)
    return np.asarray(start + (end - start) * steps + bend + shake)


def cross(random: Random, centre: Points, size: float) -> list[Points]:
    """Two strokes across each other."""
    half = size / 2
    corners = np.array([(-1, -1), (1, 1), (1, -1), (-1, 1)]) * half
    corners = corners * random.normal(1, 0.12, (4, 2)) + random.normal(0, 0.25, (4, 2)) + centre
    return [line(random, corners[0], corners[1]), line(random, corners[2], corners[3])]


def tick(random: Random, centre: Points, size: float) -> list[Points]:
    """A tick: short down, long up, its tail often above the box."""
    half = size / 2
    knee = centre + np.array((-0.25, 0.75)) * half + random.normal(0, 0.2, 2)
    start = knee + np.array((-0.55, -0.75)) * half * random.uniform(0.7, 1.2)
    end = knee + np.array((1.3, -1.6)) * half * random.uniform(0.8, 1.15)
    return [np.concatenate([line(random, start, knee, 0.05), line(random, knee, end, 0.06)])]


def fill(random: Random, centre: Points, size: float) -> list[Points]:
    """A box scribbled full."""
    half = size / 2
    turns = int(random.integers(8, 15))
    xs = np.linspace(-half, half, turns) + random.normal(0, 0.12, turns)
    sides = np.where(np.arange(turns) % 2, half, -half) * random.uniform(0.85, 1.05, turns)
    zigzag = np.stack([xs, sides], axis=1)
    if random.random() < 0.5:
        zigzag = zigzag[:, ::-1]
    angle = random.normal(0, 0.25)
    turn = np.array(((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))))
    return [zigzag @ turn.T + centre]


def slash(random: Random, centre: Points, size: float) -> list[Points]:
    """One stroke from corner to corner."""
    half = size / 2
    start = centre + np.array((-1, 1)) * half * random.uniform(0.7, 1.1, 2)
    end = centre + np.array((1, -1)) * half * random.uniform(0.7, 1.1, 2)
    return [line(random, start, end)]


def ring(random: Random, centre: Points, size: float) -> list[Points]:
    """A closed curve around a centre."""
    turn = np.linspace(0, 2 * np.pi * random.uniform(1.0, 1.1), 33)
    radius = size / 2 * (1 + random.normal(0, 0.03) * np.sin(2 * turn))
    return [np.stack([np.cos(turn), np.sin(turn)], axis=1) * radius[:, None] + centre]


def scribble(random: Random, centre: Points, width: float, height: float) -> list[Points]:
    """Wild strokes to and fro, as for crossing out."""
    turns = int(random.integers(9, 16))
    xs = np.linspace(-width / 2, width / 2, turns) + random.normal(0, 0.3, turns)
    sides = np.where(np.arange(turns) % 2, 1, -1) * height / 2 * random.uniform(0.7, 1.1, turns)
    back = np.stack([xs[::-1], -sides], axis=1)
    return [np.stack([xs, sides], axis=1) + centre, back + centre]


def words(random: Random, start: Points, length: float) -> list[Points]:
    """Something written: loops along a line."""
    steps = int(length * 6)
    along = np.linspace(0, length, steps)
    up = np.sin(along * random.uniform(3.5, 5)) * random.uniform(0.6, 1.1)
    wobble = np.cumsum(random.normal(0, 0.05, steps))
    return [np.stack([along + np.cos(along * 4) * 0.4, up + wobble], axis=1) + start]


ORDINARY: tuple[tuple[Callable[[Random, Points, float], list[Points]], float], ...] = (
    (cross, 0.55),
    (tick, 0.3),
    (fill, 0.15),
)
