"""``tinnhiem documents``: the papers of a poll."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tinnhiem.cli.arguments import add_out, add_poll
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit
from tinnhiem.cli.parser import examples
from tinnhiem.wording.language import _

if TYPE_CHECKING:
    from tinnhiem.documents.issue import IssuedSet
    from tinnhiem.law.chain import Chain

FORMATS: Final = ("pdf", "docx")

#: What a poll file may say something about without its being a kind of its own.
_PARTS: Final = frozenset(
    {
        "default",
        "incident-minutes",
        "submission-list",
        "submission-vote",
        "submission-dismissal",
    }
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the poll file, the folder, and the choice of papers."""
    add_poll(parser)
    add_out(parser)
    parser.add_argument(
        "--kind",
        metavar=_("KIND"),
        choices=kinds(),
        action="append",
        help=_("only papers of this kind; may be repeated: {kinds}").format(
            kinds=", ".join(kinds())
        ),
    )
    parser.add_argument("--format", choices=FORMATS, help=_("only this format (both)"))
    parser.add_argument(
        "--forms", metavar=_("FOLDER"), type=Path, help=_("folder with own wordings of the papers")
    )
    parser.epilog = examples(
        ("tinnhiem documents poll.json --out papers", _("every paper, as PDF and as DOCX")),
        (
            "tinnhiem documents poll.json --out papers --kind minutes --format docx",
            _("the minutes only, to be edited"),
        ),
    )


def kinds() -> tuple[str, ...]:
    """Return the kinds of papers that can be asked for."""
    from tinnhiem.exchange.papers_fields import PAPER_KINDS

    return tuple(kind for kind in PAPER_KINDS if kind not in _PARTS)


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Write the papers, name each file, and tell the clerk what to look at."""
    from tinnhiem.cli.inputs import about, read
    from tinnhiem.cli.outputs import writing
    from tinnhiem.documents.issue import issue_documents

    poll, chain = read(options)
    with (
        about(options.poll),
        writing(options.out),
        console.progress(_("papers")) as advance,
    ):
        issued = issue_documents(
            poll,
            chain,
            options.out,
            kinds=options.kind,
            formats=(options.format,) if options.format else FORMATS,
            forms=options.forms,
            advance=advance,
        )
    for path in issued.files:
        console.result(str(path))
    _tell_clerk(issued, chain, console)
    return Exit.DONE


def _tell_clerk(issued: "IssuedSet", chain: "Chain", console: Console) -> None:
    """Say on standard error what stands on no paper: doubts about facts and about wordings."""
    from tinnhiem.cli.failures import told
    from tinnhiem.cli.legal import InstrumentNames

    names = InstrumentNames(*chain.instruments)
    for problem in issued.warnings:
        console.warning(told(problem, instruments=names))
    if issued.unverified:
        text = _("wordings that have not been checked against an official form: {ids}")
        ids = ", ".join(formula.id for formula in issued.unverified)
        console.warning(text.format(ids=ids))
