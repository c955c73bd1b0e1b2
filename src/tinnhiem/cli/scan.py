"""``tinnhiem scan``: marked ballots read by machine, with a doubt wherever people must decide."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tinnhiem.cli.arguments import add_json
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit, FileError, UsageError, unwritable
from tinnhiem.cli.parser import examples
from tinnhiem.cli.scan_options import add_jobs, check_files, layout_at, reading
from tinnhiem.cli.scan_summary import Told
from tinnhiem.wording.language import _

if TYPE_CHECKING:
    from tinnhiem.scan import Calibration, Layout, ScannedPage, Sheet, Thresholds
    from tinnhiem.scan.journal import Journal
    from tinnhiem.scan.records import RecordHead


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.epilog = examples(
        ("tinnhiem scan layout.json scan.pdf", _("read a stack, print a summary")),
        ("tinnhiem scan layout.json *.tif --json", _("print every row")),
        ("tinnhiem scan layout.json scan.pdf --record count", _("keep what decides it again")),
        ("tinnhiem scan --replay count", _("decide again from what was kept")),
    )
    parser.add_argument(
        "layout", metavar=_("LAYOUT"), type=Path, nargs="?", help=_("layout.json of the ballots")
    )
    parser.add_argument(
        "files",
        metavar=_("FILE"),
        type=Path,
        nargs="*",
        help=_("scans: PDF, TIFF, JPEG or PNG, grey or colour, 200 dpi or more"),
    )
    add_jobs(parser)
    parser.add_argument(
        "--calibration",
        metavar=_("REPORT"),
        type=Path,
        help=_("decide by the bounds of this report of tinnhiem calibrate"),
    )
    parser.add_argument(
        "--record", metavar=_("FOLDER"), type=Path, help=_("keep measurements in this folder")
    )
    parser.add_argument(
        "--replay",
        metavar=_("RECORD"),
        type=Path,
        help=_("decide again from a record, without the scans"),
    )
    parser.add_argument(
        "--debug",
        metavar=_("FOLDER"),
        type=Path,
        help=_("write what the reader saw at each stage into this folder"),
    )
    add_json(parser)


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Read files, or a record of them, and tell what was found."""
    if options.replay is not None:
        others = (options.layout, options.record, options.calibration, options.debug)
        if any(other is not None for other in others):
            raise UsageError(_("--replay takes no layout, no scans and no --record"))
        return _replay(options, console)
    if options.layout is None or not options.files:
        raise UsageError(_("give the layout and at least one scan"))
    return _scan(options, console)


def _scan(options: argparse.Namespace, console: Console) -> Exit:
    from tinnhiem.scan import Desk, Wanted, judged
    from tinnhiem.scan.records import head_of, make_record

    layout, content = layout_at(options.layout)
    thresholds, calibration = _bounds(options, layout)
    check_files(options.files)
    head = head_of(layout, content, thresholds, calibration)
    rows = "none" if options.record is None else "doubtful"
    wanted = Wanted(
        rows=rows,
        odd=options.record is not None,
        stages=options.debug is not None,
        thresholds=thresholds,
    )
    folder = options.layout.absolute().parent
    with ExitStack() as stack, reading():
        journal = None if options.record is None else _journal(stack, options.record, head)
        desk = stack.enter_context(Desk(layout, folder=folder, jobs=options.jobs))
        told = stack.enter_context(Told(console, as_json=options.json))
        if journal is not None and journal.former:
            text = _("{count} pages were read before the interruption and are not read again")
            console.note(text.format(count=len(journal.former)))
        known = None if journal is None else journal.known
        sheets = _shown(desk.files(options.files, wanted=wanted, known=known), options.debug)
        if journal is not None:
            sheets = journal.keep(sheets)
        try:
            told.take(judged(sheets, thresholds))
            if journal is not None:
                make_record(journal, head)
        except OSError as error:
            raise unwritable(options.record or options.debug or Path(), error) from error
        told.tell()
    return Exit.DONE


def _bounds(
    options: argparse.Namespace, layout: "Layout"
) -> tuple["Thresholds", "Calibration | None"]:
    """The bounds to decide by, and the calibration that they come from.

    :raises FileError: where the calibration speaks against counting.
    """
    from tinnhiem.cli.files import read_bytes
    from tinnhiem.cli.inputs import about
    from tinnhiem.law.problems import InputError
    from tinnhiem.scan import STANDARD, read_calibration
    from tinnhiem.scan.calibration import require_usable

    if options.calibration is None:
        return STANDARD, None
    content = read_bytes(options.calibration)
    with about(options.calibration):
        report = read_calibration(content)
    try:
        return require_usable(report, layout), report
    except InputError as error:
        path = str(options.calibration)
        raise FileError(path, error.problems, Exit.VERIFICATION) from error


def _journal(stack: ExitStack, folder: Path, head: "RecordHead") -> "Journal":
    """Open the journal of a record, new or where a broken run left it.

    :raises FileError: where there is a record already, or it cannot be written.
    """
    from tinnhiem.law.problems import Problem
    from tinnhiem.scan.records import journal_of

    try:
        return stack.enter_context(journal_of(folder, head))
    except FileExistsError as error:
        if not error.filename:
            raise unwritable(folder, error) from error
        problem = Problem(code="record-exists", values={"path": error.filename})
        raise FileError("", (problem,)) from error
    except OSError as error:
        raise unwritable(folder, error) from error


def _shown(sheets: "Iterator[Sheet]", folder: Path | None) -> "Iterator[Sheet]":
    """Write the pictures of the stages, numbered by sheet, as sheets pass."""
    for number, sheet in enumerate(sheets, 1):
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            whole = sheet.picture() if sheet.reading.measure is None else None
            pictures = sheet.stages() | ({} if whole is None else {"0-refused": whole})
            for name, content in pictures.items():
                (folder / f"{number:05}-{name}.png").write_bytes(content)
        yield sheet


def _replay(options: argparse.Namespace, console: Console) -> Exit:
    from tinnhiem.cli.files import unreadable
    from tinnhiem.cli.inputs import about
    from tinnhiem.law.problems import Problem
    from tinnhiem.scan import read_record
    from tinnhiem.scan.records import Answers

    answers = Answers()

    def answered() -> "Iterator[ScannedPage]":
        for page in record.answers():
            answers.add(page)
            yield page

    try:
        with about(options.replay), Told(console, as_json=options.json) as told:
            record = read_record(options.replay)
            expected = record.expected()
            told.take(answered())
            told.tell()
    except OSError as error:
        raise unreadable(options.replay, error) from error
    if answers.hexdigest != expected:
        problem = Problem(code="record-answers-differ")
        raise FileError(str(options.replay), (problem,), Exit.VERIFICATION)
    return Exit.DONE
