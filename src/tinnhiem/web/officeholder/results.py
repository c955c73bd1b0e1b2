"""A person's own results, poll by poll, as the page "Tự soi, tự sửa" shows them. Nobody else's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from tinnhiem.conduct.states import COUNTED
from tinnhiem.law.chain import Chain, load_chain
from tinnhiem.law.outcomes import is_in_case
from tinnhiem.law.poll import CHOICES, Choice, Procedure
from tinnhiem.law.problems import InputError
from tinnhiem.law.rulebook import OutcomeRule
from tinnhiem.records.disclosure import person_may_see
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import CountedResult, Poll, Rated
from tinnhiem.records.places import beside_each_other
from tinnhiem.web.citing import cited
from tinnhiem.web.dossier_words import posts_line
from tinnhiem.web.look import charts
from tinnhiem.wording.language import current
from tinnhiem.wording.problems import sentence
from tinnhiem.wording.terms import BASES, label

_LEVELS: Final = {Choice.HIGH: "hi", Choice.MEDIUM: "med", Choice.LOW: "lo",
                  Choice.CONFIDENCE: "hi", Choice.NO_CONFIDENCE: "lo"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """One result of a person, with the legal bases under which it was counted."""

    rated: Rated
    result: CountedResult
    chain: Chain

    @property
    def procedure(self) -> Procedure:
        """Return whether it was a rating or a confidence vote."""
        return Procedure(self.rated.poll.procedure)

    @property
    def votes(self) -> dict[Choice, int]:
        """Return the votes in the order of the ballot."""
        marks: Mapping[str, int] = self.result.marks
        return {choice: int(marks.get(choice.value, 0)) for choice in CHOICES[self.procedure]}

    @property
    def base(self) -> int:
        """Return the number that shares are taken of; the sum of the marks where none is kept."""
        return self.result.base or sum(self.votes.values()) + self.result.invalid

    @property
    def shares(self) -> dict[Choice, Fraction]:
        """Return the exact shares of the base."""
        whole = max(self.base, 1)
        return {choice: Fraction(votes, whole) for choice, votes in self.votes.items()}

    @property
    def held_on(self) -> date | None:
        """Return the day of the poll."""
        return self.rated.conference.held_on or self.rated.poll.poll_date


def own_results(person: int, *, rehearsal: bool) -> list[Own]:
    """Return every result of a person that the person may see, the newest first."""
    found = (
        CountedResult.objects.filter(
            rated__person=person,
            rated__poll__state__in=[state.value for state in COUNTED],
            rated__poll__rehearsal=rehearsal,
        )
        .select_related("rated__poll", "rated__conference")
        .order_by("pk")
    )
    own = list(_seen(list(found)))
    return sorted(own, key=lambda each: each.held_on or date.min, reverse=True)


def _seen(found: list[CountedResult]) -> Iterator[Own]:
    polls = {result.rated.poll_id for result in found}
    with_own = Poll.objects.filter(pk__in=polls, own_rules__isnull=False)
    special = set(with_own.values_list("pk", flat=True))
    for result in found:
        poll = result.rated.poll
        try:
            shipped = poll.pk not in special
            chain = load_chain(poll.rulebook, tuple(poll.overlays)) if shipped else chain_for(poll)
        except InputError:
            continue
        if person_may_see(poll, chain):
            yield Own(rated=result.rated, result=result, chain=chain)


def figures(own: Own) -> dict[str, Any]:
    """Return one result as the page shows it: counts, shares, base, bar, legal case."""
    votes, shares = own.votes, own.shares
    words = own.chain.choices(own.procedure).choices
    names = {each.id: each.en if current() == "en" else each.vi for each in words}
    return {
        "rated": own.rated,
        "posts": posts_line(own.rated),
        "place": own.rated.conference.name,
        "held_on": own.held_on,
        "levels": [
            {
                "key": _LEVELS[choice],
                "name": names[choice],
                "count": votes[choice],
                "share": shares[choice],
            }
            for choice in votes
        ],
        "base": own.base,
        "base_name": label(BASES, own.result.base_name),
        "invalid": own.result.invalid,
        "sum": _sum(own),
        "bar": _bar(own),
        "case": _case(own),
    }


def _sum(own: Own) -> str:
    numbers = [*own.votes.values(), own.result.invalid]
    return f"{' + '.join(str(number) for number in numbers)} = {sum(numbers)}"


def _bar(own: Own) -> Any:  # noqa: ANN401 - markup
    thresholds = _thresholds(own)
    counts = (*own.votes.values(), own.result.invalid)
    key, name = f"own-{own.rated.pk}", own.rated.name
    base = max(own.base, sum(counts))
    if own.procedure is Procedure.RATING:
        high, middle, low, invalid = counts
        return charts.rating_bar(
            key, name, (high, middle, low, invalid), thresholds, size="personal", base=base
        )
    confident, against, invalid = counts
    return charts.confidence_bar(
        key, name, (confident, against, invalid), thresholds, size="personal", base=base
    )


def _thresholds(own: Own) -> list[Fraction]:
    rules = own.chain.outcomes(own.procedure)
    lower = {rule.over or rule.least for rule in rules}
    return sorted(Fraction(share) for share in lower if share is not None)


def _case(own: Own) -> dict[str, Any]:
    """Say which legal case the result falls in, or from how many votes the first would begin."""
    rules = own.chain.outcomes(own.procedure)
    found = next((rule for rule in rules if rule.id == own.result.outcome_rule), None)
    english, base_name = current() == "en", label(BASES, own.result.base_name)
    against = rules[0].choice if rules else Choice.LOW
    if found is None:
        return {
            "found": False,
            "votes": own.votes.get(Choice(against), 0),
            "from": _first(rules, own.base),
            "cite": cited(rules[0], own.chain, own.rated.poll) if rules else None,
        }
    return {
        "found": True,
        "votes": own.votes[Choice(found.choice)],
        "text": (found.case_en if english else found.case_vi).format(base=base_name),
        "consequence": found.consequence_en if english else found.consequence_vi,
        "cite": cited(found, own.chain, own.rated.poll),
    }


def _first(rules: tuple[OutcomeRule, ...], base: int) -> int | None:
    """The least number of votes of a base that falls in any legal case."""
    return next(
        (votes for votes in range(base + 1) if any(is_in_case(votes, base, r) for r in rules)),
        None,
    )


def plots(results: list[Own]) -> list[dict[str, Any]]:
    """Return a plot for each place at which somebody was rated; places are never joined."""
    rated = [own for own in results if own.procedure is Procedure.RATING]
    places: dict[int, list[Own]] = {}
    for own in rated:
        places.setdefault(own.rated.poll.body_id, []).append(own)
    return [_plot(number, kept) for number, kept in enumerate(places.values(), 1)]


def _plot(number: int, kept: list[Own]) -> dict[str, Any]:
    bases = {own.result.base_name for own in kept}
    posts = {posts_line(own.rated) for own in kept}
    rows = [
        charts.Poll(
            f"{own.held_on:%m/%Y}" if own.held_on else own.rated.poll.sitting,
            own.base,
            _short_base(own.result.base_name),
            (own.shares[Choice.HIGH], own.shares[Choice.MEDIUM], own.shares[Choice.LOW]),
        )
        for own in kept
    ]
    body = kept[0].rated.poll.body_name
    return {
        "body": body,
        "chart": charts.dot_plot(f"places-{number}", body, rows),
        "one_base": len(bases) == 1,
        "several": len(kept) > 1,
        "one_post": len(posts) == 1,
        "earlier": [
            {
                "held_on": own.held_on,
                "posts": posts_line(own.rated),
                "base": own.base,
                "base_name": label(BASES, own.result.base_name),
                "levels": [(votes, own.shares[choice]) for choice, votes in own.votes.items()],
            }
            for own in kept
        ],
    }


def _short_base(name: str) -> str:
    return label(BASES, name).removeprefix("tổng số ").removeprefix("all ")


def places_rule(results: list[Own]) -> dict[str, Any] | None:
    """Return the rule that results at two places are never added, where a year has two.

    ``problem`` says it where there are more places than the legal bases allow.
    """
    for same_year in _by_year(results):
        first = same_year[0]
        kept = [own.result for own in same_year]
        try:
            places = beside_each_other(first.rated.name, kept, first.chain)
        except InputError as error:
            return {"problem": " ".join(sentence(problem) for problem in error.problems)}
        if places is not None:
            text = places.rule.en if current() == "en" else places.rule.vi
            return {"text": text, "cite": cited(places.rule, first.chain, first.rated.poll)}
    return None


def _by_year(results: list[Own]) -> Iterator[list[Own]]:
    """Yield the results of each year in which somebody was rated by more than one body."""
    years: dict[tuple[int | None, Procedure], list[Own]] = {}
    for own in results:
        year = own.held_on.year if own.held_on else None
        years.setdefault((year, own.procedure), []).append(own)
    for kept in years.values():
        if len({own.rated.poll.body_id for own in kept}) > 1:
            yield kept
