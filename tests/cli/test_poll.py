"""`tinnhiem poll`: template, check, convert."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

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


@pytest.mark.parametrize("action", ["template", "convert"])
def test_a_file_is_written_over_only_where_that_is_asked_for(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path, action: str
) -> None:
    book = tmp_path / "poll.xlsx"
    book.write_bytes(b"somebody's work")
    given = ("--rulebook", "nq-96-2023-qh15") if action == "template" else (write(poll),)

    refused = run("poll", action, *given, book)
    assert (refused.code, refused.out) == (1, "")
    assert "--force" in refused.err
    assert book.read_bytes() == b"somebody's work"

    assert run("poll", action, *given, book, "--force").code == 0
    assert book.read_bytes().startswith(b"PK")


def test_a_poll_is_not_converted_over_itself(run: Run, write: Write, poll: dict[str, Any]) -> None:
    path = write(poll)
    before = path.read_bytes()
    assert run("poll", "convert", path, path).code == 1
    assert path.read_bytes() == before


def test_a_template_of_a_procedure_that_is_not_ruled_is_refused(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "poll.xlsx"
    done = run(
        "poll", "template", "--rulebook", "qd-96-qd-tw", "--procedure", "confidence_vote", book
    )
    assert done.code == 2
    assert not book.exists()


def test_a_template_is_written_for_a_chain_of_legal_bases(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "poll.xlsx"
    overlays = ("--overlay", "hd-606-hd-bcsd", "--overlay", "kh-vi-du-bhxh")
    assert run("poll", "template", "--rulebook", "qd-96-qd-tw", *overlays, book).code == 0
    sheet = load_workbook(book)["Thông tin chung"]
    assert sheet["B7"].value == "hd-606-hd-bcsd; kh-vi-du-bhxh"


def test_a_conversion_warns_of_numbers_that_disagree(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    poll["slate"][0]["count"]["high"] = 40
    done = run("poll", "convert", write(poll), tmp_path / "poll.xlsx")
    assert done.code == 0
    assert "lưu ý" in done.err
    assert "slate[0].count" in done.err


def test_a_ballot_type_that_nobody_is_on_needs_no_numbers(
    run: Run, write: Write, poll: dict[str, Any]
) -> None:
    poll["ballot_types"].append({"id": "ubnd", "title": "Khối Ủy ban nhân dân"})
    done = run("evaluate", write(poll), "--json")
    assert done.code == 0
    assert [(w["code"], w["place"]) for w in done.document["warnings"]] == [
        ("ballot-type-unused", "ballot_types[1]")
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"term": [2026, 2031]}, "Ngày lấy phiếu (07/12/2023) không thuộc nhiệm kỳ 2026 - 2031."),
        ({}, "chưa có hiệu lực vào ngày 01/02/2022: có hiệu lực từ ngày 01/07/2023"),
    ],
)
def test_a_poll_out_of_its_time_is_told_in_plain_words(
    run: Run, write: Write, poll: dict[str, Any], change: dict[str, Any], told: str
) -> None:
    poll["body"] |= change
    if not change:
        poll["sitting"] = {"name": "Kỳ họp", "poll_date": "2022-02-01"}
    out = " ".join(run("poll", "check", write(poll)).out.split())
    assert told in out
    assert "đến –" not in out
    assert "năm thứ -" not in out
