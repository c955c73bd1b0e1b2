"""Laying the layout over the picture: a homography from millimetres to pixels, checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import combinations, permutations
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from tinnhiem.scan.anchors import PER_MM, WHITE_MM, Anchor, Anchors, code_template, tag_anchor
from tinnhiem.scan.finding import (
    FoundCode,
    FoundTags,
    Points,
    find_tags,
    find_tags_at_edges,
    read_codes,
)
from tinnhiem.scan.layout import PagePlace, Square
from tinnhiem.scan.measures import Registration
from tinnhiem.scan.pictures import Grey, Picture, RefusedError, presumed_per_mm
from tinnhiem.scan.reasons import Refusal, Trust

Matrix = NDArray[np.float64]
Float = NDArray[np.float32]

#: How far a tag may be from where it should be.
_SEARCH_MM, _FAR_SEARCH_MM, _FARTHEST_SEARCH_MM = 1.25, 4.5, 6.5
#: A refinement that moves nothing further than this needs no second one.
_SETTLED_MM: Final = 0.3
_LEAST_SCORE: Final = 0.55
#: What is left between tags and layout, in millimetres.
_MOST_ERROR: Final = {Trust.SCANNER: 0.45, Trust.PHOTOGRAPH: 0.9}
_SCALES: Final = (0.955, 1.045)
_MOST_STRETCH: Final = 0.075
_LEAST_PER_MM: Final = 5.3
#: Share of a tag between black and white, from and to so much of the way: sharp ones have 0.08.
_SOFT_EDGE, _MOST_SOFT = 0.3, 0.24
#: Beyond this, scale varies over the page or corners are not right: no flat scanner made it.
_FLAT_VARIATION, _FLAT_SKEW = 0.02, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The homography, how good it is, and what the tags tell of black and white."""

    matrix: Matrix
    trust: Trust
    registration: Registration
    black: float

    def straight(
        self, grey: Grey, window: tuple[float, float, float, float], per_mm: float
    ) -> Grey:
        """Part of the page laid straight: ``window`` is x, y, width and height in millimetres."""
        return laid_straight(grey, self.matrix, window, per_mm)


