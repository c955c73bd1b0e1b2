"""Papers say what people decided about somebody on the list, and who left office."""

from dataclasses import replace
from datetime import date

from support import polls
from support.polls import paper_of, said
from tinnhiem.documents.ballots.papers import definition_of
from tinnhiem.documents.form_library import load_forms
from tinnhiem.documents.issue import freeze_poll
from tinnhiem.documents.papers import build_papers
from tinnhiem.law.chain import load_chain
from tinnhiem.law.poll import Poll

ILL = "Đang điều trị dài ngày."


def council(**stated: object) -> Poll:
    base = polls.council(persons=4)
    last = replace(base.slate[-1], count=None, **stated)  # type: ignore[arg-type]
    return replace(base, slate=(*base.slate[:-1], last))


def test_the_list_gives_the_reason_for_which_somebody_was_decided_out() -> None:
    poll = council(decided=False, decision_reason=ILL)
    text = said(paper_of(poll, "slate"))

    assert "Quyết định riêng: Đang điều trị dài ngày" in text
    assert "tín nhiệm: 01 (quyết định riêng)." in text
    assert "từ chức" not in text


def test_a_ground_of_the_law_stands_before_the_decision() -> None:
    stated = {"decided": False, "decision_reason": "Như trên"}
    poll = council(retirement_notice_on=date(2028, 9, 1), **stated)

    assert "; quyết định riêng: Như trên" in said(paper_of(poll, "report-upward"))


def test_the_list_notes_who_was_decided_in() -> None:
    stated = {"decided": True, "decision_reason": "Thông báo bị hủy"}
    poll = council(retirement_notice_on=date(2028, 9, 1), **stated)
    poll = replace(poll, slate=tuple(replace(person, count=None) for person in poll.slate))
    text = said(paper_of(poll, "slate"))

    assert "Quyết định riêng: Thông báo bị hủy" in text
    ballots = definition_of(poll, load_chain(poll.rulebook))
    printed = {line.id for kind in ballots.types for line in kind.lines}
    assert poll.slate[-1].id in printed


def test_who_left_office_is_told_with_the_day() -> None:
    text = said(paper_of(council(left_on=date(2028, 11, 30)), "slate"))

    assert "Thôi giữ chức vụ ngày 30 tháng 11 năm 2028" in text.replace("\u00a0", " ")


def test_facts_without_a_decision_are_as_they_were() -> None:
    persons = freeze_poll(polls.council(persons=4), load_chain("nq-96-2023-qh15")).data["persons"]

    assert isinstance(persons, list)
    assert all({"decision", "left_on", "by_law"}.isdisjoint(person) for person in persons)


def test_each_letter_names_the_person_whom_it_is_for() -> None:
    poll = council(decided=False, decision_reason=ILL)
    poll = replace(poll, slate=tuple(replace(person, count=None) for person in poll.slate))
    facts = freeze_poll(poll, load_chain(poll.rulebook))

    letters = build_papers(facts, ["request-letters"], load_forms(None))
    names = {person.id: person.name for person in poll.slate}

    assert {letter.person for letter in letters} == {person.id for person in poll.slate[:-1]}
    assert all(names[letter.person] in said(letter) for letter in letters)


def test_a_reminder_is_written_only_where_it_is_asked_for() -> None:
    poll = council(decided=False, decision_reason=ILL)
    poll = replace(poll, slate=tuple(replace(person, count=None) for person in poll.slate))
    facts = freeze_poll(poll, load_chain(poll.rulebook))

    every = build_papers(facts, None, load_forms(None))
    letters = build_papers(facts, ["reminder-letters"], load_forms(None))

    assert "reminder-letters" not in {paper.kind for paper in every}
    assert len(letters) == 3
    assert letters.unverified_forms == ("reminder-letters",)
    assert "chưa nhận được báo cáo" in said(letters[0])
