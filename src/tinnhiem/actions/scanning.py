"""Scanning ballots: a stack is read in the background, shuffled, and its own order forgotten."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.fields.files import FieldFile

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.file_kinds import Kind, recognised
from tinnhiem.actions.kept_sheets import Stored, make_records, remove_pictures, store_pictures
from tinnhiem.actions.prints import definition_for
from tinnhiem.actions.proposals import TWO_PERSON_ACTS, TwoPersonAct
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.row_samples import void_sample
from tinnhiem.actions.seats import require_counting, require_head, require_seat
from tinnhiem.actions.sheets_again import make_records_again
from tinnhiem.actions.stacks import Stack, forget, layout_for, read_through
from tinnhiem.actions.uploads import Incoming
from tinnhiem.actions.works import Advance, Keep, ask, work
from tinnhiem.conduct.states import Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.problems import InputError
from tinnhiem.records.models import (
    Account,
    Conference,
    PendingAct,
    Poll,
    ScannerCheck,
    ScanRun,
    Work,
)
from tinnhiem.records.scans import live_again, live_sheets
from tinnhiem.records.second_look import SCANNED
from tinnhiem.scan import STANDARD, Thresholds, read_calibration
from tinnhiem.scan.calibration import require_usable
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.problems import sentence

SCAN: Final = "scan-ballots"
DROP: Final = "scan.dropped"
#: In bytes: 200 MB, a stack of some thousand grey pages.
MAXIMUM: Final = 200 * 1024 * 1024
KINDS: Final = frozenset({Kind.PDF, Kind.TIFF, Kind.PNG, Kind.JPEG})
BOARD: Final = frozenset({Role.BOARD, Role.HEAD})
_HEAD: Final = frozenset({Role.HEAD})


@act("scan.asked", roles=BOARD, says=noted("{actor} fed scanned ballots of {subject}"))
def start_scan(  # noqa: PLR0913 - a stack of a conference, by which scanner, read anew or not
    *,
    poll: Poll,
    conference: Conference,
    file: Incoming,
    check: ScannerCheck | None,
    second: bool = False,
    by: Account,
    at: datetime,
) -> Noted[ScanRun]:
    """Take a stack of scanned ballots and ask for it to be read by the bounds of its scanner.

    Neither its name nor its order is kept; the file itself is removed when it was read. A
    ``second`` reading of ballots that were read counts nothing: it is compared with the first.

    :raises NotAllowedError: where ``by`` does not sit on this board.
    :raises RefusedError: at any other stage, for a second reading before the first, where the file
        is none that is taken, or the scanner was not checked or its check speaks against it; a
        rehearsal needs no check.
    """
    require_seat(conference, by)
    require_counting(poll, conference)
    _refuse_unchecked(poll, conference, check)
    if second and not live_sheets(conference).exists():
        raise RefusedError(_("No ballot was scanned yet that could be scanned a second time."))
    run = ScanRun(conference=conference, check_used=check, second=second)
    pages = take_file(run.arriving, file)
    run.save()
    asked = ask(kind=SCAN, poll=poll, by=by, details={"run": run.key}, total=pages or 0)
    run.work = asked.key
    run.save()
    after = {"pages": pages, "second reading": second}
    return Noted(result=run, subject=str(conference), after=after)


def take_file(arriving: FieldFile, file: Incoming) -> int | None:
    """Keep a stack under a random name until it is read; return its pages, where they are known.

    :raises RefusedError: at ``file``, where it is too large or none that is taken.
    """
    content = bytes(file.read(MAXIMUM + 1))
    if len(content) > MAXIMUM:
        raise RefusedError(_("The file is too large: split the stack."), "file")
    found = recognised(content, KINDS, "file")
    name = f"{secrets.token_hex(20)}.{found.kind.value}"
    arriving.save(name, ContentFile(content), save=False)
    return found.pages


def _refuse_unchecked(poll: Poll, conference: Conference, check: ScannerCheck | None) -> None:
    if check is None:
        if poll.rehearsal:
            return
        raise RefusedError(
            _("Check the scanner with the test deck first, and choose it here."), "check"
        )
    if check.conference_id != conference.pk:
        raise NotAllowedError("check")
    thresholds_of(check, conference)


def thresholds_of(check: ScannerCheck | None, conference: Conference) -> Thresholds:
    """Return the bounds of a checked scanner; those that are usual without one.

    :raises RefusedError: where it was not read yet, speaks against counting, or others.
    """
    if check is None:
        return STANDARD
    if not check.opening:
        raise RefusedError(_("The check of this scanner was not read yet."), "check")
    try:
        report = read_calibration(check.opening.encode())
        return require_usable(report, layout_for(definition_for(conference)))
    except InputError as error:
        raise RefusedError(" ".join(sentence(each) for each in error.problems), "check") from error


@work(SCAN)
def read_stack(asked: Work, advance: Advance) -> Keep:
    """Read a stack in bounded child processes; what came of it is stored at the end, at once.

    A worker that dies leaves a journal: the next one goes on where it was.
    """
    run = ScanRun.objects.select_related("conference__poll", "check_used").get(
        key=asked.details["run"]
    )
    thresholds = thresholds_of(run.check_used, run.conference)
    stack = read_through(
        run.key,
        Path(run.arriving.path),
        definition=definition_for(run.conference),
        thresholds=thresholds,
        known=_known(run.conference),
        second=run.second,
        advance=advance,
    )
    stored = None if run.second else store_pictures(stack, advance)
    return lambda: _keep(run, stack, stored)


def _known(conference: Conference) -> set[str]:
    """The images of all sheets that were read already, in either reading."""
    found = live_sheets(conference).values_list("image_sha256", flat=True)
    return {*found, *live_again(conference).values_list("image_sha256", flat=True)}


def _keep(run: ScanRun, stack: Stack, stored: Stored | None) -> Mapping[str, Any]:
    """Make the records of the sheets, and forget the file and its order.

    :raises RefusedError: where the count was closed meanwhile.
    """
    conference = Conference.objects.select_for_update().get(pk=run.conference_id)
    if conference.stage != Stage.COUNTING:
        if stored is not None:
            remove_pictures(stored)
        raise RefusedError(_("The ballots of this conference are not being counted now."))
    if stored is None:
        make_records_again(run, stack)
    else:
        make_records(run, stored)
    arriving = run.arriving.name or ""
    run.definition = stack.layout.definition
    run.thresholds = stack.thresholds.model_dump(mode="json")
    run.pages = stack.pages
    run.refused = dict(stack.refused)
    run.arriving = ""
    run.save()
    transaction.on_commit(lambda: _forget(run.key, arriving))
    return {"read": len(stack.places), "refused": stack.refused.total()}


def _forget(key: str, arriving: str) -> None:
    default_storage.delete(arriving)
    forget(key)


def sheets_of(run: ScanRun) -> int:
    """Return how many sheets of a stack were read, at first or a second time."""
    return run.again.count() if run.second else run.sheets.count()


def refuse_dropping(run: ScanRun) -> None:
    """Refuse to drop a stack that is being read or was dropped, before it is proposed.

    :raises RefusedError: then.
    """
    if run.dropped:
        raise RefusedError(_("This stack was dropped already."))
    if run.arriving:
        raise RefusedError(_("This stack was not read yet."))


@act(
    DROP, roles=BOARD, says=noted("{actor} confirmed that a scanned stack of {subject} is dropped")
)
def drop_run(
    *, poll: Poll, run: ScanRun, proposal: PendingAct, by: Account, at: datetime
) -> Noted[ScanRun]:
    """Take a whole stack out of the count, for a reason, by the head and a second member.

    What was read of it stays for the record; a sample that was drawn with it is void, and so are
    second looks that were made by comparing it.

    :raises RefusedError: outside the count, or where it was dropped already.
    """
    fresh = ScanRun.objects.select_for_update().get(pk=run.pk)
    conference = Conference.objects.get(pk=fresh.conference_id)
    require_seat(conference, by)
    require_head(conference, proposal.proposed_by)
    require_counting(poll, conference)
    refuse_dropping(fresh)
    sheets = sheets_of(fresh)
    fresh.dropped = proposal.reason.strip()[:500]
    fresh.save()
    if not fresh.second:
        void_sample(conference)
    conference.second_looks.filter(kind=SCANNED).delete()
    after = {"sheets": sheets}
    return Noted(result=fresh, subject=str(conference), after=after, reason=fresh.dropped)


def _drop(proposal: PendingAct, by: Account, at: datetime) -> object:
    runs = ScanRun.objects.filter(conference__poll=proposal.poll)
    run = runs.filter(key=proposal.subject).first()
    if run is None:
        raise NotAllowedError(DROP)
    return drop_run(poll=proposal.poll, run=run, proposal=proposal, by=by, at=at)


TWO_PERSON_ACTS[DROP] = TwoPersonAct(_HEAD, BOARD, _drop)
