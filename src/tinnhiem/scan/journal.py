"""The journal of a scan under way: what was read so far, so that a broken run goes on.

Lines of JSON in the order of arrival, in a hidden file that ends with the scan: then the record is
made of it, in an order that says nothing, and the journal is removed. Whoever holds the scans holds
that order anyway.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from tinnhiem.law.problems import InputError, Problem
from tinnhiem.scan.crops import Crop
from tinnhiem.scan.measures import PageReading
from tinnhiem.scan.sheets import Arrival, Sheet

NAME: Final = ".scan.begun.jsonl"
_LONGEST_LINE: Final = 64 * 1024 * 1024
#: Sheets after which the system is told to bring everything to the disk.
_SAFE_AFTER: Final = 8


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
    """A journal, opened; ``head`` tells under which conditions is read, and must not change."""

    folder: Path
    head: dict[str, Any]
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
        file = self.path.open("a+b", buffering=0)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.close()
            problem = Problem(code="record-in-use", values={"path": str(self.folder)})
            raise InputError((problem,)) from error
        self._file = file
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
        if self._file is not None:
            self._secure()
            self._file.close()
        if not self._written and not self.former:
            self.path.unlink(missing_ok=True)

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
            if offset:
                yield offset, Entry.model_validate_json(line)

    def entry(self, offset: int) -> Entry:
        """The entry at a place in the file."""
        return self._entry(offset)

    def remove(self) -> None:
        """Remove it: the record is made."""
        self.path.unlink(missing_ok=True)

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
            self._file.write(line + b"\n")

    def _secure(self) -> None:
        if self._file is not None:
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
