"""What the main pages cost at 30 officeholders and 52 deputies: queries and CPU time of each.

    .venv/bin/python bench/office/pages.py [--all] [--only text] [--requests 30]

The council of the demonstration plays its poll in a folder that is thrown away; it is stopped at
six moments, and everybody goes through the pages that are theirs by their links. Each page is
asked for in this process through the office's own WSGI application with its production settings
and a session of its own: middleware, sign-in, database and template are all in the figure, the
sockets of the server are not. Queries are counted in one request more. CPU time is that of this
process, the median of the requests after two that warm it up. The database is SQLite, or that of
TINNHIEM_DATABASE_URL, whose own processes are not counted.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from tinnhiem.project.serving import gather_static, make_ready, open_office

if TYPE_CHECKING:
    from tinnhiem.records.models import Account

QUERIES, MILLISECONDS = 15, 25.0


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


def measured(given: argparse.Namespace) -> Iterator[Cost]:
    """Play, stop, and yield what each page costs."""
    from support.moments import MAIN, played, start_of, through
    from tinnhiem.records.models import Poll

    for moment, people in played():
        poll = Poll.objects.order_by("pk")[0]
        for who, account in people:
            visitor = Visitor(account)
            for name, path in through(visitor.ask, start_of(who)):
                if (given.all or name in MAIN) and given.only in f"{who} {name}":
                    queries, spent, size = cost_of(visitor, path, given.requests)
                    yield Cost(
                        page=name, who=who, moment=moment, queries=queries,
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
