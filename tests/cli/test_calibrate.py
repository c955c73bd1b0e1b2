"""`tinnhiem calibrate`: a report that is kept, by which a count goes or does not go."""

import json
from pathlib import Path

import pytest

from support.ballots import definition, poll
from support.command import Run
from support.scans import Ballots, Sheet, printed_to, save
from tinnhiem.documents.ballots import write_deck


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deck of seven persons."""
    folder = tmp_path_factory.mktemp("deck")
    write_deck(definition(poll(7)), folder)
    return folder


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Ballots:
    """The ballots of the same poll."""
    return printed_to(tmp_path_factory.mktemp("seven"), definition(poll(7)))


def _call(deck: Path, out: Path, *more: object) -> tuple[object, ...]:
    scans = deck / "test-deck-hdnd.pdf"
    return ("calibrate", deck / "layout.json", "--deck", scans, "--out", out, *more)


def test_a_deck_gives_a_report_by_which_ballots_are_read(
    run: Run, deck: Path, seven: Ballots, tmp_path: Path
) -> None:
    done = run(*_call(deck, tmp_path / "start.json", "--scanner", "tầng 2"))
    report = json.loads((tmp_path / "start.json").read_text(encoding="utf-8"))
    scan = save(tmp_path / "scan.png", [Sheet(seven.blank()).mark_all(1).scanned()])
    more = ("--calibration", tmp_path / "start.json", "--record", tmp_path / "count")
    read = run("scan", seven.folder / "layout.json", scan, *more, "--json")
    head = json.loads((tmp_path / "count" / "scan.jsonl").read_text("utf-8").splitlines()[0])

    assert (done.code, read.code) == (0, 0)
    assert (report["scanner"], report["findings"]) == ("tầng 2", [])
    assert {row["decision"] for row in read.document["pages"][0]["rows"]} == {"medium"}
    assert head["calibration"] == report
    assert head["thresholds"] == report["thresholds"]
    assert run("scan", "--replay", tmp_path / "count").code == 0


def test_a_calibration_that_fails_is_kept_and_refuses_the_count(
    run: Run, deck: Path, seven: Ballots, tmp_path: Path
) -> None:
    blank = save(tmp_path / "dirty.png", [Sheet(seven.blank()).mark_all(0).scanned()])
    done = run("--lang", "en", *_call(deck, tmp_path / "start.json", "--blanks", blank))
    scan = save(tmp_path / "scan.png", [Sheet(seven.blank()).mark_all(1).scanned()])
    layout = seven.folder / "layout.json"
    read = run("--lang", "en", "scan", layout, scan, "--calibration", tmp_path / "start.json")

    assert done.code == 3
    assert "a real ballot in a rehearsal" in done.err
    assert (read.code, read.out) == (3, "")
    assert "speaks against counting" in read.err


def test_the_end_of_a_count_is_compared_with_its_beginning(
    run: Run, deck: Path, tmp_path: Path
) -> None:
    start, end = tmp_path / "start.json", tmp_path / "end.json"
    run(*_call(deck, start))
    report = json.loads(start.read_text(encoding="utf-8"))
    report["measured"]["noise"] = 0.2
    start.write_text(json.dumps(report), encoding="utf-8")
    done = run("--lang", "en", *_call(deck, end, "--before", start, "--json"))

    assert done.code == 0
    assert "noise has changed since the count began" in done.err
    assert [drift["name"] for drift in done.document["drift"]] == ["noise"]


def test_a_report_is_never_written_over(run: Run, deck: Path, tmp_path: Path) -> None:
    (tmp_path / "start.json").write_text("kept", encoding="utf-8")
    done = run(*_call(deck, tmp_path / "start.json"))

    assert done.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["start.json"]
    assert (tmp_path / "start.json").read_text(encoding="utf-8") == "kept"


def test_a_count_does_not_go_by_what_is_no_report_or_one_of_other_ballots(
    run: Run, deck: Path, tmp_path: Path
) -> None:
    run(*_call(deck, tmp_path / "start.json"))
    other = printed_to(tmp_path / "other", definition(poll(9)))
    scan = save(tmp_path / "scan.png", [Sheet(other.blank()).scanned()])
    (tmp_path / "none.json").write_text("{}", encoding="utf-8")
    layout = other.folder / "layout.json"

    for name, code in (("start.json", 3), ("none.json", 2), ("nowhere.json", 2)):
        done = run("scan", layout, scan, "--calibration", tmp_path / name)
        assert (done.code, done.out) == (code, "")


def test_without_a_deck_there_is_nothing_to_calibrate(run: Run, deck: Path, tmp_path: Path) -> None:
    done = run("calibrate", deck / "layout.json", "--out", tmp_path / "x.json")

    assert (done.code, list(tmp_path.iterdir())) == (1, [])


def test_answers_that_are_missing_are_told(run: Run, seven: Ballots, tmp_path: Path) -> None:
    scans = seven.folder / "ballots-hdnd.pdf"
    more = ("--deck", scans, "--out", tmp_path / "x.json")
    done = run("calibrate", seven.folder / "layout.json", *more)

    assert done.code == 2
    assert "test-deck.json" in done.err
