"""A record holds what decides again, and nothing of files, places, or the order of arrival."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from support.scans import Ballots, Grey, Sheet, save
from tinnhiem.law.problems import InputError
from tinnhiem.scan import STANDARD, Wanted, judged, read_record
from tinnhiem.scan.journal import NAME as JOURNAL
from tinnhiem.scan.journal import Journal
from tinnhiem.scan.records import RecordHead, head_of, journal_of, make_record


def _stack(seven: Ballots, path: Path, count: int = 5) -> Path:
    """Sheets with a blank row each, so that people are asked."""
    return save(path, [_sheet(seven, seed) for seed in range(count)])


@cache
def _sheet(seven: Ballots, seed: int) -> Grey:
    return Sheet(seven.blank(), seed).mark_all(seed % 3, but=(seed % 7,)).scanned(seed=seed)


def _head(seven: Ballots) -> RecordHead:
    content = (seven.folder / "layout.json").read_bytes()
    return head_of(seven.layout, content, STANDARD, None)


def _recorded(seven: Ballots, folder: Path, *paths: Path) -> list[Any]:
    head = _head(seven)
    with journal_of(folder, head) as journal:
        sheets = seven.desk.files(paths, wanted=Wanted(rows="doubtful", odd=True))
        pages = list(judged(journal.keep(sheets), STANDARD))
        make_record(journal, head)
    return pages


def test_nothing_tells_the_file_or_the_order(seven: Ballots, tmp_path: Path) -> None:
    paths = [_stack(seven, tmp_path / "first-batch.tif", 4)]
    paths.append(save(tmp_path / "second-batch.png", [Sheet(seven.blank()).scanned(seed=90)]))
    pages = _recorded(seven, tmp_path / "kept", *paths)
    text = (tmp_path / "kept" / "scan.jsonl").read_text(encoding="utf-8")
    sheets = [json.loads(line) for line in text.splitlines()[1:-1]]

    assert "batch" not in text
    assert [set(sheet) for sheet in sheets] == [{"id", "again", "reading"}] * 5
    assert [s["id"] for s in sheets] == sorted(s["id"] for s in sheets)
    assert len(pages) == len(sheets)
    assert not (tmp_path / "kept" / JOURNAL).exists()


def test_a_record_is_the_same_however_the_sheets_arrived(seven: Ballots, tmp_path: Path) -> None:
    stack = _stack(seven, tmp_path / "a.tif")
    singles = [
        save(tmp_path / f"{n}.png", [Sheet(seven.blank(), n).mark_all(n % 3).scanned(seed=n + 50)])
        for n in range(2)
    ]
    _recorded(seven, tmp_path / "one", stack, *singles)
    _recorded(seven, tmp_path / "two", *reversed(singles), stack)
    one, two = (tmp_path / name / "scan.jsonl" for name in ("one", "two"))

    assert one.read_bytes() == two.read_bytes()


def test_pictures_of_open_rows_have_one_date_and_names_without_order(
    seven: Ballots, tmp_path: Path
) -> None:
    _recorded(seven, tmp_path / "kept", _stack(seven, tmp_path / "a.tif"))
    pictures = sorted((tmp_path / "kept" / "rows").iterdir())
    ids = {sheet.id for sheet in read_record(tmp_path / "kept").sheets()}

    assert len(pictures) == 5
    assert {path.stat().st_mtime for path in pictures} == {0.0}
    assert {path.name.rpartition("-")[0] for path in pictures} == ids


def test_a_sheet_that_is_refused_can_be_looked_at(seven: Ballots, tmp_path: Path) -> None:
    mirrored = Sheet(seven.blank()).mark_all(1).scanned()[:, ::-1].copy()
    _recorded(seven, tmp_path / "kept", save(tmp_path / "a.png", [mirrored]))
    (sheet,) = read_record(tmp_path / "kept").sheets()

    assert (tmp_path / "kept" / "sheets" / f"{sheet.id}.png").read_bytes()[1:4] == b"PNG"


def test_the_same_scan_twice_stands_twice_and_counts_once(seven: Ballots, tmp_path: Path) -> None:
    stack = _stack(seven, tmp_path / "a.tif", 2)
    _recorded(seven, tmp_path / "kept", stack, stack)
    record = read_record(tmp_path / "kept")
    answers = list(record.answers())

    record.require_unchanged()
    assert sorted(str(page.refusal) for page in answers) == ["None"] * 2 + ["duplicate-image"] * 2
    assert len({page.source for page in answers}) == 4
    for page in answers:
        counted = None if page.refusal is None else (page.source.removesuffix("-2"), 1)
        assert page.same_as == counted


def _begin(seven: Ballots, folder: Path, stack: Path, stop_after: int) -> None:
    """Read some sheets, then break off."""
    with journal_of(folder, _head(seven)) as journal:
        sheets = journal.keep(seven.desk.files([stack], wanted=Wanted(rows="doubtful", odd=True)))
        for _sheet in range(stop_after):
            next(sheets)


def test_a_broken_scan_goes_on_and_gives_the_same_record(seven: Ballots, tmp_path: Path) -> None:
    stack = _stack(seven, tmp_path / "a.tif")
    _recorded(seven, tmp_path / "whole", stack)
    _begin(seven, tmp_path / "broken", stack, 3)
    journal_path = tmp_path / "broken" / JOURNAL
    journal_path.write_bytes(journal_path.read_bytes() + b'{"source": "half of a li')
    head, read = _head(seven), []
    with journal_of(tmp_path / "broken", head) as journal:
        former = len(journal.former)
        sheets = seven.desk.files(
            [stack], wanted=Wanted(rows="doubtful", odd=True), known=journal.known
        )
        read = list(judged(journal.keep(sheets), STANDARD))
        make_record(journal, head)

    assert former == 3
    assert [page.index for page in read] == [1, 2, 3, 4, 5]
    whole, broken = (tmp_path / name / "scan.jsonl" for name in ("whole", "broken"))
    assert whole.read_bytes() == broken.read_bytes()


def test_a_scan_under_other_conditions_does_not_go_on(seven: Ballots, tmp_path: Path) -> None:
    _begin(seven, tmp_path, _stack(seven, tmp_path / "a.tif", 2), 1)
    other = _head(seven).model_copy(update={"software": "another"})

    with pytest.raises(InputError, match="record-begun-otherwise"), journal_of(tmp_path, other):
        pass


def test_two_scans_do_not_write_one_record(seven: Ballots, tmp_path: Path) -> None:
    head = _head(seven)
    second = Journal(tmp_path, head.model_dump(mode="json"))

    with (
        journal_of(tmp_path, head),
        pytest.raises(InputError, match="record-in-use"),
        second,
    ):
        pass


def test_a_journal_without_a_sheet_is_not_left_behind(seven: Ballots, tmp_path: Path) -> None:
    with journal_of(tmp_path, _head(seven)):
        pass

    assert list(tmp_path.iterdir()) == []


def test_power_lost_in_the_middle_loses_nothing(seven: Ballots, tmp_path: Path) -> None:
    stack = _stack(seven, tmp_path / "a.tif", 10)
    kept = tmp_path / "kept"
    program = "import sys; from tinnhiem.cli.main import main; sys.exit(main(sys.argv[1:]))"
    layout = seven.folder / "layout.json"
    arguments = ["scan", str(layout), str(stack), "--jobs", "1", "--record", str(kept)]
    command = [sys.executable, "-c", program, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    journal = kept / JOURNAL
    while process.poll() is None:
        if journal.exists() and journal.read_bytes().count(b"\n") >= 4:
            os.kill(process.pid, signal.SIGKILL)
            break
        time.sleep(0.005)
    process.wait()

    assert not (kept / "scan.jsonl").exists()
    again = subprocess.run(
        [*command[:3], "--lang", "en", *arguments], check=True, capture_output=True
    )
    assert "read before the interruption" in again.stderr.decode()
    _recorded(seven, tmp_path / "whole", stack)
    whole = (tmp_path / "whole" / "scan.jsonl").read_bytes()
    assert (kept / "scan.jsonl").read_bytes() == whole
