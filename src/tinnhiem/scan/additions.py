"""Ink that the blank sheet does not have, outside the boxes: names struck, words added, signatures.

The printed sheet itself, drawn from its PDF, tells what may be there. Where it is not at hand
nothing is said about additions, and the reading says so.
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from tinnhiem.scan.layout import PagePlace, RowPlace
from tinnhiem.scan.measures import RowMeasure
from tinnhiem.scan.paper import darker
from tinnhiem.scan.pictures import Grey, Picture
from tinnhiem.scan.registering import Registered, laid_straight
from tinnhiem.scan.strokes import Mask

#: Pixels per millimetre of whole pages.
PER_MM: Final = 4
_PAGE: Final = (0.0, 0.0, 210.0, 297.0)
#: Ink of writing, and of print on the blank sheet.
_INK, _PRINT = 0.25, 0.06
#: How far print may lie from where the blank sheet has it.
_PLAY_MM: Final = 0.75
#: Least area and length of an added stroke; what is smaller is dirt.
_LEAST_AREA, _LEAST_LENGTH = 0.5, 1.3
#: Ink of a level stroke and the length from which it is no letter, and the same of a pencil's.
_LEVEL, _PALE = (0.3, 6.5), (0.12, 11.0)
#: A pale line along so much of the printed part is a fold.
_FOLD_SHARE: Final = 0.85
#: Lines of the table with some play, at the edges of a row.
_ROW_EDGE_MM: Final = 0.8
#: Edges of the sheet, where holes, staples, shadows and torn corners are.
_EDGE_MM: Final = 14.0
#: The stamp is set by hand, and ink may spread around it.
_STAMP_PLAY_MM: Final = 12.0
_FOLD_MM: Final = 1.2


@dataclass(frozen=True, slots=True)
class Blank:
    """What the printed page allows: ink in ``allowed``, level strokes in ``level`` and ``pale``."""

    allowed: Mask
    level: Mask
    pale: Mask


@dataclass(frozen=True, slots=True)
class Additions:
    """What was added in the printed part of each row, and elsewhere on the sheet (mm²)."""

    rows: tuple[RowMeasure, ...]
    writing: float


def blank_of(drawn: Grey, page: PagePlace) -> Blank:
    """What a printed page, drawn at :data:`PER_MM`, allows."""
    straight = cv2.resize(drawn, (round(210 * PER_MM), round(297 * PER_MM)))
    drawn = np.asarray(straight, dtype=np.uint8)
    level, pale = (_printed_level(drawn, ink, run) for ink, run in (_LEVEL, _PALE))
    return Blank(_allowed_ink(drawn, page), level, pale)


def _printed_level(straight: Grey, ink: float, run: float) -> Mask:
    """Where the print itself has level strokes, with some play."""
    level = _level_strokes((straight < 255 * (1 - ink)).astype(np.uint8), run)
    play = 2 * round(_PLAY_MM * PER_MM) + 1
    return np.asarray(cv2.dilate(level, np.ones((play, play), dtype=np.uint8)), dtype=np.uint8)


def _allowed_ink(straight: Grey, page: PagePlace) -> Mask:
    """Where ink says nothing: print with some play, edges, the stamp, the boxes' columns."""
    printed = (straight < 255 * (1 - _PRINT)).astype(np.uint8)
    play = 2 * round(_PLAY_MM * PER_MM) + 1
    allowed: Mask = np.asarray(
        cv2.dilate(printed, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (play, play))),
        dtype=np.uint8,
    )
    edge = round(_EDGE_MM * PER_MM)
    allowed[:edge] = allowed[-edge:] = 1
    allowed[:, :edge] = allowed[:, -edge:] = 1
    if page.stamp is not None:
        centre = (round(page.stamp.x * PER_MM), round(page.stamp.y * PER_MM))
        radius = round((page.stamp.r + _STAMP_PLAY_MM) * PER_MM)
        cv2.circle(allowed, centre, radius, 1, cv2.FILLED)
    left = round((_columns_start(page)) * PER_MM)
    top, bottom = page.rows[0].y, page.rows[-1].y + page.rows[-1].h
    allowed[round(top * PER_MM) : round(bottom * PER_MM) + 1, left:] = 1
    return allowed


def measure_additions(
    picture: Picture, registered: Registered, page: PagePlace, blank: Blank
) -> Additions:
    """Compare a page with its blank sheet."""
    straight, paper = _page(picture, registered)
    ink = darker(straight, paper, registered.black, _INK)
    kept = _writing(np.asarray(cv2.subtract(ink, blank.allowed), dtype=np.uint8))
    start = _columns_start(page)
    darkness = (straight, paper, registered.black)
    through = _through(*darkness, page, blank.level, _LEVEL)
    pale = _through(*darkness, page, blank.pale, _PALE)
    rows = tuple(_row(kept, through, pale, row, start) for row in page.rows)
    top, bottom = page.rows[0].y, page.rows[-1].y + page.rows[-1].h
    table = kept[round(top * PER_MM) : round(bottom * PER_MM) + 1]
    return Additions(rows, _square_mm(int(np.count_nonzero(kept)) - int(np.count_nonzero(table))))


