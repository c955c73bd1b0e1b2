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
    """How the voter of this page usually marks: ink in a box, how dark, how wide, how solid."""

    fill: float
    peak: float
    span: float
    solid: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A page with what is in each box, and the boxes that may be crossed out, by index."""

    page: PageMeasure
    marks: tuple[Mark, ...]
    crossed: frozenset[int]
    style: _Style | None
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with the indices of its boxes and the strokes that concern it."""

    line: str
    number: int
    indices: list[int]
    strokes: list[StrokeMeasure]


def decide(page: PageMeasure, thresholds: Thresholds) -> PageState:
    """Decide every row of a page that can be decided."""
    style = _style(page.boxes, thresholds)
    marks = tuple(_mark(box, style, thresholds) for box in page.boxes)
    crossed = frozenset(
        index
        for index, box in enumerate(page.boxes)
        if _crossed(index, box, page.strokes, style, thresholds)
    )
    seen = _Seen(page=page, marks=marks, crossed=crossed, style=style, thresholds=thresholds)
    own = _boxes_by_line(page.boxes)
    strokes = _strokes_by_row(page.strokes, tuple(own.values()))
    added = {row.line: row for row in page.rows or ()}
    rows = tuple(
        _row(seen, _Row(line, number, indices, strokes.get(number, [])), added.get(line))
        for number, (line, indices) in enumerate(own.items())
    )
    return PageState(rows=rows, flags=tuple(_flags(page, thresholds)))


def _boxes_by_line(boxes: tuple[BoxMeasure, ...]) -> dict[str, list[int]]:
    """The indices of each row's boxes, in the order in which the rows first appear."""
    found: dict[str, list[int]] = {}
    for index, box in enumerate(boxes):
        found.setdefault(box.line, []).append(index)
    return found


def _strokes_by_row(
    strokes: Iterable[StrokeMeasure], rows: tuple[list[int], ...]
) -> dict[int, list[StrokeMeasure]]:
    """The strokes that concern each row: those with ink in it, or that touch one of its boxes."""
    row_of = {index: number for number, indices in enumerate(rows) for index in indices}
    found: dict[int, list[StrokeMeasure]] = {}
    for stroke in strokes:
        touched = {row_of[index] for index in stroke.boxes if index in row_of}
        for number in touched.union(stroke.rows):
            found.setdefault(number, []).append(stroke)
    return found


def _style(boxes: Iterable[BoxMeasure], thresholds: Thresholds) -> _Style | None:
    """The usual mark of a page, where there are enough of them to tell."""
    clear = [box for box in boxes if _clear(box, thresholds)]
    if len(clear) < 5:
        return None
    return _Style(
        fill=median(box.fill for box in clear),
        peak=median(box.peak for box in clear),
        span=median(box.span or 0.0 for box in clear),
        solid=median(box.solid or 0.0 for box in clear),
    )


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


def _row(seen: _Seen, row: _Row, added: RowMeasure | None) -> RowState:
    boxes = seen.page.boxes
    own = {index: seen.marks[index] for index in row.indices}
    doubt = _doubt(seen, own, row, added)
    chosen = [index for index, mark in own.items() if mark is Mark.MARKED]
    decided = boxes[chosen[0]].choice if doubt is None else None
    states = tuple(BoxState(choice=boxes[i].choice, mark=mark) for i, mark in own.items())
    return RowState(line=row.line, decision=decided, doubt=doubt, boxes=states)


def _doubt(
    seen: _Seen, own: Mapping[int, Mark], row: _Row, added: RowMeasure | None
) -> Doubt | None:
    """The first reason for doubt, the most telling ones first."""
    boxes = [seen.page.boxes[index] for index in own]
    reasons = (
        _of_the_scan(boxes, seen.thresholds),
        _of_strokes(seen, row.strokes, own),
        _of_additions(added, seen.thresholds),
        _of_marks(seen, own, boxes, row.strokes, row.number),
    )
    return next((reason for reason in reasons if reason is not None), None)


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


def _of_strokes(seen: _Seen, strokes: list[StrokeMeasure], own: Mapping[int, Mark]) -> Doubt | None:
    """A stroke that ties two boxes together, where it may matter to this row."""
    marks = seen.marks
    for stroke in strokes:
        here = [index for index in stroke.boxes if index in own]
        others = [index for index in stroke.boxes if index not in own]
        if len(here) > 1:
            # Called a crossing-out where one of the marks looks like one.
            struck = any(marks[i] is not Mark.EMPTY and i in seen.crossed for i in own)
            return Doubt.CROSSED_OUT if struck else Doubt.THROUGH_TWO
        inked = any(marks[index] is not Mark.EMPTY for index in here)
        if inked and any(marks[index] is not Mark.EMPTY for index in others):
            return Doubt.THROUGH_TWO
    return None


