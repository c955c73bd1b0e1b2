"""The pages after the count: each open to those whose they are, and never before the minutes."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from support.office import Office, build_office
from support.results import LATER, confirmed, count, minuted, published, resolution
from tinnhiem.actions.resolutions import record_resolution
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.models import (
    Conclusion,
    FollowUp,
    FollowUpEvent,
    Petition,
    Poll,
    Publication,
    Release,
    Resolution,
)

pytestmark = pytest.mark.django_db
OFFICE = {"clerk", "convener"}
READERS = {*OFFICE, "personnel"}
PAGES = {
    "ket-qua": {*READERS, "officeholder", "another-officeholder"},
    "nghi-quyet": OFFICE,
    "mo-ket-qua": OFFICE,
    "cong-bo": OFFICE,
    "he-qua": READERS,
    "he-qua/p4": READERS,
    "he-qua/p4/ket-thuc": {"convener", "personnel"},
    "he-qua/p4/bo-phieu": OFFICE,
    "he-qua/p5/bo-phieu": set(),
    "he-qua/p1": set(),
    "kien-nghi": OFFICE,
    "ket-luan/{person}": {"personnel"},
    "dinh-chinh": set(),
    "cong-bo/khong-co": set(),
}


def _address(office: Office, page: str) -> str:
    person = office.rated["p4"].person.key
    return f"/cuoc/{office.poll.key}/{page.format(person=person)}"


def _post(client: Client, office: Office, page: str, **data: object) -> object:
    data.setdefault("token", f"{page}-{sorted(map(str, data.values()))}"[:64])
    return client.post(_address(office, page), data)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_to_its_people_alone(client: Client, page: str) -> None:
    office = minuted()
    opened = set()
    for part in office.accounts:
        client.force_login(office.account(part))
        status = client.get(_address(office, page)).status_code
        assert status in {200, 404}
        if status == 200:
            opened.add(part)

    assert opened == PAGES[page]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("state", [PollState.READING, PollState.COUNTING])
def test_before_the_minutes_there_is_nothing(client: Client, page: str, state: PollState) -> None:
    stage = Stage.COUNTED if state is PollState.COUNTING else Stage.WAITING
    office = build_office(state, stage)
    if state is PollState.COUNTING:
        count(office)
    client.force_login(office.account("convener"))
    expected = 200 if page == "kien-nghi" else 404

    assert client.get(_address(office, page)).status_code == expected


@pytest.mark.parametrize("page", [page for page, people in PAGES.items() if people])
def test_pages_take_at_most_fifteen_queries(client: Client, page: str) -> None:
    office = minuted()
    client.force_login(office.account(min(PAGES[page])))
    with CaptureQueriesContext(connection) as queries:
        client.get(_address(office, page))

    assert len(queries) <= (20 if page.startswith("ket-luan") else 15), [
        query["sql"][:90] for query in queries
    ]


def test_somebody_who_is_not_signed_in_is_led_to_the_sign_in(client: Client) -> None:
    office = minuted()

    assert client.get(_address(office, "ket-qua")).status_code == 302
    assert client.get("/cuoc/khong-co/ket-qua").status_code == 302


def test_results_stand_in_ballot_order_with_base_and_citation(client: Client) -> None:
    office = minuted()
    client.force_login(office.account("clerk"))
    page = client.get(_address(office, "ket-qua")).content.decode()
    places = [page.index(rated.name) for rated in office.rated.values()]

    assert places == sorted(places)
    assert "tổng số phiếu thu về (12)" in page
    assert "khoản 3 Điều 19" in page
    assert page.count("bar-table") == 6


def test_an_officeholder_sees_the_own_line_alone_where_the_bases_open_it(client: Client) -> None:
    office = minuted()
    client.force_login(office.account("officeholder"))
    page = client.get(_address(office, "ket-qua")).content.decode()

    assert "Sùng Thị Mai" in page
    assert "Chu Minh Đức" not in page
    assert client.get(_address(office, "he-qua")).status_code == 404


def test_sums_that_do_not_hold_are_said_and_nothing_is_computed(client: Client) -> None:
    office = minuted()
    office.rated["p1"].result.marks = {"high": 11, "medium": 2, "low": 0}
    office.rated["p1"].result.save()
    client.force_login(office.account("clerk"))
    page = client.get(_address(office, "ket-qua")).content.decode()

    assert "Chưa tính được kết quả." in page
    assert "83,33%" not in page


def test_a_resolution_is_recorded_once_however_often_it_is_sent(client: Client) -> None:
    office = minuted()
    client.force_login(office.account("clerk"))
    data = {
        "number": "61/NQ-HĐND", "on": "7/12/2028", "votes_for": 12, "votes_against": 0,
        "votes_abstained": 0,
    }  # fmt: skip
    for _time in range(2):
        answer = _post(client, office, "nghi-quyet", **data)
        assert answer.status_code == 303  # type: ignore[attr-defined]

    assert Resolution.objects.get().votes == {"for": 12, "against": 0, "abstained": 0}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask one clock; it stands two days after the poll."""
    monkeypatch.setattr("tinnhiem.web.access.timezone.localtime", lambda *_args: LATER)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"number": "x" * 101},
        {"on": "31/02/2028"},
        {"on": "1/1/2030"},
        {"votes_for": "-1"},
        {"votes_for": "9" * 40},
        {"votes_for": "\0"},
        {"number": "\0"},
    ],
)
def test_wrong_input_is_answered_with_what_was_typed_and_changes_nothing(
    client: Client, wrong: dict[str, str]
) -> None:
    office = minuted()
    client.force_login(office.account("clerk"))
    data = {
        "number": "61/NQ", "on": "7/12/2028", "votes_for": 12, "votes_against": 0,
        "votes_abstained": 0,
    } | wrong  # fmt: skip
    answer = client.post(_address(office, "nghi-quyet"), data)

    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not Resolution.objects.exists()