def laid_straight(
    grey: Grey, matrix: Matrix, window: tuple[float, float, float, float], per_mm: float
) -> Grey:
    """Resample a part of the page so that millimetres run along rows and columns."""
    x, y, width, height = window
    # Centres of pixels, not corners: half a pixel each way.
    to_mm = np.array(
        [[1 / per_mm, 0, x + 0.5 / per_mm], [0, 1 / per_mm, y + 0.5 / per_mm], [0, 0, 1]]
    )
    size = (round(width * per_mm), round(height * per_mm))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    whole = cv2.warpPerspective(
        grey, matrix @ to_mm, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    return np.asarray(whole, dtype=np.uint8)


def find_page(picture: Picture, pages: tuple[PagePlace, ...]) -> tuple[Matrix, Anchors]:
    """Find a sheet in a picture; the rough homography and what to refine it by.

    :raises RefusedError: where there is none, it is mirrored, or there are several.
    """
    places = {tag.id: tag for page in pages for tag in page.tags}
    found = find_tags_at_edges(picture, places)
    for look in (find_tags, partial(find_tags, thorough=True)):
        if len(found.corners) >= 4:
            break
        more = look(picture, places)
        found = more if len(more.corners) > len(found.corners) or more.several else found
    page = _one_sheet(found, pages)
    anchors = {f"tag {tag.id}": tag_anchor(tag) for tag in page.tags}
    seen = {f"tag {tag}": corners for tag, corners in found.corners.items()}
    seen = {name: corners for name, corners in seen.items() if name in anchors}
    if len(seen) >= 4 and _spread(seen, anchors):
        return _homography(seen, anchors), anchors
    return _with_codes(picture, pages, seen, anchors)


def register(picture: Picture, rough: Matrix, anchors: Anchors) -> Registered:
    """Refine a rough homography by tags (and codes, where there are few tags), and check it.

    :raises RefusedError: where too little fits, or the picture is unfit.
    """
    grey = picture.grey
    matrix, good = rough, {}
    for search in (_SEARCH_MM, _SEARCH_MM):
        seen = {name: _seen(grey, matrix, anchor, search) for name, anchor in anchors.items()}
        good = {name: look for name, look in seen.items() if look.score >= _LEAST_SCORE}
        corners = {name: look.corners for name, look in good.items()}
        if not _spread(corners, anchors):
            raise RefusedError(Refusal.MARKS_MISSING, str(len(good)))
        before, matrix = matrix, _homography(corners, anchors)
        if _moved(before, matrix) < _SETTLED_MM:
            break
    registration, trust = _checked(picture, matrix, good, anchors)
    black = float(np.median([look.black for look in good.values()]))
    return Registered(matrix=matrix, trust=trust, registration=registration, black=black)


@dataclass(frozen=True, slots=True)
class _Look:
    """A tag looked for: corners in pixels, how well it matches, how it looks there."""

    corners: Points
    score: float
    patch: Grey
    template: Grey

    @property
    def black(self) -> float:
        """How dark the tag's black is, 0 to 1, against its own white."""
        dark = float(np.median(self.patch[self.template < 64]))
        white = float(np.median(self.patch[self.template > 192]))
        return 0.0 if white <= 0 else max(0.0, 1 - dark / white)


def _one_sheet(found: FoundTags, pages: tuple[PagePlace, ...]) -> PagePlace:
    """A page with the tags that most of the found ones belong to.

    :raises RefusedError: where two sheets lie in the picture.
    """
    sets = {frozenset(tag.id for tag in page.tags): page for page in reversed(pages)}
    counts = {ids: len(found.corners.keys() & ids) for ids in sets}
    best = max(counts, key=lambda ids: counts[ids])
    if found.several or len(found.corners.keys() - best) >= 2:
        raise RefusedError(Refusal.SEVERAL_SHEETS)
    return sets[best]


def _with_codes(
    picture: Picture, pages: tuple[PagePlace, ...], seen: dict[str, Points], anchors: Anchors
) -> tuple[Matrix, Anchors]:
    """Take the codes in where the tags did not suffice; either of its places may be a code's."""
    grey = picture.grey
    codes = read_codes(grey)
    if any(code.mirrored for code in codes) or _seen_in_the_mirror(picture, pages):
        raise RefusedError(Refusal.MIRRORED)
    best = _from_few(grey, seen, anchors)
    for page in _pages_of(codes, pages) if codes else ():
        own = {f"tag {tag.id}": tag_anchor(tag) for tag in page.tags} if not seen else anchors
        for order in permutations(range(len(page.codes)), min(len(codes), len(page.codes))):
            more = {
                f"code {n}": Anchor(f"code {n}", page.codes[n], code_template(code.text))
                for n, code in zip(order, codes, strict=False)
            }
            corners = {f"code {n}": code.corners for n, code in zip(order, codes, strict=False)}
            tried = _tried(grey, seen | corners, own | more)
            if tried is not None and (best is None or tried[0] > best[0]):
                best = (*tried, own | more)
    if best is None:
        raise RefusedError(Refusal.MARKS_MISSING, str(len(seen)))
    return best[1], best[2]


def _pages_of(codes: tuple[FoundCode, ...], pages: tuple[PagePlace, ...]) -> tuple[PagePlace, ...]:
    """The pages that codes name; where they name none of these, one page of each set of tags."""
    named = tuple(page for page in pages if any(page.code == code.text for code in codes))
    sets = {frozenset(tag.id for tag in page.tags): page for page in reversed(pages)}
    return named[:1] or tuple(sets.values())


def _from_few(
    grey: Grey, seen: dict[str, Points], anchors: Anchors
) -> tuple[float, Matrix, Anchors] | None:
    """Start from two tags far apart: turn and size are known, stretch and slant are sought."""
    if len(seen) < 2:
        return None
    millimetres = np.concatenate([_corners(anchors[name].place) for name in seen])
    pixels = np.concatenate(list(seen.values()))
    if np.ptp(millimetres, axis=0).max() < 100:
        return None
    affine, _inliers = cv2.estimateAffinePartial2D(millimetres, pixels, method=cv2.LMEDS)
    if not _sound(affine):
        return None
    matrix = np.vstack([np.asarray(affine, dtype=np.float64), (0.0, 0.0, 1.0)])
    tried = _looked(grey, matrix, anchors, _FARTHEST_SEARCH_MM)
    return None if tried is None else (*tried, anchors)


def _tried(grey: Grey, seen: dict[str, Points], anchors: Anchors) -> tuple[float, Matrix] | None:
    """How well a guess by corners fits; see :func:`_looked`."""
    try:
        matrix = _homography(seen, anchors)
    except RefusedError:
        return None
    return _looked(grey, matrix, anchors, _FAR_SEARCH_MM)


def _looked(
    grey: Grey, matrix: Matrix, anchors: Anchors, search: float
) -> tuple[float, Matrix] | None:
    """How well a guess fits: the sum of the scores of everything looked for, and its matrix."""
    looks = {name: _seen(grey, matrix, anchor, search) for name, anchor in anchors.items()}
    good = {name: look for name, look in looks.items() if look.score >= _LEAST_SCORE}
    corners = {name: look.corners for name, look in good.items()}
    if not _spread(corners, anchors):
        return None
    return sum(look.score for look in good.values()), _homography(corners, anchors)


def _spread(seen: Iterable[str], anchors: Anchors) -> bool:
    """Whether enough was seen, far enough apart in both directions, and not all on one line."""
    places = [anchors[name].place for name in seen]
    if len(places) < 3:
        return False
    centres = np.array([(place.x + place.w / 2, place.y + place.h / 2) for place in places])
    wide = np.ptp(centres, axis=0).min() > 100
    area = max(
        abs(float(np.linalg.det(np.array([b - a, c - a])))) for a, b, c in combinations(centres, 3)
    )
    return bool(wide) and area > 8000


def _homography(seen: dict[str, Points], anchors: Anchors) -> Matrix:
    millimetres = np.concatenate([_corners(anchors[name].place) for name in seen])
    pixels = np.concatenate(list(seen.values()))
    span = float(np.ptp(pixels[:, 0]) + np.ptp(pixels[:, 1])) / 480
    method = cv2.RANSAC if len(seen) > 4 else 0
    matrix, _inliers = cv2.findHomography(millimetres, pixels, method, 0.6 * span)
    if not _sound(matrix):
        raise RefusedError(Refusal.MARKS_MISSING)
    return np.asarray(matrix, dtype=np.float64)


def _moved(before: Matrix, after: Matrix) -> float:
    """How far, in millimetres, a refinement moved the corners of the page."""
    corners = np.array([[(10, 10), (200, 10), (200, 287), (10, 287)]], dtype=np.float64)
    there = cv2.perspectiveTransform(corners, np.linalg.inv(before) @ after)
    return float(np.abs(there - corners).max())


def _sound(matrix: object) -> bool:
    """Whether OpenCV found a matrix: it returns None, whatever its types say, where it does not."""
    if matrix is None:
        return False
    values = np.asarray(matrix, dtype=np.float64)
    return bool(np.isfinite(values).all()) and abs(float(np.linalg.det(values[:2, :2]))) > 1e-9


def _corners(place: Square) -> Points:
    right, lower = place.x + place.w, place.y + place.h
    corners = [(place.x, place.y), (right, place.y), (right, lower), (place.x, lower)]
    return np.array(corners, dtype=np.float64)


def _seen_in_the_mirror(picture: Picture, pages: tuple[PagePlace, ...]) -> bool:
    flipped = Picture(grey=np.ascontiguousarray(picture.grey[:, ::-1]), per_mm=None)
    ids = {tag.id for page in pages for tag in page.tags}
    return len(find_tags(flipped, ids, thorough=True).corners) >= 2


def _seen(grey: Grey, matrix: Matrix, anchor: Anchor, search: float) -> _Look:
    """Match an anchor's picture around where it should be, to a fraction of a pixel."""
    place, template = anchor.place, anchor.template
    edge = WHITE_MM + search
    window = (place.x - edge, place.y - edge, place.w + 2 * edge, place.h + 2 * edge)
    patch = laid_straight(grey, matrix, window, PER_MM)
    scores = np.asarray(cv2.matchTemplate(patch, template, cv2.TM_CCOEFF_NORMED), dtype=np.float32)
    _low, score, _where, (x, y) = cv2.minMaxLoc(scores)
    fine_x = x + _peak(scores[y, max(x - 1, 0) : x + 2])
    fine_y = y + _peak(scores[max(y - 1, 0) : y + 2, x])
    moved = np.array((fine_x, fine_y)) / PER_MM + (window[0], window[1])
    corners = _corners(place) - (place.x, place.y) + moved + WHITE_MM
    pixels = cv2.perspectiveTransform(corners.reshape(1, 4, 2), matrix).reshape(4, 2)
    size = template.shape[0]
    found = patch[y : y + size, x : x + size]
    return _Look(np.asarray(pixels, dtype=np.float64), float(score), found, template)


def code_score(grey: Grey, matrix: Matrix, place: Square, text: str) -> float:
    """How much what stands at the place of a code looks like the code of a text, up to 1."""
    anchor = Anchor("code", place, code_template(text))
    return _seen(grey, matrix, anchor, _SEARCH_MM).score


def blurred(grey: Grey, matrix: Matrix, tags: Iterable[Square]) -> bool:
    """Whether the edges of the tags are so soft that much of them is neither black nor white."""
    shares = []
    for tag in tags:
        patch = laid_straight(grey, matrix, (tag.x, tag.y, tag.w, tag.h), PER_MM)
        low, high = (float(level) for level in np.percentile(patch, (10, 90)))
        edge = _SOFT_EDGE * (high - low)
        shares.append(float(((patch > low + edge) & (patch < high - edge)).mean()))
    return float(np.median(shares)) > _MOST_SOFT


def _peak(values: Float) -> float:
    """Where between pixels a peak lies, by the parabola through three values."""
    if len(values) != 3:
        return 0.0
    low, top, high = (float(value) for value in values)
    bend = low - 2 * top + high
    return 0.0 if bend >= 0 else max(-0.5, min(0.5, 0.5 * (low - high) / bend))


def _checked(
    picture: Picture, matrix: Matrix, seen: dict[str, _Look], anchors: Anchors
) -> tuple[Registration, Trust]:
    """Scale, skew and what is left over, all within bounds.

    :raises RefusedError: where one is not.
    """
    across, down, variation, skew = _shape(matrix)
    flat = variation < _FLAT_VARIATION and skew < _FLAT_SKEW
    trust = Trust.SCANNER if flat else Trust.PHOTOGRAPH
    if min(across, down) * (1 - variation) < _LEAST_PER_MM:
        raise RefusedError(Refusal.LOW_RESOLUTION, f"{round(min(across, down) * 25.4)} dpi")
    scale = None
    if trust is Trust.SCANNER:
        presumed = presumed_per_mm(picture)
        scale = None if presumed is None else round((across * down) ** 0.5 / presumed, 4)
        sides = () if presumed is None else (across / presumed, down / presumed)
        stretched = abs(across / down - 1) > _MOST_STRETCH
        if stretched or any(not _SCALES[0] <= side <= _SCALES[1] for side in sides):
            told = " x ".join(f"{side:.3f}" for side in sides) or f"{across / down:.3f}"
            raise RefusedError(Refusal.SCALE, told)
    error = _left_over(matrix, seen, anchors)
    if error > _MOST_ERROR[trust]:
        raise RefusedError(Refusal.MISFIT, f"{error:.2f} mm")
    registration = Registration(
        matrix=tuple(float(f"{value:.9g}") for value in (matrix / matrix[2, 2]).ravel()),
        anchors=tuple(sorted(seen)),
        error=round(error, 3),
        per_mm=round((across * down) ** 0.5, 3),
        scale=scale,
        skew=round(skew, 3),
        turned=_turned(matrix),
    )
    return registration, trust


def _shape(matrix: Matrix) -> tuple[float, float, float, float]:
    """Pixels per millimetre across and down, how they vary over the page, degrees off square."""
    corners = np.array([[(0, 0), (210, 0), (210, 297), (0, 297)]], dtype=np.float64)
    upper_left, upper_right, lower_right, lower_left = cv2.perspectiveTransform(corners, matrix)[0]
    across = [_length(upper_left, upper_right) / 210, _length(lower_left, lower_right) / 210]
    down = [_length(upper_left, lower_left) / 297, _length(upper_right, lower_right) / 297]
    variation = max(abs(pair[0] / pair[1] - 1) for pair in (across, down))
    side, top = lower_left - upper_left, upper_right - upper_left
    cosine = float(side @ top) / (_length(side, 0 * side) * _length(top, 0 * top))
    return sum(across) / 2, sum(down) / 2, variation, abs(float(np.degrees(np.arcsin(cosine))))


def _length(one: Points, other: Points) -> float:
    return max(float(np.linalg.norm(np.asarray(one) - np.asarray(other))), 1e-6)


def _left_over(matrix: Matrix, seen: dict[str, _Look], anchors: Anchors) -> float:
    inverse = np.linalg.inv(matrix)
    gaps = []
    for name, look in seen.items():
        back = cv2.perspectiveTransform(look.corners.reshape(1, 4, 2), inverse)[0]
        gaps.append(np.linalg.norm(back - _corners(anchors[name].place), axis=1))
    return float(np.sqrt(np.mean(np.square(np.concatenate(gaps)))))


def _turned(matrix: Matrix) -> int:
    """Quarter turns of the page, counted clockwise."""
    centre = np.array([[(105, 148), (125, 148)]], dtype=np.float64)
    start, end = cv2.perspectiveTransform(centre, matrix)[0]
    angle = float(np.degrees(np.arctan2(end[1] - start[1], end[0] - start[0])))
    return round(angle / 90) % 4
