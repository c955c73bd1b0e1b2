"""A whole set in its folder: complete or not at all, the same words in every format."""

import csv
import io
import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from documents.word_reading import said as word_said
from support import polls
from support.pdf_pages import Pages
from support.polls import marks, papers_of
from tinnhiem.documents.issue import INDEX, issue_documents
from tinnhiem.documents.paper import Paper
from tinnhiem.documents.pdf import render_pdf
from tinnhiem.documents.placing import write_together
from tinnhiem.documents.plain import plain_lines, plain_text
from tinnhiem.documents.word import render_docx
from tinnhiem.law.chain import chain_of
from tinnhiem.law.poll import Poll
from tinnhiem.law.problems import InputError, ReconciliationError

FEW = polls.council(persons=4, counts=[marks(11, 12, 26), None, marks(30, 15, 3, 1)])
ONE_OF_EACH = {
    "council": polls.council(persons=28, counts=[marks(11, 12, 26)]),
    "one": polls.council(persons=1),
    "sixty": polls.council(persons=60),
    "vote": polls.confidence(),
    "party": polls.party(counts=[marks(8, 4, 13)]),
}


def dense(text: str) -> str:
    return "".join(text.split()).replace("…", "").replace(".", "")


def first_of_each_kind(poll: Poll) -> list[Paper]:
    found: dict[str, Paper] = {}
    for paper in papers_of(poll):
        found.setdefault(paper.stem if paper.kind == "submission" else paper.kind, paper)
    return list(found.values())


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_pdf_and_docx_say_what_the_tree_says(name: str) -> None:
    for paper in first_of_each_kind(ONE_OF_EACH[name]):
        assert word_said(render_docx(paper)) == " ".join(plain_text(paper).split()), paper.stem
        printed = dense(Pages(render_pdf(paper)).text)
        missing = [line for line in plain_lines(paper) if dense(line) not in printed]
        assert [line for line in missing if not _parted(line, printed)] == [], paper.stem


def _parted(line: str, printed: str) -> bool:
    """Whether all words of a line that a page break parted stand in the print."""
    return all(dense(word) in printed for word in line.split())


def issued(
    poll: Poll, out: Path, *kinds: str, formats: tuple[str, ...] = ("pdf", "docx")
) -> list[str]:
    issue_documents(poll, chain_of(poll), out, kinds=kinds or None, formats=formats)
    return sorted(path.name for path in out.iterdir())


def test_the_whole_set_lies_flat_in_its_folder_with_an_index(tmp_path: Path) -> None:
    names = issued(FEW, tmp_path)
    assert {"minutes.pdf", "minutes.docx", "publication.xlsx", "publication.csv", INDEX} <= set(
        names
    )
    assert {"ballots-hdnd.pdf", "request-letters-01-luong-thi-kim-anh.docx"} <= set(names)
    index = json.loads((tmp_path / INDEX).read_text("utf-8"))
    assert index["legal_bases"][0]["name"] == "Nghị quyết số 96/2023/QH15"
    assert {entry["file"] for entry in index["files"]} == set(names) - {INDEX}
    for entry in index["files"]:
        assert sha256((tmp_path / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert index["facts"] in (tmp_path / "publication.json").read_text("utf-8")


def test_the_same_poll_gives_the_same_bytes(tmp_path: Path) -> None:
    kinds = ("minutes", "publication", "ballots")
    issued(FEW, tmp_path / "a", *kinds)
    issued(FEW, tmp_path / "b", *kinds)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_before_the_count_only_what_needs_none_is_issued(tmp_path: Path) -> None:
    names = issued(polls.council(persons=2, counted=False), tmp_path, formats=("pdf",))
    assert "slate.pdf" in names
    assert "submission-list.pdf" in names
    assert not {"minutes.pdf", "resolution.pdf", "publication.csv"} & set(names)


def test_nothing_is_left_behind_where_something_is_wrong(tmp_path: Path) -> None:
    out = tmp_path / "out"
    bad = replace(FEW, slate=(replace(FEW.slate[0], name="Lường 中"), *FEW.slate[1:]))
    with pytest.raises(InputError):
        issued(bad, out, "minutes")
    wrong = replace(FEW, slate=(replace(FEW.slate[0], count=marks(1, 1, 1)), *FEW.slate[1:]))
    with pytest.raises(ReconciliationError):
        issued(wrong, out)
    with pytest.raises(InputError) as caught:
        issued(polls.council(persons=2, counted=False), out, "minutes", "nothing", formats=("odt",))
    assert {p.code for p in caught.value.problems} == {
        "paper-needs-count",
        "paper-kind-unknown",
        "document-format-unknown",
    }
    assert not out.exists()


def test_other_files_stay_and_old_ones_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    (tmp_path / "minutes.pdf").write_text("old", "utf-8")
    names = issued(FEW, tmp_path, "minutes", formats=("pdf",))
    assert names == [INDEX, "mine.txt", "minutes.pdf"]
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"
    assert (tmp_path / "minutes.pdf").read_bytes().startswith(b"%PDF")


def test_a_move_that_fails_is_undone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old", "utf-8")
    (tmp_path / "b.txt").mkdir()
    (tmp_path / "b.txt" / "x").write_text("x", "utf-8")
    (tmp_path / "c").mkdir()
    with pytest.raises(OSError, match=r"."):
        write_together(tmp_path, {"a.txt": b"new", "c/../no/d.txt": b"new"})
    assert (tmp_path / "a.txt").read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt", "c"]


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    poll = polls.council(persons=2)
    issue_documents(
        poll,
        chain_of(poll),
        tmp_path,
        kinds=["minutes", "resolution"],
        advance=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_published_counts_are_numbers_and_shares_are_text_and_fraction(tmp_path: Path) -> None:
    issued(FEW, tmp_path, "publication", formats=("pdf",))
    data = (tmp_path / "publication.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0]["Tín nhiệm thấp"] == "26"
    assert rows[0]["Tín nhiệm thấp (%)"] == "53,06"
    assert rows[0]["Tín nhiệm thấp (n/N)"] == "26/49"
    assert rows[0]["Trường hợp"] == "khoản 2 Điều 12 Nghị quyết số 96/2023/QH15"
    sheet = openpyxl.load_workbook(tmp_path / "publication.xlsx").active
    assert sheet is not None
    values = [cell.value for cell in sheet[2]]
    assert 26 in values
    assert "53,06" in values
    told = json.loads((tmp_path / "publication.json").read_text("utf-8"))
    first = told["ballot_types"][0]["officeholders"][0]
    assert first["count"] == {"high": 11, "medium": 12, "low": 26}
    assert first["fraction"]["low"] == "26/49"


@pytest.mark.parametrize("post", ["=cmd()", "+1", "-1", "@x", '=HYPERLINK("http://x")'])
def test_no_cell_is_taken_for_a_formula(tmp_path: Path, post: str) -> None:
    first = FEW.slate[0]
    hostile = replace(first, posts=(replace(first.posts[0], title=post),))
    issued(replace(FEW, slate=(hostile, *FEW.slate[1:])), tmp_path, "publication", formats=("pdf",))
    text = (tmp_path / "publication.csv").read_text("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert row["Chức vụ"] == f"'{post}"
    sheet = openpyxl.load_workbook(tmp_path / "publication.xlsx").active
    assert sheet is not None
    cell = next(cell for cell in sheet[2] if cell.value == post)
    assert cell.data_type == "s"
