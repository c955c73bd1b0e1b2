"""A form that comes after its session had ended is given back whole, to its own browser alone."""

import logging
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver, reverse

from support.addresses import address
from support.dossiers import fill
from support.files import pdf, sent
from support.office import PASSWORD, Office, build_office
from support.repository import ROOT
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Account, Dossier, Section
from tinnhiem.web.routes import routes

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
TEXT = 'Đã làm xong <b>ba</b> việc & "một"\r\n  việc còn dở'
FORMS_OF_ACCOUNTS = sorted(
    {route for route in routes(get_resolver()) if route.name.startswith("accounts:")
     and "POST" in route.page.methods}
)  # fmt: skip


class _Fields(HTMLParser):
    """What a browser sends of the form that leads to one address."""

    def __init__(self, page: str, action: str) -> None:
        super().__init__()
        self.action, self.fields = action, dict[str, str]()
        self.inside, self.area = False, ""
        self.feed(page.replace("\r\n", "\n"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("action") == self.action
        elif self.inside and given.get("name"):
            self.fields[str(given["name"])] = given.get("value") or ""
            self.area = str(given["name"]) if tag == "textarea" else ""

    def handle_data(self, data: str) -> None:
        if self.inside and self.area:
            self.fields[self.area] = data.removeprefix("\n").replace("\n", "\r\n")
            self.area = ""


@pytest.fixture
def office() -> Office:
    built = build_office(PollState.PREPARING)
    fill(built, Dossier.State.WRITING)
    return built


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


def _url(office: Office, number: int = 1) -> str:
    given = {"poll": office.poll.key, "line": "p3", "number": number}
    return reverse("officeholder:section", kwargs=given)


def _section(office: Office) -> Section:
    return Section.objects.get(dossier__rated=office.rated["p3"], position=1)


def _sign_in(client: Client, name: str = "officeholder") -> None:
    page = client.get("/dang-nhap").content.decode()
    fields = _Fields(page, "/dang-nhap").fields | {"name": name, "password": PASSWORD}
    assert client.post("/dang-nhap", fields).status_code == 303


def _opened(client: Client, office: Office) -> dict[str, str]:
    """The report's first section as its writer has it open, and what they typed."""
    _sign_in(client)
    page = client.get(_url(office)).content.decode()
    return _Fields(page, _url(office)).fields | {"text": TEXT}


def _sends(client: Client, url: str, fields: dict[str, Any], **headers: str) -> Any:  # noqa: ANN401
    return client.post(url, fields, headers=headers or {"Origin": HERE})


def test_after_a_session_ended_the_text_is_there_and_sent_again_after_signing_in(
    client: Client, office: Office
) -> None:
    fields = _opened(client, office)
    del client.cookies["tinnhiem"]

    late = _sends(client, _url(office), fields)

    page = late.content.decode()
    assert late.status_code == 403
    assert late.headers["Cache-Control"] == "no-store"
    assert "Phiên đăng nhập đã kết thúc; nội dung đã viết không mất" in page
    assert 'href="/dang-nhap" target="_blank" rel="noopener"' in page
    assert "Đã làm xong &lt;b&gt;ba&lt;/b&gt; việc" in page
    held = _Fields(page, _url(office)).fields
    strange = {"csrfmiddlewaretoken": held["csrfmiddlewaretoken"]}
    assert held == fields | strange
    assert _section(office).text != TEXT

    _sign_in(client)  # in another tab: what protects forms is new then
    asked = _sends(client, _url(office), held)
    page = asked.content.decode()
    assert asked.status_code == 403
    assert "Đang đăng nhập với tên" in page
    assert Account.objects.get(username="officeholder").display_name in page
    again = _Fields(page, _url(office)).fields
    taken, twice = (_sends(client, _url(office), again) for _time in range(2))
    assert taken.status_code == twice.status_code == 303
    assert taken["Location"] == twice["Location"] == _url(office, 2)
    assert _section(office).text.splitlines() == TEXT.splitlines()


def test_a_new_sign_in_in_another_tab_loses_nothing_either(client: Client, office: Office) -> None:
    fields = _opened(client, office)
    client.post("/dang-xuat", fields, headers={"Origin": HERE})
    _sign_in(client)

    asked = _sends(client, _url(office), fields)

    assert asked.status_code == 403
    assert "Trang này mở đã quá lâu; nội dung đã viết không mất" in asked.content.decode()
    again = _Fields(asked.content.decode(), _url(office)).fields
    assert _sends(client, _url(office), again).status_code == 303
    assert _section(office).text.splitlines() == TEXT.splitlines()


def test_another_person_is_told_who_they_are_and_sends_nothing_into_it(
    client: Client, office: Office
) -> None:
    fields = _opened(client, office)
    client.post("/dang-xuat", fields, headers={"Origin": HERE})
    _sign_in(client, "voter")

    asked = _sends(client, _url(office), fields).content.decode()

    assert f"Đang đăng nhập với tên {office.account('voter').display_name}" in unescape(asked)
    again = _Fields(asked, _url(office)).fields
    assert _sends(client, _url(office), again).status_code == 404
    assert _section(office).text != TEXT


def test_a_referer_of_this_office_is_as_good_as_an_origin(client: Client, office: Office) -> None:
    fields = _opened(client, office)
    del client.cookies["tinnhiem"]

    late = _sends(client, _url(office), fields, Referer=f"{HERE}{_url(office)}")

    assert "Đã làm xong" in late.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Nothing": "said"},
        {"Origin": "null"},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver.elsewhere.example"},
        {"Origin": "http://["},
        {"Origin": "http://elsewhere.example", "Referer": HERE},
        {"Referer": "http://elsewhere.example/http://testserver"},
        {"Origin": HERE, "Sec-Fetch-Mode": "cors"},
        {"Origin": HERE, "HX-Request": "true"},
        {"Origin": HERE, "X-Autosave": "1"},
    ],
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_another_site_and_a_script_get_the_plain_refusal(
    client: Client,
    office: Office,
    headers: dict[str, str],
    signed_in: bool,  # noqa: FBT001 - a case
) -> None:
    fields = _opened(client, office)
    if signed_in:
        fields["csrfmiddlewaretoken"] = "x" * 64
    else:
        del client.cookies["tinnhiem"]

    answer = _sends(client, _url(office), fields, **headers)

    assert answer.status_code in {302, 403}
    assert "Đã làm xong" not in answer.content.decode()
    assert _section(office).text != TEXT


@pytest.mark.parametrize("route", FORMS_OF_ACCOUNTS, ids=lambda route: route.name)
@pytest.mark.parametrize("signed_in", [True, False])
def test_no_form_about_an_account_is_ever_given_back(
    client: Client,
    office: Office,
    route: Any,  # noqa: ANN401 - a page
    signed_in: bool,  # noqa: FBT001 - a case
) -> None:
    if signed_in:
        client.force_login(office.account("clerk"))
    secret = "một mật khẩu rất dài"

    answer = _sends(client, address(route, office), {"password": secret, "name": secret})

    assert answer.status_code in {302, 403}
    assert secret not in answer.content.decode()


def test_no_other_page_asks_for_a_password() -> None:
    web = ROOT / "src" / "tinnhiem" / "web"
    asking = {
        path.relative_to(web).parts[0]
        for path in (each for kind in ("*.py", "*.html") for each in web.rglob(kind))
        if any(
            sign in _read(path) for sign in ("PasswordInput", 'type="password"', "one-time-code")
        )
    }

    assert asking == {"accounts"}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_a_button_without_words_leads_to_the_sign_in(client: Client, office: Office) -> None:
    fields = {name: value for name, value in _opened(client, office).items() if name != "text"}
    del client.cookies["tinnhiem"]

    answer = _sends(client, _url(office), fields)

    assert answer.status_code == 302


def test_what_is_too_long_to_be_given_back_is_refused_as_before(
    client: Client, office: Office
) -> None:
    fields = _opened(client, office) | {"more": "dài " * 300_000}
    del client.cookies["tinnhiem"]

    assert _sends(client, _url(office), fields).status_code == 302


def test_files_are_named_to_be_chosen_again_and_hostile_names_do_nothing(
    client: Client, office: Office
) -> None:
    fields = _opened(client, office)
    del client.cookies["tinnhiem"]
    hostile = {'a"><script>x</script>': 'b c"><script>y</script>', "xuống": "</textarea><script>"}
    file = sent(pdf(1), "<i>tờ</i> khai.pdf")

    page = _sends(client, _url(office), fields | hostile | {"file": file}).content.decode()

    assert "Cần chọn lại tệp" in page
    assert "&lt;i&gt;tờ&lt;" in page or "khai.pdf" in page
    assert "<script>x" not in page
    assert "<script>y" not in page
    assert "<i>tờ" not in page
    held = _Fields(page, _url(office)).fields
    assert {name: held[name] for name in hostile} == hostile
    assert "file" not in held


def test_nothing_of_it_is_kept_or_logged(
    client: Client, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    fields = _opened(client, office)
    del client.cookies["tinnhiem"]
    caplog.set_level(logging.DEBUG, logger="root")
    caplog.clear()
    before = {model: model.objects.count() for model in _models()}

    assert _sends(client, _url(office), fields).status_code == 403

    assert {model: model.objects.count() for model in _models()} == before
    assert "Đã làm xong" not in caplog.text
    assert not [each for each in caplog.records if each.name.startswith("django.request")]


def _models() -> list[Any]:
    return list(apps.get_models())
