"""The sentences about the legal cases: below, at and above every boundary, on every base."""

from dataclasses import replace
from datetime import date

import pytest

from support import polls
from support.polls import marks, paper_of, said, votes
from tinnhiem.law.poll import Base, Poll

NONE = (
    "Không có người nào có quá nửa tổng số phiếu thu về đánh giá “tín nhiệm thấp”; không có người"
    " nào có từ hai phần ba tổng số phiếu thu về trở lên đánh giá “tín nhiệm thấp”."
)
NOBODY_TWO = (
    "Không có người nào có quá nửa đến dưới hai phần ba tổng số phiếu thu về đánh giá “tín nhiệm"
    " thấp” (khoản 2 Điều 12)."
)
NOBODY_THREE = (
    "Không có người nào có từ hai phần ba tổng số phiếu thu về trở lên đánh giá “tín nhiệm thấp”"
    " (khoản 3 Điều 12)."
)


def rated(low: int, returned: int, *, persons: int = 9) -> Poll:
    """A poll whose first person has so many low marks of those returned."""
    return polls.council(persons=persons, counts=[marks(returned - low, 0, low)], returned=returned)


@pytest.mark.parametrize(
    ("low", "returned", "clause"),
    [
        (23, 47, None),
        (24, 47, 2),
        (31, 47, 2),
        (32, 47, 3),
        (24, 48, None),  # exactly one half
        (25, 48, 2),
        (31, 48, 2),
        (32, 48, 3),  # exactly two thirds
        (33, 48, 3),
    ],
)
def test_the_sentence_follows_whole_numbers(low: int, returned: int, clause: int | None) -> None:
    text = said(paper_of(rated(low, returned), "minutes"))
    found = f"({low}/{returned} phiếu, chiếm"
    if clause is None:
        assert NONE in text
        assert found not in text
    else:
        assert f"thuộc trường hợp quy định tại khoản {clause} Điều 12 Nghị quyết số" in text
        assert found in text
        assert (NOBODY_THREE if clause == 2 else NOBODY_TWO) in text


def test_both_cases_stand_in_the_order_of_the_clauses_and_several_persons_are_lettered() -> None:
    counts = [marks(5, 10, 34), marks(11, 12, 26), marks(10, 12, 27)]
    text = said(paper_of(polls.council(persons=9, counts=counts), "minutes"))
    assert "1. Có 02 người có quá nửa đến dưới hai phần ba" in text
    assert "a) ông Tao Hữu Ẩn" in text
    assert "b) ông Vi Đình Cừ" in text
    assert "2. Có 01 người có từ hai phần ba tổng số phiếu thu về trở lên" in text
    assert text.index("khoản 2 Điều 12") < text.index("khoản 3 Điều 12")


def test_each_name_carries_its_own_fraction_where_types_differ() -> None:
    base = polls.council(persons=8, counts=[marks(11, 12, 26), None, marks(10, 8, 30)])
    kinds = (base.ballot_types[0], replace(base.ballot_types[1], issued=48, returned=48))
    slate = tuple(
        found
        if found.ballot_type == "hdnd"
        else replace(found, count=marks(10, 8, 30) if found.id == "p3" else marks(40, 5, 3))
        for found in base.slate
    )
    text = said(paper_of(replace(base, ballot_types=kinds, slate=slate), "minutes"))
    assert "(26/49 phiếu, chiếm 53,06% tổng số phiếu thu về)" in text
    assert "(30/48 phiếu, chiếm 62,5% tổng số phiếu thu về)" in text


def test_one_person_alone_is_named_as_being_in_no_case() -> None:
    text = said(paper_of(polls.council(persons=1, counts=[marks(49, 0, 0)]), "minutes"))
    assert "không thuộc trường hợp quy định tại khoản 2, khoản 3 Điều 12 Nghị quyết số" in text


@pytest.mark.parametrize(
    ("against", "returned", "over"),
    [(24, 48, False), (25, 48, True), (24, 49, False), (25, 49, True)],
)
def test_a_confidence_vote_turns_on_more_than_one_half(
    against: int, returned: int, *, over: bool
) -> None:
    poll = polls.confidence(counts=[votes(returned - against, against)], returned=returned)
    text = said(paper_of(poll, "minutes"))
    assert f"có {against}/{returned} phiếu “không tín nhiệm”" in text
    assert ("không quá nửa tổng số phiếu thu về." in text) is not over
    assert ("thuộc trường hợp quy định tại Điều 17 Nghị quyết số 96/2023/QH15" in text) is over


def test_who_resigned_before_the_vote_is_not_voted_on() -> None:
    base = polls.confidence(counted=False)
    papers = {**base.papers, "resigned_on": {base.slate[0].id: date(2028, 12, 6)}}
    text = said(paper_of(replace(base, papers=papers), "submission-vote"))
    assert (
        "Ông Lường Thuỵ Ổn đã có đơn xin từ chức ngày 06 tháng 12 năm 2028; Hội đồng nhân dân tỉnh"
        " không tiến hành bỏ phiếu tín nhiệm đối với ông Lường Thuỵ Ổn."
    ) in text


