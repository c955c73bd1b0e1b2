"""Invitations on the day of a poll, and two clerks at one of them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from support.office import Office, build_office
from tinnhiem.actions.invitations import invite, withdraw
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.models import Invitation

pytestmark = pytest.mark.django_db


def _invite(office: Office, name: str) -> str:
    now = timezone.localtime()
    told = invite(
        poll=office.poll, people=[office.people[name]], by=office.account("clerk"), at=now,
        expires_on=now.date() + timedelta(days=9),
    )  # fmt: skip
    return told[0].code


@pytest.mark.parametrize("stage", [Stage.VOTING, Stage.COUNTING, Stage.COUNTED])
def test_a_clerk_gives_no_new_password_to_a_board_whose_ballots_are_out(stage: Stage) -> None:
    office = build_office(PollState.BALLOTING, stage)

    with pytest.raises(RefusedError, match="người vận hành"):
        _invite(office, "Mai Thu Hương")

    assert not Invitation.objects.exists()
    assert _invite(office, "Vi Thị Thảo")


def test_what_somebody_else_withdrew_meanwhile_is_told_by_the_list(client: Client) -> None:
    office = build_office()
    _invite(office, "Cầm Thị Lan")
    person = office.people["Cầm Thị Lan"]
    client.force_login(office.account("clerk"))
    withdraw(poll=office.poll, person=person, by=office.account("clerk"), at=timezone.localtime())

    answer = client.post(
        f"/cuoc/{office.poll.key}/loi-moi/{person.key}/thu-hoi", {"token": "late\x00"}
    )

    assert answer.status_code == 200
