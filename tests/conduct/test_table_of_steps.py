"""Every state against every step, and every condition of a step both ways."""

from dataclasses import replace
from itertools import product

import pytest

from tinnhiem.conduct.conditions import CONFERENCE_CONDITIONS, POLL_CONDITIONS
from tinnhiem.conduct.deciding import judge, judge_day, next_steps
from tinnhiem.conduct.facts import ConferenceFacts, PollFacts
from tinnhiem.conduct.states import STAGES_IN, PollState, Stage, following
from tinnhiem.conduct.transitions import DAY_TRANSITIONS, TRANSITIONS
from tinnhiem.conduct.words import CONDITION_WORDS, STEP_NAMES

READY = PollFacts(
    state=PollState.DRAFT, rated=28, slate_approved=True, voters=52, opinions_received=True,
    results_complete=True, concluded=True, scopes=frozenset({"public"}), stages=(Stage.WAITING,),
)  # fmt: skip
READY_DAY = ConferenceFacts(
    stage=Stage.WAITING, poll_state=PollState.FROZEN, present=49, needed=35, quorum_verified=True,
    slate_adopted=True, board_members=7, board_minimum=7, board_has_head=True, board_elected=True,
)  # fmt: skip

#: A change of the facts that makes each condition fail.
BREAKING: dict[str, dict[str, object]] = {
    "not-suspended": {"suspended": True}, "suspended": {"suspended": False},
    "not-secret": {"secret": True}, "bases-known": {"bases_known": False},
    "base-chosen": {"base_chosen": False}, "dated": {"dated": False},
    "has-conference": {"conferences": 0}, "somebody-rated": {"rated": 0},
    "all-decided": {"undecided": 1}, "slate-approved": {"slate_approved": False},
    "slate-unchanged": {"slate_changed": True}, "voters-known": {"voters": 0},
    "reports-received": {"reports_missing": 2}, "opinions-received": {"opinions_received": False},
    "questions-answered": {"questions_open": 1}, "results-complete": {"results_complete": False},
    "concluded": {"concluded": False}, "may-be-public": {"scopes": frozenset({"person"})},
    "not-to-be-public": {"scopes": frozenset({"public"})}, "cases-settled": {"cases_open": 1},
    "all-sealed": {"unsealed": 1}, "none-has-voted": {"stages": (Stage.VOTING,)},
    "day-not-suspended": {"suspended": True}, "quorum": {"present": 34},
    "quorum-confirmed": {"quorum_verified": False}, "somebody-present": {"present": 0},
    "slate-adopted": {"slate_adopted": False}, "board-elected": {"board_elected": False},
    "board-large-enough": {"board_members": 6}, "board-has-head": {"board_has_head": False},
    "board-not-on-slate": {"board_on_slate": 1}, "enough-sheets": {"too_few_sheets": 1},
    "ledger-balances": {"unbalanced": 1}, "ledger-announced": {"unannounced": 1},
    "batches-agree": {"batches_open": 1}, "identities-hold": {"identities_broken": 1},
    "no-doubts": {"doubts_open": 1}, "second-look-done": {"second_look_due": 1},
    "scanners-checked": {"scanners_unchecked": 1}, "second-reading-whole": {"not_read_twice": 1},
    "all-signed": {"unsigned": 1},
}  # fmt: skip
#: Facts for steps whose conditions exclude what READY says.
OTHERWISE = {"suspended": {"suspended": True}, "not-to-be-public": {"scopes": frozenset({"unit"})}}


def _ready(step: str, state: PollState) -> PollFacts:
    facts = replace(READY, state=state)
    for name in TRANSITIONS[step].conditions:
        facts = replace(facts, **OTHERWISE.get(name, {}))  # type: ignore[arg-type]
    return facts


@pytest.mark.parametrize(("step", "state"), list(product(TRANSITIONS, PollState)))
def test_a_step_is_permitted_exactly_from_its_own_states(step: str, state: PollState) -> None:
    assert judge(step, _ready(step, state)).permitted == (state in TRANSITIONS[step].sources)


