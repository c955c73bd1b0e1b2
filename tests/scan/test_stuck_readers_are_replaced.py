"""A process that reads no more, answers no more or is ended holds nobody up: another takes over."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from support.scans import Ballots, Sheet, save
from tinnhiem.scan import Desk, Refusal, limits
from tinnhiem.scan.children import Child, DiedError, Nursery, greeting_of

#: What is waited for a process that is stuck, instead of a minute.
SECONDS = 1.0


@pytest.fixture
def processes() -> "Processes":
    """What this test starts."""
    return Processes()


class Processes:
    """The nurseries and readers that were started since; other tests keep some of their own."""

    def __init__(self) -> None:
        self._before = set(_below(os.getpid()))

    def nurseries(self) -> list[int]:
        return [number for number in _below(os.getpid()) if number not in self._before]

    def readers(self) -> list[int]:
        return [reader for nursery in self.nurseries() for reader in _below(nursery)]


def _below(number: int) -> list[int]:
    """The processes that a process started."""
    told = Path(f"/proc/{number}/task").glob("*/children")
    return [int(child) for path in told for child in path.read_text().split()]


@contextmanager
def _stuck(number: int) -> Iterator[None]:
    """Stop a process, and do not wait for it long."""
    os.kill(number, signal.SIGSTOP)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(limits, "PAGE_WALL_SECONDS", SECONDS)
            yield
    finally:
        with suppress(ProcessLookupError):  # where it was ended meanwhile
            os.kill(number, signal.SIGCONT)


def test_a_reader_that_is_stuck_is_ended_and_the_next_page_is_read(
    seven: Ballots, tmp_path: Path, processes: Processes
) -> None:
    path = save(tmp_path / "one.png", [Sheet(seven.blank()).scanned()])
    with Desk(seven.layout, folder=seven.folder, jobs=1) as desk:
        (before,) = desk.files([path])
        (reader,) = processes.readers()
        with _stuck(reader):
            (stuck,) = desk.files([path])
        (after,) = desk.files([path])
        assert reader not in processes.readers()
    assert before.reading == after.reading
    assert stuck.reading.refusal is Refusal.LIMITS


def test_a_reader_that_takes_no_request_is_given_up(
    seven: Ballots, tmp_path: Path, processes: Processes
) -> None:
    path = save(tmp_path / "one.png", [Sheet(seven.blank()).scanned()])
    with _children(seven, 1) as (child,):
        assert child.ask({"path": str(path), "index": None}).pages == 1
        (reader,) = processes.readers()
        with _stuck(reader), pytest.raises(DiedError):
            child.ask({"path": "x" * 4_000_000, "index": None})


def test_a_nursery_that_takes_no_greeting_is_given_up(processes: Processes) -> None:
    nursery = Nursery("x" * 4_000_000, 1)
    (started,) = processes.nurseries()
    with _stuck(started), pytest.raises(DiedError):
        nursery.children[0].ask({"path": "any", "index": None})
    nursery.children[0].close()
    assert processes.nurseries() == []


def test_a_reader_that_is_ended_leaves_its_neighbour_at_work(
    seven: Ballots, tmp_path: Path, processes: Processes
) -> None:
    path = save(tmp_path / "one.png", [Sheet(seven.blank()).scanned()])
    with _children(seven, 2) as (one, other):
        assert one.ask({"path": str(path), "index": None}).pages == 1
        one.close()
        assert other.ask({"path": str(path), "index": None}).pages == 1
        assert len(processes.readers()) == 1
    assert processes.readers() == []


def test_whoever_waits_for_a_reader_that_is_ended_goes_on(
    seven: Ballots, tmp_path: Path, processes: Processes
) -> None:
    path = save(tmp_path / "one.png", [Sheet(seven.blank()).scanned()])
    with _children(seven, 1) as (child,):
        child.ask({"path": str(path), "index": None})
        (reader,) = processes.readers()
        told: list[type[BaseException]] = []

        def ask() -> None:
            try:
                child.ask({"path": str(path), "index": None})
            except DiedError as error:
                told.append(type(error))

        with _stuck(reader):
            waiting = threading.Thread(target=ask)
            waiting.start()
            child.end()
            waiting.join(30)
        assert told == [DiedError]


def test_no_process_is_left_when_a_desk_is_closed(
    seven: Ballots, tmp_path: Path, processes: Processes
) -> None:
    paths = [save(tmp_path / f"{n}.png", [Sheet(seven.blank()).scanned()]) for n in range(3)]
    with Desk(seven.layout, folder=seven.folder, jobs=2) as desk:
        sheets = desk.files(paths)
        next(sheets)
        assert len(processes.readers()) == 2
    assert processes.nurseries() == []


@contextmanager
def _children(ballots: Ballots, count: int) -> Iterator[tuple[Child, ...]]:
    nursery = Nursery(greeting_of(ballots.layout, ballots.folder), count)
    try:
        yield nursery.children
    finally:
        for child in nursery.children:
            child.close()
