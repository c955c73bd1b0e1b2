"""Invitations in tests: made by the clerk, opened in a browser, as of now."""

from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from support.office import Office
from tinnhiem.actions.invitations import invite

GOOD = "bốn con trâu đi bừa"


def now() -> datetime:
    """The moment, as the pages have it."""
    return timezone.localtime()


def until() -> date:
    """A day to which an invitation may be open."""
    return now().date() + timedelta(days=9)


def code_for(office: Office, name: str = "Cầm Thị Lan") -> str:
    """The code of an invitation that the clerk made for somebody of the lists."""
    told = invite(
        poll=office.poll, people=[office.people[name]], expires_on=until(),
        by=office.account("clerk"), at=now(),
    )  # fmt: skip
    return told[0].code


def opened(client: Client, code: str, password: str = GOOD, token: str = "opening") -> Any:  # noqa: ANN401
    """Open an invitation with a password."""
    return client.post(f"/loi-moi/{code}", {"password": password, "token": token})


def address_of(office: Office, rest: str = "") -> str:
    """The page of the invitations of the poll, or one below it."""
    return f"/cuoc/{office.poll.key}/loi-moi{rest}"
