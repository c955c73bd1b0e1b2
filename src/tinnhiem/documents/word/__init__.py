"""Papers as Word files, from templates that a clerk can open and edit in Word."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from tinnhiem.documents.paper import Paper, Style
from tinnhiem.documents.word.form import form_of
from tinnhiem.documents.word.markup import RUNNING, Pen
from tinnhiem.documents.word.package import write_package
from tinnhiem.documents.word.template import WordTemplate, open_template
from tinnhiem.law.problems import InputError, Problem

TEMPLATES: Mapping[Style, str] = {
    "state-2020": "state.docx",
    "party-2018": "party-2018.docx",
    "party-2026": "party-2026.docx",
    "personal": "personal.docx",
    "script": "script.docx",
}
"""The template of each style. A ballot has none: it must be printed as it was measured."""


def render_docx(paper: Paper, *, templates: Path | None = None) -> bytes:
    """Return a paper as a Word file; the same paper and template give the same bytes.

    ``templates`` is a folder of edited templates; what it does not hold is taken from the
    software's own.

    :raises InputError: when the style has no template, or its template cannot be used; with
        every problem found, each with its place.
    """
    template = _template(paper.style, templates)
    pen = Pen(styles=template.styles, width=template.width, language=paper.language)
    rendered = template.fill(form_of(paper, pen))
    running = frozenset(template.styles[face] for face in RUNNING)
    return write_package(template.package, rendered, paper, running)


def own_template(name: str) -> bytes:
    """Return one of the software's own templates, for a clerk to edit a copy of."""
    return files("tinnhiem.documents").joinpath("word_templates", name).read_bytes()


def _template(style: Style, folder: Path | None) -> WordTemplate:
    """Return the template of a style."""
    if style not in TEMPLATES:
        raise InputError((Problem(code="word-template-none", values={"style": style}),))
    name = TEMPLATES[style]
    edited = folder / name if folder else None
    if edited is None or not edited.exists():
        return open_template(name, own_template(name))
    try:
        data = edited.read_bytes()
    except OSError as error:
        problem = Problem(
            code="word-template-unreadable", place=str(edited), values={"why": str(error.strerror)}
        )
        raise InputError((problem,)) from error
    return open_template(str(edited), data)
