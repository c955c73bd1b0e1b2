"""What brings a person before a confidence vote (bỏ phiếu tín nhiệm).

Petitions are counted against all deputies, each deputy once, and accumulate from one opening of a
sitting to the next (NQ 96/2023/QH15, Article 13).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import BodyKind
from tinnhiem.law.rulebook import OutcomeRule, TriggerRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Petition:
    """A written petition of one deputy against one officeholder, with its date."""

    deputy: str
    officeholder: str
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionCount:
    """Distinct deputies who petitioned in a period, against all deputies, under one rule."""

    rule: TriggerRule
    deputies: int
    membership: int

    @property
    def share(self) -> Fraction:
        """Petitioners as a share of all deputies."""
        return Fraction(self.deputies, self.membership)

    @property
    def reached(self) -> bool:
        """Whether the share of the rule is reached, by whole numbers."""
        needed = self.rule.share or Fraction(1)
        return self.deputies * needed.denominator >= needed.numerator * self.membership


def triggers(chain: Chain, body: BodyKind, on: date | None = None) -> tuple[TriggerRule, ...]:
    """Every way in which a confidence vote can come about at this kind of body."""
    return tuple(rule for rule in chain.of(TriggerRule, on) if body in rule.bodies)


def count_petitions(
    petitions: Iterable[Petition],
    *,
    officeholder: str,
    rule: TriggerRule,
    membership: int,
    opening: date,
    next_opening: date | None = None,
) -> PetitionCount:
    """Count the deputies who petitioned from one opening up to, not including, the next.

    :raises ValueError: where ``membership`` is not positive or the openings are in wrong order.
    """
    if membership <= 0 or (next_opening is not None and next_opening <= opening):
        raise ValueError(membership, opening, next_opening)
    deputies = {
        petition.deputy
        for petition in petitions
        if petition.officeholder == officeholder
        and opening <= petition.dated
        and (next_opening is None or petition.dated < next_opening)
    }
    return PetitionCount(rule=rule, deputies=len(deputies), membership=membership)


def triggered_by_outcome(
    found: OutcomeRule | None,
    chain: Chain,
    body: BodyKind,
    on: date | None = None,
    *,
    earlier: OutcomeRule | None = None,
) -> Iterator[TriggerRule]:
    """The triggers that a legal case of a rating pulls; ``earlier`` is the rating before it."""
    for rule in triggers(chain, body, on):
        follows = rule.by == "outcome" and found is not None and rule.outcome == found.outcome
        if follows and (not rule.repeated or repeats(earlier, found)):
            yield rule


def repeats(earlier: OutcomeRule | None, now: OutcomeRule | None) -> bool:
    """Whether a case recurs in a second rating in a row (NQ 35/2012/QH13: two years running)."""
    return earlier is not None and now is not None and earlier.outcome == now.outcome
