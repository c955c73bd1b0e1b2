"""No page asks the database more than fifteen times, however many are on the list."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from support.files import whole
from support.moments import MAIN, Answer, played, start_of, through

MOST = 15
#: Main pages of those whom this poll lacks: operator, observer, parent body, screen of the hall.
ELSEWHERE = {
    "accounts:staff", "audit:observe", "consequences:roll-up", "hall:screen",
    "officeholder:opinions", "officeholder:questions",
}  # fmt: skip


class Asking:
    """Asks for pages, and keeps how often each asked the database."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.queries: dict[str, int] = {}

    def __call__(self, path: str) -> Answer:
        """Ask for an address."""
        with CaptureQueriesContext(connection) as asked:
            answer = self._client.get(path)
        self.queries[path] = len(asked)
        return answer.status_code, answer.headers.get("Content-Type", ""), whole(answer)


@pytest.mark.django_db
@pytest.mark.timeout(600)
def test_with_thirty_officeholders_no_page_asks_more_than_fifteen_times() -> None:
    dear, met = dict[tuple[str, str, str], int](), set[str]()

    for moment, people in played():
        for who, account in people:
            client = Client()
            if account is not None:
                client.force_login(account)
            asking = Asking(client)
            for name, path in through(asking, start_of(who)):
                met.add(name)
                if asking.queries[path] > MOST:
                    dear[(name, who, moment)] = asking.queries[path]

    assert dear == {}
    assert MAIN - met <= ELSEWHERE