def test_the_standing_body_confirms_on_a_page_that_says_what_happens(client: Client) -> None:
    office = minuted()
    record_resolution(poll=office.poll, adopted=resolution(), by=office.account("clerk"), at=LATER)
    client.force_login(office.account("convener"))
    assert "61/NQ-HĐND" in client.get(_address(office, "xac-nhan-ket-qua")).content.decode()
    _post(client, office, "xac-nhan-ket-qua")

    office.poll.refresh_from_db()
    assert office.poll.state == PollState.CONFIRMED


def test_a_scope_is_opened_once(client: Client) -> None:
    office = minuted()
    client.force_login(office.account("convener"))
    answer = _post(client, office, "mo-ket-qua", scope="conference")
    again = client.post(_address(office, "mo-ket-qua"), {"scope": "conference", "token": "other"})

    assert answer.status_code == 303  # type: ignore[attr-defined]
    assert again.status_code == 422
    assert Release.objects.get().scope == "conference"


def test_two_people_publish_from_the_first_page_to_the_last(client: Client) -> None:
    office = confirmed()
    client.force_login(office.account("clerk"))
    assert (
        "Mọi người, không cần đăng nhập."
        in client.get(_address(office, "cong-bo/de-nghi")).content.decode()
    )
    _post(client, office, "cong-bo/de-nghi")
    waiting = office.poll.pending_acts.get()
    assert client.get(_address(office, f"cong-bo/{waiting.key}")).status_code == 404
    client.force_login(office.account("convener"))
    assert waiting.key in client.get(_address(office, "cong-bo")).content.decode()
    _post(client, office, f"cong-bo/{waiting.key}")

    assert Publication.objects.get().proposed_by == office.account("clerk")


def test_what_is_not_public_by_default_is_proposed_with_the_plan_that_opens_it(
    client: Client,
) -> None:
    office = confirmed()
    office.poll.rulebook, office.poll.body_kind = "qd-96-qd-tw", "agency"
    office.poll.save()
    client.force_login(office.account("clerk"))
    refused = client.post(_address(office, "cong-bo/de-nghi"), {"reason": " "})
    assert refused.status_code == 422
    assert "không mở mặc định" in refused.content.decode()
    assert not office.poll.pending_acts.exists()
    _post(client, office, "cong-bo/de-nghi", reason="Kế hoạch số 12-KH/ĐU")
    waiting = office.poll.pending_acts.get()
    client.force_login(office.account("convener"))

    shown = client.get(_address(office, f"cong-bo/{waiting.key}")).content.decode()
    assert "Kế hoạch số 12-KH/ĐU" in shown


def test_the_standing_body_can_refuse_with_a_reason(client: Client) -> None:
    office = confirmed()
    client.force_login(office.account("clerk"))
    _post(client, office, "cong-bo/de-nghi")
    client.force_login(office.account("convener"))
    assert client.post(_address(office, "cong-bo"), {"reason": ""}).status_code == 422
    _post(client, office, "cong-bo", reason="Chờ ý kiến")

    assert office.poll.pending_acts.get().state == "refused"
    assert not Publication.objects.exists()


def test_a_correction_is_proposed_only_of_what_is_published(client: Client) -> None:
    office = published()
    client.force_login(office.account("clerk"))
    assert client.post(_address(office, "dinh-chinh"), {"note": " "}).status_code == 422
    _post(client, office, "dinh-chinh", note="Sai dòng 3.")

    assert office.poll.pending_acts.get(state="proposed").reason == "Sai dòng 3."
    assert client.get(_address(office, "dinh-chinh")).status_code == 404


def test_a_step_of_a_case_is_recorded_and_hostile_text_stays_text(client: Client) -> None:
    office = minuted()
    client.force_login(office.account("clerk"))
    data = {"kind": "decision", "on": "9/12/2028", "number": "<b>5</b>", "note": "<script>x"}
    answer = _post(client, office, "he-qua/p4", version=1, **data)
    page = client.get(_address(office, "he-qua/p4")).content.decode()

    assert answer.status_code == 303  # type: ignore[attr-defined]
    assert "<script>x" not in page
    assert "&lt;b&gt;5&lt;/b&gt;" in page
    assert FollowUpEvent.objects.count() == 1
    outdated = client.post(_address(office, "he-qua/p4"), {**data, "version": 1, "token": "o"})
    assert outdated.status_code == 422
    assert "Người khác vừa ghi" in outdated.content.decode()


