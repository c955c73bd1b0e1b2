"""What the office throws away by itself, hour by hour: nothing here belongs to a poll.

It is nobody's act and stands in no log. Everything here may run twice, or in two workers at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from tinnhiem.actions.scan_files import sweep_scans
from tinnhiem.actions.unsent import forget_old
from tinnhiem.actions.uploads import remove_orphans
from tinnhiem.records.models import SpentToken

#: A page that was left open may still be sent; after this it is too old to be sent twice.
TOKENS_KEPT: Final = timedelta(days=60)
#: What a message to the worker came to is told by the work itself; its row serves a clerk no more.
MESSAGES_KEPT: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """How many of each were thrown away."""

    sessions: int
    tokens: int
    messages: int
    files: int
    texts: int


def tidy(*, at: datetime) -> Tidied:
    """Throw away sessions that are over, old tokens, done messages, stray files, unsent texts.

    :raises OSError: where the stored files cannot be listed; the rest is done by then.
    """
    return Tidied(
        sessions=Session.objects.filter(expire_date__lt=at).delete()[0],
        tokens=SpentToken.objects.filter(spent_on__lt=(at - TOKENS_KEPT).date()).delete()[0],
        messages=DBTaskResult.objects.finished()
        .filter(finished_at__lt=at - MESSAGES_KEPT)
        .delete()[0],
        files=remove_orphans(at=at) + sweep_scans(at=at),
        texts=forget_old(at.date()),
    )
