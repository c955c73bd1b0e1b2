"""The ledger and the adoptions in the browser."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from support.day import make_confidence_vote, second_conference, written
from support.office import Office, account, build_office, person
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.models import BoardMember, PendingAct

pytestmark = pytest.mark.django_db
Queries = Callable[[int], Any]


def _as(office: Office, part: str) -> Client:
    client = Client()
    client.force_login(office.account(part))
    return client


def _url(office: Office, name: str, **more: object) -> str:
    return reverse(f"conference:{name}", kwargs={"poll": office.poll.key, **more})


def _plain(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def _ledger(office: Office, part: str) -> str:
    return _plain(_as(office, part).get(_url(office, "ledger")).content.decode())


def test_the_page_tells_the_difference_in_words_and_the_next_act() -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)
    written(office, "ubnd", returned=11)

    page = _ledger(office, "head")

    assert "Lệch 1 tờ" in page
    assert "Thu về ít hơn phát ra 1 tờ" in page
    assert "Đếm lại lần 2" in page
    assert "12 + 1 + 2 = 15" in page


def test_an_observer_sees_announced_numbers_and_nothing_else() -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)
    written(office, "ubnd", issued=12, returned=11)

    page = _ledger(office, "observer")

    assert "Khớp, đã công bố" in page
    assert "Chưa công bố" in page
    assert "15" not in page
    assert "11" not in page


def test_why_ballots_were_exchanged_is_asked_and_shown() -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)
    ledger = written(office, "ubnd", returned=None)
    url = _url(office, "write-ledger", kind=ledger.ballot_type_id)
    given = {"printed": "15", "issued": "12", "exchanged": "1", "unused": "2",
             "exchange_reason": "Đánh <b>nhầm</b> dòng"}  # fmt: skip
    assert 'name="exchange_reason"' in _as(office, "team-1").get(url).content.decode()
    assert 'name="exchange_reason"' not in _as(office, "clerk").get(url).content.decode()

    _as(office, "team-1").post(url, {**given, "version": 1, "token": "a"})

    ledger.refresh_from_db()
    assert ledger.exchange_reason == "Đánh <b>nhầm</b> dòng"
    assert "Lý do: Đánh &lt;b&gt;nhầm&lt;/b&gt; dòng" in _ledger(office, "head")
    _as(office, "clerk").post(url, {"printed": "15", "version": 2, "token": "b"})
    ledger.refresh_from_db()
    assert (ledger.version, ledger.exchange_reason) == (3, "Đánh <b>nhầm</b> dòng")
    none = {**given, "exchanged": "0", "unused": "3", "version": 3, "token": "c"}
    assert _as(office, "team-1").post(url, none).status_code == 303
    ledger.refresh_from_db()
    assert ledger.exchange_reason == ""


def test_481_ballots_are_a_strip() -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)
    written(office, "hdnd", printed=500, issued=481, exchanged=4, unused=15, returned=481)

    page = _as(office, "head").get(_url(office, "ledger")).content.decode()

    assert "481 trong hòm" in page


def test_writing_by_form_twice_and_wrongly() -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)
    ledger = written(office, "ubnd", returned=None)
    client = _as(office, "team-1")
    url = _url(office, "write-ledger", kind=ledger.ballot_type_id)
    given = {"printed": "15", "issued": " 12 ", "exchanged": "01", "unused": "2",
             "version": ledger.version}  # fmt: skip

    wrong = client.post(url, {**given, "returned": "13", "token": "a"})
    assert wrong.status_code == 422
    assert "Thu về 13, phát ra 12" in wrong.content.decode()
    assert 'value="13"' in wrong.content.decode()
    for _time in range(2):
        assert client.post(url, {**given, "returned": "12", "token": "b"}).status_code == 303
    ledger.refresh_from_db()
    assert (ledger.returned, ledger.version) == (12, 2)


@pytest.mark.parametrize("text", ["x", "1.5", "-1", "9" * 60, "<b>", "\u0664\u0669\x00"])
def test_what_is_no_number_is_an_error_at_its_field(text: str) -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)
    ledger = written(office, "ubnd")
    url = _url(office, "write-ledger", kind=ledger.ballot_type_id)

    answer = _as(office, "head").post(
        url, {"printed": text, "version": ledger.version, "token": "t"}
    )

    assert answer.status_code == 422
    ledger.refresh_from_db()
    assert ledger.version == 1


def test_the_second_editor_sees_both_numbers() -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)
    ledger = written(office, "ubnd", returned=None)
    url = _url(office, "write-ledger", kind=ledger.ballot_type_id)
    base = {"printed": "15", "issued": "12", "exchanged": "1", "version": ledger.version}

    _as(office, "team-1").post(url, {**base, "unused": "2", "token": "a"})
    answer = _as(office, "team-2").post(url, {**base, "unused": "1", "token": "b"})

    assert answer.status_code == 422
    assert "Người khác vừa ghi sổ phiếu này" in answer.content.decode()


def test_announcing_then_starting_the_count() -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)
    client = _as(office, "head")
    for code in ("hdnd", "ubnd"):
        ledger = written(office, code)
        url = _url(office, "announce", kind=ledger.ballot_type_id)
        assert "phát ra 12, thu về 12" in client.get(url).content.decode()
        given = {"version": ledger.version, "token": code}
        assert client.post(url, given).status_code == 303

    assert client.post(_url(office, "start-count"), {"token": "s"}).status_code == 303

    office.conference.refresh_from_db()
    assert office.conference.stage == Stage.COUNTING


def test_a_correction_goes_through_two_people() -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)
    kind = office.types["ubnd"].pk
    head, other = _as(office, "head"), _as(office, "team-1")
    given = {"printed": "15", "issued": "12", "exchanged": "1", "unused": "2", "returned": "11",
             "version": "1", "reason": "Đếm nhầm", "token": "a"}  # fmt: skip
    assert head.post(_url(office, "correct-ledger", kind=kind), given).status_code == 303
    waiting = PendingAct.objects.get()
    url = _url(office, "confirm-correction", key=waiting.key)

    assert head.post(url, {"decision": "confirm", "token": "b"}).status_code in {404, 422}
    assert other.post(url, {"decision": "confirm", "token": "c"}).status_code == 303

    assert "Đã công bố trước: phát ra 12, thu về 12" in _ledger(office, "head")


def test_the_board_of_another_conference_neither_proposes_nor_refuses_a_correction() -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)
    stranger = person(office, "Hoàng Văn Tuấn")
    BoardMember.objects.create(conference=second_conference(office), person=stranger, duty="head")
    office.accounts["stranger"] = account("stranger", stranger)
    kind = office.types["ubnd"].pk
    given = {"printed": "15", "issued": "12", "exchanged": "1", "unused": "2", "returned": "11",
             "version": "1", "reason": "Đếm nhầm", "token": "a"}  # fmt: skip
    other = _as(office, "stranger")
    assert other.post(_url(office, "correct-ledger", kind=kind), given).status_code == 404
    _as(office, "head").post(_url(office, "correct-ledger", kind=kind), given)
    waiting = PendingAct.objects.get()

    url = _url(office, "confirm-correction", key=waiting.key)
    answers = [other.get(url), other.post(url, {"decision": "refuse", "token": "b"})]

    assert [answer.status_code for answer in answers] == [404, 404]
    waiting.refresh_from_db()
    assert waiting.state == PendingAct.State.PROPOSED


@pytest.mark.parametrize("part", ["voter", "desk", "officeholder", "outsider", "operator", "front"])
def test_others_find_no_ledger(part: str) -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)

    assert _as(office, part).get(_url(office, "ledger")).status_code == 404


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("team-1", "announce"),
        ("observer", "write-ledger"),
        ("clerk", "recount"),
        ("convener", "keep-reason"),
    ],
)
def test_each_act_has_its_people(part: str, name: str) -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)
    url = _url(office, name, kind=office.types["ubnd"].pk)

    assert _as(office, part).get(url).status_code == 404


@pytest.mark.parametrize("part", ["head", "clerk", "observer"])
def test_the_ledger_asks_the_records_at_most_fifteen_times(
    part: str, django_assert_max_num_queries: Queries
) -> None:
    office = build_office(PollState.BALLOTING, Stage.VOTING)
    client = _as(office, part)
    client.get(_url(office, "ledger"))

    with django_assert_max_num_queries(15):
        assert client.get(_url(office, "ledger")).status_code == 200


def test_the_adoptions_say_what_blocks_with_its_citation() -> None:
    office = build_office(PollState.FROZEN)

    page = _plain(_as(office, "clerk").get(_url(office, "adoptions")).content.decode())

    assert "Chưa thể mở lấy phiếu" in page
    assert "chưa xác minh" in page


def test_the_board_is_proposed_from_those_not_rated_and_not_proposed_yet() -> None:
    office = build_office(PollState.FROZEN)
    clerk = _as(office, "clerk")
    free, rated, proposed = (
        office.people[name].key for name in ("Vi Thị Thảo", "Nông Văn Khải", "Ngô Thị Hà")
    )
    url = _url(office, "board-member")
    pages = [
        clerk.get(_url(office, "adoptions")),
        clerk.post(url, {"person": free, "duty": "none", "token": "a"}),
    ]

    assert [page.status_code for page in pages] == [200, 422]
    for page in pages:
        text = page.content.decode()
        assert f'value="{free}"' in text
        assert f'value="{rated}"' not in text
        assert f'value="{proposed}"' not in text
    refused = clerk.post(url, {"person": rated, "duty": "member", "token": "b"})
    assert refused.status_code == 422


def test_the_adoptions_ask_the_records_at_most_fifteen_times(
    django_assert_max_num_queries: Queries,
) -> None:
    office = build_office(PollState.FROZEN)
    client = _as(office, "clerk")
    client.get(_url(office, "adoptions"))

    with django_assert_max_num_queries(15):
        assert client.get(_url(office, "adoptions")).status_code == 200


def test_adopting_and_electing_by_form_and_somebody_of_the_list_is_refused() -> None:
    office = build_office(PollState.BALLOTING)
    client = _as(office, "clerk")
    votes = {"for": "12", "against": "0", "abstained": "0"}

    undeclared = client.post(_url(office, "adopt-slate"), {**votes, "token": "a"})
    assert undeclared.status_code == 422
    done = client.post(_url(office, "adopt-slate"), {**votes, "declared": "on", "token": "b"})
    assert done.status_code == 303
    rated = office.conference.roll.get(name="Nông Văn Khải").person
    refused = client.post(
        _url(office, "board-member"), {"person": rated.key, "duty": "member", "token": "c"}
    )
    assert refused.status_code == 422
    assert "không vào Ban kiểm phiếu được" in refused.content.decode()


def test_the_chair_opens_the_balloting_with_a_reason_for_the_unverified_formula() -> None:
    office = make_confidence_vote(build_office(PollState.BALLOTING))
    office.poll.state = PollState.FROZEN
    office.poll.save()
    url = _url(office, "open-balloting")

    without = _as(office, "convener").post(url, {"quorum-confirmed": "", "token": "a"})
    assert without.status_code == 422
    assert _as(office, "clerk").get(url).status_code == 404
    given = {"quorum-confirmed": "Theo Quy chế hoạt động", "token": "b"}
    assert _as(office, "convener").post(url, given).status_code == 303

    office.conference.refresh_from_db()
    assert office.conference.stage == Stage.VOTING
