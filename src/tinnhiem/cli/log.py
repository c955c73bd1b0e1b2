"""``tinnhiem log``: verify the office's log, here or from a copy, and write a copy."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tinnhiem.cli.answers import answer
from tinnhiem.cli.arguments import add_json
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit, FileError, UsageError
from tinnhiem.cli.office import office_code
from tinnhiem.cli.parser import examples
from tinnhiem.exchange.log_file import LogReport, check_text
from tinnhiem.law.problems import Problem
from tinnhiem.wording.language import _, noted

#: What is wrong, by the code of the report.
FAULTS: Final = {
    "changed": noted("line {at} was changed"),
    "missing": noted("a line is missing before line {at}"),
    "inserted": noted("line {at} was put in"),
    "reordered": noted("line {at} was moved"),
    "unlinked": noted("line {at} does not follow from the line before it"),
    "head": noted("lines at the end are missing or do not belong there"),
    "unreadable": noted("line {at} cannot be read"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the ways: to verify, to export."""
    ways = parser.add_subparsers(dest="way", metavar=_("WAY"), required=True)
    verify = ways.add_parser("verify", help=_("check every line against the hashes"))
    verify.add_argument(
        "file",
        metavar=_("FILE"),
        type=Path,
        nargs="?",
        help=_("a copy of the log; without it, the log of this installation"),
    )
    verify.add_argument(
        "--head",
        metavar=_("NUMBER:HASH"),
        help=_("the last line as printed elsewhere, to notice lines cut off at the end"),
    )
    add_json(verify)
    export = ways.add_parser("export", help=_("write a copy that anybody can verify"))
    export.add_argument("file", metavar=_("FILE"), type=Path, help=_("copy to write (.jsonl)"))
    for way in (verify, export):
        way.add_argument(
            "--data",
            metavar=_("FOLDER"),
            type=Path,
            help=_("folder of the database and the files (tinnhiem-data, or TINNHIEM_DATA)"),
        )
    parser.epilog = examples(
        ("tinnhiem log verify", _("the log of this installation")),
        ("tinnhiem log export log.jsonl", _("write a copy")),
        ("tinnhiem log verify log.jsonl", _("a copy, without the office")),
    )


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Verify or export."""
    if options.way == "export":
        return _export(options, console)
    report = _of_copy(options) if options.file else _of_office(options)
    answer(options, console, document=lambda: _document(report), lines=lambda: _lines(report))
    return Exit.DONE if report.sound else Exit.VERIFICATION


def _of_copy(options: argparse.Namespace) -> LogReport:
    from tinnhiem.exchange.input_file import read_bytes

    content = read_bytes(options.file)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise FileError(str(options.file), (Problem(code="not-utf8"),)) from error
    return check_text(text, head=_head(options.head))


def _head(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    number, _colon, found = text.partition(":")
    if not number.isdecimal() or not found:
        raise UsageError(_("--head: a number, a colon and a hash"))
    return int(number), found.strip().lower()


def _of_office(options: argparse.Namespace) -> LogReport:
    serving = office_code()
    serving.open_office(options.data)
    report: LogReport = serving.verified_log(_head(options.head))
    return report


def _export(options: argparse.Namespace, console: Console) -> Exit:
    serving = office_code()
    serving.open_office(options.data)
    from tinnhiem.exchange.output import write_whole

    write_whole(options.file, "".join(serving.log_copy()).encode())
    console.note(_("the copy is in {path}").format(path=options.file))
    return Exit.DONE


def _document(report: LogReport) -> dict[str, object]:
    return {
        "whole": report.sound,
        "lines": report.lines,
        "last": report.last,
        "withheld": report.withheld,
        "fault": report.fault or None,
        "at": report.at if report.fault else None,
    }


def _lines(report: LogReport) -> Iterator[str]:
    if report.fault:
        yield _("The chain is broken: {what}.").format(
            what=_(FAULTS[report.fault]).format(at=report.at)
        )
        return
    yield _("The chain is whole: {lines} lines, the last hash is {last}.").format(
        lines=report.lines, last=report.last
    )
    if report.withheld:
        yield _("{count} lines are withheld from this copy.").format(count=report.withheld)
