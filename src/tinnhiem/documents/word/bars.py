"""Stacked bars and their key, drawn as shapes in the line of text.

Black, hatched, white and dotted parts are told apart on a black and white print. They are drawn
as DrawingML shapes because shaded table cells lose their hatching in LibreOffice, have a least
width in Word, and cannot be described to a screen reader.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from tinnhiem.documents.paper import Bar, Legend
from tinnhiem.documents.word.markup import Face, Pen, paragraph, quoted, written

EMU_PER_TWIP = 635
BAR_HEIGHT = 4 * 36000
"""4 mm, in the English metric units of DrawingML."""
SWATCH = 8 * 36000, 3 * 36000
NO_BREAK = "\N{NO-BREAK SPACE}"
OUTLINE = 6350
"""Half a point."""

_INK = "262626"
_SOLID = f'<a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill>'
_CLEAR = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'


def _pattern(preset: str) -> str:
    """Return a fill of black ink on white paper."""
    return (
        f'<a:pattFill prst="{preset}"><a:fgClr><a:srgbClr val="{_INK}"/></a:fgClr>'
        '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
    )


_HATCHED = _pattern("wdUpDiag")
# Small checks, because LibreOffice hatches the finer dots just as it hatches the hatching.
_DOTTED = _pattern("smCheck")
_RATING = (_SOLID, _HATCHED, _CLEAR, _DOTTED)
_CONFIDENCE = (_SOLID, _CLEAR, _DOTTED)
_EDGE = f'<a:ln w="{OUTLINE}"><a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill></a:ln>'

_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"


def fills(parts: int) -> tuple[str, ...]:
    """Return the fills of ``parts`` parts: four for a rating, three for a confidence vote."""
    return _CONFIDENCE if parts == len(_CONFIDENCE) else _RATING


def bar(pen: Pen, drawn: Bar, *, width: int) -> str:
    """Return a run with the stacked bar; ``total`` fills ``width`` twips, whatever it is."""
    pieces = _stacked(drawn, width * EMU_PER_TWIP)
    if not pieces:
        return ""
    return _drawing(pen, pieces, height=BAR_HEIGHT, alt=drawn.alt)


def legend(pen: Pen, key: Legend, *, keep: bool) -> str:
    """Return the paragraph that explains the fills."""
    width, height = SWATCH
    entries = []
    for label, fill in zip(key.labels, fills(len(key.labels)), strict=False):
        swatch = _drawing(pen, [(0, width, fill)], height=height, alt=label)
        # The label must not part from its swatch at the end of a line.
        entries.append(f"{swatch}<w:r>{written(NO_BREAK + label)}</w:r>")
    gap, end = (f"<w:r>{written(mark)}</w:r>" for mark in ("; ", "."))
    opening = f"<w:r>{written(legend_word(pen.language) + ' ')}</w:r>"
    return paragraph(pen, Face.LEGEND, opening + gap.join(entries) + end, keep=keep)


@cache
def legend_word(language: str) -> str:
    """Return the word before the key, from the words that both writers share."""
    text = files("tinnhiem.documents").joinpath("typst", "words.toml").read_text("utf-8")
    word: str = tomllib.loads(text)[language]["legend"]
    return word


def _stacked(drawn: Bar, width: int) -> list[tuple[int, int, str]]:
    """Return start, width and fill of each part that is not empty."""
    pieces = []
    before = 0
    for part, fill in zip(drawn.parts, fills(len(drawn.parts)), strict=False):
        if part > 0 and drawn.total > 0:
            start = width * before // drawn.total
            pieces.append((start, width * (before + part) // drawn.total - start, fill))
        before += part
    return pieces


def _drawing(pen: Pen, pieces: Sequence[tuple[int, int, str]], *, height: int, alt: str) -> str:
    """Return a run with rectangles side by side, described in words by ``alt``."""
    start = pieces[0][0]
    width = pieces[-1][0] + pieces[-1][1] - start
    number = next(pen.numbers)
    shapes = "".join(_shapes(pen.numbers, pieces, start=start, height=height))
    size = f'cx="{width}" cy="{height}"'
    return (
        f'<w:r><mc:AlternateContent {_SPACES}><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Biểu đồ {number}" descr="{quoted(alt)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp>'
        f'<wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/>'
        f'<a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm></wpg:grpSpPr>{shapes}'
        "</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )


def _shapes(
    numbers: Iterator[int], pieces: Sequence[tuple[int, int, str]], *, start: int, height: int
) -> Iterator[str]:
    """Yield a rectangle for each piece."""
    for left, width, fill in pieces:
        number = next(numbers)
        yield (
            f'<wps:wsp><wps:cNvPr id="{number}" name="Phần {number}"/><wps:cNvSpPr/><wps:spPr>'
            f'<a:xfrm><a:off x="{left - start}" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}{_EDGE}</wps:spPr>'
            "<wps:bodyPr/></wps:wsp>"
        )
