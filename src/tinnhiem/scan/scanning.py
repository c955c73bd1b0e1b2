"""A stack of files read: pictures to readings in child processes, readings to answers here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinnhiem.scan.deciding import PageState, RowState, decide
from tinnhiem.scan.layout import Layout
from tinnhiem.scan.measures import PageReading
from tinnhiem.scan.pool import Pool
from tinnhiem.scan.reasons import Flag, Refusal
from tinnhiem.scan.thresholds import Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """The answer for one picture. ``same_as`` is the place of an equal picture met before."""

    source: str
    index: int
    refusal: Refusal | None
    detail: str
    ballot_type: str | None
    page: int | None
    rows: tuple[RowState, ...]
    flags: tuple[Flag, ...]
    same_as: tuple[str, int] | None = None

    def document(self) -> dict[str, Any]:
        """The page as ``tinnhiem scan --json`` prints it."""
        told: dict[str, Any] = {
            "source": self.source,
            "index": self.index,
            "status": "read" if self.refusal is None else "refused",
            "reason": None if self.refusal is None else self.refusal.value,
            "ballot_type": self.ballot_type,
            "page": self.page,
            "rows": [_row_document(row) for row in self.rows],
        }
        if self.flags:
            told["flags"] = [flag.value for flag in self.flags]
        return told


def scan(
    layout: Layout, paths: Sequence[Path], *, folder: Path | None, jobs: int
) -> Iterator[PageReading]:
    """Read every picture of every file with so many child processes.

    ``folder`` holds the printed PDFs that the layout names. Readings come in the order of files and
    pictures, a few at a time, so that memory does not grow with the stack.
    """
    with Pool(layout, folder, jobs) as pool:
        yield from pool.readings(paths)


def judged(readings: Iterable[PageReading], thresholds: Thresholds) -> Iterator[ScannedPage]:
    """Decide readings, and refuse pictures that were met before: the same readings decide alike."""
    memory = _Memory()
    for reading in readings:
        same = memory.place_of_equal(reading)
        if same is not None and memory.certain(reading):
            yield _refused(reading, Refusal.DUPLICATE, f"{same[0]}, {same[1]}", same)
        elif reading.refusal is not None or reading.measure is None:
            refusal = reading.refusal or Refusal.LIMITS
            yield _refused(reading, refusal, reading.detail, same)
        else:
            state = decide(reading.measure, thresholds)
            yield _read(reading, state, same)
        memory.keep(reading)


@dataclass(slots=True)
class _Memory:
    """Pictures met so far: their digests and places, some hundred bytes each."""

    images: dict[str, tuple[str, int]] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)

    def place_of_equal(self, reading: PageReading) -> tuple[str, int] | None:
        return self.images.get(reading.image or "")

    def certain(self, reading: PageReading) -> bool:
        """Whether equality proves that the same sheet was scanned once and is given twice.

        A picture with the noise of a scanner never comes twice by itself. Pictures without noise
        may be equal though their sheets are two, unless they come from two copies of one file.
        """
        return reading.grainy or self._same_file(reading)

    def keep(self, reading: PageReading) -> None:
        if reading.image is not None and reading.image not in self.images:
            self.images[reading.image] = (reading.source, reading.index)
        if reading.file is not None:
            self.files.setdefault(reading.file, reading.argument)

    def _same_file(self, reading: PageReading) -> bool:
        first = self.files.get(reading.file or "")
        return first is not None and first != reading.argument


def _read(reading: PageReading, state: PageState, same: tuple[str, int] | None) -> ScannedPage:
    measure = reading.measure
    flags = state.flags if same is None else (*state.flags, Flag.SAME_IMAGE)
    return ScannedPage(
        source=reading.source,
        index=reading.index,
        refusal=None,
        detail="",
        ballot_type=None if measure is None else measure.ballot_type,
        page=None if measure is None else measure.page,
        rows=state.rows,
        flags=flags,
        same_as=same,
    )


def _refused(
    reading: PageReading, refusal: Refusal, detail: str, same: tuple[str, int] | None
) -> ScannedPage:
    measure = reading.measure
    return ScannedPage(
        source=reading.source,
        index=reading.index,
        refusal=refusal,
        detail=detail,
        ballot_type=None if measure is None else measure.ballot_type,
        page=None if measure is None else measure.page,
        rows=(),
        flags=(),
        same_as=same,
    )


def _row_document(row: RowState) -> dict[str, Any]:
    return {
        "line": row.line,
        "decision": row.decision,
        "doubt": None if row.doubt is None else row.doubt.value,
        "boxes": [{"choice": box.choice, "mark": box.mark.value} for box in row.boxes],
    }
