"""The clerk moves the day until which one report is due, on the page of that report."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from support.office import Office, build_office
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    built = build_office(PollState.PREPARING)
    asked = Dossier.objects.filter(rated__line="p3")
    asked.update(state="requested", due=date(2028, 11, 1))
    return built


def _sent(office: Office, **more: str) -> dict[str, str]:
    version = str(_dossier(office).version)
    return {"act": "due", "due": "15/11/2028", "version": version, "token": "1", **more}


def _dossier(office: Office) -> Dossier:
    return Dossier.objects.get(rated=office.rated["p3"])


def _address(office: Office) -> str:
    return reverse("secretariat:dossier", kwargs={"poll": office.poll.key, "line": "p3"})


def test_it_is_moved_once(client: Client, office: Office) -> None:
    client.force_login(office.account("clerk"))
    page = client.get(_address(office)).content.decode()
    assert 'value="01/11/2028"' in page
    sent = _sent(office)

    for _again in range(2):
        assert client.post(_address(office), sent).status_code == 303

    kept = _dossier(office)
    assert (kept.due, str(kept.version)) == (date(2028, 11, 15), str(int(sent["version"]) + 1))


@pytest.mark.parametrize("due", ["", "hôm nay", "31/02/2028", "9" * 300])
def test_what_is_no_day_is_refused(client: Client, office: Office, due: str) -> None:
    client.force_login(office.account("clerk"))

    answer = client.post(_address(office), _sent(office, due=due))

    assert answer.status_code == 422
    assert _dossier(office).due == date(2028, 11, 1)


@pytest.mark.parametrize("part", ["convener", "voter", "outsider"])
def test_nobody_else_moves_it(client: Client, office: Office, part: str) -> None:
    client.force_login(office.account(part))

    assert client.post(_address(office), _sent(office)).status_code == 404
    assert _dossier(office).due == date(2028, 11, 1)


def test_it_is_not_offered_once_the_report_is_there(client: Client, office: Office) -> None:
    Dossier.objects.filter(rated__line="p3").update(state="submitted")
    client.force_login(office.account("clerk"))

    assert 'value="due"' not in client.get(_address(office)).content.decode()


def test_days_in_forms_are_written_and_read_in_the_language_in_use(
    client: Client, office: Office
) -> None:
    clerk = office.account("clerk")
    clerk.language = "en"
    clerk.save()
    client.force_login(clerk)
    client.cookies["tinnhiem-language"] = "en"

    page = client.get(_address(office), headers={"accept-language": "en"}).content.decode()
    assert 'value="1 Nov 2028"' in page
    assert client.post(_address(office), _sent(office, due="15 Nov 2028")).status_code == 303

    assert _dossier(office).due == date(2028, 11, 15)
