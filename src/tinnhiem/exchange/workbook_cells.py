"""One cell of a poll workbook: what its value says in the terms of the poll file, and back."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from tinnhiem.exchange.findings import Findings, nearest, shown
from tinnhiem.exchange.shapes import (
    NOTHING,
    Clock,
    Day,
    Flag,
    Identifier,
    Items,
    Shape,
    Text,
    Whole,
)
from tinnhiem.exchange.workbook_layout import choice_label, is_list_of_ids, options
from tinnhiem.wording.dates import read_date
from tinnhiem.wording.terms import Term

#: What Excel shows where a value could not be had.
_ERRORS: Final = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"}
)


def is_blank(value: object) -> bool:
    """Return whether a cell says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def folded(text: str) -> str:
    """Return a heading or choice as it is compared: composed, single spaces, no case."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def from_cell(
    shape: Shape, value: object, place: str, findings: Findings, *, exact: bool = False
) -> object:
    """Return what a cell says, as the poll file would have it.

    An empty cell is None. Where the cell's form is wrong it is noted with its place and the result
    is ``NOTHING``, of which later checks are silent. ``exact`` notes stray spaces and decomposed
    letters, which in a list of names would make two of one person.
    """
    if is_blank(value):
        return None
    if isinstance(value, str) and value.strip() in _ERRORS:
        return _wrong("cell-error", value, place, findings)
    choices = options(shape)
    if choices is not None:
        return _chosen(shape, choices, value, place, findings)
    if isinstance(shape, Day):
        return _day(value, place, findings)
    if isinstance(shape, Whole):
        return _whole(value, place, findings)
    return _written(shape, _text(shape, value, place, findings), place, findings, exact=exact)


def _written(shape: Shape, text: object, place: str, findings: Findings, *, exact: bool) -> object:
    """Return what the text of a cell says: ids parted by semicolons, or the text itself."""
    if not isinstance(text, str):
        return text
    if exact:
        _check_exact(text, place, findings)
    if is_list_of_ids(shape):
        pattern = r"[;,\n]" if _holds_identifiers(shape) else r"[;\n]"
        return [part.strip() for part in re.split(pattern, text) if part.strip()]
    return text if isinstance(shape, Text) else text.strip()


def _holds_identifiers(shape: Shape) -> bool:
    return isinstance(shape, Items) and isinstance(shape.shape, Identifier)


def _chosen(
    shape: Shape, choices: Mapping[str, Term], value: object, place: str, findings: Findings
) -> object:
    if isinstance(value, bool):
        value = str(value).lower()
    known = _choices_by_name(choices)
    found = known.get(folded(str(value)))
    if found is not None:
        return found == "true" if isinstance(shape, Flag) else found
    labels = tuple(choice_label(term, "vi") for term in choices.values())
    near = nearest(str(value), labels)
    if near is None:
        findings.add("choice-unknown", place, found=shown(value), known=", ".join(labels))
    else:
        findings.add("choice-misspelt", place, found=shown(value), suggestion=near)
    return NOTHING


def _choices_by_name(choices: Mapping[str, Term]) -> dict[str, str]:
    """Ids by everything a person may write: the id itself, or its name in either language."""
    names = {folded(name): key for key in choices for name in (key, choices[key].en)}
    return names | {folded(choices[key].vi): key for key in choices}


def _day(value: object, place: str, findings: Findings) -> object:
    if isinstance(value, datetime):
        if value.time() != time():
            return _wrong("date-with-time", value, place, findings)
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return _wrong("date-expected", value, place, findings)
    meant = read_date(value)
    if meant is None:
        return _wrong("date-as-text", value, place, findings)
    findings.add("date-as-text-meant", place, found=shown(value), suggestion=meant)
    return NOTHING


def _whole(value: object, place: str, findings: Findings) -> object:
    if isinstance(value, float) and value.is_integer():
        # Some programs store 46 as 46.0.
        return int(value)
    if isinstance(value, str):
        digits = value.strip().replace("\N{NO-BREAK SPACE}", "")
        code = "number-as-text" if digits.isdecimal() else "whole-number-expected"
        return _wrong(code, value, place, findings)
    if isinstance(value, bool) or not isinstance(value, int):
        return _wrong("whole-number-expected", value, place, findings)
    return value


def _text(shape: Shape, value: object, place: str, findings: Findings) -> object:
    if isinstance(value, str):
        return value
    if isinstance(shape, Clock) and isinstance(value, (time, datetime)):
        return f"{value.hour:02}:{value.minute:02}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _wrong("text-expected", value, place, findings)


def _check_exact(text: str, place: str, findings: Findings) -> None:
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        findings.add("text-decomposed", place, found=shown(composed.strip()))
    if " ".join(composed.split()) != composed:
        findings.add("text-stray-spaces", place, found=shown(" ".join(composed.split())))


def _wrong(code: str, value: object, place: str, findings: Findings) -> object:
    found = value.date() if isinstance(value, datetime) and value.time() == time() else value
    findings.add(code, place, found=shown(found))
    return NOTHING


def to_cell(shape: Shape, value: object, language: str) -> object:
    """Return what a cell shows of a value of the poll file: text, a number or a date."""
    if value is None:
        return None
    choices = options(shape)
    if choices is not None:
        return choice_label(
            choices[str(value).lower() if value in (True, False) else str(value)], language
        )
    if is_list_of_ids(shape) and isinstance(value, list):
        return "; ".join(value)
    if isinstance(shape, Day):
        return date.fromisoformat(str(value))
    return value
