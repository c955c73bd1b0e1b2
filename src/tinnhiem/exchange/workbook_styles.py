"""Faces of the cells of a poll workbook."""

from dataclasses import dataclass
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

INDIGO: Final = "#2B3F86"
INK: Final = "#1A1E29"
INK2: Final = "#464C5C"
LINE: Final = "#B9B4A6"
QUIET: Final = "#EFEDE6"
NOTE: Final = "#E6EAF6"
BAD: Final = "#9E2530"
BAD_FILL: Final = "#FAE8E6"
GREY: Final = "#8A8A8A"

_FONT: Final = "Times New Roman"
DATE: Final = "dd/mm/yyyy"


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of one workbook, by what they are for."""

    title: Format
    hint: Format
    heading: Format
    label: Format
    text: Format
    number: Format
    day: Format
    number_left: Format
    day_left: Format
    free: Format
    note: Format
    guide: Format
    guide_heading: Format
    example: Format
    example_day: Format
    bad: Format


def styles(book: Workbook) -> Styles:
    """Make the formats of a workbook."""

    def face(**properties: object) -> Format:
        base = {"font_name": _FONT, "font_size": 12, "font_color": INK, "valign": "vcenter"}
        return book.add_format({**base, **properties})

    cell = {"border": 1, "border_color": LINE, "text_wrap": True, "locked": False}
    example = {"border": 1, "border_color": LINE, "font_color": GREY, "bg_color": QUIET}
    return Styles(
        title=face(bold=True, font_size=16, font_color=INDIGO),
        hint=face(italic=True, font_color=INK2, font_size=11),
        heading=face(
            bold=True,
            font_color="#FFFFFF",
            bg_color=INDIGO,
            align="center",
            text_wrap=True,
            border=1,
            border_color=LINE,
        ),
        label=face(bold=True, bg_color=NOTE, border=1, border_color=LINE, text_wrap=True),
        text=face(**cell, num_format="@"),
        number=face(**cell, num_format="0", align="right"),
        day=face(**cell, num_format=DATE, align="center"),
        number_left=face(**cell, num_format="0", align="left"),
        day_left=face(**cell, num_format=DATE, align="left"),
        free=face(**cell, align="left"),
        note=face(italic=True, font_color=INK2, font_size=11, text_wrap=True, bg_color=QUIET),
        guide=face(text_wrap=True, valign="top"),
        guide_heading=face(bold=True, font_size=13, font_color=INDIGO),
        example=face(**example, text_wrap=True),
        example_day=face(**example, num_format=DATE, align="center"),
        bad=book.add_format({"bg_color": BAD_FILL, "font_color": BAD}),
    )
