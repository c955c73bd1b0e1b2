"""Invitations: made once, printed once, opened once, by the right people only."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from support.invited import GOOD, address_of, code_for, now, opened, until
from support.office import build_office
from tinnhiem.actions.invitations import (
    invite,
    invite_official,
    withdraw,
)
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.invitations import code_hash, invitation_of, sign_in_name
from tinnhiem.records.models import Account, Invitation, LogEntry, Person
from tinnhiem.records.roles import roles_at, roles_in

pytestmark = pytest.mark.django_db


def test_an_invitation_opens_an_account_and_signs_in(client: Client) -> None:
    office = build_office()
    code = code_for(office)

    shown = client.get(f"/loi-moi/{code}")
    answer = opened(client, code)

    assert "Cầm Thị Lan" in shown.content.decode()
    assert "camthilan" in shown.content.decode()
    assert (answer.status_code, answer["Location"]) == (303, "/trang-cua-toi")
    account = Account.objects.get(username="camthilan")
    assert account.person == office.people["Cầm Thị Lan"]
    assert account.check_password(GOOD)
    assert Role.VOTER in roles_in(office.poll, account, now().date())


def test_it_opens_once(client: Client) -> None:
    office = build_office()
    code = code_for(office)
    opened(client, code)

    again = opened(Client(), code, token="u")

    assert again.status_code == 404
    assert Client().get(f"/loi-moi/{code}").status_code == 404
    assert Account.objects.filter(username__startswith="camthilan").count() == 1


def test_sent_twice_it_does_nothing_twice(client: Client) -> None:
    office = build_office()
    code = code_for(office)

    first, second = opened(client, code), opened(client, code)

    assert first.status_code == 303
    assert second.status_code in {303, 404}
    assert LogEntry.objects.filter(act="account.opened").count() == 1


def test_only_the_hash_of_a_code_is_kept() -> None:
    office = build_office()
    code = code_for(office)

    kept = Invitation.objects.get()

    assert kept.code_hash == code_hash(code)
    everything = repr(list(Invitation.objects.values())) + repr(list(LogEntry.objects.values()))
    assert code not in everything
    assert code.replace("-", "") not in everything


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), str.strip])
def test_a_code_is_read_however_it_is_typed(client: Client, typed: Any) -> None:  # noqa: ANN401
    office = build_office()
    code = code_for(office)

    answer = client.post("/loi-moi", {"code": typed(code), "token": "t"})

    assert answer.status_code == 303
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "typed",
    ["", "x", "AAAA-BBBB-CCCC", "a" * 41, "<b>", "K7QM\x002XVA9PDT", "Ｋ７ＱＭ２ＸＶＡ９ＰＤＴ"],
)
def test_another_code_opens_nothing_and_says_so(client: Client, typed: str) -> None:
    build_office()

    answer = client.post("/loi-moi", {"code": typed, "token": "t"})

    assert answer.status_code == 422


@pytest.mark.parametrize("password", ["", "short", "123456789012", "password123", "ngắn"])
def test_a_weak_password_is_refused_and_the_invitation_stays_open(
    client: Client, password: str
) -> None:
    office = build_office()
    code = code_for(office)

    answer = opened(client, code, password)

    assert answer.status_code == 422
    assert "Chưa lưu được" in answer.content.decode()
    assert invitation_of(code, now().date()) is not None
    assert not Account.objects.filter(username="camthilan").exists()


def test_it_lapses_after_its_day() -> None:
    office = build_office()
    code = code_for(office)

    assert invitation_of(code, until()) is not None
    assert invitation_of(code, until() + timedelta(1)) is None


def test_a_new_invitation_makes_the_old_one_worthless(client: Client) -> None:
    office = build_office()
    old, new = code_for(office), code_for(office)

    assert client.get(f"/loi-moi/{old}").status_code == 404
    assert client.get(f"/loi-moi/{new}").status_code == 200


def test_one_that_was_withdrawn_opens_nothing(client: Client) -> None:
    office = build_office()
    code = code_for(office)
    clerk = Client()
    clerk.force_login(office.account("clerk"))
    person = office.people["Cầm Thị Lan"]
    where = address_of(office, f"/{person.key}/thu-hoi")

    assert clerk.get(where).status_code == 200
    assert clerk.post(where, {"token": "t"}).status_code == 303

    assert client.get(f"/loi-moi/{code}").status_code == 404
    assert clerk.get(where).status_code == 404
    with pytest.raises(RefusedError):
        withdraw(poll=office.poll, person=person, by=office.account("clerk"), at=now())


def test_somebody_with_an_account_gets_a_new_password_and_is_signed_out(client: Client) -> None:
    office = build_office()
    before = Client()
    before.force_login(office.account("voter"))
    code = code_for(office, "Vi Thị Thảo")

    opened(client, code)

    voter = Account.objects.get(username="voter")
    assert voter.check_password(GOOD)
    assert before.get("/trang-cua-toi").status_code == 302
    assert Account.objects.filter(person=office.people["Vi Thị Thảo"]).count() == 1


def test_two_people_of_one_name_get_two_names_to_sign_in_with() -> None:
    Account.objects.create(username="nguyenvanan")
    Account.objects.create(username="nguyenvanan2")

    assert sign_in_name("Nguyễn Văn An") == "nguyenvanan3"
    assert sign_in_name("Đặng Thị Ánh") == "dangthianh"
    assert sign_in_name("阮文安") == "nguoi"


def test_the_clerk_gets_cards_with_codes_once(client: Client) -> None:
    office = build_office()
    client.force_login(office.account("clerk"))
    keys = [office.people[name].key for name in ("Cầm Thị Lan", "Lù A Vảng")]
    sent = {"people": keys, "expires_on": until().strftime("%d/%m/%Y"), "token": "t"}

    sheet = client.post(address_of(office, "/theo-danh-sach"), sent)
    again = client.post(address_of(office, "/theo-danh-sach"), sent)

    text = sheet.content.decode()
    assert sheet.status_code == 200
    assert text.count('<li class="invitation-card">') == 2
    assert text.count("<svg") >= 2
    assert sheet["Cache-Control"] == "no-store, private"
    assert (again.status_code, again["Location"]) == (303, address_of(office))
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize(
    ("people", "day"),
    [([], "01/01/2099"), (["nobody"], "x"), ([], ""), (["\x00"], "31/02/2027"),
     (["real"], "01/01/2020"), (["real"], "01/01/2099")],
)  # fmt: skip
def test_a_senseless_list_is_sent_back(client: Client, people: list[str], day: str) -> None:
    office = build_office()
    client.force_login(office.account("clerk"))
    keys = [office.people["Lù A Vảng"].key if each == "real" else each for each in people]

    answer = client.post(
        address_of(office, "/theo-danh-sach"), {"people": keys, "expires_on": day, "token": "t"}
    )

    assert answer.status_code == 422
    assert "Chưa lưu được" in answer.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("part", ["convener", "voter", "head", "outsider", "operator", "front"])
@pytest.mark.parametrize(
    ("rest", "method"), [("", "get"), ("/theo-danh-sach", "post"), ("/nguoi-khac", "post")]
)
def test_nobody_else_sees_or_makes_them(client: Client, part: str, rest: str, method: str) -> None:
    office = build_office()
    client.force_login(office.account(part))

    assert getattr(client, method)(address_of(office, rest)).status_code == 404


def test_the_front_is_invited_by_name_and_gets_its_part(client: Client) -> None:
    office = build_office()
    clerk = Client()
    clerk.force_login(office.account("clerk"))
    sent = {
        "name": "Lò <b>Văn</b> Kiên", "role": "front", "token": "t",
        "expires_on": until().strftime("%d/%m/%Y"),
    }  # fmt: skip

    sheet = clerk.post(address_of(office, "/nguoi-khac"), sent)

    text = sheet.content.decode()
    assert "Lò &lt;b&gt;Văn&lt;/b&gt; Kiên" in text
    code = text.split('class="code-words num">')[1].split("<")[0]
    opened(client, code)
    made = Account.objects.get(username__startswith="lob")
    assert Role.FRONT in roles_at(office.body.pk, made, now().date())


@pytest.mark.parametrize("role", [Role.CLERK, Role.CONVENER, Role.AUDITOR, Role.HEAD])
def test_a_clerk_appoints_nobody_who_approves_or_checks(client: Client, role: Role) -> None:
    office = build_office()
    client.force_login(office.account("clerk"))
    sent = {"name": "Ai đó", "role": role.value, "expires_on": "01/12/2026", "token": "t"}

    assert client.post(address_of(office, "/nguoi-khac"), sent).status_code == 422
    with pytest.raises(NotAllowedError):
        invite_official(
            poll=office.poll, name="Ai đó", role=role, expires_on=until(),
            by=office.account("clerk"), at=now(),
        )  # fmt: skip


def test_a_clerk_renews_no_convener() -> None:
    office = build_office()
    convener = office.account("convener")
    convener.person = office.people["Nông Văn Khải"]
    convener.save()

    with pytest.raises(RefusedError, match="người vận hành"):
        code_for(office, "Nông Văn Khải")


def test_a_clerk_invites_nobody_of_another_poll() -> None:
    office = build_office()
    stranger = Person()
    stranger.set_name("Người Lạ")
    stranger.save()

    with pytest.raises(NotAllowedError):
        invite(
            poll=office.poll, people=[stranger], expires_on=until(),
            by=office.account("clerk"), at=now(),
        )  # fmt: skip
