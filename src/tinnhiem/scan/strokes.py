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


@dataclass(frozen=True, slots=True)
class _Labels:
    """Numbered strokes, their areas in pixels and bounding boxes."""

    of: NDArray[np.int32]
    stats: NDArray[np.int32]


def measure_strokes(columns: Columns, page: PagePlace) -> tuple[StrokeMeasure, ...]:
    """Every stroke outside the boxes that is more than dirt."""
    mask = _ink_outside(columns, page)
    count, of, stats, _centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    labels = _Labels(np.asarray(of), np.asarray(stats))
    least = LEAST_AREA * PER_MM**2
    kept = np.flatnonzero(labels.stats[:, cv2.CC_STAT_AREA] >= least)
    touched = _touched(labels, columns, page, count)
    rows = _rows(labels, columns, page, count)
    return tuple(
        _stroke(labels.stats[label], columns, page, touched.get(int(label), ()), rows[label])
        for label in kept
        if label != 0
    )


def _stroke(
    stat: NDArray[np.int32],
    columns: Columns,
    page: PagePlace,
    boxes: tuple[int, ...],
    rows: NDArray[np.int64],
) -> StrokeMeasure:
    x, y = columns.x + stat[0] / PER_MM, columns.y + stat[1] / PER_MM
    w, h = stat[2] / PER_MM, stat[3] / PER_MM
    reach = 0.0
    if boxes:
        places = [page.boxes[index] for index in boxes]
        beyond = (
            min(place.x for place in places) - x,
            min(place.y for place in places) - y,
            x + w - max(place.x + place.w for place in places),
            y + h - max(place.y + place.h for place in places),
        )
        reach = max(0.0, *beyond)
    least = LEAST_AREA * PER_MM**2
    return StrokeMeasure(
        area=_rounded(stat[4] / PER_MM**2),
        boxes=boxes,
        rows=tuple(int(row) for row in np.flatnonzero(rows >= least)),
        reach=_rounded(reach),
        x=_rounded(x),
        y=_rounded(y),
        w=_rounded(w),
        h=_rounded(h),
    )


def _ink_outside(columns: Columns, page: PagePlace) -> Mask:
    """Ink with the printed lines bridged and the boxes cut out."""
    soft = cv2.blur(columns.ink, (3, 3))
    mask: Mask = (soft > _INK).astype(np.uint8)
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
    labels: _Labels, columns: Columns, page: PagePlace, count: int
) -> dict[int, tuple[int, ...]]:
    """Which boxes each stroke touches."""
    found: dict[int, list[int]] = {}
    blur, touch = _FRAME_BLUR_MM + columns.play, _TOUCH_MM
    for index, box in enumerate(page.boxes):
        top, left = columns.down(box.y - blur - touch), columns.across(box.x - blur - touch)
        bottom = columns.down(box.y + box.h + blur + touch)
        right = columns.across(box.x + box.w + blur + touch)
        band = labels.of[max(_at(top), 0) : _at(bottom) + 1, max(_at(left), 0) : _at(right) + 1]
        pixels = np.bincount(band.ravel(), minlength=count)
        for label in np.flatnonzero(pixels[1:] >= 3) + 1:
            found.setdefault(int(label), []).append(index)
    return {label: tuple(boxes) for label, boxes in found.items()}


def _rows(labels: _Labels, columns: Columns, page: PagePlace, count: int) -> NDArray[np.int64]:
    """Pixels of each stroke in each row: strokes by rows."""
    height = labels.of.shape[0]
    row_of = np.full(height, -1)
    for number, row in enumerate(page.rows):
        row_of[max(_at(columns.down(row.y)), 0) : _at(columns.down(row.y + row.h)) + 1] = number
    ys, xs = np.nonzero(labels.of)
    kept = row_of[ys] >= 0
    flat = labels.of[ys[kept], xs[kept]] * len(page.rows) + row_of[ys[kept]]
    size = count * len(page.rows)
    return np.bincount(flat, minlength=size).reshape(count, len(page.rows))


def _at(place: float) -> int:
    return round(float(place))


def _rounded(value: float) -> float:
    return round(float(value), 3)
