"""The record of a scan: everything needed to decide the same again, years later.

A text file of JSON lines: what it is, the layout and the thresholds; then one reading a picture;
then the SHA-256 of the answers. Nothing in it is a picture.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from tinnhiem import __version__
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.scan.layout import Layout
from tinnhiem.scan.measures import PageReading
from tinnhiem.scan.scanning import ScannedPage
from tinnhiem.scan.thresholds import Thresholds

NAME: Final = "scan.jsonl"
FORMAT: Final = "tinnhiem-scan-record/1"
_LONGEST_LINE: Final = 32 * 1024 * 1024

Model = TypeVar("Model", bound=BaseModel)


class RecordHead(BaseModel):
    """The first line of a record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["tinnhiem-scan-record/1"] = FORMAT
    software: str
    layout: Layout
    layout_sha256: str
    thresholds: Thresholds


class Answers:
    """The digest of all answers so far, in order."""

    def __init__(self) -> None:
        self._digest = sha256()

    def add(self, page: ScannedPage) -> None:
        """Take one more answer in."""
        line = json.dumps(page.document(), ensure_ascii=False, sort_keys=True)
        self._digest.update(line.encode() + b"\n")

    @property
    def hexdigest(self) -> str:
        """The digest in hexadecimal digits."""
        return self._digest.hexdigest()


@dataclass
class RecordWriter:
    """Writes a record beside its place and moves it there when the scan is whole."""

    folder: Path
    layout: Layout
    layout_bytes: bytes
    thresholds: Thresholds
    answers: Answers = field(default_factory=Answers)
    _file: IO[bytes] | None = None

    @property
    def path(self) -> Path:
        """Where the record will stand."""
        return self.folder / NAME

    @property
    def _beside(self) -> Path:
        return self.folder / f".{NAME}.partial"

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.path.exists():
            raise FileExistsError(17, "exists", str(self.path))
        self._file = self._beside.open("wb")
        head = RecordHead(
            software=__version__,
            layout=self.layout,
            layout_sha256=sha256(self.layout_bytes).hexdigest(),
            thresholds=self.thresholds,
        )
        self._write(head.model_dump_json())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._write(json.dumps({"answers": self.answers.hexdigest}))
        if self._file is not None:
            self._file.close()
        if kind is None:
            self._beside.replace(self.path)
        self._beside.unlink(missing_ok=True)

    def keep(self, readings: Iterable[PageReading]) -> Iterator[PageReading]:
        """Write readings as they pass."""
        for reading in readings:
            self._write(reading.model_dump_json())
            yield reading

    def _write(self, line: str) -> None:
        if self._file is not None:
            self._file.write(line.encode() + b"\n")


@dataclass(frozen=True)
class Record:
    """A record that was opened: its head, and how to read on."""

    head: RecordHead
    path: Path

    def readings(self) -> Iterator[PageReading]:
        """The readings, one at a time.

        :raises InputError: where a line is damaged, or the end is missing.
        """
        for number, line in self._lines():
            if not line.startswith(b'{"answers"'):
                yield _parsed(PageReading, line, number)

    def expected(self) -> str:
        """The digest of the answers that were given when the record was written.

        :raises InputError: where the end of the record is missing.
        """
        last = b""
        for _number, line in self._lines():
            last = line
        try:
            told: Any = json.loads(last)
            return str(told["answers"])
        except (ValueError, KeyError, TypeError) as error:
            raise InputError((Problem(code="record-cut-off"),)) from error

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        with self.path.open("rb") as file:
            file.readline(_LONGEST_LINE)
            number = 1
            while line := file.readline(_LONGEST_LINE):
                number += 1
                yield number, line


def read_record(path: Path) -> Record:
    """Open a record, given as its file or its folder.

    :raises InputError: where its head is damaged or of another format.
    """
    file = path / NAME if path.is_dir() else path
    with file.open("rb") as opened:
        head = _parsed(RecordHead, opened.readline(_LONGEST_LINE), 1)
    return Record(head, file)


def _parsed(model: type[Model], line: bytes, number: int) -> Model:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        problem = Problem(code="record-damaged", place=f"line {number}", values={"line": number})
        raise InputError((problem,)) from error
