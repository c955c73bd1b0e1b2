"""Every form that somebody may open, sent with what nobody should send: always an answer."""

from collections import Counter

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from support.addresses import address
from support.hostile import FOR_EVERY_FIELD, HOSTILE, Form, forms_of
from support.office import Office, build_office, make_ready
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.web.routes import routes

pytestmark = pytest.mark.django_db

ROUTES = sorted(routes(get_resolver()), key=lambda route: (route.route, route.name))
#: Done, shown again with what is wrong, absent, asked too often.
ANSWERS = {200, 302, 303, 404, 405, 422, 429}
#: What, and whether in every field.
TRIED = [(kind, False) for kind in HOSTILE] + [(kind, True) for kind in FOR_EVERY_FIELD]
P = PollState
PLAYED = [
    (P.PREPARING, Stage.WAITING, part)
    for part in ("clerk", "convener", "front", "officeholder", "operator")
] + [
    (P.READING, Stage.WAITING, "clerk"),
    (P.READING, Stage.WAITING, "voter"),
    (P.READING, Stage.WAITING, "officeholder"),
    (P.FROZEN, Stage.WAITING, "clerk"),
    (P.BALLOTING, Stage.VOTING, "clerk"),
    (P.BALLOTING, Stage.VOTING, "convener"),
    (P.COUNTING, Stage.COUNTING, "head"),
    (P.COUNTING, Stage.COUNTING, "team-1"),
    (P.COUNTING, Stage.COUNTED, "head"),
    (P.MINUTED, Stage.MINUTED, "clerk"),
    (P.MINUTED, Stage.MINUTED, "convener"),
    (P.MINUTED, Stage.MINUTED, "personnel"),
]


#: Those by whom the pages outside polls are tried too: once each, they are the same at every stage.
EVERYWHERE = {(P.PREPARING, "clerk"), (P.PREPARING, "operator"), (P.READING, "voter")}


def _forms(client: Client, office: Office, *, everywhere: bool) -> list[Form]:
    """The forms of every page that can be opened, those of one shape and page once."""
    found: dict[tuple[str, tuple[str, ...]], Form] = {}
    for route in ROUTES:
        if "GET" not in route.page.methods or not (everywhere or "<str:poll>" in route.route):
            continue
        here = address(route, office)
        answer = client.get(here)
        if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
            continue
        for form in forms_of(answer.content.decode(), here):
            if form.action != "/ngon-ngu" or route.name == "accounts:settings":
                found.setdefault((route.name, form.shape), form)
    return list(found.values())


def _sent(client: Client, form: Form, data: dict[str, str]) -> int:
    """The answer to a form; what it changed is taken back, so that every form meets the same."""
    with transaction.atomic():
        status = client.post(form.action, data).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize(("state", "stage", "part"), PLAYED)
def test_whatever_is_sent_in_a_form_is_answered(state: PollState, stage: Stage, part: str) -> None:
    office = build_office(state, stage)
    if part == "front":  # it is shown the list once that is approved
        make_ready(office)
    client = Client(raise_request_exception=False)
    client.force_login(office.account(part))
    forms = _forms(client, office, everywhere=(state, part) in EVERYWHERE)
    assert forms

    wrong: Counter[tuple[str, str, int]] = Counter()
    for number, form in enumerate(forms):
        for kind, whole in TRIED:
            data = form.filled(HOSTILE[kind], whole=whole) | {"token": f"{number}-{kind}-{whole}"}
            status = _sent(client, form, data)
            if status not in ANSWERS:
                wrong[form.action, kind, status] += 1

    assert dict(wrong) == {}
