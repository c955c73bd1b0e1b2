"""``tinnhiem ballot``: paper ballots, and the sheets that go with their counting by machine."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tinnhiem.cli.answers import answer
from tinnhiem.cli.arguments import add_json, add_out, add_poll
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit
from tinnhiem.cli.parser import Parser, add_language, examples
from tinnhiem.wording.language import _

if TYPE_CHECKING:
    from tinnhiem.documents.ballots import BallotDefinition

USUAL_BATCHES = 10
MOST_BATCHES = 99


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the commands on ballots."""
    parser.epilog = examples(
        ("tinnhiem ballot print poll.json --out ballots", _("a PDF per type, and layout.json")),
        ("tinnhiem ballot print poll.json --out ballots --large", _("in large letters")),
        ("tinnhiem ballot deck poll.json --out deck", _("marked ballots with known answers")),
        ("tinnhiem ballot sheets poll.json --out sheets", _("sheets between the batches")),
    )
    commands = parser.add_subparsers(
        dest="action", metavar=_("ACTION"), title=_("commands"), required=True, parser_class=Parser
    )
    printing = commands.add_parser("print", help=_("print the ballots of a poll"))
    deck = commands.add_parser("deck", help=_("make the test deck that calibrates a scanner"))
    sheets = commands.add_parser("sheets", help=_("make the header sheets of the count's batches"))
    for command in (printing, deck, sheets):
        add_poll(command)
        add_out(command)
        add_json(command)
        command.add_argument(
            "--large", action="store_true", help=_("letters of 14 points and more, for all voters")
        )
        add_language(command)
    sheets.add_argument(
        "--batches",
        metavar=_("NUMBER"),
        type=_batches,
        default=USUAL_BATCHES,
        help=_("how many batches, 1 to {most}").format(most=MOST_BATCHES),
    )


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Write the ballots of those who are put to the poll, or what goes with them."""
    from tinnhiem.cli.inputs import about, read
    from tinnhiem.cli.outputs import writing
    from tinnhiem.documents.ballots import definition_hash, definition_of
    from tinnhiem.law.eligibility import eligibility

    poll, chain = read(options)
    with (
        about(options.poll, options.places),
        writing(options.out),
        console.progress(_("ballots")) as advance,
    ):
        definition = definition_of(poll, chain, large=options.large)
        if options.action == "deck":
            definition = replace(definition, rehearsal=True)
        paths = _ACTIONS[options.action](definition, options)
        advance(len(paths), len(paths))
    for person in eligibility(poll, chain):
        if not person.included:
            told = _("{name} is not put to the poll and is not on the ballot")
            console.note(told.format(name=person.officeholder.name))
    written = [str(path) for path in paths]
    return answer(
        options,
        console,
        document=lambda: {"definition": definition_hash(definition), "files": written},
        lines=lambda: written,
    )


def _print(definition: "BallotDefinition", options: argparse.Namespace) -> tuple[Path, ...]:
    from tinnhiem.documents.ballots import print_ballots

    return print_ballots(definition, options.out)


def _deck(definition: "BallotDefinition", options: argparse.Namespace) -> tuple[Path, ...]:
    from tinnhiem.documents.ballots import write_deck

    return write_deck(definition, options.out)


def _sheets(definition: "BallotDefinition", options: argparse.Namespace) -> tuple[Path, ...]:
    from tinnhiem.documents.ballots import write_batch_sheets

    return write_batch_sheets(definition, options.out, batches=options.batches)


_ACTIONS = {"print": _print, "deck": _deck, "sheets": _sheets}


def _batches(text: str) -> int:
    """Return a number of batches.

    :raises argparse.ArgumentTypeError: where it is none, or out of range.
    """
    if text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_BATCHES:
        return int(text)
    told = _("“{text}” must be a whole number from 1 to {most}")
    raise argparse.ArgumentTypeError(told.format(text=text, most=MOST_BATCHES))
