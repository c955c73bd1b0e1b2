"""Reading the forms: those that come with the software, and an organisation's edited copies.

A folder of copies overrides single files. Whatever is wrong with a copy is told at once, with file
and line, before any paper is written.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, TypeVar

from jinja2 import Template
from pydantic import BaseModel, ValidationError

from tinnhiem.documents.desk import compiled
from tinnhiem.documents.form_check import Source, source_problems
from tinnhiem.documents.form_shapes import Form, Formula, FormulaFile, TableFile, TableForm
from tinnhiem.law.problems import InputError, Problem

FORMULAS: Final = "formulas.toml"
TABLES: Final = "tables.toml"
TRACKS: Final = ("council", "party")
MAXIMUM_BYTES: Final = 400_000

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forms:
    """All forms, formulas and tables in use.

    ``forms`` by track and kind; ``sources`` are the files they were read from, for messages.
    """

    forms: dict[tuple[str, str], Form]
    formulas: dict[str, Formula]
    tables: dict[str, TableForm]
    heads: dict[str, str]
    templates: dict[str, Template]
    sources: dict[str, Source]

    def place(self, name: str, loc: tuple[int | str, ...], line: int) -> str:
        """The place of a line of a text in the file ``name``, for a message."""
        source = self.sources.get(name)
        if source is None:
            return name
        return source.at(source.first_line(loc) + max(line, 1) - 1) if loc else source.place

    def form(self, track: str, kind: str) -> Form | None:
        """The form of a kind of paper on a track, or None where the track has no such paper."""
        return self.forms.get((track, kind))

    def template(self, text: str) -> Template:
        """The compiled template of a text, kept for the next paper."""
        found = self.templates.get(text)
        if found is None:
            found = self.templates[text] = compiled(text)
        return found


def shipped_folder() -> Traversable:
    """The folder of the forms that come with the software."""
    return resources.files("tinnhiem.documents") / "forms"


def form_names() -> tuple[str, ...]:
    """The files of the forms, relative to their folder, sorted."""
    return tuple(sorted(_names(shipped_folder())))


def _names(folder: Traversable) -> Iterator[str]:
    yield from (FORMULAS, TABLES)
    for track in TRACKS:
        for file in (folder / track).iterdir():
            if file.name.endswith(".toml"):
                yield f"{track}/{file.name}"


def template_names() -> tuple[str, ...]:
    """The Word templates, as they are called in a folder of forms, sorted."""
    folder = _templates()
    return tuple(sorted(file.name for file in folder.iterdir() if file.name.endswith(".docx")))


def _templates() -> Traversable:
    return resources.files("tinnhiem.documents") / "word_templates"


def export_forms(folder: Path) -> tuple[Path, ...]:
    """Copy the forms and the Word templates into a folder, for editing.

    Files that stand there are left as they are.

    :raises OSError: where the folder cannot be written.
    """
    shipped = {name: shipped_folder() / name for name in form_names()}
    shipped |= {name: _templates() / name for name in template_names()}
    written = []
    for name, source in shipped.items():
        target = folder / name
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
        written.append(target)
    return tuple(written)


def load_forms(folder: Path | None = None) -> Forms:
    """Read the forms, with an organisation's copies in ``folder`` before the shipped ones.

    :raises InputError: with every fault of every copy, its file and its line.
    """
    return _shipped() if folder is None else _read(folder)


@cache
def _shipped() -> Forms:
    return _read(None)


def _read(folder: Path | None) -> Forms:
    problems: list[Problem] = list(_strangers(folder)) if folder else []
    sources = [_source(name, folder, problems) for name in form_names()]
    present = [source for source in sources if source is not None]
    shapes: dict[str, BaseModel] = {}
    for source in present:
        try:
            shapes[source.name] = _shape(source)
        except InputError as error:
            problems.extend(error.problems)
    formulas = _formulas(shapes.get(FORMULAS))
    known = _known(formulas, shapes.get(TABLES))
    for source in present:
        problems.extend(source_problems(source, *known))
    if problems:
        raise InputError(tuple(problems))
    return _gathered(shapes, formulas, present)


def _strangers(folder: Path) -> Iterator[Problem]:
    """Files in the folder that replace nothing: most likely a misspelt name."""
    if not folder.is_dir():
        yield Problem(code="forms-folder-missing", place=str(folder))
        return
    known = {*form_names(), *template_names()}
    found = (path for path in folder.rglob("*") if path.suffix in {".toml", ".docx"})
    # Word keeps a lock file, ~$state.docx, beside a template that is open.
    for path in sorted(path for path in found if not path.name.startswith("~$")):
        name = path.relative_to(folder).as_posix()
        if name not in known:
            yield Problem(code="form-file-unknown", place=str(path), values={"name": name})


def _source(name: str, folder: Path | None, problems: list[Problem]) -> Source | None:
    path = folder / name if folder else None
    place = str(path) if path and path.is_file() else name
    try:
        content = (
            path.read_bytes() if path and path.is_file() else (shipped_folder() / name).read_bytes()
        )
        if len(content) > MAXIMUM_BYTES:
            problems.append(
                Problem(code="file-too-large", place=place, values={"limit": MAXIMUM_BYTES})
            )
            return None
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        return Source(name=name, place=place, text=text, data=tomllib.loads(text))
    except UnicodeDecodeError as error:
        problems.append(Problem(code="not-utf8", place=place, values={"byte": error.start}))
    except OSError as error:
        values = {"why": error.strerror or str(error)}
        problems.append(Problem(code="form-unreadable", place=place, values=values))
    except tomllib.TOMLDecodeError as error:
        line = str(error).rpartition("(at line ")[2].partition(",")[0]
        where = f"{place}:{line}" if line.isdigit() else place
        problems.append(Problem(code="toml-unreadable", place=where, values={"why": str(error)}))
    return None


def _shape(source: Source) -> BaseModel:
    model: type[BaseModel] = Form
    if source.name in {FORMULAS, TABLES}:
        model = FormulaFile if source.name == FORMULAS else TableFile
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise InputError(
            tuple(
                Problem(
                    code="form-key-unknown" if item["type"] == "extra_forbidden" else "form-value",
                    place=source.at_key(item["loc"]),
                    values={"key": ".".join(map(str, item["loc"])), "why": item["msg"]},
                )
                for item in error.errors(include_url=False)
            )
        ) from error


def _formulas(shape: BaseModel | None) -> dict[str, Formula]:
    return {f.id: f for f in shape.formula} if isinstance(shape, FormulaFile) else {}


def _known(
    formulas: dict[str, Formula], tables: BaseModel | None
) -> tuple[frozenset[str], frozenset[str]]:
    own = {table.id for table in tables.table} if isinstance(tables, TableFile) else set()
    return frozenset(formulas), frozenset(own)


def _gathered(
    shapes: dict[str, BaseModel], formulas: dict[str, Formula], sources: list[Source]
) -> Forms:
    tables = shapes[TABLES]
    if not isinstance(tables, TableFile):
        raise TypeError(tables)
    forms = {
        (name.partition("/")[0], shape.kind): shape
        for name, shape in shapes.items()
        if isinstance(shape, Form)
    }
    return Forms(
        forms=forms,
        formulas=formulas,
        tables={table.id: table for table in tables.table},
        heads=tables.heads,
        templates={},
        sources={source.name: source for source in sources},
    )
