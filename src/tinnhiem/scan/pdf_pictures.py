"""PDF files of scans: each page's picture as the scanner wrote it, or the page drawn.

A page that is one picture is taken out and decoded, which is several times quicker than drawing the
page and does not resample. Every other page is drawn in grey.
"""

import ctypes
from pathlib import Path
from typing import Any, Final

import numpy as np
import pypdfium2
from pypdfium2 import raw

from tinnhiem.scan import limits
from tinnhiem.scan.pictures import Grey, Picture, RefusedError, believed, check_size, decoded
from tinnhiem.scan.reasons import Refusal

#: Dots per inch of drawn pages.
DRAWN_DPI: Final = 200
_POINTS: Final = 72.0
#: Pictures taken out before a file is opened anew.
_FORGET_AFTER: Final = 12
#: Sides of a page, in points. Programs that do not know a resolution write one pixel a point.
_LEAST_POINTS, _MOST_POINTS = 140.0, 14_400.0
#: A4 with room to spare; the sides of a larger page say nothing of the paper.
_PAPER_POINTS: Final = 1300.0
#: Long side, in pixels, of such a page when it is drawn.
_DRAWN_SIDE: Final = 3000.0
_PLAIN_SPACES: Final = frozenset(
    {
        raw.FPDF_COLORSPACE_DEVICEGRAY,
        raw.FPDF_COLORSPACE_DEVICERGB,
        raw.FPDF_COLORSPACE_CALGRAY,
        raw.FPDF_COLORSPACE_CALRGB,
        raw.FPDF_COLORSPACE_ICCBASED,
    }
)


class PdfSource:
    """A PDF."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._document = _opened(path)
        self._taken = 0
        self.pages = len(self._document)
        if self.pages > limits.PAGES:
            raise RefusedError(Refusal.TOO_MANY_PAGES, str(self.pages))
        if self.pages == 0:
            raise RefusedError(Refusal.UNREADABLE)

    def picture(self, index: int) -> Picture:
        """Take the picture of a page out, or draw the page.

        :raises RefusedError: where neither can be done within the bounds.
        """
        self._forget()
        try:
            page = self._document[index]
        except pypdfium2.PdfiumError as error:
            raise RefusedError(Refusal.UNREADABLE) from error
        try:
            return _picture(page)
        except pypdfium2.PdfiumError as error:
            raise RefusedError(Refusal.UNREADABLE) from error
        except MemoryError as error:
            raise RefusedError(Refusal.LIMITS) from error
        finally:
            page.close()

    def _forget(self) -> None:
        """Open the file anew from time to time: the library keeps what it has read of it."""
        self._taken += 1
        if self._taken % _FORGET_AFTER == 0:
            self._document.close()
            self._document = _opened(self._path)


def _opened(path: Path) -> Any:  # noqa: ANN401 - the library has no types
    """Open a PDF that is not encrypted.

    :raises RefusedError: where it is, or cannot be read.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        codes = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        locked = raw.FPDF_GetLastError() in codes or "password" in str(error).lower()
        raise RefusedError(Refusal.ENCRYPTED if locked else Refusal.UNREADABLE) from error
    if raw.FPDF_GetSecurityHandlerRevision(document.raw) != -1:
        raise RefusedError(Refusal.ENCRYPTED)
    return document


def _picture(page: Any) -> Picture:  # noqa: ANN401 - the library has no types
    width, height = page.get_size()
    short, long = sorted((width, height))
    if not (short >= _LEAST_POINTS and long <= _MOST_POINTS):
        raise RefusedError(Refusal.TOO_SMALL if short < _LEAST_POINTS else Refusal.TOO_LARGE)
    images = [item for item in page.get_objects(max_depth=2) if item.type == raw.FPDF_PAGEOBJ_IMAGE]
    for image in images:
        check_size_of_image(image, only=len(images) == 1)
    if images and all(_depth(image) == 1 for image in images):
        raise RefusedError(Refusal.ONE_BIT)
    whole = _whole_image(page, images)
    grey = None if whole is None else _taken(whole)
    if grey is not None:
        turned = page.get_rotation() % 180 != 0
        size = grey.shape if turned else grey.shape[::-1]
        dpi = (size[0] / width + size[1] / height) / 2 * _POINTS
        return Picture(grey=grey, per_mm=believed(dpi))
    return _drawn(page, width, height)


