"""Pictures of rows and boxes, cut from the strip of their sheet; sealed with the ballots."""

import io
from functools import lru_cache
from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from PIL import Image

from tinnhiem.records.models import Conference, ReadBox, ReadRow
from tinnhiem.records.scans import pictures_open


def require_open(conference: Conference) -> None:
    """Keep the pictures away from everybody once they are sealed.

    :raises Http404: then.
    """
    if not pictures_open(conference):
        raise Http404


@lru_cache(maxsize=32)
def _strip(name: str) -> Image.Image:
    with default_storage.open(name, "rb") as file, Image.open(file, formats=("PNG",)) as picture:
        return picture.convert("L")


def _cut(name: str, window: tuple[int, int, int, int]) -> HttpResponse:
    try:
        whole = _strip(name)
    except (FileNotFoundError, ValueError, OSError) as error:
        raise Http404 from error
    left, top, right, bottom = window
    kept = io.BytesIO()
    part = (left, top, min(right, whole.width), min(bottom, whole.height))
    whole.crop(part).save(kept, "PNG")
    return _png(kept.getvalue())


def _png(content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="image/png")
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def stored(file: Any) -> HttpResponse:  # noqa: ANN401 - a file of a record
    """Send a picture that was stored by itself.

    :raises Http404: where there is none.
    """
    try:
        with file.open("rb") as opened:
            return _png(opened.read())
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error


def row_picture(row: ReadRow) -> HttpResponse:
    """Send the boxes of a row, or a whole sheet with its boxes covered where it is the question."""
    if row.crop:
        return stored(row.crop)
    strip = row.sheet.strip.name or ""
    if not strip or not row.height:
        raise Http404
    return _cut(strip, (0, row.top, 1 << 16, row.top + row.height))


def box_picture(box: ReadBox) -> HttpResponse:
    """Send one box."""
    strip = box.row.sheet.strip.name or ""
    if not strip:
        raise Http404
    return _cut(strip, (box.left, box.top, box.left + box.side, box.top + box.side))
