"""What is wrong with the shape of a law file: the data reader's errors, as problems with places."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tinnhiem.law.problems import Problem
from tinnhiem.law.rulebook import (
    ChoiceLabel,
    FurtherCitation,
    Instrument,
    Provision,
    Reference,
    Rule,
    Rulebook,
    Source,
)

_UNKNOWN = "extra_forbidden"

#: What pydantic calls an error, and the code under which it is explained to people.
_CODES = {
    _UNKNOWN: "key-unknown",
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
    "greater_than_equal": "number-too-small",
    "less_than_equal": "number-too-large",
    "model_type": "not-a-table",
    "model_attributes_type": "not-a-table",
    "date_type": "not-a-date",
    "date_parsing": "not-a-date",
    "date_from_datetime_parsing": "not-a-date",
    "date_from_datetime_inexact": "not-a-date",
}

#: The forms that a text may have to take, and the code under which each is explained.
_FORMS = {"^[A-Z]$": "not-a-capital-letter", "^[a-zđ]$": "not-a-point"}

_TABLES: Mapping[str, type[BaseModel]] = {
    "instrument": Instrument,
    "provision": Provision,
    "reference": Reference,
    "source": Source,
    "citation": FurtherCitation,
    "also": FurtherCitation,
    "choices": ChoiceLabel,
}


def _kinds() -> dict[str, type[BaseModel]]:
    rules = get_args(get_args(Rule)[0])
    return {get_args(rule.model_fields["kind"].annotation)[0]: rule for rule in rules}


_RULES: Mapping[str, type[BaseModel]] = _kinds()


def shape_problems(error: ValidationError) -> Iterator[Problem]:
    """Give every error of the data reader that is not only the echo of another one."""
    items = error.errors(include_url=False)
    meant = {item["loc"]: _nearest(item["loc"]) for item in items if item["type"] == _UNKNOWN}
    misspelt = {(*loc[:-1], near) for loc, near in meant.items()}
    for item in items:
        loc, kind = item["loc"], item["type"]
        if kind == "too_short" and _has_worse(loc, items):
            continue  # only too short because its items could not be read
        if kind == "missing" and loc in misspelt:
            continue  # it is there, under a misspelt key
        place = place_of(loc)
        values = {"why": item["msg"], "key": place.rpartition(".")[2]} | item.get("ctx", {})
        near = meant.get(loc)
        if near is None:
            yield Problem(code=_code(item), place=place, values=values)
        else:
            values |= {"key": f"“{values['key']}”", "suggestion": near}
            yield Problem(code="key-misspelt", place=place, values=values)


def _code(item: ErrorDetails) -> str:
    kind = item["type"]
    if kind == "string_pattern_mismatch":
        return _FORMS.get(item.get("ctx", {}).get("pattern", ""), "not-an-id")
    return _CODES.get(kind, kind if "-" in kind else "value-wrong")


def _has_worse(loc: tuple[int | str, ...], items: list[ErrorDetails]) -> bool:
    return any(len(i["loc"]) > len(loc) and i["loc"][: len(loc)] == loc for i in items)


def _nearest(loc: tuple[int | str, ...]) -> str | None:
    """The key that was probably meant by an unknown one."""
    *above, key = [part for part in loc if isinstance(part, str)]
    model: type[BaseModel] = Rulebook
    if above:
        tagged = above[0] == "rule" and len(above) == len(("rule", "step"))
        model = _RULES[above[1]] if tagged else _TABLES.get(above[-1], Rulebook)
    near = get_close_matches(key, model.model_fields, n=1)
    return near[0] if near else None


def place_of(loc: tuple[int | str, ...]) -> str:
    """Write a location of the data reader as a place in the file: ``rule[3].citation.article``."""
    place = ""
    tagged = loc[:1] == ("rule",)
    for depth, part in enumerate(loc):
        if isinstance(part, int):
            place += f"[{part}]"
        elif not (tagged and depth == len(("rule", 0))):  # the union's tag, not a key of the file
            place += f".{part}" if place else part
    return place
