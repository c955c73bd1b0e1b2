"""JSON is read with bounds, and what is wrong with the text is told by line and column."""

import json

import pytest

from support.poll_files import poll_data
from support.problems import places_of, problems_of
from tinnhiem.exchange.json_text import MAXIMUM_BYTES, read_json
from tinnhiem.exchange.poll_json import poll_from_json


def _places(text: bytes) -> list[tuple[str, str]]:
    return places_of(lambda: poll_from_json(read_json(text)))


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (b"", "file-empty", ""),
        (b" \n ", "file-empty", ""),
        (b'{"a" 1}', "json-broken", "1:6"),
        (b'{\n "a": 1,\n "b": }', "json-broken", "3:7"),
        (b"{'a': 1}", "json-broken", "1:2"),
        (b'{"a": 1} x', "json-broken", "1:10"),
        (b"[" * 100_000, "json-too-deep", "1:25"),
        (b'{"a":' * 100_000, "json-too-deep", "1:121"),
        (b'{"a": "\xff"}', "not-utf8", ""),
        (b'\xef\xbb\xbf{"a": "\xff"}', "not-utf8", ""),
        ('{"a": 1}'.encode("utf-16"), "json-utf16", ""),
        (b" " * (MAXIMUM_BYTES + 1), "file-too-large", ""),
        (b"\x00\x01\x02", "json-broken", "1:1"),
        (b'{"a": {"b": 1,', "json-ends", "1:15"),
        (b'{"a": [1\n', "json-ends", "2:1"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_broken_text_is_refused_with_its_place(text: bytes, code: str, place: str) -> None:
    assert _places(text) == [(code, place)]


def _poll_text(old: str, new: str) -> bytes:
    text = json.dumps(poll_data(), ensure_ascii=False)
    assert old in text
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('"present": 49', '"present": NaN', "whole-number-expected", "roll.present"),
        ('"present": 49', '"present": -Infinity', "whole-number-expected", "roll.present"),
        ('"present": 49', '"present": 4.9e1', "whole-number-expected", "roll.present"),
        ('"present": 49', '"present": ' + "9" * 5000, "number-outside", "roll.present"),
        ('"present": 49', '"present": -' + "9" * 5000, "number-negative", "roll.present"),
        ('"present": 49', '"present": 49, "present": 48', "key-twice", "roll.present"),
        ('"high": 46', '"high": 46, "high": 46', "key-twice", "slate[0].count.high"),
        ('"id": "p1"', '"id": NaN', "text-expected", "slate[0].id"),
    ],
)
def test_what_json_readers_forgive_is_told(old: str, new: str, code: str, place: str) -> None:
    assert _places(_poll_text(old, new)) == [(code, place)]


def test_brackets_within_text_are_no_nesting() -> None:
    assert read_json(b'["[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\"[[["]') == ["[" * 37 + '"[[[']


def test_the_text_at_the_break_is_shown() -> None:
    (problem,) = problems_of(lambda: read_json(b'{"a": nul}'))

    assert problem.values == {"line": 1, "column": 7, "near": "“nul}”"}
