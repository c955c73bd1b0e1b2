"""``tinnhiem rulebook``: the law files, ours and an organisation's own."""

import argparse
from pathlib import Path

from tinnhiem.cli.answers import answer
from tinnhiem.cli.arguments import add_json
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit, FileError
from tinnhiem.cli.parser import Parser, add_language, examples
from tinnhiem.wording.language import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the commands on law files."""
    parser.epilog = examples(
        ("tinnhiem rulebook list", _("the law files that come with the software")),
        ("tinnhiem rulebook show nq-96-2023-qh15", _("every rule with citation and status")),
        ("tinnhiem rulebook check plan.toml", _("every error of an own law file, with its place")),
        ("tinnhiem rulebook schema > rulebook.schema.json", _("the JSON Schema for editors")),
    )
    commands = parser.add_subparsers(
        dest="action", metavar=_("ACTION"), title=_("commands"), required=True, parser_class=Parser
    )
    listing = commands.add_parser("list", help=_("list the law files"))
    add_json(listing)
    show = commands.add_parser("show", help=_("show every rule of a law file"))
    show.add_argument("id", metavar=_("ID"), help=_("id of a law file, or the path of an own one"))
    add_json(show)
    check = commands.add_parser("check", help=_("check own law files"))
    check.add_argument("files", metavar=_("FILE"), type=Path, nargs="+", help=_("law file (TOML)"))
    schema = commands.add_parser("schema", help=_("print the JSON Schema of law files"))
    for command in (listing, show, check, schema):
        add_language(command)


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Carry out one of the commands on law files."""
    actions = {"list": _list, "show": _show, "check": _check, "schema": _schema}
    return actions[options.action](options, console)


def _list(options: argparse.Namespace, console: Console) -> Exit:
    from tinnhiem.cli import rulebook_text
    from tinnhiem.law.bookshelf import identifiers, load

    books = [load(identifier) for identifier in identifiers()]
    return answer(
        options,
        console,
        document=lambda: {"rulebooks": [book.instrument.model_dump(mode="json") for book in books]},
        lines=lambda: rulebook_text.listing(books, console),
    )


def _show(options: argparse.Namespace, console: Console) -> Exit:
    from tinnhiem.cli import rulebook_text
    from tinnhiem.cli.legal import read_rulebook
    from tinnhiem.law.bookshelf import load

    path = Path(options.id)
    own = path.suffix == ".toml" or path.is_file()
    book = read_rulebook(path) if own else load(options.id)
    return answer(
        options,
        console,
        document=lambda: book.model_dump(mode="json", exclude_none=True),
        lines=lambda: rulebook_text.shown(book, console),
    )


def _check(options: argparse.Namespace, console: Console) -> Exit:
    from tinnhiem.cli.failures import tell_problems
    from tinnhiem.cli.rulebook_check import checked

    wrong = False
    for path in options.files:
        try:
            book = checked(path, options.files)
        except FileError as error:
            wrong = True
            tell_problems(error.problems, console, path=error.path, names=error.names)
            continue
        text = _("{path}: in order; {rules} rules, “{id}”")
        console.result(text.format(path=path, rules=len(book.rule), id=book.instrument.id))
    return Exit.INPUT if wrong else Exit.DONE


def _schema(options: argparse.Namespace, console: Console) -> Exit:  # noqa: ARG001 - as all actions
    from tinnhiem.cli.files import as_json
    from tinnhiem.law.schema import json_schema

    console.raw(as_json(json_schema()))
    return Exit.DONE
