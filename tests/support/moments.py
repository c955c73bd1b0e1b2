"""The poll of a council with thirty officeholders, stopped at moments; who looks at what there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from support.killing import playing
from tinnhiem.demonstration.office.cast import Cast, council

if TYPE_CHECKING:
    from tinnhiem.records.models import Account

#: What an address answered: status, kind, content.
Answer = tuple[int, str, bytes]
LINK = re.compile(r'href="([^"#]*)')
LEFT_OUT = ("/static/", "/thu/", "/dang-xuat", "/ngon-ngu", "/vai", "/look")
#: After which deed the play is stopped, and who is looked at there.
MOMENTS = (
    ("list approved", ("clerk", "convener", "front", "officeholder")),
    ("ballots proofed", ("clerk", "front", "officeholder", "voter", "personnel", "auditor")),
    ("balloting opened", ("clerk", "convener", "head", "voter")),
    ("people-committee 3 keyed by team 1", ("clerk", "head", "team-1", "team-2", "auditor")),
    ("minutes signed by Nguyễn Đăng Khoa", ("head", "team-1")),
    ("", ("clerk", "convener", "personnel", "head", "officeholder", "auditor", "voter", "public")),
)
#: The pages that people work at.
MAIN = frozenset({
    "accounts:mine", "accounts:settings", "accounts:invitations", "accounts:staff",
    "secretariat:polls", "secretariat:overview", "secretariat:conditions", "secretariat:slate",
    "secretariat:person", "secretariat:dossiers", "secretariat:dossier", "secretariat:questions",
    "secretariat:papers", "secretariat:paper", "secretariat:conferences",
    "secretariat:conference", "secretariat:roll", "secretariat:plan", "secretariat:ballots",
    "officeholder:tasks", "officeholder:section", "officeholder:review", "officeholder:mirror",
    "officeholder:opinions", "officeholder:questions", "front:list", "front:person",
    "reading:room", "reading:report", "reading:questions", "conference:check-in",
    "conference:roll", "conference:adoptions", "conference:ledger", "counting:entry",
    "counting:key", "counting:compare", "counting:scans", "counting:doubts", "counting:minutes",
    "counting:sealing", "hall:remote", "hall:screen", "consequences:results",
    "consequences:follow-up", "consequences:case", "consequences:conclusion",
    "consequences:publishing", "consequences:resolution", "consequences:releases",
    "consequences:roll-up", "audit:log", "audit:observe", "public:index", "public:result",
    "registry:bodies", "registry:body", "registry:people", "registry:person",
})  # fmt: skip


def played() -> Iterator[tuple[str, tuple[tuple[str, "Account | None"], ...]]]:
    """Play, and stop: yield each moment with those who are looked at there."""
    cast = council()
    for until, people in MOMENTS:
        replace(playing(cast, lambda _name: None), until=until).play()
        accounts = ((who, account_of(who, cast)) for who in people)
        # Of some parts nobody has opened an account yet.
        there = tuple(pair for pair in accounts if pair[1] is not None or pair[0] == "public")
        yield until or "published", there


def account_of(who: str, cast: Cast) -> "Account | None":
    """Return the account of a part; None for the public, and where there is none yet."""
    from tinnhiem.records.models import Account

    if who == "public":
        return None
    names = {
        "head": cast.head().name, "team-1": cast.team(1).name, "team-2": cast.team(2).name,
        "officeholder": cast.holders[0].name, "voter": cast.deputies[-1].name,
    }  # fmt: skip
    name = names.get(who) or cast.staff[who]
    return Account.objects.filter(person__name=name).first()


def start_of(who: str) -> str:
    """Return the page at which somebody begins."""
    return "/ket-qua" if who == "public" else "/trang-cua-toi"


def through(ask: Callable[[str], Answer], start: str) -> Iterator[tuple[str, str]]:
    """Yield name and address of each page that links lead to, of several of a name the first."""
    waiting, seen, met = [start], set[str](), set[str]()
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        try:
            name = resolve(urlsplit(path).path).view_name
        except Resolver404:
            continue
        if name in met:
            continue
        status, kind, content = ask(path)
        if status != 200 or not kind.startswith("text/html"):
            continue
        met.add(name)
        yield name, path
        found = (urljoin(path, unescape(link)) for link in LINK.findall(content.decode()))
        waiting += [
            link for link in found if link.startswith("/") and not link.startswith(LEFT_OUT)
        ]
