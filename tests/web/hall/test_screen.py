"""The remote and the screen: the hall sees what was released, by an address nobody guesses."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from support.day import make_confidence_vote, make_party
from support.office import POLL_DAY, Office, build_office
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.hall import STEPS
from tinnhiem.records.models import CountedResult, HallScreen, Release

pytestmark = pytest.mark.django_db
Queries = Callable[[int], Any]


def _as(office: Office, part: str = "convener") -> Client:
    client = Client()
    client.force_login(office.account(part))
    return client


def _url(office: Office, name: str = "remote") -> str:
    return reverse(f"hall:{name}", kwargs={"poll": office.poll.key})


def _release(office: Office, kind: str, page: int = 1, token: str = "t") -> int:
    given = {"buoc": kind, "trang": page, "token": token}
    return _as(office).post(_url(office, "release"), given).status_code


def _screen(office: Office) -> str:
    key = HallScreen.objects.get(conference=office.conference).key
    answer = Client().get(reverse("hall:screen", kwargs={"key": key}))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def _results(office: Office) -> None:
    marks = {"high": 8, "medium": 3, "low": 1}
    if office.poll.procedure == "confidence_vote":
        marks = {"confidence": 9, "no_confidence": 3}
    for rated in office.rated.values():
        CountedResult.objects.create(
            rated=rated, marks=marks, invalid=0, base=14, base_name="membership"
        )


def test_the_hall_sees_what_was_put_on_the_screen_and_then_nothing() -> None:
    office = build_office(PollState.FROZEN)

    assert _release(office, "list") == 303
    assert "Nông Văn Khải" in _screen(office)
    blanked = _as(office).post(_url(office, "blank"), {"token": "b"})

    assert blanked.status_code == 303
    assert "Nông Văn Khải" not in _screen(office)


@pytest.mark.parametrize("part", ["clerk", "head", "voter", "observer", "outsider", "operator"])
def test_only_the_chair_has_the_remote(part: str) -> None:
    office = build_office(PollState.FROZEN)

    assert _as(office, part).get(_url(office)).status_code == 404
    for name in ("release", "blank", "new-address"):
        assert _as(office, part).post(_url(office, name), {"token": "t"}).status_code == 404


def test_a_step_that_is_not_there_yet_is_refused_in_words() -> None:
    office = build_office(PollState.FROZEN)

    answer = _as(office).post(_url(office, "release"), {"buoc": "results", "token": "t"})

    assert answer.status_code == 422
    assert "Biên bản kiểm phiếu chưa ký xong" in answer.content.decode()


def test_an_address_that_is_none_and_a_wrong_method() -> None:
    office = build_office(PollState.FROZEN)
    _release(office, "list")
    key = HallScreen.objects.get().key

    assert Client().get(reverse("hall:screen", kwargs={"key": "abc"})).status_code == 404
    assert Client().get(reverse("hall:picture", kwargs={"key": "abc"})).status_code == 404
    assert Client().post(reverse("hall:screen", kwargs={"key": key})).status_code == 405
    assert _as(office).get(_url(office, "release")).status_code == 405


def test_the_picture_answers_304_after_one_query(django_assert_num_queries: Queries) -> None:
    office = build_office(PollState.FROZEN)
    _release(office, "list")
    address = reverse("hall:picture", kwargs={"key": HallScreen.objects.get().key})
    client = _as(office)
    tag = client.get(address).headers["ETag"]

    with django_assert_num_queries(1):
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    _release(office, "rules", token="u")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("kind", STEPS)
@pytest.mark.parametrize("confidence", [False, True])
def test_every_step_can_be_drawn(kind: str, confidence: bool) -> None:  # noqa: FBT001
    stage = Stage.COUNTING if kind == "counting" else Stage.MINUTED
    state = PollState.COUNTING if kind == "counting" else PollState.MINUTED
    office = build_office(state, stage)
    if confidence:
        make_confidence_vote(office)
    _results(office)

    assert _release(office, kind) == 303

    assert "Kỳ họp thứ chín" in _screen(office)
    assert _as(office).get(_url(office), {"buoc": kind}).status_code == 200


def test_issued_and_returned_stand_side_by_side_after_the_announcement() -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)

    assert _release(office, "sheets") == 303

    assert re.search(r"Khối Hội đồng nhân dân 12 = 12", _screen(office))


def test_a_vote_of_confidence_has_two_columns() -> None:
    office = make_confidence_vote(build_office(PollState.MINUTED, Stage.MINUTED))
    _results(office)
    _release(office, "results")

    page = _screen(office)

    assert "Không tín nhiệm" in page
    assert "Tín nhiệm thấp" not in page


def test_party_results_wait_until_they_are_released_to_the_conference() -> None:
    office = make_party(build_office(PollState.MINUTED, Stage.MINUTED))
    _results(office)
    assert _release(office, "results", token="a") == 422

    Release.objects.create(
        poll=office.poll, scope="conference", by=office.account("clerk"),
        released_on=POLL_DAY,
    )  # fmt: skip
    assert _release(office, "results", token="b") == 303


def test_a_rehearsal_says_so_on_the_screen_blank_too() -> None:
    office = build_office(PollState.FROZEN, rehearsal=True)
    _release(office, "list")
    assert "THỬ NGHIỆM" in _screen(office)

    _as(office).post(_url(office, "blank"), {"token": "b"})
    assert "THỬ NGHIỆM" in _screen(office)


def test_hostile_names_stay_text() -> None:
    office = build_office(PollState.FROZEN)
    rated = office.rated["p1"]
    rated.set_name("<img src=x onerror=alert(1)> " + "Ă" * 260)
    rated.save()
    _release(office, "list")
    key = HallScreen.objects.get().key

    page = Client().get(reverse("hall:screen", kwargs={"key": key})).content.decode()

    assert "<img" not in page
    assert "style=" not in page


@pytest.mark.parametrize(
    "given", [{"buoc": "x", "trang": "y"}, {"trang": "9" * 99}, {"trang": "-1"}]
)
def test_a_page_that_is_none_shows_one_that_is(given: dict[str, str]) -> None:
    office = build_office(PollState.FROZEN)

    assert _as(office).get(_url(office), given).status_code == 200


@pytest.mark.parametrize("kind", STEPS)
def test_the_remote_asks_the_records_at_most_fifteen_times(
    kind: str, django_assert_max_num_queries: Queries
) -> None:
    office = build_office(PollState.MINUTED, Stage.MINUTED)
    _results(office)
    _release(office, "list")
    client = _as(office)
    client.get(_url(office))

    with django_assert_max_num_queries(15):
        assert client.get(_url(office), {"buoc": kind}).status_code == 200
