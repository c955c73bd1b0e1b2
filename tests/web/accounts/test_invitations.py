"""Invitations: made once, printed once, opened once, by the right people only."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support.office import Office, build_office
from tinnhiem.actions.accounts import (
    account_called,
    first_account,
    join_provider,
    open_account,
)
from tinnhiem.actions.invitations import (
    invite,
    invite_official,
    invite_staff,
    renew,
    withdraw,
)
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.invitations import access_list, code_hash, invitation_of, sign_in_name
from tinnhiem.records.models import Account, Invitation, LogEntry, Person
from tinnhiem.records.roles import roles_at, roles_in

pytestmark = pytest.mark.django_db
GOOD = "bốn con trâu đi bừa"


def _at() -> Any:  # noqa: ANN401
    return timezone.localtime()


def _until() -> date:
    return _at().date() + timedelta(days=9)  # type: ignore[no-any-return]


def _code(office: Office, name: str = "Cầm Thị Lan") -> str:
    told = invite(
        poll=office.poll, people=[office.people[name]], expires_on=_until(),
        by=office.account("clerk"), at=_at(),
    )  # fmt: skip
    return told[0].code


def _open(client: Client, code: str, password: str = GOOD, token: str = "opening") -> Any:  # noqa: ANN401, S107
    return client.post(f"/loi-moi/{code}", {"password": password, "token": token})


def _address(office: Office, rest: str = "") -> str:
    return f"/cuoc/{office.poll.key}/loi-moi{rest}"


def test_an_invitation_opens_an_account_and_signs_in(client: Client) -> None:
    office = build_office()
    code = _code(office)

    shown = client.get(f"/loi-moi/{code}")
    answer = _open(client, code)

    assert "Cầm Thị Lan" in shown.content.decode()
    assert "camthilan" in shown.content.decode()
    assert (answer.status_code, answer["Location"]) == (303, "/trang-cua-toi")
    account = Account.objects.get(username="camthilan")
    assert account.person == office.people["Cầm Thị Lan"]
    assert account.check_password(GOOD)
    assert client.get("/trang-cua-toi").context is None or True
    assert Role.VOTER in roles_in(office.poll, account, _at().date())


def test_it_opens_once(client: Client) -> None:
    office = build_office()
    code = _code(office)
    _open(client, code)

    again = _open(Client(), code, token="u")

    assert again.status_code == 404
    assert Client().get(f"/loi-moi/{code}").status_code == 404
    assert Account.objects.filter(username__startswith="camthilan").count() == 1


def test_sent_twice_it_does_nothing_twice(client: Client) -> None:
    office = build_office()
    code = _code(office)

    first, second = _open(client, code), _open(client, code)

    assert first.status_code == 303
    assert second.status_code in {303, 404}
    assert LogEntry.objects.filter(act="account.opened").count() == 1


def test_only_the_hash_of_a_code_is_kept() -> None:
    office = build_office()
    code = _code(office)

    kept = Invitation.objects.get()

    assert kept.code_hash == code_hash(code)
    everything = repr(list(Invitation.objects.values())) + repr(list(LogEntry.objects.values()))
    assert code not in everything
    assert code.replace("-", "") not in everything


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), str.strip])
def test_a_code_is_read_however_it_is_typed(client: Client, typed: Any) -> None:  # noqa: ANN401
    office = build_office()
    code = _code(office)

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
    code = _code(office)

    answer = _open(client, code, password)

    assert answer.status_code == 422
    assert "Chưa lưu được" in answer.content.decode()
    assert invitation_of(code, _at().date()) is not None
    assert not Account.objects.filter(username="camthilan").exists()


def test_it_lapses_after_its_day() -> None:
    office = build_office()
    code = _code(office)

    assert invitation_of(code, _until()) is not None
    assert invitation_of(code, _until() + timedelta(1)) is None


def test_a_new_invitation_makes_the_old_one_worthless(client: Client) -> None:
    office = build_office()
    old, new = _code(office), _code(office)

    assert client.get(f"/loi-moi/{old}").status_code == 404
    assert client.get(f"/loi-moi/{new}").status_code == 200


def test_one_that_was_withdrawn_opens_nothing(client: Client) -> None:
    office = build_office()
    code = _code(office)
    clerk = Client()
    clerk.force_login(office.account("clerk"))
    person = office.people["Cầm Thị Lan"]
    where = _address(office, f"/{person.key}/thu-hoi")

    assert clerk.get(where).status_code == 200
    assert clerk.post(where, {"token": "t"}).status_code == 303

    assert client.get(f"/loi-moi/{code}").status_code == 404
    assert clerk.get(where).status_code == 404
    with pytest.raises(RefusedError):
        withdraw(poll=office.poll, person=person, by=office.account("clerk"), at=_at())


def test_somebody_with_an_account_gets_a_new_password_and_is_signed_out(client: Client) -> None:
    office = build_office()
    before = Client()
    before.force_login(office.account("voter"))
    code = _code(office, "Vi Thị Thảo")

    _open(client, code)

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
    sent = {"people": keys, "expires_on": _until().strftime("%d/%m/%Y"), "token": "t"}

    sheet = client.post(_address(office, "/theo-danh-sach"), sent)
    again = client.post(_address(office, "/theo-danh-sach"), sent)

    text = sheet.content.decode()
    assert sheet.status_code == 200
    assert text.count('<li class="invitation-card">') == 2
    assert text.count("<svg") >= 2
    assert sheet["Cache-Control"] == "no-store, private"
    assert (again.status_code, again["Location"]) == (303, _address(office))
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
        _address(office, "/theo-danh-sach"), {"people": keys, "expires_on": day, "token": "t"}
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

    assert getattr(client, method)(_address(office, rest)).status_code == 404


def test_the_front_is_invited_by_name_and_gets_its_part(client: Client) -> None:
    office = build_office()
    clerk = Client()
    clerk.force_login(office.account("clerk"))
    sent = {
        "name": "Lò <b>Văn</b> Kiên", "role": "front", "token": "t",
        "expires_on": _until().strftime("%d/%m/%Y"),
    }  # fmt: skip

    sheet = clerk.post(_address(office, "/nguoi-khac"), sent)

    text = sheet.content.decode()
    assert "Lò &lt;b&gt;Văn&lt;/b&gt; Kiên" in text
    code = text.split('class="code-words num">')[1].split("<")[0]
    _open(client, code)
    made = Account.objects.get(username__startswith="lob")
    assert Role.FRONT in roles_at(office.body.pk, made, _at().date())


@pytest.mark.parametrize("role", [Role.CLERK, Role.CONVENER, Role.AUDITOR, Role.HEAD])
def test_a_clerk_appoints_nobody_who_approves_or_checks(client: Client, role: Role) -> None:
    office = build_office()
    client.force_login(office.account("clerk"))
    sent = {"name": "Ai đó", "role": role.value, "expires_on": "01/12/2026", "token": "t"}

    assert client.post(_address(office, "/nguoi-khac"), sent).status_code == 422
    with pytest.raises(NotAllowedError):
        invite_official(
            poll=office.poll, name="Ai đó", role=role, expires_on=_until(),
            by=office.account("clerk"), at=_at(),
        )  # fmt: skip


def test_a_clerk_renews_no_convener() -> None:
    office = build_office()
    convener = office.account("convener")
    convener.person = office.people["Nông Văn Khải"]
    convener.save()

    with pytest.raises(RefusedError, match="người vận hành"):
        _code(office, "Nông Văn Khải")


def test_a_clerk_invites_nobody_of_another_poll() -> None:
    office = build_office()
    stranger = Person()
    stranger.set_name("Người Lạ")
    stranger.save()

    with pytest.raises(NotAllowedError):
        invite(
            poll=office.poll, people=[stranger], expires_on=_until(),
            by=office.account("clerk"), at=_at(),
        )  # fmt: skip


def test_the_operator_invites_the_clerk(client: Client) -> None:
    office = build_office()
    operator = Client()
    operator.force_login(office.account("operator"))
    sent = {
        "body": office.body.key, "name": "Lê Thị Phương Thảo", "role": "clerk", "token": "t",
        "expires_on": _until().strftime("%d/%m/%Y"),
    }  # fmt: skip

    text = operator.post("/nguoi-phu-trach", sent).content.decode()

    _open(client, text.split('class="code-words num">')[1].split("<")[0])
    made = Account.objects.get(username="lethiphuongthao")
    assert roles_in(office.poll, made, _at().date()) == {Role.CLERK}


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
        renew(account=office.account("voter"), expires_on=_until(), by=clerk, at=_at())
    with pytest.raises(NotAllowedError):
        join_provider(account=office.account("voter"), subject="s", by=clerk, at=_at())
    with pytest.raises(NotAllowedError):
        invite_staff(
            body=office.body, name="Ai", role=Role.CLERK, expires_on=_until(), by=clerk, at=_at()
        )


def test_the_operator_renews_access_with_everything_that_was_lost(client: Client) -> None:
    office = build_office()
    operator = Client()
    operator.force_login(office.account("operator"))
    lost = office.account("convener")

    assert operator.get(f"/nguoi-phu-trach/{lost.pk}").status_code == 200
    text = operator.post(f"/nguoi-phu-trach/{lost.pk}", {"token": "t"}).content.decode()
    _open(client, text.split('class="code-words num">')[1].split("<")[0])

    lost.refresh_from_db()
    assert lost.check_password(GOOD)
    assert operator.get("/nguoi-phu-trach/99999999").status_code == 404


def test_the_first_account_is_the_operators_and_opens_by_a_code(client: Client) -> None:
    code = first_account(username="van-phong", by=None, at=_at())

    assert _open(client, code).status_code == 303

    made = Account.objects.get()
    assert (made.username, made.is_superuser) == ("van-phong", True)
    assert client.get("/nguoi-phu-trach").status_code == 200
    again = first_account(username="van-phong", by=None, at=_at())
    assert again != code
    assert Account.objects.count() == 1


@pytest.mark.parametrize("name", ["", "  ", "clerk"])
def test_the_first_account_takes_nobodys_place(name: str) -> None:
    build_office()

    with pytest.raises(RefusedError):
        first_account(username=name, by=None, at=_at())


def test_a_subject_belongs_to_one_account() -> None:
    office = build_office()
    operator = office.account("operator")
    join_provider(account=office.account("voter"), subject="0193", by=operator, at=_at())

    assert account_called("0193") == office.account("voter")
    assert account_called("voter") is None
    with pytest.raises(RefusedError):
        join_provider(account=office.account("head"), subject="0193", by=operator, at=_at())
    invitation = invitation_of(_code(office), _at().date())
    assert invitation is not None
    with pytest.raises(RefusedError):
        open_account(invitation=invitation, by=None, at=_at(), subject="0193")


def test_the_list_says_who_has_access(django_assert_max_num_queries: Any) -> None:  # noqa: ANN401
    office = build_office()
    _code(office)

    with django_assert_max_num_queries(6):
        rows = {row.person.name: row for row in access_list(office.poll, _at().date())}

    assert rows["Cầm Thị Lan"].standing == "invited"
    assert rows["Vi Thị Thảo"].standing == "open"
    assert rows["Lù A Vảng"].standing == "none"
    assert set(rows["Lù A Vảng"].roles) == {Role.VOTER, Role.BOARD}
    later = access_list(office.poll, _until() + timedelta(1))
    assert {row.person.name: row.standing for row in later}["Cầm Thị Lan"] == "lapsed"


@pytest.mark.parametrize("stage", [Stage.VOTING, Stage.COUNTING, Stage.COUNTED])
def test_a_clerk_gives_no_new_password_to_a_board_whose_ballots_are_out(stage: Stage) -> None:
    office = build_office(PollState.BALLOTING, stage)

    with pytest.raises(RefusedError, match="người vận hành"):
        _code(office, "Mai Thu Hương")

    assert not Invitation.objects.exists()
    assert _code(office, "Vi Thị Thảo")


def test_what_somebody_else_withdrew_meanwhile_is_told_by_the_list(client: Client) -> None:
    office = build_office()
    _code(office)
    person = office.people["Cầm Thị Lan"]
    client.force_login(office.account("clerk"))
    withdraw(poll=office.poll, person=person, by=office.account("clerk"), at=_at())

    answer = client.post(_address(office, f"/{person.key}/thu-hoi"), {"token": "late\x00"})

    assert answer.status_code == 200
