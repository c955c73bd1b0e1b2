"""What layout.json says is where the print is: measured on rasters at 300 dpi."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from support.ballots import PER_MM, VARIANTS, pages, printed
from tinnhiem.documents.ballots.codes import matrix
from tinnhiem.documents.ballots.tags import tag

Page = dict[str, Any]
Raster = NDArray[np.uint8]

each_variant = pytest.mark.parametrize("variant", VARIANTS)


def _edge(profile: NDArray[np.float64], start: float) -> float:
    """The middle of the one line that a profile crosses, in millimetres."""
    places = start + (np.arange(len(profile)) + 0.5) / PER_MM
    return float((places * profile).sum() / profile.sum())


def _px(mm: float) -> int:
    return round(mm * PER_MM)


def _off(seen: Raster, box: Page, frame: float) -> list[float]:
    """How far the four sides of a drawn box are from where the layout puts them."""
    found = []
    for along, across, side, picture in (
        ("x", "y", box["w"], seen),
        ("y", "x", box["h"], seen.T),
    ):
        rows = slice(_px(box[across] + 1), _px(box[across] + box["h"] - 1))
        for expected in (box[along] + frame / 2, box[along] + side - frame / 2):
            first = _px(expected - 0.8)
            profile = picture[rows, first : _px(expected + 0.8)].mean(axis=0)
            found.append(abs(_edge(profile, first / PER_MM) - expected))
    return found


@each_variant
def test_every_box_is_drawn_within_a_tenth_of_a_millimetre_of_its_place(variant: str) -> None:
    for page, seen in pages(variant):
        worst = max(off for box in page["boxes"] for off in _off(seen, box, page["frame_mm"]))

        assert worst < 0.1


@each_variant
def test_round_each_box_and_inside_it_the_paper_is_white(variant: str) -> None:
    for page, seen in pages(variant):
        for box in page["boxes"]:
            left, top, side = box["x"], box["y"], box["w"]
            around = seen[
                _px(top - 1.2) : _px(top + side + 1.2), _px(left - 1.2) : _px(left + side + 1.2)
            ].copy()
            inner = seen[
                _px(top + 0.5) : _px(top + side - 0.5), _px(left + 0.5) : _px(left + side - 0.5)
            ]
            gap = _px(1.2 - 0.2)
            around[gap:-gap, gap:-gap] = 0

            assert inner.max() == 0
            assert around.max() == 0


@each_variant
def test_the_raster_has_no_boxes_that_the_layout_does_not_know(variant: str) -> None:
    for page, seen in pages(variant):
        size = page["boxes"][0]["w"]
        found = _upper_frames(seen, size)

        known = [(box["x"], box["y"]) for box in page["boxes"]]
        assert [place for place in found if not _near(place, known)] == []
        assert [place for place in known if not _near(place, found)] == []


def _near(place: tuple[float, float], others: list[tuple[float, float]]) -> bool:
    return any(np.hypot(place[0] - x, place[1] - y) < 0.6 for x, y in others)


def _upper_frames(seen: Raster, size: float) -> list[tuple[float, float]]:
    """The left end (millimetres) of each dark stretch as long as a box is wide, that a
    second such stretch one box lower and an upright at its left go with.
    """
    dark = seen > 127
    lower = np.roll(dark, -(_px(size) - 2), axis=0)
    both = dark & lower
    padded = np.pad(both.astype(np.int8), ((0, 0), (1, 1)))
    steps = np.diff(padded, axis=1)
    begin, end = np.argwhere(steps == 1), np.argwhere(steps == -1)
    return [
        (left / PER_MM, row / PER_MM)
        for (row, left), (_, right) in zip(begin, end, strict=True)
        if abs(right - left - _px(size)) <= 2 and dark[row : row + _px(size) - 2, left + 1].all()
    ]


@each_variant
def test_tags_and_codes_stand_where_the_layout_puts_them(variant: str) -> None:
    for page, seen in pages(variant):
        drawn = [(mark, tag(mark["id"])) for mark in page["tags"]]
        drawn += [(code, matrix(page["code"])) for code in page["codes"]]
        for place, modules in drawn:
            step = place["w"] / len(modules)
            for y, row in enumerate(modules):
                for x, dark in enumerate(row):
                    at = _px(place["y"] + (y + 0.5) * step), _px(place["x"] + (x + 0.5) * step)

                    assert (seen[at] > 127) == dark


@each_variant
def test_tags_and_codes_have_a_white_zone_of_their_own(variant: str) -> None:
    for page, seen in pages(variant):
        zones = [(mark, mark["w"] / 8) for mark in page["tags"]]
        zones += [(code, 4 * code["w"] / 29) for code in page["codes"]]
        for place, quiet in zones:
            top, left, side = place["y"], place["x"], place["w"]
            whole = seen[
                _px(top - quiet) : _px(top + side + quiet),
                _px(left - quiet) : _px(left + side + quiet),
            ].copy()
            inset = _px(quiet) - 1
            whole[inset:-inset, inset:-inset] = 0

            assert whole.max() < 50


@each_variant
def test_rows_follow_one_another_and_are_at_least_eight_millimetres_high(variant: str) -> None:
    for page in printed(variant)[0]["pages"]:
        rows = page["rows"]
        for row, following in pairwise(rows):
            assert row["y"] + row["h"] == pytest.approx(following["y"], abs=0.01)
        for row in rows:
            assert row["h"] >= 8
            mine = [box for box in page["boxes"] if box["line"] == row["line"]]
            assert len(mine) == len(printed(variant)[0]["choices"])
            for box in mine:
                assert box["y"] + box["h"] / 2 == pytest.approx(row["y"] + row["h"] / 2, abs=0.05)


def _apart(box: Page, other: Page) -> float:
    """The gap between two squares."""
    across = max(other["x"] - box["x"] - box["w"], box["x"] - other["x"] - other["w"])
    down = max(other["y"] - box["y"] - box["h"], box["y"] - other["y"] - other["h"])
    return float(max(across, down))


@each_variant
def test_no_box_comes_near_a_tag_a_code_the_stamp_or_the_fold(variant: str) -> None:
    for page in printed(variant)[0]["pages"]:
        stamp = page["stamp"]
        ring = {"x": stamp["x"] - stamp["r"], "y": stamp["y"] - stamp["r"], "w": 2 * stamp["r"]}
        others = [*page["tags"], *page["codes"], ring | {"h": ring["w"]}]
        for box in page["boxes"]:
            assert min(_apart(box, other) for other in others) > 3
            assert box["x"] - page["fold"]["x"] > 5


@each_variant
def test_the_stamp_has_room_beside_tags_and_codes(variant: str) -> None:
    for page in printed(variant)[0]["pages"]:
        stamp = page["stamp"]
        for mark in (*page["tags"], *page["codes"]):
            x = min(max(stamp["x"], mark["x"]), mark["x"] + mark["w"])
            y = min(max(stamp["y"], mark["y"]), mark["y"] + mark["h"])

            assert np.hypot(x - stamp["x"], y - stamp["y"]) > stamp["r"] + mark["w"] / 8


@each_variant
def test_boxes_of_a_row_stand_22_millimetres_apart_or_more(variant: str) -> None:
    for page in printed(variant)[0]["pages"]:
        for row in page["rows"]:
            left = [box["x"] for box in page["boxes"] if box["line"] == row["line"]]

            assert left == sorted(left)
            assert min(np.diff(left)) >= 22