def _crossed(
    index: int,
    box: BoxMeasure,
    strokes: Iterable[StrokeMeasure],
    style: _Style | None,
    thresholds: Thresholds,
) -> bool:
    """Whether a box is filled and scribbled over beyond its frame; a full one needs less."""
    usual = 1.0 if style is None else style.fill
    least = max(thresholds.crossed_full, thresholds.fuller_than_usual * usual)
    if box.fill < min(least, thresholds.crossed_fill):
        return False
    outside = sum(stroke.area for stroke in strokes if index in stroke.boxes)
    if box.fill >= least and outside >= thresholds.crossed_outside_full:
        return True
    return box.fill >= thresholds.crossed_fill and outside >= thresholds.crossed_outside


def _of_additions(added: RowMeasure | None, thresholds: Thresholds) -> Doubt | None:
    if added is None:
        return None
    pale = added.pale or 0.0
    if added.through >= thresholds.through_length or pale >= thresholds.pale_length:
        return Doubt.NAME_STRUCK
    return Doubt.ADDITION if added.added >= thresholds.added_area else None


def _of_marks(
    seen: _Seen,
    own: Mapping[int, Mark],
    boxes: list[BoxMeasure],
    strokes: list[StrokeMeasure],
    number: int,
) -> Doubt | None:
    """Doubts of the marks themselves."""
    marked = [index for index, mark in own.items() if mark is Mark.MARKED]
    doubtful = [box for box, mark in zip(boxes, own.values(), strict=True) if mark is Mark.DOUBTFUL]
    stray = _stray(strokes, number, seen.marks)
    if len(marked) > 1:
        return Doubt.CROSSED_OUT if seen.crossed.intersection(own) else Doubt.SEVERAL
    if any(box.fold for box in doubtful):
        return Doubt.FOLD
    if doubtful:
        return Doubt.SMUDGE if marked else Doubt.FAINT
    if stray >= seen.thresholds.stray_area:
        return Doubt.OUTSIDE
    if not marked:
        return Doubt.BLANK
    return _of_one_mark(seen, marked[0], strokes)


def _stray(strokes: list[StrokeMeasure], number: int, marks: tuple[Mark, ...]) -> float:
    """Ink of this row outside the boxes that touches no marked box: nobody explains it."""
    return sum(
        stroke.area
        for stroke in strokes
        if not (stroke.ruled and not stroke.boxes)
        and number in stroke.rows
        and not any(marks[index] is Mark.MARKED for index in stroke.boxes)
    )


def _of_one_mark(seen: _Seen, index: int, strokes: list[StrokeMeasure]) -> Doubt | None:
    """Whether the only mark of a row is too odd to be taken without a look."""
    if index in seen.crossed:
        return Doubt.CROSSED_OUT
    own = [stroke for stroke in strokes if index in stroke.boxes]
    outside = sum(stroke.area for stroke in own)
    reach = max((stroke.reach for stroke in own), default=0.0)
    thresholds = seen.thresholds
    odd = (
        outside > thresholds.most_outside
        or reach > thresholds.most_reach
        or _line_through(own, thresholds)
        or _blot(seen.page.boxes[index], seen.style, thresholds)
    )
    return Doubt.ODD if odd else None


def _line_through(strokes: list[StrokeMeasure], thresholds: Thresholds) -> bool:
    """Whether what touches a box goes on beyond it on two opposite sides only."""
    sides = [stroke.beyond for stroke in strokes if stroke.beyond is not None]
    if not sides:
        return False
    left, up, right, down = (float(max(side)) for side in zip(*sides, strict=True))
    level, upright = min(left, right), min(up, down)
    along, aside = max(level, upright), min(level, upright)
    return along >= thresholds.line_through and aside < thresholds.line_aside * along


def _blot(box: BoxMeasure, style: _Style | None, thresholds: Thresholds) -> bool:
    """Whether a mark is a small blot on a page whose marks are none."""
    if box.span is None or box.solid is None:
        return False
    if box.span >= thresholds.blot_span or box.solid < thresholds.blot_solid:
        return False
    if style is None or style.solid < thresholds.blot_solid:
        return True
    return style.span > thresholds.blot_wider * box.span


def _flags(page: PageMeasure, thresholds: Thresholds) -> Iterator[Flag]:
    if page.writing >= thresholds.added_area:
        yield Flag.WRITING
    if page.rows is None:
        yield Flag.NOT_COMPARED
    if page.trust is Trust.PHOTOGRAPH:
        yield Flag.PHOTOGRAPH
