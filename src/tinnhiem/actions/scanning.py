"""Scanning ballots: a stack is read in the background, shuffled, and its own order forgotten."""

import io
import secrets
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.core.files.base import ContentFile
from PIL import Image

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.file_kinds import Kind, recognised
from tinnhiem.actions.prints import definition_for
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.seats import require_counting, require_seat
from tinnhiem.actions.uploads import Incoming
from tinnhiem.actions.works import Advance, Keep, ask, work
from tinnhiem.conduct.states import Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.documents.ballots import layout_of, print_ballots, printed_types
from tinnhiem.documents.ballots.printing import json_bytes
from tinnhiem.records.models import (
    Account,
    BallotType,
    Conference,
    Poll,
    ReadRow,
    ScannedSheet,
    ScanRun,
    Work,
)
from tinnhiem.scan import STANDARD, Desk, Wanted, read_layout
from tinnhiem.scan.layout import PagePlace
from tinnhiem.scan.scanning import Memory, ScannedPage, answered
from tinnhiem.scan.sheets import Sheet
from tinnhiem.wording.language import _, noted

SCAN: Final = "scan-ballots"
#: In bytes: 200 MB, a stack of some thousand grey pages.
MAXIMUM: Final = 200 * 1024 * 1024
_KINDS: Final = frozenset({Kind.PDF, Kind.PNG, Kind.JPEG})
#: Pixels a millimetre of the pictures of rows, and half a column where there is only one.
_PER_MM: Final = 6
_HALF_COLUMN_MM: Final = 8.0
_BOARD: Final = frozenset({Role.BOARD, Role.HEAD})


@act("scan.asked", roles=_BOARD, says=noted("{actor} fed scanned ballots of {subject}"))
def start_scan(
    *, poll: Poll, conference: Conference, file: Incoming, by: Account, at: datetime
) -> Noted[ScanRun]:
    """Take a stack of scanned ballots and ask for it to be read.

    Neither its name nor its order is kept; the file itself is removed when it was read.

    :raises NotAllowedError: where ``by`` does not sit on this board.
    :raises RefusedError: at any other stage, or where the file is none that is taken.
    """
    require_seat(conference, by)
    require_counting(poll, conference)
    content = bytes(file.read(MAXIMUM + 1))
    if len(content) > MAXIMUM:
        raise RefusedError(_("The file is too large: split the stack."), "file")
    found = recognised(content, _KINDS, "file")
    run = ScanRun(conference=conference)
    run.arriving.save(
        f"{secrets.token_hex(20)}.{found.kind.value}", ContentFile(content), save=False
    )
    run.save()
    asked = ask(kind=SCAN, poll=poll, by=by, details={"run": run.key}, total=found.pages or 0)
    run.work = asked.key
    run.save()
    return Noted(result=run, subject=str(conference), after={"pages": found.pages})


@dataclass(slots=True)
class _Read:
    """What came of one stack, before it is shuffled and stored."""

    folder: Path
    definition: str = ""
    places: dict[tuple[str, int], PagePlace] = field(default_factory=dict)
    pages: int = 0
    sheets: list[tuple[Sheet, ScannedPage]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)


@work(SCAN)
def read_stack(asked: Work, advance: Advance) -> Keep:
    """Read a stack in bounded child processes; what came of it is stored at the end, at once."""
    run = ScanRun.objects.select_related("conference__poll").get(key=asked.details["run"])
    found = _Read(folder=Path(tempfile.mkdtemp(prefix="tinnhiem-stack-")))
    try:
        _read(run, found, advance)
    except BaseException:
        shutil.rmtree(found.folder, ignore_errors=True)
        raise
    return lambda: _keep(run, found)


def _read(run: ScanRun, found: _Read, advance: Advance) -> None:
    definition = definition_for(run.conference)
    content = json_bytes(layout_of(definition, printed_types(definition)))
    layout = read_layout(content)
    found.definition = layout.definition
    found.places = {(place.ballot_type, place.page): place for place in layout.pages}
    print_ballots(definition, found.folder / "printed")
    path = found.folder / f"stack{Path(run.arriving.name or '').suffix}"
    with run.arriving.open("rb") as file:
        path.write_bytes(file.read())
    known = set(_images(run.conference))
    memory = Memory()
    wanted = Wanted(rows="all", sheet=True, thresholds=STANDARD)
    with Desk(layout, folder=found.folder / "printed", jobs=2) as desk:
        for sheet in desk.files([path], wanted=wanted, progress=advance):
            found.pages += 1
            answer = answered(sheet, memory.met(sheet), STANDARD)
            _sort(found, sheet, answer, known)


