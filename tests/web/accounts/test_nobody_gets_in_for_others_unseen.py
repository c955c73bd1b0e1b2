"""Who could get in for somebody else leaves a trace that the holder sees, or may not at all."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support.office import Office, build_office, person
from tinnhiem.actions.accounts import open_account
from tinnhiem.actions.invitations import Told, invite, invite_member, renew
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.invitations import invitation_of, renewals_of
from tinnhiem.records.models import BoardMember, Invitation

pytestmark = pytest.mark.django_db
NEW = "Vàng A Sử"
GOOD = "bốn con trâu đi bừa"


def _by(office: Office, part: str) -> dict[str, Any]:
    now = timezone.localtime()
    return {"by": office.account(part), "at": now, "expires_on": now.date() + timedelta(9)}


def _invite(office: Office, name: str) -> Told:
    told = invite(poll=office.poll, people=[office.people[name]], **_by(office, "clerk"))
    return told[0]


def _elected() -> Office:
    """A council that elected its board and has not begun to vote."""
    office = build_office(PollState.READING)
    office.conference.board_adoption = {"for": 9, "against": 0, "abstained": 0}
    office.conference.save()
    return office


def _seat(name: str) -> BoardMember:
    return BoardMember.objects.get(person__name=name)


def test_a_renewed_access_is_told_to_its_holder_by_whom_and_when(client: Client) -> None:
    office = build_office()
    renew(account=office.account("convener"), **_by(office, "operator"))

    for part, told in (("convener", True), ("clerk", False)):
        client.force_login(office.account(part))
        text = client.get("/trang-cua-toi").content.decode()
        assert ("operator đã cấp lại quyền vào" in text) is told


def test_whoever_used_the_card_cannot_put_the_notice_away(client: Client) -> None:
    office = build_office()
    convener, at = office.account("convener"), timezone.localtime()
    told = renew(account=convener, **_by(office, "operator"))
    card = invitation_of(told.code, at.date())
    assert card is not None
    open_account(invitation=card, by=None, at=at, password=GOOD)
    convener.refresh_from_db()
    client.force_login(convener)

    assert "đã cấp lại quyền vào" in client.get("/trang-cua-toi").content.decode()


def test_the_card_that_opened_an_account_first_is_no_renewal() -> None:
    office, at = build_office(), timezone.localtime()
    card = invitation_of(_invite(office, "Cầm Thị Lan").code, at.date())
    assert card is not None
    made = open_account(invitation=card, by=None, at=at, password=GOOD)

    assert renewals_of(made, at.date()) == []


def test_a_clerk_invites_nobody_of_an_elected_board_with_or_without_an_account() -> None:
    office = _elected()
    for name in (NEW, "Mai Thu Hương"):
        with pytest.raises(RefusedError, match="người vận hành"):
            _invite(office, name)

    assert not Invitation.objects.exists()
    assert _invite(office, "Vi Thị Thảo").code


def test_a_clerk_invites_those_only_proposed_and_those_whose_minutes_are_signed() -> None:
    office = build_office(PollState.READING)
    assert _invite(office, NEW).code

    office.conference.board_adoption = {"for": 9}
    office.conference.stage = Stage.MINUTED.value
    office.conference.save()
    assert _invite(office, NEW).code


def test_the_operator_invites_a_member_of_an_elected_board_who_has_no_account(
    client: Client,
) -> None:
    office = _elected()
    client.force_login(office.account("operator"))
    where = f"/nguoi-phu-trach/ban/{_seat(NEW).pk}"

    assert where in client.get("/nguoi-phu-trach").content.decode()
    assert client.get(where).status_code == 200
    text = client.post(where, {"token": "t"}).content.decode()

    code = text.split('class="code-words num">')[1].split("<")[0]
    card = invitation_of(code, timezone.localtime().date())
    assert card is not None
    assert (card.person, card.poll) == (person(office, NEW), office.poll)


def test_the_operator_invites_so_nobody_else() -> None:
    office = _elected()
    with pytest.raises(RefusedError, match="tài khoản"):
        invite_member(seat=_seat("Mai Thu Hương"), **_by(office, "operator"))
    with pytest.raises(NotAllowedError):
        invite_member(seat=_seat(NEW), **_by(office, "clerk"))
    office.conference.board_adoption = {}
    office.conference.save()

    with pytest.raises(NotAllowedError):
        invite_member(seat=_seat(NEW), **_by(office, "operator"))


@pytest.mark.parametrize("part", ["clerk", "convener", "head", "outsider"])
def test_the_page_of_a_member_is_the_operators(client: Client, part: str) -> None:
    office = _elected()
    client.force_login(office.account(part))

    assert client.get(f"/nguoi-phu-trach/ban/{_seat(NEW).pk}").status_code == 404
