"""``tinnhiem adjudicate``: people decide what the machine left open, and the totals follow."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tinnhiem.cli.answers import answer
from tinnhiem.cli.arguments import add_json, add_law
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit, FileError, UsageError, unwritable
from tinnhiem.cli.parser import examples
from tinnhiem.cli.poll_output import add_force
from tinnhiem.wording.language import _

if TYPE_CHECKING:
    from tinnhiem.law.poll import Poll
    from tinnhiem.scan.decisions import Decisions
    from tinnhiem.scan.questions import Questions, Reasons
    from tinnhiem.scan.tallying import Tally


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.epilog = examples(
        ("tinnhiem adjudicate count --decider A", _("answer one question after the other")),
        ("tinnhiem adjudicate count --decider A --questions a.csv", _("write them for a sheet")),
        ("tinnhiem adjudicate count --decider A --decisions a.csv", _("take a filled sheet in")),
        ("tinnhiem adjudicate count --decider A --add hdnd:1", _("key a sheet never scanned")),
        ("tinnhiem adjudicate count --against again", _("compare with a second scan")),
        ("tinnhiem adjudicate count --tally --poll poll.json", _("count, when all is decided")),
        (
            "tinnhiem adjudicate count --tally --poll poll.json --into counted.json",
            _("and write the totals into a poll file"),
        ),
    )
    parser.add_argument("record", metavar=_("RECORD"), type=Path, help=_("folder of scan --record"))
    parser.add_argument(
        "--decider",
        metavar=_("NAME"),
        help=_("who answers; “board” for the whole board, where three do not agree"),
    )
    parser.add_argument(
        "--questions", metavar=_("FILE"), type=Path, help=_("write open questions to this CSV file")
    )
    parser.add_argument(
        "--decisions", metavar=_("FILE"), type=Path, help=_("take answers from this CSV file")
    )
    parser.add_argument(
        "--add",
        metavar=_("TYPE:PAGE"),
        type=_place,
        help=_("a sheet of this page is there that no scanner took: key it by hand"),
    )
    parser.add_argument(
        "--against",
        metavar=_("RECORD"),
        type=Path,
        help=_("compare with the record of a full second scan of the same sheets"),
    )
    parser.add_argument("--tally", action="store_true", help=_("print totals, when all is decided"))
    parser.add_argument(
        "--poll", metavar=_("POLL"), type=Path, help=_("poll file: ballots returned, and reasons")
    )
    parser.add_argument(
        "--returned",
        metavar=_("TYPE=NUMBER"),
        type=_returned,
        action="append",
        default=[],
        help=_("ballots returned of a type, where no poll file is given; may be repeated"),
    )
    parser.add_argument(
        "--into",
        metavar=_("FILE"),
        type=Path,
        help=_("write the poll with these totals to this file (.json, .xlsx)"),
    )
    add_force(parser)
    add_law(parser)
    add_json(parser)


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Ask, take answers in, count, or say how far it is."""
    _check(options)
    poll, returned, reasons = _ledger(options)
    questions, decisions = _opened(options, reasons)
    if options.tally:
        total = _total(options, questions, decisions, returned)
        if options.into is not None and poll is not None:
            from tinnhiem.cli.adjudicate_into import write_into

            write_into(options, console, poll, total, returned)
        return _show(options, console, total, returned)
    if options.against is not None:
        from tinnhiem.cli.adjudicate_against import against

        return against(options, console, questions, decisions)
    if options.decider:
        return _decide(options, console, questions, decisions)
    return _tell(options, console, questions, decisions)


def _decide(
    options: argparse.Namespace, console: Console, questions: "Questions", decisions: "Decisions"
) -> Exit:
    """Take from somebody what they say, in the way they chose."""
    if options.add is not None:
        return _add(options, console, questions, decisions)
    if options.questions is not None:
        return _write_questions(options, console, questions, decisions)
    if options.decisions is not None:
        return _take_answers(options, console, questions, decisions)
    from tinnhiem.cli.adjudicate_terminal import ask

    return ask(console, options.record, questions, decisions, options.decider)


def _check(options: argparse.Namespace) -> None:
    """Refuse options that do not go together.

    :raises UsageError: then.
    """
    files = options.questions is not None or options.decisions is not None
    if (options.tally or options.against is not None) and (options.decider or files):
        raise UsageError(_("--tally and --against go with no decider"))
    if (files or options.add is not None) and not options.decider:
        raise UsageError(_("say who answers: --decider NAME"))
    if options.into is not None:
        from tinnhiem.cli.adjudicate_into import check_into

        check_into(options)


def _ledger(options: argparse.Namespace) -> tuple["Poll | None", dict[str, int], "Reasons"]:
    """The poll, ballots returned by type, and the reasons of its rules, where a file names them."""
    from tinnhiem.cli.inputs import read
    from tinnhiem.law.rulebook import ValidityRule
    from tinnhiem.scan.questions import Reasons

    returned = dict(options.returned)
    if options.poll is None:
        return None, returned, Reasons()
    poll, chain = read(options)
    rules = chain.of(ValidityRule, poll.sitting.poll_date)
    reasons = Reasons(
        line=tuple(dict.fromkeys(rule.defect for rule in rules if rule.scope == "line")),
        sheet=tuple(dict.fromkeys(rule.defect for rule in rules if rule.scope == "sheet")),
    )
    return poll, {**_returned_of(poll), **returned}, reasons if rules else Reasons()


