"""`tinnhiem scan`: its document, its messages, its record, and what it refuses at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from support.ballots import definition, poll
from support.command import Run
from support.scans import Ballots, Sheet, handmarked_page, printed_to, save


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Ballots:
    """Seven persons on one page."""
    return printed_to(tmp_path_factory.mktemp("seven"), definition(poll(7)))


@pytest.fixture(scope="module")
def stack(seven: Ballots, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three marked ballots and one that is mirrored."""
    pictures = [handmarked_page(seven.blank(), seed)[0] for seed in range(3)]
    pictures.append(pictures[0][:, ::-1].copy())
    return save(tmp_path_factory.mktemp("stack") / "scan.pdf", pictures)


def test_the_document_has_the_promised_shape(run: Run, seven: Ballots, stack: Path) -> None:
    done = run("scan", seven.folder / "layout.json", stack, "--json", "--jobs", "2")
    pages: list[dict[str, Any]] = done.document["pages"]
    shape = {"source", "index", "status", "reason", "ballot_type", "page", "rows"}

    assert done.code == 0
    assert set(done.document) == {"pages"}
    assert [set(page) for page in pages] == [shape] * 4
    assert [(page["index"], page["status"]) for page in pages] == [
        (1, "read"),
        (2, "read"),
        (3, "read"),
        (4, "refused"),
    ]
    assert (pages[3]["reason"], pages[3]["rows"]) == ("mirrored", [])
    for row in (row for page in pages for row in page["rows"]):
        assert set(row) == {"line", "decision", "doubt", "boxes"}
        assert (row["decision"] is None) != (row["doubt"] is None)
        assert [box["choice"] for box in row["boxes"]] == ["high", "medium", "low"]
        assert {box["mark"] for box in row["boxes"]} <= {"marked", "doubtful", "empty"}
        marked = [box["choice"] for box in row["boxes"] if box["mark"] == "marked"]
        assert row["decision"] is None or marked == [row["decision"]]


def test_the_number_of_processes_changes_nothing(run: Run, seven: Ballots, stack: Path) -> None:
    layout = seven.folder / "layout.json"
    one, three = (run("scan", layout, stack, "--json", "--jobs", jobs) for jobs in ("1", "3"))

    assert one.out == three.out


def test_the_summary_tells_what_was_refused_and_where(
    run: Run, seven: Ballots, stack: Path
) -> None:
    done = run("--lang", "en", "scan", seven.folder / "layout.json", stack)

    assert "3  pages read" in done.out
    assert "1    the picture is mirrored" in done.out
    assert f"{stack}, page 4: refused: the picture is mirrored" in done.err


def test_a_record_decides_the_same_again(
    run: Run, seven: Ballots, stack: Path, tmp_path: Path
) -> None:
    scan = ("scan", seven.folder / "layout.json", stack, stack, "--json")
    first = run(*scan, "--record", tmp_path / "kept")
    again = run("scan", "--replay", tmp_path / "kept", "--json")

    assert (first.code, again.code) == (0, 0)
    assert _answers(first.document) == _answers(again.document)
    assert {path.name for path in (tmp_path / "kept").iterdir()} <= {"scan.jsonl", "rows", "sheets"}


def _answers(document: Any) -> list[str]:  # noqa: ANN401 - JSON
    """The answers without their places, in an order of their own."""
    places = ("source", "index")
    return sorted(
        json.dumps({key: value for key, value in page.items() if key not in places})
        for page in document["pages"]
    )