def _images(conference: Conference) -> list[str]:
    kept = ScannedSheet.objects.filter(run__conference=conference)
    return list(kept.values_list("image_sha256", flat=True))


def _sort(found: _Read, sheet: Sheet, answer: ScannedPage, known: set[str]) -> None:
    """Put a sheet to those read or to those refused; one that was read before is refused."""
    image = sheet.reading.image or ""
    if answer.refusal is not None:
        found.refused[answer.refusal.value] += 1
    elif image in known and sheet.reading.grainy:
        found.refused["duplicate-image"] += 1
    else:
        found.sheets.append((sheet, answer))


def _keep(run: ScanRun, found: _Read) -> Mapping[str, Any]:
    """Store the sheets in a shuffled order under random names, and forget the file.

    :raises RefusedError: where the count was closed meanwhile.
    """
    conference = Conference.objects.select_for_update().get(pk=run.conference_id)
    try:
        if conference.stage != Stage.COUNTING:
            raise RefusedError(_("The ballots of this conference are not being counted now."))
        secrets.SystemRandom().shuffle(found.sheets)
        kinds = {kind.code: kind for kind in conference.ballot_types.all()}
        for sheet, answer in found.sheets:
            place = found.places[(answer.ballot_type or "", answer.page or 1)]
            _store(run, kinds[place.ballot_type], sheet, answer, place)
        run.definition = found.definition
        run.thresholds = STANDARD.model_dump(mode="json")
        run.pages = found.pages
        run.refused = dict(found.refused)
        run.arriving.delete(save=False)
        run.save()
    finally:
        shutil.rmtree(found.folder, ignore_errors=True)
    return {"read": len(found.sheets), "refused": sum(found.refused.values())}


def only_boxes(row: bytes, place: PagePlace, line: str) -> bytes:
    """Return the columns of the boxes of a row's picture: number, name and post are cut away.

    Whoever decides a row is not to know whom it is about.
    """
    centres = sorted(box.x + box.w / 2 for box in place.boxes_of(line))
    printed = next(each for each in place.rows if each.line == line)
    half = (centres[1] - centres[0]) / 2 if len(centres) > 1 else _HALF_COLUMN_MM
    with Image.open(io.BytesIO(row), formats=("PNG",)) as picture:
        margin = (picture.width / _PER_MM - printed.w) / 2
        left = (centres[0] - half - printed.x + margin) * _PER_MM
        right = (centres[-1] + half - printed.x + margin) * _PER_MM
        box = (max(0, round(left)), 0, min(picture.width, round(right)), picture.height)
        kept = io.BytesIO()
        picture.crop(box).save(kept, "PNG")
    return kept.getvalue()


def _store(
    run: ScanRun, kind: BallotType, sheet: Sheet, answer: ScannedPage, place: PagePlace
) -> None:
    kept = ScannedSheet(
        run=run,
        ballot_type=kind,
        page=answer.page or 1,
        image_sha256=sheet.reading.image or "",
        reading=sheet.reading.model_dump(mode="json"),
        flags=[flag.value for flag in answer.flags],
    )
    picture = sheet.picture()
    if picture is not None:
        kept.image.save(f"{secrets.token_hex(20)}.png", ContentFile(picture), save=False)
    kept.save()
    crops = sheet.rows()
    for row in answer.rows:
        made = ReadRow(sheet=kept, line=row.line, decision=row.decision or "")
        if row.doubt is not None:
            made.state = ReadRow.State.DOUBTFUL
            made.doubt = row.doubt.value
        if row.line in crops and row.doubt is not None:
            content = ContentFile(only_boxes(crops[row.line], place, row.line))
            made.crop.save(f"{secrets.token_hex(20)}.png", content, save=False)
        made.save()
