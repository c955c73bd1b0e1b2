"""WordprocessingML as text: the few elements that a paper needs, always escaped.

Lengths are twips (1/20 pt) as Word counts them; :func:`twips` makes them from millimetres. The
elements inside ``w:pPr`` and ``w:rPr`` have a fixed order in the schema, which callers keep.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from html import escape
from itertools import count
from typing import Final

from tinnhiem.documents.paper import Align, Line, Run

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FIRST_DRAWING = 1001
"""Drawings are numbered from here, so that a logo in a template keeps its own number."""

_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("([\t\n])")
_JUSTIFICATION: Mapping[Align, str] = {
    "left": "left",
    "centre": "center",
    "right": "right",
    "justify": "both",
}


class Face(StrEnum):
    """The styles that a template must have, by the name under which Word shows them."""

    BODY = "TN Thân bài"
    HEADING_1 = "TN Đề mục 1"
    HEADING_2 = "TN Đề mục 2"
    HEADING_3 = "TN Đề mục 3"
    GROUP_HEADING = "TN Tên trong nhóm"
    GROUP_LINE = "TN Dòng trong nhóm"
    CELL = "TN Ô bảng"
    HEAD = "TN Đầu bảng"
    SUBHEAD = "TN Đầu bảng 2"
    SECTION = "TN Tên khối"
    LEGEND = "TN Chú giải"
    DOTTED = "TN Dòng chấm"
    BOX_TITLE = "TN Tên khung"
    SPACER = "TN Khoảng trống"
    ROOM = "TN Chỗ ký"
    TABLE = "TN Bảng"
    BOX = "TN Khung"
    BOLD = "TN Chữ đậm"
    ITALIC = "TN Chữ nghiêng"


RUNNING: Final = frozenset(
    {
        Face.BODY,
        Face.HEADING_1,
        Face.HEADING_2,
        Face.HEADING_3,
        Face.GROUP_HEADING,
        Face.GROUP_LINE,
        Face.DOTTED,
        Face.BOX_TITLE,
    }
)
"""The styles of the running text, whose size a paper may set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What drawing needs to know of the template: its styles' ids and the width of its text.

    ``width`` is in twips; ``grouped`` is set inside a group, whose lines stand closer.
    """

    styles: Mapping[Face, str]
    width: int
    language: str = "vi"
    grouped: bool = False
    numbers: Iterator[int] = field(default_factory=lambda: count(FIRST_DRAWING))

    def narrowed(self, width: int) -> "Pen":
        """Return the same pen for a narrower column of ``width`` twips."""
        return replace(self, width=width)

    def grouping(self) -> "Pen":
        """Return the same pen inside a group."""
        return replace(self, grouped=True)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Finished mark-up, which a template inserts as it is instead of escaping it."""

    xml: str

    def __html__(self) -> str:
        """Return the mark-up: what Jinja asks of a value that must not be escaped."""
        return self.xml


def twips(millimetres: float) -> int:
    """Return a length in twips."""
    return round(millimetres * 1440 / 25.4)


def legal(text: str) -> str:
    """Return ``text`` with each character that XML cannot carry shown as �."""
    return _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def quoted(text: str) -> str:
    """Return ``text`` escaped for an element or an attribute."""
    return escape(legal(text))


def written(text: str) -> str:
    """Return the inside of a run: literal text, with its line breaks and tabs."""
    pieces = (_piece(piece) for piece in _BREAKS.split(text.replace("\r\n", "\n")) if piece)
    return "".join(pieces)


def _piece(piece: str) -> str:
    """Return one piece of a run: a break, a tab or text."""
    if piece == "\n":
        return "<w:br/>"
    if piece == "\t":
        return "<w:tab/>"
    return f'<w:t xml:space="preserve">{quoted(piece)}</w:t>'


def run(pen: Pen, part: Run, *, size: float = 0) -> str:
    """Return a run in its face; ``size`` in points where it differs from the style's."""
    face = ""
    if part.bold or part.italic:
        face = f'<w:rStyle w:val="{pen.styles[Face.BOLD if part.bold else Face.ITALIC]}"/>'
        # Said again directly: a bold style inside a bold style would switch bold off.
        face += "<w:b/>" if part.bold else ""
        face += "<w:i/>" if part.italic else ""
    if size:
        face += f'<w:sz w:val="{round(size * 2)}"/>'
    properties = f"<w:rPr>{face}</w:rPr>" if face else ""
    return f"<w:r>{properties}{written(part.text)}</w:r>"


def runs(pen: Pen, line: Line, *, size: float = 0) -> str:
    """Return the runs of a line."""
    return "".join(run(pen, part, size=size) for part in line)


def paragraph(
    pen: Pen, face: Face, content: str = "", *, keep: bool = False, more: str = ""
) -> str:
    """Return a paragraph in a named style.

    ``keep`` holds it to what follows; ``more`` are further properties, in the schema's order.
    """
    held = "<w:keepNext/>" if keep else ""
    style = f'<w:pStyle w:val="{pen.styles[face]}"/>'
    return f"<w:p><w:pPr>{style}{held}{more}</w:pPr>{content}</w:p>"


def justified(align: Align) -> str:
    """Return the property that sets a paragraph's alignment."""
    return f'<w:jc w:val="{_JUSTIFICATION[align]}"/>'


def room(pen: Pen, face: Face, height: float, *, keep: bool = False) -> str:
    """Return empty room of ``height`` millimetres."""
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{twips(height)}" w:lineRule="exact"/>'
    return paragraph(pen, face, keep=keep, more=exact)


def spacer(pen: Pen, *, keep: bool = False) -> str:
    """Return the small empty paragraph that Word needs after a table."""
    return paragraph(pen, Face.SPACER, keep=keep)
