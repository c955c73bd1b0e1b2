"""Files opened as a series of grey pictures: one at a time, each within its bounds.

Runs in a child process. Whatever is wrong with a file becomes a :class:`RefusedError`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from tinnhiem.scan import limits
from tinnhiem.scan.plain_png import plain_grey
from tinnhiem.scan.reasons import Refusal

Grey = NDArray[np.uint8]

_A4_MM: Final = (210.0, 297.0)
_SMALL_PER_MM: Final = 4


class RefusedError(Exception):
    """Raised where a file or page cannot be taken; carries the reason and a word about it."""

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(refusal, detail)
        self.refusal = refusal
        self.detail = detail


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A grey picture and the resolution that its file claims, in pixels per millimetre."""

    grey: Grey
    per_mm: float | None

    @property
    def factor(self) -> int:
        """How many pixels of the picture make one of :attr:`small`, each way."""
        return max(1, int(max(self.grey.shape) / (_SMALL_PER_MM * _A4_MM[1]) + 0.5))

    @cached_property
    def small(self) -> Grey:
        """The picture at about four pixels per millimetre: a whole part, so that it is quick."""
        if self.factor == 1:
            return self.grey
        height, width = (side // self.factor for side in self.grey.shape)
        whole = self.grey[: height * self.factor, : width * self.factor]
        return np.asarray(
            cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8
        )

    @property
    def digest(self) -> str:
        """The SHA-256 of size and pixels."""
        head = f"{self.grey.shape[1]}x{self.grey.shape[0]}:".encode()
        digest = sha256(head)
        digest.update(np.ascontiguousarray(self.grey).data)
        return digest.hexdigest()


class Source(Protocol):
    """An opened file."""

    @property
    def pages(self) -> int:
        """How many pictures it holds."""

    def picture(self, index: int) -> Picture:
        """Return the picture at a place, from 0.

        :raises RefusedError: where it cannot be taken.
        """


def open_source(path: Path) -> Source:
    """Open a scan.

    :raises RefusedError: where it is no PDF, TIFF, JPEG or PNG, or beyond the bounds.
    """
    with _decoding():
        if path.stat().st_size > limits.FILE_BYTES:
            raise RefusedError(Refusal.TOO_LARGE)
        with path.open("rb") as file:
            head = file.read(1024)
        if b"%PDF-" in head:
            from tinnhiem.scan.pdf_pictures import PdfSource  # noqa: PLC0415 - quick where no PDF

            return PdfSource(path)
        if head.startswith((b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
            return TiffSource(path)
        if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
            return OneSource(path)
    raise RefusedError(Refusal.UNKNOWN_TYPE)


class OneSource:
    """A JPEG or PNG."""

    def __init__(self, path: Path) -> None:
        if path.stat().st_size > limits.PICTURE_BYTES:
            raise RefusedError(Refusal.TOO_LARGE)
        self._content = path.read_bytes()
        self.pages = 1
        with Image.open(path, formats=("JPEG", "PNG")) as image:
            check_size(*image.size)
            check_depth(image)
            self._per_mm = _claimed(image)

    def picture(self, index: int) -> Picture:
        """Return the only picture."""
        if index:
            raise IndexError(index)
        with _decoding():
            return Picture(grey=decoded(self._content), per_mm=self._per_mm)


class TiffSource:
    """A TIFF of one or more pages."""

    def __init__(self, path: Path) -> None:
        with _decoding():
            self._image = Image.open(path, formats=("TIFF",))
            self.pages = int(getattr(self._image, "n_frames", 1))
        if self.pages > limits.PAGES:
            raise RefusedError(Refusal.TOO_MANY_PAGES, str(self.pages))

    def picture(self, index: int) -> Picture:
        """Decode one page."""
        with _decoding():
            self._image.seek(index)
            check_size(*self._image.size)
            check_depth(self._image)
            grey = np.asarray(_upright(self._image).convert("L"), dtype=np.uint8)
            return Picture(grey=grey, per_mm=_claimed(self._image))


def decoded(content: bytes) -> Grey:
    """Decode a JPEG or PNG whose size was checked, to grey.

    :raises RefusedError: where it is damaged.
    """
    plain = plain_grey(content)
    if plain is not None:
        return plain
    flags = cv2.IMREAD_GRAYSCALE | cv2.IMREAD_IGNORE_ORIENTATION
    try:
        grey = cv2.imdecode(np.frombuffer(content, dtype=np.uint8), flags)
    except cv2.error as error:
        raise RefusedError(Refusal.UNREADABLE) from error
    if grey is None:
        raise RefusedError(Refusal.UNREADABLE)
    return np.asarray(grey, dtype=np.uint8)


def check_size(width: int, height: int) -> None:
    """Refuse a picture before it is decoded.

    :raises RefusedError: where it has too many pixels, or too few to hold a ballot.
    """
    told = f"{width} x {height}"
    if width * height > limits.PIXELS:
        raise RefusedError(Refusal.TOO_LARGE, told)
    if min(width, height) < limits.LEAST_SIDE:
        raise RefusedError(Refusal.TOO_SMALL, told)


def check_depth(image: Image.Image) -> None:
    """Refuse black-and-white pictures: what the scanner left out cannot be brought back.

    :raises RefusedError: for one bit a pixel.
    """
    if image.mode == "1":
        raise RefusedError(Refusal.ONE_BIT)


def check_levels(grey: Grey) -> None:
    """Refuse pictures that were black and white once, whatever the file says now.

    :raises RefusedError: where all but a trace of the pixels have one of two values.
    """
    counts = cv2.calcHist([np.ascontiguousarray(grey[::5])], [0], None, [256], [0, 256])
    counts = counts.ravel()
    if np.sort(counts)[-2:].sum() >= counts.sum() * 0.9999 and np.count_nonzero(counts) > 1:
        raise RefusedError(Refusal.ONE_BIT)


def _upright(image: Image.Image) -> Image.Image:
    """Bring deep and coloured modes to something that converts to grey without a surprise."""
    if image.mode in {"I;16", "I;16B", "I;16L", "I", "F"}:
        deep = np.asarray(image, dtype=np.float64)
        top = 65535.0 if deep.max() > 255 else 255.0
        return Image.fromarray((np.clip(deep / top, 0, 1) * 255).astype(np.uint8))
    if image.mode in {"RGBA", "LA", "PA", "P"}:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, (255, 255, 255, 255))
        return Image.alpha_composite(paper, rgba)
    return image


def _claimed(image: Image.Image) -> float | None:
    """The resolution in a picture's head, where it is one that scanners have."""
    claimed = image.info.get("dpi")
    if not isinstance(claimed, tuple) or len(claimed) < 2:
        return None
    try:
        across, down = float(claimed[0]), float(claimed[1])
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return believed(across) if abs(across - down) <= 1 else None


def believed(dpi: float) -> float | None:
    """Pixels per millimetre of a resolution that scanners have; None for any other."""
    return dpi / 25.4 if 140 <= dpi <= 620 else None


def presumed_per_mm(picture: Picture) -> float | None:
    """Resolution of a scanned sheet: as claimed, or as the size of A4 lets presume; else None."""
    if picture.per_mm is not None:
        return picture.per_mm
    height, width = picture.grey.shape
    short, long = sorted((width, height))
    across, down = short / _A4_MM[0], long / _A4_MM[1]
    return (across + down) / 2 if abs(across / down - 1) < 0.01 else None


@contextmanager
def _decoding() -> Iterator[None]:
    """Turn what decoders raise on damaged files into a refusal."""
    try:
        yield
    except RefusedError:
        raise
    except Image.DecompressionBombError as error:
        raise RefusedError(Refusal.TOO_LARGE) from error
    except MemoryError as error:
        raise RefusedError(Refusal.LIMITS) from error
    except UnidentifiedImageError as error:
        raise RefusedError(Refusal.UNREADABLE) from error
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError) as error:
        raise RefusedError(Refusal.UNREADABLE) from error
    except (TypeError, AttributeError, RuntimeError, cv2.error) as error:
        raise RefusedError(Refusal.UNREADABLE) from error
