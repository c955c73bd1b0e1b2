"""The whole answer about a count: bases, shares, legal cases, and what to be warned of.

Nothing is decided here. The legal case is stated with its citation; people decide.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tinnhiem.law.chain import Chain
from tinnhiem.law.eligibility import Eligibility, date_gaps, eligibility, poll_day
from tinnhiem.law.outcomes import outcome
from tinnhiem.law.poll import BallotType, Base, Choice, Count, Officeholder, Poll, Procedure
from tinnhiem.law.problems import InputError, Problem, ReconciliationError
from tinnhiem.law.quorum import Quorum, quorum, quorum_gaps, quorum_warnings
from tinnhiem.law.reconciliation import base_conflicts, disagreements, missing_numbers, used_types
from tinnhiem.law.rulebook import (
    CountingBoardRule,
    DenominatorRule,
    OutcomeRule,
    Status,
    TimingRule,
)
from tinnhiem.law.shares import base_gaps, base_number, base_of, shares


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonResult:
    """One person's result: ``shares`` of ``base``, and the legal case or None."""

    officeholder: Officeholder
    ballot_type: BallotType
    base: int
    count: Count
    shares: Mapping[Choice, Fraction]
    outcome: OutcomeRule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The results of a poll in the order of its list, on one named base."""

    base: Base
    rule: DenominatorRule
    results: tuple[PersonResult, ...]
    quorum: Quorum | None
    warnings: tuple[Problem, ...]


def evaluate(poll: Poll, chain: Chain) -> Evaluation:
    """Evaluate the count of a poll under its chain of legal bases.

    :raises InputError: where a number is missing that the rulebook needs, or the base is not said.
    :raises ReconciliationError: where numbers that must agree do not; nothing is computed then.
    """
    base = base_of(poll, chain)
    gaps = (*missing_numbers(poll), *quorum_gaps(poll, chain))
    wanting = (
        () if any(gap.code == "ballot-number-missing" for gap in gaps) else base_gaps(poll, base)
    )
    uncounted = tuple(_uncounted(poll, chain))
    if gaps or wanting or uncounted:
        raise InputError((*gaps, *wanting, *uncounted))
    wrong = (*disagreements(poll), *base_conflicts(poll, base))
    if wrong:
        raise ReconciliationError(wrong)
    return Evaluation(
        base=base,
        rule=chain.denominator(poll.procedure),
        results=tuple(_results(poll, chain, base)),
        quorum=quorum(poll, chain),
        warnings=warnings(poll, chain),
    )


def _results(poll: Poll, chain: Chain, base: Base) -> Iterator[PersonResult]:
    cases = chain.outcomes(poll.procedure)
    types = {kind.id: kind for kind in poll.ballot_types}
    for person in poll.slate:
        if person.count is None:
            continue
        kind = types[person.ballot_type]
        number = base_number(poll, base, kind) or 0
        yield PersonResult(
            officeholder=person,
            ballot_type=kind,
            base=number,
            count=person.count,
            shares=shares(person.count, number, poll.procedure),
            outcome=outcome(person.count, number, cases),
        )


def _uncounted(poll: Poll, chain: Chain) -> Iterator[Problem]:
    """Persons who are put to the poll and have no count, once anybody has one."""
    if all(person.count is None for person in poll.slate):
        return
    if all(person.count is not None for person in poll.slate):
        return
    yield from date_gaps(poll, chain)
    for index, found in enumerate(_known_eligibility(poll, chain)):
        person = found.officeholder
        if found.included and person.count is None and not has_resigned(poll, person):
            values = {"name": found.officeholder.name}
            yield Problem(code="count-missing", place=f"slate[{index}].count", values=values)


def warnings(poll: Poll, chain: Chain) -> tuple[Problem, ...]:
    """What people should know before they rely on a poll; nothing here blocks."""
    return (
        *_in_force(poll, chain),
        *_timing(poll, chain),
        *quorum_warnings(poll, chain),
        *_unused(poll),
        *_not_returned(poll),
        *_excluded_but_counted(poll, chain),
        *board_problems(poll, chain),
        *_unverified(poll, chain),
    )


def _in_force(poll: Poll, chain: Chain) -> Iterator[Problem]:
    day = poll_day(poll)
    for instrument in chain.instruments:
        first, last = instrument.in_force_from, instrument.in_force_until
        values: dict[str, object] = {"id": instrument.id, "day": day}
        if day is not None and day < first:
            values["from"] = first
            yield Problem(code="instrument-not-yet-in-force", place="rulebook", values=values)
        elif day is not None and last is not None and last < day:
            values["until"] = last
            yield Problem(code="instrument-no-longer-in-force", place="rulebook", values=values)


def _timing(poll: Poll, chain: Chain) -> Iterator[Problem]:
    day, term = poll_day(poll), poll.body.term
    if day is None or term is None:
        return
    if not term[0] <= day.year <= term[1]:
        values: dict[str, object] = {"day": day, "first": term[0], "last": term[1]}
        yield Problem(code="poll-outside-term", place="sitting.poll_date", values=values)
        return
    for rule in chain.of(TimingRule, day):
        if rule.year_of_term is None:
            continue
        year = day.year - term[0] + 1
        if year != rule.year_of_term:
            values = {"year": year, "expected": rule.year_of_term, "citation": rule.citation}
            yield Problem(code="unusual-year", place="sitting.poll_date", values=values)


def _unused(poll: Poll) -> Iterator[Problem]:
    """Types of ballots that nobody is on; an empty line of a template does no harm."""
    used = {index for index, _kind in used_types(poll)}
    for index, kind in enumerate(poll.ballot_types):
        if index not in used:
            values = {"type": kind.title}
            place = f"ballot_types[{index}]"
            yield Problem(code="ballot-type-unused", place=place, values=values)


def _not_returned(poll: Poll) -> Iterator[Problem]:
    for index, kind in used_types(poll):
        if kind.issued is not None and kind.returned is not None and kind.issued > kind.returned:
            values = {"type": kind.title, "issued": kind.issued, "returned": kind.returned}
            place = f"ballot_types[{index}].returned"
            yield Problem(code="ballots-not-returned", place=place, values=values)


def has_resigned(poll: Poll, person: Officeholder) -> bool:
    """Whether a person resigned before a confidence vote: nobody votes on them then."""
    gone = poll.papers.get("resigned_on")
    known = isinstance(gone, Mapping) and person.id in gone and person.count is None
    return known and poll.procedure is Procedure.CONFIDENCE_VOTE


def _known_eligibility(poll: Poll, chain: Chain) -> tuple[Eligibility, ...]:
    """Nothing where the dates are missing: a count is evaluated without them all the same."""
    return () if date_gaps(poll, chain) else eligibility(poll, chain)


def _excluded_but_counted(poll: Poll, chain: Chain) -> Iterator[Problem]:
    for index, found in enumerate(_known_eligibility(poll, chain)):
        counted = found.officeholder.count is not None
        if counted and not found.included and not found.by_law and found.reasons:
            rule = found.reasons[0].rule
            values = {
                "name": found.officeholder.name,
                "rule": rule.id,
                "citation": rule.citation,
            }
            yield Problem(code="excluded-but-counted", place=f"slate[{index}]", values=values)
        elif counted and not found.included and found.by_law:
            values = {"name": found.officeholder.name}
            yield Problem(code="decided-out-but-counted", place=f"slate[{index}]", values=values)


def board_problems(poll: Poll, chain: Chain) -> Iterator[Problem]:
    """What is wrong with the counting board: a member on the list, or too few members."""
    names = {person.name for person in poll.slate}
    rules = chain.of(CountingBoardRule, poll_day(poll))
    for rule in rules if poll.counting_board else ():
        if rule.levels and poll.body.level not in rule.levels:
            continue
        for index, member in enumerate(poll.counting_board):
            if member.name in names and not rule.slate_allowed:
                values = {"name": member.name, "citation": rule.citation}
                place = f"counting_board[{index}].name"
                yield Problem(code="board-member-on-slate", place=place, values=values)
        if rule.minimum is not None and len(poll.counting_board) < rule.minimum:
            values = {
                "members": len(poll.counting_board),
                "minimum": rule.minimum,
                "citation": rule.citation,
                "status": rule.status.value,
            }
            yield Problem(code="board-too-small", place="counting_board", values=values)


def _unverified(poll: Poll, chain: Chain) -> Iterator[Problem]:
    """The rules behind shares and cases whose wording has not been checked at the source."""
    rules = (chain.denominator(poll.procedure), *chain.outcomes(poll.procedure))
    for rule in rules:
        if rule.status is not Status.VERIFIED:
            values = {
                "id": rule.id,
                "status": rule.status.value,
                "citation": rule.citation,
                "vi": rule.vi,
                "en": rule.en,
            }
            yield Problem(code="rule-not-verified", place="rulebook", values=values)
