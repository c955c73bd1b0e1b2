"""Small grey pictures that leave the child process: levels of grey, never a file of a decoder.

A child packs the levels; the parent checks that they are as many as they should be and puts the
head of a PNG before them. So a picture shown to people holds nothing but brightness, whatever the
scan did to the child.
"""

import base64
import binascii
import struct
import zlib
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from tinnhiem.scan.thresholds import STANDARD, Thresholds

if TYPE_CHECKING:
    from tinnhiem.scan.pictures import Grey

_MOST_SIDE: Final = 8000
_MOST_PIXELS: Final = 16_000_000
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_KNOWN_FILTERS: Final = frozenset(range(5))


class CropError(ValueError):
    """Raised where a child sends something that is no picture."""


class Crop(BaseModel):
    """A part of a sheet: ``kind`` tells of what, ``line`` and ``choice`` which row and box.

    ``levels`` are rows of one zero byte and one byte a pixel, deflated, in base 64.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["row", "box", "sheet", "stage"]
    line: str = ""
    choice: str = ""
    width: Annotated[int, Field(ge=1, le=_MOST_SIDE)]
    height: Annotated[int, Field(ge=1, le=_MOST_SIDE)]
    levels: str

    def png(self) -> bytes:
        """The picture as a PNG file.

        :raises CropError: where the levels are not as many as they should be.
        """
        if self.width * self.height > _MOST_PIXELS:
            raise CropError(f"{self.width} x {self.height}")
        try:
            packed = base64.b64decode(self.levels, validate=True)
            inflated = zlib.decompressobj()
            rows = inflated.decompress(packed, self.height * (self.width + 1) + 1)
        except (binascii.Error, zlib.error) as error:
            raise CropError(str(error)) from error
        stride = self.width + 1
        if len(rows) != stride * self.height or not inflated.eof:
            raise CropError(f"{len(rows)} levels")
        if not _KNOWN_FILTERS.issuperset(rows[::stride]):
            raise CropError("filters")
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 0, 0, 0, 0)
        chunks = (_chunk(b"IHDR", head), _chunk(b"IDAT", packed), _chunk(b"IEND", b""))
        return _SIGNATURE + b"".join(chunks)


class Wanted(BaseModel):
    """Which pictures are to come with a reading; rows are doubtful by ``thresholds``.

    ``sheet`` is every whole sheet, ``odd`` those only that were refused or bear writing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: Literal["none", "doubtful", "all"] = "none"
    boxes: bool = False
    sheet: bool = False
    odd: bool = False
    stages: bool = False
    thresholds: Thresholds = STANDARD


def packed(
    grey: "Grey",
    kind: Literal["row", "box", "sheet", "stage"],
    line: str = "",
    choice: str = "",
) -> Crop:
    """Pack a grey picture; 32 levels of grey are enough for people and half the size."""
    import numpy as np  # noqa: PLC0415 - only the child has pictures

    height, width = grey.shape
    rows = np.zeros((height, width + 1), dtype=np.uint8)
    rows[:, 1:] = grey | 7
    levels = base64.b64encode(zlib.compress(rows.tobytes(), 3)).decode("ascii")
    return Crop(kind=kind, line=line, choice=choice, width=width, height=height, levels=levels)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
