"""Opening a declaration of assets and income: the one reading that is noted, for its owner to see.

The legal bases send declarations to the standing body and to those who vote. Nobody else opens one:
not the clerk, not an administrator, not the auditor.
"""

from datetime import datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import NotAllowedError
from tinnhiem.conduct.states import ENDED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.dossier_facts import READABLE_POLLS
from tinnhiem.records.models import Account, Dossier, Poll, RestrictedReading, Upload
from tinnhiem.records.roles import is_operator, roles_in
from tinnhiem.wording.language import noted

READERS: Final = frozenset({Role.VOTER, Role.CONVENER})


def may_open(poll: Poll, roles: frozenset[Role]) -> bool:
    """Whether somebody with these roles may open declarations of a poll now.

    Those who vote from the day the dossiers are sent, the standing body from when they come in;
    neither once the poll has ended.
    """
    state = PollState(poll.state)
    if Role.CONVENER in roles:
        return state not in ENDED
    return Role.VOTER in roles and state in READABLE_POLLS


def _may(poll: Poll, by: Account, at: datetime) -> bool:
    """Whether somebody may; who runs the installation never, whatever else they are in the poll."""
    return not is_operator(by) and may_open(poll, roles_in(poll, by, at.date()))


@act("declaration.opened", roles=READERS, says=noted("{actor} opened the declaration of {subject}"))
def open_declaration(*, poll: Poll, dossier: Dossier, by: Account, at: datetime) -> Noted[Upload]:
    """Note that somebody opens a declaration, and return its file.

    :raises NotAllowedError: where they may not, or there is none.
    """
    kept = Dossier.objects.select_related("declaration", "rated").get(
        pk=dossier.pk, rated__poll=poll
    )
    if kept.declaration is None or not _may(poll, by, at):
        raise NotAllowedError("declaration.opened")
    RestrictedReading.objects.get_or_create(
        upload=kept.declaration, account=by, read_on=at.date(), defaults={"dossier": kept}
    )
    return Noted(result=kept.declaration, subject=kept.rated.name)


def opened_today(poll: Poll, dossier: Dossier, by: Account, at: datetime) -> Upload:
    """Return the file of a declaration whose opening was noted today.

    :raises NotAllowedError: where it was not, or ``by`` may not open it any more.
    """
    upload = dossier.declaration
    if upload is None or not _may(poll, by, at):
        raise NotAllowedError("declaration.opened")
    if not upload.readings.filter(account=by, read_on=at.date()).exists():
        raise NotAllowedError("declaration.opened")
    return upload
