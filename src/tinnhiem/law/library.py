"""Reading law files: those that come with the software, by id, and an organisation's own.

A file is data and nothing else: TOML is read by the standard library and checked value by value.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tinnhiem.law.consistency import inconsistencies
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.rulebook import Rulebook

#: What pydantic calls an error, and the code under which it is explained to people.
_CODES = {
    "extra_forbidden": "key-unknown",
    "missing": "key-missing",
    "union_tag_not_found": "rule-kind-missing",
    "union_tag_invalid": "rule-kind-unknown",
    "enum": "not-one-of",
    "literal_error": "not-one-of",
    "int_type": "not-a-whole-number",
    "int_parsing": "not-a-whole-number",
    "int_from_float": "not-a-whole-number",
    "string_type": "not-a-text",
    "bool_type": "not-a-boolean",
    "tuple_type": "not-a-list",
    "too_short": "list-too-short",
    "string_too_short": "text-empty",
    "string_too_long": "text-too-long",
    "string_pattern_mismatch": "form-wrong",
    "greater_than_equal": "number-out-of-range",
    "less_than_equal": "number-out-of-range",
    "model_type": "not-a-table",
    "model_attributes_type": "not-a-table",
    "date_type": "not-a-date",
    "date_parsing": "not-a-date",
    "date_from_datetime_parsing": "not-a-date",
    "date_from_datetime_inexact": "not-a-date",
}

#: A place in the file: a table, its index where there are several, and a key in it.
_PLACE = re.compile(r"(?P<table>\w+)(\[(?P<index>\d+)\])?(\.(?P<key>\w+).*)?")

#: A law file longer than this is not one.
MAXIMUM_BYTES = 1_000_000


def identifiers() -> tuple[str, ...]:
    """Ids of the law files that come with the software, sorted."""
    folder = resources.files("tinnhiem.law") / "instruments"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if _is_law(f.name)))


def _is_law(name: str) -> bool:
    return name.endswith(".toml")


@cache
def load(identifier: str) -> Rulebook:
    """Read one of the law files that come with the software.

    :raises InputError: where no such file exists (``rulebook-unknown``), or it is not sound.
    """
    if identifier not in identifiers():
        known = ", ".join(identifiers())
        values = {"id": identifier, "known": known}
        raise InputError((Problem(code="rulebook-unknown", place="rulebook", values=values),))
    folder = resources.files("tinnhiem.law") / "instruments"
    return parse((folder / f"{identifier}.toml").read_bytes())


def parse(content: bytes) -> Rulebook:
    """Read a law file from its bytes.

    :raises InputError: with every error found and its place (line, or rule and key).
    """
    text = _text(content)
    data = _json(text)
    try:
        book = Rulebook.model_validate_json(data)
    except ValidationError as error:
        raise InputError(tuple(_shape_problems(error, text))) from error
    problems = inconsistencies(book)
    if problems:
        raise InputError(tuple(_with_line(p, text) for p in problems))
    return book


def _text(content: bytes) -> str:
    if len(content) > MAXIMUM_BYTES:
        problem = Problem(code="file-too-large", values={"limit": MAXIMUM_BYTES})
        raise InputError((problem,))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        problem = Problem(code="not-utf8", values={"byte": error.start})
        raise InputError((problem,)) from error


def _json(text: str) -> str:
    """The file as JSON, for the data reader; tables too deep and numbers too long are refused."""
    try:
        return json.dumps(tomllib.loads(text), default=_iso)
    except (ValueError, RecursionError) as error:
        problem = Problem(code="toml-unreadable", values={"why": str(error)} | _line(str(error)))
        raise InputError((problem,)) from error


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _line(message: str) -> dict[str, object]:
    found = message.rpartition("(at line ")[2].partition(",")[0]
    return {"line": int(found)} if found.isdigit() else {}


def _shape_problems(error: ValidationError, text: str) -> Iterator[Problem]:
    items = error.errors(include_url=False)
    for item in items:
        if item["type"] == "too_short" and _has_worse(item["loc"], items):
            continue  # only too short because its items could not be read
        place = _place(item["loc"])
        code = _CODES.get(item["type"], item["type"] if "-" in item["type"] else "value-wrong")
        values = {"why": item["msg"], "key": place.rpartition(".")[2]} | item.get("ctx", {})
        yield _with_line(Problem(code=code, place=place, values=values), text)


def _has_worse(loc: tuple[int | str, ...], items: list[ErrorDetails]) -> bool:
    return any(len(i["loc"]) > len(loc) and i["loc"][: len(loc)] == loc for i in items)


def _place(loc: tuple[int | str, ...]) -> str:
    place = ""
    tagged = loc[:1] == ("rule",)
    for depth, part in enumerate(loc):
        if isinstance(part, int):
            place += f"[{part}]"
        elif not (tagged and depth == 2):  # the union's tag, not a key of the file
            place += f".{part}" if place else part
    return place


def _with_line(problem: Problem, text: str) -> Problem:
    """Say the line that a place stands on, as an editor counts lines, or that of its table."""
    parts = _PLACE.fullmatch(problem.place)
    if parts is None:
        return problem
    lines = text.splitlines()
    name, index, key = parts["table"], parts["index"], parts["key"] or ""
    header = f"[{name}]" if index is None else f"[[{name}]]"
    starts = [number for number, line in enumerate(lines, 1) if line.strip() == header]
    if not starts and index is None:
        starts, key = [0], name  # a key of the file itself
    if int(index or 0) >= len(starts):
        return problem
    start = starts[int(index or 0)]
    line = start + _offset(lines[start:], key)
    values = {**problem.values, "line": line} if line else problem.values
    return Problem(code=problem.code, place=problem.place, values=values)


def _offset(lines: list[str], key: str) -> int:
    for number, line in enumerate(lines, 1):
        if line.strip().startswith("["):
            break
        if key and line.split("=")[0].strip() == key:
            return number
    return 0
