"""``tinnhiem documents``: the papers of a poll."""

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tinnhiem.cli.arguments import add_law
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit, UsageError
from tinnhiem.cli.parser import examples
from tinnhiem.wording.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tinnhiem.documents.issue import IssuedSet
    from tinnhiem.exchange.poll_places import PollPlaces
    from tinnhiem.law.chain import Chain
    from tinnhiem.law.problems import Problem

#: Notes of one kind, such as unknown salutations, that are told one by one.
MOST_ALIKE: Final = 4
FORMATS: Final = ("pdf", "docx")

#: What a poll file may say something about without its being a kind of its own.
_PARTS: Final = frozenset(
    {
        "default",
        "submission-list",
        "submission-vote",
        "submission-dismissal",
    }
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the poll file, the folder, and the choice of papers."""
    parser.add_argument(
        "poll",
        metavar=_("POLL"),
        type=Path,
        nargs="?",
        help=_("poll file (JSON) or poll workbook (XLSX)"),
    )
    add_law(parser)
    parser.add_argument("--out", metavar=_("FOLDER"), type=Path, help=_("folder to write to"))
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
    parser.add_argument(
        "--export-forms",
        metavar=_("FOLDER"),
        type=Path,
        help=_("write the forms and Word templates to a folder, to be edited; needs no poll"),
    )
    parser.epilog = examples(
        ("tinnhiem documents poll.json --out papers", _("every paper, as PDF and as DOCX")),
        (
            "tinnhiem documents poll.json --out papers --kind minutes --format docx",
            _("the minutes only, to be edited"),
        ),
        (
            "tinnhiem documents --export-forms forms",
            _("the wordings and Word templates, to be edited for --forms"),
        ),
    )


def kinds() -> tuple[str, ...]:
    """Return the kinds of papers that can be asked for."""
    from tinnhiem.exchange.papers_fields import PAPER_KINDS

    return tuple(kind for kind in PAPER_KINDS if kind not in _PARTS)


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Write the papers, name each file, and tell the clerk what to look at.

    :raises UsageError: where neither a poll and a folder nor ``--export-forms`` is given.
    """
    if options.export_forms is not None:
        return _export(options, console)
    lacking = {_("POLL"): options.poll, "--out": options.out}
    missing = ", ".join(name for name, value in lacking.items() if value is None)
    if missing:
        raise UsageError(
            _("the following arguments are required: %s") % missing,
            _("see {command}").format(command="tinnhiem documents --help"),
        )
    from tinnhiem.cli.inputs import about, read
    from tinnhiem.cli.outputs import writing
    from tinnhiem.documents.issue import issue_documents

    poll, chain = read(options)
    with (
        about(options.poll, options.places),
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
    _tell_clerk(issued, chain, options.places, console)
    return Exit.DONE


def _export(options: argparse.Namespace, console: Console) -> Exit:
    """Write the shipped forms and Word templates where a clerk can edit them."""
    from tinnhiem.cli.outputs import writing
    from tinnhiem.documents.form_library import export_forms

    if options.poll is not None or options.out is not None:
        raise UsageError(
            _("--export-forms takes neither a poll file nor --out"),
            _("see {command}").format(command="tinnhiem documents --help"),
        )
    with writing(options.export_forms):
        written = export_forms(options.export_forms)
    for path in written:
        console.result(str(path))
    if not written:
        console.note(_("every form is there already; nothing was changed"))
    return Exit.DONE


def _few_of_each(problems: "Sequence[Problem]") -> "tuple[Problem, ...]":
    """The warnings, of one kind no more than a few."""
    counted = Counter(problem.code for problem in problems)
    shown: list[Problem] = []
    for code, number in counted.items():
        alike = [problem for problem in problems if problem.code == code]
        shown += alike if number <= MOST_ALIKE else alike[: MOST_ALIKE - 1]
    return tuple(shown)


def _tell_clerk(
    issued: "IssuedSet", chain: "Chain", places: "PollPlaces", console: Console
) -> None:
    """Say on standard error what stands on no paper: doubts about facts and about wordings."""
    from tinnhiem.cli.failures import told
    from tinnhiem.cli.legal import InstrumentNames

    names = InstrumentNames(*chain.instruments)
    shown = _few_of_each(issued.warnings)
    for problem in places.all_placed(shown):
        console.warning(told(problem, instruments=names))
    if len(shown) < len(issued.warnings):
        text = _("{number} more notes like the first ones are not shown")
        console.warning(text.format(number=len(issued.warnings) - len(shown)))
    if issued.unverified_forms:
        text = _("forms that have not been checked against an official one: {ids}")
        console.warning(text.format(ids=", ".join(issued.unverified_forms)))
    if issued.unverified:
        text = _("wordings that have not been checked against an official form: {ids}")
        ids = ", ".join(formula.id for formula in issued.unverified)
        console.warning(text.format(ids=ids))
