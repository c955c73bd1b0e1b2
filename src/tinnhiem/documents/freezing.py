"""What is frozen of each part of a poll: the law's answers beside the facts they rest on."""

from collections.abc import Mapping
from fractions import Fraction

from tinnhiem.exchange.public_holidays import is_public_holiday
from tinnhiem.law.chain import Chain
from tinnhiem.law.eligibility import Eligibility, eligibility, poll_day
from tinnhiem.law.evaluation import Evaluation, PersonResult
from tinnhiem.law.outcomes import is_exactly
from tinnhiem.law.poll import Choice, Poll, Procedure
from tinnhiem.law.problems import InputError
from tinnhiem.law.quorum import quorum, quorum_rule
from tinnhiem.law.rulebook import (
    Citation,
    CriterionRule,
    DisclosureRule,
    OutcomeRule,
    PlacesRule,
    RetentionRule,
)
from tinnhiem.law.timeline import timeline

Record = dict[str, object]

_HALF = Fraction(1, 2)


def body_facts(poll: Poll) -> Record:
    """The body that holds the poll."""
    body = poll.body
    return {"name": body.name, "kind": body.kind, "level": body.level, "term": body.term}


def instrument_facts(chain: Chain) -> list[Record]:
    """The legal bases from the base upwards, as papers quote them."""
    names = ("id", "kind", "number", "issuer_vi", "title_vi", "short_vi", "issued_on")
    return [{name: getattr(item, name) for name in names} for item in chain.instruments]


def choice_facts(poll: Poll, chain: Chain) -> list[Record]:
    """The levels or choices of the poll's procedure with their labels."""
    try:
        rule = chain.choices(poll.procedure)
    except InputError:
        return []
    return [{"id": choice.id, "label": choice.vi} for choice in rule.choices]


def outcome_facts(poll: Poll, chain: Chain) -> list[Record]:
    """The legal cases of the procedure and their bounds, in the order of the instrument."""
    return [_outcome(rule) for rule in chain.outcomes(poll.procedure)]


def _outcome(rule: OutcomeRule) -> Record:
    names = ("id", "outcome", "choice", "over", "least", "under", "most", "leads_to")
    record: Record = {name: getattr(rule, name) for name in names}
    record["citation"] = rule.citation.model_dump()
    record["consequence"] = rule.consequence_vi
    return record


def type_facts(poll: Poll) -> list[Record]:
    """The ledger of each type of ballot; a type that only a person names is added without one."""
    names = ("id", "title", "issued", "exchanged", "unused", "returned", "invalid")
    found: list[Record] = [{n: getattr(kind, n) for n in names} for kind in poll.ballot_types]
    known = {kind.id for kind in poll.ballot_types}
    for person in poll.slate:
        if person.ballot_type not in known:
            known.add(person.ballot_type)
            found.append(dict.fromkeys(names) | {"id": person.ballot_type, "title": ""})
    return found


def person_facts(poll: Poll, chain: Chain, evaluation: Evaluation | None) -> list[Record]:
    """Everybody on the list: whether and why they are polled, and their result."""
    results = {r.officeholder.id: r for r in evaluation.results} if evaluation else {}
    return [
        _person(
            found,
            results.get(found.officeholder.id),
            polled=_is_polled(found, poll, results, counted=evaluation is not None),
        )
        for found in eligibility(poll, chain)
    ]


def _is_polled(
    found: Eligibility, poll: Poll, results: Mapping[str, PersonResult], *, counted: bool
) -> bool:
    """Whether a person is on the ballot: as the law says, and not resigned before a vote."""
    identifier = found.officeholder.id
    if counted:
        return identifier in results
    resigned = poll.papers.get("resigned_on")
    gone = isinstance(resigned, Mapping) and identifier in resigned
    return found.included and not (gone and poll.procedure is Procedure.CONFIDENCE_VOTE)


