"""``tinnhiem evaluate``: the answer of the law to a count."""

import argparse

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
    from tinnhiem.cli.files import as_json
    from tinnhiem.cli.inputs import about, read
    from tinnhiem.exchange.result import result_document
    from tinnhiem.law.evaluation import evaluate

    poll, chain = read(options)
    with about(options.poll):
        found = evaluate(poll, chain)
    if options.json:
        console.raw(as_json(result_document(poll, chain, found)))
    else:
        for line in report(poll, chain, found, console):
            console.result(line)
    return Exit.DONE