def test_a_record_that_was_changed_is_told(
    run: Run, seven: Ballots, stack: Path, tmp_path: Path
) -> None:
    run("scan", seven.folder / "layout.json", stack, "--record", tmp_path)
    path = tmp_path / "scan.jsonl"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines()
    sheets = [json.loads(line) for line in (first, *rest[:-1])]
    read = next(sheet for sheet in sheets if sheet["reading"]["measure"])
    for box in read["reading"]["measure"]["boxes"]:
        box["fill"], box["peak"], box["trace"] = 0.0, 0.0, 0.0
    lines = [head, *map(json.dumps, sheets), rest[-1]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = run("--lang", "en", "scan", "--replay", tmp_path, "--json")

    assert done.code == 3
    assert "does not decide the same again" in done.err


def test_a_record_cut_off_or_damaged_is_told(
    run: Run, seven: Ballots, stack: Path, tmp_path: Path
) -> None:
    run("scan", seven.folder / "layout.json", stack, "--record", tmp_path)
    path = tmp_path / "scan.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:-1]), encoding="utf-8")
    cut = run("scan", "--replay", tmp_path)
    path.write_text("\n".join([lines[0], "{", *lines[2:]]), encoding="utf-8")
    damaged = run("scan", "--replay", path)
    path.write_text("x", encoding="utf-8")
    other = run("scan", "--replay", path)

    assert [run_.code for run_ in (cut, damaged, other)] == [2, 2, 2]
    assert [run_.out for run_ in (cut, damaged, other)] == ["", "", ""]


def test_a_record_is_never_written_over(
    run: Run, seven: Ballots, stack: Path, tmp_path: Path
) -> None:
    (tmp_path / "scan.jsonl").write_text("kept", encoding="utf-8")
    done = run("scan", seven.folder / "layout.json", stack, "--record", tmp_path)

    assert (done.code, done.out) == (2, "")
    assert (tmp_path / "scan.jsonl").read_text(encoding="utf-8") == "kept"


def test_missing_files_are_all_named_before_anything_is_read(
    run: Run, seven: Ballots, stack: Path, tmp_path: Path
) -> None:
    gone = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    done = run("scan", seven.folder / "layout.json", stack, *gone)

    assert (done.code, done.out) == (2, "")
    assert all(str(path) in done.err for path in gone)


@pytest.mark.parametrize("arguments", [(), ("layout.json",), ("--replay", "x", "layout.json")])
def test_an_incomplete_call_is_a_usage_error(run: Run, arguments: tuple[str, ...]) -> None:
    done = run("scan", *arguments)

    assert (done.code, done.out) == (1, "")


def _broken(layout: dict[str, Any], way: str) -> object:
    page = layout["pages"][0]
    if way == "format":
        layout["format"] = "tinnhiem-layout/2"
    elif way == "box":
        page["boxes"][4]["x"] = "left"
    elif way == "off":
        page["boxes"][4]["x"] = 208
    elif way == "code":
        page["code"] = "TN1"
    elif way == "twice":
        layout["pages"].append(page)
    elif way == "row":
        del page["rows"][2]
    elif way == "nothing":
        return []
    return layout


@pytest.mark.parametrize(
    ("way", "place"),
    [
        ("format", "format"),
        ("box", "pages[0].boxes[4].x"),
        ("off", "pages[0].boxes[4]"),
        ("code", "pages[0].code"),
        ("twice", "pages[1].code"),
        ("row", "pages[0].rows"),
        ("nothing", "layout.json"),
    ],
)
def test_a_broken_layout_is_told_with_its_place(
    run: Run, seven: Ballots, stack: Path, tmp_path: Path, way: str, place: str
) -> None:
    layout = json.loads((seven.folder / "layout.json").read_text(encoding="utf-8"))
    path = tmp_path / "layout.json"
    path.write_text(json.dumps(_broken(layout, way)), encoding="utf-8")
    done = run("scan", path, stack)

    assert (done.code, done.out) == (2, "")
    assert place in done.err


def test_a_name_in_a_file_cannot_steer_the_terminal(
    run: Run, seven: Ballots, tmp_path: Path
) -> None:
    hostile = tmp_path / "\x1b[31mx{{7*7}}.png"
    hostile.write_bytes(b"\x89PNG\r\n\x1a\n")
    done = run("scan", seven.folder / "layout.json", hostile)

    assert done.code == 0
    assert "\x1b" not in done.err
    assert "{{7*7}}" in done.err


def test_a_blank_stack_decides_nothing(run: Run, seven: Ballots, tmp_path: Path) -> None:
    path = save(tmp_path / "scan.png", [Sheet(seven.blank()).scanned()])
    done = run("scan", seven.folder / "layout.json", path, "--json")
    (page,) = done.document["pages"]

    assert {(row["decision"], row["doubt"]) for row in page["rows"]} == {(None, "blank-row")}


def test_pictures_of_every_stage_are_written_where_they_are_asked_for(
    run: Run, seven: Ballots, stack: Path, tmp_path: Path
) -> None:
    done = run("scan", seven.folder / "layout.json", stack, "--debug", tmp_path / "seen")
    names = {path.name for path in (tmp_path / "seen").iterdir()}

    assert done.code == 0
    assert {"00001-1-found.png", "00001-2-straight.png", "00002-3-ink.png"} <= names
    assert "00004-0-refused.png" in names


def test_a_missing_library_is_named_with_the_way_to_get_it(
    run: Run, seven: Ballots, stack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cv2.py").write_text("raise ImportError('libGL', name='cv2')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    done = run("--lang", "en", "scan", seven.folder / "layout.json", stack)

    assert (done.code, done.out) == (4, "")
    assert "cv2" in done.err
    assert "script/setup" in done.err
