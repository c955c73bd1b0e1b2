"""Whatever is not one clear mark is a doubt with a name, and the other rows are still decided."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from support.handmarked import Damage, Pen, hands, scanned
from support.handmarked.hands import Points
from support.handmarked.pages import middle
from support.scans import FAINT, Ballots, Sheet, save

ROW = 3
FELT = Pen(name="felt-tip", dark=0.85, width=1.7, uneven=0.05)
PENCIL = Pen(name="pencil", dark=0.3, width=0.45, uneven=0.3)


def _right_of(sheet: Sheet, choice: int) -> Points:
    place: Points = middle(sheet.box(ROW, choice)) + np.array((6.0, 0.0))
    return place


def _blank(_sheet: Sheet) -> None:
    """Leave the row as it is."""


def _two(sheet: Sheet) -> None:
    sheet.mark(ROW, 0).mark(ROW, 2)


def _faint(sheet: Sheet) -> None:
    sheet.mark(ROW, 1, pen=FAINT)


def _residue(sheet: Sheet) -> None:
    sheet.mark(ROW, 0).mark(ROW, 1, pen=FAINT)


def _dot(sheet: Sheet) -> None:
    place = middle(sheet.box(ROW, 2))
    sheet.mark(ROW, 0).line((place[0], place[1]), (place[0] + 0.2, place[1]))


def _crossed(sheet: Sheet) -> None:
    sheet.mark(ROW, 0)
    place = middle(sheet.box(ROW, 0))
    sheet.strokes(hands.scribble(sheet.random, place, 9, 6.5))


def _moved(sheet: Sheet) -> None:
    _crossed(sheet)
    sheet.mark(ROW, 1)


def _through(sheet: Sheet) -> None:
    left, right = middle(sheet.box(ROW, 0)), middle(sheet.box(ROW, 1))
    sheet.line((left[0] - 1, left[1]), (right[0] + 1, right[1] + 0.5))


def _ring(sheet: Sheet) -> None:
    sheet.strokes(hands.ring(sheet.random, middle(sheet.box(ROW, 1)), 8.5))


def _beside(sheet: Sheet) -> None:
    sheet.strokes(hands.cross(sheet.random, _right_of(sheet, 1), 3))


def _marked_and_beside(sheet: Sheet) -> None:
    sheet.mark(ROW, 0)
    _beside(sheet)


def _from_below(sheet: Sheet) -> None:
    """The mark that was missed beside a box, and a stray line that ends in another."""
    low, box = middle(sheet.box(ROW + 1, 2)), middle(sheet.box(ROW, 2))
    sheet.line((low[0] - 6, low[1]), (box[0], box[1]))
    sheet.strokes(hands.tick(sheet.random, _right_of(sheet, 0), 3.5))


def _pen_put_down(sheet: Sheet) -> None:
    x, y = middle(sheet.box(ROW, 0))
    sheet.line((x, y), (x + 0.2, y), pen=FELT)


def _staple(sheet: Sheet) -> None:
    x, y = middle(sheet.box(ROW, 1))
    sheet.line(
        (x - 6, y - 0.5), (x + 6, y + 0.5), pen=Pen(name="staple", dark=0.6, width=0.6, uneven=0.05)
    )


def _word_over_a_box(sheet: Sheet) -> None:
    x, y = middle(sheet.box(ROW, 2))
    sheet.strokes(hands.words(sheet.random, np.array((x - 5.5, y)), 11))


def _struck_in_pencil(sheet: Sheet) -> None:
    row = sheet.blank.page["rows"][ROW]
    y = row["y"] + row["h"] / 2
    sheet.mark(ROW, 0).line((row["x"] + 10, y - 0.3), (row["x"] + 48, y + 0.3), pen=PENCIL)


def _struck(sheet: Sheet) -> None:
    row = sheet.blank.page["rows"][ROW]
    y = row["y"] + row["h"] / 2
    sheet.mark(ROW, 0).line((row["x"] + 10, y - 0.3), (row["x"] + 48, y + 0.3))


def _added(sheet: Sheet) -> None:
    row = sheet.blank.page["rows"][ROW]
    start = np.array((row["x"] + 60.0, row["y"] + row["h"] - 2.2))
    sheet.mark(ROW, 0).strokes(hands.words(sheet.random, start, 20))


@pytest.mark.parametrize(
    ("draw", "doubts"),
    [
        (_blank, {"blank-row"}),
        (_two, {"several-marks"}),
        (_faint, {"faint-mark"}),
        (_residue, {"smudge"}),
        (_dot, {"smudge"}),
        (_crossed, {"crossed-out"}),
        (_moved, {"crossed-out"}),
        (_through, {"stroke-through-two"}),
        (_ring, {"ink-outside"}),
        (_beside, {"ink-outside"}),
        (_marked_and_beside, {"ink-outside"}),
        (_from_below, {"ink-outside", "stroke-through-two"}),
        (_pen_put_down, {"odd-mark"}),
        (_staple, {"odd-mark"}),
        (_word_over_a_box, {"odd-mark", "ink-outside"}),
        (_struck, {"name-struck"}),
        (_struck_in_pencil, {"name-struck"}),
        (_added, {"addition", "name-struck"}),
    ],
)
def test_the_row_is_not_decided_and_says_why(
    seven: Ballots, tmp_path: Path, draw: Callable[[Sheet], None], doubts: set[str]
) -> None:
    sheet = Sheet(seven.blank()).mark_all(0, but=(ROW, ROW + 1))
    draw(sheet)
    (page,) = seven.read(save(tmp_path / "scan.tif", [sheet.scanned()]))
    row = page.rows[ROW]

    assert row.decision is None
    assert str(row.doubt) in doubts
    others = [page.rows[n].decision for n in range(7) if n not in {ROW, ROW + 1}]
    assert others == ["high"] * 5


def test_a_streak_over_a_column_sends_its_rows_to_people(seven: Ballots, tmp_path: Path) -> None:
    grey = Sheet(seven.blank()).mark_all(0).scanned()
    box = seven.layout.pages[0].boxes[1]
    x = round((box.x + box.w / 2) * 200 / 25.4)
    grey[:, x : x + 2] = (grey[:, x : x + 2] * 0.6).astype(np.uint8)
    (page,) = seven.read(save(tmp_path / "scan.tif", [grey]))

    assert {row.decision for row in page.rows} == {None}
    assert "streak" in {row.doubt for row in page.rows}


def test_a_fold_over_the_boxes_is_called_a_fold(seven: Ballots, tmp_path: Path) -> None:
    sheet = Sheet(seven.blank()).mark_all(0)
    page_mm = sheet.box(ROW, 0)["y"] + 2.5
    marked = sheet.marked()
    along = np.arange(marked.grey.shape[0]) / marked.per_mm
    crease = 1 - 0.19 * np.exp(-(((along - page_mm) / 0.35) ** 2))
    marked.grey[:] = np.rint(marked.grey * crease[:, None])
    grey = scanned(marked, Damage(most_turn=3), np.random.default_rng(8))
    (page,) = seven.read(save(tmp_path / "scan.tif", [grey]))

    assert (page.rows[ROW].decision, page.rows[ROW].doubt) == (None, "fold")


def test_a_signature_flags_the_sheet(seven: Ballots, tmp_path: Path) -> None:
    rows = seven.layout.pages[0].rows
    sheet = Sheet(seven.blank()).mark_all(0)
    start = np.array((110.0, rows[-1].y + rows[-1].h + 12))
    sheet.strokes(hands.words(sheet.random, start, 30))
    (page,) = seven.read(save(tmp_path / "scan.tif", [sheet.scanned()]))

    assert page.flags == ("writing-outside-the-table",)
    assert {row.decision for row in page.rows} == {"high"}


def test_who_always_marks_with_blots_is_understood(seven: Ballots, tmp_path: Path) -> None:
    sheet = Sheet(seven.blank())
    for row in range(7):
        x, y = middle(sheet.box(row, 1))
        sheet.line((x, y), (x + 0.2, y), pen=FELT)
    (page,) = seven.read(save(tmp_path / "scan.tif", [sheet.scanned()]))

    assert {row.decision for row in page.rows} == {"medium"}
