"""What the main pages cost at 30 officeholders and 52 deputies: queries and CPU time of each.

    .venv/bin/python bench/office/pages.py [--all] [--only text] [--requests 30]

The council of the demonstration plays its poll in a folder that is thrown away; it is stopped at
five moments, and everybody goes through the pages that are theirs by their links. Each page is
asked for in this process through the office's own WSGI application with its production settings
and a session of its own: middleware, sign-in, database and template are all in the figure, the
sockets of the server are not. Queries are counted in one request more. CPU time is that of this
process, the median of the requests after two that warm it up. The database is SQLite, or that of
TINNHIEM_DATABASE_URL, whose own processes are not counted.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from tinnhiem.project.serving import gather_static, make_ready, open_office

if TYPE_CHECKING:
    from tinnhiem.demonstration.office.cast import Cast
    from tinnhiem.records.models import Account

QUERIES, MILLISECONDS = 15, 25.0
LINK = re.compile(r'href="([^"#]*)')
LEFT_OUT = ("/static/", "/thu/", "/dang-xuat", "/ngon-ngu", "/vai", "/look")
#: Where the play is stopped, and who is looked at there.
MOMENTS = (
    ("list approved", ("clerk", "convener", "front", "officeholder")),
    (
        "ballots proofed",
        ("clerk", "convener", "front", "officeholder", "voter", "personnel", "auditor"),
    ),
    ("balloting opened", ("clerk", "convener", "head", "voter")),
    (
        "people-committee 3 keyed by team 1",
        ("clerk", "convener", "head", "team-1", "team-2", "auditor"),
    ),
    ("", ("clerk", "convener", "personnel", "head", "officeholder", "auditor", "voter", "public")),
)
#: The pages that people work at; ``--all`` measures every page that links lead to.
MAIN = {
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
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one page costs one visitor."""

    page: str
    who: str
    moment: str
    path: str
    queries: int
    milliseconds: float
    size: int

    @property
    def met(self) -> bool:
        """Whether it stays within what is wanted."""
        return self.queries <= QUERIES and self.milliseconds <= MILLISECONDS


class Visitor:
    """Somebody with a session, who asks the application itself."""

    def __init__(self, account: "Account | None") -> None:
        from django.contrib.auth import (
            BACKEND_SESSION_KEY,
            HASH_SESSION_KEY,
            SESSION_KEY,
        )
        from django.contrib.sessions.backends.db import SessionStore
        from django.test import RequestFactory

        from tinnhiem.project.wsgi import application

        self._application = application
        self._requests = RequestFactory()
        self._cookies = ""
        if account is not None:
            session = SessionStore()
            session[SESSION_KEY] = str(account.pk)
            session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
            session[HASH_SESSION_KEY] = account.get_session_auth_hash()
            session.create()
            self._cookies = f"tinnhiem={session.session_key}; csrftoken={'a' * 32}"

    def ask(self, path: str) -> tuple[int, str, bytes]:
        """Return status, kind and content of an address."""
        environ = self._requests.get(
            path, headers={"host": "localhost", "cookie": self._cookies}
        ).environ
        told: list[Any] = []
        answer = self._application(environ, lambda *heads: told.extend(heads))  # type: ignore[arg-type]
        content = b"".join(answer)
        answer.close()
        kind = dict(told[1]).get("Content-Type", "")
        return int(told[0].split()[0]), kind, content


def through(visitor: Visitor, start: str, times: int = 1) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of each page that links lead to."""
    from django.urls import Resolver404, resolve

    waiting, seen, met = [start], set[str](), dict[str, int]()
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        try:
            name = resolve(urlsplit(path).path).view_name
        except Resolver404:
            continue
        if met.get(name, 0) >= times:
            continue
        status, kind, content = visitor.ask(path)
        if status != 200 or not kind.startswith("text/html"):
            continue
        met[name] = met.get(name, 0) + 1
        yield name, path
        found = (urljoin(path, unescape(link)) for link in LINK.findall(content.decode()))
        waiting += [
            link for link in found if link.startswith("/") and not link.startswith(LEFT_OUT)
        ]


def cost_of(visitor: Visitor, path: str, requests: int) -> tuple[int, float, int]:
    """Return queries, milliseconds of CPU and bytes of a page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitor.ask(path)
    with CaptureQueriesContext(connection) as asked:
        size = len(visitor.ask(path)[2])
        queries = len(asked)  # the next request empties the list
    spent = []
    for _each in range(requests):
        begun = time.process_time()
        visitor.ask(path)
        spent.append(time.process_time() - begun)
    return queries, median(spent) * 1000, size


def account_of(who: str, cast: "Cast") -> "Account | None":
    """Return the account of a part."""
    from tinnhiem.records.models import Account

    if who == "public":
        return None
    names = {
        "head": cast.head().name, "team-1": cast.team(1).name, "team-2": cast.team(2).name,
        "officeholder": cast.holders[0].name, "voter": cast.deputies[-1].name,
    }  # fmt: skip
    name = names.get(who) or cast.staff[who]
    return Account.objects.filter(person__name=name).first()


def measured(given: argparse.Namespace) -> Iterator[Cost]:
    """Play, stop, and yield what each page costs."""
    from support.killing import playing
    from tinnhiem.demonstration.office.cast import council
    from tinnhiem.records.models import Poll

    cast = council()
    for until, people in MOMENTS:
        replace(playing(cast, lambda _name: None), until=until).play()
        poll = Poll.objects.order_by("pk")[0]
        for who in people:
            account = account_of(who, cast)
            if account is None and who != "public":
                continue  # nobody of this part has opened an account yet
            visitor = Visitor(account)
            start = "/ket-qua" if who == "public" else "/trang-cua-toi"
            for name, path in through(visitor, start):
                if (given.all or name in MAIN) and given.only in f"{who} {name}":
                    queries, spent, size = cost_of(visitor, path, given.requests)
                    yield Cost(
                        page=name, who=who, moment=until or "published", queries=queries,
                        path=path.replace(poll.key, "…"), milliseconds=spent, size=size,
                    )  # fmt: skip


def shown(cost: Cost) -> Cost:
    """Print a line of the table, with a star where it is above what is wanted."""
    mark = " " if cost.met else "*"
    print(
        f"{mark} {cost.queries:3d} {cost.milliseconds:6.1f} ms {cost.size // 1024:4d} KiB"
        f"  {cost.page:28s} {cost.who:13s} {cost.moment:20.20s} {cost.path}",
        flush=True,
    )
    return cost


def main() -> int:
    """Print the table, and the pages that are above what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="every page, not the main ones only")
    parser.add_argument("--only", default="", help="pages whose 'who name' holds this text")
    parser.add_argument("--requests", type=int, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tinnhiem-bench-") as folder:
        open_office(Path(folder) / "data")
        make_ready()
        gather_static()
        costs = [shown(cost) for cost in measured(given)]
    worst: dict[str, Cost] = {}
    for cost in costs:
        known = worst.get(cost.page)
        if known is None or cost.milliseconds > known.milliseconds:
            worst[cost.page] = cost
    above = [cost for cost in costs if not cost.met]
    print(f"{len(worst)} pages, {len(costs)} times; above: {len(above)} ({QUERIES} queries, 25 ms)")
    dearest = median(cost.milliseconds for cost in worst.values())
    print(f"median of the dearest of each page: {dearest:.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
