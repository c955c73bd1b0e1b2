"""The guide to editing forms: its example works, and it leaves out no field and no construct."""

import re
import shutil
from pathlib import Path

import pytest

from documents.word_reading import said as word_said
from support import polls
from support.polls import frozen, said
from support.repository import ROOT
from tinnhiem.documents.fields import DESCRIBED
from tinnhiem.documents.form_check import DIRECTIVES
from tinnhiem.documents.form_library import (
    export_forms,
    form_names,
    load_forms,
    template_names,
)
from tinnhiem.documents.form_shapes import Form
from tinnhiem.documents.markup import CONTAINERS, PLAIN
from tinnhiem.documents.papers import build_papers
from tinnhiem.documents.word import TEMPLATES, render_docx
from tinnhiem.law.problems import InputError

GUIDES = [ROOT / "docs" / "guides" / name for name in ("forms.md", "forms.vi.md")]
FACTS = frozen(polls.council(persons=3))


def example(guide: Path) -> str:
    found = re.search(r"```toml\n(.*?)```", guide.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_the_example_of_the_guide_is_a_form_that_works(guide: Path, tmp_path: Path) -> None:
    (tmp_path / "council").mkdir()
    (tmp_path / "council" / "discussion-report.toml").write_text(example(guide), "utf-8")
    (paper,) = build_papers(FACTS, ["discussion-report"], load_forms(tmp_path))
    text = said(paper)
    assert "Có 03 người được lấy phiếu tín nhiệm (danh sách kèm theo):" in text
    assert "- bà Lường Thị Kim Ánh: …… ý kiến." in text
    assert text.count("./.") == 1


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_the_guide_names_every_field_key_and_construct(guide: Path) -> None:
    text = guide.read_text("utf-8")
    assert [name for name in DESCRIBED if f"| `{name}` |" not in text] == []
    wanted = {f":: {name}" for name in DIRECTIVES | CONTAINERS | PLAIN}
    assert [name for name in wanted if name not in text] == []
    keys = set(Form.model_fields) - {"source"}
    assert [name for name in keys if f"`{name}`" not in text] == []
    assert [name for name in TEMPLATES.values() if f"`{name}`" not in text] == []


def test_word_templates_are_exported_and_used_after_an_edit(tmp_path: Path) -> None:
    export_forms(tmp_path)
    assert set(template_names()) == set(TEMPLATES.values())
    assert {p.name for p in tmp_path.glob("*.docx")} == set(template_names())
    load_forms(tmp_path)
    (paper,) = build_papers(FACTS, ["slate"], load_forms(tmp_path))
    assert word_said(render_docx(paper, templates=tmp_path)) == word_said(render_docx(paper))
    shutil.copy(tmp_path / "script.docx", tmp_path / "state.docx")
    assert render_docx(paper, templates=tmp_path) != render_docx(paper)
    (tmp_path / "state.docx").write_bytes(b"no Word file")
    with pytest.raises(InputError):
        render_docx(paper, templates=tmp_path)


def test_a_misspelt_word_template_is_told_but_not_what_word_keeps_beside_it(tmp_path: Path) -> None:
    (tmp_path / "~$state.docx").write_bytes(b"")
    load_forms(tmp_path)
    (tmp_path / "stat.docx").write_bytes(b"")
    with pytest.raises(InputError) as caught:
        load_forms(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["form-file-unknown"]


def test_everything_exported_is_what_the_software_knows(tmp_path: Path) -> None:
    written = {path.relative_to(tmp_path).as_posix() for path in export_forms(tmp_path)}
    assert written == {*form_names(), *template_names()}
