"""Recovery codes: shown once, each good for one sign-in, of nobody else, not to be guessed."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from support.office import PASSWORD, Office, build_office
from tinnhiem.actions.factors import remove_codes, remove_factors
from tinnhiem.actions.recovery import make_recovery_codes, recovery_codes_left
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.records.models import LogEntry, RecoveryCode

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def office() -> Office:
    made = build_office()
    TOTP.activate(made.account("voter"), SECRET)
    return made


def _made(office: Office, part: str = "voter") -> list[str]:
    return make_recovery_codes(by=office.account(part), at=timezone.localtime())


def _past_the_password(name: str = "voter") -> Client:
    client = Client()
    sent = {"name": name, "password": PASSWORD, "token": "t"}
    assert client.post("/dang-nhap", sent)["Location"] == "/dang-nhap/ma"
    return client


def _try(client: Client, code: str) -> Any:  # noqa: ANN401
    return client.post("/dang-nhap/ma-du-phong", {"code": code, "token": "t"})


def test_a_sheet_is_shown_once_and_only_hashes_are_kept(office: Office, client: Client) -> None:
    client.force_login(office.account("voter"))

    assert client.get("/cai-dat/ma-du-phong").status_code == 200
    text = client.post("/cai-dat/ma-du-phong", {"present": PASSWORD, "token": "t"}).content.decode()

    codes = re.findall(r'<li class="num">([A-Z2-9]{5}-[A-Z2-9]{5})</li>', text)
    assert len(set(codes)) == 10
    kept = set(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert len(kept) == 10
    assert not any(code in hash_ for code in codes for hash_ in kept)
    again = client.post("/cai-dat/ma-du-phong", {"present": PASSWORD, "token": "t"})
    assert again["Location"] == "/cai-dat"
    assert "Còn 10 mã" in client.get("/cai-dat").content.decode()


@pytest.mark.parametrize("how", [str, str.lower, lambda code: f" {code.replace('-', ' ')} "])
def test_a_code_lets_in_once_however_it_is_typed(office: Office, how: Any) -> None:  # noqa: ANN401
    code = _made(office)[3]
    client = _past_the_password()
    assert "/dang-nhap/ma-du-phong" in client.get("/dang-nhap/ma").content.decode()

    assert _try(client, how(code)).status_code == 303
    assert client.get("/trang-cua-toi").status_code == 200
    assert recovery_codes_left(office.account("voter")) == 9
    assert _try(_past_the_password(), how(code)).status_code == 422


def test_nothing_tells_afterwards_when_it_was(office: Office) -> None:
    code = _made(office)[0]
    before = LogEntry.objects.count()

    _try(_past_the_password(), code)

    assert LogEntry.objects.count() == before


def test_a_code_of_somebody_else_lets_nobody_in(office: Office) -> None:
    TOTP.activate(office.account("head"), SECRET)
    theirs = _made(office, "head")[0]
    _made(office)

    assert _try(_past_the_password(), theirs).status_code == 422
    assert recovery_codes_left(office.account("head")) == 10


@pytest.mark.parametrize("code", ["", "A", "\x00", "x" * 500, "AAAAA-AAAAA", "<b>"])
def test_a_wrong_code_is_told(office: Office, code: str) -> None:
    _made(office)

    assert _try(_past_the_password(), code).status_code == 422


def test_both_kinds_of_code_are_counted_together(office: Office) -> None:
    right = _made(office)[0]
    client = _past_the_password()
    for number in range(3):
        assert _try(client, f"AAAAA-AAAA{number + 2}").status_code == 422
    for number in range(2):
        sent = {"code": f"00000{number}", "token": "t"}
        assert client.post("/dang-nhap/ma", sent).status_code == 422

    assert _try(client, right).status_code == 429
    assert recovery_codes_left(office.account("voter")) == 10


def test_without_the_password_first_there_is_no_such_page(office: Office, client: Client) -> None:
    code = _made(office)[0]

    assert client.get("/dang-nhap/ma-du-phong")["Location"] == "/dang-nhap"
    assert _try(client, code)["Location"] == "/dang-nhap"
    assert recovery_codes_left(office.account("voter")) == 10


def test_a_new_sheet_takes_the_place_of_the_old_one(office: Office) -> None:
    old = _made(office)[0]
    _made(office)

    assert recovery_codes_left(office.account("voter")) == 10
    assert _try(_past_the_password(), old).status_code == 422


def test_they_go_with_the_one_time_codes_that_they_stand_in_for(office: Office) -> None:
    _made(office)
    remove_codes(by=office.account("voter"), at=timezone.localtime())
    assert recovery_codes_left(office.account("voter")) == 0
    with pytest.raises(RefusedError):
        _made(office)

    TOTP.activate(office.account("voter"), SECRET)
    _made(office)
    operator, at = office.account("operator"), timezone.localtime()
    remove_factors(account=office.account("voter"), by=operator, at=at)
    assert recovery_codes_left(office.account("voter")) == 0


def test_the_sheet_takes_the_present_password_and_one_time_codes(
    office: Office, client: Client
) -> None:
    client.force_login(office.account("voter"))
    wrong = client.post("/cai-dat/ma-du-phong", {"present": "wrong", "token": "t"})
    assert wrong.status_code == 422
    assert not RecoveryCode.objects.exists()

    client.force_login(office.account("clerk"))
    assert client.get("/cai-dat/ma-du-phong")["Location"] == "/cai-dat"
