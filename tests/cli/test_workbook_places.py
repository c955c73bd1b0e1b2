"""Whatever is said about a workbook names its sheet and cell, never a place of the JSON form."""

import json
from pathlib import Path

import pytest

from support.command import POLL, Run
from support.workbooks import with_cells, workbook

BOOK = workbook(POLL)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A place for a workbook."""
    return tmp_path / "poll.xlsx"


def test_numbers_that_disagree_are_told_with_their_cells(run: Run, book: Path) -> None:
    book.write_bytes(with_cells({"Kết quả!C5": 47, "Loại phiếu!F5": 51}, BOOK))

    done = run("poll", "check", book)

    assert done.code == 5
    assert ": Loại phiếu!F5: " in done.err
    assert ": Kết quả!C5: " in done.err
    assert "slate" not in done.err
    assert "ballot_types" not in done.err


def test_warnings_are_told_with_their_cells(run: Run, book: Path) -> None:
    book.write_bytes(with_cells({"Loại phiếu!C5": 48, "Loại phiếu!F5": 47, "Kết quả!C5": 44}, BOOK))

    for command in (("evaluate",), ("poll", "check")):
        done = run(*command, book)
        assert done.code == 0
        assert "! Loại phiếu!F5: " in done.out
    (warning,) = run("evaluate", book, "--json").document["warnings"]
    assert warning["place"] == "Loại phiếu!F5"


def test_a_missing_date_is_told_with_its_cell(run: Run, book: Path) -> None:
    book.write_bytes(with_cells({"Danh sách!H5": None}, BOOK))

    (person,) = run("eligibility", book, "--json").document["officeholders"]

    assert {warning["place"] for warning in person["warnings"]} == {"Danh sách!F5"}


def test_an_unknown_law_file_is_told_with_its_cell(run: Run, book: Path) -> None:
    book.write_bytes(with_cells({"Thông tin chung!B7": "nope"}, BOOK))

    done = run("evaluate", book)

    assert (done.code, done.out) == (2, "")
    assert ": Thông tin chung!B7: Không có bộ quy tắc “nope”" in done.err


@pytest.mark.parametrize(
    "command", [("evaluate",), ("eligibility",), ("poll", "check"), ("documents",)]
)
def test_ids_that_the_law_lacks_are_refused_by_every_command(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    poll = json.loads(json.dumps(POLL))
    poll["slate"][0]["stated_exclusions"] = ["nope"]
    poll["steps_done"] = {"draft-lst": "2023-10-01"}
    path, out = tmp_path / "poll.json", tmp_path / "out"
    path.write_text(json.dumps(poll), encoding="utf-8")

    done = run(*command, path, *(("--out", out) if command == ("documents",) else ()))

    assert (done.code, done.out, out.exists()) == (2, "", False)
    assert "slate[0].stated_exclusions[0]" in done.err
    assert "có thể là “draft-list”" in done.err


def test_ballots_are_not_printed_for_ids_that_the_law_lacks(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "poll.json"
    path.write_text(json.dumps({**POLL, "steps_done": {"zz": "2023-10-01"}}), encoding="utf-8")

    assert run("ballot", "print", path, "--out", tmp_path / "out").code == 2
    assert not (tmp_path / "out").exists()


def test_a_line_of_broken_json_is_named_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "poll.json"
    path.write_text('{"a": 1,\n "b" 2}', encoding="utf-8")

    assert f"{path}:2:6: Từ đây trở đi không phải JSON" in run("evaluate", path).err
