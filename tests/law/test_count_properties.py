"""What holds for every count, whatever the numbers: tried on many that nobody chose."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from support.situations import DECIDES, against, count, poll
from tinnhiem.law.chain import load_chain
from tinnhiem.law.evaluation import evaluate
from tinnhiem.law.outcomes import outcome
from tinnhiem.law.poll import CHOICES, Poll, Procedure

RATED = st.sampled_from(["nq-35-2012-qh13", "nq-85-2014-qh13", "nq-96-2023-qh15", "qd-96-qd-tw"])
VOTED = st.sampled_from(["nq-35-2012-qh13", "nq-85-2014-qh13", "nq-96-2023-qh15"])


@st.composite
def counted_polls(draw: st.DrawFn) -> Poll:
    """A rating whose numbers all agree."""
    returned = draw(st.integers(1, 500))
    lines = []
    for _ in range(draw(st.integers(1, 6))):
        cuts = sorted(draw(st.lists(st.integers(0, returned), min_size=3, max_size=3)))
        marks = [cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1]]
        lines.append(count(Procedure.RATING, marks, returned - cuts[2]))
    members = returned + draw(st.integers(0, returned // 2))
    return poll(draw(RATED), lines, returned=returned, membership=members)


@given(counted_polls())
def test_nothing_is_lost_or_added(situation: Poll) -> None:
    for found in evaluate(situation, load_chain(situation.rulebook)).results:
        shown = sum(found.shares.values()) * found.base + found.count.invalid

        assert shown == situation.ballot_types[0].returned


@given(counted_polls(), st.randoms(use_true_random=False))
def test_the_order_of_the_list_changes_no_result(situation: Poll, chance: object) -> None:
    chain = load_chain(situation.rulebook)
    shuffled = list(situation.slate)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    here = {r.officeholder.id: r for r in evaluate(situation, chain).results}
    there = evaluate(replace(situation, slate=tuple(shuffled)), chain).results

    assert {r.officeholder.id: r for r in there} == here


@given(RATED, st.integers(1, 600))
def test_more_low_marks_never_give_a_lighter_case(rulebook: str, base: int) -> None:
    _is_monotone(rulebook, Procedure.RATING, base)


@given(VOTED, st.integers(1, 600))
def test_more_votes_of_no_confidence_never_give_a_lighter_case(rulebook: str, base: int) -> None:
    _is_monotone(rulebook, Procedure.CONFIDENCE_VOTE, base)


def _is_monotone(rulebook: str, procedure: Procedure, base: int) -> None:
    rules = load_chain(rulebook).outcomes(procedure)
    weight = {None: 0} | {rule.outcome: i for i, rule in enumerate(rules, 1)}
    found = [outcome(against(procedure, votes, base), base, rules) for votes in range(base + 1)]
    weights = [weight[rule.outcome if rule else None] for rule in found]

    assert weights == sorted(weights)
    assert weights[0] == 0
    assert weights[-1] == len(rules)


@given(VOTED, st.sampled_from(list(Procedure)), st.integers(1, 600), st.data())
def test_a_case_is_found_exactly_where_the_exact_share_lies(
    rulebook: str, procedure: Procedure, base: int, data: st.DataObject
) -> None:
    votes = data.draw(st.integers(0, base))
    rules = load_chain(rulebook).outcomes(procedure)
    found = outcome(against(procedure, votes, base), base, rules)
    share = Fraction(votes, base)
    half = next(r for r in rules if r.over == Fraction(1, 2))

    assert (found is not None) is (share > Fraction(1, 2))
    if found is half and half.under:
        assert share < half.under


@given(counted_polls(), st.data())
def test_one_ballot_more_on_a_line_is_refused(situation: Poll, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(situation.slate) - 1))
    person = situation.slate[index]
    assert person.count is not None
    choice = data.draw(st.sampled_from(CHOICES[Procedure.RATING]))
    marks = {**person.count.marks, choice: person.count.marks[choice] + 1}
    wrong = replace(person, count=replace(person.count, marks=marks))
    slate = (*situation.slate[:index], wrong, *situation.slate[index + 1 :])

    codes, places = _refusal(replace(situation, slate=slate))

    assert codes == ["sum-differs"]
    assert places == [f"slate[{index}].count"]


def _refusal(situation: Poll) -> tuple[list[str], list[str]]:
    from tinnhiem.law.problems import ReconciliationError

    try:
        evaluate(situation, load_chain(situation.rulebook))
    except ReconciliationError as error:
        return [p.code for p in error.problems], [p.place for p in error.problems]
    return [], []


def test_every_procedure_has_a_choice_that_decides() -> None:
    assert {p: CHOICES[p][-1] for p in Procedure} == DECIDES
