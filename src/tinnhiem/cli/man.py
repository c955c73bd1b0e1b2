"""``tinnhiem man``: the manual page, made from the parser itself."""

import argparse
from collections.abc import Iterator

from tinnhiem import __version__
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit
from tinnhiem.cli.parser import build_parser, examples, subparsers
from tinnhiem.wording.language import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the examples; the command has no arguments of its own."""
    parser.epilog = examples(
        ("tinnhiem man | man -l -", _("read the manual")),
        ("tinnhiem man > tinnhiem.1", _("keep it as a file")),
    )


def run(options: argparse.Namespace, console: Console) -> Exit:  # noqa: ARG001 - as all commands
    """Print the page in the language in use."""
    console.raw(page())
    return Exit.DONE


def page() -> str:
    """Return the manual page in roff, in the language in use."""
    parser = build_parser()
    head = [
        f'.TH TINNHIEM 1 "" "tinnhiem {__version__}" "Tín Nhiệm"',
        f".SH {_('NAME')}",
        f"tinnhiem \\- {_escaped(parser.description or '')}",
        f".SH {_('SYNOPSIS')}",
        _escaped(_usage(parser)),
        f".SH {_('OPTIONS')}",
        *_options(parser),
        f".SH {_('COMMANDS')}",
    ]
    commands = [line for name, command in _all(parser) for line in _command(name, command)]
    return "\n".join([*head, *commands, *_exits(), ""])


def _all(
    parser: argparse.ArgumentParser, prefix: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Give every command and the commands below it, by the words that call it."""
    for name, command in subparsers(parser).items():
        yield f"{prefix}{name}", command
        yield from _all(command, f"{prefix}{name} ")


def _command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f".SS {_escaped(name)}"
    yield _escaped(parser.description or "")
    yield ".PP"
    yield _escaped(_usage(parser))
    yield from _options(parser)
    if parser.epilog:
        yield from (".PP", ".nf", _escaped(parser.epilog), ".fi")


def _usage(parser: argparse.ArgumentParser) -> str:
    return " ".join(parser.format_usage().split()).partition(": ")[2]


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Give each argument with its help; the list of commands stands for itself."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to list them
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - argparse has no public name for it
            continue
        names = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        value = "" if action.nargs == 0 or not action.option_strings else f" {_value(action)}"
        yield ".TP"
        yield f"\\fB{_escaped(names)}\\fR{_escaped(value)}"
        yield _escaped(action.help or "")


def _value(action: argparse.Action) -> str:
    if action.metavar is not None:
        return str(action.metavar)
    if action.choices is not None:
        return "{" + ",".join(str(choice) for choice in action.choices) + "}"
    return action.dest.upper()


def _exits() -> Iterator[str]:
    yield f".SH {_('EXIT STATUS')}"
    for code, meaning in exit_meanings():
        yield from (".TP", f"\\fB{int(code)}\\fR", _escaped(meaning))


def exit_meanings() -> tuple[tuple[Exit, str], ...]:
    """Return what each exit code means, in the language in use."""
    return (
        (Exit.DONE, _("done")),
        (Exit.USAGE, _("the command line was not understood")),
        (Exit.INPUT, _("an input cannot be read or is invalid; every error is named")),
        (Exit.VERIFICATION, _("a verification failed")),
        (Exit.COMPONENT, _("a part of the installation is missing; the way to get it is told")),
        (Exit.RECONCILIATION, _("numbers that must agree do not; both are named")),
        (Exit.UNEXPECTED, _("something unforeseen happened; where the details are is told")),
        (Exit.INTERRUPTED, _("stopped from the keyboard")),
        (Exit.PIPE_CLOSED, _("the reader of the output went away")),
        (Exit.TERMINATED, _("asked to end")),
    )


def _escaped(text: str) -> str:
    """Return ``text`` so that roff takes none of it for a request."""
    lines = text.replace("\\", "\\e").replace("-", "\\-").splitlines()
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in lines)
