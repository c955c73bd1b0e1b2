"""What a page is registered by: tags and codes, each with its place and its picture."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import cv2
import numpy as np

from tinnhiem.scan.layout import Square, TagPlace
from tinnhiem.scan.pictures import Grey

#: Pixels per millimetre of pictures of tags and codes.
PER_MM: Final = 8
#: White around a tag that is taken along: whole pixels.
WHITE_MM: Final = 0.875


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something printed at a known place: a tag or a code, with its picture."""

    name: str
    place: Square
    template: Grey


Anchors = dict[str, Anchor]


def tag_anchor(tag: TagPlace) -> Anchor:
    """A tag to register by."""
    return Anchor(f"tag {tag.id}", tag, _tag_template(tag.id, round(tag.w * PER_MM)))


@cache
def _tag_template(identifier: int, side: int) -> Grey:
    family = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h11)
    modules = cv2.aruco.generateImageMarker(family, identifier, 80)[5::10, 5::10]
    return _framed(np.asarray(modules, dtype=np.uint8), side)


@lru_cache(maxsize=64)
def code_template(text: str, side: int = 18 * PER_MM) -> Grey:
    """The picture of a code with a text, drawn as the ballots draw it; noise for other texts."""
    import segno  # noqa: PLC0415 - few sheets need it, and it takes long to load

    try:
        code = segno.make(
            text, version=3, error="q", mode="alphanumeric", boost_error=False, micro=False
        )
    except ValueError:  # segno's own error for a text that does not fit is one
        return _framed(np.eye(29, dtype=np.uint8) * 255, side)
    dark = np.array([list(row) for row in code.matrix], dtype=bool)
    return _framed(np.where(dark, 0, 255).astype(np.uint8), side)


def _framed(modules: Grey, side: int) -> Grey:
    drawn = cv2.resize(modules, (side, side), interpolation=cv2.INTER_NEAREST)
    white = round(WHITE_MM * PER_MM)
    framed = cv2.copyMakeBorder(drawn, *(white,) * 4, cv2.BORDER_CONSTANT, value=255)
    return np.asarray(cv2.GaussianBlur(framed, (0, 0), 0.8), dtype=np.uint8)
