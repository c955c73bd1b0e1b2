"""Results of a person at two places stand side by side; a third is more than rules allow."""

from datetime import date

import pytest

from support.office import Office, build_office, person
from tinnhiem.conduct.states import PollState
from tinnhiem.law.chain import load_chain
from tinnhiem.law.poll import Choice
from tinnhiem.law.problems import InputError
from tinnhiem.records.models import Body, Conference, CountedResult, Poll, Rated
from tinnhiem.records.places import beside_each_other

pytestmark = pytest.mark.django_db

NAME = "Lý Seo Páo"
PARTY = load_chain("qd-96-qd-tw")


def _result(office: Office, body: Body, high: int) -> CountedResult:
    poll = Poll.objects.create(
        body=body, body_name="Sở", body_kind="agency", body_level="province",
        procedure="rating", rulebook="qd-96-qd-tw", sitting="Hội nghị",
        poll_date=date(2028, 12, 7), state=PollState.MINUTED.value,
    )  # fmt: skip
    held = Conference.objects.create(poll=poll, name="Hội nghị", stage="minuted")
    post = {"title": "Giám đốc Sở", "position": "agency-head"}
    rated = Rated(poll=poll, conference=held, person=person(office, NAME), line="p1", posts=[post])
    rated.set_name(NAME)
    rated.save()
    marks = {"high": high, "medium": 2, "low": 1}
    return CountedResult.objects.create(rated=rated, marks=marks, invalid=0, base=high + 3)


def _bodies(count: int) -> list[Body]:
    return [Body.objects.create() for _one in range(count)]


def test_two_places_keep_their_own_base_and_are_never_added() -> None:
    office = build_office(PollState.MINUTED)
    results = [_result(office, body, high) for body, high in zip(_bodies(2), (5, 9), strict=True)]

    places = beside_each_other(NAME, results, PARTY)

    assert places is not None
    assert [each.result.base for each in places.results] == [8, 12]
    assert [each.result.count.marks[Choice.HIGH] for each in places.results] == [5, 9]
    assert places.rule.maximum == 2


def test_a_third_place_is_refused() -> None:
    office = build_office(PollState.MINUTED)
    results = [_result(office, body, 5) for body in _bodies(3)]

    with pytest.raises(InputError) as refused:
        beside_each_other(NAME, results, PARTY)

    assert refused.value.problems[0].code == "too-many-places"


def test_where_no_rule_is_made_for_places_nothing_is_said() -> None:
    office = build_office(PollState.MINUTED)

    results = [_result(office, body, 5) for body in _bodies(2)]

    assert beside_each_other(NAME, results, load_chain("nq-96-2023-qh15")) is None
