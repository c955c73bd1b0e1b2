"""The results of a poll as plain values: what the pages show and what a publication freezes.

Conferences stand side by side and are never added. Every share is exact and names its base; every
case names its clause. Both languages stand in the values, so that they can be frozen once.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from tinnhiem.law.chain import Chain
from tinnhiem.law.evaluation import Evaluation, PersonResult, evaluate
from tinnhiem.law.poll import BallotType
from tinnhiem.law.poll import Poll as LawfulPoll
from tinnhiem.law.rulebook import DenominatorRule, OutcomeRule
from tinnhiem.records.citations import cited_text
from tinnhiem.records.lawful import chain_for, lawful_poll
from tinnhiem.records.models import Conference, Poll
from tinnhiem.wording.numbers import percent

FORMAT: Final = "tinnhiem-public-result/1"
_HALF: Final = Fraction(1, 2)
Values = dict[str, Any]


def lawful_result(conference: Conference) -> LawfulPoll:
    """Return the poll of a conference with those rated alone."""
    return lawful_poll(conference, people="rated")


def result_values(poll: Poll) -> Values:
    """Return the results of a poll as it stands now, evaluated under its legal bases.

    :raises InputError: where a number is missing, or the base is not chosen.
    :raises ReconciliationError: where numbers that must agree do not.
    """
    chain = chain_for(poll)
    held = list(poll.conferences.order_by("position", "pk"))
    for conference in held:
        conference.poll = poll
    found = [(each, lawful_poll(each, people="rated", whole=False)) for each in held]
    evaluated = [(conference, law, evaluate(law, chain)) for conference, law in found]
    base = chain.denominator(evaluated[0][1].procedure)
    return {
        "format": FORMAT,
        "procedure": poll.procedure,
        "rehearsal": poll.rehearsal,
        "body": {
            "name": poll.body_name,
            "kind": poll.body_kind,
            "level": poll.body_level,
            "term": [poll.term_from, poll.term_until],
        },
        "sitting": {
            "name": poll.sitting,
            "place": poll.place,
            "opening_date": _iso(poll.opening_date),
            "poll_date": _iso(poll.poll_date),
        },
        "instruments": [_instrument(chain, item.id) for item in chain.instruments],
        "base": {"name": evaluated[0][2].base.value, **rule_values(base, chain)},
        "choices": _choices(chain, evaluated[0][1]),
        "cases": [case_values(rule, chain) for rule in chain.outcomes(evaluated[0][1].procedure)],
        "conferences": [_conference(*each) for each in evaluated],
    }


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def _instrument(chain: Chain, name: str) -> Values:
    found = chain.named(name)
    if found is None:
        return {"id": name, "vi": name, "en": name}
    return {"id": name, "vi": found.short_vi, "en": found.short_en}


def _choices(chain: Chain, law: LawfulPoll) -> list[Values]:
    rule = chain.choices(law.procedure)
    return [{"id": each.id.value, "vi": each.vi, "en": each.en} for each in rule.choices]


def rule_values(rule: DenominatorRule | OutcomeRule, chain: Chain) -> Values:
    """Return where a rule stands, in both languages, and how far its wording was checked."""
    return {
        "rule": rule.id,
        "status": rule.status.value,
        "cited_vi": cited_text(rule.citation, chain, "vi"),
        "cited_en": cited_text(rule.citation, chain, "en"),
    }


def case_values(rule: OutcomeRule, chain: Chain) -> Values:
    """Return a legal case: its bounds in words, where it begins, what the law attaches to it."""
    first = rule.over or rule.least or _HALF
    return {
        **rule_values(rule, chain),
        "outcome": rule.outcome,
        "choice": str(rule.choice),
        "from": f"{first.numerator}/{first.denominator}",
        "case_vi": rule.case_vi,
        "case_en": rule.case_en,
        "consequence_vi": rule.consequence_vi,
        "consequence_en": rule.consequence_en,
        "leads_to": list(rule.leads_to),
    }


def _conference(conference: Conference, law: LawfulPoll, found: Evaluation) -> Values:
    return {
        "name": conference.name,
        "held_on": _iso(conference.held_on or conference.poll.poll_date),
        "membership": law.roll.membership,
        "convened": law.roll.convened,
        "present": law.roll.present,
        "ballot_types": list(_types(law, found)),
    }


def _types(law: LawfulPoll, found: Evaluation) -> Iterator[Values]:
    """The types that somebody is on, with their persons in the order of the ballot."""
    number = 0
    for kind in law.ballot_types:
        mine = [result for result in found.results if result.ballot_type.id == kind.id]
        if not mine:
            continue
        people = [_person(result, number + place) for place, result in enumerate(mine, 1)]
        number += len(mine)
        yield {**_numbers(kind), "people": people}


def _numbers(kind: BallotType) -> Values:
    returned, invalid = kind.returned, kind.invalid
    valid = None if returned is None or invalid is None else returned - invalid
    return {
        "id": kind.id,
        "title": kind.title,
        "issued": kind.issued,
        "returned": returned,
        "valid": valid,
        "invalid": invalid,
    }


def _person(result: PersonResult, number: int) -> Values:
    return {
        "number": number,
        "id": result.officeholder.id,
        "name": result.officeholder.name,
        "posts": [post.title for post in result.officeholder.posts],
        "base": result.base,
        "count": {choice.value: votes for choice, votes in result.count.marks.items()},
        "invalid": result.count.invalid,
        "percent": {choice.value: percent(share) for choice, share in result.shares.items()},
        "case": result.outcome.id if result.outcome else None,
    }
