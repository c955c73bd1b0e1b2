"""`tinnhiem poll`: template, check, convert."""

from pathlib import Path
from typing import Any

from support.command import Run, Write


def test_a_poll_goes_to_a_workbook_and_back(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    book, again = tmp_path / "poll.xlsx", tmp_path / "again.json"
    assert run("poll", "convert", write(poll), book).code == 0
    assert run("poll", "convert", book, again).code == 0
    assert (
        run("evaluate", again, "--json").document
        == run("evaluate", book, "--json").document
        == run("evaluate", write(poll), "--json").document
    )


def test_a_template_is_written_and_checked(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "poll.xlsx"
    assert run("poll", "template", "--rulebook", "nq-96-2023-qh15", book).code == 0
    done = run("poll", "check", book)
    assert done.code == 2
    assert "Thông tin chung!B8" in done.err


def test_a_sound_poll_is_summed_up(run: Run, write: Write, poll: dict[str, Any]) -> None:
    done = run("poll", "check", write(poll))
    assert done.code == 0
    assert "1 người trong danh sách, 1 người được lấy phiếu; đã có kết quả" in done.out


def test_a_poll_before_the_count_is_sound_too(run: Run, write: Write, poll: dict[str, Any]) -> None:
    del poll["slate"][0]["count"]
    poll["ballot_types"] = [{"id": "hdnd", "title": "Khối Hội đồng nhân dân"}]
    done = run("poll", "check", write(poll))
    assert done.code == 0
    assert "chưa có kết quả kiểm phiếu" in done.out


def test_disagreeing_numbers_are_found_by_the_check(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    poll["slate"][0]["count"]["high"] = 40
    assert run("poll", "check", write(poll)).code == 5


def test_a_failed_conversion_leaves_nothing(run: Run, tmp_path: Path, write: Write) -> None:
    path = write({"format": "tinnhiem-poll/1"})
    assert run("poll", "convert", path, tmp_path / "a.xlsx").code == 2
    assert list(tmp_path.iterdir()) == [path]
