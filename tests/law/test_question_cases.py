"""Calendars, bases, quorums, triggers and ballot defects of every instrument, as readable data."""

import tomllib
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from support.situations import against, poll
from tinnhiem.exchange.public_holidays import is_public_holiday
from tinnhiem.law.chain import load_chain
from tinnhiem.law.confidence import Petition, count_petitions, triggers
from tinnhiem.law.evaluation import evaluate
from tinnhiem.law.poll import Base, BodyKind, Procedure
from tinnhiem.law.problems import InputError, ReconciliationError
from tinnhiem.law.rulebook import TriggerRule, ValidityRule
from tinnhiem.law.timeline import timeline

CASES = Path(__file__).parent / "cases"


def _cases(topic: str) -> list[Any]:
    return list(_read(topic))


def _read(topic: str) -> Iterator[Any]:
    for path in sorted(CASES.glob(f"*/{topic}.toml")):
        rulebook = path.parent.name
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield pytest.param(rulebook, case, id=f"{rulebook}:{case['name']}")


@pytest.mark.parametrize(("rulebook", "case"), _cases("calendar"))
def test_each_step_is_due_on_its_day(rulebook: str, case: dict[str, Any]) -> None:
    steps = timeline(
        load_chain(rulebook, case.get("overlays", ())),
        opening=case.get("opening"),
        poll_date=case.get("poll"),
        is_holiday=is_public_holiday,
    )
    due = {step.rule.id: step.due for step in steps}

    for step, day in case["due"].items():
        assert due[step] == day, step


@pytest.mark.parametrize(("rulebook", "case"), _cases("bases"))
def test_shares_are_taken_of_the_base_that_the_instrument_prescribes(
    rulebook: str, case: dict[str, Any]
) -> None:
    chosen = case.get("denominator")
    situation = poll(
        rulebook,
        [against(Procedure.RATING, case["low"], case["returned"])],
        returned=case["returned"],
        issued=case.get("issued"),
        membership=case.get("membership"),
        present=case.get("present"),
        invalid=case.get("invalid", 0),
        denominator=Base(chosen) if chosen else None,
    )
    if "refused" in case:
        with pytest.raises(InputError) as refused:
            evaluate(situation, load_chain(rulebook))
        assert [problem.code for problem in refused.value.problems] == [case["refused"]]
        return
    if "conflict" in case:
        with pytest.raises(ReconciliationError) as stopped:
            evaluate(situation, load_chain(rulebook))
        assert case["conflict"] in [problem.code for problem in stopped.value.problems]
        return
    found = evaluate(situation, load_chain(rulebook))

    assert found.base.value == case["base"]
    assert found.results[0].base == case["number"]


@pytest.mark.parametrize(("rulebook", "case"), _cases("quorum"))
def test_a_quorum_is_met_or_the_number_needed_is_named(rulebook: str, case: dict[str, Any]) -> None:
    situation = poll(
        rulebook,
        [against(Procedure.RATING, 0, case["present"])],
        returned=case["present"],
        membership=case["of"],
        present=case["present"],
    )
    found = evaluate(situation, load_chain(rulebook))

    assert found.quorum is not None
    assert (found.quorum.met, found.quorum.needed) == (case["met"], case["needed"])
    warned = [problem.code for problem in found.warnings if problem.code == "quorum-not-met"]
    assert bool(warned) is not case["met"]


@pytest.mark.parametrize(("rulebook", "case"), _cases("petitions"))
def test_petitions_accumulate_between_openings(rulebook: str, case: dict[str, Any]) -> None:
    chain, body = load_chain(rulebook), BodyKind(case["body"])
    (rule,) = (r for r in triggers(chain, body) if r.by == "petition")
    petitions = [
        Petition(deputy=str(deputy), officeholder="p1", dated=dated)
        for dated, deputies in case["petitions"]
        for deputy in range(deputies[0], deputies[1] + 1)
    ]
    found = count_petitions(
        [*petitions, Petition(deputy="900", officeholder="p2", dated=case["opening"])],
        officeholder="p1",
        rule=rule,
        membership=case["membership"],
        opening=case["opening"],
        next_opening=case.get("next_opening"),
    )

    assert (found.deputies, found.reached) == (case["deputies"], case["reached"])
    assert found.share == Fraction(case["deputies"], case["membership"])


@pytest.mark.parametrize(("rulebook", "case"), _cases("triggers"))
def test_a_confidence_vote_is_triggered_as_the_instrument_says(
    rulebook: str, case: dict[str, Any]
) -> None:
    rules = triggers(load_chain(rulebook), BodyKind(case["body"]))

    assert sorted(_described(rule) for rule in rules) == sorted(case["by"])


def _described(rule: TriggerRule) -> str:
    detail = rule.share or rule.outcome or ""
    return f"{rule.by} {detail}".strip()


@pytest.mark.parametrize(("rulebook", "case"), _cases("validity"))
def test_a_defect_reaches_as_far_as_the_instrument_says(
    rulebook: str, case: dict[str, Any]
) -> None:
    chain = load_chain(rulebook, case.get("overlays", ()))
    scopes = {rule.defect: rule.scope for rule in chain.of(ValidityRule)}

    for defect, scope in case["scope"].items():
        assert scopes[defect] == scope, defect


def test_two_openings_in_wrong_order_are_refused() -> None:
    (rule,) = (
        r
        for r in triggers(load_chain("nq-96-2023-qh15"), BodyKind.NATIONAL_ASSEMBLY)
        if r.by == "petition"
    )

    with pytest.raises(ValueError, match="2024"):
        count_petitions(
            [],
            officeholder="p1",
            rule=rule,
            membership=52,
            opening=date(2024, 5, 20),
            next_opening=date(2023, 10, 23),
        )
