"""A law file that is not sound is refused, with every error, its place and its line."""

import tomllib
from pathlib import Path

import pytest

from tinnhiem.law.bookshelf import parse
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.reading import MAXIMUM_BYTES

FOLDER = Path(__file__).with_name("cases_bad")
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))


def _problems(content: bytes) -> tuple[Problem, ...]:
    try:
        parse(content)
    except InputError as error:
        return error.problems
    return ()


def test_every_file_has_an_expectation() -> None:
    files = {path.stem for path in FOLDER.glob("*.toml")} - {"expected"}

    assert files == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_file_is_refused_for_what_is_wrong_with_it(name: str) -> None:
    found = _problems((FOLDER / f"{name}.toml").read_bytes())

    assert [
        {"code": p.code, "place": p.place}
        | ({"line": p.values["line"]} if "line" in p.values else {})
        for p in found
    ] == EXPECTED[name]["problems"]


def test_only_the_good_file_is_accepted() -> None:
    accepted = [name for name, expected in EXPECTED.items() if not expected["problems"]]

    assert accepted == ["good-base"]


@pytest.mark.parametrize(
    "content",
    [
        b"x = " + b"[" * 20_000,
        b"x = " + b"{a=" * 5_000,
        b"a" + b".a" * 20_000 + b" = 1",
        b"[" + b".".join([b"a"] * 20_000) + b"]",
    ],
    ids=["lists", "tables", "keys", "headers"],
)
def test_a_file_that_is_too_deep_is_refused_like_any_other(content: bytes) -> None:
    assert [problem.code for problem in _problems(content)] == ["toml-too-deep"]


def test_a_number_that_is_too_long_is_refused_like_any_other_mistake() -> None:
    assert [p.code for p in _problems(b"x = " + b"9" * 5_000)] == ["toml-unreadable"]


def test_a_file_that_is_too_large_is_not_read() -> None:
    content = b"#" * (MAXIMUM_BYTES + 1)

    assert [problem.code for problem in _problems(content)] == ["file-too-large"]
