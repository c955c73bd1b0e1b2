"""Storing the sheets of a stack: pictures first, in a random order; then all records at once."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tinnhiem.actions.stacks import Stack, hold
from tinnhiem.actions.strips import Strip, covered, strip_of
from tinnhiem.actions.works import Advance
from tinnhiem.records.models import (
    BallotType,
    BandLines,
    ReadBox,
    ReadRow,
    ScannedSheet,
    ScanRun,
)
from tinnhiem.scan.deciding import RowState
from tinnhiem.scan.reasons import Doubt, Flag, Mark
from tinnhiem.scan.scanning import ScannedPage
from tinnhiem.scan.sheets import Sheet

#: Why people decide a row that the machine had decided.
PICKED: Final = "picked"
#: The question about a sheet as a whole.
WHOLE: Final = "whole-sheet"
_LOOKED_AT: Final = frozenset({Flag.WRITING, Flag.SAME_IMAGE})
_ADDED: Final = frozenset({Doubt.ADDITION, Doubt.NAME_STRUCK})
#: Sheets whose records are made together; this and not the stack bounds the memory.
_TOGETHER: Final = 100
_THOUSAND: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The names under which the pictures of a sheet were stored."""

    place: int
    image: str
    strip: str
    covered: str


@dataclass(slots=True)
class Stored:
    """What was stored of a stack before its records are made.

    ``strips`` are where rows and boxes are in a strip, by page: the same on all its sheets.
    """

    stack: Stack
    pictures: list[Pictures] = field(default_factory=list)
    strips: dict[tuple[str, int], Strip] = field(default_factory=dict)


def ink_of(ink: float) -> int:
    """Return ink in thousandths, as it is kept and ordered."""
    return min(_THOUSAND, max(0, round(ink * _THOUSAND)))


def asks_about_sheet(answer: ScannedPage) -> bool:
    """Whether people look at a whole sheet: something was added, struck, or it looks copied."""
    doubts = {row.doubt for row in answer.rows}
    return bool(_LOOKED_AT & set(answer.flags) or _ADDED & doubts)


def store_pictures(stack: Stack, advance: Advance) -> Stored:
    """Write the pictures of every sheet under random names, in a random order."""
    stored = Stored(stack)
    for done, place in enumerate(stack.places):
        hold(advance, done, stack.pages)
        sheet, answer = stack.sheet_at(place)
        page = stack.place_of(answer)
        strip = strip_of(sheet.rows(), page)
        whole = sheet.picture()
        if strip is not None:
            stored.strips[page.ballot_type, page.page] = replace(strip, picture=b"")
        asked = whole is not None and asks_about_sheet(answer)
        stored.pictures.append(
            Pictures(
                place=place,
                image=_save("sheets", whole),
                strip=_save("strips", strip.picture if strip else None),
                covered=_save("rows", covered(whole, page) if whole and asked else None),
            )
        )
    return stored


def _save(folder: str, picture: bytes | None) -> str:
    if picture is None:
        return ""
    name = f"scans/{folder}/{secrets.token_hex(20)}.png"
    return default_storage.save(name, ContentFile(picture))


def remove_pictures(stored: Stored) -> None:
    """Remove what was stored, because the records of it are not made."""
    for each in stored.pictures:
        for name in (each.image, each.strip, each.covered):
            if name:
                default_storage.delete(name)


def make_records(run: ScanRun, stored: Stored) -> None:
    """Make the records of all sheets, inside a transaction."""
    kinds = {kind.code: kind for kind in run.conference.ballot_types.all()}
    lines = {each.ballot_type_id: each for each in BandLines.objects.filter(
        ballot_type__in=kinds.values()
    )}  # fmt: skip
    for start in range(0, len(stored.pictures), _TOGETHER):
        _make(run, stored, stored.pictures[start : start + _TOGETHER], kinds, lines)