def _person(found: Eligibility, result: PersonResult | None, *, polled: bool) -> Record:
    person = found.officeholder
    return {
        "id": person.id,
        "name": person.name,
        "salutation": person.salutation,
        "birth_year": person.birth_year,
        "type": person.ballot_type,
        "posts": [{"title": post.title, "elected_on": post.elected_on} for post in person.posts],
        "positions": [post.position for post in person.posts],
        "rated_posts": [post.title for post in found.posts],
        "polled": polled,
        "reasons": [
            {
                "kind": r.rule.kind,
                "ground": getattr(r.rule, "ground", None),
                "applies": r.applies,
                "text": r.rule.vi,
                "citation": r.rule.citation.model_dump(),
            }
            for r in found.reasons
        ],
        "result": None if result is None else _result(result),
        **_stated(found),
    }


def _stated(found: Eligibility) -> Record:
    """What people stated about somebody; nothing where the law alone concluded."""
    left_on, decision = found.officeholder.left_on, found.decision
    record: Record = {} if found.included == found.by_law else {"by_law": found.by_law}
    if left_on is not None:
        return record | {"left_on": left_on}
    if decision is not None:
        told = {"included": decision.included, "reason": decision.reason}
        return record | {"decision": told}
    return record


def _result(result: PersonResult) -> Record:
    low = result.count.marks.get(Choice.LOW, result.count.marks.get(Choice.NO_CONFIDENCE, 0))
    return {
        "marks": dict(result.count.marks),
        "invalid": result.count.invalid,
        "base": result.base,
        "case": result.outcome.id if result.outcome else None,
        "exactly_half": is_exactly(low, result.base, _HALF),
    }


def places_facts(chain: Chain) -> dict[str, object] | None:
    """Where it is ruled that results of several places are considered as a whole."""
    rules = chain.of(PlacesRule)
    if not rules:
        return None
    found = rules[0].also[0] if rules[0].also else rules[0].citation
    return found.model_dump(include=set(Citation.model_fields))


def quorum_facts(poll: Poll, chain: Chain) -> Record | None:
    """The quorum and whether it is met, or None where nothing is known of it."""
    found = quorum(poll, chain)
    if found is None:
        return None
    return {
        "of": found.rule.of,
        "share": found.rule.share,
        "base": found.base,
        "present": found.present,
        "needed": found.needed,
        "met": found.met,
        "citation": found.rule.citation.model_dump(),
    }


def step_facts(poll: Poll, chain: Chain) -> list[Record]:
    """The calendar, where its anchor is known, with the days on which steps were done."""
    try:
        steps = timeline(
            chain,
            opening=poll.sitting.opening_date,
            poll_date=poll.sitting.poll_date,
            body=poll.body.kind,
            is_holiday=is_public_holiday,
        )
    except InputError:
        return []
    return [
        {
            "id": step.rule.id,
            "actor": step.rule.actor,
            "days": step.rule.days,
            "anchor": step.rule.anchor,
            "text": step.rule.vi,
            "due": step.due,
            "done_on": poll.steps_done.get(step.rule.id),
        }
        for step in (steps if poll.procedure is Procedure.RATING else ())
    ]


def scope_facts(poll: Poll, chain: Chain) -> Record:
    """Who may learn the results, the criteria of the report, and how long ballots are kept."""
    day = poll_day(poll)
    disclosure = chain.of(DisclosureRule, day)
    needed = quorum_rule(poll, chain)
    retention = chain.of(RetentionRule, day)
    return {
        "disclosure": disclosure[0].default if disclosure else None,
        "disclosure_citation": disclosure[0].citation.model_dump() if disclosure else None,
        "quorum_share": needed.share if needed else None,
        "ballots_kept": retention[0].ballots if retention else None,
        "criteria": [
            {"group": rule.group, "order": rule.order, "text": rule.vi}
            for rule in chain.of(CriterionRule, day)
        ],
    }
