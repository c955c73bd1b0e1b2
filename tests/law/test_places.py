"""One person rated at two places: side by side, each on its own base, never added."""

import pytest

from support.situations import against, poll
from tinnhiem.law.chain import load_chain
from tinnhiem.law.evaluation import PersonResult, evaluate
from tinnhiem.law.places import PlaceResult, side_by_side
from tinnhiem.law.poll import Choice, Procedure
from tinnhiem.law.problems import InputError
from tinnhiem.law.rulebook import PlacesRule

PARTY = load_chain("qd-96-qd-tw")


def _result(low: int, returned: int) -> PersonResult:
    situation = poll("qd-96-qd-tw", [against(Procedure.RATING, low, returned)], returned=returned)
    return evaluate(situation, PARTY).results[0]


def test_two_places_keep_their_own_counts_bases_and_cases() -> None:
    here = PlaceResult(place="Tỉnh ủy", result=_result(13, 25))
    there = PlaceResult(place="Ủy ban nhân dân tỉnh", result=_result(4, 40))
    found = side_by_side("Nguyễn Văn Ví Dụ", [here, there], PARTY)

    shown = [(r.place, r.result.count.marks[Choice.LOW], r.result.base) for r in found.results]
    assert shown == [("Tỉnh ủy", 13, 25), ("Ủy ban nhân dân tỉnh", 4, 40)]
    assert [r.result.outcome is not None for r in found.results] == [True, False]
    assert (found.rule.citation.article, found.rule.citation.clause) == (1, 3)
    assert not hasattr(found, "total")


def test_a_third_place_is_refused_with_the_citation() -> None:
    results = [PlaceResult(place=f"Nơi {n}", result=_result(1, 25)) for n in (1, 2, 3)]

    with pytest.raises(InputError) as refused:
        side_by_side("Nguyễn Văn Ví Dụ", results, PARTY)
    (problem,) = refused.value.problems

    assert problem.code == "too-many-places"
    assert (problem.values["places"], problem.values["maximum"]) == (3, 2)
    assert problem.values["citation"] == PARTY.of(PlacesRule)[0].citation


def test_one_place_told_twice_is_refused() -> None:
    twice = [PlaceResult(place="Tỉnh ủy", result=_result(1, 25)) for _ in range(2)]

    with pytest.raises(InputError) as refused:
        side_by_side("Nguyễn Văn Ví Dụ", twice, PARTY)

    assert [p.code for p in refused.value.problems] == ["place-twice"]


def test_the_council_track_has_no_rule_of_places() -> None:
    with pytest.raises(InputError) as refused:
        side_by_side("Nguyễn Văn Ví Dụ", [], load_chain("nq-96-2023-qh15"))

    assert [p.code for p in refused.value.problems] == ["places-not-ruled"]
