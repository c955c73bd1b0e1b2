"""Clerks may edit the templates; what cannot work is told with its place, all at once."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt

from documents.word_papers import every_paper, roster_minutes
from documents.word_reading import find, packed, part, parts, said
from support.board_papers import minutes
from support.papers import extract
from tinnhiem.documents.plain import plain_text
from tinnhiem.documents.word import TEMPLATES, own_template, render_docx
from tinnhiem.documents.word.form import FORM_NAMES
from tinnhiem.documents.word.template import open_template
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.wording.problems import SENTENCES

ROOT = Path(__file__).parents[2]
DOCUMENT = "word/document.xml"


def edited(folder: Path, *changes: tuple[str, str], name: str = DOCUMENT) -> Path:
    """Put an edited copy of the State's template into a folder."""
    contents = parts(own_template("state.docx"))
    text = contents[name].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    contents[name] = text.encode()
    (folder / "state.docx").write_bytes(packed(contents))
    return folder


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(InputError) as raised:
        render_docx(extract(), templates=folder)
    return list(raised.value.problems)


@pytest.mark.parametrize("name", sorted(TEMPLATES.values()))
def test_own_templates_are_small_complete_and_as_the_script_makes_them(
    name: str, tmp_path: Path
) -> None:
    data = own_template(name)
    template = open_template(name, data)
    assert len(data) < 40_000
    assert template.used >= FORM_NAMES
    made = "import make_word_templates as m, pathlib; m.FOLDER = pathlib.Path('.'); m.main()"
    subprocess.run(
        [sys.executable, "-c", made],
        check=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT / "script")},
    )
    assert parts((tmp_path / name).read_bytes()) == parts(data)


def test_styles_have_names_in_both_languages() -> None:
    styles = find(part(own_template("state.docx"), "word/styles.xml"), "w:style[@w:customStyle]")
    assert len(styles) > 40
    for style in styles:
        assert find(style, "w:aliases")


def test_a_template_edited_in_word_works(tmp_path: Path) -> None:
    document = Document(io.BytesIO(own_template("state.docx")))
    document.paragraphs[0].insert_paragraph_before("VĂN PHÒNG HỘI ĐỒNG NHÂN DÂN")
    document.styles["TN Thân bài"].font.size = Pt(15)
    document.sections[0].left_margin = Pt(99)
    document.save(str(tmp_path / "state.docx"))
    data = render_docx(extract(), templates=tmp_path)
    words = said(data)
    assert words == f"VĂN PHÒNG HỘI ĐỒNG NHÂN DÂN {' '.join(plain_text(extract()).split())}"
    body = "w:style[w:name/@w:val='TN Thân bài']/w:rPr/w:sz/@w:val"
    styles = part(data, "word/styles.xml")
    assert styles.xpath(body, namespaces={"w": styles.nsmap["w"]}) == ["30"]


def test_tags_that_word_has_cut_into_runs_still_work(tmp_path: Path) -> None:
    cut = '{{ num</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>ber }}'
    folder = edited(tmp_path, ("{{ number }}", cut))
    assert "Số: 108/TTHĐND-CTHĐND" in said(render_docx(extract(), templates=folder))


def test_rewritten_style_ids_are_found_by_name(tmp_path: Path) -> None:
    folder = edited(tmp_path, ('w:styleId="TNBody"', 'w:styleId="Kiu7"'), name="word/styles.xml")
    assert b'w:val="Kiu7"' in parts(render_docx(extract(), templates=folder))[DOCUMENT]


def test_a_changed_template_is_noticed_and_others_stay_the_softwares_own(tmp_path: Path) -> None:
    own = render_docx(minutes())
    assert render_docx(minutes(), templates=tmp_path) == own
    edited(tmp_path, ("Nơi nhận:", "Kính chuyển:"))
    assert b"K\xc3\xadnh chuy" in parts(render_docx(extract(), templates=tmp_path))[DOCUMENT]


def test_every_unknown_tag_is_told_with_its_place(tmp_path: Path) -> None:
    folder = edited(
        tmp_path, ("{{ number }}", "Số {{ nunber }}"), ("signature.name }}", "signature.nam }}")
    )
    found = problems(folder)
    assert [(each.code, each.values["tag"]) for each in found] == [
        ("word-template-unknown-tag", "nam"),
        ("word-template-unknown-tag", "nunber"),
    ]
    assert found[1].place.endswith("state.docx: document, “Số {{ nunber }}”")


