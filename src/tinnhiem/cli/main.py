"""The entry point: reads the command line, runs one command, tells every failure calmly."""

import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn, TextIO

from tinnhiem.cli.console import Console, told_if_unwritable
from tinnhiem.cli.exits import (
    ComponentError,
    Exit,
    FileError,
    TerminatedError,
    UsageError,
)
from tinnhiem.cli.parser import COMMANDS, Parser, build_parser, chosen_language, subparsers
from tinnhiem.cli.words import speak
from tinnhiem.law.problems import InputError, ReconciliationError
from tinnhiem.wording.language import _, speaking

DEBUG_VARIABLE = "TINNHIEM_DEBUG"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with ``argv`` (the process's own arguments by default).

    Returns the exit code; never lets an exception out, unless ``TINNHIEM_DEBUG`` is set.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    speak()
    if sys.stdout is None:  # closed by the shell (>&-): nothing can be written, and this is told
        sys.stdout = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - stays open to the end of the process
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    with speaking(chosen_language(arguments)):
        console = Console()
        try:
            with _terminable():
                return int(_run(arguments, console))
        except BrokenPipeError:
            _close_quietly()
            return int(Exit.PIPE_CLOSED)


def _run(arguments: list[str], console: Console) -> Exit:
    """Carry the command line out, and put every failure in words."""
    try:
        code = _carry_out(arguments, console)
        console.finish()
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        console.note(_("stopped"))
        return Exit.INTERRUPTED
    except TerminatedError:
        return Exit.TERMINATED
    except Exception as error:  # noqa: BLE001 - the last resort of a command that shows no traceback
        return _failed(error, console)
    else:
        return code


def _carry_out(arguments: list[str], console: Console) -> Exit:
    """Parse the command line and run its command."""
    parser = build_parser()
    _complete(parser)
    try:
        with told_if_unwritable():
            options = parser.parse_args(arguments)
    except SystemExit:  # argparse leaves so after --help and --version
        return Exit.DONE
    if options.command is None:
        console.raw(parser.format_help())
        return Exit.DONE
    entry = next(entry for entry in COMMANDS if entry.name == options.command)
    return entry.load().run(options, console)


def _complete(parser: Parser) -> None:
    """Answer a shell that asks how the command line could go on; it says so in its environment."""
    if "_ARGCOMPLETE" in os.environ:
        import argcomplete

        subparsers(parser)  # the library looks at arguments before a parser is first used
        argcomplete.autocomplete(parser)


def _failed(error: Exception, console: Console) -> Exit:
    """Tell a failure and return its exit code."""
    from tinnhiem.cli.failures import tell_problems

    match error:
        case UsageError():
            console.error(error.sentence)
            if error.hint:
                console.hint(error.hint)
            return Exit.USAGE
        case FileError():
            _close_quietly_if_full(console)
            tell_problems(error.problems, console, path=error.path, names=error.names)
            return error.code
        case InputError():
            tell_problems(error.problems, console)
            return Exit.INPUT
        case ReconciliationError():
            tell_problems(error.problems, console)
            return Exit.RECONCILIATION
        case ComponentError():
            text = _("this part of the installation is missing: {component}")
            console.error(text.format(component=error.component))
            console.hint(error.remedy)
            return Exit.COMPONENT
        case _:
            return _unexpected(error, console)


def _unexpected(error: Exception, console: Console) -> Exit:
    """Keep the traceback in a file that only the user can read, and say where it is."""
    if os.environ.get(DEBUG_VARIABLE):
        raise error
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="tinnhiem-", suffix=".txt", delete=False
    ) as report:
        report.write("".join(traceback.format_exception(error)))
    console.error(_("something unforeseen happened, and the command could not finish"))
    console.hint(_("the details are in {path}; please send them in").format(path=report.name))
    return Exit.UNEXPECTED


@contextmanager
def _terminable() -> Iterator[None]:
    """Let a request to end the process clear away what is half written."""

    def end(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise TerminatedError

    try:
        former = signal.signal(signal.SIGTERM, end)
    except ValueError:  # not the main thread: whoever runs us there handles signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


def _write_utf8(stream: TextIO) -> None:
    """Write UTF-8 whatever the locale says: Vietnamese fits in nothing less."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_quietly_if_full(console: Console) -> None:
    """Keep Python from complaining, when it ends, about what could not be written."""
    try:
        console.out.flush()
    except OSError:
        _close_quietly()


def _close_quietly() -> None:
    """Turn standard output to nowhere, so that Python has nothing to complain of when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return
    finally:
        os.close(nowhere)
