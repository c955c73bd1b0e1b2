"""Finding the tags and codes of a sheet in a picture, whichever way it lies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from tinnhiem.scan.pictures import Grey, Picture

Points = NDArray[np.float64]

#: The one kind of code that ballots have.
QR: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

#: White put around a picture: a tag at its very edge has none of its own.
_PAD: Final = 8
#: Share of a picture's short side that is looked through at either long side.
_STRIP: Final = 0.24
#: A page with less ink than this share is an empty side.
_EMPTY_SHARE: Final = 0.0015


@dataclass(frozen=True, slots=True)
class FoundTags:
    """Corners of tags in pixels, by id, each 4 x 2, clockwise from the tag's own upper left."""

    corners: dict[int, Points]
    #: An id was seen twice: two sheets lie in the picture.
    several: bool = False


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code read in the whole picture: its text and corners, from its own upper left."""

    text: str
    corners: Points
    mirrored: bool


def find_tags(picture: Picture, ids: Iterable[int], *, thorough: bool = False) -> FoundTags:
    """Seek the tags with ``ids``; ``thorough`` takes longer and looks at every size."""
    wanted = tuple(sorted(set(ids)))
    factor = 1 if thorough else picture.factor
    looked = picture.grey if thorough else picture.small
    quads = _quads(looked, wanted, thorough=thorough)
    return _sorted((tag, (quad + 0.5) * factor - 0.5) for tag, quad in quads)


def find_tags_at_edges(picture: Picture, ids: Iterable[int]) -> FoundTags:
    """Seek tags where a sheet that fills the picture has them: along its two long sides.

    Most of the time goes into the print in the middle of a sheet, which this leaves out.
    """
    wanted = tuple(sorted(set(ids)))
    upright = picture.small.shape[0] >= picture.small.shape[1]
    looked = picture.small if upright else np.asarray(cv2.transpose(picture.small))
    strip = round(_STRIP * looked.shape[1])
    beyond = looked.shape[1] - strip
    both = np.concatenate([looked[:, :strip], looked[:, beyond:]], axis=1)
    if not upright:
        both = np.asarray(cv2.transpose(both))
    found = []
    for tag, quad in _quads(both, wanted, thorough=False):
        axis = 0 if upright else 1
        place = quad.copy()
        place[:, axis] += beyond - strip if quad[:, axis].mean() >= strip else 0
        found.append((tag, (place + 0.5) * picture.factor - 0.5))
    return _sorted(found)


def _quads(looked: Grey, wanted: tuple[int, ...], *, thorough: bool) -> list[tuple[int, Points]]:
    """Every tag of a picture with its corners, which may be there twice."""
    padded = cv2.copyMakeBorder(looked, *(_PAD,) * 4, cv2.BORDER_CONSTANT, value=255)
    found, numbers, _rejected = _detector(wanted, thorough).detectMarkers(padded)
    return [
        (wanted[int(number)], np.asarray(quad, dtype=np.float64).reshape(4, 2) - _PAD)
        for quad, number in zip(found, () if numbers is None else numbers.ravel(), strict=True)
    ]


def _sorted(quads: Iterable[tuple[int, Points]]) -> FoundTags:
    """Tags by id; a second one with the id of another tells of a second sheet."""
    corners: dict[int, Points] = {}
    several = False
    for tag, points in quads:
        if tag in corners:
            several = several or _apart(points, corners[tag])
            continue
        corners[tag] = points
    return FoundTags(corners, several)


def read_codes(grey: Grey) -> tuple[FoundCode, ...]:
    """Read every code in a picture."""
    read = zxingcpp.read_barcodes(grey, formats=QR, try_downscale=True, try_invert=False)
    return tuple(
        FoundCode(code.text, _corners(code.position), _mirrored(_corners(code.position)))
        for code in read
        if code.valid
    )


def nearly_empty(grey: Grey) -> bool:
    """Whether a picture shows a side without print."""
    small = cv2.resize(grey, (420, 594), interpolation=cv2.INTER_AREA)
    inner = small[12:-12, 12:-12]
    paper = float(np.percentile(inner, 90))
    return float((inner < 0.7 * paper).mean()) < _EMPTY_SHARE


def _apart(one: Points, other: Points) -> bool:
    """Whether two finds of one id are two tags and not the same one seen twice."""
    side = float(np.linalg.norm(one[0] - one[1]))
    return float(np.linalg.norm(one.mean(axis=0) - other.mean(axis=0))) > 2 * side


def _corners(position: Any) -> Points:  # noqa: ANN401 - the library has no types
    names = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return np.array([(point.x, point.y) for point in names], dtype=np.float64)


def _mirrored(corners: Points) -> bool:
    """Whether corners that should run clockwise run the other way."""
    closed: Sequence[Points] = [*corners, corners[0]]
    return sum(float(a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(closed)) < 0


@cache
def _detector(ids: tuple[int, ...], thorough: bool) -> Any:  # noqa: ANN401, FBT001 - keys of a cache
    """A detector for these tags alone: the fewer codes to compare with, the quicker."""
    family = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h11)
    own = cv2.aruco.Dictionary(family.bytesList[list(ids)], family.markerSize, 4)
    settings = cv2.aruco.DetectorParameters()
    settings.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    settings.minMarkerPerimeterRate = 0.05
    settings.maxMarkerPerimeterRate = 0.4
    settings.adaptiveThreshWinSizeMin = settings.adaptiveThreshWinSizeMax = 25
    if thorough:
        settings.adaptiveThreshWinSizeMin, settings.adaptiveThreshWinSizeMax = 11, 55
        settings.adaptiveThreshWinSizeStep = 11
        settings.minMarkerPerimeterRate = 0.03
    return cv2.aruco.ArucoDetector(own, settings)
