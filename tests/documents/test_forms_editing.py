"""An organisation edits copies of the forms; every fault is told with its file and line."""

from pathlib import Path

import pytest

from support import polls
from support.polls import frozen, said
from tinnhiem.documents.form_library import export_forms, form_names, load_forms
from tinnhiem.documents.papers import build_papers
from tinnhiem.law.problems import InputError, Problem

FACTS = frozen(polls.council(persons=5))


def edited(folder: Path, name: str, old: str, new: str) -> Path:
    """Put one shipped form into a folder with a change in it."""
    export_forms(folder / "all")
    text = (folder / "all" / name).read_text("utf-8")
    assert old in text
    target = folder / "own" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text.replace(old, new, 1), "utf-8")
    return folder / "own"


def faults(folder: Path) -> tuple[Problem, ...]:
    """What is wrong with a folder of forms, found when it is read or when it is used."""
    with pytest.raises(InputError) as caught:
        build_papers(FACTS, ["minutes", "resolution"], load_forms(folder))
    return caught.value.problems


def test_one_edited_copy_overrides_one_form_and_no_other(tmp_path: Path) -> None:
    own = edited(tmp_path, "council/minutes.toml", "Không có.", "Không có ý kiến nào.")
    forms = load_forms(own)
    minutes, resolution = build_papers(FACTS, ["minutes", "resolution"], forms)
    assert "Không có ý kiến nào." in said(minutes)
    assert said(resolution) == said(build_papers(FACTS, ["resolution"], load_forms())[0])


def test_an_edited_formula_is_used_wherever_it_stands(tmp_path: Path) -> None:
    own = edited(tmp_path, "formulas.toml", "hông có người nào có", "hông ai có")
    papers = build_papers(FACTS, ["minutes", "announcement", "publication"], load_forms(own))
    assert all("Không ai có quá nửa" in said(paper) for paper in papers)


@pytest.mark.parametrize(
    ("old", "new", "code", "value"),
    [
        ("{{ act }}", "{{ actt }}", "form-field-unknown", "actt"),
        ("{{ times.sealed }}", "{{ times.seald }}", "form-unfillable", None),
        ('{{ formula("seal-edges") }}', '{{ formula("none") }}', "form-formula-missing", "none"),
        (":: ledger", ":: leger", "form-directive-unknown", "leger"),
        (":: table board", ":: table bord", "form-table-missing", "bord"),
        ("Không có.", "**Không có.", "form-markup-open", None),
        ("Không có.", "{{ Không có", "form-syntax", None),
        ("Không có.", "{{ object_text }}", None, None),
        ("Không có.", ":: group", "form-end-missing", "group"),
        ("Không có.", ":: end", "form-end-alone", None),
        ('signs = "board"', 'signs = "bord"', "form-value", None),
        ('signs = "board"', 'sings = "board"', "form-key-unknown", None),
        ('signs = "board"', "signs = board", "toml-unreadable", None),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(
    tmp_path: Path, old: str, new: str, code: str | None, value: str | None
) -> None:
    own = edited(tmp_path, "council/minutes.toml", old, new)
    text = (own / "council/minutes.toml").read_text("utf-8")
    line = text[: text.index(new)].count("\n") + 1
    if code is None:
        assert "object_text" in text
        build_papers(FACTS, ["resolution"], load_forms(own))
        return
    found = faults(own)
    assert [problem.code for problem in found] == [code]
    assert found[0].place == f"{own / 'council/minutes.toml'}:{line}"
    if value is not None:
        assert value in found[0].values.values()


def test_a_broken_formula_is_told_with_its_line(tmp_path: Path) -> None:
    own = edited(
        tmp_path,
        "formulas.toml",
        "{{ body.name }}{% if council %}",
        "{{ body.nam }}{% if council %}",
    )
    text = (own / "formulas.toml").read_text("utf-8")
    line = text[: text.index("body.nam }}")].count("\n") + 1
    found = faults(own)
    assert [problem.code for problem in found] == ["form-unfillable"]
    assert found[0].place == f"{own / 'formulas.toml'}:{line}"


def test_all_faults_of_all_copies_are_told_at_once(tmp_path: Path) -> None:
    edited(tmp_path, "council/minutes.toml", ":: ledger", ":: leger")
    own = edited(tmp_path, "party/plan.toml", "{{ act }}", "{{ actt }}")
    assert {p.code for p in faults(own)} == {"form-directive-unknown", "form-field-unknown"}


def test_a_misspelt_file_name_is_told_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "council").mkdir()
    (tmp_path / "council" / "minute.toml").write_text("", "utf-8")
    assert [p.code for p in faults(tmp_path)] == ["form-file-unknown"]
    assert [p.code for p in faults(tmp_path / "nowhere")] == ["forms-folder-missing"]


def test_forms_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "formulas.toml").write_bytes(b"\xff\xfe")
    assert "not-utf8" in {p.code for p in faults(tmp_path)}


def test_exported_forms_are_those_of_the_software_and_edits_are_kept(tmp_path: Path) -> None:
    assert set(form_names()) < {p.relative_to(tmp_path).as_posix() for p in export_forms(tmp_path)}
    (tmp_path / "formulas.toml").write_text("mine", "utf-8")
    assert export_forms(tmp_path) == ()
    assert (tmp_path / "formulas.toml").read_text("utf-8") == "mine"


def test_a_form_can_neither_read_files_nor_reach_the_machine(tmp_path: Path) -> None:
    for reach in (
        "{{ body.__class__.__mro__ }}",
        "{{ formula.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{{ ''.__class__ }}",
        "{{ range(1000000000)|list }}",
    ):
        own = edited(tmp_path, "council/minutes.toml", "Không có.", reach)
        assert {p.code for p in faults(own)} <= {"form-unfillable", "form-syntax"}
