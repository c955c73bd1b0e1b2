"""The door for programs: sheets from files or bytes, with pictures that hold brightness alone."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from support.scans import Ballots, Sheet, as_bytes, save
from tinnhiem.scan import STANDARD, CropError, Desk, PageReading, Wanted, decide
from tinnhiem.scan.crops import Crop, packed

EVERYTHING = Wanted(rows="all", boxes=True, sheet=True, stages=True)


def _picture(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as image:
        image.load()
        assert (image.format, image.mode) == ("PNG", "L")
        return image


def test_bytes_give_a_sheet_with_all_its_pictures(seven: Ballots) -> None:
    content = as_bytes(Sheet(seven.blank()).mark_all(1).scanned(), "PNG")
    (sheet,) = seven.desk.content(content, name="upload.png", wanted=EVERYTHING)
    page = seven.layout.pages[0]

    assert (sheet.arrival.source, sheet.arrival.index) == ("upload.png", 1)
    assert set(sheet.rows()) == {row.line for row in page.rows}
    assert set(sheet.boxes()) == {(box.line, box.choice) for box in page.boxes}
    assert set(sheet.stages()) == {"1-found", "2-straight", "3-ink", "4-strokes"}
    assert _picture(sheet.picture() or b"").size == (840, 1188)


def test_a_row_shows_its_mark_and_a_box_is_its_box(seven: Ballots) -> None:
    content = as_bytes(Sheet(seven.blank()).mark_all(1).scanned(), "PNG")
    (sheet,) = seven.desk.content(content, name="x", wanted=EVERYTHING)
    dark = {
        choice: np.asarray(_picture(png))[16:-16, 16:-16].mean()
        for (line, choice), png in sheet.boxes().items()
        if line == "p3"
    }

    assert min(dark, key=lambda choice: dark[choice]) == "medium"
    assert all(_picture(png).height < 120 for png in sheet.rows().values())


def test_only_doubtful_rows_come_where_only_these_are_wanted(seven: Ballots) -> None:
    content = as_bytes(Sheet(seven.blank()).mark_all(1, but=(2, 4)).scanned(), "PNG")
    (sheet,) = seven.desk.content(content, name="x", wanted=Wanted(rows="doubtful", odd=True))

    assert set(sheet.rows()) == {"p3", "p5"}
    assert sheet.picture() is None


def test_a_refused_sheet_comes_with_its_picture(seven: Ballots) -> None:
    grey = Sheet(seven.blank()).mark_all(1).scanned()[:, ::-1].copy()
    content = as_bytes(grey, "PNG")
    (sheet,) = seven.desk.content(content, name="x", wanted=Wanted(odd=True))

    assert sheet.reading.refusal == "mirrored"
    assert _picture(sheet.picture() or b"").height == 1200


def test_what_was_read_can_be_kept_and_decided_again(seven: Ballots) -> None:
    content = as_bytes(Sheet(seven.blank()).mark_all(2).scanned(), "PNG")
    (sheet,) = seven.desk.content(content, name="x")
    again = PageReading.model_validate_json(sheet.reading.model_dump_json())

    assert again == sheet.reading
    assert again.measure is not None
    assert {row.decision for row in decide(again.measure, STANDARD).rows} == {"low"}


def test_a_reading_does_not_tell_where_it_came_from(seven: Ballots) -> None:
    content = as_bytes(Sheet(seven.blank()).mark_all(2).scanned(), "PNG")
    (sheet,) = seven.desk.content(content, name="zzz-the-name")

    assert "zzz-the-name" not in sheet.reading.model_dump_json()
    assert not {"source", "index", "file", "argument"} & set(PageReading.model_fields)


def test_progress_is_told_for_every_picture(seven: Ballots, tmp_path: Path) -> None:
    grey = Sheet(seven.blank()).mark_all(1).scanned()
    path = save(tmp_path / "scan.tif", [grey, grey, grey])
    told: list[tuple[int, int]] = []
    list(seven.desk.files([path], progress=lambda done, total: told.append((done, total))))

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_desk_can_be_closed_before_everything_is_read(seven: Ballots, tmp_path: Path) -> None:
    grey = Sheet(seven.blank()).mark_all(1).scanned()
    path = save(tmp_path / "scan.tif", [grey] * 6)
    with Desk(seven.layout, folder=seven.folder) as desk:
        first = next(desk.files([path]))

    assert first.arrival.index == 1


def _crop(**changes: object) -> Crop:
    good = packed(np.full((4, 5), 255, dtype=np.uint8), "row", "p1")
    return good.model_copy(update=changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"levels": "nonsense!"},
        {"levels": ""},
        {"width": 6},
        {"height": 400},
        {"width": 8000, "height": 8000},
        {"levels": packed(np.zeros((9, 9), dtype=np.uint8), "row").levels},
    ],
)
def test_a_child_that_sends_no_picture_is_found_out(changes: dict[str, object]) -> None:
    with pytest.raises(CropError):
        _crop(**changes).png()


def test_a_picture_keeps_its_brightness() -> None:
    grey = np.arange(200, dtype=np.uint8).reshape(10, 20)
    shown = np.asarray(_picture(packed(grey, "row").png()))

    assert np.abs(shown.astype(int) - grey).max() <= 7
