"""From what was measured to marks and decisions: pure, so that old readings decide the same again.

The row rule: a row is decided only where exactly one box is clearly marked, the others are clearly
empty, and no ink in the row is unexplained. Everything else goes to people, with the reason.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from tinnhiem.scan.measures import BoxMeasure, PageMeasure, RowMeasure, StrokeMeasure
from tinnhiem.scan.reasons import Doubt, Flag, Mark, Trust
from tinnhiem.scan.thresholds import Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxState:
    """A box and what is in it."""

    choice: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class RowState:
    """A row: its decision, or the doubt for which people decide it. Exactly one is set."""

    line: str
    decision: str | None
    doubt: Doubt | None
    boxes: tuple[BoxState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """All rows of a page, and what is to be looked at on the sheet."""

    rows: tuple[RowState, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """How the voter of this page usually marks: ink in a box, and how dark it gets."""

    fill: float
    peak: float


def decide(page: PageMeasure, thresholds: Thresholds) -> PageState:
    """Decide every row of a page that can be decided."""
    style = _style(page.boxes, thresholds)
    marks = tuple(_mark(box, style, thresholds) for box in page.boxes)
    lines = tuple(dict.fromkeys(box.line for box in page.boxes))
    added = {row.line: row for row in page.rows or ()}
    rows = tuple(
        _row(page, line, number, marks, added.get(line), thresholds)
        for number, line in enumerate(lines)
    )
    return PageState(rows=rows, flags=tuple(_flags(page, thresholds)))


def _style(boxes: Iterable[BoxMeasure], thresholds: Thresholds) -> _Style | None:
    """The usual mark of a page, where there are enough of them to tell."""
    clear = [box for box in boxes if _clear(box, thresholds)]
    if len(clear) < 5:
        return None
    return _Style(fill=median(b.fill for b in clear), peak=median(b.peak for b in clear))


def _clear(box: BoxMeasure, thresholds: Thresholds) -> bool:
    return box.fill >= thresholds.marked_fill and box.peak >= thresholds.marked_peak


def _mark(box: BoxMeasure, style: _Style | None, thresholds: Thresholds) -> Mark:
    if not _measurable(box, thresholds):
        return Mark.DOUBTFUL
    if (
        box.peak <= thresholds.empty_peak
        and box.trace <= thresholds.empty_trace
        and box.fill <= thresholds.empty_fill
    ):
        return Mark.EMPTY
    if not _clear(box, thresholds):
        return Mark.DOUBTFUL
    if style is not None and (
        box.fill < thresholds.weaker_than_usual * style.fill
        and box.fill < 2 * thresholds.marked_fill
    ):
        return Mark.DOUBTFUL
    if style is not None and box.peak < thresholds.paler_than_usual * style.peak:
        return Mark.DOUBTFUL
    return Mark.MARKED


def _measurable(box: BoxMeasure, thresholds: Thresholds) -> bool:
    return (
        box.fit >= thresholds.least_fit
        and max(abs(box.dx), abs(box.dy)) <= thresholds.most_shift
        and box.paper <= thresholds.most_dark_paper
        and not box.streak
    )


def _row(
    page: PageMeasure,
    line: str,
    number: int,
    marks: tuple[Mark, ...],
    added: RowMeasure | None,
    thresholds: Thresholds,
) -> RowState:
    own = {index: marks[index] for index, box in enumerate(page.boxes) if box.line == line}
    doubt = _doubt(page, own, number, marks, added, thresholds)
    chosen = [index for index, mark in own.items() if mark is Mark.MARKED]
    decided = page.boxes[chosen[0]].choice if doubt is None else None
    boxes = tuple(BoxState(choice=page.boxes[i].choice, mark=mark) for i, mark in own.items())
    return RowState(line=line, decision=decided, doubt=doubt, boxes=boxes)


def _doubt(
    page: PageMeasure,
    own: Mapping[int, Mark],
    number: int,
    marks: tuple[Mark, ...],
    added: RowMeasure | None,
    thresholds: Thresholds,
) -> Doubt | None:
    """The first reason for doubt, the most telling ones first."""
    boxes = [page.boxes[index] for index in own]
    strokes = [stroke for stroke in page.strokes if _concerns(stroke, own, number)]
    reasons = (
        _of_the_scan(boxes, thresholds),
        _of_strokes(strokes, own, marks, page, thresholds),
        _of_additions(added, thresholds),
        _of_marks(own, boxes, strokes, number, marks, thresholds),
    )
    return next((reason for reason in reasons if reason is not None), None)


def _concerns(stroke: StrokeMeasure, own: Mapping[int, Mark], number: int) -> bool:
    return number in stroke.rows or any(index in own for index in stroke.boxes)


def _of_the_scan(boxes: list[BoxMeasure], thresholds: Thresholds) -> Doubt | None:
    """Doubts that paper and scanner raise."""
    if any(box.streak for box in boxes):
        return Doubt.STREAK
    if any(
        box.fit < thresholds.least_fit or max(abs(box.dx), abs(box.dy)) > thresholds.most_shift
        for box in boxes
    ):
        return Doubt.MISPLACED
    if any(box.paper > thresholds.most_dark_paper for box in boxes):
        return Doubt.PAPER
    return None


def _of_strokes(
    strokes: list[StrokeMeasure],
    own: Mapping[int, Mark],
    marks: tuple[Mark, ...],
    page: PageMeasure,
    thresholds: Thresholds,
) -> Doubt | None:
    """A stroke that ties two boxes together, where it may matter to this row."""
    for stroke in strokes:
        here = [index for index in stroke.boxes if index in own]
        others = [index for index in stroke.boxes if index not in own]
        if len(here) > 1:
            return _named(Doubt.THROUGH_TWO, page, own, marks, strokes, thresholds)
        inked = any(marks[index] is not Mark.EMPTY for index in here)
        if inked and any(marks[index] is not Mark.EMPTY for index in others):
            return Doubt.THROUGH_TWO
    return None


def _named(
    doubt: Doubt,
    page: PageMeasure,
    own: Mapping[int, Mark],
    marks: tuple[Mark, ...],
    strokes: list[StrokeMeasure],
    thresholds: Thresholds,
) -> Doubt:
    """Call a doubt a crossing-out where one of the marks looks like one."""
    if any(
        marks[index] is not Mark.EMPTY and _crossed(index, page.boxes[index], strokes, thresholds)
        for index in own
    ):
        return Doubt.CROSSED_OUT
    return doubt


def _crossed(
    index: int, box: BoxMeasure, strokes: list[StrokeMeasure], thresholds: Thresholds
) -> bool:
    """Whether a box is filled and scribbled over beyond its frame."""
    outside = sum(stroke.area for stroke in strokes if index in stroke.boxes)
    return box.fill >= thresholds.crossed_fill and outside >= thresholds.crossed_outside


def _of_additions(added: RowMeasure | None, thresholds: Thresholds) -> Doubt | None:
    if added is None:
        return None
    if added.through >= thresholds.through_length:
        return Doubt.NAME_STRUCK
    return Doubt.ADDITION if added.added >= thresholds.added_area else None


def _of_marks(
    own: Mapping[int, Mark],
    boxes: list[BoxMeasure],
    strokes: list[StrokeMeasure],
    number: int,
    marks: tuple[Mark, ...],
    thresholds: Thresholds,
) -> Doubt | None:
    """Doubts of the marks themselves."""
    marked = [index for index, mark in own.items() if mark is Mark.MARKED]
    doubtful = [box for box, mark in zip(boxes, own.values(), strict=True) if mark is Mark.DOUBTFUL]
    stray = _stray(strokes, number, marks)
    if len(marked) > 1:
        crossed = any(
            _crossed(index, box, strokes, thresholds) for index, box in zip(own, boxes, strict=True)
        )
        return Doubt.CROSSED_OUT if crossed else Doubt.SEVERAL
    if any(box.fold for box in doubtful):
        return Doubt.FOLD
    if doubtful:
        return Doubt.SMUDGE if marked else Doubt.FAINT
    if stray >= thresholds.stray_area:
        return Doubt.OUTSIDE
    if not marked:
        return Doubt.BLANK
    return _of_one_mark(marked[0], boxes[list(own).index(marked[0])], strokes, thresholds)


def _stray(strokes: list[StrokeMeasure], number: int, marks: tuple[Mark, ...]) -> float:
    """Ink of this row outside the boxes that touches no marked box: nobody explains it."""
    return sum(
        stroke.area
        for stroke in strokes
        if number in stroke.rows and not any(marks[index] is Mark.MARKED for index in stroke.boxes)
    )


def _of_one_mark(
    index: int, box: BoxMeasure, strokes: list[StrokeMeasure], thresholds: Thresholds
) -> Doubt | None:
    """Whether the only mark of a row is too odd to be taken without a look."""
    own = [stroke for stroke in strokes if index in stroke.boxes]
    if _crossed(index, box, own, thresholds):
        return Doubt.CROSSED_OUT
    outside = sum(stroke.area for stroke in own)
    reach = max((stroke.reach for stroke in own), default=0.0)
    odd = outside > thresholds.most_outside or reach > thresholds.most_reach
    return Doubt.ODD if odd else None


def _flags(page: PageMeasure, thresholds: Thresholds) -> Iterator[Flag]:
    if page.writing >= thresholds.added_area:
        yield Flag.WRITING
    if page.rows is None:
        yield Flag.NOT_COMPARED
    if page.trust is Trust.PHOTOGRAPH:
        yield Flag.PHOTOGRAPH