def _make(
    run: ScanRun,
    stored: Stored,
    together: list[Pictures],
    kinds: dict[str, BallotType],
    lines: dict[int, BandLines],
) -> None:
    found = [(each, *stored.stack.sheet_at(each.place)) for each in together]
    sheets = ScannedSheet.objects.bulk_create(
        _sheet(run, each, sheet, answer, kinds) for each, sheet, answer in found
    )
    rows: list[ReadRow] = []
    boxes: list[ReadBox] = []
    for made, (each, sheet, answer) in zip(sheets, found, strict=True):
        strip = stored.strips.get((made.ballot_type.code, made.page))
        if asks_about_sheet(answer):
            rows.append(_question(made, each))
        for state in answer.rows:
            row = _row(made, state, strip)
            rows.append(row)
            if strip is not None:
                mine = list(_boxes(row, state, sheet, strip, lines.get(made.ballot_type_id)))
                boxes += mine
    ReadRow.objects.bulk_create(rows)
    ReadBox.objects.bulk_create(boxes)


def _sheet(
    run: ScanRun,
    pictures: Pictures,
    sheet: Sheet,
    answer: ScannedPage,
    kinds: dict[str, BallotType],
) -> ScannedSheet:
    return ScannedSheet(
        run=run,
        ballot_type=kinds[answer.ballot_type or ""],
        page=answer.page or 1,
        image_sha256=sheet.reading.image or "",
        image=pictures.image,
        strip=pictures.strip,
        reading=sheet.reading.model_dump(mode="json"),
        flags=[flag.value for flag in answer.flags],
    )


def _question(sheet: ScannedSheet, pictures: Pictures) -> ReadRow:
    return ReadRow(sheet=sheet, state=ReadRow.State.DOUBTFUL, doubt=WHOLE, crop=pictures.covered)


def _row(sheet: ScannedSheet, state: RowState, strip: Strip | None) -> ReadRow:
    row = ReadRow(sheet=sheet, line=state.line, decision=state.decision or "")
    row.machine = row.decision
    if strip is not None and state.line in strip.rows:
        row.top, row.height = strip.rows[state.line]
    if state.doubt is not None:
        row.state = ReadRow.State.DOUBTFUL
        row.doubt = state.doubt.value
    return row


def _boxes(
    row: ReadRow, state: RowState, sheet: Sheet, strip: Strip, lines: BandLines | None
) -> Iterator[ReadBox]:
    """Give the boxes of a row; where one lies beyond a line that was moved, people decide it."""
    measure = sheet.reading.measure
    inks = {(b.line, b.choice): ink_of(b.ink) for b in (measure.boxes if measure else ())}
    marks = {box.choice: (box.mark, inks[row.line, box.choice]) for box in state.boxes}
    if row.state == ReadRow.State.MACHINE and any(beyond(lines, *it) for it in marks.values()):
        row.state, row.decision, row.doubt = ReadRow.State.DOUBTFUL, "", PICKED
    for choice, (mark, ink) in marks.items():
        left, top, side = strip.boxes[row.line, choice]
        band = _band(row, mark, widened=beyond(lines, mark, ink))
        yield ReadBox(row=row, choice=choice, ink=ink, band=band, left=left, top=top, side=side)


def beyond(lines: BandLines | None, mark: Mark, ink: int) -> bool:
    """Whether a line that was moved puts a clear box among those that people decide."""
    if lines is None:
        return False
    if mark is Mark.EMPTY:
        return lines.empty_below is not None and ink >= lines.empty_below
    return mark is Mark.MARKED and lines.marked_from is not None and ink < lines.marked_from


def _band(row: ReadRow, mark: Mark, *, widened: bool) -> str:
    if mark is Mark.EMPTY and not widened:
        return ReadBox.Band.EMPTY
    if mark is Mark.MARKED and row.state == ReadRow.State.MACHINE:
        return ReadBox.Band.MARKED
    return ReadBox.Band.PEOPLE
