"""The quick decoder of plain grey PNG files gives the same pixels, and takes nothing else."""

import struct
import zlib

import cv2
import numpy as np
import pytest

from support.scans import Ballots, Grey, Sheet
from tinnhiem.scan.pictures import RefusedError, decoded
from tinnhiem.scan.plain_png import plain_grey

FILTERS = {
    "none": cv2.IMWRITE_PNG_FILTER_NONE,
    "sub": cv2.IMWRITE_PNG_FILTER_SUB,
    "up": cv2.IMWRITE_PNG_FILTER_UP,
    "average": cv2.IMWRITE_PNG_FILTER_AVG,
    "paeth": cv2.IMWRITE_PNG_FILTER_PAETH,
    "whichever": cv2.IMWRITE_PNG_ALL_FILTERS,
}
GREY, COLOUR, WITH_ALPHA = 0, 2, 4


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def _png(
    grey: Grey, *more: bytes, kind: int = GREY, depth: int = 8, interlaced: int = 0, per: int = 1
) -> bytes:
    """A PNG of unfiltered rows; ``more`` chunks stand before the pixels."""
    height, width = grey.shape[0], grey.shape[1] // per
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlaced)
    rows = np.concatenate([np.zeros((height, 1), np.uint8), grey], axis=1).tobytes()
    chunks = (_chunk(b"IHDR", head), *more, _chunk(b"IDAT", zlib.compress(rows, 1)))
    return b"\x89PNG\r\n\x1a\n" + b"".join((*chunks, _chunk(b"IEND", b"")))


@pytest.fixture
def noise() -> Grey:
    """Any levels."""
    levels: Grey = np.random.default_rng(5).integers(0, 256, (50, 70)).astype(np.uint8)
    return levels


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_gives_the_pixels_that_were_written(seven: Ballots, name: str) -> None:
    grey = Sheet(seven.blank()).mark_all().scanned()
    written, content = cv2.imencode(".png", grey, [cv2.IMWRITE_PNG_FILTER, FILTERS[name]])
    assert written
    found = plain_grey(content.tobytes())
    assert found is not None
    assert np.array_equal(found, grey)


def test_what_scanners_say_beside_the_pixels_does_not_matter(noise: Grey) -> None:
    said = (_chunk(b"pHYs", struct.pack(">IIB", 7874, 7874, 1)), _chunk(b"tEXt", b"Software\0x"))
    found = plain_grey(_png(noise, *said))
    assert found is not None
    assert np.array_equal(found, noise)


def test_damage_is_left_to_the_general_decoder_which_refuses_it(noise: Grey) -> None:
    whole = _png(noise)
    damaged = {
        "cut off": whole[:-20],
        "without its end": whole[:-12],
        "with more behind it": whole + b"more",
        "with another byte": whole[:200] + bytes([whole[200] ^ 1]) + whole[201:],
    }
    for content in damaged.values():
        assert plain_grey(content) is None
    for name in ("cut off", "with another byte"):
        with pytest.raises(RefusedError):
            decoded(damaged[name])


@pytest.mark.parametrize(
    "odd",
    [
        {"kind": WITH_ALPHA, "per": 2},
        {"depth": 4, "per": 1},
        {"interlaced": 1},
        {"kind": COLOUR, "per": 3},
    ],
    ids=str,
)
def test_other_kinds_of_png_are_left_to_the_general_decoder(
    noise: Grey, odd: dict[str, int]
) -> None:
    assert plain_grey(_png(noise[:, :66], **odd)) is None


@pytest.mark.parametrize("name", ["tRNS", "acTL", "PLTE", "IHDR", "zzZz"])
def test_chunks_that_might_change_pixels_are_left_to_the_general_decoder(
    noise: Grey, name: str
) -> None:
    assert plain_grey(_png(noise, _chunk(name.encode(), bytes(8)))) is None


def test_a_jpeg_is_none(noise: Grey) -> None:
    _written, content = cv2.imencode(".jpg", noise)
    assert plain_grey(content.tobytes()) is None
