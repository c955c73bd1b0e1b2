"""One picture of the boxes of all rows of a sheet: number, name and post are cut away."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PIL import Image

from tinnhiem.scan.layout import BoxPlace, PagePlace, RowPlace

#: Pixels a millimetre of the pictures of rows, paper around a row and around a box, and half a
#: column where there is only one.
_PER_MM: Final = 6
_ROW_MARGIN_MM: Final = 2.0
_BOX_MARGIN_MM: Final = 2.5
_HALF_COLUMN_MM: Final = 8.0
#: Pixels a millimetre of the picture of a whole sheet, and its grey over the boxes.
_SHEET_PER_MM: Final = 4
_COVER: Final = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The picture as PNG; where each row (top, height) and box (left, top, side) is in it."""

    picture: bytes
    rows: Mapping[str, tuple[int, int]]
    boxes: Mapping[tuple[str, str], tuple[int, int, int]]


def strip_of(rows: Mapping[str, bytes], place: PagePlace) -> Strip | None:
    """Return the strip of a sheet from the pictures of its rows; None where there are none."""
    cut = [
        (row, *_boxes_only(rows[row.line], row, place)) for row in place.rows if row.line in rows
    ]
    if not cut:
        return None
    width = max(picture.width for _row, picture, _left in cut)
    whole = Image.new("L", (width, sum(picture.height for _row, picture, _left in cut)), 255)
    places: dict[str, tuple[int, int]] = {}
    boxes: dict[tuple[str, str], tuple[int, int, int]] = {}
    top = 0
    for row, picture, left in cut:
        whole.paste(picture, (0, top))
        places[row.line] = (top, picture.height)
        for box in place.boxes_of(row.line):
            boxes[row.line, box.choice] = _box_at(box, row, left, top)
        top += picture.height
    return Strip(picture=_png(whole), rows=places, boxes=boxes)


def _boxes_only(row: bytes, printed: RowPlace, place: PagePlace) -> tuple[Image.Image, int]:
    """Return the columns of the boxes of a row, and how many pixels were cut off at the left."""
    centres = sorted(box.x + box.w / 2 for box in place.boxes_of(printed.line))
    half = (centres[1] - centres[0]) / 2 if len(centres) > 1 else _HALF_COLUMN_MM
    with Image.open(io.BytesIO(row), formats=("PNG",)) as picture:
        left = max(0, round((centres[0] - half - printed.x + _ROW_MARGIN_MM) * _PER_MM))
        right = round((centres[-1] + half - printed.x + _ROW_MARGIN_MM) * _PER_MM)
        return picture.crop((left, 0, min(picture.width, right), picture.height)), left


def _box_at(box: BoxPlace, row: RowPlace, left: int, top: int) -> tuple[int, int, int]:
    side = round((box.w + 2 * _BOX_MARGIN_MM) * _PER_MM)
    x = (box.x - _BOX_MARGIN_MM - row.x + _ROW_MARGIN_MM) * _PER_MM - left
    y = (box.y - _BOX_MARGIN_MM - row.y + _ROW_MARGIN_MM) * _PER_MM
    return max(0, round(x)), top + max(0, round(y)), side


def covered(sheet: bytes, place: PagePlace) -> bytes:
    """Return the picture of a sheet with the columns of its boxes covered.

    Whoever decides whether something was added need not see how it was marked.
    """
    with Image.open(io.BytesIO(sheet), formats=("PNG",)) as picture:
        shown = picture.convert("L")
    centres = sorted({round(box.x + box.w / 2, 1) for box in place.boxes})
    half = (centres[1] - centres[0]) / 2 if len(centres) > 1 else _HALF_COLUMN_MM
    top = min(row.y for row in place.rows)
    bottom = max(row.y + row.h for row in place.rows)
    window = (
        round((centres[0] - half) * _SHEET_PER_MM),
        round(top * _SHEET_PER_MM),
        round((centres[-1] + half) * _SHEET_PER_MM),
        round(bottom * _SHEET_PER_MM),
    )
    shown.paste(_COVER, window)
    return _png(shown)


def _png(picture: Image.Image) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()
