"""``tinnhiem scan``: marked ballots read by machine, with a doubt wherever people must decide."""

import argparse
import errno
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tinnhiem.cli.arguments import add_json
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit, FileError, UsageError, unwritable
from tinnhiem.cli.parser import examples
from tinnhiem.wording.language import _

if TYPE_CHECKING:
    from tinnhiem.scan import PageReading, ScannedPage

MOST_JOBS = 64


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
    parser.add_argument(
        "--jobs",
        metavar=_("NUMBER"),
        type=_jobs,
        default=len(os.sched_getaffinity(0)),
        help=_("how many pages to read at once, 1 to {most}").format(most=MOST_JOBS),
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
    add_json(parser)


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Read files, or a record of them, and tell what was found."""
    if options.replay is not None:
        if options.layout is not None or options.record is not None:
            raise UsageError(_("--replay takes no layout, no scans and no --record"))
        return _replay(options, console)
    if options.layout is None or not options.files:
        raise UsageError(_("give the layout and at least one scan"))
    return _scan(options, console)


def _scan(options: argparse.Namespace, console: Console) -> Exit:
    from tinnhiem.cli.files import read_bytes
    from tinnhiem.cli.inputs import about
    from tinnhiem.scan import STANDARD, RecordWriter, judged, read_layout, scan

    content = read_bytes(options.layout)
    with about(options.layout):
        layout = read_layout(content)
    _check_files(options.files)
    with ExitStack() as stack:
        readings: Iterator[PageReading] = scan(
            layout, options.files, folder=options.layout.absolute().parent, jobs=options.jobs
        )
        writer = None
        if options.record is not None:
            writer = RecordWriter(options.record, layout, content, STANDARD)
            try:
                stack.enter_context(writer)
            except OSError as error:
                raise _unkept(options.record, error) from error
            readings = writer.keep(readings)
        pages = judged(readings, STANDARD)
        _tell(_counted(pages, writer), options, console)
    return Exit.DONE


def _counted(pages: "Iterator[ScannedPage]", writer: object) -> "Iterator[ScannedPage]":
    from tinnhiem.scan import RecordWriter

    for page in pages:
        if isinstance(writer, RecordWriter):
            writer.answers.add(page)
        yield page


def _replay(options: argparse.Namespace, console: Console) -> Exit:
    from tinnhiem.cli.files import unreadable
    from tinnhiem.cli.inputs import about
    from tinnhiem.law.problems import Problem
    from tinnhiem.scan import judged, read_record
    from tinnhiem.scan.records import Answers

    answers = Answers()

    def answered() -> "Iterator[ScannedPage]":
        for page in judged(record.readings(), record.head.thresholds):
            answers.add(page)
            yield page

    try:
        with about(options.replay):
            record = read_record(options.replay)
            expected = record.expected()
            _tell(answered(), options, console)
    except OSError as error:
        raise unreadable(options.replay, error) from error
    if answers.hexdigest != expected:
        problem = Problem(code="record-answers-differ")
        raise FileError(str(options.replay), (problem,), Exit.VERIFICATION)
    return Exit.DONE


def _tell(pages: "Iterator[ScannedPage]", options: argparse.Namespace, console: Console) -> None:
    """Print every page as JSON, or a summary. Nothing is printed before everything is read."""
    summary = _Summary(console)
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as kept,
        console.progress(_("pages")) as advance,
    ):
        for number, page in enumerate(pages, 1):
            summary.add(page)
            if options.json:
                json.dump(page.document(), kept, ensure_ascii=False)
                kept.write("\n")
            advance(number, number)
        if options.json:
            _print_json(kept, console)
    if not options.json:
        summary.tell()


def _print_json(kept: IO[str], console: Console) -> None:
    """Print one document from the pages kept on disk, so that memory does not grow with them."""
    kept.seek(0)
    console.raw('{"pages": [')
    for number, line in enumerate(kept):
        console.raw(("\n" if number == 0 else ",\n") + line.rstrip("\n"))
    console.raw("\n]}\n")


class _Summary:
    """What a stack came to, and what is to be said about single pages as they pass."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.read, self.rows, self.decided = 0, 0, 0
        self.refusals: Counter[str] = Counter()
        self.doubts: Counter[str] = Counter()

    def add(self, page: "ScannedPage") -> None:
        """Count a page; say at once what is wrong with it."""
        from tinnhiem.wording.scan_problems import FLAGS, REFUSALS

        place = _("{source}, page {index}").format(source=page.source, index=page.index)
        if page.refusal is not None:
            self.refusals[page.refusal.value] += 1
            told = _(REFUSALS[page.refusal.value])
            more = f" ({page.detail})" if page.detail else ""
            self.console.warning(
                _("{place}: refused: {told}{more}").format(place=place, told=told, more=more)
            )
            return
        self.read += 1
        self.rows += len(page.rows)
        for row in page.rows:
            self.decided += row.decision is not None
            if row.doubt is not None:
                self.doubts[row.doubt.value] += 1
        for flag in page.flags:
            told = _("{place}: {told}").format(place=place, told=_(FLAGS[flag.value]))
            self.console.note(told)

    def tell(self) -> None:
        """Print the summary."""
        from tinnhiem.wording.scan_problems import DOUBTS, REFUSALS

        refused = sum(self.refusals.values())
        lines = [(self.read, _("pages read")), (refused, _("pages refused"))]
        lines += [(n, f"  {_(REFUSALS[code])}") for code, n in self.refusals.most_common()]
        lines += [
            (self.decided, _("rows decided")),
            (self.rows - self.decided, _("rows for people to decide")),
        ]
        lines += [(n, f"  {_(DOUBTS[code])}") for code, n in self.doubts.most_common()]
        for number, words in lines:
            self.console.result(f"{number:7d}  {words}")


def _check_files(paths: Sequence[Path]) -> None:
    """Find every file that is not there before the first is read.

    :raises FileError: with all of them.
    """
    from tinnhiem.cli.files import unreadable
    from tinnhiem.law.problems import Problem

    problems: list[Problem] = []
    for path in paths:
        try:
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            with path.open("rb"):
                pass
        except OSError as error:
            problems += unreadable(path, error).problems
    if problems:
        raise FileError("", tuple(problems))


def _unkept(folder: Path, error: OSError) -> FileError:
    from tinnhiem.law.problems import Problem

    if isinstance(error, FileExistsError) and error.filename:
        problem = Problem(code="record-exists", values={"path": error.filename})
        return FileError("", (problem,))
    return unwritable(folder, error)


def _jobs(text: str) -> int:
    """Return a number of processes.

    :raises argparse.ArgumentTypeError: where it is none, or out of range.
    """
    if text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_JOBS:
        return int(text)
    told = _("“{text}” must be a whole number from 1 to {most}")
    raise argparse.ArgumentTypeError(told.format(text=text, most=MOST_JOBS))