CASES = {
    "he-qua/p4": {"kind": "decision", "on": "9/12/2028", "number": "5"},
    "he-qua/p4/ket-thuc": {"on": "9/12/2028", "number": "5"},
}


@pytest.mark.parametrize("page", CASES)
def test_the_second_of_two_who_record_a_step_sees_both_and_may_go_on(
    client: Client, page: str
) -> None:
    office = minuted()
    client.force_login(office.account("convener"))
    first = {"kind": "submission", "on": "8/12/2028", "number": "3", "version": 1}
    _post(client, office, "he-qua/p4", note="Đã trình", **first)

    mine = {**CASES[page], "note": "Ý của tôi", "version": 1}
    stale = client.post(_address(office, page), {**mine, "token": "second"})
    text = stale.content.decode()
    assert stale.status_code == 422
    assert "Đã trình" in text
    assert "Ý của tôi" in text
    (version,) = re.findall(r'name="version" value="(\d+)"', text)
    assert version == "2"

    again = client.post(_address(office, page), {**mine, "version": version, "token": "second"})
    assert again.status_code == 303
    assert FollowUpEvent.objects.count() == 2


def test_pages_of_cases_never_say_what_the_law_does_not(client: Client) -> None:
    office = minuted()
    client.force_login(office.account("clerk"))
    page = client.get(_address(office, "he-qua")).content.decode()

    assert "7 trên 12 phiếu đánh giá “tín nhiệm thấp”" in page
    assert not re.search("bãi nhiệm|trượt", page)


def test_a_vote_is_made_from_a_case_and_the_case_says_so(client: Client) -> None:
    office = minuted()
    client.force_login(office.account("clerk"))
    _post(client, office, "he-qua/p4/bo-phieu", name="Kỳ họp thứ mười")

    made = Poll.objects.get(origin=office.poll)
    assert FollowUp.objects.get(rated__line="p4").vote == made
    assert client.get(_address(office, "he-qua/p4/bo-phieu")).status_code == 404


def test_petitions_are_counted_live_and_lead_to_a_vote(client: Client) -> None:
    office = minuted()
    client.force_login(office.account("clerk"))
    about = office.rated["p6"].person.key
    voters = list(office.conference.roll.order_by("pk")[:5])
    for voter in voters:
        assert (
            f"/kien-nghi/{about}" not in client.get(_address(office, "kien-nghi")).content.decode()
        )
        _post(
            client, office, "kien-nghi", deputy=voter.person.key, about=about,
            dated="8/12/2028", received_on="9/12/2028",
        )  # fmt: skip
    page = client.get(_address(office, "kien-nghi")).content.decode()

    assert "5 trên 14 đại biểu đã kiến nghị (35,71%); cần 5." in page
    assert client.get(_address(office, f"kien-nghi/{about}")).status_code == 200
    first = Petition.objects.order_by("pk")[0]
    _post(client, office, f"kien-nghi/{first.pk}/rut", reason="Rút đơn")
    assert client.get(_address(office, f"kien-nghi/{about}")).status_code == 404


def test_the_personnel_body_concludes(client: Client) -> None:
    office = minuted()
    client.force_login(office.account("personnel"))
    data = {"text": "Giữ nguyên.", "planning": "kept", "on": "9/12/2028", "version": 0}
    _post(client, office, "ket-luan/{person}", **data)
    stale = client.post(_address(office, "ket-luan/{person}"), {**data, "token": "other"})

    assert Conclusion.objects.get().planning == "kept"
    assert stale.status_code == 422


def test_the_second_of_two_who_conclude_sees_both_texts_and_chooses(client: Client) -> None:
    office = minuted()
    client.force_login(office.account("personnel"))
    data = {"text": "Giữ nguyên.", "planning": "kept", "on": "9/12/2028", "version": 0}
    _post(client, office, "ket-luan/{person}", **data)
    mine = {**data, "text": "Bố trí việc khác.", "token": "second"}
    stale = client.post(_address(office, "ket-luan/{person}"), mine)
    text = stale.content.decode()

    assert "Giữ nguyên." in text
    assert "Bố trí việc khác." in text
    assert re.findall(r'name="version" value="(\d+)"', text) == ["1"]
    again = client.post(_address(office, "ket-luan/{person}"), {**mine, "version": 1})
    assert again.status_code == 303
    assert Conclusion.objects.get().text == "Bố trí việc khác."


@pytest.mark.parametrize("page", ["ket-qua", "he-qua"])
def test_pages_to_read_take_nothing(client: Client, page: str) -> None:
    office = minuted()
    client.force_login(office.account("clerk"))

    assert client.post(_address(office, page)).status_code == 405
