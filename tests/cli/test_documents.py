"""`tinnhiem documents`: the papers asked for, all of them or none."""

from pathlib import Path
from typing import Any

from support.command import Run, Write
from tinnhiem.cli.documents import FORMATS, kinds
from tinnhiem.documents.issue import FORMATS as ISSUED_FORMATS
from tinnhiem.documents.papers.kinds import BALLOTS, KINDS


def test_every_kind_and_format_that_is_issued_can_be_asked_for() -> None:
    assert set(kinds()) == {*KINDS, BALLOTS}
    assert FORMATS == ISSUED_FORMATS


def test_one_kind_in_one_format_is_written_and_named(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    out = tmp_path / "papers"
    done = run("documents", write(poll), "--out", out, "--kind", "minutes", "--format", "docx")
    assert done.code == 0, done.err
    named = {Path(line) for line in done.out.splitlines()}
    assert named == set(out.iterdir())
    assert {path.suffix for path in named} == {".docx", ".json"}


def test_what_needs_a_count_is_refused_before_it_and_leaves_nothing(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    for person in poll["slate"]:
        del person["count"]
    out = tmp_path / "papers"
    path = write(poll)
    done = run("documents", path, "--out", out, "--kind", "minutes", "--kind", "resolution")
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 2
    assert all(line.startswith(f"tinnhiem: lỗi: {path}: ") for line in done.err.splitlines())
    assert not out.exists()


def test_numbers_that_disagree_stop_every_paper(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    poll["slate"][0]["count"]["high"] = 45
    out = tmp_path / "papers"
    assert run("documents", write(poll), "--out", out).code == 5
    assert not out.exists()


def test_a_folder_that_cannot_be_made_is_named(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    done = run(
        *("documents", write(poll), "--out", tmp_path / "file"),
        *("--kind", "minutes", "--format", "docx"),
    )
    assert done.code == 2
    assert "Không ghi được" in done.err
