"""A poll written out and read again is the same poll, as JSON and as a workbook."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from support.poll_files import full_poll_data, poll_data
from support.poll_strategies import polls
from support.workbooks import workbook
from tinnhiem.exchange.json_text import read_json
from tinnhiem.exchange.poll_file import read_poll
from tinnhiem.exchange.poll_json import poll_from_json, poll_to_json
from tinnhiem.exchange.workbook_reading import poll_from_workbook
from tinnhiem.exchange.workbook_writing import poll_to_workbook
from tinnhiem.law.poll import Poll


@given(polls())
def test_json_gives_the_same_poll_again(poll: Poll) -> None:
    text = json.dumps(poll_to_json(poll), ensure_ascii=False).encode()

    assert poll_from_json(read_json(text)) == poll


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(polls())
def test_a_workbook_gives_the_same_poll_again(poll: Poll) -> None:
    assert poll_from_workbook(workbook(poll_to_json(poll))) == poll


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("data", [poll_data(), full_poll_data()], ids=["plain", "full"])
def test_the_language_of_a_workbook_changes_nothing(
    data: dict[str, object], language: str, tmp_path: Path
) -> None:
    poll = poll_from_json(data)
    path = tmp_path / "poll.xlsx"

    poll_to_workbook(poll, path, language=language)

    assert read_poll(path) == poll


def test_the_same_poll_makes_the_same_bytes() -> None:
    assert workbook(full_poll_data()) == workbook(full_poll_data())


def test_unset_members_are_left_out_of_json() -> None:
    written = poll_to_json(poll_from_json(poll_data()))

    assert written == poll_data()
