"""JSON text into plain values, with bounds, and with the faults of the text kept for their place.

The standard reader forgives what a poll file must not hold: a key given twice (the last one wins
in silence), NaN, numbers of any length, nesting of any depth. Here each is found and told.
"""

import codecs
import json
import re
from collections import Counter
from collections.abc import Sequence

from tinnhiem.exchange.findings import shown
from tinnhiem.law.problems import InputError, Problem

#: A poll file longer than this is not one: 60 persons take about 20 kB.
MAXIMUM_BYTES = 2 * 1024 * 1024
#: The format itself nests seven deep.
MAXIMUM_DEPTH = 24

_LONGEST_INTEGER = 19
_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


class Members(dict[str, object]):
    """The members of a JSON object; ``twice`` are the keys that stand in it more than once."""

    twice: tuple[str, ...] = ()


class NotFinite(str):
    """NaN or Infinity, which JSON does not have."""

    __slots__ = ()


class LongNumber(str):
    """A whole number too long to be read, as its digits."""

    __slots__ = ()


def read_json(content: bytes) -> object:
    """Return what a JSON file says.

    :raises InputError: where it is too long, not UTF-8, nested too deep or not JSON; ``place`` is
        then ``line:column``.
    """
    if len(content) > MAXIMUM_BYTES:
        raise _refused("file-too-large", limit=MAXIMUM_BYTES)
    text = _decoded(content)
    if not text.strip():
        raise _refused("file-empty")
    _bound_depth(text)
    try:
        return json.loads(
            text,
            object_pairs_hook=_members,
            parse_constant=NotFinite,
            parse_int=_integer,
        )
    except json.JSONDecodeError as error:
        cut_off = not text[error.pos :].strip()
        raise _at("json-ends" if cut_off else "json-broken", text, error.pos) from error


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _refused("json-utf16")
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        start = error.start + (3 if content.startswith(codecs.BOM_UTF8) else 0)
        line = content.count(b"\n", 0, start) + 1
        raise _refused("not-utf8", byte=start, line=line) from error


def _bound_depth(text: str) -> None:
    """Refuse deep nesting before the recursive reader meets it."""
    depth = 0
    for match in _STRUCTURE.finditer(text):
        sign = match[0]
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
        if depth > MAXIMUM_DEPTH:
            raise _at("json-too-deep", text, match.start())


def _members(pairs: Sequence[tuple[str, object]]) -> Members:
    members = Members(pairs)
    if len(members) != len(pairs):
        times = Counter(key for key, _value in pairs)
        members.twice = tuple(key for key, count in times.items() if count > 1)
    return members


def _integer(digits: str) -> int | LongNumber:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else LongNumber(digits)


def _at(code: str, text: str, position: int) -> InputError:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    near = shown(text[position : position + 20])
    return _refused(code, place=f"{line}:{column}", line=line, column=column, near=near)


def _refused(code: str, place: str = "", **values: object) -> InputError:
    return InputError((Problem(code=code, place=place, values=values),))
