"""Two records of one person, put side by side and made one through the pages."""

import pytest
from django.test import Client

from support.office import Office, build_office
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import PendingAct, Person

pytestmark = pytest.mark.django_db
NAME = "Sùng Thị Mai"


@pytest.fixture
def office(client: Client) -> Office:
    made = build_office(PollState.PREPARING)
    client.force_login(made.account("clerk"))
    return made


def _person(name: str) -> Person:
    made = Person()
    made.set_name(name)
    made.save()
    return made


def _address(kept: Person, other: Person) -> str:
    return f"/so-dang-ky/nguoi/{kept.key}/gop/{other.key}"


def test_the_other_record_is_found_by_its_name_without_marks(
    client: Client, office: Office
) -> None:
    person, twin = office.people[NAME], _person("Sung Thi Mai")
    other = _person("Sùng Thị Mai Anh")

    page = client.get(f"/so-dang-ky/nguoi/{person.key}").content.decode()
    same = client.get(f"/so-dang-ky/nguoi/{person.key}/trung").content.decode()
    searched = client.get(f"/so-dang-ky/nguoi/{person.key}/trung?q=mai+anh").content.decode()

    assert f"/so-dang-ky/nguoi/{person.key}/trung" in page
    assert _address(person, twin) in same
    assert _address(person, other) not in same
    assert _address(person, other) in searched


def test_a_clerk_makes_two_plain_records_one(client: Client, office: Office) -> None:
    kept, twin = _person("Trần <b>An</b>"), _person("Trần An")
    page = client.get(_address(kept, twin)).content.decode()
    assert "Trần &lt;b&gt;An&lt;/b&gt;" in page
    assert "Họ tên khác nhau" in page

    answers = [
        client.post(_address(kept, twin), {"reason": "Cùng quyết định", "token": "1"})
        for _time in range(2)
    ]

    assert {each.status_code for each in answers} <= {303, 404}
    assert answers[0]["Location"] == f"/so-dang-ky/nguoi/{kept.key}"
    assert not Person.objects.filter(pk=twin.pk).exists()
    assert office.poll.pending_acts.count() == 0


def test_somebody_of_a_poll_is_proposed_and_confirmed_by_another(
    client: Client, office: Office
) -> None:
    kept, twin = office.people[NAME], _person(NAME)

    answer = client.post(_address(kept, twin), {"reason": "Cùng ngày sinh", "token": "1"})

    made = PendingAct.objects.get(act="person.merge")
    assert answer["Location"] == f"/cuoc/{office.poll.key}/cho-xac-nhan"
    assert "Gộp hai bản ghi" in client.get(answer["Location"]).content.decode()
    address = f"/cuoc/{office.poll.key}/cho-xac-nhan/{made.key}"
    client.force_login(office.account("convener"))
    page = client.get(address).content.decode()
    assert _address(kept, twin) in page
    assert "Không thể hoàn tác" in page
    beside = client.get(_address(kept, twin))
    assert beside.status_code == 200
    assert "Đề nghị gộp" not in beside.content.decode()
    assert client.post(_address(kept, twin), {"reason": "x", "token": "2"}).status_code == 404

    sent = {"decision": "confirm", "token": "3"}
    assert client.post(address, sent).status_code == 303

    assert not Person.objects.filter(pk=twin.pk).exists()
    decided = client.get(address).content.decode()
    assert _address(kept, twin) not in decided
    client.force_login(office.account("auditor"))
    log = client.get(f"/cuoc/{office.poll.key}/nhat-ky").content.decode()
    assert "xác nhận: gộp hai bản ghi của một người" in log


def test_what_keeps_them_apart_stands_there_instead_of_a_button(
    client: Client, office: Office
) -> None:
    kept, other = office.people[NAME], office.people["Vi Thị Thảo"]

    page = client.get(_address(kept, other)).content.decode()
    answer = client.post(_address(kept, other), {"reason": "x", "token": "1"})

    assert "Chưa gộp được hai bản ghi này" in page
    assert "đều có tài khoản" in page
    assert "cùng có tên trong một cuộc" in page
    assert "Đề nghị gộp" not in page
    assert answer.status_code == 422


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("reason", ["", "x" * 501, "a\x00b"])
def test_a_wrong_reason_changes_nothing(client: Client, reason: str) -> None:
    kept, twin = _person("Trần An"), _person("Trần An")

    answer = client.post(_address(kept, twin), {"reason": reason, "token": "1"})

    assert answer.status_code == 422
    assert Person.objects.filter(name="Trần An").count() == 2


@pytest.mark.parametrize("part", ["front", "personnel", "auditor", "voter", "outsider", "desk"])
def test_nobody_else_sees_these_pages(client: Client, office: Office, part: str) -> None:
    kept, twin = office.people[NAME], _person(NAME)
    client.force_login(office.account(part))

    assert client.get(_address(kept, twin)).status_code == 404
    assert client.get(f"/so-dang-ky/nguoi/{kept.key}/trung").status_code == 404
    assert client.post(_address(kept, twin), {"reason": "x", "token": "1"}).status_code == 404


@pytest.mark.usefixtures("office")
def test_who_is_not_there_is_not_found(client: Client) -> None:
    kept = _person("Trần An")

    for address in (
        f"/so-dang-ky/nguoi/{kept.key}/gop/khong-co", _address(kept, kept),
        "/so-dang-ky/nguoi/khong-co/trung",
    ):  # fmt: skip
        assert client.get(address).status_code == 404
    assert client.put(_address(kept, kept)).status_code == 405
