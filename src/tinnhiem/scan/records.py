"""The record of a scan: everything needed to decide the same again, years later.

A text file of JSON lines: what it is, the layout, the thresholds and the calibration; then one
sheet a line; then the SHA-256 of the answers. Sheets stand in the order of the digests of their
pictures, so nothing tells in which order ballots came out of the box, or from which file. Beside it
are pictures of the rows that people decide, and of the sheets that were refused.
"""

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from tinnhiem import __version__
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.scan.calibration import Calibration
from tinnhiem.scan.crops import CropError
from tinnhiem.scan.journal import Journal
from tinnhiem.scan.layout import Layout
from tinnhiem.scan.measures import PageReading
from tinnhiem.scan.scanning import Again, Memory, ScannedPage, answered
from tinnhiem.scan.sheets import Arrival, Sheet
from tinnhiem.scan.thresholds import Thresholds

NAME: Final = "scan.jsonl"
FORMAT: Final = "tinnhiem-scan-record/2"
ROWS, SHEETS = "rows", "sheets"
_LONGEST_LINE: Final = 32 * 1024 * 1024
_ID_DIGITS: Final = 12

Model = TypeVar("Model", bound=BaseModel)


class RecordHead(BaseModel):
    """The first line of a record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["tinnhiem-scan-record/2"] = FORMAT
    software: str
    layout: Layout
    layout_sha256: str
    thresholds: Thresholds
    calibration: Calibration | None = None


class KeptSheet(BaseModel):
    """One sheet of a record; ``again`` says that an equal picture is in it too."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    again: Again | None = None
    reading: PageReading

    def answer(self, thresholds: Thresholds) -> ScannedPage:
        """What the machine says of it; its place is its id.

        Of equal pictures the one that counts stands first, and has the id without a number.
        """
        first = self.id.partition("-")[0]
        same = None if self.again is None else (self.again, (first, 1))
        arrival = Arrival(source=self.id, index=1)
        return answered(Sheet(arrival=arrival, reading=self.reading), same, thresholds)


def head_of(
    layout: Layout, content: bytes, thresholds: Thresholds, calibration: Calibration | None
) -> RecordHead:
    """The head of a record that begins now; ``content`` is the layout as it was given."""
    return RecordHead(
        software=__version__,
        layout=layout,
        layout_sha256=sha256(content).hexdigest(),
        thresholds=thresholds,
        calibration=calibration,
    )


def journal_of(folder: Path, head: RecordHead) -> Journal:
    """The journal in which sheets are kept until the record is made.

    :raises FileExistsError: where there is a record already: none is ever written over.
    """
    path = folder / NAME
    if path.exists():
        raise FileExistsError(17, "exists", str(path))
    return Journal(folder, head.model_dump(mode="json"))


def make_record(journal: Journal, head: RecordHead) -> Path:
    """Make the record of a journal that is whole, with its pictures; then remove the journal.

    Files are written in the order of the record and get one and the same time, so that neither
    their names nor their dates tell the order of arrival.
    """
    memory, places = Memory(), []
    for offset, entry in journal.entries():
        met = memory.met(entry.sheet())
        image = entry.reading.image or f"x{secrets.token_hex(32)}"
        again = None if met is None else met[0]
        places.append((image, again is not None, secrets.token_hex(8), offset, again))
    places.sort()
    answers, ids = Answers(), Counted()
    path, beside = journal.folder / NAME, journal.folder / f".{NAME}.partial"
    with beside.open("wb") as file:
        file.write(head.model_dump_json().encode() + b"\n")
        for image, _later, _chance, offset, again in places:
            entry = journal.entry(offset)
            kept = KeptSheet(id=ids.next(image[:_ID_DIGITS]), again=again, reading=entry.reading)
            file.write(kept.model_dump_json().encode() + b"\n")
            answer = kept.answer(head.thresholds)
            answers.add(answer)
            _write_pictures(journal.folder, kept, entry.sheet(), answer)
        file.write(json.dumps({"answers": answers.hexdigest}).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    journal.remove()
    return path


def _write_pictures(folder: Path, kept: KeptSheet, sheet: Sheet, answer: ScannedPage) -> None:
    """Write the rows that people decide, and the sheets that they must see whole."""
    try:
        rows, whole = sheet.rows(), sheet.picture()
        shown = {
            f"{ROWS}/{kept.id}-{number:02}.png": rows[row.line]
            for number, row in enumerate(answer.rows, 1)
            if row.doubt is not None and row.line in rows
        }
        if whole is not None:
            shown[f"{SHEETS}/{kept.id}.png"] = whole
    except CropError:
        return
    for name, content in shown.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (0, 0))


class Counted:
    """Names by count: the second of one name gets ``-2``."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def next(self, name: str) -> str:
        """A name that was not given yet."""
        time = self._times[name] = self._times.get(name, 0) + 1
        return name if time == 1 else f"{name}-{time}"


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


@dataclass(frozen=True)
class Record:
    """A record that was opened: its head, and how to read on."""

    head: RecordHead
    path: Path

    def sheets(self) -> Iterator[KeptSheet]:
        """The sheets, one at a time.

        :raises InputError: where a line is damaged, or the end is missing.
        """
        for number, line in self._lines():
            if not line.startswith(b'{"answers"'):
                yield _parsed(KeptSheet, line, number)

    def answers(self) -> Iterator[ScannedPage]:
        """Every sheet decided again, by the thresholds of the record.

        :raises InputError: where a line is damaged, or the end is missing.
        """
        for sheet in self.sheets():
            yield sheet.answer(self.head.thresholds)

    def require_unchanged(self) -> None:
        """Decide everything again and compare it with what was decided when it was written.

        :raises InputError: where it differs, or a line is damaged or missing.
        """
        answers = Answers()
        for page in self.answers():
            answers.add(page)
        if answers.hexdigest != self.expected():
            raise InputError((Problem(code="record-answers-differ"),))

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
