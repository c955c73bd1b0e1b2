"""Lines that the scanner adds: straight along the picture, whatever way the page lies in it."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from tinnhiem.scan.layout import PagePlace
from tinnhiem.scan.pictures import Grey, Picture
from tinnhiem.scan.registering import Matrix

#: The picture is cut into so many bands; a streak is dark in nearly all of them.
_BANDS: Final = 48
_SHARE: Final = 0.93
#: How much darker than its neighbours a streak is, of the brightness of paper.
_DARKER: Final = 0.07
_NEIGHBOURS: Final = 21
#: Most of a picture's side that streaks may take; more is shade, not a streak.
_WIDEST: Final = 0.02


def streaked_boxes(picture: Picture, matrix: Matrix, page: PagePlace) -> NDArray[np.bool_]:
    """Tell for each box whether a streak of the scanner crosses it."""
    upright, level = _streaks(picture.small), _streaks(_lying(picture.small))
    found = np.zeros(len(page.boxes), dtype=np.bool_)
    if not upright.any() and not level.any():
        return found
    corners = np.array(
        [
            [(b.x, b.y), (b.x + b.w, b.y), (b.x + b.w, b.y + b.h), (b.x, b.y + b.h)]
            for b in page.boxes
        ]
    )
    found_at = cv2.perspectiveTransform(corners.reshape(1, -1, 2), matrix).reshape(-1, 4, 2)
    pixels = found_at / picture.factor
    for index, quad in enumerate(pixels):
        low, high = np.floor(quad.min(axis=0)).astype(int), np.ceil(quad.max(axis=0)).astype(int)
        low = np.maximum(low, 0)
        crossed = upright[low[0] : high[0] + 1].any() or level[low[1] : high[1] + 1].any()
        found[index] = bool(crossed)
    return found


def _lying(grey: Grey) -> Grey:
    return np.asarray(cv2.transpose(grey), dtype=np.uint8)


def _streaks(grey: Grey) -> NDArray[np.bool_]:
    """Which columns of a picture are streaks."""
    height, width = grey.shape
    whole = np.ascontiguousarray(grey[height % _BANDS :])
    bands = np.asarray(cv2.resize(whole, (width, _BANDS), interpolation=cv2.INTER_AREA))
    # Print darkens a column in some bands; a streak darkens it in nearly all of them.
    rank = round(_SHARE * _BANDS)
    ranked = np.partition(bands, rank, axis=0)[rank]
    usual = cv2.medianBlur(ranked.reshape(1, -1), _NEIGHBOURS).ravel().astype(np.float64)
    paper = max(float(np.percentile(ranked, 80)), 1.0)
    darker = (usual - ranked) / paper > _DARKER
    edge = max(4, round(0.02 * width))
    darker[:edge] = darker[-edge:] = False
    if darker.mean() > _WIDEST:
        return np.zeros(width, dtype=np.bool_)
    return np.asarray(darker, dtype=np.bool_)
