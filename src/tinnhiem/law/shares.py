"""Shares as exact fractions of a base that is always named.

Which base it is, the rulebook says: under NQ 96/2023/QH15 the ballots returned (Article 19 clause
3), under its predecessors all deputies.
"""

from collections.abc import Mapping
from fractions import Fraction

from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import CHOICES, BallotType, Base, Choice, Count, Poll, Procedure
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.reconciliation import used_types


def base_of(poll: Poll, chain: Chain) -> Base:
    """What the shares of this poll are shares of.

    :raises InputError: ``denominator-needed`` where the plan must choose and did not,
        ``denominator-fixed`` where it chose against the rulebook, ``denominator-not-offered``
        where it chose something that the rulebook does not offer.
    """
    rule = chain.denominator(poll.procedure)
    chosen = poll.denominator
    values = {
        "chosen": chosen.value if chosen else "",
        "base": rule.base.value if rule.base else "",
        "options": ", ".join(option.value for option in rule.options),
        "citation": rule.citation,
    }
    if rule.base is not None and chosen not in {None, rule.base}:
        raise _refused("denominator-fixed", values)
    if rule.base is not None:
        return rule.base
    if chosen is None:
        raise _refused("denominator-needed", values)
    if chosen not in rule.options:
        raise _refused("denominator-not-offered", values)
    return chosen


def _refused(code: str, values: Mapping[str, object]) -> InputError:
    return InputError((Problem(code=code, place="denominator", values=values),))


def base_number(poll: Poll, base: Base, kind: BallotType) -> int | None:
    """The number that shares on one type of ballot are taken of, or None where it is unknown."""
    match base:
        case Base.RETURNED:
            return kind.returned
        case Base.VALID:
            known = kind.returned is not None and kind.invalid is not None
            return (kind.returned or 0) - (kind.invalid or 0) if known else None
        case _:
            number: int | None = getattr(poll.roll, base.value)
            return number


def base_gaps(poll: Poll, base: Base) -> tuple[Problem, ...]:
    """Numbers that the base needs and that are missing or zero."""
    found: dict[str, Problem] = {}
    for index, kind in used_types(poll):
        number = base_number(poll, base, kind)
        if number is None or number <= 0:
            code = "base-missing" if number is None else "base-not-positive"
            values = {"base": base.value, "type": kind.title, "number": number or 0}
            place = _place(base, index)
            found.setdefault(place, Problem(code=code, place=place, values=values))
    return tuple(found.values())


def _place(base: Base, index: int) -> str:
    if base in {Base.RETURNED, Base.VALID}:
        return f"ballot_types[{index}].{'returned' if base is Base.RETURNED else 'invalid'}"
    return f"roll.{base.value}"


def shares(count: Count, base: int, procedure: Procedure) -> dict[Choice, Fraction]:
    """The share of each level or choice; they need not add up to 1."""
    return {choice: Fraction(count.marks[choice], base) for choice in CHOICES[procedure]}
