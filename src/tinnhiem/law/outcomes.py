"""Which legal case a count falls in, by comparing whole numbers.

Nothing is rounded before a comparison: a share ``a/b`` of ``n`` is exceeded by ``k`` exactly when
``k * b > a * n``.
"""

from collections.abc import Iterable
from fractions import Fraction

from tinnhiem.law.poll import Count
from tinnhiem.law.rulebook import OutcomeRule


def outcome(count: Count, base: int, rules: Iterable[OutcomeRule]) -> OutcomeRule | None:
    """The legal case of a count on a base, or None where it falls in no case."""
    for rule in rules:
        if is_in_case(count.marks[rule.choice], base, rule):
            return rule
    return None


def is_in_case(votes: int, base: int, rule: OutcomeRule) -> bool:
    """Whether so many votes of a base lie within the bounds of a legal case."""
    return (
        (rule.over is None or _compare(votes, base, rule.over) > 0)
        and (rule.least is None or _compare(votes, base, rule.least) >= 0)
        and (rule.under is None or _compare(votes, base, rule.under) < 0)
        and (rule.most is None or _compare(votes, base, rule.most) <= 0)
    )


def _compare(votes: int, base: int, share: Fraction) -> int:
    return votes * share.denominator - share.numerator * base


def is_exactly(votes: int, base: int, share: Fraction) -> bool:
    """Whether the votes are exactly a share of the base (a half is no case, and is said so)."""
    return _compare(votes, base, share) == 0
