"""A personal extract tells one person's result and nothing of anybody else."""

from dataclasses import replace

from support import polls
from support.polls import marks, papers_of, said
from tinnhiem.documents.papers import slug

POLL = polls.council(persons=28, counts=[marks(11, 12, 26), marks(25, 24, 0)])


def test_no_extract_names_another_person_of_the_list() -> None:
    signer = {**POLL.papers, "signers": {"personal-extracts": {"name": "Trịnh Bá Sĩ"}}}
    for paper in papers_of(replace(POLL, papers=signer), "personal-extracts"):
        text = said(paper)
        named = [found.name for found in POLL.slate if found.name in text]
        assert len(named) == 1, paper.stem
        assert paper.stem.endswith(slug(named[0]))


def test_an_extract_is_the_same_whatever_the_others_got() -> None:
    others = polls.council(persons=28, counts=[marks(11, 12, 26), marks(1, 0, 48)])
    mine = papers_of(POLL, "personal-extracts")[0]
    again = papers_of(others, "personal-extracts")[0]
    assert replace(mine, fact_hash="") == replace(again, fact_hash="")


def test_no_extract_tells_a_rank_an_average_or_how_many_fell_in_a_case() -> None:
    for paper in papers_of(POLL, "personal-extracts"):
        text = said(paper).lower()
        assert not any(word in text for word in ("xếp thứ", "trung bình", "số người", "cao nhất"))


def test_the_chair_does_not_sign_the_own_extract() -> None:
    papers = papers_of(POLL, "personal-extracts")
    own, other = papers[0].closing.rows[0].places[0], papers[1].closing.rows[0].places[0]
    assert own.name == ""
    assert own.authority[-1] == "KT. CHỦ TỊCH"
    assert own.post == "PHÓ CHỦ TỊCH"
    assert other.name == "Lường Thị Kim Ánh"
    assert "extract-signer-needed" in {problem.code for problem in papers.warnings}


def test_another_signer_named_for_the_extracts_signs_that_of_the_chair() -> None:
    signers = {
        "default": {"name": "Lường Thị Kim Ánh"},
        "personal-extracts": {"post": "PHÓ CHỦ TỊCH", "name": "Tao Hữu Ẩn"},
    }
    papers = papers_of(
        replace(POLL, papers={**POLL.papers, "signers": signers}), "personal-extracts"
    )
    assert papers[0].closing.rows[0].places[0].name == "Tao Hữu Ẩn"
    assert papers[1].closing.rows[0].places[0].name == "Lường Thị Kim Ánh"


def test_a_case_is_told_with_what_the_law_says_next() -> None:
    text = said(papers_of(POLL, "personal-extracts")[0])
    assert "Bà có 26/49 phiếu “tín nhiệm thấp”" in text
    assert "có thể xin từ chức; trường hợp không xin từ chức thì Thường trực" in text


def test_exactly_one_half_is_told_to_the_person_alone() -> None:
    poll = polls.council(persons=9, counts=[None, marks(20, 4, 24)], returned=48)
    text = said(papers_of(poll, "personal-extracts")[1])
    assert "Số phiếu tín nhiệm thấp bằng một nửa tổng số phiếu thu về" in text
    assert "bằng một nửa" not in said(papers_of(poll, "minutes")[0])


def test_one_file_for_each_person_in_the_order_of_the_list() -> None:
    stems = [paper.stem for paper in papers_of(polls.council(persons=120), "personal-extracts")]
    assert len(set(stems)) == 120
    assert stems[0] == "personal-extracts-001-luong-thi-kim-anh"
    assert stems == sorted(stems)
