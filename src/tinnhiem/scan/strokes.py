"""Connected ink outside the boxes: strokes through two boxes, and ink that belongs to none."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from tinnhiem.scan.layout import PagePlace
from tinnhiem.scan.measures import StrokeMeasure
from tinnhiem.scan.paper import PER_MM, Columns

Mask = NDArray[np.uint8]

#: Ink of a stroke outside the boxes.
_INK: Final = 0.20
#: Strokes with less ink are dirt; in a row, less does not count as ink of that row.
LEAST_AREA: Final = 0.25
#: Printed lines with their blur, each way.
_LINE_MM: Final = 0.32
_FRAME_BLUR_MM: Final = 0.3
#: Beyond a frame's blur, where a stroke must be to touch the box.
_TOUCH_MM: Final = 0.7
#: No hand draws so far (mm) without leaving a straight line by so much; folds are faint, and lines
#: of the scanner run along the picture to within so much.
_RULED_MM, _STRAIGHT_MM, _FAINT, _ALONG_MM = 40.0, 0.7, 0.36, 0.7
#: Fewer pixels are no touch.
_TOUCHING: Final = 3


@dataclass(frozen=True, slots=True)
class _Labels:
    """Numbered strokes, their areas in pixels and bounding boxes."""

    of: NDArray[np.int32]
    stats: NDArray[np.int32]


def measure_strokes(
    columns: Columns, page: PagePlace, matrix: NDArray[np.float64]
) -> tuple[StrokeMeasure, ...]:
    """Every stroke outside the boxes that is more than dirt; ``matrix`` is the homography."""
    mask = ink_outside(columns, page)
    _count, of, stats, _centres = cv2.connectedComponentsWithStatsWithAlgorithm(
        mask, 8, cv2.CV_32S, cv2.CCL_GRANA
    )
    labels = _Labels(np.asarray(of), np.asarray(stats))
    least = LEAST_AREA * PER_MM**2
    kept = [int(n) for n in np.flatnonzero(labels.stats[:, cv2.CC_STAT_AREA] >= least) if n != 0]
    touched = _touched(labels, columns, page, kept)
    row_of = _row_of(labels.of.shape[0], columns, page)
    return tuple(
        _stroke(
            labels.stats[label],
            columns,
            page,
            touched.get(label, ()),
            _rows(labels, label, row_of, len(page.rows)),
            ruled=_ruled(labels, label, columns, matrix),
        )
        for label in kept
    )


def _stroke(
    stat: NDArray[np.int32],
    columns: Columns,
    page: PagePlace,
    boxes: tuple[int, ...],
    rows: NDArray[np.float64],
    *,
    ruled: bool,
) -> StrokeMeasure:
    x, y = columns.x + stat[0] / PER_MM, columns.y + stat[1] / PER_MM
    w, h = stat[2] / PER_MM, stat[3] / PER_MM
    beyond = None
    if boxes:
        places = [page.boxes[index] for index in boxes]
        beyond = (
            _rounded(max(0.0, min(place.x for place in places) - x)),
            _rounded(max(0.0, min(place.y for place in places) - y)),
            _rounded(max(0.0, x + w - max(place.x + place.w for place in places))),
            _rounded(max(0.0, y + h - max(place.y + place.h for place in places))),
        )
    least = LEAST_AREA * PER_MM**2
    return StrokeMeasure(
        area=_rounded(stat[4] / PER_MM**2),
        boxes=boxes,
        rows=tuple(int(row) for row in np.flatnonzero(rows >= least)),
        reach=0.0 if beyond is None else max(beyond),
        x=_rounded(x),
        y=_rounded(y),
        w=_rounded(w),
        h=_rounded(h),
        ruled=ruled,
        beyond=beyond,
    )


def _ruled(labels: _Labels, label: int, columns: Columns, matrix: NDArray[np.float64]) -> bool:
    """Whether a stroke is a fold or a line of the scanner: too long and straight for a hand."""
    x, y, width, height = (int(side) for side in labels.stats[label][:4])
    if max(width, height) < _RULED_MM * PER_MM:
        return False
    down, across = np.nonzero(labels.of[y : y + height, x : x + width] == label)
    points = np.stack([across + x, down + y], axis=1)
    centred = points - points.mean(axis=0)
    _values, axes = np.linalg.eigh(np.cov(centred.T))
    if np.percentile(np.abs(centred @ axes[:, 0]), 95) > _STRAIGHT_MM * PER_MM:
        return False
    if float(columns.ink[points[:, 1], points[:, 0]].mean()) < _FAINT:
        return True
    places = (points + 0.5) / PER_MM + (columns.x, columns.y)
    pixels = cv2.perspectiveTransform(places.reshape(1, -1, 2), matrix)[0]
    per_mm = float(np.sqrt(abs(np.linalg.det(matrix[:2, :2] / matrix[2, 2]))))
    spread = np.percentile(pixels, 95, axis=0) - np.percentile(pixels, 5, axis=0)
    return bool(spread.min() < _ALONG_MM * per_mm)


def ink_outside(columns: Columns, page: PagePlace) -> Mask:
    """Ink with the printed lines bridged and the boxes cut out."""
    mask: Mask = (columns.soft > _INK).view(np.uint8)
    _without_lines(mask, columns, page)
    mask[: max(0, _at(columns.down(page.rows[0].y)))] = 0
    mask[_at(columns.down(page.rows[-1].y + page.rows[-1].h)) + 1 :] = 0
    for box in page.boxes:
        blur = _FRAME_BLUR_MM + columns.play
        top, left = columns.down(box.y - blur), columns.across(box.x - blur)
        bottom = columns.down(box.y + box.h + blur)
        right = columns.across(box.x + box.w + blur)
        mask[_at(top) : _at(bottom) + 1, _at(left) : _at(right) + 1] = 0
    return mask


def _line_half(columns: Columns) -> int:
    """Half the width of a printed line in pixels, wider where the page is noisy."""
    return round((_LINE_MM + columns.play) * PER_MM) + (1 if columns.noise > 0.03 else 0)


def _without_lines(mask: Mask, columns: Columns, page: PagePlace) -> None:
    """Take the printed lines out of the mask and join the strokes that cross them."""
    half = _line_half(columns)
    level = [_band(columns.down(y), half, mask.shape[0]) for y in _level_lines(page)]
    upright = [_band(columns.across(x), half, mask.shape[1]) for x in _upright_lines(page)]
    # Where lines cross, each would pass for a stroke across the other.
    without_upright, without_level = mask.copy(), mask.copy()
    for band in upright:
        without_upright[:, band] = 0
    for band in level:
        without_level[band] = 0
    joined = [(band, _joined(without_upright, band)) for band in level]
    beside = [(band, _joined(without_level.T, band)) for band in upright]
    for band, rows in joined:
        mask[band] = rows
    for band, rows in beside:
        mask[:, band] = rows.T


def _band(centre: float, half: int, size: int) -> slice:
    return slice(max(0, _at(centre) - half), min(size, _at(centre) + half + 1))


def _joined(mask: Mask, band: slice) -> Mask:
    """What a band holds if strokes that touch it on both sides go through."""
    thick = band.stop - band.start
    if band.start < 1 or band.stop >= mask.shape[0]:
        return np.zeros((thick, mask.shape[1]), dtype=np.uint8)
    wide = np.ones((1, thick), dtype=np.uint8)
    above = cv2.dilate(np.ascontiguousarray(mask[band.start - 1 : band.start]), wide)
    below = cv2.dilate(np.ascontiguousarray(mask[band.stop : band.stop + 1]), wide)
    return np.repeat(np.minimum(above, below).astype(np.uint8), thick, axis=0)


def _level_lines(page: PagePlace) -> list[float]:
    lines = {round(row.y, 2) for row in page.rows} | {round(row.y + row.h, 2) for row in page.rows}
    return sorted(lines)


def _upright_lines(page: PagePlace) -> list[float]:
    """Lines between the columns: midway between boxes, and half a column beyond the outer ones."""
    xs = sorted({box.x + box.w / 2 for box in page.boxes})
    if len(xs) < 2:
        return []
    half = (xs[1] - xs[0]) / 2
    return [xs[0] - half, *(x + half for x in xs)]


def _touched(
    labels: _Labels, columns: Columns, page: PagePlace, kept: list[int]
) -> dict[int, tuple[int, ...]]:
    """Which boxes each stroke that is kept touches."""
    if not kept:
        return {}
    found: dict[int, list[int]] = {}
    blur, touch = _FRAME_BLUR_MM + columns.play, _TOUCH_MM
    for index, box in enumerate(page.boxes):
        top, left = columns.down(box.y - blur - touch), columns.across(box.x - blur - touch)
        bottom = columns.down(box.y + box.h + blur + touch)
        right = columns.across(box.x + box.w + blur + touch)
        band = labels.of[max(_at(top), 0) : _at(bottom) + 1, max(_at(left), 0) : _at(right) + 1]
        inked = band[band > 0]
        if inked.size < _TOUCHING:
            continue
        pixels = np.bincount(inked)
        for label in np.flatnonzero(pixels >= _TOUCHING):
            found.setdefault(int(label), []).append(index)
    return {label: tuple(boxes) for label, boxes in found.items()}


def _row_of(height: int, columns: Columns, page: PagePlace) -> NDArray[np.intp]:
    """The row that each line of pixels lies in, from 1; 0 for none."""
    row_of = np.zeros(height, dtype=np.intp)
    for number, row in enumerate(page.rows, 1):
        row_of[max(_at(columns.down(row.y)), 0) : _at(columns.down(row.y + row.h)) + 1] = number
    return row_of


def _rows(labels: _Labels, label: int, row_of: NDArray[np.intp], rows: int) -> NDArray[np.float64]:
    """Pixels of a stroke in each row."""
    x, y, width, height = (int(side) for side in labels.stats[label][:4])
    own = labels.of[y : y + height, x : x + width] == label
    lines = np.count_nonzero(own, axis=1)
    counts = np.bincount(row_of[y : y + height], weights=lines, minlength=rows + 1)
    return np.asarray(counts[1:], dtype=np.float64)


def _at(place: float) -> int:
    return round(float(place))


def _rounded(value: float) -> float:
    return round(float(value), 3)
