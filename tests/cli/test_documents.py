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


def test_forms_and_word_templates_are_written_for_editing_and_then_used(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    folder = tmp_path / "forms"
    done = run("documents", "--export-forms", folder)
    assert done.code == 0, done.err
    assert (folder / "state.docx").exists()
    form = folder / "council" / "minutes.toml"
    form.write_text(form.read_text("utf-8").replace("Không có.", "Không có ý kiến nào."), "utf-8")
    again = run("documents", "--export-forms", folder)
    assert (again.code, again.out) == (0, "")
    out = tmp_path / "papers"
    done = run(
        *("documents", write(poll), "--out", out, "--forms", folder),
        *("--kind", "minutes", "--format", "docx"),
    )
    assert done.code == 0, done.err


def test_papers_need_a_poll_and_a_folder(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    path = write(poll)
    for words in ((), (path,), ("--out", tmp_path / "o"), (path, "--export-forms", tmp_path / "f")):
        assert run("documents", *words).code == 1
    assert not (tmp_path / "o").exists()
    assert not (tmp_path / "f").exists()


def test_unchecked_forms_and_the_first_of_many_notes_are_told(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    first = poll["slate"][0]
    poll["slate"] = [{**first, "id": f"p{n}", "name": f"{first['name']} {n}"} for n in range(9)]
    for person in poll["slate"]:
        person.pop("salutation", None)
    done = run("documents", write(poll), "--out", tmp_path / "papers", "--kind", "report-upward")
    assert done.code == 0, done.err
    assert "mẫu văn bản chưa được đối chiếu với mẫu chính thức: report-upward" in done.err
    assert done.err.count("chưa ghi Ông hay Bà") == 3
    assert "còn 6 lưu ý tương tự" in done.err


def test_minutes_of_an_incident_are_written_where_numbers_do_not_agree(
    run: Run, write: Write, poll: dict[str, Any], tmp_path: Path
) -> None:
    poll["ballot_types"][0]["returned"] = poll["ballot_types"][0]["issued"] + 1
    path, out = write(poll), tmp_path / "papers"
    assert run("documents", path, "--out", out).code == 5
    done = run("documents", path, "--out", out, "--kind", "incident-minutes")
    assert done.code == 0, done.err
    assert {p.name for p in out.iterdir()} == {
        "incident-minutes.pdf",
        "incident-minutes.docx",
        "index.json",
    }