def check_size_of_image(image: Any, *, only: bool) -> None:  # noqa: ANN401 - pypdfium2 publishes no types
    """Refuse a picture in a PDF before it is decoded.

    :raises RefusedError: where it has too many pixels; or too few, as the page's only picture.
    """
    width, height = image.get_px_size()
    if only:
        check_size(width, height)
    elif width * height > limits.PIXELS:
        raise RefusedError(Refusal.TOO_LARGE, f"{width} x {height}")


def _depth(image: Any) -> int:  # noqa: ANN401 - pypdfium2 publishes no types
    return int(image.get_metadata().bits_per_pixel)


def _whole_image(page: Any, images: list[Any]) -> Any | None:  # noqa: ANN401 - pypdfium2 publishes no types
    """The page's only picture, if it covers the page upright and nothing is drawn over it."""
    if len(images) != 1:
        return None
    others = [item for item in page.get_objects(max_depth=2) if not _harmless(item)]
    matrix = images[0].get_matrix()
    if others or matrix.b or matrix.c or matrix.a <= 0 or matrix.d <= 0:
        return None
    left, bottom, right, top = page.get_mediabox()
    covered = matrix.a >= 0.98 * (right - left) and matrix.d >= 0.98 * (top - bottom)
    inside = abs(matrix.e - left) < 9 and abs(matrix.f - bottom) < 9
    return images[0] if covered and inside else None


def _harmless(item: Any) -> bool:  # noqa: ANN401 - pypdfium2 publishes no types
    """Pictures, the forms around them, and the invisible text that recognition adds."""
    if item.type in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM}:
        return True
    invisible = raw.FPDF_TEXTRENDERMODE_INVISIBLE
    if item.type == raw.FPDF_PAGEOBJ_TEXT:
        return bool(raw.FPDFTextObj_GetTextRenderMode(item.raw) == invisible)
    return False


def _taken(image: Any) -> Grey | None:  # noqa: ANN401 - pypdfium2 publishes no types
    """The picture's own pixels; None where they need the page to be understood."""
    if image.get_metadata().colorspace not in _PLAIN_SPACES:
        return None
    filters = image.get_filters()
    if filters == ["DCTDecode"]:
        grey = decoded(bytes(image.get_data(decode_simple=False)))
        if grey.shape[::-1] != tuple(image.get_px_size()):
            raise RefusedError(Refusal.UNREADABLE)
    else:
        grey = _grey(image.get_bitmap(render=False))
    # An inverted decoding array shows as a dark page: let the page be drawn instead.
    return grey if grey[::16, ::16].mean() > 90 else None


def _drawn(page: Any, width: float, height: float) -> Picture:  # noqa: ANN401 - pypdfium2 publishes no types
    long = max(width, height)
    paper = long <= _PAPER_POINTS
    scale = DRAWN_DPI / _POINTS if paper else _DRAWN_SIDE / long
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    return Picture(grey=_grey(bitmap), per_mm=DRAWN_DPI / 25.4 if paper else None)


def _grey(bitmap: Any) -> Grey:  # noqa: ANN401 - pypdfium2 publishes no types
    """A bitmap of any of the library's forms, in grey."""
    array = np.array(bitmap.to_numpy(), dtype=np.uint8)
    bitmap.close()
    if array.ndim == 2:
        return array
    if array.shape[2] == 1:
        return np.ascontiguousarray(array[:, :, 0])
    weights = np.array((0.114, 0.587, 0.299), dtype=np.float32)  # blue, green, red
    grey: Grey = np.rint(array[:, :, :3] @ weights).astype(np.uint8)
    return grey


def blank_page(path: Path, number: int, per_mm: float) -> Grey:
    """Draw a printed page as it is without marks.

    :raises RefusedError: where the file cannot be drawn.
    """
    source = None
    try:
        source = pypdfium2.PdfDocument(path)
        bitmap = source[number - 1].render(scale=per_mm * 25.4 / _POINTS, grayscale=True)
        return _grey(bitmap)
    except (pypdfium2.PdfiumError, OSError, ctypes.ArgumentError, IndexError) as error:
        raise RefusedError(Refusal.UNREADABLE) from error
    finally:
        if source is not None:
            source.close()