def _writing(added: Mask) -> NDArray[np.bool_]:
    """The strokes among added ink that are more than dirt."""
    if cv2.countNonZero(added) < _LEAST_AREA * PER_MM**2:
        return np.zeros(added.shape, dtype=np.bool_)
    joined = cv2.morphologyEx(added, cv2.MORPH_CLOSE, np.ones((3, 5), dtype=np.uint8))
    count, labels, stats, _centres = cv2.connectedComponentsWithStatsWithAlgorithm(
        joined, 8, cv2.CV_32S, cv2.CCL_GRANA
    )
    shown = np.zeros(count, dtype=np.bool_)
    shown[1:] = [_is_writing(stat) for stat in stats[1:]]
    if not shown.any():
        return np.zeros(added.shape, dtype=np.bool_)
    return np.asarray(shown[labels] & (added > 0), dtype=np.bool_)


def _through(
    straight: Grey,
    paper: Grey,
    black: float,
    page: PagePlace,
    printed: Mask,
    least: tuple[float, float],
) -> Mask:
    """Level strokes in the printed part of the table that the blank sheet does not have."""
    top, bottom = page.rows[0].y, page.rows[-1].y + page.rows[-1].h
    part = (
        slice(round(top * PER_MM), round(bottom * PER_MM)),
        slice(round(page.rows[0].x * PER_MM), round(_columns_start(page) * PER_MM)),
    )
    through: Mask = np.zeros(straight.shape, dtype=np.uint8)
    ink, run = least
    found = _level_strokes(darker(straight[part], paper[part], black, ink), run)
    through[part] = found & (1 - printed[part])
    return through


def _page(picture: Picture, registered: Registered) -> tuple[Grey, Grey]:
    """The whole page laid straight at :data:`PER_MM`, and the brightness of the paper around."""
    factor = picture.factor
    # Centres of pixels: half a pixel of the picture is less than half of a small one.
    to_small = np.array([[1, 0, 0.5 - factor / 2], [0, 1, 0.5 - factor / 2], [0, 0, factor]])
    matrix = to_small @ registered.matrix
    straight = laid_straight(picture.small, matrix, _PAGE, PER_MM)
    small = cv2.resize(straight, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.blur(cv2.dilate(small, np.ones((9, 9), dtype=np.uint8)), (9, 9))
    paper = np.maximum(paper, 1)
    level = cv2.resize(paper, straight.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return straight, np.asarray(level, dtype=np.uint8)


def _is_writing(stat: NDArray[np.int32]) -> bool:
    """Whether a component is more than dirt, and no fold."""
    width, height, area = (float(stat[n]) / PER_MM for n in (2, 3, 4))
    if area / PER_MM < _LEAST_AREA or max(width, height) < _LEAST_LENGTH:
        return False
    return not (min(width, height) < _FOLD_MM and max(width, height) > 60)


def _level_strokes(ink: Mask, run: float) -> Mask:
    """Strokes that run level for so many mm without a gap."""
    thick = cv2.dilate(ink, np.ones((3, 1), dtype=np.uint8))
    kernel = np.ones((1, round(run * PER_MM)), dtype=np.uint8)
    return np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel), dtype=np.uint8)


def _row(
    kept: NDArray[np.bool_], through: Mask, pale: Mask, row: RowPlace, start: float
) -> RowMeasure:
    """Ink added in the printed part of a row, up to ``start``, and how far strokes run along it."""
    edge = _ROW_EDGE_MM
    top, bottom = round((row.y + edge) * PER_MM), round((row.y + row.h - edge) * PER_MM)
    left, right = round((row.x + edge) * PER_MM), round((start - edge) * PER_MM)
    added = _square_mm(int(np.count_nonzero(kept[top:bottom, left:right])))
    run = _longest(through[top:bottom, left:right])
    faint = _longest(pale[top:bottom, left:right], (start - row.x) * _FOLD_SHARE)
    return RowMeasure(line=row.line, added=added, through=round(run, 3), pale=round(faint, 3))


def _longest(through: Mask, most: float = 1000.0) -> float:
    """The length of the longest level stroke of at most so many mm; joined letters are short."""
    if not cv2.countNonZero(through):
        return 0.0
    joined = cv2.dilate(through, np.ones((3, 3), dtype=np.uint8))
    _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(joined, connectivity=8)
    lengths = (stats[1:, cv2.CC_STAT_WIDTH] - 2) / PER_MM
    return float(lengths[lengths <= most].max(initial=0.0))


def _columns_start(page: PagePlace) -> float:
    """Where the columns of the boxes begin."""
    centres = sorted({box.x + box.w / 2 for box in page.boxes})
    pitch = centres[1] - centres[0] if len(centres) > 1 else 4 * page.boxes[0].w
    return centres[0] - pitch / 2


def _square_mm(pixels: int) -> float:
    return round(float(pixels) / PER_MM**2, 3)
