"""Citations beside what the pages say: which rule a condition rests on, and how sure it is."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tinnhiem.law.chain import Chain, for_body
from tinnhiem.law.poll import BodyKind, Procedure
from tinnhiem.law.rulebook import (
    CountingBoardRule,
    DenominatorRule,
    DisclosureRule,
    DocumentRule,
    OutcomeRule,
    QuorumRule,
    RetentionRule,
    Rule,
    StepRule,
    SubjectRule,
    ValidityRule,
)
from tinnhiem.records.models import Poll
from tinnhiem.web.citing import cited
from tinnhiem.wording.language import current

_KINDS: Final[Mapping[str, Any]] = {
    "denominator": DenominatorRule,
    "subject": SubjectRule,
    "disclosure": DisclosureRule,
    "document": DocumentRule,
    "outcome": OutcomeRule,
    "retention": RetentionRule,
    "quorum": QuorumRule,
    "counting-board": CountingBoardRule,
    "validity": ValidityRule,
    "step": StepRule,
}
#: Whose step of the calendar a condition speaks of.
_ACTORS: Final = {
    "reports-received": "officeholder",
    "opinions-received": "front",
    "questions-answered": "voter",
}


def base_name(chain: Chain) -> str:
    """Return the short name of the base instrument."""
    return chain.base.short_en if current() == "en" else chain.base.short_vi


def rule_of(condition: str, about: str, chain: Chain, poll: Poll) -> Rule | None:
    """Return the rule that a condition rests on, as it is cited for the poll's kind of body."""
    kind = _KINDS.get(about)
    if kind is None:
        return None
    body = BodyKind(poll.body_kind)
    fits: Callable[[Any], bool] = lambda rule: _concerns(rule, condition, body, poll)  # noqa: E731 - said where it is used once
    found = next((rule for rule in chain.of(kind) if fits(rule)), None)
    return for_body(found, body) if found is not None else None


def _concerns(rule: Any, condition: str, body: BodyKind, poll: Poll) -> bool:  # noqa: ANN401 - rules of any kind
    bodies = getattr(rule, "bodies", ())
    if bodies and body not in bodies:
        return False
    actor = _ACTORS.get(condition)
    if actor is not None and getattr(rule, "actor", "") != actor:
        return False
    procedures = getattr(rule, "procedures", None)
    return procedures is None or Procedure(poll.procedure) in procedures


def citation_of(condition: str, about: str, chain: Chain, poll: Poll) -> dict[str, str] | None:
    """Return the citation of the rule that a condition rests on, None where it rests on none."""
    rule = rule_of(condition, about, chain, poll)
    return cited(rule, chain, poll) if rule is not None else None
