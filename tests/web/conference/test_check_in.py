"""The desk in the browser: found, marked, undone, counted; nobody else, and nothing of times."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from support.day import entry_of, make_party, observer_on_roll
from support.office import AT, Office, build_office
from tinnhiem.actions.attendance import close_attendance, code_of, make_invitations, mark
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import RollEntry

pytestmark = pytest.mark.django_db
Queries = Callable[[int], Any]


def _desk(office: Office, part: str = "desk") -> Client:
    client = Client()
    client.force_login(office.account(part))
    return client


def _url(office: Office, name: str = "check-in") -> str:
    return reverse(f"conference:{name}", kwargs={"poll": office.poll.key})


def _page(client: Client, office: Office, **posted: str) -> str:
    url = _url(office)
    answer = client.post(url, posted) if posted else client.get(url)
    assert answer.status_code in {200, 422}
    return answer.content.decode()


def _mark(client: Client, office: Office, name: str, attendance: str, token: str = "t") -> int:
    given = {"entry": entry_of(office, name).pk, "attendance": attendance, "token": token}
    return client.post(_url(office, "mark"), given).status_code


def _plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_a_search_without_marks_shows_each_match_with_delegation_and_seat() -> None:
    office = build_office(PollState.FROZEN)

    page = _plain(_page(_desk(office), office, q="thao"))

    assert "3 người khớp với “thao”" in page
    assert "Tổ Thành phố · ghế 01" in page


def test_checking_in_shows_the_person_present_with_a_way_back_and_counts_them() -> None:
    office = build_office(PollState.FROZEN)
    client = _desk(office)

    assert _mark(client, office, "Vi Thị Thảo", "present") == 303
    page = _page(client, office)

    assert "Hoàn tác" in page
    assert re.search(r"display\">1</span>", page)
    assert entry_of(office, "Vi Thị Thảo").attendance == "present"


def test_sent_twice_is_once_and_sent_from_two_desks_is_once() -> None:
    office = build_office(PollState.FROZEN)
    one, other = _desk(office), _desk(office, "clerk")

    for client, token in ((one, "a"), (one, "a"), (other, "b")):
        assert _mark(client, office, "Vi Thị Thảo", "present", token) == 303
    page = _plain(_page(other, office))

    assert "Vi Thị Thảo đã được điểm danh trước đó" in page
    assert office.conference.roll.filter(attendance="present").count() == 1


def test_where_they_come_is_in_no_address_and_no_page_tells_a_time() -> None:
    office = build_office(PollState.FROZEN)
    client = _desk(office)
    answer = client.post(
        _url(office, "mark"),
        {"entry": entry_of(office, "Vi Thị Thảo").pk, "attendance": "present", "token": "t"},
    )

    assert answer.headers["Location"] == _url(office)
    main = _page(client, office).partition("<main")[2].partition("</main>")[0]
    assert not re.search(r"\b\d\d:\d\d\b", main)


def test_the_code_of_an_invitation_checks_in_at_once() -> None:
    office = build_office(PollState.FROZEN)
    made = make_invitations(
        poll=office.poll, conference=office.conference, by=office.account("clerk"), at=AT
    )
    client = _desk(office)

    code = code_of(made, entry_of(office, "Lê Đức Thạo"))
    answer = client.post(_url(office), {"q": code, "token": "t"})

    assert answer.status_code == 303
    assert entry_of(office, "Lê Đức Thạo").attendance == "present"


def test_a_code_that_is_wrong_is_an_error_in_words() -> None:
    office = build_office(PollState.FROZEN)

    answer = _desk(office).post(_url(office), {"q": "TN1-ZZZZ", "token": "t"})

    assert answer.status_code == 422
    assert "không thuộc giấy mời nào" in answer.content.decode()


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "\u202eovt", "a" * 5000, "thao\x00", "TN1-\x00", "%%%"]
)
def test_hostile_text_in_the_field_does_nothing(typed: str) -> None:
    office = build_office(PollState.FROZEN)

    page = _page(_desk(office), office, q=typed)

    assert "<script>alert" not in page


@pytest.mark.parametrize("entry", ["", "x", "-1", "9" * 40, "999999", "1 OR 1=1"])
def test_a_row_that_is_not_there_is_no_page(entry: str) -> None:
    office = build_office(PollState.FROZEN)

    given = {"entry": entry, "attendance": "present", "token": "t"}

    assert _desk(office).post(_url(office, "mark"), given).status_code == 404


@pytest.mark.parametrize(
    "part", ["voter", "head", "team-1", "observer", "officeholder", "outsider", "operator"]
)
def test_others_find_nothing_here(part: str) -> None:
    office = build_office(PollState.FROZEN)
    client = _desk(office, part)

    for name in ("check-in", "roll", "invitations", "close-attendance"):
        assert client.get(_url(office, name)).status_code == 404
    assert _mark(client, office, "Vi Thị Thảo", "present") == 404
    assert entry_of(office, "Vi Thị Thảo").attendance == "absent"


def test_wrong_methods_are_refused() -> None:
    office = build_office(PollState.FROZEN)
    client = _desk(office)

    assert client.get(_url(office, "mark")).status_code == 405
    assert client.delete(_url(office)).status_code == 405


def test_a_desk_neither_closes_nor_makes_codes() -> None:
    office = build_office(PollState.FROZEN)

    assert _desk(office).post(_url(office, "close-attendance"), {"token": "t"}).status_code == 404
    assert _desk(office).post(_url(office, "invitations"), {"token": "t"}).status_code == 404


def test_after_closing_a_check_in_is_refused_in_words() -> None:
    office = build_office(PollState.FROZEN)
    client = _desk(office, "clerk")
    _mark(client, office, "Vi Thị Thảo", "present")
    assert client.post(_url(office, "close-attendance"), {"token": "c"}).status_code == 303

    given = {"entry": entry_of(office, "Lê Đức Thạo").pk, "attendance": "present", "token": "d"}
    answer = client.post(_url(office, "mark"), given)

    assert answer.status_code == 422
    assert "Điểm danh đã chốt với 1 người có mặt" in answer.content.decode()


def test_opening_again_without_a_reason_is_an_error_at_its_field() -> None:
    office = build_office(PollState.FROZEN)
    client = _desk(office, "clerk")
    _mark(client, office, "Vi Thị Thảo", "present")
    close_attendance(
        poll=office.poll, conference=office.conference, by=office.account("clerk"), at=AT
    )

    answer = client.post(_url(office, "open-attendance"), {"reason": "", "token": "o"})

    assert answer.status_code == 422
    assert "Ghi" in answer.content.decode()


def _live(client: Client, office: Office) -> str:
    found = re.search(r'data-live-url="([^"]+)"', _page(client, office))
    assert found
    return found[1]


def test_the_panel_answers_304_after_one_query_until_somebody_comes(
    django_assert_num_queries: Queries,
) -> None:
    office = build_office(PollState.FROZEN)
    client = _desk(office)
    address = _live(client, office)
    tag = client.get(address).headers["ETag"]

    with django_assert_num_queries(1):
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    _mark(client, office, "Vi Thị Thảo", "present")
    answer = client.get(address, headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert ">1</span>" in answer.content.decode()
    assert "Vi Thị" not in answer.content.decode()


def test_a_false_leave_shows_nothing() -> None:
    office = build_office(PollState.FROZEN)
    address = _live(_desk(office), office)

    assert Client().get(address[:-2] + "xx").status_code == 404
    assert Client().get(reverse("conference:check-in-live", args=["1"])).status_code == 404


def test_observers_of_superior_bodies_have_a_tag_and_are_not_counted() -> None:
    office = build_office(PollState.FROZEN)
    guest = observer_on_roll(office, "Phan Văn Bách")
    mark(
        poll=office.poll, conference=office.conference, entry=guest,
        attendance=RollEntry.Attendance.PRESENT, by=office.account("desk"), at=AT,
    )  # fmt: skip

    page = _plain(_page(_desk(office), office, q="bach"))

    assert "Dự, không ghi phiếu" in page
    assert "0 trên 14" in page


def test_a_party_conference_needs_two_thirds_of_those_convened_and_has_a_strip() -> None:
    office = make_party(build_office(PollState.FROZEN))

    page = _plain(_page(_desk(office), office))

    assert "2/3 của 16 người được triệu tập là 10,67, làm tròn lên 11" in page
    assert "Hội nghị thứ hai" in page
    assert "đã xác minh" in page


def test_another_conference_is_chosen_by_its_key_and_a_foreign_one_is_no_page() -> None:
    office = make_party(build_office(PollState.FROZEN))
    other = office.poll.conferences.get(position=2)
    foreign = build_office_of_another_body(office)
    client = _desk(office)

    assert "Trần Thị" in client.get(_url(office), {"hoi-nghi": other.key}).content.decode()
    assert client.get(_url(office), {"hoi-nghi": foreign}).status_code == 404


def build_office_of_another_body(office: Office) -> str:
    """The key of a conference of some other poll."""
    from tinnhiem.records.models import Conference, Poll

    values = {field.name: getattr(office.poll, field.name) for field in Poll._meta.fields
              if field.name not in {"id", "key"}}  # fmt: skip
    return Conference.objects.create(poll=Poll.objects.create(**values), name="Khác").key


@pytest.mark.parametrize("name", ["check-in", "roll", "invitations", "close-attendance"])
def test_each_page_asks_the_records_at_most_fifteen_times(
    name: str, django_assert_max_num_queries: Queries
) -> None:
    office = build_office(PollState.FROZEN)
    make_invitations(
        poll=office.poll, conference=office.conference, by=office.account("clerk"), at=AT
    )
    client = _desk(office, "clerk")
    client.get(_url(office, name))

    with django_assert_max_num_queries(15):
        assert client.get(_url(office, name)).status_code == 200


def test_invitations_stand_by_given_name_with_a_picture_each() -> None:
    office = build_office(PollState.FROZEN)
    client = _desk(office, "clerk")
    assert client.post(_url(office, "invitations"), {"token": "i"}).status_code == 303

    page = client.get(_url(office, "invitations")).content.decode()

    assert page.count('class="qr"') == 14
    assert page.index("<b>Ánh</b>") < page.index("<b>Dũng</b>") < page.index("<b>Yên</b>")
    assert "style=" not in page
