"""How one rule differs from the rule that it takes the place of, and where it demands less."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tinnhiem.law.rulebook import (
    CountingBoardRule,
    PlacesRule,
    QuorumRule,
    RetentionRule,
    Rule,
    StepRule,
    SubjectRule,
)

#: What names, cites or explains a rule, beside what it rules.
_DESCRIPTION = {
    *("id", "citation", "also", "vi", "en", "status", "lock", "amends", "note_vi", "note_en"),
    *("in_force_from", "in_force_until"),
}

#: How a value differs: it must be the same, or is too low, too high, or takes in too much.
How = Literal["other", "lower", "higher", "wider"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One key in which a rule differs from the one below it, with the value of each.

    Where it takes in too much, ``above`` is only what is too much.
    """

    key: str
    how: How
    below: object
    above: object


def changes(target: Rule, rule: Rule) -> tuple[Difference, ...]:
    """Every key in which two rules of a kind say something else."""
    below, above = _content(target), _content(rule)
    return tuple(_differing(target, rule, *(key for key in below if below[key] != above[key])))


def loosenings(  # noqa: PLR0911 - one return a kind of rule
    target: Rule, rule: Rule
) -> tuple[Difference, ...]:
    """Every key in which ``rule`` demands less than ``target`` does, kind by kind.

    A kind that has no notion of stricter must repeat its base's content.
    """
    match target, rule:
        case QuorumRule(), QuorumRule():
            return (*_differing(target, rule, "of", "bodies"), *_lower(target, rule, "share"))
        case CountingBoardRule(), CountingBoardRule():
            return tuple(_looser_board(target, rule))
        case StepRule(), StepRule():
            return tuple(_later(target, rule))
        case PlacesRule(), PlacesRule():
            return tuple(_higher(target, rule, "maximum"))
        case RetentionRule(), RetentionRule():
            return tuple(_kept_shorter(target, rule))
        case SubjectRule(), SubjectRule():
            return tuple(_wider(target, rule, "positions", "bodies", "levels", "procedures"))
        case _:
            return changes(target, rule)


def _content(rule: Rule) -> dict[str, object]:
    return rule.model_dump(exclude=_DESCRIPTION)


def _lower(target: Rule, rule: Rule, *keys: str) -> Iterator[Difference]:
    for key in keys:
        below, above = getattr(target, key), getattr(rule, key)
        if (above or 0) < (below or 0):
            yield Difference(key=key, how="lower", below=below, above=above)


def _higher(target: Rule, rule: Rule, key: str) -> Iterator[Difference]:
    below, above = getattr(target, key), getattr(rule, key)
    if above > below:
        yield Difference(key=key, how="higher", below=below, above=above)


def _differing(target: Rule, rule: Rule, *keys: str) -> Iterator[Difference]:
    for key in keys:
        below, above = getattr(target, key), getattr(rule, key)
        if below != above:
            yield Difference(key=key, how="other", below=below, above=above)


def _wider(target: Rule, rule: Rule, *keys: str) -> Iterator[Difference]:
    for key in keys:
        below = getattr(target, key)
        further = tuple(item for item in getattr(rule, key) if item not in below)
        if further:
            yield Difference(key=key, how="wider", below=below, above=further)


def _looser_board(target: CountingBoardRule, rule: CountingBoardRule) -> Iterator[Difference]:
    yield from _lower(target, rule, "minimum")
    if rule.slate_allowed and not target.slate_allowed:
        yield from _differing(target, rule, "slate_allowed")
    yield from _differing(target, rule, "levels")


def _later(target: StepRule, rule: StepRule) -> Iterator[Difference]:
    """Before the anchor, working days reach further back than calendar days; after it, less far."""
    yield from _differing(target, rule, "anchor", "bodies")
    before = target.days <= 0
    if rule.counting not in {target.counting, "working" if before else "calendar"}:
        yield from _differing(target, rule, "counting")
    if rule.days > target.days or (rule.days <= 0 and not before):
        yield Difference(key="days", how="other", below=target.days, above=rule.days)


def _kept_shorter(target: RetentionRule, rule: RetentionRule) -> Iterator[Difference]:
    yield from _lower(target, rule, "ballots", "papers")
    if target.freeze_on_complaint and not rule.freeze_on_complaint:
        yield from _differing(target, rule, "freeze_on_complaint")
