"""What people are asked about a record: doubtful rows, refused sheets, sheets with writing.

Two people answer each question without seeing each other or the machine. Where they differ, or one
cannot tell, a third answers; where two of three do not agree, the board decides as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tinnhiem.scan.layout import Layout, PagePlace
from tinnhiem.scan.reasons import Flag, Refusal
from tinnhiem.scan.records import KeptSheet, Record
from tinnhiem.scan.scanning import ScannedPage

#: The whole board, which decides where three people do not agree.
BOARD: Final = "board"
#: Answers that are the same in every poll.
UNSURE, COUNTS, ASIDE = "unsure", "counts", "set-aside"
INVALID, VOID, BY_HAND = "invalid:", "void:", "by-hand:"
#: The id of a sheet that no scanner took, before its ballot type, page and number.
ADDED: Final = "added:"
#: Sheets that are surely no ballot of this count: nobody is asked.
_SURELY_ASIDE: Final = frozenset({Refusal.BATCH_SHEET, Refusal.DUPLICATE})
#: What makes people look at a whole sheet that was read.
_LOOKED_AT: Final = frozenset({Flag.WRITING, Flag.SAME_IMAGE})
_ENOUGH: Final = 2
_MOST: Final = 3


class Kind(StrEnum):
    """What is asked about: a row, a sheet that was read, one that was refused or never scanned."""

    ROW = "row"
    SHEET = "sheet"
    REFUSED = "refused"
    ADDED = "added"


class Stage(StrEnum):
    """How far a question is."""

    OPEN = "open"
    THIRD = "third"
    BOARD = "board"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Defects that void one row, and those that void a whole sheet, as the rules have them."""

    line: tuple[str, ...] = ("no-mark", "several-marks")
    sheet: tuple[str, ...] = (
        "not-issued",
        "no-stamp",
        "name-struck",
        "text-added",
        "identifies-voter",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. ``line`` is empty where it is about a sheet."""

    sheet: str
    line: str
    kind: Kind
    answers: tuple[str, ...]
    picture: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other."""
        return self.sheet, self.line


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer by a person, or by the board."""

    sheet: str
    line: str
    decider: str
    answer: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a question is, and its answer where it is decided."""

    stage: Stage
    answer: str | None = None


def standing(given: Iterable[Given]) -> Standing:
    """What the answers to one question come to."""
    answers = list(given)
    board = [one.answer for one in answers if one.decider == BOARD]
    if board:
        return Standing(Stage.DECIDED, board[0])
    people = [one.answer for one in answers][:_MOST]
    if len(people) < _ENOUGH:
        return Standing(Stage.OPEN)
    clear = [answer for answer in people if answer != UNSURE]
    for answer in clear:
        if clear.count(answer) >= _ENOUGH:
            return Standing(Stage.DECIDED, answer)
    return Standing(Stage.THIRD if len(people) < _MOST else Stage.BOARD)


def may_answer(given: Iterable[Given], decider: str) -> bool:
    """Whether somebody may answer a question now: nobody twice, the board only in its turn."""
    answers = list(given)
    stage = standing(answers).stage
    if decider == BOARD:
        return stage is Stage.BOARD
    return stage in {Stage.OPEN, Stage.THIRD} and all(one.decider != decider for one in answers)


class Questions:
    """The questions of a record, and those that answers lead to."""

    def __init__(self, record: Record, reasons: Reasons) -> None:
        self.layout = record.head.layout
        self.reasons = reasons
        self.pages: dict[str, ScannedPage] = {}
        first: list[Question] = []
        for sheet in record.sheets():
            page = sheet.answer(record.head.thresholds)
            self.pages[sheet.id] = page
            first += self._of(sheet, page)
        self._first = tuple(first)

    def all(
        self, decided: Mapping[tuple[str, str], str], added: Iterable[str] = ()
    ) -> Iterator[Question]:
        """Every question that matters, with those about the rows of sheets that are keyed by hand.

        ``added`` are the ids of sheets that people added, because no scanner took them. Of a sheet
        that is void as a whole, or set aside, open rows are asked about no more.
        """
        over = {
            sheet
            for (sheet, line), answer in decided.items()
            if answer.startswith(VOID) or (answer == ASIDE and not line)
        }
        for question in self.ever(decided, added):
            if not (question.line and question.sheet in over and question.key not in decided):
                yield question

    def ever(
        self, decided: Mapping[tuple[str, str], str], added: Iterable[str] = ()
    ) -> Iterator[Question]:
        """Every question, also those that do not matter any more."""
        extra = (self.about_added(sheet) for sheet in added)
        for question in (*self._first, *(one for one in extra if one is not None)):
            yield question
            answer = decided.get(question.key, "")
            if question.kind in {Kind.REFUSED, Kind.ADDED} and answer.startswith(BY_HAND):
                kind, page = parsed_place(answer)
                yield from self._keyed(question, kind, page)

    def about_added(self, sheet: str) -> Question | None:
        """The question whether a sheet that somebody added is there; None for an id that is none.

        Two people answer it, as any other: nobody adds a ballot alone.
        """
        ballot_type, _colon, number = sheet.removeprefix(ADDED).rpartition(":")
        for place in self.layout.pages:
            own = f"{place.ballot_type}:{place.page}"
            if sheet.startswith(ADDED) and ballot_type == own and _is_number(number):
                answers = (f"{BY_HAND}{own}", ASIDE)
                return Question(sheet=sheet, line="", kind=Kind.ADDED, answers=answers, picture="")
        return None

    def _of(self, sheet: KeptSheet, page: ScannedPage) -> Iterator[Question]:
        if page.refusal is not None:
            if page.refusal not in _SURELY_ASIDE:
                places = tuple(f"{BY_HAND}{p.ballot_type}:{p.page}" for p in self.layout.pages)
                yield _whole(sheet.id, Kind.REFUSED, (*places, ASIDE))
            return
        if _LOOKED_AT.intersection(page.flags):
            voids = tuple(f"{VOID}{reason}" for reason in self.reasons.sheet)
            yield _whole(sheet.id, Kind.SHEET, (COUNTS, *voids, ASIDE))
        for number, row in enumerate(page.rows, 1):
            if row.doubt is not None:
                choices = tuple(box.choice for box in row.boxes)
                yield self._row(sheet.id, row.line, choices, f"rows/{sheet.id}-{number:02}.png")

    def _keyed(self, question: Question, ballot_type: str, number: int) -> Iterator[Question]:
        page = page_of(self.layout, ballot_type, number)
        for row in page.rows:
            choices = tuple(box.choice for box in page.boxes_of(row.line))
            yield self._row(question.sheet, row.line, choices, question.picture)

    def _row(self, sheet: str, line: str, choices: tuple[str, ...], picture: str) -> Question:
        answers = (
            *choices,
            *(f"{INVALID}{reason}" for reason in self.reasons.line),
            *(f"{VOID}{reason}" for reason in self.reasons.sheet),
        )
        return Question(sheet=sheet, line=line, kind=Kind.ROW, answers=answers, picture=picture)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and text == str(int(text)) and int(text) > 0


def parsed_place(answer: str) -> tuple[str, int]:
    """Ballot type and page of an answer that a sheet is keyed by hand."""
    ballot_type, _colon, number = answer.removeprefix(BY_HAND).rpartition(":")
    return ballot_type, int(number)


def page_of(layout: Layout, ballot_type: str, number: int) -> PagePlace:
    """The page of a layout."""
    return next(p for p in layout.pages if (p.ballot_type, p.page) == (ballot_type, number))


def _whole(sheet: str, kind: Kind, answers: tuple[str, ...]) -> Question:
    return Question(sheet=sheet, line="", kind=kind, answers=answers, picture=f"sheets/{sheet}.png")
