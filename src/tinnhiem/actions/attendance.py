"""Checking people in: presence without a time, and without a line of the log per person.

Whoever knew the order in which people came could join it to the order of ballots. So the log tells
the numbers when the attendance is closed, and nothing before.
"""

import hashlib
import hmac
from base64 import b32encode
from datetime import datetime
from random import SystemRandom
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F

from tinnhiem.actions.act import Noted, act, refuse_standing_still
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.attendance import attendance_of, is_closed
from tinnhiem.records.models import Account, Conference, Poll, RollEntry
from tinnhiem.records.roles import roles_in
from tinnhiem.wording.language import _, noted

DESK: Final = frozenset({Role.DESK, Role.CLERK, Role.CONVENER})
OFFICE: Final = frozenset({Role.CLERK, Role.CONVENER})
#: How the text of an invitation's code begins, so that a desk knows a code from a name.
CODE: Final = "TN1-"
_LABEL: Final = b"tinnhiem/invitation/1\n"
_DAY: Final = frozenset({PollState.READING, PollState.FROZEN, PollState.BALLOTING})
_INVITING: Final = _DAY | {PollState.PREPARING}


def mark(
    *,
    poll: Poll,
    conference: Conference,
    entry: RollEntry,
    attendance: RollEntry.Attendance,
    by: Account,
    at: datetime,
) -> bool:
    """Note that somebody is present, excused or (undoing either) absent; False where they were.

    Two desks that check the same person in do it once. Nothing is logged and no time is kept.

    :raises RefusedError: where the attendance is closed or the day has not come.
    :raises NotAllowedError: where ``by`` keeps no desk of this poll.
    """
    if DESK.isdisjoint(roles_in(poll, by, at.date())):
        raise NotAllowedError("attendance")
    with transaction.atomic():
        here = Conference.objects.select_for_update().select_related("poll").get(pk=conference.pk)
        if here.poll_id != poll.pk or entry.conference_id != here.pk:
            raise NotAllowedError("attendance")
        _refuse_closed(here)
        others = RollEntry.objects.filter(pk=entry.pk).exclude(attendance=attendance)
        changed = bool(others.update(attendance=attendance))
        if changed:
            here.attendance_revision += 1
            here.save(update_fields=["attendance_revision"])
        return changed


def _refuse_closed(conference: Conference) -> None:
    refuse_standing_still("attendance", conference.poll)
    if PollState(conference.poll.state) not in _DAY:
        raise RefusedError(_("Attendance is taken when the dossiers are with the voters."))
    if is_closed(conference):
        told = _("The attendance is closed with {count} present. Open it again to change it.")
        raise RefusedError(told.format(count=conference.present_at_opening))


def check_in_by_code(
    *, poll: Poll, conference: Conference, code: str, by: Account, at: datetime
) -> tuple[RollEntry, bool]:
    """Check in the holder of an invitation; the second value is False where they were present.

    :raises RefusedError: where the code is unknown, of another conference, or of one not in force.
    """
    found = RollEntry.objects.filter(invitation_hash=hash_of(code)).select_related("conference")
    entry = found.first()
    if entry is None:
        raise RefusedError(
            _("This code is of no invitation in force. Search by name, and keep the paper.")
        )
    if entry.conference_id != conference.pk:
        other = entry.conference.name if entry.conference.poll_id == poll.pk else ""
        told = (
            _("This invitation is for another conference: {name}.")
            if other
            else _("This invitation is for another sitting. Send the person to the right door.")
        )
        raise RefusedError(told.format(name=other))
    present = RollEntry.Attendance.PRESENT
    fresh = mark(poll=poll, conference=conference, entry=entry, attendance=present, by=by, at=at)
    return entry, fresh


