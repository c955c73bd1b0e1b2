"""Work in the background: asked for in the transaction of an act, done outside the request.

What takes long is worked out first, without a transaction; what came of it is then written in one,
by whoever still holds the lease. A worker that dies leaves its lease behind; when that is over the
work is taken up anew (:func:`reclaim`), and what the dead one might still write is refused.
"""

import logging
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from tinnhiem.actions.refusals import RefusedError
from tinnhiem.law.problems import InputError, ReconciliationError
from tinnhiem.records.models import Account, Poll, Work
from tinnhiem.wording.language import _, speaking
from tinnhiem.wording.problems import sentence

#: Told how much is done, and of how much.
Advance = Callable[[int, int], None]
#: Writes what came of a work and says it in values; runs inside the final transaction.
Keep = Callable[[], Mapping[str, Any]]
Doing = Callable[[Work, Advance], Keep]

LEASE: Final = timedelta(seconds=120)
ATTEMPTS: Final = 3
WORKS: Final[dict[str, Doing]] = {}
_OPEN: Final = (Work.State.WAITING, Work.State.RUNNING)
_log = logging.getLogger("tinnhiem.works")


class LeaseLostError(Exception):
    """Raised when somebody else took the work up, because this worker seemed dead."""


def work(kind: str) -> Callable[[Doing], Doing]:
    """Mark a function as what does works of one kind.

    It gets the work and a function to tell its progress to, works outside any transaction, may be
    run more than once, and returns the function that writes the outcome.
    """

    def keep(function: Doing) -> Doing:
        if kind in WORKS:
            raise ValueError(kind)
        WORKS[kind] = function
        return function

    return keep


def ask(
    *,
    kind: str,
    poll: Poll | None,
    by: Account | None,
    details: Mapping[str, Any] | None = None,
    total: int = 0,
) -> Work:
    """Ask for a work, within the transaction of the act that needs it.

    An equal work that is still open is returned instead of a second one.
    """
    if kind not in WORKS:
        raise KeyError(kind)
    given = dict(details or {})
    for same in Work.objects.filter(kind=kind, poll=poll, state__in=_OPEN):
        if same.details == given:
            return same
    made = Work.objects.create(kind=kind, poll=poll, details=given, asked_by=by, total=total)
    carry_out.enqueue(made.key)
    return made


@task()
def carry_out(key: str) -> None:
    """Do a work that waits, where nobody else does it."""
    lease = secrets.token_urlsafe(12)
    taken = _take(key, lease)
    if taken is None:
        return
    language = taken.asked_by.language if taken.asked_by else "vi"
    with speaking(language):
        _carry_out(taken, lease)


def _take(key: str, lease: str) -> Work | None:
    with transaction.atomic():
        found = Work.objects.select_for_update().filter(key=key).first()
        if found is None or found.state != Work.State.WAITING:
            return None
        found.state = Work.State.RUNNING
        found.lease = lease
        found.leased_until = timezone.now() + LEASE
        found.attempts += 1
        found.save()
        return found


def _carry_out(taken: Work, lease: str) -> None:
    try:
        keep = WORKS[taken.kind](taken, lambda done, total: _tell(taken, lease, done, total))
        with transaction.atomic():
            held = _held(taken, lease)
            held.outcome = dict(keep())
            held.state = Work.State.DONE
            held.done = held.total
            held.lease = ""
            held.save()
    except LeaseLostError:
        _log.warning("work %s was taken up by another worker", taken.key)
    except (RefusedError, InputError, ReconciliationError, OSError) as error:
        _fail(taken, lease, said(error))
    except Exception:  # noqa: BLE001 - told to whoever asked, kept in the server's own log
        _log.exception("work %s failed", taken.key)
        _fail(taken, lease, _("This failed for a reason that the office does not know."))


def said(error: Exception) -> str:
    """Return an anticipated error in the language of whoever asked, one sentence a problem."""
    if isinstance(error, RefusedError):
        return error.message
    if isinstance(error, InputError | ReconciliationError):
        return " ".join(sentence(problem) for problem in error.problems)
    return _("The disk is full or cannot be written. Nothing was changed.")


def _tell(taken: Work, lease: str, done: int, total: int) -> None:
    """Keep the progress and hold the lease longer."""
    until = timezone.now() + LEASE
    mine = Work.objects.filter(pk=taken.pk, lease=lease, state=Work.State.RUNNING)
    if not mine.update(done=done, total=total, leased_until=until):
        raise LeaseLostError(taken.key)


def _held(taken: Work, lease: str) -> Work:
    held = Work.objects.select_for_update().get(pk=taken.pk)
    if held.lease != lease or held.state != Work.State.RUNNING:
        raise LeaseLostError(taken.key)
    return held


def _fail(taken: Work, lease: str, problem: str) -> None:
    mine = Work.objects.filter(pk=taken.pk, lease=lease, state=Work.State.RUNNING)
    mine.update(state=Work.State.FAILED, problem=problem, lease="")


def reclaim(now: datetime) -> int:
    """Take up works whose worker died, and those whose message was lost; return how many.

    A work that its workers did not survive three times is given up as failed.
    """
    count = 0
    with transaction.atomic():
        over = Work.objects.select_for_update().filter(
            state=Work.State.RUNNING, leased_until__lt=now
        )
        for found in over:
            found.lease = ""
            found.state = Work.State.WAITING
            if found.attempts >= ATTEMPTS:
                found.state = Work.State.FAILED
                found.problem = _("Three attempts at this broke off.")
            found.save()
            count += 1
            if found.state == Work.State.WAITING:
                carry_out.enqueue(found.key)
    return count
