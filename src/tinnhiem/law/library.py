"""Reading law files: those that come with the software, by id, and an organisation's own.

A file is data and nothing else: TOML is read by the standard library and checked value by value.
"""

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources

from pydantic import ValidationError

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
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = Problem(code="toml-unreadable", values={"why": str(error)} | _line(str(error)))
        raise InputError((problem,)) from error
    try:
        book = Rulebook.model_validate_json(json.dumps(data, default=_iso))
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


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _line(message: str) -> dict[str, object]:
    found = message.rpartition("(at line ")[2].partition(",")[0]
    return {"line": int(found)} if found.isdigit() else {}


def _shape_problems(error: ValidationError, text: str) -> Iterator[Problem]:
    for item in error.errors(include_url=False):
        place = _place(item["loc"])
        code = _CODES.get(item["type"], item["type"] if "-" in item["type"] else "value-wrong")
        values = {"why": item["msg"], "key": place.rpartition(".")[2]} | item.get("ctx", {})
        yield _with_line(Problem(code=code, place=place, values=values), text)


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
    """Say the line of the rule that a place lies in, as an editor counts lines."""
    head, _, rest = problem.place.partition("]")
    name, _, index = head.partition("[")
    if not index.isdigit():
        return problem
    starts = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{name}]]"]
    if int(index) >= len(starts):
        return problem
    start = starts[int(index)]
    key = rest.lstrip(".").partition(".")[0].partition("[")[0]
    line = start + _offset(text.splitlines()[start:], key)
    values = {**problem.values, "line": line}
    return Problem(code=problem.code, place=f"{problem.place}", values=values)


def _offset(lines: list[str], key: str) -> int:
    for number, line in enumerate(lines, 1):
        if line.strip().startswith("[["):
            break
        if key and line.split("=")[0].strip() == key:
            return number
    return 0
