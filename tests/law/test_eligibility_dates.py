"""What eligibility says where a date is missing, late, or of one post only."""

from dataclasses import replace
from datetime import date

import pytest

from support.situations import against, poll
from tinnhiem.law.chain import load_chain
from tinnhiem.law.eligibility import eligibility
from tinnhiem.law.evaluation import evaluate
from tinnhiem.law.poll import Poll, Position, Post, Procedure, Sitting
from tinnhiem.law.problems import InputError


def _poll(rulebook: str, *posts: Post, opening: date | None, day: date | None) -> Poll:
    situation = poll(rulebook, [against(Procedure.RATING, 0, 40)], returned=40)
    (person,) = situation.slate
    return replace(
        situation,
        sitting=Sitting(name="Kỳ họp", opening_date=opening, poll_date=day),
        slate=(replace(person, posts=posts),),
    )


def _post(elected_on: date | None, position: Position = Position.COUNCIL_CHAIR) -> Post:
    return Post(title=position.value, position=position, elected_on=elected_on)


@pytest.mark.parametrize(
    ("rulebook", "day", "missing"),
    [
        ("nq-96-2023-qh15", None, "sitting.poll_date"),
        ("nq-85-2014-qh13", date(2018, 12, 6), "sitting.opening_date"),
    ],
)
def test_a_date_that_an_exclusion_is_counted_by_must_be_there(
    rulebook: str, day: date | None, missing: str
) -> None:
    situation = _poll(rulebook, _post(date(2016, 6, 20)), opening=None, day=day)

    with pytest.raises(InputError) as refused:
        eligibility(situation, load_chain(rulebook))

    assert [p.place for p in refused.value.problems] == [missing]


def test_a_count_is_evaluated_without_the_dates_all_the_same() -> None:
    situation = _poll("nq-96-2023-qh15", _post(date(2021, 6, 30)), opening=None, day=None)

    assert evaluate(situation, load_chain("nq-96-2023-qh15")).results[0].base == 40


def test_an_election_after_the_poll_is_warned_of() -> None:
    day = date(2023, 12, 5)
    situation = _poll("nq-96-2023-qh15", _post(date(2026, 5, 5)), opening=day, day=None)
    (found,) = eligibility(situation, load_chain("nq-96-2023-qh15"))

    assert [p.code for p in found.warnings] == ["elected-after-sitting"]


def test_a_person_new_to_one_post_only_is_excluded_with_a_warning() -> None:
    day = date(2023, 12, 7)
    posts = (
        _post(date(2021, 6, 30)),
        _post(date(2023, 7, 10), Position.COUNCIL_COMMITTEE_HEAD),
    )
    (found,) = eligibility(
        _poll("nq-96-2023-qh15", *posts, opening=day, day=day), load_chain("nq-96-2023-qh15")
    )

    assert not found.included
    assert [p.code for p in found.warnings] == ["new-to-one-post"]


def test_somebody_out_of_scope_is_told_every_rule_of_the_body() -> None:
    day = date(2023, 12, 7)
    minister = _post(date(2021, 7, 28), Position.MINISTER)
    (found,) = eligibility(
        _poll("nq-96-2023-qh15", minister, opening=day, day=day), load_chain("nq-96-2023-qh15")
    )

    assert {r.rule.id for r in found.reasons} == {"rated-council", "rated-people-committee"}
    assert not any(r.applies for r in found.reasons)


def test_who_resigned_before_a_confidence_vote_needs_no_count() -> None:
    voted = poll(
        "nq-96-2023-qh15",
        [against(Procedure.CONFIDENCE_VOTE, 25, 40), None],
        returned=40,
        procedure=Procedure.CONFIDENCE_VOTE,
    )
    chain = load_chain("nq-96-2023-qh15")

    with pytest.raises(InputError) as refused:
        evaluate(voted, chain)
    resigned = replace(voted, papers={"resigned_on": {"p2": date(2023, 12, 6)}})

    assert [p.code for p in refused.value.problems] == ["count-missing"]
    assert [r.officeholder.id for r in evaluate(resigned, chain).results] == ["p1"]
