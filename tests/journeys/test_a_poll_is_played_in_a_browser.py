"""Whole polls in a real browser: a council's up to its published page, a Party committee's, kept.

Everything is done by clicks and typing, by the person whose part it is, in a session of their own.
On SQLite about half of the browsers run scripts; where the tests run with a PostgreSQL server, that
is the database, and only the projector of the hall runs any: it all works without.
"""

import os
from pathlib import Path

import pytest

from support.browser import chromium, served
from support.databases import another_database
from support.installation import Installation
from support.journey import Town
from support.journey_cast import some_run_scripts, the_hall_runs_scripts
from support.journey_chapters import PLAYS

# The machine may be busy with other tests; alone this takes about two minutes.
pytestmark = pytest.mark.timeout(1500)


@pytest.mark.parametrize("play", PLAYS)
def test_a_poll_is_played_from_an_empty_installation_to_its_end(play: str, tmp_path: Path) -> None:
    cast, chapters = PLAYS[play]
    wanted = os.environ.get("JOURNEY_PICTURES", "")
    with another_database() as database:
        installation = Installation(tmp_path / "data", database).prepare()
        with served(installation) as site, chromium() as browser:
            town = Town(
                address=site.address, browser=browser, folder=tmp_path, cast=cast,
                installation=installation, pictures=Path(wanted) if wanted else None,
                scripted=the_hall_runs_scripts if database else some_run_scripts,
            )  # fmt: skip
            for chapter in chapters:
                chapter(town)

            assert town.troubles == []
