"""Files damaged at random, and pages bent at random, for showing that the reader survives them."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Random = np.random.Generator

KINDS = ("PNG", "JPEG", "TIFF", "PDF")


def mutated(content: bytes, random: Random) -> bytes:
    """A file with some of its bytes changed, doubled, cut out or cut off."""
    damaged = bytearray(content)
    for _change in range(int(random.integers(1, 6))):
        _CHANGES[int(random.integers(len(_CHANGES)))](damaged, random)
    return bytes(damaged)


def _places(damaged: bytearray, random: Random) -> Iterator[int]:
    # Heads and tails of files hold what decoders trust.
    end = len(damaged)
    near = int(random.choice((min(end, 400), min(end, 4000), end)))
    start = 0 if random.random() < 0.7 else end - near
    for _place in range(int(random.integers(1, 16))):
        yield start + int(random.integers(max(1, near)))


def _bytes_changed(damaged: bytearray, random: Random) -> None:
    for place in _places(damaged, random):
        if place < len(damaged):
            damaged[place] = int(random.integers(256))


def _numbers_changed(damaged: bytearray, random: Random) -> None:
    """Sizes and offsets become as large, as small, or as negative as can be."""
    for place in _places(damaged, random):
        value = random.choice(
            (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\x80\0\0\0")
        )
        damaged[place : place + 4] = bytes(value).ljust(4, b"\0")


def _cut_off(damaged: bytearray, random: Random) -> None:
    del damaged[int(random.integers(len(damaged) // 3, len(damaged) + 1)) :]


def _cut_out(damaged: bytearray, random: Random) -> None:
    start = int(random.integers(len(damaged) + 1))
    del damaged[start : start + int(random.integers(1, 2000))]


def _doubled(damaged: bytearray, random: Random) -> None:
    start = int(random.integers(len(damaged) + 1))
    piece = damaged[start : start + int(random.integers(1, 2000))]
    damaged[start:start] = piece * int(random.integers(1, 4))


_CHANGES = (_bytes_changed, _bytes_changed, _numbers_changed, _cut_off, _cut_out, _doubled)


def bent(grey: Grey, random: Random) -> Grey:
    """A page turned, slanted, cropped, stretched, inverted or drowned, as no scanner should."""
    height, width = grey.shape
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    moved = corners + random.normal(0, random.choice((0.01, 0.1, 0.4)), (4, 2)) * (width, height)
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    size = (int(width * random.uniform(0.5, 1.6)), int(height * random.uniform(0.5, 1.4)))
    shade = int(random.integers(256))
    page = cv2.warpPerspective(grey, matrix, size, borderValue=shade)
    if random.random() < 0.2:
        page = 255 - page
    if random.random() < 0.3:
        noise = random.normal(0, random.uniform(5, 90), page.shape)
        page = np.clip(page + noise, 0, 255)
    return np.asarray(page, dtype=np.uint8)
