"""The journal of a scan under way: what was read so far, so that a broken run goes on.

Lines of JSON in the order of arrival, in a hidden file that ends with the scan: then the record is
made of it, in an order that says nothing, and the journal is removed. Whoever holds the scans holds
that order anyway.

One run writes it at a time. Of a run that was killed the system gives the lock back; one that
stalls keeps it, and loses the journal to the next run: that one goes on in a copy in its place, and
whatever the stalled run does when it wakes up reaches nobody.
"""

import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from tinnhiem.law.problems import InputError, Problem
from tinnhiem.scan import limits
from tinnhiem.scan.crops import Crop
from tinnhiem.scan.measures import PageReading
from tinnhiem.scan.sheets import Arrival, Sheet

NAME: Final = ".scan.begun.jsonl"
_LONGEST_LINE: Final = 64 * 1024 * 1024
#: Sheets after which the system is told to bring everything to the disk.
_SAFE_AFTER: Final = 8
#: Seconds without a sign of life after which a run has stalled: ten times what one page may take.
STALLED_AFTER: Final = 10 * limits.PAGE_WALL_SECONDS


class Entry(BaseModel):
    """One line: a picture, and what was read of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    index: int
    argument: int
    file: str | None
    pages: int
    reading: PageReading
    crops: tuple[Crop, ...] = ()

    def sheet(self, arrival: Arrival | None = None) -> Sheet:
        """The sheet as it was read; ``arrival`` is where it comes from this time."""
        own = Arrival(
            source=self.source,
            index=self.index,
            argument=self.argument,
            file=self.file,
            pages=self.pages,
        )
        return Sheet(arrival=arrival or own, reading=self.reading, crops=self.crops)


@dataclass
class Journal:
    """A journal, opened; ``head`` tells under which conditions is read, and must not change.

    ``patience`` is for how many seconds a run that holds it may give no sign of life; none where
    the caller has taken the work from that run already.
    """

    folder: Path
    head: dict[str, Any]
    patience: float = STALLED_AFTER
    #: Sheets that were found in it: place in the file by file, index and how often given before.
    former: dict[tuple[str, int, int], int] = field(default_factory=dict)
    _file: FileIO | None = None
    _written: int = 0
    _times: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """Where it stands."""
        return self.folder / NAME

    def __enter__(self) -> Self:
        """Open it, and find what a broken run left.

        :raises InputError: where another run writes it, or it was begun under other conditions.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self._file = self._locked()
        try:
            self._resume()
        except BaseException:
            file.close()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close it; one that holds no sheet is not kept."""
        if self._file is None:
            return
        own = self._own(self._file)
        os.fsync(self._file.fileno())
        if own and not self._written and not self.former:
            self.path.unlink(missing_ok=True)
        self._file.close()
        self._file = None

    def known(self, arrival: Arrival) -> Sheet | None:
        """What a broken run read of a picture."""
        if arrival.file is None:
            return None
        place = (arrival.file, arrival.index)
        time = self._times[place] = self._times.get(place, -1) + 1
        offset = self.former.get((*place, time))
        return None if offset is None else self._entry(offset).sheet(arrival)

    def keep(self, sheets: Iterable[Sheet]) -> Iterator[Sheet]:
        """Write sheets as they pass, but for those that were there before."""
        times: dict[tuple[str, int], int] = {}
        for sheet in sheets:
            arrival = sheet.arrival
            place = (arrival.file or "", arrival.index)
            time = times[place] = times.get(place, -1) + 1
            if (*place, time) not in self.former:
                self._write(_line(sheet))
                self._written += 1
                if self._written % _SAFE_AFTER == 0:
                    self._secure()
            yield sheet

    def entries(self) -> Iterator[tuple[int, Entry]]:
        """Every entry with its place in the file."""
        self._secure()
        for offset, line in self._lines():
            self._live()
            if offset:
                yield offset, Entry.model_validate_json(line)

    def entry(self, offset: int) -> Entry:
        """The entry at a place in the file."""
        self._live()
        return self._entry(offset)

    def remove(self) -> None:
        """Remove it: the record is made. One that another run took over is that run's to remove."""
        if self._file is None or self._own(self._file):
            self.path.unlink(missing_ok=True)

    def _locked(self) -> FileIO:
        """The file, held by this run alone.

        :raises InputError: where another run writes it.
        """
        while True:
            file = self.path.open("a+b", buffering=0)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                silent = time.time() - os.fstat(file.fileno()).st_mtime
                file.close()
                if silent < self.patience:
                    raise self._in_use() from error
                return self._taken_over()
            if self._own(file):
                return file
            file.close()  # it was taken over, or removed, between opening and locking

    def _taken_over(self) -> FileIO:
        """A copy in the place of the file that a stalled run holds, held by this run."""
        beside = self.folder / f"{NAME}.{secrets.token_hex(4)}"
        try:
            shutil.copyfile(self.path, beside)
            file = beside.open("a+b", buffering=0)
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            beside.replace(self.path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        return file

    def _own(self, file: FileIO) -> bool:
        """Whether a file that is open stands in its place still."""
        mine = os.fstat(file.fileno())
        try:
            there = self.path.stat()
        except FileNotFoundError:
            return False
        return (mine.st_dev, mine.st_ino) == (there.st_dev, there.st_ino)

    def _live(self) -> None:
        """Give a sign of life.

        :raises InputError: where another run took the journal over, because this one had stalled.
        """
        if self._file is None:
            return
        if not self._own(self._file):
            raise self._in_use()
        os.utime(self._file.fileno())

    def _in_use(self) -> InputError:
        return InputError((Problem(code="record-in-use", values={"path": str(self.folder)}),))

    def _resume(self) -> None:
        """Find what is whole, and cut off what a loss of power left half."""
        whole = 0
        times: dict[tuple[str, int], int] = {}
        for offset, line in self._lines():
            if offset == 0:
                self._compare(line)
            elif (entry := _whole(line)) is None:
                break
            else:
                place = (entry.file or "", entry.index)
                time = times[place] = times.get(place, -1) + 1
                self.former[(*place, time)] = offset
            whole = offset + len(line)
        if self._file is not None:
            self._file.truncate(whole)
        if whole == 0:
            self._write(json.dumps(self.head, ensure_ascii=False, sort_keys=True).encode())

    def _compare(self, line: bytes) -> None:
        try:
            same = line.endswith(b"\n") and json.loads(line) == json.loads(json.dumps(self.head))
        except ValueError:
            same = False
        if not same:
            problem = Problem(code="record-begun-otherwise", values={"path": str(self.path)})
            raise InputError((problem,))

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        with self.path.open("rb") as file:
            offset = 0
            while line := file.readline(_LONGEST_LINE):
                yield offset, line
                offset += len(line)

    def _entry(self, offset: int) -> Entry:
        with self.path.open("rb") as file:
            file.seek(offset)
            return Entry.model_validate_json(file.readline(_LONGEST_LINE))

    def _write(self, line: bytes) -> None:
        if self._file is not None:
            self._live()
            self._file.write(line + b"\n")

    def _secure(self) -> None:
        if self._file is not None:
            self._live()
            os.fsync(self._file.fileno())


def _line(sheet: Sheet) -> bytes:
    arrival = sheet.arrival
    entry = Entry(
        source=arrival.source,
        index=arrival.index,
        argument=arrival.argument,
        file=arrival.file,
        pages=arrival.pages,
        reading=sheet.reading,
        crops=sheet.crops,
    )
    return entry.model_dump_json().encode()


def _whole(line: bytes) -> Entry | None:
    if not line.endswith(b"\n"):
        return None
    try:
        return Entry.model_validate_json(line)
    except ValidationError:
        return None
