"""Every page against every person: who lacks the role gets what an absent page gives."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from support.office import AT, Office, build_office
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.roles import roles_in
from tinnhiem.web.routes import Route, routes, undeclared

pytestmark = pytest.mark.django_db

ROUTES = sorted(routes(get_resolver()), key=lambda route: (route.route, route.name))
PERSONAS = (
    "clerk", "convener", "front", "personnel", "auditor", "observer", "desk", "officeholder",
    "voter", "head", "team-1", "outsider", "operator",
)  # fmt: skip
PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


def _address(route: Route, office: Office) -> str:
    """Fill an address: with the poll, the conference and the first line, else with what is not."""
    known = {
        "poll": office.poll.key,
        "conference": office.conference.key,
        "line": "p1",
        "number": "1",
    }

    def fill(found: re.Match[str]) -> str:
        other = "1" if found["kind"] == "int" else "khong-co"
        return known.get(found["name"], other)

    return "/" + PARAMETER.sub(fill, route.route)


def test_every_address_is_a_page_that_says_who_may_open_it() -> None:
    assert list(undeclared(get_resolver())) == []


@pytest.mark.parametrize("part", PERSONAS)
def test_without_the_role_a_page_is_as_absent(part: str) -> None:
    office = build_office(PollState.MINUTED, Stage.MINUTED)
    account = office.account(part)
    roles = roles_in(office.poll, account, AT.date())
    client = Client()
    client.force_login(account)
    barred = [r for r in ROUTES if r.page.scope == "poll" and roles.isdisjoint(r.page.roles)]
    answers = {
        route.name: getattr(client, route.page.methods[-1].lower())(_address(route, office))
        for route in barred
    }

    assert {name: a.status_code for name, a in answers.items() if a.status_code != 404} == {}
    assert barred


def test_nobody_gets_anywhere_without_signing_in() -> None:
    office = build_office(PollState.MINUTED, Stage.MINUTED)
    client = Client()
    inside = [
        route for route in ROUTES if route.page.scope != "public" and "GET" in route.page.methods
    ]
    answers = {route.name: client.get(_address(route, office)) for route in inside}

    astray = {
        name: answer.status_code
        for name, answer in answers.items()
        if answer.status_code != 404  # what is polled is not worth a way to the sign-in
        and not answer.headers.get("Location", "").startswith("/dang-nhap")
    }
    assert astray == {}


def test_the_answer_for_forbidden_is_that_for_absent() -> None:
    office = build_office(PollState.PREPARING)
    client = Client()
    client.force_login(office.account("outsider"))
    forbidden = client.get(f"/cuoc/{office.poll.key}/danh-sach")
    absent = client.get("/cuoc/khong-co/danh-sach")

    assert forbidden.status_code == absent.status_code == 404
    assert _plain(forbidden.content) == _plain(absent.content)


def _plain(content: bytes) -> str:
    """A page without its tokens, its clock and the address that was asked for."""
    text = re.sub(r'(value|content)="[A-Za-z0-9]{64}"', "", content.decode())
    return re.sub(r"\d\d:\d\d|/cuoc/[\w-]+/", "", text)
