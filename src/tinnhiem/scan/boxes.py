"""Measuring the boxes: each frame is found again, then the ink inside it is described."""

from dataclasses import replace
from statistics import median
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from tinnhiem.scan.layout import PagePlace
from tinnhiem.scan.measures import BoxMeasure
from tinnhiem.scan.paper import PER_MM, SMALL, Columns, Ink

Shifts = NDArray[np.float64]

#: How far a frame may be from where the tags put it.
_SEARCH_MM: Final = 1.4
#: Frame and blur that do not belong to the inside of a box, from its outer edge.
INSET_MM: Final = 0.4
#: Ink of a clear stroke, and of the faintest one.
STROKE: Final = 0.30
TRACE: Final = 0.12
#: The faintest line worth asking whether it goes on beyond the box, and how far it must go on.
_LINE: Final = 0.05
_BEYOND_MM: Final = (0.9, 1.2)
#: Boxes with less ink hold no mark whose shape says anything.
_WORTH_A_SHAPE: Final = 0.01
#: Darker ink is a mark, whatever goes through it.
_FOLD_PEAK: Final = 0.45
#: Rows whose frames are looked at together.
_NEIGHBOURS: Final = 2
#: Shifts that differ by less are those of a flat sheet.
_FLAT_MM: Final = 0.12


