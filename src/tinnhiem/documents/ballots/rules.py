"""What the rules in force say of a ballot: labels, validity, legal bases.

Plain values, so that a definition can be made and hashed without the law files.
"""

from dataclasses import dataclass

from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import Choice, Poll
from tinnhiem.law.rulebook import ValidityRule


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedChoice:
    """One choice and its exact label."""

    id: Choice
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """A defect and whether it voids the whole ``sheet`` or one person's ``line``."""

    defect: str
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A legal basis: its id and its short form as printed."""

    id: str
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotRules:
    """The rules that a ballot shows, from the base instrument upwards."""

    choices: tuple[PrintedChoice, ...]
    validity: tuple[Validity, ...]
    instruments: tuple[Basis, ...]

    def defects(self, scope: str) -> tuple[str, ...]:
        """The defects of one scope, in the order of the rules."""
        return tuple(rule.defect for rule in self.validity if rule.scope == scope)


def ballot_rules(poll: Poll, chain: Chain) -> BallotRules:
    """Read from a chain what the ballots of a poll show.

    :raises InputError: where the chain does not rule the poll's procedure.
    """
    labels = chain.choices(poll.procedure).choices
    validity = chain.of(ValidityRule, poll.sitting.poll_date)
    return BallotRules(
        choices=tuple(PrintedChoice(id=label.id, label=label.vi) for label in labels),
        validity=tuple(Validity(defect=rule.defect, scope=rule.scope) for rule in validity),
        instruments=tuple(Basis(id=i.id, short=i.short_vi) for i in chain.instruments),
    )
