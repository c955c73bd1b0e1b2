"""The organisation's sign-in as it is set up: what is refused, what pages say without it."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from tinnhiem.project.environment import Provider, provider

NOWHERE = "http://127.0.0.1:9"


def _set(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"TINNHIEM_OIDC_{name}", value)


@pytest.fixture
def unreachable(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Provider:  # noqa: ANN401
    _set(monkeypatch, ISSUER=NOWHERE, CLIENT="office", NAME="Cổng <b>tỉnh</b>")
    made = provider()
    assert made is not None
    settings.OIDC = made
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [made.app]}}
    return made


def test_without_an_issuer_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, ISSUER="", CLIENT="office")

    assert provider() is None


@pytest.mark.parametrize(
    ("issuer", "client"),
    [("http://id.example.vn", "office"), ("ftp://id.example.vn", "office"),
     ("id.example.vn", "office"), ("https://id.example.vn", "")],
)  # fmt: skip
def test_a_half_or_open_setting_is_refused(
    monkeypatch: pytest.MonkeyPatch, issuer: str, client: str
) -> None:
    _set(monkeypatch, ISSUER=issuer, CLIENT=client)

    with pytest.raises(ImproperlyConfigured):
        provider()


def test_forms_may_lead_to_the_issuer_and_where_it_says(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Any,  # noqa: ANN401
) -> None:
    kept = tmp_path / "secret"
    kept.write_text("hush\n", encoding="utf-8")
    _set(monkeypatch, ISSUER="https://id.example.vn/realm/", CLIENT="office",
         SECRET_FILE=str(kept), ORIGINS="https://sso.example.vn")  # fmt: skip

    made = provider()

    assert made is not None
    assert made.origins == ("https://id.example.vn", "https://sso.example.vn")
    assert made.app["secret"] == "hush"
    assert made.app["settings"]["server_url"] == "https://id.example.vn/realm"


@pytest.mark.django_db
def test_without_one_its_addresses_are_not_there(client: Client) -> None:
    assert client.post("/dang-nhap/co-quan").status_code == 404
    assert client.get("/dang-nhap/co-quan/ve").status_code == 404
    assert "co-quan" not in client.get("/dang-nhap").content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("unreachable")
def test_one_that_cannot_be_reached_is_said_so(client: Client) -> None:
    answer = client.post("/dang-nhap/co-quan")

    text = answer.content.decode()
    assert answer.status_code == 502
    assert "Cổng &lt;b&gt;tỉnh&lt;/b&gt;" in text


@pytest.mark.django_db
@pytest.mark.usefixtures("unreachable")
@pytest.mark.parametrize(
    "query",
    ["", "?code=x", "?state=x", "?state=x&code=y", "?error=access_denied&state=x", "?state=%00"],
)
def test_a_return_that_nobody_was_sent_on_opens_nothing(client: Client, query: str) -> None:
    answer = client.get(f"/dang-nhap/co-quan/ve{query}")

    assert answer.status_code == 403
    assert client.get("/trang-cua-toi").status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("unreachable")
def test_it_is_gone_to_by_a_form_only(client: Client) -> None:
    assert client.get("/dang-nhap/co-quan").status_code == 405
    assert client.post("/dang-nhap/co-quan/ve").status_code == 405