@pytest.mark.parametrize(
    ("step", "condition"), [(s.id, c) for s in TRANSITIONS.values() for c in s.conditions]
)
def test_each_condition_alone_holds_a_step_back(step: str, condition: str) -> None:
    state = min(TRANSITIONS[step].sources)
    facts = replace(_ready(step, state), **BREAKING[condition])  # type: ignore[arg-type]
    verdict = judge(step, facts)

    assert [found.condition for found in verdict.blocking] == [condition]
    assert not verdict.permitted
    waived = judge(step, facts, waived={condition})
    assert waived.permitted == POLL_CONDITIONS[condition].waivable


@pytest.mark.parametrize(
    ("step", "stage", "state"), list(product(DAY_TRANSITIONS, Stage, PollState))
)
def test_a_step_of_the_day_needs_its_stage_and_its_poll(
    step: str, stage: Stage, state: PollState
) -> None:
    rule = DAY_TRANSITIONS[step]
    facts = replace(READY_DAY, stage=stage, poll_state=state)

    assert judge_day(step, facts).permitted == (stage is rule.source and state in rule.polls)


@pytest.mark.parametrize(
    ("step", "condition"), [(s.id, c) for s in DAY_TRANSITIONS.values() for c in s.conditions]
)
def test_each_condition_alone_holds_a_step_of_the_day_back(step: str, condition: str) -> None:
    rule = DAY_TRANSITIONS[step]
    start = replace(READY_DAY, stage=rule.source, poll_state=min(rule.polls))
    facts = replace(start, **BREAKING[condition])  # type: ignore[arg-type]
    verdict = judge_day(step, facts)

    assert condition in [found.condition for found in verdict.blocking]
    waived = judge_day(step, facts, waived={condition})
    assert (condition not in [f.condition for f in waived.blocking]) == (
        CONFERENCE_CONDITIONS[condition].waivable
    )


def test_every_condition_is_used_and_worded() -> None:
    used = {name for step in TRANSITIONS.values() for name in step.conditions}
    used |= {name for step in DAY_TRANSITIONS.values() for name in step.conditions}

    assert used == set(POLL_CONDITIONS) | set(CONFERENCE_CONDITIONS) == set(CONDITION_WORDS)
    assert set(STEP_NAMES) == set(TRANSITIONS) | set(DAY_TRANSITIONS)


def test_a_step_leads_only_where_its_conferences_may_stand() -> None:
    for step in TRANSITIONS.values():
        if step.to is not None:
            for source in step.sources:
                assert STAGES_IN[source] & STAGES_IN[step.to], (step.id, source)


@pytest.mark.parametrize("stages", list(product(Stage, repeat=3)))
def test_the_state_of_the_day_follows_its_conferences(stages: tuple[Stage, ...]) -> None:
    found = following(stages, PollState.BALLOTING)

    assert set(stages) <= STAGES_IN[found]
    assert (found is PollState.MINUTED) == (set(stages) == {Stage.MINUTED})


def test_a_poll_that_has_not_begun_does_not_follow_anything() -> None:
    assert following((Stage.MINUTED,), PollState.READING) is PollState.READING
    assert following((), PollState.FROZEN) is PollState.FROZEN
    assert following((Stage.WAITING,), PollState.FROZEN) is PollState.FROZEN


@pytest.mark.parametrize("state", PollState)
def test_the_next_steps_are_those_that_start_here(state: PollState) -> None:
    found = {verdict.step.id for verdict in next_steps(replace(READY, state=state))}

    assert found == {step.id for step in TRANSITIONS.values() if state in step.sources}


@pytest.mark.parametrize("stage", Stage)
def test_the_next_steps_of_the_day_are_those_that_start_here(stage: Stage) -> None:
    facts = replace(READY_DAY, stage=stage, poll_state=PollState.BALLOTING)
    found = {name for name in DAY_TRANSITIONS if judge_day(name, facts).here}

    assert found == {
        step.id
        for step in DAY_TRANSITIONS.values()
        if step.source is stage and PollState.BALLOTING in step.polls
    }
