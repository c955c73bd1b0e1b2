"""Answers of the law as JSON documents: ``tinnhiem-result/1`` and the list with its reasons.

Shares are computed and compared as exact fractions; percentages are made here, last, as text.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

from tinnhiem.law.chain import Chain
from tinnhiem.law.eligibility import Eligibility, Reason
from tinnhiem.law.evaluation import Evaluation, PersonResult
from tinnhiem.law.poll import CHOICES, Choice, Poll, Procedure
from tinnhiem.law.problems import Problem
from tinnhiem.law.rulebook import Citation, OutcomeRule, Rule, SubjectRule
from tinnhiem.wording.citations import quoted
from tinnhiem.wording.language import _, current
from tinnhiem.wording.numbers import percent, percent_sign
from tinnhiem.wording.problems import sentence
from tinnhiem.wording.terms import BASES, LEVELS, POSITIONS, label
from tinnhiem.wording.terms import CHOICES as CHOICE_NAMES

FORMAT: Final = "tinnhiem-result/1"


def result_document(poll: Poll, chain: Chain, found: Evaluation) -> dict[str, Any]:
    """Return the results of a poll as the members of a ``tinnhiem-result/1`` document.

    Texts are in the language in use; everything else is the same in every language.
    """
    return {
        "format": FORMAT,
        "rulebook": poll.rulebook,
        "denominator": {"name": found.base.value, "label": label(BASES, found.base.value)},
        "officeholders": [_result(result, poll, chain, found) for result in found.results],
        "warnings": [_warning(problem, chain) for problem in found.warnings],
    }


def _result(result: PersonResult, poll: Poll, chain: Chain, found: Evaluation) -> dict[str, Any]:
    choices = CHOICES[poll.procedure]
    rule = result.outcome
    return {
        "id": result.officeholder.id,
        "base": result.base,
        "count": {
            **{choice.value: result.count.marks[choice] for choice in choices},
            "invalid": result.count.invalid,
        },
        "percent": percentages(result.shares),
        "outcome": "none" if rule is None else rule.outcome,
        "citation": None if rule is None else citation_document(rule.citation),
        "text": _case(result, rule, chain, label(BASES, found.base.value))
        if rule
        else _no_case(result, poll.procedure, label(BASES, found.base.value)),
    }


def percentages(shares: Mapping[Choice, Fraction]) -> dict[str, str]:
    """Return shares as percentages: decimal comma, at most two decimals, half up."""
    return {choice.value: percent(share) for choice, share in shares.items()}


def citation_document(citation: Citation) -> dict[str, Any]:
    """Return where a rule stands; a point or annex only where there is one."""
    place: dict[str, Any] = {
        "instrument": citation.instrument,
        "article": citation.article,
        "clause": citation.clause,
    }
    further = {"point": citation.point, "annex": citation.annex}
    return place | {name: value for name, value in further.items() if value is not None}


def _case(result: PersonResult, rule: OutcomeRule, chain: Chain, base: str) -> str:
    case = rule.case_en if current() == "en" else rule.case_vi
    return _("{votes}: {case} ({citation}).").format(
        votes=_votes(result, rule.choice, base),
        case=case.format(base=base),
        citation=_quoted(rule.citation, chain),
    )


def _no_case(result: PersonResult, procedure: Procedure, base: str) -> str:
    against = CHOICES[procedure][-1]
    return _("{votes}: no legal case.").format(votes=_votes(result, against, base))


def _votes(result: PersonResult, choice: Choice, base: str) -> str:
    return _("{count}/{number} ballots “{choice}”, {percent} of {base}").format(
        count=result.count.marks[choice],
        number=result.base,
        choice=label(CHOICE_NAMES, choice.value),
        percent=percent_sign(result.shares[choice]),
        base=base,
    )


def eligibility_document(found: Iterable[Eligibility], chain: Chain) -> dict[str, Any]:
    """Return who is put to the poll, and for each person the rules that say so."""
    return {
        "officeholders": [
            {
                "id": person.officeholder.id,
                "included": person.included,
                "reasons": [_reason(reason) for reason in person.reasons],
                **_stated(person),
                "warnings": [_warning(problem, chain) for problem in person.warnings],
            }
            for person in found
        ]
    }


def _stated(person: Eligibility) -> dict[str, Any]:
    """Return what people stated about somebody, where they did."""
    if person.officeholder.left_on is not None:
        return {"left_on": person.officeholder.left_on.isoformat()}
    if person.decision is not None:
        told = {"included": person.decision.included, "reason": person.decision.reason}
        return {"decision": told}
    return {}


def _reason(reason: Reason) -> dict[str, Any]:
    text = _paraphrase(reason.rule)
    if isinstance(reason.rule, SubjectRule) and not reason.applies:
        text = outside(reason.rule)
    elif reason.post is not None:
        text = _("{post}: {rule}").format(post=reason.post.title, rule=text)
    return {
        "rule": reason.rule.id,
        "citation": citation_document(reason.rule.citation),
        "text": text,
    }


def outside(rule: SubjectRule) -> str:
    """Return why a rule does not take a person in: they hold none of its posts at its levels."""
    positions = ", ".join(label(POSITIONS, position.value) for position in rule.positions)
    levels = ", ".join(label(LEVELS, level.value) for level in rule.levels)
    return _("holds none of these posts: {positions} ({levels})").format(
        positions=positions, levels=levels
    )


def _paraphrase(rule: Rule) -> str:
    return rule.en if current() == "en" else rule.vi


def _quoted(citation: Citation, chain: Chain) -> str:
    names = _instruments(chain)
    instrument = citation.instrument or chain.base.id
    name = names.get(instrument, instrument)
    return quoted(citation, name, commas=chain.base.track == "party")


def _instruments(chain: Chain) -> dict[str, str]:
    english = current() == "en"
    own = {i.id: i.short_en if english else i.short_vi for i in chain.instruments}
    return own | {r.id: r.short_en if english else r.short_vi for r in chain.references}


def _warning(problem: Problem, chain: Chain) -> dict[str, str]:
    commas = chain.base.track == "party"
    text = sentence(problem, instruments=_instruments(chain), commas=commas)
    return {"code": problem.code, "place": problem.place, "text": text}
