"""Whether enough are present for the poll to be held."""

from dataclasses import dataclass
from fractions import Fraction

from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import Base, Poll
from tinnhiem.law.problems import Problem
from tinnhiem.law.rulebook import QuorumRule, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """A quorum rule applied: ``needed`` is the least number present, ``met`` by whole numbers."""

    rule: QuorumRule
    base: int
    present: int

    @property
    def needed(self) -> int:
        """The least whole number of persons that reaches the share."""
        above, below = self.rule.share.numerator, self.rule.share.denominator
        return -(-self.base * above // below)

    @property
    def met(self) -> bool:
        """Whether enough are present."""
        return self.present >= self.needed

    @property
    def share(self) -> Fraction:
        """Those present as a share of the base of the quorum."""
        return Fraction(self.present, self.base)


def quorum_rule(poll: Poll, chain: Chain) -> QuorumRule | None:
    """The quorum rule for this kind of body, or None where the chain has none."""
    rules = chain.of(QuorumRule, poll.sitting.poll_date or poll.sitting.opening_date)
    return next((r for r in rules if not r.bodies or poll.body.kind in r.bodies), None)


def quorum(poll: Poll, chain: Chain) -> Quorum | None:
    """Apply the quorum rule, or None where there is none or a number of the roll is unknown."""
    rule = quorum_rule(poll, chain)
    if rule is None:
        return None
    roll = poll.roll
    base = roll.convened if rule.of is Base.CONVENED else roll.membership
    if not base or roll.present is None:
        return None
    return Quorum(rule=rule, base=base, present=roll.present)


def quorum_gaps(poll: Poll, chain: Chain) -> tuple[Problem, ...]:
    """Numbers of the roll that the quorum needs and that are missing.

    Only a rule that is more than a belief makes a number necessary.
    """
    rule = quorum_rule(poll, chain)
    if rule is None or rule.status is Status.UNVERIFIED:
        return ()
    needed = {rule.of.value: getattr(poll.roll, rule.of.value), "present": poll.roll.present}
    return tuple(
        Problem(
            code="roll-number-missing",
            place=f"roll.{name}",
            values={"number": name, "rule": rule.id, "citation": rule.citation},
        )
        for name, value in needed.items()
        if value is None
    )


def quorum_warnings(poll: Poll, chain: Chain) -> tuple[Problem, ...]:
    """A warning where too few are present, with the number needed and the citation."""
    found = quorum(poll, chain)
    if found is None or found.met:
        return ()
    values = {
        "present": found.present,
        "needed": found.needed,
        "base": found.base,
        "of": found.rule.of.value,
        "citation": found.rule.citation,
        "status": found.rule.status.value,
    }
    return (Problem(code="quorum-not-met", place="roll.present", values=values),)
