"""Laying guidance and plans over a base instrument.

An overlay may fill what the base leaves free, be stricter where the base sets a minimum, and is
refused, with the base's citation, where the base locks. Whatever is laid on top can therefore never
loosen what lies below.
"""

from collections.abc import Iterator, Sequence

from tinnhiem.law.problems import Problem
from tinnhiem.law.rulebook import DenominatorRule, DisclosureRule, Lock, Rule, Rulebook
from tinnhiem.law.strictness import Difference, changes, loosenings

_FORCE = {Lock.FREE: 0, Lock.MINIMUM: 1, Lock.LOCKED: 2}

#: The keys that say what a rule is about: two rules of a kind with the same ones would compete.
_ABOUT: dict[str, tuple[str, ...]] = {
    "exclusion": ("id",),
    "criterion": ("group", "order"),
    "step": ("id",),
    "document": ("document",),
    "conduct": ("id",),
    "validity": ("defect",),
    "ballot-group": ("order",),
    "subject": ("id",),
}


def lay(below: Sequence[Rule], book: Rulebook) -> tuple[Rule, ...]:
    """The rules in effect once ``book`` lies on ``below``; call :func:`refusals` first."""
    laid = list(below)
    for rule in book.rule:
        index = _target(laid, rule.amends)
        if index is None:
            laid.append(rule)
        else:
            laid[index] = rule.model_copy(update={"lock": _stricter_lock(laid[index], rule)})
    return tuple(laid)


def refusals(below: Sequence[Rule], book: Rulebook, additions: frozenset[str]) -> Iterator[Problem]:
    """Why rules of ``book`` may not be laid on ``below``, each with the citation that forbids it.

    ``additions`` are the kinds of rules that the base allows its overlays to add.
    """
    for index, rule in enumerate(book.rule):
        place = f"rule[{index}]"
        if rule.amends is None:
            yield from _addition(below, rule, additions, place)
            continue
        target = _target(below, rule.amends)
        if target is None:
            values: dict[str, object] = {"id": rule.id, "amends": rule.amends}
            yield Problem(code="amends-unknown", place=f"{place}.amends", values=values)
        else:
            yield from _amendment(below[target], rule, place)


def _target(rules: Sequence[Rule], amends: str | None) -> int | None:
    for index, rule in enumerate(rules):
        if amends is not None and amends in {rule.id, rule.amends}:
            return index
    return None


def _stricter_lock(below: Rule, above: Rule) -> Lock:
    if below.lock is Lock.FREE:
        return above.lock
    return max(below.lock, above.lock, key=_FORCE.__getitem__)


def _addition(
    below: Sequence[Rule], rule: Rule, additions: frozenset[str], place: str
) -> Iterator[Problem]:
    same_kind = [r for r in below if r.kind == rule.kind]
    if rule.kind not in additions:
        yield _refusal("addition-refused", place, rule, same_kind[0] if same_kind else None)
        return
    keys = _ABOUT.get(rule.kind, ())
    for other in same_kind:
        if all(getattr(other, key) == getattr(rule, key) for key in keys):
            yield _refusal("addition-competes", place, rule, other)


def _amendment(target: Rule, rule: Rule, place: str) -> Iterator[Problem]:
    if target.kind != rule.kind:
        yield _refusal("amends-other-kind", place, rule, target)
    elif rule.in_force_from or rule.in_force_until:
        # Outside its dates the amended rule would be gone, and with it what the base demands.
        yield _refusal("amendment-dated", place, rule, target)
    elif target.lock is Lock.LOCKED and (changed := changes(target, rule)):
        yield _refusal("rule-locked", place, rule, target, changed)
    elif target.lock is Lock.MINIMUM and (loosened := loosenings(target, rule)):
        yield _refusal("rule-looser", place, rule, target, loosened)
    elif not _is_offered(target, rule):
        yield _refusal("choice-not-offered", place, rule, target, changes(target, rule))


def _refusal(
    code: str, place: str, rule: Rule, base: Rule | None, differences: tuple[Difference, ...] = ()
) -> Problem:
    values: dict[str, object] = {"id": rule.id, "kind": rule.kind, "base": base.id if base else ""}
    if differences:
        values |= {"differences": differences, "at": differences[0].key}
    if base is not None:
        values |= {"citation": base.citation, "vi": base.vi, "en": base.en}
    return Problem(code=code, place=place, values=values)


def _is_offered(target: Rule, rule: Rule) -> bool:
    match target, rule:
        case DenominatorRule(), DenominatorRule():
            offered = target.options or (target.base,)
            chosen = rule.options or (rule.base,)
            return rule.procedures == target.procedures and set(chosen) <= set(offered)
        case DisclosureRule(), DisclosureRule():
            return set(rule.allowed) <= set(target.allowed)
        case _:
            return True
