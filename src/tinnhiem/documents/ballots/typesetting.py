"""Running the typesetter on a ballot template: words in as JSON, PDF or measures out."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from tinnhiem.documents.pdf import RenderError, archival, packaged_fonts
from tinnhiem.documents.press.glyphs import refuse_unprintable

_TEMPLATES = Path(__file__).parent


def measure(template: str, data: Mapping[str, object], label: str) -> list[Any]:
    """Return the values of the metadata with a label, in the order of the document.

    :raises FontsMissingError: when the packaged fonts have not been brought by the set-up.
    :raises InputError: when a text holds a character that cannot be printed.
    :raises RenderError: when typst refuses the data.
    """
    refuse_unprintable(data)
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
    refuse_unprintable(data)
    return archival(_compiler(template, data), template)


@cache
def _fonts() -> typst.Fonts:
    return packaged_fonts()


def _compiler(template: str, data: Mapping[str, object]) -> typst.Compiler:
    return typst.Compiler(
        input=_TEMPLATES / template,
        root=_TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
