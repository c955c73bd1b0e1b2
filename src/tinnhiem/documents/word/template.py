"""A Word template that a clerk may edit: read once, checked whole, filled many times.

docxtpl turns the tags that Word shows into Jinja; Jinja fills them with every value escaped and
every unknown name an error. docxtpl's own filling is passed by: it reads line breaks, tabs and
``{_{`` inside values as commands, repairs broken mark-up in silence, and parses each template anew.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from unicodedata import normalize

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from tinnhiem.documents.word.form import FORM_NAMES, INNER_NAMES, SWITCHES, texts
from tinnhiem.documents.word.markup import NAMESPACE, Drawn, Face
from tinnhiem.documents.word.package import (
    FOOTER,
    HEADER,
    MAIN,
    STYLES,
    BrokenPackageError,
    Package,
    parse,
    read_package,
    short_name,
)
from tinnhiem.law.problems import InputError, Problem

MARKER = "{{p body }}"
_MARKER = re.compile(r"\{\{\s*body\s*\}\}")
_TAG_OR_PARAGRAPH = re.compile(r"<w:p(?=[ >])|\{[{%]")
_MARKUP = re.compile(r"<[^>]+>")
_BARE_CELL = re.compile(r"(</w:tcPr>|<w:tc>|</w:tbl>)(?=</w:tc>)")
_BARE_PART = re.compile(r"(<w:(?:hdr|ftr)\b[^>]*>)(?=</w:(?:hdr|ftr)>)")
_LOOP = frozenset({"first", "last", "index", "index0", "length"})
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;"})
"""What Jinja makes of these characters."""
_W = f"{{{NAMESPACE}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTemplate:
    """A template that passed its checks.

    ``styles`` are the ids of the styles wanted, ``width`` is the text's in twips, ``used`` the
    names that its tags mention, ``fillings`` the parts that change with each paper.
    """

    name: str
    package: Package
    styles: Mapping[Face, str]
    width: int
    used: frozenset[str]
    fillings: Mapping[str, Template]

    def fill(self, values: Mapping[str, object]) -> dict[str, bytes]:
        """Return the parts of a paper.

        :raises InputError: when the template leaves out a text that the paper has, or stumbles
            over one of its own expressions.
        """
        filled = {part: self._filled(part, values) for part in self.fillings}
        whole = "".join(filled.values())
        lost = sorted(
            name
            for name, value in values.items()
            if (value is True and name in SWITCHES and name not in self.used)
            or any(_escaped(text) not in whole for text in texts(value))
        )
        if lost:
            place, code = f"{self.name}: document", "word-template-lacks-tag"
            raise InputError(
                tuple(Problem(code=code, place=place, values={"tag": tag}) for tag in lost)
            )
        return {part: xml.encode() for part, xml in filled.items()}

    def _filled(self, part: str, values: Mapping[str, object]) -> str:
        """Return one part."""
        try:
            xml = self.fillings[part].render(values)
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            place = f"{self.name}: {short_name(part)}"
            problem = Problem(code="word-template-fails", place=place, values={"why": str(error)})
            raise InputError((problem,)) from error
        # Word refuses a cell, a header or a footer without a paragraph.
        empty = f'<w:p><w:pPr><w:pStyle w:val="{self.styles[Face.SPACER]}"/></w:pPr></w:p>'
        return _BARE_PART.sub(rf"\1{empty}", _BARE_CELL.sub(rf"\1{empty}", xml))


@lru_cache(maxsize=32)
def open_template(name: str, data: bytes) -> WordTemplate:
    """Return the template in ``data``; ``name`` is its file's, for messages.

    :raises InputError: with every problem found, each with its place.
    """
    try:
        package = read_package(data)
        trees = {part: parse(package.parts[part]) for part in _changing(package)}
        styles = parse(package.parts[package.named(STYLES)[0]])
    except (BrokenPackageError, etree.XMLSyntaxError) as error:
        problem = Problem(code="word-template-unreadable", place=name, values={"why": str(error)})
        raise InputError((problem,)) from error
    sources = {part: _patched(package.parts[part]) for part in trees}
    found = _named_styles(styles)
    main = package.named(MAIN)[0]
    problems = [
        *(problem for part in trees for problem in _tag_problems(name, part, sources, trees)),
        *_marker_problems(name, sources[main]),
        *_style_problems(name, found),
        *_page_problems(name, trees[main]),
    ]
    if problems:
        raise InputError(tuple(problems))
    environment = _environment()
    return WordTemplate(
        name=name,
        package=package,
        styles={face: found[face.value] for face in Face},
        width=_text_width(trees[main]) or 0,
        used=frozenset().union(
            *(find_undeclared_variables(environment.parse(text)) for text in sources.values())
        ),
        fillings={part: environment.from_string(text) for part, text in sources.items()},
    )


def _escaped(text: str | Drawn) -> str:
    """Return a text as it stands in a part that Jinja has filled."""
    return text.xml if isinstance(text, Drawn) else text.translate(_ESCAPES)


def _environment() -> ImmutableSandboxedEnvironment:
    """Return the Jinja in which templates run: escaped, strict, and without a way out."""
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _changing(package: Package) -> list[str]:
    """Return the names of the parts that may hold tags."""
    return [name for kind in (MAIN, HEADER, FOOTER) for name in package.named(kind)]


def _patched(part: bytes) -> str:
    """Return a part as Jinja, with tags that Word has cut to pieces made whole."""
    text = etree.tostring(parse(part), encoding="unicode")
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    patched: str = DocxTemplate(BytesIO()).patch_xml(text)
    return declaration + patched


def _tag_problems(
    name: str, part: str, sources: Mapping[str, str], trees: Mapping[str, etree._Element]
) -> Iterator[Problem]:
    """Yield what is wrong with the tags of a part."""
    # A line for each tag and each paragraph, so that an error's line says which it is.
    lines = _TAG_OR_PARAGRAPH.sub(r"\n\g<0>", sources[part])
    place = f"{name}: {short_name(part)}"
    try:
        tree = _environment().parse(lines)
    except TemplateSyntaxError as error:
        where = _MARKUP.sub("", lines.splitlines()[error.lineno - 1]).strip()
        yield Problem(
            code="word-template-syntax",
            place=f"{place}, “{where}”",
            values={"why": error.message or ""},
        )
        return
    unknown = find_undeclared_variables(tree) - FORM_NAMES
    unknown |= {node.attr for node in tree.find_all(nodes.Getattr)} - INNER_NAMES - _LOOP
    for tag in sorted(unknown):
        yield Problem(
            code="word-template-unknown-tag",
            place=f"{place}, “{_where(trees[part], tag)}”",
            values={"tag": tag, "known": ", ".join(sorted(FORM_NAMES))},
        )


def _where(tree: etree._Element, tag: str) -> str:
    """Return the text of the first paragraph whose tag says ``tag``."""
    wanted = re.compile(rf"\{{[{{%].*\b{re.escape(tag)}\b")
    for paragraph in tree.iter(f"{_W}p"):
        text = "".join(piece.text or "" for piece in paragraph.iter(f"{_W}t"))
        if wanted.search(text):
            return text.strip()
    return tag


def _marker_problems(name: str, source: str) -> Iterator[Problem]:
    """Yield a problem unless the body has exactly one place, in a paragraph of its own."""
    count = len(_MARKER.findall(source))
    if count != 1:
        yield Problem(
            code="word-template-marker",
            place=f"{name}: document",
            values={"marker": MARKER, "count": count},
        )
    elif re.search(r"<w:t\b[^>]*>[^<]*\{\{\s*body\s*\}\}", source):
        yield Problem(
            code="word-template-marker-form", place=f"{name}: document", values={"marker": MARKER}
        )


def _named_styles(styles: etree._Element) -> dict[str, str]:
    """Return the ids of a template's styles by name: Word keeps names, programs rewrite ids."""
    found = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            shown = normalize("NFC", name.get(f"{_W}val", ""))
            found[shown] = style.get(f"{_W}styleId", "")
    return found


def _style_problems(name: str, found: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each style that is missing."""
    for face in Face:
        if face.value not in found:
            yield Problem(code="word-template-no-style", place=name, values={"style": face.value})


def _page_problems(name: str, tree: etree._Element) -> Iterator[Problem]:
    """Yield a problem when the page says no width, or leaves no room between its margins."""
    if not _text_width(tree):
        yield Problem(code="word-template-no-page", place=f"{name}: document")


def _text_width(tree: etree._Element) -> int | None:
    """Return the width between the margins of the last section in twips, if it is told."""
    sections: Sequence[etree._Element] = list(tree.iter(f"{_W}sectPr"))
    if not sections:
        return None
    size, margins = sections[-1].find(f"{_W}pgSz"), sections[-1].find(f"{_W}pgMar")
    if size is None or margins is None:
        return None
    width, left, right = (
        int(float(element.get(f"{_W}{side}", 0)))
        for element, side in ((size, "w"), (margins, "left"), (margins, "right"))
    )
    return max(width - left - right, 0)