@act("attendance.closed", roles=OFFICE, says=noted("{actor} closed the attendance of {subject}"))
def close_attendance(
    *, poll: Poll, conference: Conference, by: Account, at: datetime
) -> Noted[Conference]:
    """Close the attendance: the number present stands from here on.

    :raises RefusedError: where it is closed, or nobody is present.
    """
    here = _open_day(poll, conference)
    counts = attendance_of(here)
    _refuse_closed(here)
    if not counts.present:
        raise RefusedError(_("Nobody is checked in yet."))
    here.present_at_opening = counts.present
    here.version += 1
    here.save()
    _rewrite_shuffled(here)
    after = {
        "listed": counts.listed,
        "present": counts.present,
        "excused": counts.excused,
        "absent": counts.absent,
        "observers": counts.observers_present,
    }
    return Noted(result=here, subject=str(here), after=after)


def _rewrite_shuffled(conference: Conference) -> None:
    """Write every entry of the roll anew, in an order of chance and in one transaction.

    PostgreSQL writes a changed row at the end of its table with the number of the transaction: the
    rows would otherwise lie there in the order in which people came.
    """
    rows = list(conference.roll.values_list("pk", flat=True))
    SystemRandom().shuffle(rows)
    for row in rows:
        RollEntry.objects.filter(pk=row).update(attendance=F("attendance"))


@act("attendance.opened", roles=OFFICE, says=noted("{actor} opened the attendance of {subject}"))
def open_attendance(
    *, poll: Poll, conference: Conference, by: Account, at: datetime, reason: str
) -> Noted[Conference]:
    """Open a closed attendance again, before anybody votes: somebody came late, or by mistake.

    Once the balloting is open the number present is that by which ballots were handed out.

    :raises RefusedError: where it is open, the balloting was opened, or a reason is missing.
    """
    here = _open_day(poll, conference)
    if not is_closed(here):
        raise RefusedError(_("The attendance is open."))
    if Stage(here.stage) is not Stage.WAITING:
        raise RefusedError(_("The balloting was opened: the attendance stays as it is."))
    if not reason.strip():
        raise RefusedError(_("Write down the reason."), "reason")
    before = {"present": here.present_at_opening}
    here.present_at_opening = None
    here.version += 1
    here.save()
    return Noted(result=here, subject=str(here), before=before, reason=reason.strip()[:500])


def _open_day(poll: Poll, conference: Conference) -> Conference:
    return poll.conferences.select_for_update().select_related("poll").get(pk=conference.pk)


@act("invitations.made", roles=OFFICE, says=noted("{actor} made the invitation codes of {subject}"))
def make_invitations(
    *, poll: Poll, conference: Conference, by: Account, at: datetime
) -> Noted[Conference]:
    """Make a code for everybody on the roll; codes made before are void.

    :raises RefusedError: where nobody is on the roll, the poll is not being prepared yet or is
        over, or the attendance is closed.
    """
    here = _open_day(poll, conference)
    if PollState(here.poll.state) not in _INVITING:
        raise RefusedError(_("Codes are made from the preparation of the poll to its balloting."))
    entries = list(here.roll.order_by("pk"))
    if not entries:
        raise RefusedError(_("The roll of voters is empty."))
    if is_closed(here):
        raise RefusedError(_("The attendance is closed: new codes would serve nobody."))
    here.invitation_round += 1
    here.version += 1
    here.save()
    for entry in entries:
        entry.invitation_hash = hash_of(code_of(here, entry))
    RollEntry.objects.bulk_update(entries, ["invitation_hash"], batch_size=200)
    after = {"codes": len(entries), "round": here.invitation_round}
    return Noted(result=here, subject=str(here), after=after)


def code_of(conference: Conference, entry: RollEntry) -> str:
    """Return the code on an invitation, 80 bits; it can be printed again, and guessed by nobody.

    It follows from the key of the installation: the records keep its hash only.
    """
    said = f"{conference.key}/{entry.pk}/{conference.invitation_round}".encode()
    digest = hmac.digest(settings.SECRET_KEY.encode(), _LABEL + said, "sha256")
    return CODE + b32encode(digest[:10]).decode()


def hash_of(code: str) -> str:
    """Return the hash by which a code is found, however it was typed."""
    plain = code.strip().upper()
    return hashlib.sha256(_LABEL + plain.encode()).hexdigest()


def looks_like_code(text: str) -> bool:
    """Whether what was typed or scanned is meant as a code rather than a name."""
    return text.strip().upper().startswith(CODE)
