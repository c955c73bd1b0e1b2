"""The columns of the boxes laid straight, with the paper's own shade taken out."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from tinnhiem.scan.layout import PagePlace
from tinnhiem.scan.pictures import Grey
from tinnhiem.scan.reasons import Trust
from tinnhiem.scan.registering import Registered

Ink = NDArray[np.float32]

#: Pixels per millimetre of the straightened columns.
PER_MM: Final = 8
#: Taken along above, below and beside the boxes.
MARGIN_MM: Final = 4.0
#: Ink wider than this in both directions is taken for shade, so it is wider than any box.
_SHADE_MM: Final = 9.0
#: Pixels of the columns that make one of their shade, each way.
SMALL: Final = 4
#: Every so manieth row tells the noise.
_NOISE_ROWS: Final = 13
_PHOTOGRAPH_PLAY_MM: Final = 0.25


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The straightened columns: ``ink`` 0 to 1, ``shade`` of the paper, place of the corner."""

    ink: Ink
    shade: Ink
    x: float
    y: float
    noise: float
    #: How much further than on flat, sharp scans the print's edges reach (mm).
    play: float

    @cached_property
    def soft(self) -> Ink:
        """The ink without its finest grain."""
        return np.asarray(cv2.blur(self.ink, (3, 3)), dtype=np.float32)

    def across(self, x: float) -> float:
        """The column of pixels at ``x`` millimetres."""
        return (x - self.x) * PER_MM - 0.5

    def down(self, y: float) -> float:
        """The row of pixels at ``y`` millimetres."""
        return (y - self.y) * PER_MM - 0.5


def columns_of(grey: Grey, registered: Registered, page: PagePlace) -> Columns:
    """Lay the columns of a page straight and turn brightness into ink."""
    left, top, width, height = _window(page)
    straight = registered.straight(grey, (left, top, width, height), PER_MM)
    paper = _paper(straight)
    ink = ink_on(straight, paper, registered.black)
    np.clip(ink, 0.0, 1.0, out=ink)
    lightest = float(np.percentile(paper[::16, ::16], 90))
    shade = 1.0 - paper[::SMALL, ::SMALL].astype(np.float32) / max(lightest, 1.0)
    return Columns(
        ink=ink,
        shade=shade,
        x=left,
        y=top,
        noise=_noise(ink),
        play=_PHOTOGRAPH_PLAY_MM if registered.trust is Trust.PHOTOGRAPH else 0.0,
    )


def ink_on(grey: Grey, paper: Grey, black: float) -> Ink:
    """Ink of a picture against the brightness of its paper, 0 to 1 and a little beyond."""
    black = max(0.3, black)
    divided = cv2.divide(grey, paper, scale=-1.0 / black, dtype=cv2.CV_32F)
    ink: Ink = np.asarray(divided, dtype=np.float32)
    ink += 1.0 / black
    return ink


def darker(grey: Grey, paper: Grey, black: float, least: float) -> Grey:
    """Where there is more ink than ``least``, as ones: what :func:`ink_on` tells, but quicker.

    With one black the ink depends on two bytes, so a table of the paper's brightness tells below
    which brightness there is more.
    """
    levels = np.arange(256, dtype=np.uint8)
    inks = ink_on(
        np.ascontiguousarray(np.broadcast_to(levels, (256, 256))),
        np.ascontiguousarray(np.broadcast_to(levels[:, None], (256, 256))),
        black,
    )
    # Ink falls as brightness rises, and white has none.
    bounds = np.count_nonzero(inks > least, axis=1).astype(np.uint8)
    return np.asarray(grey < cv2.LUT(paper, bounds)).view(np.uint8)


def _window(page: PagePlace) -> tuple[float, float, float, float]:
    """From half a column left of the boxes to half a column right of them, on whole pixels."""
    xs = sorted({box.x for box in page.boxes})
    width = page.boxes[0].w
    pitch = min((b - a for a, b in pairwise(xs)), default=4 * width)
    left = round(xs[0] + width / 2 - pitch / 2) - 1
    right = round(xs[-1] + width / 2 + pitch / 2) + 1
    top = round(min(row.y for row in page.rows) - MARGIN_MM)
    bottom = round(max(row.y + row.h for row in page.rows) + MARGIN_MM)
    return float(left), float(top), float(right - left), float(bottom - top)


def _paper(straight: Grey) -> Grey:
    """How bright the paper is at each place: ink narrower than the kernel is filled up."""
    height, width = straight.shape
    small = cv2.resize(straight, (width // SMALL, height // SMALL), interpolation=cv2.INTER_AREA)
    side = round(_SHADE_MM * PER_MM / SMALL)
    kernel = np.ones((side, side), dtype=np.uint8)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel, borderType=cv2.BORDER_REPLICATE)
    smooth = cv2.blur(closed, (side, side), borderType=cv2.BORDER_REPLICATE)
    smooth = np.maximum(smooth, 1)
    paper = cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(paper, dtype=np.uint8)


def _noise(ink: Ink) -> float:
    """Standard deviation of the ink of blank paper, from neighbouring pixels."""
    part = ink[::_NOISE_ROWS]
    steps = np.abs(part[:, 1::2] - part[:, :-1:2][:, : part[:, 1::2].shape[1]])
    return float(np.median(steps)) * 1.4826 / 2**0.5
