"""Every page against every person: who lacks the role gets what an absent page gives."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from support.addresses import address
from support.office import AT, build_office
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.roles import roles_in
from tinnhiem.web.routes import routes, undeclared

pytestmark = pytest.mark.django_db

ROUTES = sorted(routes(get_resolver()), key=lambda route: (route.route, route.name))
PERSONAS = (
    "clerk", "convener", "front", "personnel", "auditor", "observer", "desk", "officeholder",
    "voter", "head", "team-1", "outsider", "operator",
)  # fmt: skip
#: Shown, led on, not there in this state.
ANSWERS = {200, 302, 303, 404}
P = PollState
#: Roles do not change with the state of a poll: everybody where all is there, a few elsewhere.
STATES = [(P.MINUTED, Stage.MINUTED, part) for part in PERSONAS] + [
    (state, stage, part)
    for state, stage in (
        (P.PREPARING, Stage.WAITING),
        (P.READING, Stage.WAITING),
        (P.COUNTING, Stage.COUNTING),
        (P.PUBLISHED, Stage.MINUTED),
    )
    for part in ("clerk", "voter", "officeholder", "team-1")
]


def test_every_address_is_a_page_that_says_who_may_open_it() -> None:
    assert list(undeclared(get_resolver())) == []


@pytest.mark.parametrize(("state", "stage", "part"), STATES)
def test_without_the_role_a_page_is_as_absent(state: PollState, stage: Stage, part: str) -> None:
    office = build_office(state, stage)
    account = office.account(part)
    roles = roles_in(office.poll, account, AT.date())
    client = Client()
    client.force_login(account)
    barred = [r for r in ROUTES if r.page.scope == "poll" and roles.isdisjoint(r.page.roles)]
    answers = {
        route.name: getattr(client, route.page.methods[-1].lower())(address(route, office))
        for route in barred
    }

    assert {name: a.status_code for name, a in answers.items() if a.status_code != 404} == {}
    assert barred


@pytest.mark.parametrize(("state", "stage", "part"), STATES)
def test_whoever_may_open_a_page_gets_an_answer(state: PollState, stage: Stage, part: str) -> None:
    office = build_office(state, stage)
    account = office.account(part)
    roles = roles_in(office.poll, account, AT.date())
    client = Client(raise_request_exception=False)
    client.force_login(account)
    open_to = [
        route
        for route in ROUTES
        if "GET" in route.page.methods
        and (route.page.scope != "poll" or not roles.isdisjoint(route.page.roles))
    ]
    answers = {route.name: client.get(address(route, office)).status_code for route in open_to}

    assert {name: status for name, status in answers.items() if status not in ANSWERS} == {}
    assert 200 in answers.values()


def test_nobody_gets_anywhere_without_signing_in() -> None:
    office = build_office(PollState.MINUTED, Stage.MINUTED)
    client = Client()
    inside = [
        route for route in ROUTES if route.page.scope != "public" and "GET" in route.page.methods
    ]
    answers = {route.name: client.get(address(route, office)) for route in inside}

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
