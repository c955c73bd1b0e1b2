"""In a demonstration anybody becomes anybody by one button; elsewhere nothing of it is there."""

import pytest
from django.test import Client
from pytest_django import Settings

from support.office import build_office
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Account

pytestmark = pytest.mark.django_db

_PEOPLE = "/thu/"
_BECOME = "/thu/vao"


@pytest.fixture
def demonstration(settings: Settings) -> None:
    """An installation that is nothing but a demonstration."""
    settings.DEMONSTRATION = True


@pytest.mark.usefixtures("demonstration")
class TestInADemonstration:
    """What is there in a demonstration."""

    def test_everybody_with_a_part_stands_there_once_with_what_they_are(
        self, client: Client
    ) -> None:
        office = build_office(PollState.READING)
        page = client.get(_PEOPLE).content.decode()
        for part in ("clerk", "convener", "front", "auditor", "observer", "desk", "officeholder",
                     "voter", "head", "team-1"):  # fmt: skip
            name = office.account(part).username
            assert page.count(f'name="account" value="{name}"') == 1, part
        assert "Kỳ họp thứ chín" in page
        assert 'lang="vi"' in page

    def test_the_operator_and_those_without_a_part_are_not_offered(self, client: Client) -> None:
        build_office(PollState.READING)
        page = client.get(_PEOPLE).content.decode()
        assert 'value="operator"' not in page
        assert 'value="outsider"' not in page

    def test_one_button_makes_somebody_of_you_and_another_somebody_else(
        self, client: Client
    ) -> None:
        office = build_office(PollState.READING)
        for part in ("clerk", "voter"):
            answer = client.post(_BECOME, {"account": part})
            assert answer.status_code == 303
            assert client.session["_auth_user_id"] == str(office.account(part).pk)

    def test_nobody_becomes_the_operator_or_somebody_unknown(self, client: Client) -> None:
        build_office(PollState.READING)
        for name in ("operator", "khong-co", "", "cl\x00erk!"):
            assert client.post(_BECOME, {"account": name}).status_code == 404
        assert "_auth_user_id" not in client.session

    def test_a_link_alone_makes_nobody_of_you(self, client: Client) -> None:
        build_office(PollState.READING)
        assert client.get(_BECOME).status_code == 405

    def test_before_anything_is_played_the_page_is_there_and_empty(self, client: Client) -> None:
        assert client.get(_PEOPLE).status_code == 200

    def test_a_poll_under_way_comes_before_one_that_is_only_prepared(self, client: Client) -> None:
        office = build_office(PollState.COUNTING)
        other = type(office.poll).objects.get(pk=office.poll.pk)
        other.pk, other.key, other.sitting = None, "another", "Kỳ họp thứ mười"
        other.state, other.poll_date = PollState.PREPARING.value, None
        other.save()
        page = client.get(_PEOPLE).content.decode()
        assert page.index("Kỳ họp thứ chín") < page.index("Kỳ họp thứ mười")

    def test_names_are_shown_as_text_whatever_they_hold(self, client: Client) -> None:
        office = build_office(PollState.READING)
        person = office.account("voter").person
        assert person is not None
        person.set_name("<script>alert(1)</script>")
        person.save()
        assert "<script>alert" not in client.get(_PEOPLE).content.decode()


@pytest.mark.parametrize("address", [_PEOPLE, _BECOME])
def test_elsewhere_there_is_no_such_page(client: Client, address: str) -> None:
    build_office(PollState.READING)
    answer = (
        client.post(address, {"account": "clerk"}) if address == _BECOME else client.get(address)
    )
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session
    assert Account.objects.filter(username="clerk").exists()
