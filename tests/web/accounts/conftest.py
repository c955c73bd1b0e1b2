"""One served office for the tests in a browser, with an identity provider beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support.browser import chromium, served
from support.identity_provider import identity_provider
from support.installation import ready

_SEED = """
from datetime import timedelta
from django.utils import timezone
from support.office import build_office
from tinnhiem.actions.invitations import invite
from tinnhiem.conduct.states import PollState
office = build_office(PollState.READING)
at = timezone.localtime()
names = ("Cầm Thị Lan", "Hoàng Anh Dũng", "Lù A Vảng")
people = [office.people[name] for name in names]
told = invite(poll=office.poll, people=people, expires_on=at.date() + timedelta(9),
              by=office.account("clerk"), at=at)
print("\\n".join(each.code for each in told))
"""


# The machine may be busy with other tests.
expect.set_options(timeout=30_000)


@dataclass(frozen=True)
class Town:
    """An office with its address, a browser, and the codes of three open invitations."""

    address: str
    browser: Browser
    codes: dict[str, str]


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    installation = ready(tmp_path_factory.mktemp("town") / "data")
    codes = installation.run(_SEED).split()
    named = dict(zip(("Lan", "Dũng", "Vảng"), codes, strict=True))
    with (
        identity_provider() as settings,
        served(installation, **settings) as site,
        chromium() as browser,
    ):
        # Passkeys are for names, not for numbers.
        yield Town(site.address.replace("127.0.0.1", "localhost"), browser, named)


@pytest.fixture
def context(town: Town) -> Iterator[BrowserContext]:
    made = town.browser.new_context(base_url=town.address, locale="vi-VN")
    made.set_default_timeout(30_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must not break the rules that the server gives the browser."""
    troubles: list[str] = []
    made = context.new_page()
    made.on(
        "console",
        lambda said: troubles.append(said.text) if "Content Security" in said.text else None,
    )
    made.on("pageerror", lambda error: troubles.append(str(error)))
    yield made
    assert troubles == []
