"""Sessions: how long they last, what ends them, how their cookies travel."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.utils import timezone

from support.office import PASSWORD, build_office
from tinnhiem.web import idling

pytestmark = pytest.mark.django_db


def _signed_in() -> Client:
    client = Client()
    sent = {"name": "voter", "password": PASSWORD, "token": "x"}
    assert client.post("/dang-nhap", sent).status_code == 303
    return client


def _opens(client: Client) -> bool:
    return client.get("/trang-cua-toi").status_code == 200


def _stamp(client: Client, seconds_ago: int) -> None:
    """Give the cookie of the last visit another time, as the server would have signed it."""
    signer = signing.TimestampSigner(salt="tinnhiem.seen")
    bound = signer.unsign(client.cookies[idling.COOKIE].value)
    then = signing.b62_encode(int(time.time()) - seconds_ago)
    value = f"{bound}:{then}"
    client.cookies[idling.COOKIE] = f"{value}:{signer.signature(value)}"


def test_cookies_are_kept_from_scripts_and_other_sites() -> None:
    build_office()
    client = _signed_in()

    for name in ("tinnhiem", idling.COOKIE):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_they_travel_over_https_only_where_the_office_has_it(settings: Any) -> None:  # noqa: ANN401
    build_office()
    settings.SESSION_COOKIE_SECURE = True

    client = _signed_in()

    assert client.cookies["tinnhiem"]["secure"]
    assert client.cookies[idling.COOKIE]["secure"]


def test_a_session_ends_at_noon_or_midnight_whatever_is_done_in_it() -> None:
    build_office()
    client = _signed_in()
    first = Session.objects.get().expire_date

    client.post("/vai", {"role": "voter"})

    kept = Session.objects.get(pk=client.session.session_key)
    end = timezone.localtime(kept.expire_date)
    assert abs(kept.expire_date - first) < timedelta(seconds=2)
    assert round(end.timestamp() - 5 * 3600) % (12 * 3600) in {0, 1, 12 * 3600 - 1}
    assert timedelta(hours=11, minutes=55) < end - timezone.now() < timedelta(hours=24)


def test_it_ends_when_nobody_was_there_for_two_hours() -> None:
    build_office()
    client = _signed_in()
    _stamp(client, 119 * 60)
    assert _opens(client)
    _stamp(client, 121 * 60)
    assert not _opens(client)
    assert not Session.objects.exists()


@pytest.mark.parametrize("value", ["", "x", "a:b:c", "1" * 5000])
def test_a_forged_sign_of_the_last_visit_ends_it(value: str) -> None:
    build_office()
    client = _signed_in()

    client.cookies[idling.COOKIE] = value

    assert not _opens(client)


def test_the_sign_of_another_session_ends_it() -> None:
    build_office()
    client, other = _signed_in(), _signed_in()

    client.cookies[idling.COOKIE] = other.cookies[idling.COOKIE].value

    assert not _opens(client)


def test_visits_renew_it_but_not_what_pages_ask_for_by_themselves() -> None:
    build_office()
    client = _signed_in()
    _stamp(client, 3600)
    old = client.cookies[idling.COOKIE].value

    client.get("/trang-cua-toi", headers={"X-Live": "1"})
    assert client.cookies[idling.COOKIE].value == old
    client.get("/trang-cua-toi")
    assert client.cookies[idling.COOKIE].value != old
    assert _opens(client)


def test_nothing_about_a_visit_is_written_down() -> None:
    build_office()
    client = _signed_in()
    _stamp(client, 3600)
    before = list(Session.objects.values())

    client.get("/cai-dat")

    assert list(Session.objects.values()) == before


def test_a_new_password_ends_the_others_and_keeps_this_one() -> None:
    build_office()
    here, there = _signed_in(), _signed_in()
    assert _opens(there)

    sent = {"old": PASSWORD, "new": "bốn con trâu đi bừa", "token": "y"}
    answer = here.post("/cai-dat/mat-khau", sent)

    assert answer.status_code == 303
    assert _opens(here)
    assert not _opens(there)


def test_signing_out_everywhere_else_does_just_that() -> None:
    build_office()
    here, there = _signed_in(), _signed_in()

    assert here.post("/cai-dat/dang-xuat-noi-khac", {"token": "y"}).status_code == 303

    assert _opens(here)
    assert not _opens(there)
