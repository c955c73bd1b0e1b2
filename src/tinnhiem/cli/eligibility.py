"""``tinnhiem eligibility``: who is put to the poll, who is not, and by which clause."""

import argparse
from dataclasses import replace

from tinnhiem.cli.answers import answer
from tinnhiem.cli.arguments import add_json, add_poll
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit
from tinnhiem.cli.parser import examples
from tinnhiem.wording.language import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the poll file and the form of the answer."""
    add_poll(parser)
    add_json(parser)
    parser.epilog = examples(
        ("tinnhiem eligibility poll.json", _("as text; the poll need not be counted")),
        ("tinnhiem eligibility poll.json --json", _("for a program")),
    )


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Print the list with every reason."""
    from tinnhiem.cli.eligibility_text import report
    from tinnhiem.cli.inputs import about, read
    from tinnhiem.exchange.result import eligibility_document
    from tinnhiem.law.eligibility import eligibility

    poll, chain = read(options)
    with about(options.poll, options.places):
        chain.choices(poll.procedure)  # a procedure that the chain does not rule has no list either
        found = tuple(
            replace(person, warnings=options.places.all_placed(person.warnings))
            for person in eligibility(poll, chain)
        )
    return answer(
        options,
        console,
        document=lambda: eligibility_document(found, chain),
        lines=lambda: report(poll, chain, found, console),
    )
