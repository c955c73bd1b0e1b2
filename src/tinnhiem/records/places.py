"""The results of one person at several places, as the law puts them side by side."""

from collections.abc import Iterable, Iterator

from tinnhiem.law.chain import Chain
from tinnhiem.law.evaluation import PersonResult
from tinnhiem.law.places import PlaceResult, Places, side_by_side
from tinnhiem.law.poll import CHOICES, BallotType, Count, Procedure
from tinnhiem.law.rulebook import PlacesRule
from tinnhiem.law.shares import shares
from tinnhiem.records.lawful import officeholder
from tinnhiem.records.models import CountedResult


def beside_each_other(name: str, results: Iterable[CountedResult], chain: Chain) -> Places | None:
    """Return a person's counted results place by place; None where no rule is made for it.

    A place is the body that held the poll; several conferences of one poll are one place, whose
    first result stands for it here.

    :raises InputError: ``too-many-places`` where there are more than the legal bases allow.
    """
    if not chain.of(PlacesRule):
        return None
    return side_by_side(name, tuple(_of_places(results, chain)), chain)


def _of_places(results: Iterable[CountedResult], chain: Chain) -> Iterator[PlaceResult]:
    seen: set[int] = set()
    for result in results:
        poll = result.rated.poll
        if poll.body_id not in seen:
            seen.add(poll.body_id)
            yield PlaceResult(place=f"{poll.body_name} ({poll.body_id})", result=_of(result, chain))


def _of(result: CountedResult, chain: Chain) -> PersonResult:
    procedure = Procedure(result.rated.poll.procedure)
    marks = {choice: int(result.marks.get(choice.value, 0)) for choice in CHOICES[procedure]}
    count = Count(marks=marks, invalid=result.invalid)
    base = result.base or sum(marks.values()) + result.invalid or 1
    cases = chain.outcomes(procedure)
    return PersonResult(
        officeholder=officeholder(result.rated),
        ballot_type=BallotType(id="", title=""),
        base=base,
        count=count,
        shares=shares(count, base, procedure),
        outcome=next((rule for rule in cases if rule.id == result.outcome_rule), None),
    )
