"""Whether the rules of one law file make sense together.

A citation that dangles, an id used twice, thresholds that overlap or leave a gap, a choice without
a label: each is a :class:`~tinnhiem.law.problems.Problem` with its place, all found at once.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from tinnhiem.law.poll import CHOICES, Procedure
from tinnhiem.law.problems import Problem
from tinnhiem.law.rulebook import (
    ChoicesRule,
    Citation,
    DenominatorRule,
    DisclosureRule,
    ExclusionRule,
    OutcomeRule,
    Rule,
    Rulebook,
    Status,
    TriggerRule,
)

#: What the words of a legal case may leave open, to be filled when a result is told.
PLACEHOLDERS = ("{base}",)
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")

#: A bound of an interval: its share, and whether the share itself lies above the bound.
Bound = tuple[Fraction, bool]


def inconsistencies(book: Rulebook, *, known: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """Every way in which the rules of ``book`` contradict themselves, in the order of the file.

    ``known`` are the ids of instruments that have law files elsewhere.
    """
    found: list[Problem] = [*_instrument(book, known), *_duplicates(book)]
    for index, rule in enumerate(book.rule):
        place = f"rule[{index}]"
        found.extend(_citations(book, rule, place))
        found.extend(_dates(rule, place))
        found.extend(_sense(rule, place))
    if book.instrument.kind == "base":
        for procedure in Procedure:
            found.extend(threshold_problems(book.rule, procedure))
    return tuple(found)


def _instrument(book: Rulebook, known: frozenset[str]) -> Iterator[Problem]:
    instrument = book.instrument
    if (instrument.kind != "base") != (instrument.over is not None):
        yield Problem(code="overlay-without-base", place="instrument.over")
    first, last = instrument.in_force_from, instrument.in_force_until
    if last is not None and last < first:
        values: dict[str, object] = {"from": first, "until": last}
        place = "instrument.in_force_until"
        yield Problem(code="instrument-dates-reversed", place=place, values=values)
    replaces = instrument.replaces
    if replaces is not None and replaces not in {*known, *(item.id for item in book.reference)}:
        values = {"id": replaces}
        yield Problem(code="replaces-unknown", place="instrument.replaces", values=values)


def _duplicates(book: Rulebook) -> Iterator[Problem]:
    seen: set[str] = set()
    amended: dict[str, str] = {}
    for index, rule in enumerate(book.rule):
        values: dict[str, object] = {"id": rule.id}
        if rule.id in seen:
            yield Problem(code="rule-twice", place=f"rule[{index}].id", values=values)
        seen.add(rule.id)
        if rule.amends is None:
            continue
        if rule.amends in amended:
            values |= {"other": amended[rule.amends], "amends": rule.amends}
            yield Problem(code="amends-twice", place=f"rule[{index}].amends", values=values)
        amended.setdefault(rule.amends, rule.id)


def _citations(book: Rulebook, rule: Rule, place: str) -> Iterator[Problem]:
    cited = rule.citation
    seen = rule.status is Status.VERIFIED and book.instrument.kind == "base"
    if seen and _is_bare(cited) and rule.note_vi is None:
        values = {"id": rule.id}
        yield Problem(code="verified-without-article", place=f"{place}.citation", values=values)
    yield from _citation(book, rule, cited, f"{place}.citation")
    for number, other in enumerate(rule.also):
        yield from _citation(book, rule, other, f"{place}.also[{number}]")


def _is_bare(cited: Citation) -> bool:
    return cited.article is None and cited.annex is None


def _citation(book: Rulebook, rule: Rule, cited: Citation, where: str) -> Iterator[Problem]:
    values: dict[str, object] = {"id": rule.id}
    if _is_bare(cited) and (cited.clause or cited.point):
        yield Problem(code="citation-incomplete", place=where, values=values)
    if cited.instrument not in {None, book.instrument.id}:
        if cited.instrument not in _others(book):
            values["instrument"] = cited.instrument
            yield Problem(code="instrument-not-listed", place=where, values=values)
        return
    if _is_bare(cited):
        return
    home = [p for p in book.provision if (p.article, p.annex) == (cited.article, cited.annex)]
    values |= {"cited": cited, "article": cited.article}
    if not home:
        yield Problem(code="citation-dangles", place=where, values=values)
    elif cited.clause and home[0].clauses is not None and cited.clause > home[0].clauses:
        values |= {"clause": cited.clause, "clauses": home[0].clauses}
        yield Problem(code="clause-dangles", place=where, values=values)


def _others(book: Rulebook) -> frozenset[str | None]:
    """Instruments other than its own that a file may cite: those it names."""
    listed = (reference.id for reference in book.reference)
    return frozenset({book.instrument.over, book.instrument.replaces, *listed} - {None})


def _dates(rule: Rule, place: str) -> Iterator[Problem]:
    first, last = rule.in_force_from, rule.in_force_until
    if first and last and last < first:
        yield Problem(
            code="dates-reversed", place=f"{place}.in_force_until", values={"id": rule.id}
        )


def _sense(rule: Rule, place: str) -> Iterator[Problem]:
    values = {"id": rule.id}
    match rule:
        case OutcomeRule():
            yield from _placeholders(rule, place)
        case ExclusionRule() if (rule.ground == "months-in-post") != (rule.months is not None):
            yield Problem(code="months-missing", place=f"{place}.months", values=values)
        case DenominatorRule() if (rule.base is None) != bool(rule.options):
            yield Problem(code="denominator-unclear", place=f"{place}.base", values=values)
        case TriggerRule() if not _trigger_complete(rule):
            yield Problem(code="trigger-unclear", place=f"{place}.by", values=values)
        case DisclosureRule() if not set(rule.default) <= set(rule.allowed):
            yield Problem(code="disclosure-unclear", place=f"{place}.default", values=values)
        case ChoicesRule() if tuple(c.id for c in rule.choices) != CHOICES[rule.procedure]:
            yield Problem(code="choices-incomplete", place=f"{place}.choices", values=values)
        case _:
            return


def _placeholders(rule: OutcomeRule, place: str) -> Iterator[Problem]:
    """Braces in the words of a case that are not one of the known placeholders."""
    for key, text in (("case_vi", rule.case_vi), ("case_en", rule.case_en)):
        wrong = [part for part in _BRACES.findall(text) if part not in PLACEHOLDERS]
        if wrong:
            values = {"id": rule.id, "found": tuple(wrong), "offered": tuple(PLACEHOLDERS)}
            yield Problem(code="placeholder-unknown", place=f"{place}.{key}", values=values)


def _trigger_complete(rule: TriggerRule) -> bool:
    wanted = {"organ": bool(rule.organs), "petition": rule.share is not None}
    return wanted.get(rule.by, rule.outcome is not None)


def threshold_problems(rules: Iterable[Rule], procedure: Procedure) -> Iterator[Problem]:
    """Overlaps and gaps between the outcomes of one procedure, from the first bound up to 1."""
    outcomes = [(i, r) for i, r in enumerate(rules) if isinstance(r, OutcomeRule)]
    mine = [(i, r) for i, r in outcomes if r.procedure is procedure]
    for index, rule in mine:
        if not _one_lower_bound(rule) or (rule.under and rule.most) or _is_empty(rule):
            yield _problem("threshold-unclear", index, rule)
            return
    ordered = sorted(mine, key=lambda pair: lower_bound(pair[1]))
    for (_, below), (index, above) in pairwise(ordered):
        end, start = upper_bound(below), lower_bound(above)
        if end != start:
            code = "thresholds-overlap" if end > start else "thresholds-gap"
            yield _problem(code, index, above, other=below.id)
    if ordered and upper_bound(ordered[-1][1]) != (Fraction(1), True):
        yield _problem("thresholds-open", *ordered[-1])
    twice = Counter(rule.outcome for _, rule in mine)
    for index, rule in mine:
        if twice[rule.outcome] > 1:
            yield _problem("outcome-twice", index, rule)


def _problem(code: str, index: int, rule: OutcomeRule, other: str = "") -> Problem:
    return Problem(code=code, place=f"rule[{index}]", values={"id": rule.id, "other": other})


def _one_lower_bound(rule: OutcomeRule) -> bool:
    return (rule.over is None) != (rule.least is None)


def _is_empty(rule: OutcomeRule) -> bool:
    return upper_bound(rule) <= lower_bound(rule)


def lower_bound(rule: OutcomeRule) -> Bound:
    """Where a case begins; the flag is True where the share itself is not yet in the case."""
    if rule.least is not None:
        return rule.least, False
    return rule.over or Fraction(0), True


def upper_bound(rule: OutcomeRule) -> Bound:
    """Where a case ends; the flag is True where the share itself still is in the case."""
    if rule.under is not None:
        return rule.under, False
    return (rule.most or Fraction(1)), True
