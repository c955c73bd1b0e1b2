"""A conference that was added later gets its list from the registry, through its page."""

import pytest
from django.test import Client

from support.office import Office, build_office
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Rated

pytestmark = pytest.mark.django_db


def _base(office: Office) -> str:
    return f"/cuoc/{office.poll.key}/hoi-nghi/{office.conference.key}"


def test_it_is_drawn_up_once(client: Client) -> None:
    office = build_office(PollState.PREPARING)
    Rated.objects.filter(poll=office.poll).delete()
    client.force_login(office.account("clerk"))
    address = f"{_base(office)}/lap-danh-sach"
    assert address in client.get(_base(office)).content.decode()

    for _again in range(2):
        assert client.post(address, {"token": "1"}).status_code == 303

    assert Rated.objects.filter(poll=office.poll).count() == 6
    assert address not in client.get(_base(office)).content.decode()


def test_a_locked_list_is_told(client: Client) -> None:
    office = build_office(PollState.READING)
    client.force_login(office.account("clerk"))

    assert client.post(f"{_base(office)}/lap-danh-sach", {"token": "1"}).status_code == 422


@pytest.mark.parametrize("part", ["convener", "voter", "outsider"])
def test_nobody_else_draws_it_up(client: Client, part: str) -> None:
    office = build_office(PollState.PREPARING)
    client.force_login(office.account(part))

    assert client.post(f"{_base(office)}/lap-danh-sach", {"token": "1"}).status_code == 404
    assert client.get(f"{_base(office)}/lap-danh-sach").status_code in {404, 405}
