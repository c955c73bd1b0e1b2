"""Measuring blanks and a scripted deck, and comparing what was read with what was marked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tinnhiem.law.problems import InputError, Problem
from tinnhiem.scan.calibration import Calibration, Finding, Measured, bounds_of, report_of
from tinnhiem.scan.deciding import decide
from tinnhiem.scan.layout import Layout
from tinnhiem.scan.measures import BoxMeasure, PageMeasure
from tinnhiem.scan.reasons import Mark
from tinnhiem.scan.sheets import Sheet
from tinnhiem.scan.thresholds import STANDARD, Thresholds

MAXIMUM_BYTES: Final = 32 * 1024 * 1024
#: Sheets of each kind that every page needs.
LEAST_SHEETS: Final = 3


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class DeckRow(_Frozen):
    """What is marked in a row."""

    line: str
    decision: str | None


class DeckSheet(_Frozen):
    """What is marked on a sheet of the deck."""

    ballot: int
    ballot_type: str
    page: int
    blank: bool
    rows: Annotated[tuple[DeckRow, ...], Field(min_length=1)]


class DeckAnswers(_Frozen):
    """The answers that ``ballot deck`` writes beside the deck."""

    format: Literal["tinnhiem-test-deck/1"]
    definition: str
    pages: tuple[DeckSheet, ...]


def read_answers(content: bytes, layout: Layout) -> DeckAnswers:
    """Return the answers of a deck.

    :raises InputError: where they are none, or those of another deck.
    """
    if len(content) > MAXIMUM_BYTES:
        raise InputError((Problem(code="file-too-large", values={"limit": MAXIMUM_BYTES}),))
    try:
        answers = DeckAnswers.model_validate_json(content)
    except ValidationError as error:
        raise InputError((Problem(code="deck-wrong"),)) from error
    if answers.definition != layout.definition:
        raise InputError((Problem(code="deck-of-others"),))
    return answers


def calibrated(
    layout: Layout,
    answers: DeckAnswers,
    *,
    blanks: Iterable[Sheet],
    deck: Iterable[Sheet],
    scanner: str,
    paper: str,
) -> Calibration:
    """The report of sheets that were scanned: blanks, and the marked sheets of the deck.

    Blank sheets may lie in the deck. Sheets may come in any order and any way round.
    """
    seen = _Seen()
    for sheet in blanks:
        seen.add_blank(sheet)
    for sheet in deck:
        seen.add(sheet)
    measured = seen.measured()
    thresholds, _overlaps = bounds_of(measured)
    findings = (*seen.refusals(), *seen.too_few(layout), *_compared(seen, answers, thresholds))
    return report_of(
        layout=layout, measured=measured, findings=findings, scanner=scanner, paper=paper
    )


@dataclass(slots=True)
class _Seen:
    """Measures by page and kind."""

    blank: list[PageMeasure] = field(default_factory=list)
    marked: list[PageMeasure] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)

    def add_blank(self, sheet: Sheet) -> None:
        if (measure := self._measure(sheet)) is not None:
            self.blank.append(measure)

    def add(self, sheet: Sheet) -> None:
        """Take a sheet of the deck; one without any mark is a blank one."""
        if (measure := self._measure(sheet)) is not None:
            rows = decide(measure, STANDARD).rows
            marks = [box.mark for row in rows for box in row.boxes]
            (self.marked if Mark.MARKED in marks else self.blank).append(measure)

    def _measure(self, sheet: Sheet) -> PageMeasure | None:
        measure = sheet.reading.measure
        if measure is None:
            self.refused[str(sheet.reading.refusal)] += 1
        return measure

    def measured(self) -> Measured:
        """The extremes of everything seen; nothing seen gives the worst values."""
        blank = [box for page in self.blank for box in page.boxes]
        marked = [box for page in self.marked for box in _marked(page)]
        pages = [*self.blank, *self.marked]
        scales = [p.registration.scale for p in pages if p.registration.scale is not None]
        return Measured(
            blank_sheets=len(self.blank),
            marked_sheets=len(self.marked),
            blank_peak=max((box.peak for box in blank), default=1.0),
            blank_trace=max((box.trace for box in blank), default=1.0),
            blank_fill=max((box.fill for box in blank), default=1.0),
            marked_peak=min((box.peak for box in marked), default=0.0),
            marked_fill=min((box.fill for box in marked), default=0.0),
            noise=round(median([page.noise for page in pages] or [0.0]), 4),
            black=round(median([page.black for page in pages] or [0.0]), 4),
            scale=round(median(scales), 4) if scales else None,
            error_mm=max((page.registration.error for page in pages), default=0.0),
        )

    def refusals(self) -> Iterator[Finding]:
        for reason, count in self.refused.items():
            yield Finding(code="calibration-refused", values={"reason": reason, "sheets": count})

    def too_few(self, layout: Layout) -> Iterator[Finding]:
        blank = Counter((page.ballot_type, page.page) for page in self.blank)
        marked = Counter((page.ballot_type, page.page) for page in self.marked)
        for page in layout.pages:
            place = (page.ballot_type, page.page)
            if min(blank[place], marked[place]) < LEAST_SHEETS:
                values = {
                    "type": page.ballot_type,
                    "page": page.page,
                    "blank": blank[place],
                    "marked": marked[place],
                    "least": LEAST_SHEETS,
                }
                yield Finding(code="calibration-too-few", values=values)


def _marked(page: PageMeasure) -> Iterator[BoxMeasure]:
    """The darkest box of each row of a marked sheet: the deck marks one in each."""
    lines: dict[str, BoxMeasure] = {}
    for box in page.boxes:
        former = lines.get(box.line)
        if former is None or box.ink > former.ink:
            lines[box.line] = box
    yield from lines.values()


def _compared(seen: _Seen, answers: DeckAnswers, thresholds: Thresholds) -> Iterator[Finding]:
    """Read every sheet by the new bounds and compare it with what was marked."""
    boxes = sum(
        box.mark is not Mark.EMPTY
        for page in seen.blank
        for row in decide(page, thresholds).rows
        for box in row.boxes
    )
    if boxes:
        yield Finding(code="calibration-blank-read", values={"boxes": boxes})
    met: Counter[_Script] = Counter()
    rows = sheets = 0
    for page in seen.marked:
        wrong, script = _nearest(page, answers, thresholds)
        rows, sheets = rows + wrong, sheets + (wrong > 0)
        met[script] += 1
    if rows:
        yield Finding(code="calibration-deck-differs", values={"rows": rows, "sheets": sheets})
    expected = Counter(_script(sheet) for sheet in answers.pages if not sheet.blank)
    if missing := sum((expected - met).values()):
        yield Finding(code="calibration-deck-missing", values={"sheets": missing})


_Script = tuple[str, int, tuple[DeckRow, ...]]


def _script(sheet: DeckSheet) -> _Script:
    """What makes a sheet of the deck: several are marked in the same boxes by other pens."""
    return sheet.ballot_type, sheet.page, sheet.rows


def _nearest(
    page: PageMeasure, answers: DeckAnswers, thresholds: Thresholds
) -> tuple[int, _Script]:
    """In how many rows a sheet differs from the sheet of the deck that it must be; and which."""
    read = {row.line: row.decision for row in decide(page, thresholds).rows}
    differ = [
        (sum(read.get(row.line) != row.decision for row in sheet.rows), _script(sheet))
        for sheet in answers.pages
        if not sheet.blank and (sheet.ballot_type, sheet.page) == (page.ballot_type, page.page)
    ]
    nobody: _Script = (page.ballot_type, page.page, ())
    return min(differ, key=lambda found: found[0], default=(len(read), nobody))
