"""What is wrong with a form before anything is filled in, with the line a clerk must look at."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from jinja2 import TemplateSyntaxError, nodes

from tinnhiem.documents.desk import ENVIRONMENT
from tinnhiem.documents.fields import FIELDS
from tinnhiem.documents.markup import CONTAINERS, PLAIN
from tinnhiem.law.problems import Problem

#: Directives that the papers draw themselves.
DIRECTIVES: Final = frozenset(
    {"table", "results", "bars", "ledger", "levels", "totals", "legend", "space", "lines", "page"}
)

_KEY = r"^\s*{}\s*="
_DIRECTIVE = re.compile(r"^\s*:: *([a-z-]*) *(.*?)\s*$")
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file of the forms: its name in the folder, its place for messages, text and data."""

    name: str
    place: str
    text: str
    data: Mapping[str, object]

    def at(self, line: int) -> str:
        """The place of a line of the file."""
        return f"{self.place}:{line}" if line else self.place

    def at_key(self, loc: tuple[int | str, ...]) -> str:
        """The place of a value by its path, as near as the file shows it."""
        return self.at(self.line_of(loc))

    def line_of(self, loc: tuple[int | str, ...]) -> int:
        """The line of a value by its path: its key, after the array's item that holds it."""
        lines, start = self.text.split("\n"), 0
        for depth, part in enumerate(loc):
            if isinstance(part, int) and depth:
                heads = [n for n, t in enumerate(lines) if t.strip() == f"[[{loc[depth - 1]}]]"]
                start = heads[part] if part < len(heads) else start
            elif isinstance(part, str):
                pattern = re.compile(_KEY.format(re.escape(part)))
                found = (n for n in range(start, len(lines)) if pattern.match(lines[n]))
                start = next(found, start)
        return start + 1

    def first_line(self, loc: tuple[int | str, ...]) -> int:
        """The line on which the text of a value begins: below its key if the quotes open there."""
        line = self.line_of(loc)
        opens = self.text.split("\n")[line - 1].rstrip().endswith(("'''", '"""'))
        return line + 1 if opens else line


def source_problems(
    source: Source, formulas: frozenset[str], tables: frozenset[str]
) -> Iterator[Problem]:
    """Everything that can be told without facts: syntax, unknown fields, mark-up, references."""
    for loc, text in _texts(source.data):
        body = _Body(source, source.first_line(loc), formulas, tables)
        yield from body.problems(text, blocks=loc[-1] == "body")


def _texts(
    value: object, loc: tuple[int | str, ...] = ()
) -> Iterator[tuple[tuple[int | str, ...], str]]:
    if isinstance(value, str) and (not loc or loc[-1] not in {"source", "where"}):
        yield loc, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, (*loc, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*loc, index))


class _Body:
    """Checks one text of a file; ``first`` is the line of the file on which it begins."""

    def __init__(
        self, source: Source, first: int, formulas: frozenset[str], tables: frozenset[str]
    ) -> None:
        self._source = source
        self._first = first
        self._formulas = formulas
        self._tables = tables

    def problems(self, text: str, *, blocks: bool) -> Iterator[Problem]:
        """Yield what is wrong with a text, in its order."""
        try:
            tree = ENVIRONMENT.parse(text)
        except TemplateSyntaxError as error:
            yield self._problem("form-syntax", error.lineno, why=error.message or "")
            return
        yield from self._names(tree)
        yield from self._calls(tree)
        if blocks:
            yield from self._directives(text)
        yield from self._faces(text)

    def _problem(self, code: str, line: int, **values: object) -> Problem:
        return Problem(code=code, place=self._source.at(self._first + line - 1), values=values)

    def _names(self, tree: nodes.Template) -> Iterator[Problem]:
        own = {n.name for n in tree.find_all(nodes.Name) if n.ctx in {"store", "param"}}
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load" and name.name not in own | FIELDS:
                yield self._problem("form-field-unknown", name.lineno, field=name.name)

    def _calls(self, tree: nodes.Template) -> Iterator[Problem]:
        for call in tree.find_all(nodes.Call):
            if not isinstance(call.node, nodes.Name) or call.node.name != "formula":
                continue
            first = call.args[0] if call.args else None
            if isinstance(first, nodes.Const) and first.value not in self._formulas:
                yield self._problem("form-formula-missing", call.lineno, formula=first.value)

    def _directives(self, text: str) -> Iterator[Problem]:
        opened: list[tuple[str, int]] = []
        for number, line in enumerate(text.split("\n"), 1):
            found = _DIRECTIVE.match(line)
            if found is None:
                continue
            name, words = found[1], found[2]
            yield from self._directive(name, words, number)
            if name in CONTAINERS:
                opened.append((name, number))
            elif name == "end" and opened:
                opened.pop()
            elif name == "end":
                yield self._problem("form-end-alone", number)
        for name, number in opened:
            yield self._problem("form-end-missing", number, found=name)

    def _directive(self, name: str, words: str, number: int) -> Iterator[Problem]:
        if name not in CONTAINERS | PLAIN | DIRECTIVES:
            yield self._problem("form-directive-unknown", number, found=name)
        elif name == "table" and "{" not in words and words not in self._tables:
            yield self._problem("form-table-missing", number, found=words)

    def _faces(self, text: str) -> Iterator[Problem]:
        """Bold or italic that a paragraph opens and does not close."""
        bare = _PLACEHOLDER.sub(lambda found: "\n" * found[0].count("\n"), text)
        number = 1
        for paragraph in re.split(r"(\n[ \t]*\n)", bare):
            clean = re.sub(r"\\.", "", paragraph)
            if clean.count("**") % 2 or clean.count("_") % 2:
                yield self._problem("form-markup-open", number, found=clean.strip()[:60])
            number += paragraph.count("\n")
