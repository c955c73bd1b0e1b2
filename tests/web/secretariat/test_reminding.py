"""The page on which the clerk has those reminded who have not handed in their report."""

import pytest
from django.test import Client

from support.office import Office, build_office
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Dossier, Rated, Work

pytestmark = pytest.mark.django_db


def _office() -> tuple[Office, str]:
    office = build_office(PollState.PREPARING)
    Dossier.objects.filter(rated__poll=office.poll).update(state="accepted")
    late = Rated.objects.get(poll=office.poll, name="Sùng Thị Mai")
    Dossier.objects.filter(rated=late).update(state="writing")
    return office, late.line


def test_only_who_has_not_handed_in_is_offered_and_the_letter_is_asked_for_once(
    client: Client,
) -> None:
    office, line = _office()
    client.force_login(office.account("clerk"))
    address = f"/cuoc/{office.poll.key}/ho-so/nhac"
    shown = client.get(address).content.decode()
    sent = {"conference": office.conference.key, "lines": [line], "token": "1"}

    answers = [client.post(address, sent) for _again in range(2)]

    assert "Sùng Thị" in shown
    assert "Lý Seo" not in shown
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Work.objects.get().details["lines"] == [line]


def test_the_overview_and_the_dossiers_lead_to_it(client: Client) -> None:
    office, _line = _office()
    client.force_login(office.account("clerk"))
    base = f"/cuoc/{office.poll.key}"

    for page in ("tong-quan", "ho-so"):
        assert f"{base}/ho-so/nhac" in client.get(f"{base}/{page}").content.decode()


def test_nobody_chosen_is_told(client: Client) -> None:
    office, _line = _office()
    client.force_login(office.account("clerk"))
    sent = {"conference": office.conference.key, "token": "1"}

    answer = client.post(f"/cuoc/{office.poll.key}/ho-so/nhac", sent)

    assert answer.status_code == 422
    assert "Chọn ít nhất một người" in answer.content.decode()
    assert not Work.objects.exists()


def test_who_has_handed_in_cannot_be_reminded(client: Client) -> None:
    office, _line = _office()
    client.force_login(office.account("clerk"))
    other = Rated.objects.get(poll=office.poll, name="Lý Seo Páo").line
    sent = {"conference": office.conference.key, "lines": [other], "token": "1"}

    assert client.post(f"/cuoc/{office.poll.key}/ho-so/nhac", sent).status_code == 422


@pytest.mark.parametrize("persona", ["convener", "voter", "outsider"])
def test_nobody_else_finds_it(client: Client, persona: str) -> None:
    office, _line = _office()
    client.force_login(office.account(persona))

    assert client.get(f"/cuoc/{office.poll.key}/ho-so/nhac").status_code == 404
