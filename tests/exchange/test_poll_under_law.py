"""A poll file and its chain of legal bases are read together, and everything wrong is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from support.poll_files import poll_data
from support.problems import problems_of
from support.workbooks import with_cells, workbook
from tinnhiem.exchange.poll_under_law import read_under_law

PLAN = {"rulebook": "qd-96-qd-tw", "overlays": ["hd-606-hd-bcsd", "kh-vi-du-bhxh"]}


def _told(tmp_path: Path, content: bytes) -> list[tuple[str, str, object]]:
    path = tmp_path / "poll"
    path.write_bytes(content)
    problems = problems_of(lambda: read_under_law(path))
    return [(p.code, p.place, p.values.get("suggestion")) for p in problems]


def _of_data(tmp_path: Path, data: dict[str, Any]) -> list[tuple[str, str, object]]:
    return _told(tmp_path, json.dumps(data).encode())


def test_a_sound_poll_comes_with_its_chain(tmp_path: Path) -> None:
    path = tmp_path / "poll.json"
    data = poll_data(steps_done={"draft-list": "2028-10-20"})
    path.write_text(json.dumps(data), encoding="utf-8")

    found = read_under_law(path)

    assert found.chain.base.id == found.poll.rulebook
    assert found.places.of("slate[3].count") == "slate[3].count"


def test_an_exclusion_that_no_legal_basis_has_is_refused(tmp_path: Path) -> None:
    data = poll_data()
    data["slate"][1]["stated_exclusions"] = ["nope"]

    assert _of_data(tmp_path, data) == [
        ("exclusion-not-ruled", "slate[1].stated_exclusions[0]", None)
    ]


@pytest.mark.parametrize(
    ("stated", "code", "meant"),
    [
        ("vi-du-newly-rotatd", "exclusion-misspelt", "vi-du-newly-rotated"),
        ("illness", "exclusion-unknown", None),
    ],
)
def test_a_plan_says_which_exclusions_a_list_may_state(
    stated: str, code: str, meant: str | None, tmp_path: Path
) -> None:
    data = poll_data(**PLAN)
    data["slate"][0]["stated_exclusions"] = ["vi-du-newly-rotated", stated]

    assert _of_data(tmp_path, data) == [(code, "slate[0].stated_exclusions[1]", meant)]


@pytest.mark.parametrize(
    ("step", "code", "meant"),
    [("draft-lists", "step-misspelt", "draft-list"), ("zz", "step-unknown", None)],
)
def test_a_step_that_the_calendar_lacks_is_refused(
    step: str, code: str, meant: str | None, tmp_path: Path
) -> None:
    data = poll_data(steps_done={"draft-list": "2028-10-20", step: "2028-10-21"})

    assert _of_data(tmp_path, data) == [(code, f"steps_done.{step}", meant)]


def test_the_unknown_law_file_is_told_where_it_is_named(tmp_path: Path) -> None:
    data = poll_data(overlays=["hd-606-hd-bcs", "nope"])

    assert _of_data(tmp_path, data) == [
        ("rulebook-misspelt", "overlays[0]", "hd-606-hd-bcsd"),
        ("rulebook-unknown", "overlays[1]", None),
    ]


def test_sound_parts_are_judged_beside_unsound_ones(tmp_path: Path) -> None:
    data = poll_data(overlays=["nope"])
    data["slate"][0]["count"]["high"] = 40
    data["slate"][1]["birth_year"] = "x"
    data["slate"][1]["count"]["low"] = 99

    assert [(code, place) for code, place, _meant in _of_data(tmp_path, data)] == [
        ("whole-number-expected", "slate[1].birth_year"),
        ("rulebook-unknown", "overlays[0]"),
        ("sum-differs", "slate[0].count"),
        ("sum-differs", "slate[1].count"),
    ]


def test_ids_are_compared_with_the_law_beside_unsound_parts(tmp_path: Path) -> None:
    data = poll_data(steps_done={"zz": "2028-10-21"}, roll={"present": -1})
    data["slate"][0]["stated_exclusions"] = ["nope"]

    assert [(code, place) for code, place, _meant in _of_data(tmp_path, data)] == [
        ("number-negative", "roll.present"),
        ("exclusion-not-ruled", "slate[0].stated_exclusions[0]"),
        ("step-unknown", "steps_done.zz"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"procedure": None},
        {"procedure": "ratings"},
        {"body": 3},
        {"slate": [1, None, {"count": {"high": 1}}]},
        {"ballot_types": ["x", {"id": "hdnd"}, {"id": "hdnd"}]},
        {"rulebook": ["a"]},
        {"overlays": [1, "nope"]},
        {"steps_done": []},
    ],
    ids=str,
)
def test_whatever_is_unsound_the_rest_is_looked_at_calmly(
    change: dict[str, Any], tmp_path: Path
) -> None:
    assert _of_data(tmp_path, poll_data(**change))


def test_in_a_workbook_everything_has_its_cell_and_stands_in_its_order(tmp_path: Path) -> None:
    cells = {
        "Kết quả!C5": 40,
        "Thông tin chung!B7": "nope",
        "Danh sách!D6": "x",
        "Giấy tờ!B24": None,
    }

    told = _told(tmp_path, with_cells(cells, workbook(poll_data())))

    assert [(code, place) for code, place, _meant in told] == [
        ("rulebook-unknown", "Thông tin chung!B7"),
        ("whole-number-expected", "Danh sách!D6"),
        ("sum-differs", "Kết quả!C5"),
    ]


def test_a_step_of_a_workbook_is_told_with_its_cell(tmp_path: Path) -> None:
    content = workbook(poll_data(steps_done={"draft-list": "2028-10-20"}))

    told = _told(tmp_path, with_cells({"Giấy tờ!B5": "zz"}, content))

    assert [(code, place) for code, place, _meant in told] == [("step-unknown", "Giấy tờ!B5")]
