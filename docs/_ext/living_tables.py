"""Directives that read the software itself, so that the reference pages cannot fall behind it.

``{command-help}`` shows what the command says of itself, ``{terms}`` the ids of one vocabulary with
their names, ``{poll-fields}`` every field of a poll file, below ``papers`` or above it.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from tinnhiem.cli.parser import Parser, build_parser, subparsers
from tinnhiem.cli.words import speak
from tinnhiem.exchange import papers_fields, shapes
from tinnhiem.exchange.poll_format import POLL
from tinnhiem.wording import terms
from tinnhiem.wording.language import speaking

KINDS: Mapping[type, str] = {
    shapes.Line: "một dòng · one line",
    shapes.Text: "nhiều dòng · text",
    shapes.Identifier: "id",
    shapes.Reference: "tên bộ quy tắc · name of a rulebook",
    shapes.Clock: "HH:MM",
    shapes.Day: "YYYY-MM-DD",
    shapes.Whole: "số nguyên · whole number",
    shapes.Flag: "true, false",
}
VOCABULARIES: Mapping[str, Mapping[str, terms.Term]] = {
    "bases": terms.BASES,
    "bodies": terms.BODIES,
    "choices": terms.CHOICES,
    "levels": terms.LEVELS,
    "outcomes": terms.OUTCOMES,
    "papers": papers_fields.PAPER_KINDS,
    "positions": terms.POSITIONS,
    "procedures": terms.PROCEDURES,
    "rules": terms.RULES,
    "statuses": terms.STATUSES,
}


class CommandHelp(Directive):
    """The help of every command, exactly as it prints it; ``:lang:`` chooses the language."""

    option_spec: ClassVar = {"lang": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Ask the parser itself, command by command."""
        speak()
        with speaking(self.options.get("lang", "vi")):
            return [node for parser in _parsers(build_parser()) for node in _help(parser)]


def _parsers(parser: Parser) -> Iterator[Parser]:
    """Give a parser and, after it, those of its commands."""
    yield parser
    for below in subparsers(parser).values():
        yield from _parsers(below)


def _help(parser: Parser) -> list[nodes.Node]:
    text = parser.format_help()
    name = nodes.paragraph("", "", nodes.strong("", "", nodes.literal(parser.prog, parser.prog)))
    return [name, nodes.literal_block(text, text, language="none")]


class Terms(Directive):
    """The ids of one vocabulary of the software, with both names."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Show the vocabulary that is named."""
        vocabulary = VOCABULARIES[self.arguments[0]]
        rows = ((identifier, term.vi, term.en) for identifier, term in vocabulary.items())
        return [_table(("id", "Tiếng Việt", "English"), rows)]


class PollFields(Directive):
    """The fields of a poll file: those of ``papers`` with that argument, the others without."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Show every field, in the order of the file."""
        wanted = bool(self.arguments)
        paths = _fields(POLL, "")
        rows = (row for row in paths if (row[0].startswith("papers.")) is wanted)
        return [_table(("trường · field", "giá trị · value", "tên · name"), rows)]


def _fields(record: shapes.Record, prefix: str) -> Iterator[tuple[str, ...]]:
    """Give path, kind and name of every field of a record and of the records below it."""
    for key, field in record.fields.items():
        path, shape = _unwrapped(field.shape, prefix + key)
        if isinstance(shape, shapes.Record):
            yield from _fields(shape, path + ".")
        else:
            name = f"{field.term.vi} · {field.term.en}" if field.term else ""
            yield path + ("*" if field.required else ""), _kind(shape), name


def _unwrapped(shape: object, path: str) -> tuple[str, object]:
    """Enter lists, as ``[]``, and objects keyed by ids, as ``.ID``."""
    while isinstance(shape, shapes.Items | shapes.Keyed):
        path += "[]" if isinstance(shape, shapes.Items) else ".ID"
        shape = shape.shape
    return path, shape


def _kind(shape: object) -> str:
    if isinstance(shape, shapes.OneOf):
        return ", ".join(shape.terms)
    return KINDS[type(shape)]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> nodes.table:
    """Build a table whose first column holds ids."""
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec("", colwidth=1) for _ in head]
    group += nodes.thead("", _row([nodes.Text(text) for text in head]))
    body = ([nodes.literal(row[0], row[0]), *map(nodes.Text, row[1:])] for row in rows)
    group += nodes.tbody("", *map(_row, body))
    return nodes.table("", group, classes=["colwidths-auto"])


def _row(cells: list[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Tell Sphinx of the directives."""
    os.environ["COLUMNS"] = "100"  # as wide as a page, wherever it is built
    app.add_directive("command-help", CommandHelp)
    app.add_directive("terms", Terms)
    app.add_directive("poll-fields", PollFields)
    return {"parallel_read_safe": True}