def test_an_unfinished_tag_is_told_with_its_place(tmp_path: Path) -> None:
    (found,) = problems(edited(tmp_path, ("{{ number }}", "{{ number + }}")))
    assert found.code == "word-template-syntax"
    assert "“{{ number + }}”" in found.place


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{{p body }}", "Nội dung", "word-template-marker"),
        ("{{p aside }}", "{{p body }}", "word-template-marker"),
        ("{{p body }}", "{{ body }}", "word-template-marker-form"),
    ],
)
def test_a_body_without_its_place_is_told(tmp_path: Path, old: str, new: str, code: str) -> None:
    (found,) = problems(edited(tmp_path, (old, new)))
    assert found.code == code
    assert found.values["marker"] == "{{p body }}"


def test_every_missing_style_is_told(tmp_path: Path) -> None:
    changes = (('"TN Thân bài"', '"Thân"'), ('"TN Bảng"', '"B"'))
    found = problems(edited(tmp_path, *changes, name="word/styles.xml"))
    assert [each.values["style"] for each in found] == ["TN Thân bài", "TN Bảng"]


def test_a_template_may_not_drop_what_a_paper_says(tmp_path: Path) -> None:
    folder = edited(tmp_path, ("{{ signature.name }}", "Ký tên"), ("{{ number }}", "Số"))
    assert [(each.code, each.values["tag"]) for each in problems(folder)] == [
        ("word-template-lacks-tag", "number"),
        ("word-template-lacks-tag", "signature"),
    ]


def test_a_template_reaches_nothing_but_the_paper(tmp_path: Path) -> None:
    escape = "{{ number.__class__.__mro__ }}"
    found = problems(edited(tmp_path, ("{{ number }}", escape)))
    assert [each.code for each in found] == ["word-template-unknown-tag"] * 2
    found = problems(edited(tmp_path, ("{{ number }}", "{{ number['__class__']['x'] }}")))
    assert [each.code for each in found] == ["word-template-fails"]


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DOCUMENT, b" " * 30_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 no zip",
        packed({"a.txt": b"x"}),
        packed({"[Content_Types].xml": b"<Types"}),
        packed({**parts(own_template("state.docx")), DOCUMENT: b"<w:document>"}),
        bomb(),
    ],
    ids=["empty", "garbage", "other zip", "broken types", "broken document", "bomb"],
)
def test_a_file_that_is_no_word_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "state.docx").write_bytes(data)
    (found,) = problems(tmp_path)
    assert found.code == "word-template-unreadable"
    assert found.place.endswith("state.docx")


def test_every_problem_has_a_sentence() -> None:
    source = "\n".join(
        path.read_text("utf-8")
        for path in sorted((ROOT / "src/tinnhiem/documents/word").glob("*.py"))
    )
    codes = {word for word in source.split('"') if word.startswith("word-template")}
    assert len(codes) == 10
    assert codes <= SENTENCES.keys()


def test_the_same_paper_gives_the_same_bytes() -> None:
    for paper in every_paper().values():
        assert render_docx(paper) == render_docx(paper)


def test_the_same_paper_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    call = (
        "import sys; from pathlib import Path; from tinnhiem.documents.word import render_docx;"
        "from documents.word_papers import roster_minutes;"
        "Path('x.docx').write_bytes(render_docx(roster_minutes()))"
    )
    paths = f"{ROOT / 'src'}:{ROOT / 'tests'}"
    subprocess.run(
        [sys.executable, "-c", call],
        check=True,
        cwd=tmp_path,
        env={"PYTHONPATH": paths, "PYTHONHASHSEED": "7"},
    )
    assert (tmp_path / "x.docx").read_bytes() == render_docx(roster_minutes())


def test_a_file_tells_nothing_of_who_made_it_or_when(tmp_path: Path) -> None:
    document = Document(io.BytesIO(own_template("state.docx")))
    document.core_properties.author = "Nguyễn Văn Thư"
    document.save(str(tmp_path / "state.docx"))
    contents = parts(render_docx(extract(), templates=tmp_path))
    assert not any("Nguyễn Văn Thư".encode() in content for content in contents.values())
    assert b"V/v th\xc3\xb4ng b\xc3\xa1o" in contents["docProps/core.xml"]
