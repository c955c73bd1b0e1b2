"""A demonstration clears away only what a demonstration put there, and uses again what is whole."""

import socket
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tinnhiem.demonstration.office import folder
from tinnhiem.demonstration.office.deeds import ZONE

NOW = datetime(2026, 11, 22, 10, tzinfo=ZONE)


def begun(place: Path, *, whole: bool = False, now: datetime = NOW) -> folder.Built:
    """Begin a demonstration in a folder and put something there."""
    built = folder.begin(place, version="1", now=now, fresh=False)
    if whole:
        folder.write(place, replace(built, whole=True))
    (place / "kept").touch()
    return built


def test_a_new_folder_is_begun_for_its_owner_alone(tmp_path: Path) -> None:
    place = tmp_path / "demo"
    built = folder.begin(place, version="1", now=NOW, fresh=False)
    assert (built.whole, built.moment) == (False, NOW)
    assert place.stat().st_mode & 0o777 == 0o700


def test_a_whole_one_is_used_again_however_old(tmp_path: Path) -> None:
    begun(tmp_path / "demo", whole=True)
    later = NOW + timedelta(days=30)
    built = folder.begin(tmp_path / "demo", version="1", now=later, fresh=False)
    assert built.whole
    assert built.moment == NOW
    assert (tmp_path / "demo" / "kept").exists()


def test_one_that_was_broken_off_today_is_gone_on_with(tmp_path: Path) -> None:
    begun(tmp_path / "demo")
    built = folder.begin(tmp_path / "demo", version="1", now=NOW + timedelta(hours=2), fresh=False)
    assert built.moment == NOW
    assert (tmp_path / "demo" / "kept").exists()


@pytest.mark.parametrize(
    ("version", "days", "fresh", "whole"),
    [("1", 0, True, True), ("2", 0, False, True), ("1", 1, False, False)],
    ids=["on demand", "of another version", "broken off on another day"],
)
def test_another_is_cleared_away(
    tmp_path: Path, version: str, days: int, *, fresh: bool, whole: bool
) -> None:
    begun(tmp_path / "demo", whole=whole)
    now = NOW + timedelta(days=days)
    built = folder.begin(tmp_path / "demo", version=version, now=now, fresh=fresh)
    assert (built.whole, built.version, built.moment) == (False, version, now)
    assert not (tmp_path / "demo" / "kept").exists()


@pytest.mark.parametrize("mark", [None, "", "[]", '{"version": "1"}', "\x00"])
def test_a_folder_with_something_else_is_never_touched(tmp_path: Path, mark: str | None) -> None:
    place = tmp_path / "demo"
    place.mkdir()
    (place / "luan-van.docx").touch()
    if mark is not None:
        (place / folder.MARK).write_text(mark)
    with pytest.raises(folder.ForeignFolderError):
        folder.begin(place, version="1", now=NOW, fresh=True)
    assert (place / "luan-van.docx").exists()


def test_the_first_free_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        first = taken.getsockname()[1]
        found = folder.free_port("127.0.0.1", first)
        assert first < found < first + 100
