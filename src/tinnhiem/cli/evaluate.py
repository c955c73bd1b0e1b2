"""``tinnhiem evaluate``: the answer of the law to a count."""

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
        ("tinnhiem evaluate poll.json", _("as a table")),
        ("tinnhiem evaluate poll.xlsx --json", _("from a workbook, for a program")),
    )


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Print the results of a counted poll."""
    from tinnhiem.cli.evaluate_text import report
    from tinnhiem.cli.inputs import about, read
    from tinnhiem.exchange.result import result_document
    from tinnhiem.law.evaluation import evaluate

    poll, chain = read(options)
    with about(options.poll, options.places):
        found = evaluate(poll, chain)
    found = replace(found, warnings=options.places.all_placed(found.warnings))
    return answer(
        options,
        console,
        document=lambda: result_document(poll, chain, found),
        lines=lambda: report(poll, chain, found, console),
    )
