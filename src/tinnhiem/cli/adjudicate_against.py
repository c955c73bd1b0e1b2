"""A record compared with that of a full second scan: totals side by side, and whole sheets."""

import argparse
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinnhiem.cli.answers import answer
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit, FileError
from tinnhiem.wording.language import _

if TYPE_CHECKING:
    from tinnhiem.conduct.second_reading import Comparison, Sheet
    from tinnhiem.scan.decisions import Decisions
    from tinnhiem.scan.questions import Questions

    Pages = dict[tuple[str, int], list[Sheet]]


def against(
    options: argparse.Namespace, console: Console, questions: "Questions", decisions: "Decisions"
) -> Exit:
    """Compare, and tell on whom both readings differ.

    :raises FileError: where the other record cannot be read or is of other ballots, and where the
        readings differ.
    """
    from tinnhiem.conduct.second_reading import compare

    first = _pages(questions, decisions.decided())
    second = _pages(_other(options.against, questions), {})
    found = {
        (page.ballot_type, page.page): compare(
            first[page.ballot_type, page.page],
            second[page.ballot_type, page.page],
            [row.line for row in page.rows],
        )
        for page in questions.layout.pages
    }
    answer(
        options,
        console,
        document=lambda: {"pages": [_told(*place, each) for place, each in found.items()]},
        lines=lambda: [text for place, each in found.items() for text in _lines(*place, each)],
    )
    alike = all(each.whole and not each.unlike and not each.differing for each in found.values())
    return Exit.DONE if alike else Exit.RECONCILIATION


def _other(path: Path, questions: "Questions") -> "Questions":
    from tinnhiem.cli.files import unreadable
    from tinnhiem.cli.inputs import about
    from tinnhiem.law.problems import Problem
    from tinnhiem.scan import read_record
    from tinnhiem.scan.questions import Questions as Asked

    try:
        with about(path):
            record = read_record(path)
            record.require_unchanged()
    except OSError as error:
        raise unreadable(Path(error.filename or path), error) from error
    if record.head.layout.definition != questions.layout.definition:
        raise FileError(str(path), (Problem(code="record-of-others"),), Exit.VERIFICATION)
    return Asked(record, questions.reasons)


def _pages(questions: "Questions", decided: dict[tuple[str, str], str]) -> "Pages":
    """What each sheet that was read says, by page; sheets that are no ballots are left out."""
    from tinnhiem.scan.questions import ASIDE, INVALID

    found: Pages = defaultdict(list)
    for sheet, page in questions.pages.items():
        if page.refusal is not None or decided.get((sheet, "")) == ASIDE:
            continue
        said = {row.line: row.decision or decided.get((sheet, row.line)) for row in page.rows}
        found[str(page.ballot_type), int(page.page or 0)].append(
            {line: INVALID if text and ":" in text else text for line, text in said.items()}
        )
    return found


def _told(ballot_type: str, page: int, found: "Comparison") -> dict[str, Any]:
    return {
        "ballot_type": ballot_type,
        "page": page,
        "first": found.first,
        "second": found.second,
        "unlike": found.unlike,
        "differing": [
            {
                "id": name,
                "first": {key or "open": n for key, n in found.lines[name].first.items()},
                "second": {key or "open": n for key, n in found.lines[name].second.items()},
            }
            for name in found.differing
        ],
    }


def _lines(ballot_type: str, page: int, found: "Comparison") -> list[str]:
    told = _(
        "{type}, page {page}: {first} sheets at first, {second} a second time, {unlike} unlike"
    )
    lines = [
        told.format(
            type=ballot_type, page=page, first=found.first, second=found.second,
            unlike=found.unlike,
        )
    ]  # fmt: skip
    for name in found.differing:
        both = found.lines[name]
        for title, totals in ((_("at first"), both.first), (_("a second time"), both.second)):
            sums = ", ".join(f"{_choice(key)} {n}" for key, n in sorted(totals.items(), key=str))
            lines.append(f"  {name}, {title}: {sums}")
    return lines


def _choice(identifier: str | None) -> str:
    from tinnhiem.wording.terms import CHOICES, label

    if identifier is None:
        return _("left to people")
    return _("invalid") if ":" in identifier else label(CHOICES, identifier)
