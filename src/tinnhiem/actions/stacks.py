"""Reading a stack: through a journal on the disk, so that a broken work goes on and memory is flat.

The journal has the order of arrival. It lies outside of what is backed up, and is removed with the
file when the stack is stored; only then is anything of it in the records, shuffled.
"""

import secrets
import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from pathlib import Path
from typing import Final

from django.conf import settings

from tinnhiem.actions.works import Advance
from tinnhiem.documents.ballots import (
    BallotDefinition,
    layout_of,
    print_ballots,
    printed_types,
)
from tinnhiem.documents.ballots.printing import json_bytes
from tinnhiem.scan import Desk, Layout, Sheet, Thresholds, Wanted, read_layout
from tinnhiem.scan.journal import Journal
from tinnhiem.scan.layout import PagePlace
from tinnhiem.scan.reasons import Flag
from tinnhiem.scan.scanning import Memory, ScannedPage, answered

#: Child processes: the machine answers people meanwhile.
JOBS: Final = 2
#: Sheets after which the lease is held on: far fewer than are handled while it runs.
_HELD_EACH: Final = 20


def layout_for(definition: BallotDefinition) -> Layout:
    """Return the layout of the ballots of a definition, as the reader takes it."""
    return read_layout(json_bytes(layout_of(definition, printed_types(definition))))


def folder_of(key: str) -> Path:
    """Return where a stack lies while it is read."""
    return Path(settings.MEDIA_ROOT).with_name("reading") / key


def forget(key: str) -> None:
    """Remove what lies there: the order of the stack is forgotten."""
    shutil.rmtree(folder_of(key), ignore_errors=True)


def hold(advance: Advance, done: int, total: int) -> None:
    """Hold the lease of a work on while a part of it takes long that is no progress to people."""
    if done % _HELD_EACH == 0:
        advance(total, total)


@dataclass(slots=True)
class Stack:
    """A stack that was read: where each sheet stands in the journal, in a random order.

    ``alike`` are the places of sheets that look like one before, ``refused`` the others by reason.
    """

    layout: Layout
    thresholds: Thresholds
    journal: Journal
    pages: int = 0
    places: list[int] = field(default_factory=list)
    alike: set[int] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)

    def place_of(self, answer: ScannedPage) -> PagePlace:
        """Return the page of the layout that an answer is about."""
        sought = (answer.ballot_type, answer.page)
        return next(p for p in self.layout.pages if (p.ballot_type, p.page) == sought)

    def sheet_at(self, place: int) -> tuple[Sheet, ScannedPage]:
        """Return a sheet that counts, with its answer."""
        sheet = self.journal.entry(place).sheet()
        answer = answered(sheet, None, self.thresholds)
        if place in self.alike:
            answer = replace(answer, flags=(*answer.flags, Flag.SAME_IMAGE))
        return sheet, answer


def read_through(  # noqa: PLR0913 - a file, by which bounds, what is in the count already, how far
    key: str,
    content: Path,
    *,
    definition: BallotDefinition,
    thresholds: Thresholds,
    known: set[str],
    second: bool,
    advance: Advance,
) -> Stack:
    """Read every sheet of a file into a journal, going on where an earlier attempt broke off.

    ``known`` are the images of sheets that were read already. A ``second`` reading keeps no
    pictures, and takes no picture that was read before: it is a scan of its own. Whoever has the
    lease of the work takes the journal at once, also from a worker that stalled.
    """
    folder = folder_of(key)
    layout = layout_for(definition)
    print_ballots(definition, folder / "printed")
    with content.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    head = {
        "definition": layout.definition,
        "file": digest,
        "thresholds": thresholds.model_dump(mode="json"),
    }
    pictures = Wanted(rows="all", sheet=True, thresholds=thresholds)
    wanted = Wanted(thresholds=thresholds) if second else pictures
    advance(0, 0)  # drawing the ballots took a while: the lease begins anew
    with (
        Journal(folder, head, patience=0.0) as journal,
        Desk(layout, folder=folder / "printed", jobs=JOBS) as desk,
    ):
        read = desk.files([content], wanted=wanted, progress=advance, known=journal.known)
        for _sheet in journal.keep(read):
            pass
        stack = Stack(layout=layout, thresholds=thresholds, journal=journal)
        _sort_out(stack, known, advance, second=second)
    return stack


def _sort_out(stack: Stack, known: set[str], advance: Advance, *, second: bool) -> None:
    """Tell sheets that count from those refused; one that was read before is refused."""
    memory = Memory()
    for place, entry in stack.journal.entries():
        sheet = entry.sheet()
        hold(advance, stack.pages, sheet.arrival.pages)
        answer = answered(sheet, memory.met(sheet), stack.thresholds)
        stack.pages += 1
        if answer.refusal is not None:
            stack.refused[answer.refusal.value] += 1
        elif (met := (sheet.reading.image or "") in known) and (second or sheet.reading.grainy):
            stack.refused["duplicate-image"] += 1
        else:
            stack.places.append(place)
            if met or Flag.SAME_IMAGE in answer.flags:
                stack.alike.add(place)
    secrets.SystemRandom().shuffle(stack.places)
