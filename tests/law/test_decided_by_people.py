"""What people decided about somebody on the list goes before what the law concludes."""

from dataclasses import replace
from datetime import date

from support.situations import against, poll
from tinnhiem.law.chain import load_chain
from tinnhiem.law.eligibility import Decision, Eligibility, eligibility
from tinnhiem.law.evaluation import evaluate, warnings
from tinnhiem.law.poll import Officeholder, Poll, Position, Post, Procedure

RULEBOOK = "nq-96-2023-qh15"
RETIRING = date(2023, 1, 2)


def _poll(**stated: object) -> Poll:
    situation = poll(RULEBOOK, [against(Procedure.RATING, 0, 40)], returned=40)
    (person,) = situation.slate
    return replace(situation, slate=(_with(person, **stated),))


def _with(person: Officeholder, **stated: object) -> Officeholder:
    return replace(person, count=None, **stated)  # type: ignore[arg-type]


def _found(situation: Poll) -> Eligibility:
    (found,) = eligibility(situation, load_chain(RULEBOOK))
    return found


def test_without_a_decision_the_law_concludes() -> None:
    found = _found(_poll())

    assert (found.included, found.by_law, found.decision) == (True, True, None)


def test_somebody_decided_out_is_out_and_the_law_still_says_its_own() -> None:
    found = _found(_poll(decided=False, decision_reason="Đang điều trị dài ngày"))

    assert not found.included
    assert found.by_law
    assert found.decision == Decision(included=False, reason="Đang điều trị dài ngày")
    assert [reason.rule.kind for reason in found.reasons] == ["subject"]


def test_somebody_decided_in_is_in_against_an_exclusion_that_is_still_listed() -> None:
    found = _found(_poll(retirement_notice_on=RETIRING, decided=True, decision_reason="Nhầm"))

    assert found.included
    assert not found.by_law
    assert [reason.rule.kind for reason in found.reasons] == ["exclusion"]


def test_somebody_outside_of_the_rules_who_is_decided_in_is_polled_for_their_posts() -> None:
    post = Post(title="Thư ký", position=Position.AGENCY_HEAD)
    found = _found(_poll(posts=(post,), decided=True, decision_reason="Theo kế hoạch"))

    assert found.included
    assert found.posts == (post,)


def test_somebody_who_left_office_is_not_polled_whatever_was_decided() -> None:
    found = _found(_poll(left_on=date(2023, 10, 1), decided=True, decision_reason="Cũ"))

    assert not found.included
    assert found.by_law
    assert found.decision is None


def test_a_count_lacks_nobody_whom_people_decided_out() -> None:
    situation = poll(RULEBOOK, [against(Procedure.RATING, 0, 40)] * 2, returned=40)
    first, second = situation.slate
    kept = _with(second, decided=False, decision_reason="Vì")

    evaluated = evaluate(replace(situation, slate=(first, kept)), load_chain(RULEBOOK))

    assert [result.officeholder.id for result in evaluated.results] == [first.id]


def test_a_count_of_somebody_decided_out_is_warned_of() -> None:
    situation = poll(RULEBOOK, [against(Procedure.RATING, 0, 40)], returned=40)
    (person,) = situation.slate
    kept = replace(person, decided=False, decision_reason="Vì")

    found = warnings(replace(situation, slate=(kept,)), load_chain(RULEBOOK))

    assert "decided-out-but-counted" in {problem.code for problem in found}