@pytest.mark.parametrize(
    ("rulebook", "low", "words"),
    [
        ("nq-35-2012-qh13", 27, "Không có người nào có quá nửa tổng số đại biểu"),
        ("nq-35-2012-qh13", 28, "Có 01 người có quá nửa đến hai phần ba tổng số đại biểu"),
        ("nq-35-2012-qh13", 36, "Có 01 người có quá nửa đến hai phần ba tổng số đại biểu"),
        ("nq-35-2012-qh13", 37, "Có 01 người có trên hai phần ba tổng số đại biểu"),
        ("nq-85-2014-qh13", 35, "Có 01 người có quá nửa đến dưới hai phần ba tổng số đại biểu"),
        ("nq-85-2014-qh13", 36, "Có 01 người có từ hai phần ba tổng số đại biểu"),
    ],
)
def test_earlier_instruments_take_all_deputies_as_base(rulebook: str, low: int, words: str) -> None:
    text = said(paper_of(polls.older(rulebook, low=low), "minutes"))
    assert words in text
    assert "tổng số phiếu thu về" not in text


@pytest.mark.parametrize(
    ("low", "present", "words"),
    [
        (12, 24, "Không có đồng chí nào có trên 50% số phiếu “tín nhiệm thấp”."),
        (
            13,
            25,
            (
                "Số đồng chí có trên 50% và dưới hai phần ba số phiếu “tín nhiệm thấp” (khoản"
                " 2, Điều"
                " 11, Quy định số 96-QĐ/TW): 01, là đồng chí"
            ),
        ),
        (
            16,
            24,
            (
                "Số đồng chí có từ hai phần ba số phiếu “tín nhiệm thấp” trở lên (khoản 3, Điều 11,"
                " Quy định số 96-QĐ/TW): 01, là đồng chí"
            ),
        ),
        (15, 24, "(15/24 phiếu, bằng 62,5%)"),
    ],
)
def test_party_sentences(low: int, present: int, words: str) -> None:
    poll = polls.party(counts=[None, marks(present - low, 0, low)], present=present)
    assert words in said(paper_of(poll, "minutes"))


def test_the_base_is_said_beside_party_percentages_with_what_sets_it() -> None:
    text = said(paper_of(polls.party(), "minutes"))
    sentence = next(part for part in text.split("Tỷ lệ % tính trên ")[1:])
    assert sentence.startswith("tổng số phiếu thu về, theo khoản 3, Điều 6, Quy định số 96-QĐ/TW.")


def test_a_plan_is_named_for_the_base_only_where_it_chose_it() -> None:
    chosen = replace(polls.party(), rulebook="qd-262-qd-tw", denominator=Base.RETURNED)
    text = said(paper_of(chosen, "minutes"))
    assert "theo Kế hoạch số 36-KH/ĐU." in text.split("Tỷ lệ % tính trên ")[1]


def test_the_clause_on_several_places_is_that_of_the_chain_or_none() -> None:
    party = polls.party()
    elsewhere = {**party.papers, "other_places": {party.slate[0].id: "Tỉnh ủy"}}
    ruled = said(paper_of(replace(party, papers=elsewhere), "report-upward"))
    other = replace(party, papers=elsewhere, rulebook="qd-262-qd-tw", denominator=Base.RETURNED)
    unruled = said(paper_of(other, "report-upward"))

    assert "từng nơi (khoản 4, Điều 11, Quy định số 96-QĐ/TW)." in ruled
    assert "từng nơi." in unruled


def test_a_quorum_reached_is_told_with_its_fraction() -> None:
    text = said(paper_of(polls.party(), "minutes"))
    assert (
        "Số được triệu tập 27, có mặt 25 (bằng 92,59%), bảo đảm quy định ít nhất hai phần ba số"
        " người được triệu tập."
    ) in text


def test_a_line_without_a_valid_mark_is_explained_and_stays_in_the_base() -> None:
    poll = polls.council(persons=9, counts=[marks(32, 13, 3, 1)])
    poll = replace(poll, papers={**poll.papers, "invalid_lines": {"p1": {"unmarked": 1}}})
    text = said(paper_of(poll, "minutes"))
    assert "có 01 phiếu không đánh dấu vào ô nào ở dòng của bà" in text
    assert "tỷ lệ % vẫn tính trên 49 phiếu thu về" in text


def test_fewer_returned_than_issued_is_stated() -> None:
    text = said(paper_of(polls.council(persons=9, returned=48), "minutes"))
    assert "Có 01 phiếu phát ra không thu về (khối Hội đồng nhân dân tỉnh)" in text


def test_the_reading_copy_says_counts_and_shares_as_they_are_spoken() -> None:
    poll = polls.council(persons=9, counts=[marks(11, 12, 26)])
    text = said(paper_of(poll, "announcement-reading"))
    assert "Có một người có quá nửa" in text
    assert (
        "(hai mươi sáu trên bốn mươi chín phiếu, chiếm năm mươi ba phẩy không sáu phần trăm tổng"
        " số phiếu thu về)"
    ) in text
    assert "thu về bốn mươi chín phiếu" in text
    assert "khoản 2 Điều 12 Nghị quyết số 96/2023/QH15" in text
