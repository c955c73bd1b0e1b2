"""The chain of legal bases of one poll, and the rules in force in it.

A base instrument comes first, then the sector's guidance, then the unit's plan.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import TypeVar, cast

from tinnhiem.law.bookshelf import load, reserved
from tinnhiem.law.consistency import threshold_problems
from tinnhiem.law.overlay import lay, refusals
from tinnhiem.law.poll import BodyKind, Poll, Procedure
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.rulebook import (
    ChoicesRule,
    Citation,
    DenominatorRule,
    FurtherCitation,
    Instrument,
    OutcomeRule,
    Reference,
    Rule,
    Rulebook,
)
from tinnhiem.law.stacking import UNRELATED, base_problems, naming_problems, stacking_problems

R = TypeVar("R", bound=Rule)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chain:
    """The instruments of a poll from the base upwards, and the rules in effect.

    Every rule's citation names its instrument. Two chains are equal only if they are one object, so
    what was read from a chain can be kept with it.
    """

    instruments: tuple[Instrument, ...]
    rules: tuple[Rule, ...]
    references: tuple[Reference, ...] = ()
    _kept: dict[object, tuple[Rule, ...]] = field(default_factory=dict, repr=False)

    @property
    def base(self) -> Instrument:
        """The base instrument."""
        return self.instruments[0]

    def instrument(self, identifier: str) -> Instrument | None:
        """The instrument of the chain with this id, or None where a rule cites one outside it."""
        return next((i for i in self.instruments if i.id == identifier), None)

    def named(self, identifier: str) -> Instrument | Reference | None:
        """What carries the names of a cited instrument, of the chain or only referred to."""
        others = (r for r in self.references if r.id == identifier)
        return self.instrument(identifier) or next(others, None)

    def of(self, kind: type[R], on: date | None = None) -> tuple[R, ...]:
        """The rules of one kind in force on a day (of all days, where ``on`` is None)."""
        key = (kind, on)
        if key not in self._kept:
            found = (r for r in self.rules if isinstance(r, kind) and is_in_force(r, on))
            self._kept[key] = tuple(found)
        return cast("tuple[R, ...]", self._kept[key])

    def choices(self, procedure: Procedure) -> ChoicesRule:
        """The levels or choices of a procedure.

        :raises InputError: where the chain does not rule this procedure.
        """
        mine = [rule for rule in self.of(ChoicesRule) if rule.procedure is procedure]
        if not mine:
            raise self._not_ruled(procedure)
        return mine[0]

    def denominator(self, procedure: Procedure) -> DenominatorRule:
        """The rule that says what shares are shares of.

        :raises InputError: where the chain does not rule this procedure.
        """
        mine = [rule for rule in self.of(DenominatorRule) if procedure in rule.procedures]
        if not mine:
            raise self._not_ruled(procedure)
        return mine[0]

    def outcomes(self, procedure: Procedure) -> tuple[OutcomeRule, ...]:
        """The legal cases of a procedure, in the order of the instrument."""
        return tuple(r for r in self.of(OutcomeRule) if r.procedure is procedure)

    def _not_ruled(self, procedure: Procedure) -> InputError:
        values = {"procedure": procedure.value, "id": self.base.id}
        return InputError((Problem(code="procedure-not-ruled", place="procedure", values=values),))


def is_in_force(rule: Rule, on: date | None) -> bool:
    """Whether a rule holds on a day."""
    if on is None:
        return True
    begun = rule.in_force_from is None or rule.in_force_from <= on
    return begun and (rule.in_force_until is None or on <= rule.in_force_until)


def for_body(rule: R, body: BodyKind | None) -> R:
    """The rule as it is cited for one kind of body: the place that names the body stands first.

    The status is that of the place. Without a body, and where no place names it, the rule as it is.
    """
    named = [place for place in rule.also if body is not None and body in place.bodies]
    if not named:
        return rule
    first = named[0]
    own = FurtherCitation(**rule.citation.model_dump(), status=rule.status)
    also = (own, *(place for place in rule.also if place is not first))
    status = first.status or rule.status
    turned = rule.model_copy(update={"citation": first, "also": also, "status": status})
    return cast("R", turned)


def build(books: Sequence[Rulebook]) -> Chain:
    """Lay law files over each other, the base first.

    :raises InputError: naming every rule that may not be laid, with the citation that forbids it;
        the value ``file`` of a problem is the id of the law file that its place is in.
    """
    base = books[0]
    rules = tuple(_cited(rule, base.instrument.id) for rule in base.rule)
    additions = frozenset(base.instrument.additions)
    problems = list(base_problems(base))
    for index, book in enumerate(books[1:], 1):
        misplaced = tuple(stacking_problems(books[:index], book))
        problems.extend(misplaced)
        if any(problem.code in UNRELATED for problem in misplaced):
            continue  # whatever else is said of it would only follow from that
        laid = book.model_copy(
            update={"rule": tuple(_cited(rule, book.instrument.id) for rule in book.rule)}
        )
        refused = tuple(_in_file(p, book) for p in refusals(rules, laid, additions))
        problems.extend(refused)
        if not refused:
            rules = lay(rules, laid)
    if not problems:
        problems.extend(_threshold_problems(rules, books))
    if problems:
        raise InputError(tuple(problems))
    return Chain(
        instruments=tuple(book.instrument for book in books),
        rules=rules,
        references=tuple(reference for book in books for reference in book.reference),
    )


def _threshold_problems(rules: Sequence[Rule], books: Sequence[Rulebook]) -> Iterator[Problem]:
    """Overlaps and gaps of the whole chain, each placed in the law file of the rule that it names.

    Those of a base alone are found when it is read.
    """
    for procedure in Procedure if len(books) > 1 else ():
        for problem in threshold_problems(rules, procedure):
            for book in books:
                ids = [rule.id for rule in book.rule]
                if problem.values["id"] in ids:
                    place = f"rule[{ids.index(str(problem.values['id']))}]"
                    yield _in_file(replace(problem, place=place), book)


def _in_file(problem: Problem, book: Rulebook) -> Problem:
    return replace(problem, values={**problem.values, "file": book.instrument.id})


def _cited(rule: Rule, identifier: str) -> Rule:
    citation, *also = (_placed(cited, identifier) for cited in (rule.citation, *rule.also))
    return rule.model_copy(update={"citation": citation, "also": tuple(also)})


def _placed(cited: Citation, identifier: str) -> Citation:
    if cited.instrument is not None:
        return cited
    return cited.model_copy(update={"instrument": identifier})


def load_chain(
    base: str, overlays: Sequence[str] = (), own: Mapping[str, Rulebook] | None = None
) -> Chain:
    """The chain of a base and its overlays by their ids.

    ``own`` are an organisation's own law files by id; the others come with the software, and their
    ids are theirs alone. Problems are placed where the chain is named: ``rulebook``, or
    ``overlays[1]``.

    :raises InputError: where a file is unknown or unsound, or may not be laid on the others.
    """
    if not own:
        return _shipped(base, tuple(overlays))
    taken = [problem for book in own.values() for problem in reserved(book)]
    if taken:
        raise InputError(tuple(taken))
    return _named(base, tuple(overlays), own)


@lru_cache(maxsize=64)
def _shipped(base: str, overlays: tuple[str, ...]) -> Chain:
    return _named(base, overlays, {})


def _named(base: str, overlays: tuple[str, ...], own: Mapping[str, Rulebook]) -> Chain:
    books, problems = [], []
    for place, name in (("rulebook", base), *_places(overlays)):
        try:
            books.append(own.get(name) or load(name))
        except InputError as error:
            problems += [replace(problem, place=place) for problem in error.problems]
    problems += naming_problems(base, overlays, books)
    if problems:
        raise InputError(tuple(problems))
    try:
        return build(books)
    except InputError as error:
        ids = ["", *overlays]
        moved = (replace(p, place=_place(p, ids)) for p in error.problems)
        raise InputError(tuple(moved)) from error


def _places(overlays: Sequence[str]) -> Iterator[tuple[str, str]]:
    for index, name in enumerate(overlays):
        yield f"overlays[{index}]", name


def _place(problem: Problem, ids: Sequence[str]) -> str:
    file = str(problem.values.get("file", ""))
    return f"overlays[{ids.index(file) - 1}]" if file in ids[1:] else problem.place


def chain_of(poll: Poll, own: Mapping[str, Rulebook] | None = None) -> Chain:
    """The chain of legal bases that a poll names.

    :raises InputError: as :func:`load_chain`.
    """
    return load_chain(poll.rulebook, poll.overlays, own)
