"""A role at a body, a part in a poll and an account can end; what was done stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support.office import AT, Office, build_office
from tinnhiem.actions.accounts import (
    close_account,
    end_appointment,
    end_part,
    open_account,
    reopen_account,
)
from tinnhiem.actions.invitations import renew
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Appointment, Invitation, LogEntry, PollRole
from tinnhiem.records.roles import roles_at, roles_in

pytestmark = pytest.mark.django_db


def _by(office: Office, part: str = "operator") -> dict[str, Any]:
    return {"by": office.account(part), "at": AT}


def _held(office: Office, part: str) -> Appointment:
    return Appointment.objects.get(account=office.account(part))


def _end(office: Office, part: str) -> None:
    end_appointment(appointment=_held(office, part), **_by(office))


def test_a_role_that_ended_opens_nothing_and_its_sessions_end() -> None:
    office = build_office()
    browser = Client()
    browser.force_login(office.account("clerk"))
    address = f"/cuoc/{office.poll.key}/tong-quan"
    assert browser.get(address).status_code == 200

    now = timezone.localtime()
    held = _held(office, "clerk")
    end_appointment(appointment=held, by=office.account("operator"), at=now)

    assert roles_at(office.body.pk, office.account("clerk"), now.date()) == frozenset()
    assert browser.get("/trang-cua-toi").status_code == 302
    browser.force_login(Account.objects.get(username="clerk"))
    assert browser.get(address).status_code == 404
    told = LogEntry.objects.get(act="account.appointment-ended")
    assert told.before["role"] == "clerk"


def test_what_still_invites_to_a_role_ends_with_it() -> None:
    office = build_office()
    open_one = Invitation.objects.create(
        account=office.account("clerk"), body=office.body, role="clerk", code_hash="x",
        expires_on=AT.date() + timedelta(days=3),
    )  # fmt: skip

    _end(office, "clerk")

    open_one.refresh_from_db()
    assert open_one.withdrawn


def test_a_role_ends_once_and_can_begin_anew() -> None:
    office = build_office()
    _end(office, "auditor")
    with pytest.raises(RefusedError):
        _end(office, "auditor")

    again = Invitation.objects.create(
        account=office.account("auditor"), body=office.body, role="auditor", code_hash="x",
        expires_on=AT.date(),
    )  # fmt: skip
    open_account(invitation=again, by=None, at=AT, password="bốn con trâu đi bừa")

    assert Role.AUDITOR in roles_at(office.body.pk, office.account("auditor"), AT.date())
    assert _held(office, "auditor").from_date == AT.date()


def test_the_clerk_ends_a_part_in_the_poll() -> None:
    office = build_office()
    part = PollRole.objects.get(account=office.account("observer"))

    end_part(poll=office.poll, part=part, **_by(office, "clerk"))

    assert roles_in(office.poll, office.account("observer"), AT.date()) == frozenset()
    with pytest.raises(RefusedError):
        end_part(poll=office.poll, part=part, **_by(office, "clerk"))


def test_a_closed_account_signs_in_nowhere_until_it_is_reopened() -> None:
    office = build_office()
    account = office.account("auditor")
    browser = Client()
    browser.force_login(account)

    close_account(account=account, **_by(office))

    assert browser.get("/trang-cua-toi").status_code == 302
    account.refresh_from_db()
    until = AT.date() + timedelta(days=3)
    with pytest.raises(RefusedError, match="đã đóng"):
        renew(account=account, expires_on=until, **_by(office))
    with pytest.raises(RefusedError):
        close_account(account=account, **_by(office))
    reopen_account(account=account, **_by(office))
    account.refresh_from_db()
    assert account.is_active
    with pytest.raises(RefusedError):
        reopen_account(account=account, **_by(office))


def test_nobody_closes_their_own_account() -> None:
    office = build_office()

    with pytest.raises(RefusedError):
        close_account(account=office.account("operator"), **_by(office))


@pytest.mark.parametrize("part", ["clerk", "convener", "outsider"])
def test_only_the_operator_ends_roles_and_closes_accounts(part: str) -> None:
    office = build_office()
    account = office.account("auditor")

    with pytest.raises(NotAllowedError):
        end_appointment(appointment=_held(office, "auditor"), **_by(office, part))
    with pytest.raises(NotAllowedError):
        close_account(account=account, **_by(office, part))
    with pytest.raises(NotAllowedError):
        reopen_account(account=account, **_by(office, part))


def test_pages_ask_first_and_do_it_once() -> None:
    office = build_office()
    operator, clerk = Client(), Client()
    operator.force_login(office.account("operator"))
    clerk.force_login(office.account("clerk"))
    held = _held(office, "auditor")
    part = PollRole.objects.get(account=office.account("observer"))
    closing = f"/nguoi-phu-trach/{office.account('front').pk}/dong"
    ending = f"/nguoi-phu-trach/vai/{held.pk}"
    leaving = f"/cuoc/{office.poll.key}/loi-moi/vai/{part.pk}"

    listed = operator.get("/nguoi-phu-trach").content.decode()
    assert ending in listed
    assert closing in listed
    assert leaving in clerk.get(f"/cuoc/{office.poll.key}/loi-moi").content.decode()
    for browser, address, other in (
        (operator, ending, clerk), (operator, closing, clerk), (clerk, leaving, operator),
    ):  # fmt: skip
        assert browser.get(address).status_code == 200
        assert other.get(address).status_code == 404
        assert other.post(address, {"token": f"other {address}"}).status_code == 404
        for _again in range(2):
            assert browser.post(address, {"token": address}).status_code == 303

    assert ending not in operator.get("/nguoi-phu-trach").content.decode()
    held.refresh_from_db()
    assert held.until_date is not None
    assert not PollRole.objects.filter(pk=part.pk).exists()
    assert closing in operator.get("/nguoi-phu-trach").content.decode()
    late = operator.post(ending, {"token": "late"})
    assert (late.status_code, "đã chấm dứt" in late.content.decode()) == (422, True)