def measure_boxes(
    columns: Columns, page: PagePlace, shifts: Shifts, streaked: NDArray[np.bool_]
) -> tuple[BoxMeasure, ...]:
    """Measure every box of a page, in the order of the layout.

    ``columns`` are straightened, by the ``shifts`` that were found; ``streaked`` tells for each box
    whether a line of the scanner crosses it.
    """
    inset = page.frame_mm + INSET_MM + columns.play
    corners = np.array([(box.x + inset, box.y + inset) for box in page.boxes])
    side = round((page.boxes[0].w - 2 * inset) * PER_MM)
    cuts = _cuts(columns, corners, side)
    ink, spots = _squares(columns.ink, cuts, side), _squares(columns.soft, cuts, side)
    fill, mean = (ink > STROKE).mean(axis=(1, 2)), ink.mean(axis=(1, 2))
    trace, peak = (spots > TRACE).mean(axis=(1, 2)), spots.max(axis=(1, 2))
    shade = _squares(columns.shade, cuts // SMALL, max(1, side // SMALL)).mean(axis=(1, 2))
    fits = _fits(columns, page)
    shapes = [_shape(square, share) for square, share in zip(ink, fill, strict=True)]
    return tuple(
        BoxMeasure(
            line=box.line,
            choice=box.choice,
            fill=_rounded(fill[n]),
            trace=_rounded(trace[n]),
            peak=_rounded(peak[n]),
            ink=_rounded(mean[n]),
            paper=_rounded(shade[n]),
            fit=_rounded(fits[n]),
            dx=_rounded(shifts[n, 0]),
            dy=_rounded(shifts[n, 1]),
            streak=bool(streaked[n]),
            fold=_LINE < peak[n] < _FOLD_PEAK and _folded(columns.ink, cuts[n], side),
            span=shapes[n][0],
            solid=shapes[n][1],
        )
        for n, box in enumerate(page.boxes)
    )


def _shape(ink: Ink, fill: float) -> tuple[float, float]:
    """The longer side (mm) of the largest mark in a square, and the share of ink around it."""
    if fill < _WORTH_A_SHAPE:
        return 0.0, 0.0
    mask = (ink > STROKE).astype(np.uint8)
    _count, _of, stats, _centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    _x, _y, width, height, area = max(stats[1:].tolist(), key=lambda stat: int(stat[4]))
    return _rounded(max(width, height) / PER_MM), _rounded(area / (width * height))


def _cuts(columns: Columns, corners: NDArray[np.float64], side: int) -> NDArray[np.intp]:
    """Pixels (down, across) of the upper left corners (millimetres) of squares within the ink."""
    places = np.rint((corners - (columns.x, columns.y)) * PER_MM).astype(np.intp)[:, ::-1]
    most = np.array(columns.ink.shape) - side
    return np.asarray(np.clip(places, 0, np.maximum(most, 0)), dtype=np.intp)


def _squares(ink: Ink, cuts: NDArray[np.intp], side: int) -> Ink:
    """Squares of a picture, one for each corner."""
    side = min(side, *ink.shape)
    views = np.lib.stride_tricks.sliding_window_view(ink, (side, side))
    places = np.minimum(cuts, np.array(ink.shape) - side)
    return np.asarray(views[places[:, 0], places[:, 1]], dtype=np.float32)


def find_frames(columns: Columns, page: PagePlace) -> Shifts:
    """Where each frame is against the layout, in millimetres: boxes by two.

    Each frame is sought by the ink along its edges; a mark may mislead one, so the median of the
    frames of the rows around it in the same column counts.
    """
    found = _frames(columns, page)
    shifts = np.empty((len(page.boxes), 2))
    xs = np.array([box.x for box in page.boxes])
    for x in np.unique(xs):
        column = np.flatnonzero(xs == x)
        for place, index in enumerate(column):
            near = column[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1]
            if len(column) <= _NEIGHBOURS + 1:
                near = np.arange(len(page.boxes))
            shifts[index] = [median(axis) for axis in found[near].T.tolist()]
    return shifts


def straightened(columns: Columns, page: PagePlace, shifts: Shifts) -> Columns:
    """The columns with every frame where the layout has it.

    Flat sheets only need their corner moved; the ink of bent ones is resampled.
    """
    usual = np.median(shifts, axis=0)
    if float(np.abs(shifts - usual).max()) <= _FLAT_MM:
        return replace(columns, x=columns.x - float(usual[0]), y=columns.y - float(usual[1]))
    height, width = columns.ink.shape
    ys = (np.arange(height) + 0.5) / PER_MM + columns.y
    xs = (np.arange(width) + 0.5) / PER_MM + columns.x
    moved = [_field(page, shifts[:, axis], xs, ys) * PER_MM for axis in (0, 1)]
    across = (np.arange(width, dtype=np.float32) + moved[0]).astype(np.float32)
    down = (np.arange(height, dtype=np.float32)[:, None] + moved[1]).astype(np.float32)
    ink = cv2.remap(columns.ink, across, down, cv2.INTER_LINEAR)
    return replace(columns, ink=np.asarray(ink, dtype=np.float32))


def _field(
    page: PagePlace, shifts: NDArray[np.float64], xs: NDArray[np.float64], ys: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Shifts between the boxes: straight from box to box down each column, then across."""
    lefts = sorted({box.x for box in page.boxes})
    columns = []
    for left in lefts:
        own = [index for index, box in enumerate(page.boxes) if box.x == left]
        middles = [page.boxes[index].y + page.boxes[index].h / 2 for index in own]
        columns.append(np.interp(ys, middles, shifts[own]))
    centres = np.array(lefts) + page.boxes[0].w / 2
    weights = np.array([np.interp(xs, centres, unit) for unit in np.eye(len(lefts))])
    return np.asarray(np.stack(columns, axis=1) @ weights, dtype=np.float64)


def _frames(columns: Columns, page: PagePlace) -> Shifts:
    """Best shift of each frame: across by its upright edges, down by its level ones."""
    edge, side = _SEARCH_MM + 0.5, page.boxes[0].w
    corners = np.array([(box.x - edge, box.y - edge) for box in page.boxes])
    places = (corners - (columns.x, columns.y)) * PER_MM - 0.5
    size = round((side + 2 * edge) * PER_MM)
    most = np.maximum(np.array(columns.ink.shape)[::-1] - size, 0)
    whole = np.clip(np.rint(places).astype(np.intp), 0, most)
    patches = _squares(columns.ink, whole[:, ::-1], size)
    inner = slice(round((edge + 0.6) * PER_MM), round((edge + side - 0.6) * PER_MM))
    starts = edge + (places - whole) / PER_MM
    upright, level = patches[:, inner].mean(axis=1), patches[:, :, inner].mean(axis=2)
    return np.stack(
        [
            _shifts(upright, side, page.frame_mm, starts[:, 0]),
            _shifts(level, side, page.frame_mm, starts[:, 1]),
        ],
        axis=1,
    )


def _shifts(profiles: Ink, side: float, frame: float, starts: Shifts) -> Shifts:
    """Shifts in millimetres at which both edges of a frame lie on the darkest lines."""
    width = max(1, round(frame * PER_MM))
    sums = np.cumsum(np.pad(profiles.astype(np.float64), ((0, 0), (1, 0))), axis=1)
    lines = (sums[:, width:] - sums[:, :-width]) / width
    gap = round((side - frame) * PER_MM)
    # Both edges count, and no more than the weaker one doubled: a stroke is no frame.
    first, second = lines[:, :-gap], lines[:, gap:]
    score = np.minimum(first, second) * 2 + 0.2 * (first + second)
    reach = round(_SEARCH_MM * PER_MM)
    lows = np.maximum(0, np.rint(starts * PER_MM).astype(np.intp) - reach)
    spans = np.minimum(lows[:, None] + np.arange(2 * reach + 1), score.shape[1] - 1)
    windows = np.take_along_axis(score, spans, axis=1)
    best = windows.argmax(axis=1)
    middle = np.clip(best, 1, windows.shape[1] - 2)
    near = np.take_along_axis(windows, middle[:, None] + np.arange(-1, 2), axis=1)
    bend = near[:, 0] - 2 * near[:, 1] + near[:, 2]
    usable = (bend < 0) & (best == middle)
    fine = np.where(usable, 0.5 * (near[:, 0] - near[:, 2]) / np.where(usable, bend, 1.0), 0.0)
    return np.asarray((lows + best + np.clip(fine, -0.5, 0.5)) / PER_MM - starts, dtype=np.float64)


def _fits(columns: Columns, page: PagePlace) -> NDArray[np.float32]:
    """Mean ink of the weakest edge of each frame where it was found."""
    width = max(2, round(page.frame_mm * PER_MM))
    corners = np.array([(box.x, box.y) for box in page.boxes])
    side = round(page.boxes[0].w * PER_MM)
    ink = _squares(columns.ink, _cuts(columns, corners, side), side)
    edges = [
        ink[:, :width].max(axis=1).mean(axis=1),
        ink[:, -width:].max(axis=1).mean(axis=1),
        ink[:, :, :width].max(axis=2).mean(axis=1),
        ink[:, :, -width:].max(axis=2).mean(axis=1),
    ]
    return np.asarray(np.min(edges, axis=0), dtype=np.float32)


def _folded(ink: Ink, corner: NDArray[np.intp], side: int) -> bool:
    """Whether a straight line runs through a box and goes on, beyond the frame, both ways."""
    top, left = (int(place) for place in corner)
    rows, across = slice(top, top + side), slice(left, left + side)
    return _goes_through(ink[:, across], rows) or _goes_through(ink.T[:, rows], across)


def _goes_through(band: Ink, inside: slice) -> bool:
    """Whether a line runs along the first axis of ``band`` through ``inside`` and on."""
    gap, more = (round(length * PER_MM) for length in _BEYOND_MM)
    before = band[max(0, inside.start - gap - more) : max(0, inside.start - gap)]
    after = band[inside.stop + gap : inside.stop + gap + more]
    if not before.size or not after.size:
        return False
    parts = [np.median(part, axis=0) for part in (before, band[inside], after)]
    wide = np.array([cv2.dilate(part.reshape(1, -1), np.ones((1, 5))).ravel() for part in parts])
    return bool((wide.min(axis=0) > _LINE).any())


def _rounded(value: float) -> float:
    return round(float(value), 4)
