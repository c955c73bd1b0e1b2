"""Cutting pictures for people out of a registered page: rows, boxes, the sheet, the stages."""

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np

from tinnhiem.scan.crops import Crop, Wanted, packed
from tinnhiem.scan.deciding import decide
from tinnhiem.scan.layout import PagePlace
from tinnhiem.scan.measures import PageMeasure
from tinnhiem.scan.paper import Columns
from tinnhiem.scan.pictures import Grey, Picture
from tinnhiem.scan.reasons import Flag
from tinnhiem.scan.registering import Registered
from tinnhiem.scan.strokes import ink_outside

#: Pixels per millimetre of rows and boxes, and of whole sheets.
ROW_PER_MM: Final = 6
SHEET_PER_MM: Final = 4
#: Paper around a row and around a box.
ROW_MARGIN_MM: Final = 2.0
BOX_MARGIN_MM: Final = 2.5
_PAGE: Final = (0.0, 0.0, 210.0, 297.0)
#: Long side of a picture that shows where the marks were found.
_FOUND_SIDE: Final = 1200


def cut(
    picture: Picture, registered: Registered, page: PagePlace, measure: PageMeasure, wanted: Wanted
) -> tuple[Crop, ...]:
    """Every picture that is wanted of a page that was measured."""
    crops: list[Crop] = []
    if wanted.rows != "none":
        crops += _rows(picture.grey, registered, page, _shown(measure, wanted))
    if wanted.boxes:
        crops += _boxes(picture.grey, registered, page)
    if wanted.sheet or (wanted.odd and Flag.WRITING in decide(measure, wanted.thresholds).flags):
        crops.append(packed(registered.straight(picture.grey, _PAGE, SHEET_PER_MM), "sheet"))
    return tuple(crops)


def uncut(picture: Picture) -> Crop:
    """A picture that was refused, as it is, small."""
    return packed(_fitted(picture.grey), "sheet")


def stages(
    picture: Picture, registered: Registered, page: PagePlace, columns: Columns
) -> tuple[Crop, ...]:
    """What the reader saw at each stage, for whoever looks for a fault.

    ``1-found`` is the picture with the page and its tags as registered, ``2-straight`` the page
    laid straight with the boxes of the layout, ``3-ink`` the columns of boxes as ink, ``4-strokes``
    the ink outside the boxes.
    """
    drawn = {
        "1-found": _found(picture, registered, page),
        "2-straight": _boxed(registered.straight(picture.grey, _PAGE, ROW_PER_MM), page),
        "3-ink": np.asarray(255 - columns.ink * 255, dtype=np.uint8),
        "4-strokes": np.asarray(255 - ink_outside(columns, page) * 255, dtype=np.uint8),
    }
    return tuple(packed(grey, "stage", line=name) for name, grey in drawn.items())


def _shown(measure: PageMeasure, wanted: Wanted) -> frozenset[str]:
    rows = decide(measure, wanted.thresholds).rows
    return frozenset(row.line for row in rows if wanted.rows == "all" or row.doubt is not None)


def _rows(
    grey: Grey, registered: Registered, page: PagePlace, shown: frozenset[str]
) -> Iterator[Crop]:
    margin = ROW_MARGIN_MM
    for row in page.rows:
        if row.line in shown:
            window = (row.x - margin, row.y - margin, row.w + 2 * margin, row.h + 2 * margin)
            yield packed(registered.straight(grey, window, ROW_PER_MM), "row", row.line)


def _boxes(grey: Grey, registered: Registered, page: PagePlace) -> Iterator[Crop]:
    margin = BOX_MARGIN_MM
    for box in page.boxes:
        window = (box.x - margin, box.y - margin, box.w + 2 * margin, box.h + 2 * margin)
        yield packed(registered.straight(grey, window, ROW_PER_MM), "box", box.line, box.choice)


def _fitted(grey: Grey) -> Grey:
    factor = min(1.0, _FOUND_SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def _found(picture: Picture, registered: Registered, page: PagePlace) -> Grey:
    """The picture with the outline of the page and of its tags."""
    shown = _fitted(picture.grey)
    scale = shown.shape[0] / picture.grey.shape[0]
    places = [(0.0, 0.0, 210.0, 297.0), *((tag.x, tag.y, tag.w, tag.h) for tag in page.tags)]
    for x, y, w, h in places:
        corners = np.array([[(x, y), (x + w, y), (x + w, y + h), (x, y + h)]], dtype=np.float64)
        pixels = cv2.perspectiveTransform(corners, registered.matrix)[0] * scale
        cv2.polylines(shown, [np.rint(pixels).astype(np.int32)], isClosed=True, color=0)
    return shown


def _boxed(straight: Grey, page: PagePlace) -> Grey:
    for box in page.boxes:
        start = (round(box.x * ROW_PER_MM), round(box.y * ROW_PER_MM))
        end = (round((box.x + box.w) * ROW_PER_MM), round((box.y + box.h) * ROW_PER_MM))
        cv2.rectangle(straight, start, end, 0, 1)
    return straight
