"""The operator appoints staff, renews access and gets in again; nobody else does."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from support.invited import GOOD, code_for, now, opened, until
from support.office import build_office
from tinnhiem.actions.accounts import first_account
from tinnhiem.actions.invitations import (
    invite_staff,
    renew,
)
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.invitations import access_list
from tinnhiem.records.models import Account
from tinnhiem.records.roles import roles_in

pytestmark = pytest.mark.django_db


def test_the_operator_invites_the_clerk(client: Client) -> None:
    office = build_office()
    operator = Client()
    operator.force_login(office.account("operator"))
    sent = {
        "body": office.body.key, "name": "Lê Thị Phương Thảo", "role": "clerk", "token": "t",
        "expires_on": until().strftime("%d/%m/%Y"),
    }  # fmt: skip

    text = operator.post("/nguoi-phu-trach", sent).content.decode()

    opened(client, text.split('class="code-words num">')[1].split("<")[0])
    made = Account.objects.get(username="lethiphuongthao")
    assert roles_in(office.poll, made, now().date()) == {Role.CLERK}


@pytest.mark.parametrize("part", ["clerk", "convener", "auditor", "voter", "outsider"])
@pytest.mark.parametrize("where", ["/nguoi-phu-trach", "/nguoi-phu-trach/1"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_the_operator_has_that_page(
    client: Client, part: str, where: str, method: str
) -> None:
    office = build_office()
    client.force_login(office.account(part))

    assert getattr(client, method)(where).status_code == 404


def test_other_acts_of_the_operator_are_nobody_elses() -> None:
    office = build_office()
    clerk = office.account("clerk")

    with pytest.raises(NotAllowedError):
        renew(account=office.account("voter"), expires_on=until(), by=clerk, at=now())
    with pytest.raises(NotAllowedError):
        invite_staff(
            body=office.body, name="Ai", role=Role.CLERK, expires_on=until(), by=clerk, at=now()
        )


def test_the_operator_renews_access_with_everything_that_was_lost(client: Client) -> None:
    office = build_office()
    operator = Client()
    operator.force_login(office.account("operator"))
    lost = office.account("convener")

    assert operator.get(f"/nguoi-phu-trach/{lost.pk}").status_code == 200
    text = operator.post(f"/nguoi-phu-trach/{lost.pk}", {"token": "t"}).content.decode()
    opened(client, text.split('class="code-words num">')[1].split("<")[0])

    lost.refresh_from_db()
    assert lost.check_password(GOOD)
    assert operator.get("/nguoi-phu-trach/99999999").status_code == 404


def test_the_first_account_is_the_operators_and_opens_by_a_code(client: Client) -> None:
    code = first_account(username="van-phong", by=None, at=now())

    assert opened(client, code).status_code == 303

    made = Account.objects.get()
    assert (made.username, made.is_superuser) == ("van-phong", True)
    assert client.get("/nguoi-phu-trach").status_code == 200
    again = first_account(username="van-phong", by=None, at=now())
    assert again != code
    assert Account.objects.count() == 1


@pytest.mark.parametrize("name", ["", "  ", "clerk"])
def test_the_first_account_takes_nobodys_place(name: str) -> None:
    build_office()

    with pytest.raises(RefusedError):
        first_account(username=name, by=None, at=now())


def test_the_list_says_who_has_access(django_assert_max_num_queries: Any) -> None:  # noqa: ANN401
    office = build_office()
    code_for(office)

    with django_assert_max_num_queries(6):
        rows = {row.person.name: row for row in access_list(office.poll, now().date())}

    assert rows["Cầm Thị Lan"].standing == "invited"
    assert rows["Vi Thị Thảo"].standing == "open"
    assert rows["Lù A Vảng"].standing == "none"
    assert set(rows["Lù A Vảng"].roles) == {Role.VOTER, Role.BOARD}
    later = access_list(office.poll, until() + timedelta(1))
    assert {row.person.name: row.standing for row in later}["Cầm Thị Lan"] == "lapsed"
