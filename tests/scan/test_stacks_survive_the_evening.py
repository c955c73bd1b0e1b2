"""What happens to stacks on the evening of a count: each page is read right, or refused."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from support.ballots import definition, poll
from support.handmarked import Damage, scanned
from support.handmarked.damage import DEFECTS
from support.scans import GENTLE, Ballots, Grey, Sheet, printed_to, save
from tinnhiem.scan import STANDARD, ScannedPage, Wanted, judged


def _read(of: Ballots, tmp_path: Path, *pages: Grey) -> list[ScannedPage]:
    return of.read(save(tmp_path / "scan.tif", pages))


def _right(page: ScannedPage, choice: str) -> bool:
    return {row.decision for row in page.rows} <= {choice, None}


@pytest.mark.parametrize("defect", [name for name in DEFECTS if name != "streak"])
def test_worn_paper_is_read_right(seven: Ballots, tmp_path: Path, defect: str) -> None:
    damage = Damage(most_turn=2, quarter_turns=(0, 2), defects={defect: 1.0})
    pages = [
        scanned(Sheet(seven.blank()).mark_all(1).marked(), damage, np.random.default_rng(seed))
        for seed in (1, 2)
    ]
    read = _read(seven, tmp_path, *pages)

    assert all(_right(page, "medium") for page in read)
    assert sum(page.refusal is None for page in read) >= 1


def test_a_streak_half_way_down_the_page_decides_nothing_wrong(
    seven: Ballots, tmp_path: Path
) -> None:
    good = Sheet(seven.blank()).mark_all(1).scanned()
    box = seven.layout.pages[0].boxes[2]
    x = round((box.x + box.w / 2) * 200 / 25.4)
    streaked = good.copy()
    streaked[900:, x : x + 3] = (streaked[900:, x : x + 3] * 0.5).astype(np.uint8)
    first, second = _read(seven, tmp_path, good, streaked)

    assert {row.decision for row in first.rows} == {"medium"}
    assert _right(second, "medium")


def test_a_line_of_the_scanner_beside_the_boxes_does_not_stop_the_count(
    seven: Ballots, tmp_path: Path
) -> None:
    marked = Sheet(seven.blank()).mark_all(1).marked()
    grey = scanned(marked, replace(GENTLE, most_turn=0.2), np.random.default_rng(3))
    box = seven.layout.pages[0].boxes[1]
    x = round((box.x - 7) * 200 / 25.4)
    grey[: grey.shape[0] * 2 // 3, x : x + 2] = 90
    (page,) = _read(seven, tmp_path, grey)

    assert [row.decision for row in page.rows].count("medium") >= 5


def test_pages_of_two_polls_in_one_stack_are_told_apart(seven: Ballots, tmp_path: Path) -> None:
    later = replace(poll(7), sitting=replace(poll(7).sitting, name="Kỳ họp thứ hai mươi"))
    other = printed_to(tmp_path / "other", definition(later))
    own = [Sheet(seven.blank()).mark_all(1).scanned(seed=seed) for seed in (1, 2)]
    foreign = Sheet(other.blank()).mark_all(2).scanned()
    read = _read(seven, tmp_path, own[0], foreign, np.rot90(own[1], 2).copy())

    assert [page.refusal for page in read] == [None, "other-poll", None]


@pytest.mark.parametrize("share", [0.3, 0.45, 0.6, 0.8])
def test_a_half_fed_page_decides_nothing_wrong_and_the_next_is_read(
    ballots: dict[str, Ballots], tmp_path: Path, share: float
) -> None:
    of = ballots["twenty-one"]
    grey = Sheet(of.blank()).mark_all(1).scanned()
    half = np.full_like(grey, 244)
    rows = round(grey.shape[0] * share)
    half[:rows] = grey[:rows]
    first, second = _read(of, tmp_path, half, grey)
    missing = [n for n, row in enumerate(of.layout.pages[0].rows) if row.y > 297 * share]

    assert _right(first, "medium")
    assert first.refusal or all(first.rows[n].decision is None for n in missing)
    assert {row.decision for row in second.rows} == {"medium"}


def test_the_same_stack_under_another_name_is_refused(seven: Ballots, tmp_path: Path) -> None:
    clean = Sheet(seven.blank()).mark_all().marked().grey
    one = save(tmp_path / "one.tif", [clean, Sheet(seven.blank()).mark_all(1).marked().grey])
    two = tmp_path / "two.tif"
    two.write_bytes(one.read_bytes())
    read = seven.read(one, two)

    assert [page.refusal for page in read] == [None, None, *["duplicate-image"] * 2]


def test_equal_drawings_in_two_files_are_two_sheets(seven: Ballots, tmp_path: Path) -> None:
    clean = Sheet(seven.blank()).mark_all().marked().grey
    paths = [save(tmp_path / f"{name}.png", [clean]) for name in ("one", "two")]
    read = seven.read(*paths)

    assert [page.refusal for page in read] == [None, None]
    assert read[1].flags == ("same-image",)


def test_a_drawing_given_twice_under_one_name_is_one_sheet(seven: Ballots, tmp_path: Path) -> None:
    path = save(tmp_path / "one.png", [Sheet(seven.blank()).mark_all().marked().grey])
    read = seven.read(path, path)

    assert [page.refusal for page in read] == [None, "duplicate-image"]


def test_a_blurred_page_is_called_blurred(seven: Ballots, tmp_path: Path) -> None:
    damage = replace(GENTLE, blur=(3.2, 3.3))
    grey = Sheet(seven.blank()).mark_all(1).scanned(damage)
    (page,) = _read(seven, tmp_path, grey)

    assert page.refusal == "too-blurred"


def test_a_batch_goes_on_where_it_was(seven: Ballots, tmp_path: Path) -> None:
    pages = [Sheet(seven.blank()).mark_all(1).scanned(seed=seed) for seed in range(4)]
    path = save(tmp_path / "scan.tif", pages)
    before = {sheet.arrival.index: sheet for sheet in seven.desk.files([path])}
    del before[2]
    read = list(
        seven.desk.files(
            [path], wanted=Wanted(rows="all"), known=lambda arrival: before.get(arrival.index)
        )
    )

    assert [sheet.arrival.index for sheet in read] == [1, 2, 3, 4]
    assert [bool(sheet.crops) for sheet in read] == [False, True, False, False]
    assert [page.refusal for page in judged(read, STANDARD)] == [None] * 4
