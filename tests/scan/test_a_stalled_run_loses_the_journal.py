"""A run that was killed gives its journal free; one that stalls loses it, and disturbs nobody."""

import os
import signal
from pathlib import Path

import pytest

from support.stalling import started, stop
from tinnhiem.law.problems import InputError
from tinnhiem.scan.journal import NAME, Journal
from tinnhiem.scan.measures import PageReading
from tinnhiem.scan.reasons import Refusal
from tinnhiem.scan.sheets import Arrival, Sheet

HEAD = {"thresholds": 1}
#: Keeps a sheet, waits for a line, keeps another one; says how that ended.
RUN = """
import sys
from pathlib import Path
from tinnhiem.law.problems import InputError
from tinnhiem.scan.journal import Journal
from tinnhiem.scan.measures import PageReading
from tinnhiem.scan.reasons import Refusal
from tinnhiem.scan.sheets import Arrival, Sheet
with Journal(Path(sys.argv[1]), {"thresholds": 1}) as journal:
    def sheets():
        for index in (1, 2):
            yield Sheet(
                arrival=Arrival(source="a.pdf", index=index, file="f", pages=9),
                reading=PageReading(refusal=Refusal.LIMITS),
            )
            print("kept", flush=True)
            sys.stdin.readline()
    try:
        list(journal.keep(sheets()))
    except InputError as error:
        sys.exit(error.problems[0].code)
"""


def _sheet(index: int) -> Sheet:
    return Sheet(
        arrival=Arrival(source="a.pdf", index=index, file="f", pages=9),
        reading=PageReading(refusal=Refusal.LIMITS),
    )


def _long_ago(folder: Path) -> None:
    os.utime(folder / NAME, (0, 0))


def test_the_journal_of_a_killed_run_is_free_at_once(tmp_path: Path) -> None:
    with started(RUN, tmp_path) as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
    with Journal(tmp_path, HEAD) as journal:
        assert journal.known(_sheet(1).arrival) is not None


def test_a_run_that_lives_keeps_its_journal(tmp_path: Path) -> None:
    with started(RUN, tmp_path) as first:
        with pytest.raises(InputError, match="record-in-use"), Journal(tmp_path, HEAD):
            pass
        first.kill()


def test_a_stalled_run_loses_the_journal_and_disturbs_nobody_when_it_wakes(tmp_path: Path) -> None:
    with started(RUN, tmp_path) as stalled:
        stop(stalled)
        _long_ago(tmp_path)
        with Journal(tmp_path, HEAD) as journal:
            assert journal.known(_sheet(1).arrival) is not None
            assert len(list(journal.keep([_sheet(1), _sheet(5)]))) == 2
            before = (tmp_path / NAME).read_bytes()

            stalled.send_signal(signal.SIGCONT)
            _said, told = stalled.communicate("\n\n")
            assert stalled.returncode == 1
            assert "record-in-use" in told
            assert (tmp_path / NAME).read_bytes() == before
            assert [entry.index for _offset, entry in journal.entries()] == [1, 5]
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_whoever_has_taken_the_work_takes_the_journal_without_waiting(tmp_path: Path) -> None:
    with started(RUN, tmp_path) as first:
        with Journal(tmp_path, HEAD, patience=0.0) as journal:
            assert journal.known(_sheet(1).arrival) is not None
        first.kill()
