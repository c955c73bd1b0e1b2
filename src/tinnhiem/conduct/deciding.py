"""Whether a step may be taken now: every condition with what was found, never just yes or no."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tinnhiem.conduct.conditions import CONFERENCE_CONDITIONS, POLL_CONDITIONS, Condition, F
from tinnhiem.conduct.facts import ConferenceFacts, PollFacts
from tinnhiem.conduct.transitions import (
    DAY_TRANSITIONS,
    TRANSITIONS,
    DayTransition,
    Role,
    Transition,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One condition as it was found; ``waived`` where a reason was written for it."""

    condition: str
    holds: bool
    waivable: bool
    values: Mapping[str, int]
    about: str
    waived: bool = False

    @property
    def blocks(self) -> bool:
        """Whether this holds the step back."""
        return not self.holds and not self.waived


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A step, whether the poll stands where it starts, and what was found of its conditions."""

    step: Transition | DayTransition
    here: bool
    findings: tuple[Finding, ...]

    @property
    def permitted(self) -> bool:
        """Whether the step may be taken, by a person of one of its roles."""
        return self.here and not any(finding.blocks for finding in self.findings)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What holds the step back."""
        return tuple(finding for finding in self.findings if finding.blocks)

    def may_be_taken_by(self, roles: Collection[Role]) -> bool:
        """Whether somebody with ``roles`` may take the step."""
        return not self.step.roles.isdisjoint(roles)


def judge(step: str, facts: PollFacts, waived: Collection[str] = ()) -> Verdict:
    """Judge one step of a poll; ``waived`` are ids of conditions for which a reason was written.

    :raises KeyError: where there is no such step.
    """
    transition = TRANSITIONS[step]
    findings = _findings(transition.conditions, POLL_CONDITIONS, facts, waived)
    return Verdict(step=transition, here=facts.state in transition.sources, findings=findings)


def judge_day(step: str, facts: ConferenceFacts, waived: Collection[str] = ()) -> Verdict:
    """Judge one step of a conference on its day.

    :raises KeyError: where there is no such step.
    """
    transition = DAY_TRANSITIONS[step]
    findings = _findings(transition.conditions, CONFERENCE_CONDITIONS, facts, waived)
    here = facts.stage is transition.source and facts.poll_state in transition.polls
    return Verdict(step=transition, here=here, findings=findings)


def _findings(
    names: Iterable[str],
    table: Mapping[str, Condition[F]],
    facts: F,
    waived: Collection[str],
) -> tuple[Finding, ...]:
    rules = [table[name] for name in names]
    return tuple(
        Finding(
            condition=rule.id,
            holds=rule.holds(facts),
            waivable=rule.waivable,
            values=rule.values(facts),
            about=rule.about,
            waived=rule.waivable and rule.id in waived,
        )
        for rule in rules
    )


def next_steps(facts: PollFacts) -> tuple[Verdict, ...]:
    """Judge every step that starts where the poll stands, those that mark it last."""
    found = (judge(name, facts) for name in TRANSITIONS)
    here = [verdict for verdict in found if verdict.here]
    return tuple(sorted(here, key=lambda verdict: getattr(verdict.step, "to", None) is None))
