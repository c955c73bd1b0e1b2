"""Papers as PDF: PDF/A-2a and PDF/UA-1, tagged, in the packaged font, always the same bytes."""

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import local
from types import EllipsisType
from typing import Final

import typst

from tinnhiem.documents.paper import Paper
from tinnhiem.documents.press.glyphs import refuse_unprintable
from tinnhiem.documents.press.values import paper_values
from tinnhiem.wording.language import _

FONTS: Final = Path(__file__).with_name("fonts")
TEMPLATES: Final = Path(__file__).with_name("typst")
FAMILY: Final = "Tinos"

NEUTRAL_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in the file where none is given: PDF/A asks for one, and the clock is never read."""

_THREADS: Final = 2


class FontsMissingError(Exception):
    """Raised when the packaged fonts are not in their place; says where they belong."""


class RenderError(Exception):
    """Raised when typst refuses a paper or warns about it: a fault of a template or a form."""


def packaged_fonts(folder: Path = FONTS) -> typst.Fonts:
    """Return the fonts of the papers, and no others.

    :raises FontsMissingError: when they have not been brought by the set-up.
    """
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    if FAMILY not in fonts.families():
        told = _("The fonts of the papers are not in {folder}: run script/setup.")
        raise FontsMissingError(told.format(folder=folder))
    return fonts


def archival(
    compiler: typst.Compiler,
    name: str,
    *,
    made: datetime | None = None,
    inputs: dict[str, str] | EllipsisType = ...,
) -> bytes:
    """Return what a compiler makes as PDF/A-2a and PDF/UA-1.

    ``name`` says in an error what it was; ``inputs`` take the place of the compiler's own.

    :raises RenderError: when typst refuses it or warns: an unknown font, for one, would otherwise
        change the paper in silence.
    """
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"], timestamp=made
        )
    except typst.TypstError as error:
        raise RenderError(f"{name}: {error.diagnostic or error.message}") from error
    if warnings or not isinstance(pdf, bytes):
        raise RenderError(f"{name}: {'; '.join(w.message for w in warnings)}")
    return pdf


class PdfPress:
    """Prints papers, and goes on using what it has loaded.

    One press may be used from several threads; each has its own compiler.

    :raises FontsMissingError: when the packaged fonts have not been brought by the set-up.
    """

    def __init__(self, *, fonts: Path = FONTS) -> None:
        self._fonts = packaged_fonts(fonts)
        self._own = local()

    def render(self, paper: Paper, *, made: datetime = NEUTRAL_DATE) -> bytes:
        """Return the PDF of a paper; the same paper and date ``made`` give the same bytes.

        :raises InputError: when a text holds a character that cannot be printed.
        :raises ValueError: when a table or a bar of the paper does not add up.
        :raises RenderError: when typst refuses the paper or warns about it.
        """
        values = paper_values(paper)
        refuse_unprintable(values)
        inputs = {"paper": json.dumps(values, ensure_ascii=False, separators=(",", ":"))}
        return archival(self._compiler(), paper.stem, made=made, inputs=inputs)

    def render_many(
        self, papers: Iterable[Paper], *, made: datetime = NEUTRAL_DATE, threads: int = _THREADS
    ) -> Iterator[bytes]:
        """Yield the PDFs of papers in their order, some at a time.

        :raises InputError: as for :meth:`render`, when the turn of that paper comes.
        """
        with ThreadPoolExecutor(threads) as pool:
            yield from pool.map(lambda paper: self.render(paper, made=made), papers)

    def _compiler(self) -> typst.Compiler:
        """Return the compiler of this thread."""
        if not hasattr(self._own, "compiler"):
            self._own.compiler = typst.Compiler(
                input=TEMPLATES / "paper.typ", root=TEMPLATES, font_paths=self._fonts
            )
        compiler: typst.Compiler = self._own.compiler
        return compiler


@cache
def _press() -> PdfPress:
    return PdfPress()


def render_pdf(paper: Paper, *, made: datetime = NEUTRAL_DATE) -> bytes:
    """Return the PDF of one paper, from a press that is kept for the next one.

    :raises FontsMissingError: when the packaged fonts have not been brought by the set-up.
    :raises InputError: when a text holds a character that cannot be printed.
    :raises ValueError: when a table or a bar of the paper does not add up.
    :raises RenderError: when typst refuses the paper or warns about it.
    """
    return _press().render(paper, made=made)
