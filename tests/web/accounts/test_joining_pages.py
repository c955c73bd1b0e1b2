"""Pages on which accounts are joined to the organisation's sign-in."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support.office import PASSWORD, Office, account, build_office
from tinnhiem.actions.joining import (
    account_called,
    confirm_joining,
    join_own,
    propose_joining,
    subject_of,
)
from tinnhiem.project.environment import provider
from tinnhiem.records.models import Joining

pytestmark = pytest.mark.django_db
LIST = "/nguoi-phu-trach/co-quan"


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Office:  # noqa: ANN401
    monkeypatch.setenv("TINNHIEM_OIDC_ISSUER", "http://127.0.0.1:9")
    monkeypatch.setenv("TINNHIEM_OIDC_CLIENT", "office")
    monkeypatch.setenv("TINNHIEM_OIDC_NAME", "Cổng <b>tỉnh</b>")
    settings.OIDC = found = provider()
    assert found is not None
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [found.app]}}
    made = build_office()
    made.accounts["second-operator"] = account("second-operator", is_superuser=True)
    return made


def _as(office: Office, part: str) -> Client:
    client = Client()
    client.force_login(office.account(part))
    return client


def _proposed(office: Office) -> Joining:
    return propose_joining(
        account=office.account("voter"), subject="0193", by=office.account("operator"),
        at=timezone.localtime(),
    )  # fmt: skip


def test_two_operators_join_somebody(office: Office) -> None:
    where = f"{LIST}/{office.account('voter').pk}"
    first, second = _as(office, "operator"), _as(office, "second-operator")

    assert where in first.get(f"{LIST}?q=vi thi thao").content.decode()
    assert first.get(where).status_code == 200
    sent = {"subject": " 0193 ", "token": "t"}
    assert first.post(where, sent)["Location"] == LIST
    assert first.post(where, sent)["Location"] == LIST  # twice is once
    waiting = Joining.objects.get()
    decide = f"/cai-dat/co-quan/{waiting.pk}"
    assert decide in second.get(LIST).content.decode()
    assert "Xác nhận nối" not in first.get(decide).content.decode()
    assert first.post(decide, {"token": "own"}).status_code == 422
    assert "Xác nhận nối" in second.get(decide).content.decode()
    assert second.post(decide, {"token": "u"})["Location"] == LIST

    assert account_called("0193") == office.account("voter")
    assert second.get(decide).status_code == 404
    told = _as(office, "voter").get("/trang-cua-toi").content.decode()
    assert "operator đề nghị, second-operator xác nhận" in told


def test_the_holder_finds_the_proposal_and_confirms_or_refuses_it(office: Office) -> None:
    waiting = _proposed(office)
    voter = _as(office, "voter")
    decide = f"/cai-dat/co-quan/{waiting.pk}"

    assert decide in voter.get("/trang-cua-toi").content.decode()
    assert voter.post(decide, {"refuse": "1", "token": "t"})["Location"] == "/cai-dat"
    waiting.refresh_from_db()
    assert waiting.state == Joining.State.REFUSED
    assert decide not in voter.get("/trang-cua-toi").content.decode()
    assert "Chưa nối" in voter.get("/cai-dat").content.decode()


def test_settings_show_which_identity_is_joined_and_end_it(office: Office) -> None:
    confirm_joining(joining=_proposed(office), by=office.account("voter"), at=timezone.localtime())
    voter = _as(office, "voter")

    text = voter.get("/cai-dat").content.decode()
    assert '<b class="num">0193</b>' in text
    assert "Cổng &lt;b&gt;tỉnh&lt;/b&gt;" in text
    wrong = voter.post("/cai-dat/co-quan", {"present": "wrong", "token": "a"})
    assert wrong.status_code == 422
    assert subject_of(office.account("voter")) == "0193"
    right = voter.post("/cai-dat/co-quan", {"present": PASSWORD, "token": "b"})
    assert right["Location"] == "/cai-dat?xong=bo-noi"
    assert subject_of(office.account("voter")) == ""


def test_going_there_takes_the_password_and_says_where_nobody_answers(office: Office) -> None:
    voter = _as(office, "voter")

    assert voter.get("/cai-dat/co-quan").status_code == 200
    assert voter.post("/cai-dat/co-quan", {"present": "wrong", "token": "a"}).status_code == 422
    there = voter.post("/cai-dat/co-quan", {"present": PASSWORD, "token": "b"})
    assert there.status_code == 502  # of these tests the organisation cannot be reached


def test_the_operator_ends_a_joining_after_asking(office: Office) -> None:
    voter = office.account("voter")
    join_own(subject="0193", by=voter, at=timezone.localtime())
    operator = _as(office, "operator")
    where = f"{LIST}/{voter.pk}/bo"

    assert operator.get(f"{LIST}/{voter.pk}")["Location"] == where
    assert "Bỏ cách đăng nhập" in operator.get(where).content.decode()
    assert operator.post(where, {"token": "t"})["Location"] == LIST
    assert subject_of(voter) == ""
    assert operator.post(where, {"token": "u"}).status_code == 422
    assert operator.get(where)["Location"] == f"{LIST}/{voter.pk}"


@pytest.mark.parametrize("subject", ["", "\x00", "x" * 5000, "   "])
def test_a_senseless_identity_is_told_and_nothing_typed_is_lost(
    office: Office, subject: str
) -> None:
    where = f"{LIST}/{office.account('voter').pk}"

    answer = _as(office, "operator").post(where, {"subject": subject, "token": "t"})

    assert answer.status_code == 422
    assert not Joining.objects.exists()


@pytest.mark.parametrize("part", ["clerk", "convener", "head", "outsider"])
def test_the_list_is_the_operators_and_a_proposal_that_of_two(office: Office, part: str) -> None:
    waiting = _proposed(office)
    stranger = _as(office, part)
    key = office.account("voter").pk

    for where in (LIST, f"{LIST}/{key}", f"{LIST}/{key}/bo", f"/cai-dat/co-quan/{waiting.pk}"):
        assert stranger.get(where).status_code == 404
        if where != LIST:
            assert stranger.post(where, {"token": "t"}).status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == Joining.State.PROPOSED


def test_without_an_organisation_the_pages_are_absent(client: Client) -> None:
    office = build_office()
    client.force_login(office.account("operator"))

    for where in (LIST, f"{LIST}/1", f"{LIST}/1/bo", "/cai-dat/co-quan", "/cai-dat/co-quan/1"):
        assert client.get(where).status_code == 404
    assert "co-quan" not in client.get("/cai-dat").content.decode()
    assert LIST not in client.get("/nguoi-phu-trach").content.decode()
    assert client.post(LIST).status_code == 405
