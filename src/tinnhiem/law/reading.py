"""Reading one law file from its bytes: everything wrong with it is found in one go.

Where single rules have the wrong shape, the others are still looked at: a :class:`Draft` is what
can be read of a file, with every problem found so far.
"""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from tinnhiem.law.consistency import inconsistencies
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.rulebook import Rulebook
from tinnhiem.law.shape import shape_problems

#: A law file longer than this is not one.
MAXIMUM_BYTES = 1_000_000

#: The mark that some editors put before a text.
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

#: A place in the file: a table, its index where there are several, and a key in it.
_PLACE = re.compile(r"(?P<table>\w+)(\[(?P<index>\d+)\])?(\.(?P<key>\w+).*)?")
_RULE = re.compile(r"rule\[(\d+)\]")

#: Problems that say nothing where some entries of the file could not be read.
_OF_THE_WHOLE = {"thresholds-gap", "thresholds-open", "thresholds-overlap"}
_OF_LISTS = {"citation-dangles", "clause-dangles", "instrument-not-listed", "replaces-unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What can be read of a law file, and every problem of the file by itself.

    ``book`` holds the rules of the right shape, or is None where not even the instrument can be
    read; ``kept`` are their indexes in the file.
    """

    book: Rulebook | None
    problems: tuple[Problem, ...]
    kept: tuple[int, ...] = ()
    text: str = ""

    def located(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems of ``book`` with the indexes and lines of the file."""
        return tuple(_with_line(self._renumbered(problem), self.text) for problem in problems)

    def _renumbered(self, problem: Problem) -> Problem:
        found = _RULE.match(problem.place)
        if found is None:
            return problem
        place = f"rule[{self.kept[int(found[1])]}]{problem.place[found.end() :]}"
        return replace(problem, place=place)


def read(content: bytes, known: Iterable[str] = ()) -> Draft:
    """Read what can be read of a law file; ``known`` are the ids of instruments known elsewhere."""
    try:
        text = _text(content)
        data = _toml(text)
    except InputError as error:
        return Draft(book=None, problems=error.problems)
    book, problems, kept = _shaped(data)
    draft = Draft(book=book, problems=(), kept=kept, text=text)
    whole = book is not None and len(kept) == len(book.rule) and not problems
    sense = inconsistencies(book, known=frozenset(known)) if book else ()
    if not whole:
        ignored = _ignored(problems)
        sense = tuple(problem for problem in sense if problem.code not in ignored)
    shape = sorted((_with_line(p, text) for p in problems), key=_line_of)
    told = (*shape, *draft.located(sense))
    return replace(draft, problems=told)


def _ignored(problems: Iterable[Problem]) -> set[str]:
    tables = {problem.place.partition("[")[0] for problem in problems}
    lists = _OF_LISTS if tables & {"provision", "reference"} else set()
    return lists | (_OF_THE_WHOLE if "rule" in tables else set())


def _text(content: bytes) -> str:
    if len(content) > MAXIMUM_BYTES:
        problem = Problem(code="file-too-large", values={"limit": MAXIMUM_BYTES})
        raise InputError((problem,))
    try:
        return content.removeprefix(_BYTE_ORDER_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        problem = Problem(code="not-utf8", values={"byte": error.start})
        raise InputError((problem,)) from error


def _toml(text: str) -> dict[str, Any]:
    """The file as the data reader takes it; tables too deep and numbers too long are refused."""
    try:
        data: dict[str, Any] = json.loads(json.dumps(tomllib.loads(text), default=_iso))
    except RecursionError as error:
        raise InputError((Problem(code="toml-too-deep"),)) from error
    except ValueError as error:
        problem = Problem(code="toml-unreadable", values={"why": str(error)} | _line(str(error)))
        raise InputError((problem,)) from error
    return data


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _line(message: str) -> dict[str, object]:
    found = message.rpartition("(at line ")[2].partition(",")[0]
    return {"line": int(found)} if found.isdigit() else {}


def _shaped(
    data: dict[str, Any],
) -> tuple[Rulebook | None, tuple[Problem, ...], tuple[int, ...]]:
    """The file as a law file; where that fails, what is left once its wrong parts are taken out."""
    try:
        book = Rulebook.model_validate_json(json.dumps(data))
    except ValidationError as error:
        problems = tuple(shape_problems(error))
        kept = _prune(data, error)
    else:
        return book, (), tuple(range(len(book.rule)))
    try:
        return Rulebook.model_validate_json(json.dumps(data)), problems, kept
    except ValidationError:
        return None, problems, ()


def _prune(data: dict[str, Any], error: ValidationError) -> tuple[int, ...]:
    """Take out of ``data`` the entries that cannot be read; returns the indexes of kept rules."""
    wrong = [item["loc"] for item in error.errors(include_url=False)]
    entries = {(loc[0], loc[1]) for loc in wrong if len(loc) > 1 and isinstance(loc[1], int)}
    for item in error.errors(include_url=False):
        if item["type"] == "extra_forbidden" and item["loc"][0] == "instrument":
            data["instrument"].pop(item["loc"][-1], None)
        elif item["type"] == "extra_forbidden" and len(item["loc"]) == 1:
            data.pop(str(item["loc"][0]), None)
    kept: tuple[int, ...] = ()
    for table in ("rule", "provision", "reference", "source"):
        listed = data.get(table, [])
        listed = listed if isinstance(listed, list) else []
        sound = [n for n in range(len(listed)) if (table, n) not in entries]
        data[table] = [listed[n] for n in sound]
        kept = tuple(sound) if table == "rule" else kept
    return kept


def _with_line(problem: Problem, text: str) -> Problem:
    """Say the line that a place stands on, as an editor counts lines, or that of its table."""
    parts = _PLACE.fullmatch(problem.place)
    if parts is None:
        return problem
    lines = text.split("\n")
    name, index, key = parts["table"], parts["index"], parts["key"] or problem.values.get("at", "")
    header = f"[{name}]" if index is None else f"[[{name}]]"
    starts = [number for number, line in enumerate(lines, 1) if _is_header(line, header)]
    if not starts and index is None:
        starts, key = [0], name  # a key of the file itself
    if int(index or 0) >= len(starts):
        return problem
    start = starts[int(index or 0)]
    line = start + _offset(lines[start:], str(key))
    values = {**problem.values, "line": line} if line else problem.values
    return Problem(code=problem.code, place=problem.place, values=values)


def _line_of(problem: Problem) -> int:
    line = problem.values.get("line")
    return line if isinstance(line, int) else MAXIMUM_BYTES  # what has no line comes last


def _is_header(line: str, header: str) -> bool:
    return line.partition("#")[0].strip() == header


def _offset(lines: list[str], key: str) -> int:
    for number, line in enumerate(lines, 1):
        if line.strip().startswith("["):
            break
        if key and line.split("=")[0].strip() == key:
            return number
    return 0
