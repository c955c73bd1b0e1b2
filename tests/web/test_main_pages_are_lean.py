"""No page of a poll of thirty officeholders asks the database more than fifteen times."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from support.killing import playing
from tinnhiem.demonstration.office.cast import Cast, council
from tinnhiem.records.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

MOST = 15
LINK = re.compile(r'href="([^"#]*)')
#: Where the council's poll is stopped, and who goes through their pages there.
MOMENTS = (
    ("ballots proofed", ("clerk", "front", "officeholder", "voter", "convener")),
    ("people-committee 3 keyed by team 1", ("team-1", "head", "auditor")),
    ("", ("personnel", "head", "convener", "officeholder", "auditor", "public")),
)


def test_no_page_asks_more_than_fifteen_times() -> None:
    cast = council()
    found: dict[str, int] = {}
    for until, people in MOMENTS:
        replace(playing(cast, lambda _name: None), until=until).play()
        seen = set[str]()
        for who in people:
            for name, queries in _through(_client(who, cast), seen):
                found[f"{name} as {who}, {until or 'published'}"] = queries

    assert {page: queries for page, queries in found.items() if queries > MOST} == {}
    assert len({page.split()[0] for page in found}) > 60


def _client(who: str, cast: Cast) -> Client:
    client = Client()
    named = {
        "head": cast.head().name, "team-1": cast.team(1).name, "team-2": cast.team(2).name,
        "officeholder": cast.holders[0].name, "voter": cast.deputies[-1].name, **cast.staff,
    }  # fmt: skip
    if who != "public":
        client.force_login(Account.objects.get(person__name=named[who]))
    return client


def _through(client: Client, seen: set[str]) -> Iterator[tuple[str, int]]:
    """Yield each page that links lead to and nobody saw, by name, with how often it asks."""
    waiting = ["/trang-cua-toi", "/ket-qua"]
    starts = set(waiting)
    while waiting:
        path = waiting.pop(0)
        name = _name_of(path)
        if name is None or (name in seen and path not in starts):
            continue
        starts.discard(path)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        answer.close()
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code != 200 or not kind.startswith("text/html"):
            continue
        seen.add(name)
        yield name, len(asked)
        links = (urljoin(path, unescape(link)) for link in LINK.findall(answer.content.decode()))
        waiting += [link for link in links if link.startswith("/")]


def _name_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None
