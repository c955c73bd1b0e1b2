"""`tinnhiem ballot`: printed from a poll file, whole or not at all."""

import json
from pathlib import Path
from typing import Any

from support.command import Run, Write


def _uncounted(poll: dict[str, Any], *others: dict[str, Any]) -> dict[str, Any]:
    poll["slate"] += [poll["slate"][0] | other for other in others]
    for person in poll["slate"]:
        person.pop("count", None)
    poll["ballot_types"] = [{"id": "hdnd", "title": "Khối Hội đồng nhân dân"}]
    return poll


def test_printing_needs_no_count_and_writes_what_is_promised(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    out = tmp_path / "ballots"
    done = run("ballot", "print", write(_uncounted(poll)), "--out", out)
    layout = json.loads((out / "layout.json").read_text(encoding="utf-8"))
    page = layout["pages"][0]

    assert (done.code, done.err) == (0, "")
    assert done.out.split() == [str(out / "ballots-hdnd.pdf"), str(out / "layout.json")]
    assert (layout["format"], layout["page_mm"]) == ("tinnhiem-layout/1", [210, 297])
    assert (page["ballot_type"], page["pdf"], page["pdf_page"]) == ("hdnd", "ballots-hdnd.pdf", 1)
    assert [(box["line"], box["choice"]) for box in page["boxes"]] == [
        ("p1", "high"),
        ("p1", "medium"),
        ("p1", "low"),
    ]
    assert (out / page["pdf"]).read_bytes().startswith(b"%PDF")


def test_a_confidence_vote_has_its_two_choices(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    poll["procedure"] = "confidence_vote"
    run("ballot", "print", write(_uncounted(poll)), "--out", tmp_path / "out")
    layout = json.loads((tmp_path / "out" / "layout.json").read_text(encoding="utf-8"))

    assert [box["choice"] for box in layout["pages"][0]["boxes"]] == ["confidence", "no_confidence"]


def test_the_json_names_the_definition_and_the_files(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    done = run("ballot", "print", write(_uncounted(poll)), "--out", tmp_path / "out", "--json")
    layout = json.loads((tmp_path / "out" / "layout.json").read_text(encoding="utf-8"))

    assert done.document["definition"] == layout["definition"]
    assert [Path(file).name for file in done.document["files"]] == [
        "ballots-hdnd.pdf",
        "layout.json",
    ]


def test_who_is_excluded_by_the_law_is_not_on_the_ballot_and_is_named(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    posts = [{**poll["slate"][0]["posts"][0], "elected_on": "2023-06-30"}]
    other = {"id": "p2", "name": "Trần Thị Bé", "posts": posts}
    done = run("ballot", "print", write(_uncounted(poll, other)), "--out", tmp_path / "out")
    layout = json.loads((tmp_path / "out" / "layout.json").read_text(encoding="utf-8"))

    assert {box["line"] for box in layout["pages"][0]["boxes"]} == {"p1"}
    assert "Trần Thị Bé không thuộc diện lấy phiếu" in done.err


def test_large_print_is_another_definition(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    path = write(_uncounted(poll))
    found = [
        run("ballot", "print", path, "--out", tmp_path / "out", "--json", *more).document
        for more in ((), ("--large",))
    ]

    assert found[0]["definition"] != found[1]["definition"]


def test_a_deck_and_the_sheets_of_the_batches_are_made(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    path = write(_uncounted(poll))
    deck = run("ballot", "deck", path, "--out", tmp_path / "deck", "--json")
    sheets = run("ballot", "sheets", path, "--out", tmp_path / "sheets", "--batches", "2")
    answers = json.loads((tmp_path / "deck" / "test-deck.json").read_text(encoding="utf-8"))

    assert (deck.code, sheets.code) == (0, 0)
    assert answers["definition"] == deck.document["definition"]
    assert sheets.out.strip() == str(tmp_path / "sheets" / "batch-sheets.pdf")


def test_a_number_of_batches_out_of_range_is_a_usage_error(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    done = run("ballot", "sheets", write(poll), "--out", tmp_path / "x", "--batches", "100")

    assert (done.code, done.out) == (1, "")
    assert "từ 1 đến 99" in done.err


def test_a_name_that_cannot_be_printed_leaves_nothing_behind(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    other = {"id": "p2", "name": "X" * 90}
    done = run("ballot", "print", write(_uncounted(poll, other)), "--out", tmp_path / "out")

    assert (done.code, done.out) == (2, "")
    assert "dài quá bề rộng cột" in done.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    done = run("ballot", "print", write(_uncounted(poll)), "--out", tmp_path / "file")

    assert (done.code, done.out) == (2, "")
    assert str(tmp_path / "file") in done.err
