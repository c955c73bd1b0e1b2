"""What hands mark clearly is decided, and decided right, however the page lies."""

from pathlib import Path

import numpy as np
import pytest

from support.handmarked import Damage, MarkedPage, hands
from support.scans import GENTLE, Ballots, Sheet, handmarked_page, save
from tinnhiem.scan import Mark, ScannedPage

DPI = {200: 200 / 25.4, 300: 300 / 25.4}


def _agrees(page: ScannedPage, marked: MarkedPage) -> None:
    """Every decision is the truth, and nearly every ordinary row is decided."""
    decisions = [row.decision for row in page.rows]
    truth = [row.choice for row in marked.truth]
    wrong = [pair for pair in zip(decisions, truth, strict=True) if pair[0] not in {None, pair[1]}]

    assert page.refusal is None
    assert wrong == []
    assert decisions.count(None) <= max(1, len(truth) // 14)


@pytest.mark.parametrize("dpi", [200, 300])
@pytest.mark.parametrize("name", ["one", "twenty-one", "twenty-eight", "confidence", "large"])
def test_ordinary_marks_are_read_at_the_usual_resolutions(
    ballots: dict[str, Ballots], tmp_path: Path, name: str, dpi: int
) -> None:
    of = ballots[name]
    damage = Damage(per_mm=DPI[dpi])
    made = [
        handmarked_page(of.blank(number, dpi), seed, damage)
        for seed, number in enumerate([*range(len(of.layout.pages))] * 2)
    ]
    path = save(tmp_path / "scan.pdf", [grey for grey, _marked in made], dpi=dpi)

    for page, (_grey, marked) in zip(of.read(path), made, strict=True):
        _agrees(page, marked)


@pytest.mark.parametrize("suffix", [".pdf", ".tif", ".png", ".jpg"])
def test_every_kind_of_file_gives_the_same_answer(
    seven: Ballots, tmp_path: Path, suffix: str
) -> None:
    grey, marked = handmarked_page(seven.blank(), 3)
    (page,) = seven.read(save(tmp_path / f"scan{suffix}", [grey]))

    _agrees(page, marked)
    assert (page.ballot_type, page.page, page.index) == ("hdnd", 1, 1)


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "tiff_adobe_deflate", "jpeg"])
def test_a_tiff_is_read_however_it_is_compressed(
    seven: Ballots, tmp_path: Path, compression: str
) -> None:
    grey, marked = handmarked_page(seven.blank(), 3)
    (page,) = seven.read(save(tmp_path / "scan.tif", [grey], compression=compression))

    _agrees(page, marked)


@pytest.mark.parametrize("dpi", [72, 96])
def test_a_pdf_that_does_not_know_its_resolution_is_read(
    seven: Ballots, tmp_path: Path, dpi: int
) -> None:
    grey, marked = handmarked_page(seven.blank(dpi=300), 5, Damage(per_mm=DPI[300]))
    (page,) = seven.read(save(tmp_path / "scan.pdf", [grey], dpi=dpi))

    _agrees(page, marked)


@pytest.mark.parametrize("turns", range(4))
def test_a_page_may_lie_any_way_round(seven: Ballots, tmp_path: Path, turns: int) -> None:
    grey, marked = handmarked_page(seven.blank(), 4)
    turned = np.ascontiguousarray(np.rot90(grey, turns))
    (page,) = seven.read(save(tmp_path / "scan.tif", [turned]))

    _agrees(page, marked)


@pytest.mark.parametrize("seed", range(3))
def test_a_page_fed_askew_loses_corners_and_is_still_read(
    seven: Ballots, tmp_path: Path, seed: int
) -> None:
    damage = Damage(most_turn=5, most_scale=0.03, defects={"torn": 0.5, "holes": 1.0})
    grey, marked = handmarked_page(seven.blank(), 40 + seed, damage)
    (page,) = seven.read(save(tmp_path / "scan.tif", [grey]))

    _agrees(page, marked)


def test_a_mixed_stack_keeps_types_and_pages_apart(
    ballots: dict[str, Ballots], tmp_path: Path
) -> None:
    of = ballots["two types"]
    order = [1, 0, 0, 1]
    made = [handmarked_page(of.blank(number), 60 + n) for n, number in enumerate(order)]
    path = save(tmp_path / "scan.tif", [grey for grey, _marked in made])
    pages = of.read_afresh(path, jobs=2)

    assert [page.ballot_type for page in pages] == ["ubnd", "hdnd", "hdnd", "ubnd"]
    assert [page.index for page in pages] == [1, 2, 3, 4]
    for page, (_grey, marked) in zip(pages, made, strict=True):
        _agrees(page, marked)


def test_a_filled_box_is_a_mark_and_never_means_cancelled(seven: Ballots, tmp_path: Path) -> None:
    sheet = Sheet(seven.blank()).mark_all(1, but=(3,)).mark(3, 2, hands.fill)
    (page,) = seven.read(save(tmp_path / "scan.tif", [sheet.scanned()]))

    assert (page.rows[3].decision, page.rows[3].doubt) == ("low", None)


def test_a_photograph_is_read_and_flagged(seven: Ballots, tmp_path: Path) -> None:
    from support.handmarked import photographed

    sheet = Sheet(seven.blank()).mark_all(2)
    grey = photographed(sheet.marked(), np.random.default_rng(5))
    (page,) = seven.read(save(tmp_path / "photo.jpg", [grey], dpi=None))

    assert page.refusal is None
    assert "photograph" in page.flags
    assert {row.decision for row in page.rows} <= {"low", None}


def test_the_pdf_itself_is_read_as_a_blank_ballot(seven: Ballots) -> None:
    (page,) = seven.read(seven.folder / "ballots-hdnd.pdf")

    assert {row.doubt for row in page.rows} == {"blank-row"}
    assert {box.mark for row in page.rows for box in row.boxes} == {Mark.EMPTY}


def test_without_the_printed_pdf_marks_are_read_and_the_sheet_is_flagged(
    seven: Ballots, tmp_path: Path
) -> None:
    path = save(tmp_path / "scan.tif", [Sheet(seven.blank()).mark_all().scanned(GENTLE)])
    (page,) = seven.read_afresh(path, compared=False)

    assert {row.decision for row in page.rows} == {"high"}
    assert page.flags == ("not-compared-with-the-blank",)
