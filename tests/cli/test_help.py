"""Help: in both languages, with examples, for every command."""

import re
from collections.abc import Iterator

import pytest

from support.command import Run
from tinnhiem import __version__
from tinnhiem.cli.parser import COMMANDS, Parser, build_parser, subparsers
from tinnhiem.cli.words import speak
from tinnhiem.wording.language import speaking

NAMES = [entry.name for entry in COMMANDS]


def _all(parser: Parser) -> Iterator[Parser]:
    yield parser
    for below in subparsers(parser).values():
        yield from _all(below)


def test_the_bare_command_shows_its_help(run: Run) -> None:
    done = run()
    assert done.code == 0
    assert done.out.startswith("cách dùng: tinnhiem")
    assert all(name in done.out for name in NAMES)


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"tinnhiem {__version__}\n"


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_with_examples_in_vietnamese(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.code == 0
    assert "cách dùng:" in done.out
    assert "tùy chọn:" in done.out
    assert re.search(rf"ví dụ:\n  .*tinnhiem {name}", done.out)


@pytest.mark.parametrize("place", ["before", "after"])
def test_english_is_chosen_before_or_after_the_command(run: Run, place: str) -> None:
    order = ("--lang", "en", "evaluate") if place == "before" else ("evaluate", "--lang=en")
    done = run(*order, "--help")
    assert done.out.startswith("usage: tinnhiem evaluate")
    assert "examples:" in done.out
    assert "cách dùng" not in done.out


def test_the_environment_may_choose_the_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINNHIEM_LANG", "en")
    assert run("--help").out.startswith("usage:")
    assert run("--lang", "vi", "--help").out.startswith("cách dùng:")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_argument_of_every_command_is_explained(language: str) -> None:
    speak()
    with speaking(language):
        for parser in _all(build_parser()):
            silent = [a.dest for a in parser._actions if not a.help and a.metavar is None]
            assert silent == [], parser.prog


def test_every_example_is_a_command_that_is_understood() -> None:
    speak()
    for parser in _all(build_parser()):
        for line in (parser.epilog or "").splitlines()[1:]:
            command = line.strip().split("   ")[0]
            if command.startswith("tinnhiem ") and "--help" not in command:
                words = command.split("|")[0].split(">")[0].split()[1:]
                assert build_parser().parse_args(words).command == words[0]
