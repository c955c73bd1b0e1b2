"""What goes wrong with a request is told to the server's log without what the visitor sent."""

import logging

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from support.office import build_office
from tinnhiem.actions.invitations import invite
from tinnhiem.project.office_log import wordless

pytestmark = pytest.mark.django_db
NAME = "Cầm Thị Lan"


@pytest.fixture
def code() -> str:
    """A code that opens an account."""
    office, at = build_office(), timezone.localtime()
    told = invite(
        poll=office.poll, people=[office.people[NAME]], expires_on=at.date(),
        by=office.account("clerk"), at=at,
    )  # fmt: skip
    return told[0].code


@pytest.mark.parametrize(
    ("address", "form", "checked", "status"),
    [
        ("/loi-moi/{code}/sai", None, False, 404),
        ("/loi-moi/{code}", {"password": "1234", "token": "one"}, False, 422),
        ("/loi-moi/{code}", {"password": "đủ dài để dùng", "token": "one"}, True, 403),
        ("/loi-moi/{code}/khoa/hoi?ten={code}", {"token": "one"}, True, 403),
        ("/vai", {"role": "x"}, True, 403),
        ("/loi-moi/{code}", "PUT", False, 405),
    ],
)
def test_a_request_that_is_refused_leaves_no_line(
    code: str,
    address: str,
    form: dict[str, str] | str | None,
    checked: bool,  # noqa: FBT001 - a case
    status: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = Client(enforce_csrf_checks=checked)
    caplog.set_level(logging.DEBUG, logger="root")
    caplog.clear()
    where = address.format(code=code)

    if isinstance(form, str):
        answer = client.put(where)
    else:
        answer = client.get(where) if form is None else client.post(where, form)

    assert answer.status_code == status
    assert not [each for each in caplog.records if each.name.startswith("django.")]
    assert code not in caplog.text
    assert NAME not in caplog.text


@override_settings(ROOT_URLCONF="support.broken_addresses")
def test_a_page_that_breaks_tells_what_broke_and_where_and_nothing_of_its_visitor(
    code: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(raise_request_exception=False)

    answer = client.post(f"/vo/{code}?q={code}", {"name": NAME})

    assert answer.status_code == 500
    (record,) = [each for each in caplog.records if each.name == "django.request"]
    said = logging.Formatter("%(name)s %(levelname)s %(message)s").format(record)
    assert "builtins.LookupError" in said
    assert "builtins.ZeroDivisionError" in said
    assert "broken_addresses.py" in said
    assert "in breaks" in said
    assert code not in said + repr(record.__dict__)
    assert "/vo/" not in said + repr(record.__dict__)
    assert NAME not in said + repr(record.__dict__)


def test_a_host_name_that_is_not_ours_is_told(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get("/dang-nhap?ten=kin", headers={"host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "elsewhere.example" in caplog.text
    assert "kin" not in caplog.text


def test_an_exception_that_caused_itself_is_told_once() -> None:
    error = ValueError("kín")
    error.__cause__ = KeyError("kín")
    error.__cause__.__cause__ = error

    assert wordless(error).splitlines() == ["builtins.KeyError", "", "builtins.ValueError"]
