"""Why somebody is not polled: each ground with its clause, counted, and told once."""

from dataclasses import replace
from datetime import date

from support import polls
from support.polls import frozen, paper_of, said
from tinnhiem.law.poll import Officeholder, Poll, Position

BY_FIVE = "khoản 5 Điều 2 Nghị quyết số 96/2023/QH15"


def deputy_head(person: Officeholder) -> Officeholder:
    post = replace(
        person.posts[0],
        title="Phó Trưởng Ban Pháp chế HĐND tỉnh",
        position=Position.COUNCIL_COMMITTEE_DEPUTY_HEAD,
    )
    return replace(person, posts=(post,), count=None)


def retiring(person: Officeholder) -> Officeholder:
    return replace(person, retirement_notice_on=date(2028, 9, 1), count=None)


def council(*, leaving: int, outside: int) -> Poll:
    base = polls.council(persons=9)
    slate = list(base.slate)
    for place in range(leaving):
        slate[-1 - place] = retiring(slate[-1 - place])
    for place in range(outside):
        slate[1 + place] = deputy_head(slate[1 + place])
    return replace(base, slate=tuple(slate))


def test_every_ground_is_counted_by_its_own_clause() -> None:
    poll = council(leaving=3, outside=1)
    for stem in ("slate", "submission-list"):
        text = said(paper_of(poll, stem))
        assert (
            "không thuộc diện lấy phiếu tín nhiệm: 04 (03 theo khoản 5 Điều 2, 01 không thuộc đối"
            " tượng theo khoản 2 Điều 2 Nghị quyết số 96/2023/QH15)."
        ) in text


def test_one_ground_is_cited_alone() -> None:
    assert f"tín nhiệm: 02 ({BY_FIVE})." in said(paper_of(council(leaving=2, outside=0), "slate"))
    text = said(paper_of(council(leaving=0, outside=1), "slate"))
    assert "01 (không thuộc đối tượng theo khoản 2 Điều 2 Nghị quyết số 96/2023/QH15)." in text


def test_who_is_no_subject_is_told_once_and_briefly() -> None:
    text = said(paper_of(council(leaving=0, outside=1), "slate"))
    assert "Khoản 2 Điều 2: không thuộc đối tượng lấy phiếu tín nhiệm" in text
    assert "Hội đồng nhân dân cấp tỉnh lấy phiếu" not in text


def test_each_person_kept_out_is_told_the_clause() -> None:
    text = said(paper_of(council(leaving=1, outside=0), "report-upward"))
    assert "(khoản 5 Điều 2: không lấy phiếu tín nhiệm đối với người đã có thông báo" in text


def test_the_facts_say_which_reasons_a_person_falls_outside_of() -> None:
    persons = frozen(council(leaving=0, outside=1)).data["persons"]
    assert isinstance(persons, list)
    assert {reason["applies"] for reason in persons[1]["reasons"]} == {False}
    assert {reason["applies"] for reason in persons[0]["reasons"]} == {True}
