"""A person rated at two places: results stand side by side and are never added.

The managing authority considers them as a whole (QĐ 96-QĐ/TW, Article 11 clause 4).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tinnhiem.law.chain import Chain
from tinnhiem.law.evaluation import PersonResult
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.rulebook import PlacesRule


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceResult:
    """One person's result at one place, on that place's own base."""

    place: str
    result: PersonResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """A person's results place by place, and the rule that they are not summed."""

    name: str
    results: tuple[PlaceResult, ...]
    rule: PlacesRule


def side_by_side(name: str, results: Sequence[PlaceResult], chain: Chain) -> Places:
    """Put a person's results at several places side by side.

    :raises InputError: ``places-not-ruled`` where the chain has no such rule, ``too-many-places``
        where there are more than it allows, ``place-twice`` where one place stands twice.
    """
    rules = chain.of(PlacesRule)
    if not rules:
        values: dict[str, object] = {"id": chain.base.id}
        raise InputError((Problem(code="places-not-ruled", place="places", values=values),))
    rule = rules[0]
    values = {"name": name, "places": len(results), "maximum": rule.maximum}
    values["citation"] = rule.citation
    if len(results) > rule.maximum:
        raise InputError((Problem(code="too-many-places", place="places", values=values),))
    if len({item.place for item in results}) != len(results):
        raise InputError((Problem(code="place-twice", place="places", values=values),))
    return Places(name=name, results=tuple(results), rule=rule)
