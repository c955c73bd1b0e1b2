"""Ballots that tests read, printed once."""

from dataclasses import replace
from pathlib import Path

import pytest

from support.ballots import definition, poll, two_types
from support.scans import Ballots, printed_to
from tinnhiem.law.poll import Procedure


@pytest.fixture(scope="session")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Ballots:
    """Seven persons on one page."""
    return printed_to(tmp_path_factory.mktemp("seven"), definition(poll(7)))


@pytest.fixture(scope="session")
def ballots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ballots]:
    """Ballots of several polls, by name."""
    polls = {
        "one": definition(poll(1)),
        "twenty-one": definition(poll(21)),
        "twenty-eight": definition(poll(28)),
        "two types": definition(two_types()),
        "large": definition(poll(7), large=True),
        "rehearsal": replace(definition(poll(7)), rehearsal=True),
        "confidence": definition(poll(3, procedure=Procedure.CONFIDENCE_VOTE)),
    }
    base = tmp_path_factory.mktemp("ballots")
    return {name: printed_to(base / name.replace(" ", "-"), of) for name, of in polls.items()}


@pytest.fixture
def other_folder(tmp_path: Path) -> Path:
    """A folder without the printed PDFs."""
    folder = tmp_path / "alone"
    folder.mkdir()
    return folder
