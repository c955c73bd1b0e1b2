"""Readings become answers: rows decided, pictures that come twice refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tinnhiem.scan.deciding import PageState, RowState, decide
from tinnhiem.scan.reasons import Flag, Refusal
from tinnhiem.scan.sheets import Arrival, Sheet
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


def judged(sheets: Iterable[Sheet], thresholds: Thresholds) -> Iterator[ScannedPage]:
    """Decide sheets, and refuse pictures that were met before: the same readings decide alike."""
    memory = Memory()
    for sheet in sheets:
        again = memory.met(sheet)
        yield answered(sheet, again, thresholds)


class Again(StrEnum):
    """A picture equal to one before: surely the same sheet, or perhaps one that looks alike."""

    SURELY = "surely"
    PERHAPS = "perhaps"


@dataclass(slots=True)
class Memory:
    """Pictures met so far: their digests and places, some hundred bytes each."""

    images: dict[str, tuple[str, int]] = field(default_factory=dict)
    files: dict[str, tuple[int, str]] = field(default_factory=dict)

    def met(self, sheet: Sheet) -> tuple[Again, tuple[str, int]] | None:
        """Tell whether an equal picture came before, and where; then keep this one."""
        arrival, image = sheet.arrival, sheet.reading.image
        found = None
        if image is not None and image in self.images:
            sure = sheet.reading.grainy or self._same_file(arrival)
            found = (Again.SURELY if sure else Again.PERHAPS, self.images[image])
        if image is not None:
            self.images.setdefault(image, (arrival.source, arrival.index))
        if arrival.file is not None:
            self.files.setdefault(arrival.file, (arrival.argument, arrival.source))
        return found

    def _same_file(self, arrival: Arrival) -> bool:
        """Whether a file was given twice, or a copy of one with several pictures.

        A scanner's noise never comes twice by itself. Drawings have none: equal ones may be two
        sheets in two files, but not a whole stack of them.
        """
        first = self.files.get(arrival.file or "")
        if first is None or first[0] == arrival.argument:
            return False
        return arrival.pages > 1 or first[1] == arrival.source


def answered(
    sheet: Sheet, again: tuple[Again, tuple[str, int]] | None, thresholds: Thresholds
) -> ScannedPage:
    """The answer for one sheet."""
    reading, same = sheet.reading, None if again is None else again[1]
    if again is not None and same is not None and again[0] is Again.SURELY:
        return _page(sheet, refusal=Refusal.DUPLICATE, detail=f"{same[0]}, {same[1]}", same=same)
    if reading.refusal is not None or reading.measure is None:
        refusal = reading.refusal or Refusal.LIMITS
        return _page(sheet, refusal=refusal, detail=reading.detail, same=same)
    return _page(sheet, state=decide(reading.measure, thresholds), same=same)


def _page(
    sheet: Sheet,
    *,
    state: PageState | None = None,
    refusal: Refusal | None = None,
    detail: str = "",
    same: tuple[str, int] | None,
) -> ScannedPage:
    measure = sheet.reading.measure
    flags = () if state is None else state.flags
    return ScannedPage(
        source=sheet.arrival.source,
        index=sheet.arrival.index,
        refusal=refusal,
        detail=detail,
        ballot_type=None if measure is None else measure.ballot_type,
        page=None if measure is None else measure.page,
        rows=() if state is None else state.rows,
        flags=flags if same is None or state is None else (*flags, Flag.SAME_IMAGE),
        same_as=same,
    )


def _row_document(row: RowState) -> dict[str, Any]:
    return {
        "line": row.line,
        "decision": row.decision,
        "doubt": None if row.doubt is None else row.doubt.value,
        "boxes": [{"choice": box.choice, "mark": box.mark.value} for box in row.boxes],
    }
