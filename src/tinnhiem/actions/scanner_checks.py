"""Checking scanners: blanks and the test deck before the count, and again at its end."""

import hashlib
import json
import secrets
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import transaction

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.prints import definition_for
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.scanning import BOARD, take_file
from tinnhiem.actions.seats import require_seat
from tinnhiem.actions.stacks import JOBS, folder_of, forget
from tinnhiem.actions.uploads import Incoming
from tinnhiem.actions.works import Advance, Keep, ask, work
from tinnhiem.conduct.states import Stage
from tinnhiem.documents.ballots import write_deck
from tinnhiem.documents.ballots.deck import ANSWERS_NAME
from tinnhiem.documents.ballots.printing import LAYOUT_NAME
from tinnhiem.records.models import Account, Conference, Poll, ScannerCheck, Work
from tinnhiem.scan import Calibration, Desk, read_calibration, read_layout
from tinnhiem.scan.calibrating import calibrated, read_answers
from tinnhiem.scan.calibration import compared
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

CHECK: Final = "check-scanner"
_LONGEST: Final = 100
_STAGES: Final = frozenset({Stage.WAITING, Stage.VOTING, Stage.COUNTING})


@act("scanner.opened", roles=BOARD, says=noted("{actor} had a scanner checked for {subject}"))
def open_check(  # noqa: PLR0913 - a deck of a conference, of which scanner and paper, by whom
    *,
    poll: Poll,
    conference: Conference,
    scanner: str,
    paper: str,
    file: Incoming,
    by: Account,
    at: datetime,
) -> Noted[ScannerCheck]:
    """Take the scanned test deck with its blanks and ask for the check of a scanner and a paper.

    :raises NotAllowedError: where ``by`` does not sit on this board.
    :raises RefusedError: when the count is closed, or without the names of scanner and paper.
    """
    _require_open(conference, by)
    named = {"scanner": clean(scanner)[:_LONGEST], "paper": clean(paper)[:_LONGEST]}
    for field, text in named.items():
        if not text:
            raise RefusedError(_("Write which one it is."), field)
    check = ScannerCheck(conference=conference, **named)
    _ask(poll, check, file, "opening", by)
    return Noted(result=check, subject=str(conference), after=named)


@act("scanner.closed", roles=BOARD, says=noted("{actor} had a scanner checked again for {subject}"))
def close_check(
    *, poll: Poll, check: ScannerCheck, file: Incoming, by: Account, at: datetime
) -> Noted[ScannerCheck]:
    """Take the deck as the same scanner reads it at the end of the count, to be compared.

    :raises NotAllowedError: where ``by`` does not sit on this board.
    :raises RefusedError: when the count is closed, or the first check was not read yet.
    """
    fresh = ScannerCheck.objects.select_for_update(of=("self",)).select_related("conference")
    found = fresh.get(pk=check.pk)
    if found.conference.poll_id != poll.pk:
        raise NotAllowedError("check")
    _require_open(found.conference, by)
    if not found.opening or found.arriving:
        raise RefusedError(_("The check of this scanner was not read yet."))
    _ask(poll, found, file, "closing", by)
    return Noted(result=found, subject=str(found.conference), after={"scanner": found.scanner})


def may_check(conference: Conference) -> bool:
    """Whether a scanner can still be checked: until the count is closed."""
    return Stage(conference.stage) in _STAGES


def _require_open(conference: Conference, by: Account) -> None:
    require_seat(conference, by)
    if not may_check(conference):
        raise RefusedError(_("The count is closed."))


def _ask(poll: Poll, check: ScannerCheck, file: Incoming, part: str, by: Account) -> None:
    pages = take_file(check.arriving, file)
    check.save()
    asked = ask(
        kind=CHECK, poll=poll, by=by, details={"check": check.key, "part": part}, total=pages or 0
    )
    check.work = asked.key
    check.save()


@work(CHECK)
def read_check(asked: Work, advance: Advance) -> Keep:
    """Read blanks and deck in bounded child processes, and keep the report."""
    check = ScannerCheck.objects.select_related("conference").get(key=asked.details["check"])
    report = _report(check, advance)
    if asked.details["part"] == "closing":
        digest = hashlib.sha256(check.opening.encode()).hexdigest()
        report = compared(report, read_calibration(check.opening.encode()), digest)
    return lambda: _keep(check, str(asked.details["part"]), report)


def _report(check: ScannerCheck, advance: Advance) -> Calibration:
    # One folder an attempt: one that stalled and wakes up removes its own only.
    folder = folder_of(check.key) / secrets.token_hex(4)
    write_deck(definition_for(check.conference), folder)
    layout = read_layout((folder / LAYOUT_NAME).read_bytes())
    answers = read_answers((folder / ANSWERS_NAME).read_bytes(), layout)
    path = Path(check.arriving.path)
    try:
        with Desk(layout, folder=folder, jobs=JOBS) as desk:
            return calibrated(
                layout,
                answers,
                blanks=(),
                deck=desk.files([path], progress=advance),
                scanner=check.scanner,
                paper=check.paper,
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _keep(check: ScannerCheck, part: str, report: Calibration) -> Mapping[str, Any]:
    arriving = check.arriving.name or ""
    setattr(check, part, json.dumps(report.model_dump(mode="json"), ensure_ascii=False))
    check.arriving = ""
    check.save()
    transaction.on_commit(lambda: _forget(check.key, arriving))
    return {"usable": report.usable}


def _forget(key: str, arriving: str) -> None:
    default_storage.delete(arriving)
    forget(key)
