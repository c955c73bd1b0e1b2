"""Running the typesetter on a ballot template: words in as JSON, PDF or measures out.

Any warning is an error: an unknown font would otherwise change the paper in silence.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from tinnhiem.documents.pdf import FAMILY, FONTS, FontsMissingError, RenderError
from tinnhiem.documents.press.glyphs import unprintable
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.wording.language import _

_TEMPLATES = Path(__file__).parent


def measure(template: str, data: Mapping[str, object], label: str) -> list[Any]:
    """Return the values of the metadata with a label, in the order of the document.

    :raises FontsMissingError: when the packaged fonts have not been brought by the set-up.
    :raises InputError: when a text holds a character that cannot be printed.
    :raises RenderError: when typst refuses the data.
    """
    _refuse_unprintable(data)
    try:
        answer: Any = _compiler(template, data).query(f"<{label}>", field="value")
    except (typst.TypstError, RuntimeError) as error:
        raise RenderError(f"{template}: {error}") from error
    values: list[Any] = json.loads(answer) if isinstance(answer, str) else answer
    return values


def typeset(template: str, data: Mapping[str, object]) -> bytes:
    """Return the PDF/A-2a and PDF/UA-1 of a template; the same data give the same bytes.

    :raises FontsMissingError: when the packaged fonts have not been brought by the set-up.
    :raises InputError: when a text holds a character that cannot be printed.
    :raises RenderError: when typst refuses the data or warns.
    """
    _refuse_unprintable(data)
    try:
        pdf, warnings = _compiler(template, data).compile_with_warnings(
            format="pdf", pdf_standards=["a-2a", "ua-1"]
        )
    except typst.TypstError as error:
        raise RenderError(f"{template}: {error.diagnostic or error.message}") from error
    if warnings or not isinstance(pdf, bytes):
        raise RenderError(f"{template}: {'; '.join(w.message for w in warnings)}")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    if FAMILY not in fonts.families():
        told = _("The fonts of the papers are not in {folder}: run script/setup.")
        raise FontsMissingError(told.format(folder=FONTS))
    return fonts


def _compiler(template: str, data: Mapping[str, object]) -> typst.Compiler:
    return typst.Compiler(
        input=_TEMPLATES / template,
        root=_TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def _refuse_unprintable(data: object) -> None:
    problems = tuple(
        Problem(
            code="letter-not-in-font",
            values={"letter": letter, "point": f"U+{ord(letter):04X}", "text": text},
        )
        for text in _texts(data)
        for letter in unprintable(text)
    )
    if problems:
        raise InputError(tuple({p.values["text"]: p for p in problems}.values()))


def _texts(value: object) -> Iterator[str]:
    """Yield every text in nested values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)
