"""Totals of a record when every question is decided, and whether they agree with the ledger."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tinnhiem.law.problems import Problem, ReconciliationError
from tinnhiem.scan.decisions import Decisions
from tinnhiem.scan.questions import (
    ASIDE,
    BY_HAND,
    INVALID,
    VOID,
    Questions,
    Stage,
    page_of,
    parsed_place,
)
from tinnhiem.scan.scanning import ScannedPage

FORMAT: Final = "tinnhiem-tally/1"
_INVALID: Final = "invalid"

Place = tuple[str, int]


@dataclass(slots=True)
class Tally:
    """Sheets by ballot type and page, and counts by ballot type and line."""

    record: str
    read: Counter[Place] = field(default_factory=Counter)
    by_hand: Counter[Place] = field(default_factory=Counter)
    void: Counter[Place] = field(default_factory=Counter)
    aside: int = 0
    counts: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)

    def sheets(self, place: Place) -> int:
        """The sheets counted of a page."""
        return self.read[place] + self.by_hand[place]

    def document(self, returned: Mapping[str, int]) -> dict[str, Any]:
        """The tally as ``tinnhiem adjudicate --tally --json`` prints it."""
        pages = [
            {
                "ballot_type": kind,
                "page": page,
                "read": self.read[kind, page],
                "by_hand": self.by_hand[kind, page],
                "void": self.void[kind, page],
                "returned": returned.get(kind),
            }
            for kind, page in sorted({*self.read, *self.by_hand})
        ]
        lines = [
            {"id": line, "ballot_type": kind, "count": dict(counts)}
            for (kind, line), counts in self.counts.items()
        ]
        return {
            "format": FORMAT,
            "record": self.record,
            "pages": pages,
            "set_aside": self.aside,
            "lines": lines,
        }


def tally(questions: Questions, decisions: Decisions) -> Tally:
    """Count a record by machine and people.

    :raises ReconciliationError: where a question is not decided.
    """
    stages = decisions.stages(questions)
    waiting = sum(count for stage, count in stages.items() if stage is not Stage.DECIDED)
    if waiting:
        values = {"open": waiting, "all": sum(stages.values())}
        raise ReconciliationError((Problem(code="tally-open", values=values),))
    decided = decisions.decided()
    total = Tally(decisions.record, counts=_zeros(questions))
    for sheet, page in questions.pages.items():
        _count(total, questions, decided, sheet, page)
    for sheet in decisions.added:
        if decided.get((sheet, ""), "").startswith(BY_HAND):
            _count_keyed(total, questions, decided, sheet)
    return total


def reconcile(total: Tally, questions: Questions, returned: Mapping[str, int]) -> None:
    """Compare the sheets of every page with the ballots returned of its type.

    :raises ReconciliationError: with both numbers of every page that differs, and every type whose
        number is not known.
    """
    problems = []
    for page in questions.layout.pages:
        place = (page.ballot_type, page.page)
        values = {
            "type": page.ballot_type,
            "page": page.page,
            "read": total.read[place],
            "by_hand": total.by_hand[place],
            "sheets": total.sheets(place),
            "returned": returned.get(page.ballot_type, "–"),
        }
        if returned.get(page.ballot_type) != total.sheets(place):
            problems.append(Problem(code="tally-returned", values=values))
    if problems:
        raise ReconciliationError(tuple(problems))


def _zeros(questions: Questions) -> dict[tuple[str, str], Counter[str]]:
    zeros: dict[tuple[str, str], Counter[str]] = {}
    for page in questions.layout.pages:
        for row in page.rows:
            choices = [box.choice for box in page.boxes_of(row.line)]
            zeros[page.ballot_type, row.line] = Counter(dict.fromkeys([*choices, _INVALID], 0))
    return zeros


def _count(
    total: Tally,
    questions: Questions,
    decided: Mapping[tuple[str, str], str],
    sheet: str,
    page: ScannedPage,
) -> None:
    """Count one sheet: set aside, void as a whole, or row by row.

    Rows without an answer are those of void sheets: no other question is left open.
    """
    whole = decided.get((sheet, ""), ASIDE if page.refusal is not None else "")
    if whole == ASIDE:
        total.aside += 1
        return
    if whole.startswith(BY_HAND):
        _count_keyed(total, questions, decided, sheet)
        return
    place = (str(page.ballot_type), int(page.page or 0))
    total.read[place] += 1
    answers = {row.line: row.decision or decided.get((sheet, row.line), "") for row in page.rows}
    _count_rows(total, place, answers, void=whole.startswith(VOID))


def _count_keyed(
    total: Tally, questions: Questions, decided: Mapping[tuple[str, str], str], sheet: str
) -> None:
    """Count a sheet that was keyed by hand."""
    place = parsed_place(decided[sheet, ""])
    total.by_hand[place] += 1
    rows = page_of(questions.layout, *place).rows
    answers = {row.line: decided.get((sheet, row.line), "") for row in rows}
    _count_rows(total, place, answers, void=False)


def _count_rows(total: Tally, place: Place, answers: Mapping[str, str], *, void: bool) -> None:
    void = void or any(answer.startswith(VOID) for answer in answers.values())
    total.void[place] += void
    for line, answer in answers.items():
        invalid = void or answer.startswith(INVALID)
        total.counts[place[0], line][_INVALID if invalid else answer] += 1
