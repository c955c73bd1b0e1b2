"""What a clerk is told beside the papers, and the papers of a count that went wrong."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from support import polls
from support.pdf_pages import Pages
from support.polls import paper_of, said, votes
from tinnhiem.documents.issue import INDEX, IssuedSet, issue_documents
from tinnhiem.documents.papers import kinds_for
from tinnhiem.law.chain import chain_of
from tinnhiem.law.poll import BoardMember, Poll
from tinnhiem.law.problems import InputError, ReconciliationError

PDF = ("pdf",)


def issued(poll: Poll, out: Path, *kinds: str) -> IssuedSet:
    return issue_documents(poll, chain_of(poll), out, kinds=kinds or None, formats=PDF)


def resigned(**changes: object) -> Poll:
    """A vote on three persons of whom the second resigned before it and has no count."""
    base = polls.confidence(counts=[votes(20, 29), votes(20, 29), votes(30, 19)])
    first, second, third = base.slate
    papers = {**base.papers, "resigned_on": {second.id: date(2028, 12, 6)}}
    slate = (first, replace(second, count=None), replace(third, **changes))  # type: ignore[arg-type]
    return replace(base, slate=slate, papers=papers)


def overfull() -> Poll:
    base = polls.council(persons=5)
    first = replace(base.ballot_types[0], returned=50)
    return replace(base, ballot_types=(first, *base.ballot_types[1:]))


def test_unchecked_forms_are_told_to_the_clerk_and_stand_in_the_index(tmp_path: Path) -> None:
    found = issued(polls.council(persons=2), tmp_path, "report-upward", "minutes")
    assert found.unverified_forms == ("report-upward",)
    index = json.loads((tmp_path / INDEX).read_text("utf-8"))
    assert index["unverified_forms"] == ["report-upward"]
    assert "unverified" not in Pages((tmp_path / "report-upward.pdf").read_bytes()).text


def test_who_resigned_before_a_vote_needs_no_count(tmp_path: Path) -> None:
    poll = resigned()
    issued(poll, tmp_path, "minutes", "personal-extracts", "ballots")
    text = said(paper_of(poll, "minutes"))
    gone = poll.slate[1].name
    assert f"{gone} đã có đơn xin từ chức ngày 06 tháng 12 năm 2028; Hội đồng nhân dân" in text
    assert "29/49" in text
    assert len(list(tmp_path.glob("personal-extracts-*.pdf"))) == 2
    assert gone not in Pages(next(tmp_path.glob("ballots*.pdf")).read_bytes()).text


def test_a_fault_beside_one_who_resigned_keeps_its_place_in_the_list(tmp_path: Path) -> None:
    with pytest.raises(ReconciliationError) as caught:
        issued(resigned(count=votes(1, 1)), tmp_path)
    assert [problem.place for problem in caught.value.problems] == ["slate[2].count"]


def test_a_count_with_too_many_ballots_has_minutes_of_the_incident_and_nothing_else(
    tmp_path: Path,
) -> None:
    poll = overfull()
    for kinds in ((), ("minutes",), ("incident-minutes", "minutes")):
        with pytest.raises(ReconciliationError):
            issued(poll, tmp_path / "none", *kinds)
    assert not (tmp_path / "none").exists()
    issued(poll, tmp_path, "incident-minutes")
    text = " ".join(Pages((tmp_path / "incident-minutes.pdf").read_bytes()).text.split())
    assert "49 phiếu; số phiếu thu về: 50 phiếu; thu về nhiều hơn phát ra: 01 phiếu" in text
    assert "tín nhiệm cao" not in text
    assert "không công bố kết quả" in text


def test_an_incident_is_minuted_only_when_asked_for() -> None:
    for poll in (polls.council(persons=2), polls.party()):
        assert "incident-minutes" not in kinds_for(polls.frozen(poll))
    assert "T/M BAN KIỂM PHIẾU" in said(paper_of(polls.party(), "incident-minutes"))


def test_a_board_with_somebody_on_the_list_is_refused_wherever_it_is_named(tmp_path: Path) -> None:
    base = polls.council(persons=5)
    seated = BoardMember(name=base.slate[2].name, role="member")
    poll = replace(base, counting_board=(*base.counting_board[:6], seated))
    for kinds in ((), ("board-decision",), ("minutes",)):
        with pytest.raises(InputError) as caught:
            issued(poll, tmp_path / "none", *kinds)
        assert [problem.code for problem in caught.value.problems] == ["board-member-on-slate"]
    assert not (tmp_path / "none").exists()
    issued(poll, tmp_path, "slate")


def test_what_the_law_has_to_note_reaches_the_clerk(tmp_path: Path) -> None:
    base = polls.council(persons=2)
    late = replace(base, body=replace(base.body, term=(2011, 2016)))
    assert "poll-outside-term" in {p.code for p in issued(late, tmp_path, "slate").warnings}


def test_a_counted_poll_on_nobody_the_law_names_has_papers_and_no_ballots(tmp_path: Path) -> None:
    base = polls.council(persons=2)
    posts = tuple(replace(person, retirement_notice_on=date(2028, 1, 1)) for person in base.slate)
    found = issued(replace(base, slate=posts), tmp_path)
    assert not list(tmp_path.glob("ballots*"))
    assert "excluded-but-counted" in {problem.code for problem in found.warnings}
