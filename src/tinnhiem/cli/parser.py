"""The parser of the command line: one parser for each command, filled in when it is needed.

A command is a module of this package with ``configure(parser)`` and ``run(options, console)``,
imported only when its name is on the command line, or for the manual.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NoReturn, Protocol, cast

from tinnhiem import __version__
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit, UsageError
from tinnhiem.wording.language import DEFAULT, LANGUAGES, _, noted

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

LANGUAGE_VARIABLE = "TINNHIEM_LANG"


class Command(Protocol):
    """What the module of a command offers."""

    @staticmethod
    def configure(parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""

    @staticmethod
    def run(options: argparse.Namespace, console: Console) -> Exit:
        """Carry the command out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its name, and what it does in one line."""

    name: str
    summary: str

    def load(self) -> Command:
        """Import the command's module."""
        return cast("Command", import_module(f"tinnhiem.cli.{self.name}"))


COMMANDS: Final = (
    Entry("evaluate", noted("evaluate a count: shares, legal cases, warnings")),
    Entry("eligibility", noted("say who is put to the poll, who is not, and by which clause")),
    Entry("calendar", noted("list the steps of a poll with their last days")),
    Entry("documents", noted("write the papers of a poll")),
    Entry("ballot", noted("print ballots")),
    Entry("scan", noted("read marked ballots by machine")),
    Entry("calibrate", noted("find the bounds for a scanner and its paper")),
    Entry("adjudicate", noted("let people decide what the machine left open, and count")),
    Entry("poll", noted("make, check and convert poll files and workbooks")),
    Entry("rulebook", noted("list, show and check law files")),
    Entry("office", noted("open the office: the whole poll in the browser")),
    Entry("log", noted("verify and export the log of the office")),
    Entry("backup", noted("back up the office, and restore it")),
    Entry("demo", noted("open the office with an invented council, or play its poll")),
    Entry("completion", noted("print the completion script of a shell")),
    Entry("man", noted("print the manual page")),
)


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of leaving, names near misses, and is filled when first used."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - argparse types its settings so
        self._fill: Callable[[argparse.ArgumentParser], None] | None = None
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, **settings)

    def fill_with(self, fill: Callable[[argparse.ArgumentParser], None]) -> None:
        """Have the parser filled by ``fill`` when it is first used."""
        self._fill = fill

    def filled(self) -> "Parser":
        """Return the parser with all its arguments."""
        if self._fill is not None:
            fill, self._fill = self._fill, None
            fill(self)
            add_language(self)
        return self

    def parse_known_args(  # type: ignore[override]  # one of argparse's overloads is enough here
        self,
        args: Sequence[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        """Fill the parser, then parse."""
        return super(Parser, self.filled()).parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Give up with the sentence of argparse and the way to the help.

        :raises UsageError: always.
        """
        raise UsageError(message, _("see {command}").format(command=f"{self.prog} --help"))

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        """Write a help text; unlike argparse, do not keep quiet where that fails."""
        if message:
            (file or sys.stderr).write(message)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Refuse a value that is not offered, and name the nearest one."""
        if action.choices is None or value in action.choices:
            return
        offered = [str(choice) for choice in action.choices]
        near = get_close_matches(str(value), offered, n=1)
        text = _("“{value}” is not known; choose from: {offered}")
        if near:
            text = _("“{value}” is not known; did you mean “{near}”? Choose from: {offered}")
        near_one = near[0] if near else ""
        told = text.format(value=value, near=near_one, offered=", ".join(offered))
        raise argparse.ArgumentError(action, told)


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add the option that chooses the language; it was read before all others."""
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help=_("language of messages and tables: vi (default) or en"),
    )


def chosen_language(arguments: Sequence[str]) -> str:
    """Return the language that the command line or the environment asks for.

    It is needed before the parser is built; the parser itself complains about unknown ones.
    """
    chosen = os.environ.get(LANGUAGE_VARIABLE, DEFAULT)
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and place + 1 < len(arguments):
            chosen = arguments[place + 1]
        elif argument.startswith("--lang="):
            chosen = argument.partition("=")[2]
    return chosen if chosen in LANGUAGES else DEFAULT


def build_parser() -> Parser:
    """Return the whole parser in the language in use; commands are filled in on use."""
    parser = Parser(
        prog="tinnhiem",
        description=_("Confidence polls under Vietnamese law: rules, results and papers."),
        epilog=examples(
            ("tinnhiem evaluate poll.json", _("evaluate a count")),
            ("tinnhiem documents poll.json --out papers", _("write every paper")),
            ("tinnhiem demo", _("try the office with an invented council")),
            ("tinnhiem evaluate --help", _("help on one command")),
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"tinnhiem {__version__}",
        help=_("show program's version number and exit"),
    )
    add_language(parser)
    commands = parser.add_subparsers(
        dest="command", metavar=_("COMMAND"), title=_("commands"), parser_class=Parser
    )
    for entry in COMMANDS:
        summary = _(entry.summary)
        command = commands.add_parser(entry.name, help=summary, description=_sentence(summary))
        command.fill_with(_filler(entry))
    return parser


def _filler(entry: Entry) -> Callable[[argparse.ArgumentParser], None]:
    return lambda parser: entry.load().configure(parser)


def _sentence(summary: str) -> str:
    return f"{summary[:1].upper()}{summary[1:]}."


def examples(*pairs: tuple[str, str]) -> str:
    """Return the examples at the end of a help text: commands and what they do."""
    size = max(len(command) for command, _what in pairs)
    lines = [f"  {command.ljust(size)}   {what}" for command, what in pairs]
    return "\n".join([_("examples:"), *lines])


def subparsers(parser: argparse.ArgumentParser) -> dict[str, Parser]:
    """Return the parsers of the commands below ``parser``, filled, by name."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to list them
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - argparse has no public name for it
            return {name: command.filled() for name, command in action.choices.items()}
    return {}
