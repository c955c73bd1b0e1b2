"""A poll prepared in a real browser: from an empty installation to frozen dossiers and ballots.

Everything is done by clicks and typing, by the person whose part it is, in a browser session of
their own; on SQLite, or on PostgreSQL where the tests run with a server.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from support.browser import chromium, served
from support.installation import Installation
from support.journey import Town
from support.journey_chapters import PLAYS

# The machine may be busy with other tests; alone this takes two minutes.
pytestmark = pytest.mark.timeout(1500)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """Give an installation with nothing in it, on the database that the tests run with."""
    server = os.environ.get("TINNHIEM_DATABASE_URL", "")
    if not server:
        yield Installation(tmp_path / "data").prepare()
        return
    name = f"journey_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield Installation(tmp_path / "data", f"{server.rpartition('/')[0]}/{name}").prepare()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_a_poll_is_prepared_from_an_empty_installation_to_printed_ballots(
    installation: Installation, tmp_path: Path
) -> None:
    wanted = os.environ.get("JOURNEY_PICTURES", "")
    with served(installation) as site, chromium() as browser:
        town = Town(
            address=site.address, browser=browser, folder=tmp_path, installation=installation,
            pictures=Path(wanted) if wanted else None,
        )  # fmt: skip
        for chapter in PLAYS["council"]:
            chapter(town)

        assert town.troubles == []