def _returned_of(poll: "Poll") -> dict[str, int]:
    found = {kind.id: kind.returned for kind in poll.ballot_types}
    return {identifier: number for identifier, number in found.items() if number is not None}


def _opened(options: argparse.Namespace, reasons: "Reasons") -> tuple["Questions", "Decisions"]:
    """Open the record and the decisions beside it.

    :raises FileError: where either cannot be read.
    """
    from tinnhiem.cli.files import unreadable
    from tinnhiem.cli.inputs import about
    from tinnhiem.scan import read_record
    from tinnhiem.scan.decisions import NAME, read_decisions
    from tinnhiem.scan.questions import Questions

    try:
        with about(options.record):
            record = read_record(options.record)
            record.require_unchanged()
            questions = Questions(record, reasons)
        path = record.path.with_name(NAME)
        with about(path):
            return questions, read_decisions(path, record.path)
    except OSError as error:
        raise unreadable(Path(error.filename or options.record), error) from error


def _write_questions(
    options: argparse.Namespace, console: Console, questions: "Questions", decisions: "Decisions"
) -> Exit:
    from tinnhiem.cli.adjudicate_sheet import write_questions

    asked = decisions.open_to(questions, options.decider)
    try:
        write_questions(options.questions, asked)
    except OSError as error:
        raise unwritable(options.questions, error) from error
    console.result(str(options.questions))
    return Exit.DONE


def _take_answers(
    options: argparse.Namespace, console: Console, questions: "Questions", decisions: "Decisions"
) -> Exit:
    """Take a filled sheet in, all of it or nothing."""
    from tinnhiem.cli.adjudicate_sheet import read_answers
    from tinnhiem.cli.files import read_bytes
    from tinnhiem.cli.inputs import about
    from tinnhiem.scan.decisions import checked

    content = read_bytes(options.decisions)
    with about(options.decisions):
        given = read_answers(content, options.decider)
        taken = decisions.add(checked(decisions, questions, given))
    console.note(_("{count} answers taken in").format(count=taken))
    return _tell(options, console, questions, decisions)


def _add(
    options: argparse.Namespace, console: Console, questions: "Questions", decisions: "Decisions"
) -> Exit:
    """Say that a sheet is there that no scanner took; a second person says so too."""
    from tinnhiem.scan.questions import BOARD

    ballot_type, page = options.add
    given = decisions.adding(questions, options.decider, ballot_type, page)
    if options.decider == BOARD:
        raise UsageError(_("two people add a sheet, each for themselves"))
    if questions.about_added(given.sheet) is None:
        place = f"{ballot_type}:{page}"
        raise UsageError(_("no ballot has a page “{place}”").format(place=place))
    decisions.add([given])
    console.note(_("{sheet}: a second person has to say so too").format(sheet=given.sheet))
    return _tell(options, console, questions, decisions)


def _tell(
    options: argparse.Namespace, console: Console, questions: "Questions", decisions: "Decisions"
) -> Exit:
    """Say how many questions are how far."""
    from tinnhiem.wording.scan_problems import STAGES

    stages = decisions.stages(questions)
    return answer(
        options,
        console,
        document=lambda: {"questions": {stage.value: n for stage, n in stages.items()}},
        lines=lambda: [f"{n:7d}  {_(STAGES[stage.value])}" for stage, n in stages.items()],
    )


def _total(
    options: argparse.Namespace,
    questions: "Questions",
    decisions: "Decisions",
    returned: dict[str, int],
) -> "Tally":
    """The totals, where everything is decided and the sheets are as many as were returned.

    :raises FileError: with the two numbers that disagree.
    """
    from tinnhiem.law.problems import ReconciliationError
    from tinnhiem.scan.tallying import reconcile, tally

    try:
        total = tally(questions, decisions)
        reconcile(total, questions, returned)
    except ReconciliationError as error:
        raise FileError(str(options.record), error.problems, Exit.RECONCILIATION) from error
    return total


def _show(
    options: argparse.Namespace, console: Console, total: "Tally", returned: dict[str, int]
) -> Exit:
    """Print the totals."""
    document = total.document(returned)
    return answer(
        options,
        console,
        document=lambda: document,
        lines=lambda: [
            f"{line['ballot_type']} {line['id']}: "
            + ", ".join(f"{_choice(name)} {count}" for name, count in line["count"].items())
            for line in document["lines"]
        ],
    )


def _choice(identifier: str) -> str:
    from tinnhiem.wording.terms import CHOICES, label

    return label(CHOICES, identifier)


def _place(text: str) -> tuple[str, int]:
    """Return a ballot type and a page.

    :raises argparse.ArgumentTypeError: where the form is another.
    """
    return _split(text, ":", _("“{text}” must have the form TYPE:PAGE"), digits=3)


def _returned(text: str) -> tuple[str, int]:
    """Return a type and its number.

    :raises argparse.ArgumentTypeError: where the form is another.
    """
    return _split(text, "=", _("“{text}” must have the form TYPE=NUMBER"), digits=9)


def _split(text: str, sign: str, told: str, *, digits: int) -> tuple[str, int]:
    kind, _sign, number = text.rpartition(sign)
    if kind and number.isascii() and number.isdigit() and len(number) <= digits:
        return kind, int(number)
    raise argparse.ArgumentTypeError(told.format(text=text))
