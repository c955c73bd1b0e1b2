"""``tinnhiem calibrate``: bounds for one scanner and paper, from blanks and a deck with answers."""

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tinnhiem.cli.answers import answer
from tinnhiem.cli.arguments import add_json
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit, UsageError, unwritable
from tinnhiem.cli.parser import examples
from tinnhiem.cli.scan_options import add_jobs, check_files, layout_at, reading
from tinnhiem.wording.language import _

if TYPE_CHECKING:
    from tinnhiem.scan import Calibration

ANSWERS = "test-deck.json"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.epilog = examples(
        (
            "tinnhiem calibrate deck/layout.json --deck scan.pdf --out a.json",
            _("before the count"),
        ),
        (
            "tinnhiem calibrate deck/layout.json --deck late.pdf --out b.json --before a.json",
            _("after the count"),
        ),
        ("tinnhiem scan layout.json scan.pdf --calibration a.json", _("count by it")),
    )
    parser.add_argument(
        "layout", metavar=_("LAYOUT"), type=Path, help=_("layout.json of the test deck")
    )
    for name, told in (
        ("--blanks", _("scans of blank sheets")),
        ("--deck", _("scans of the test deck; its blank sheets may lie in it")),
    ):
        parser.add_argument(name, metavar=_("FILE"), type=Path, nargs="+", default=[], help=told)
    parser.add_argument(
        "--answers",
        metavar=_("FILE"),
        type=Path,
        help=_("answers of the deck, by default {name} beside the layout").format(name=ANSWERS),
    )
    parser.add_argument(
        "--out", metavar=_("REPORT"), type=Path, required=True, help=_("report to write")
    )
    parser.add_argument(
        "--before",
        metavar=_("REPORT"),
        type=Path,
        help=_("report from before the count, to compare with"),
    )
    parser.add_argument("--scanner", metavar=_("TEXT"), default="", help=_("which scanner it is"))
    parser.add_argument("--paper", metavar=_("TEXT"), default="", help=_("which paper it is"))
    add_jobs(parser)
    add_json(parser)


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Read blanks and deck, write the report, say what speaks against counting."""
    if not options.deck:
        raise UsageError(_("give the scans of the test deck: --deck FILE"))
    report = _report(options, console)
    _write(options.out, report.model_dump_json(indent=2) + "\n")
    answer(
        options,
        console,
        document=lambda: report.model_dump(mode="json"),
        lines=lambda: _lines(report),
    )
    for drift in report.drift:
        text = _("{name} has changed since the count began: {before} before, {after} now")
        told = text.format(name=_name(drift.name), before=drift.before, after=drift.after)
        console.warning(told)
    for finding in report.findings:
        console.error(_sentence(finding.code, finding.values))
    return Exit.DONE if report.usable else Exit.VERIFICATION


def _report(options: argparse.Namespace, console: Console) -> "Calibration":
    from tinnhiem.cli.files import read_bytes
    from tinnhiem.cli.inputs import about
    from tinnhiem.scan import Desk, Sheet, read_calibration
    from tinnhiem.scan.calibrating import calibrated, read_answers
    from tinnhiem.scan.calibration import compared

    layout, _content = layout_at(options.layout)
    path = options.answers or options.layout.absolute().parent / ANSWERS
    content = read_bytes(path)
    with about(path):
        answers = read_answers(content, layout)
    before = None if options.before is None else read_bytes(options.before)
    if before is not None:
        with about(options.before):
            former = read_calibration(before)
    check_files([*options.blanks, *options.deck])
    folder = options.layout.absolute().parent

    def counted(sheets: Iterator[Sheet]) -> Iterator[Sheet]:
        for sheet in sheets:
            done[0] += 1
            advance(done[0], done[0])
            yield sheet

    done = [0]
    with (
        reading(),
        Desk(layout, folder=folder, jobs=options.jobs) as desk,
        console.progress(_("pages")) as advance,
    ):
        report = calibrated(
            layout,
            answers,
            blanks=counted(desk.files(options.blanks)),
            deck=counted(desk.files(options.deck)),
            scanner=options.scanner,
            paper=options.paper,
        )
    if before is None:
        return report
    return compared(report, former, hashlib.sha256(before).hexdigest())


def _write(path: Path, text: str) -> None:
    """Write the report beside its place and move it there; one that is kept is not written over.

    :raises FileError: where it is there already, or the system does not let us write.
    """
    beside = path.with_name(f".{path.name}.partial")
    try:
        if path.exists():
            raise FileExistsError(17, _("it is there already"))
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise unwritable(path, error) from error


def _lines(report: "Calibration") -> Iterator[str]:
    """The report in a few lines: what was measured, and the bounds."""
    measured, bounds = report.measured, report.thresholds
    rows = [
        (_("blank sheets"), measured.blank_sheets),
        (_("marked sheets"), measured.marked_sheets),
        (_("darkest spot in an empty box"), measured.blank_peak),
        (_("  counts as empty up to"), bounds.empty_peak),
        (_("palest mark at its darkest spot"), measured.marked_peak),
        (_("  counts as a mark from"), bounds.marked_peak),
        (_("smallest mark, share of its box"), measured.marked_fill),
        (_("  counts as a mark from"), bounds.marked_fill),
        (_("bounds"), bounds.version),
    ]
    for words, value in rows:
        yield f"{value!s:>20}  {words}"


def _sentence(code: str, values: dict[str, str | int | float]) -> str:
    from tinnhiem.law.problems import Problem
    from tinnhiem.wording.problems import sentence
    from tinnhiem.wording.scan_problems import REFUSALS

    told: dict[str, object] = {**values}
    if "measure" in told:
        told["measure"] = _name(str(told["measure"]))
    if "reason" in told:
        told["reason"] = _(REFUSALS.get(str(told["reason"]), str(told["reason"])))
    return sentence(Problem(code=code, values=told))


def _name(measure: str) -> str:
    from tinnhiem.wording.scan_problems import MEASURES

    return _(MEASURES.get(measure, measure))
