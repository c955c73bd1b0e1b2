"""A poll of 60 officeholders and 500 voters, played to its count, asks no more of the pages."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from support.plays import large_play
from tinnhiem.demonstration.office.cast import council, enlarged
from tinnhiem.demonstration.office.soundness import faults
from tinnhiem.demonstration.office.stage import Stage
from tinnhiem.records.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

#: The most queries of a main page, whatever the size of the poll.
_MOST = 15
_MAIN = {
    "clerk": ("secretariat:overview", "secretariat:slate", "secretariat:dossiers",
              "secretariat:papers", "accounts:invitations", "conference:check-in",
              "conference:roll", "conference:ledger"),
    "convener": ("hall:remote",),
    "front": ("front:list",),
    "officeholder": ("officeholder:tasks", "officeholder:mirror"),
    "voter": ("reading:room",),
    "auditor": ("audit:log",),
}  # fmt: skip


def _persona(stage: Stage, part: str) -> Account:
    if part == "officeholder":
        return stage.by(stage.rated_holders[0].name)
    if part == "voter":
        return stage.by(stage.cast.deputies[-1].name)
    return stage.staff(part)


def _queries(account: Account, address: str) -> int:
    client = Client()
    client.force_login(account)
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_main_pages_stay_within_their_queries_with_60_officeholders_and_500_voters() -> None:
    cast = enlarged(council(), holders=60, voters=500, present=470)
    play = large_play(cast, "count started")
    play.play()
    assert play.stage.conference.roll.filter(votes=True).count() == 500
    assert play.stage.poll.slate.count() == 60
    found = {
        name: _queries(
            _persona(play.stage, part), reverse(name, kwargs={"poll": play.stage.poll.key})
        )
        for part, names in _MAIN.items()
        for name in names
    }
    assert {name: count for name, count in found.items() if count > _MOST} == {}
    assert list(faults()) == []
