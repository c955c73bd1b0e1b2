"""Reminding those who were asked for their report and have not handed it in."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.papers import KIND
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.works import ask
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.documents.papers.kinds import REMINDER
from tinnhiem.records.dossier_facts import OPEN_POLLS, unwritten
from tinnhiem.records.models import Account, Conference, Poll, Work
from tinnhiem.wording.language import _, ngettext, noted

_CLERK: Final = frozenset({Role.CLERK})


@act(
    "papers.reminders",
    roles=_CLERK,
    says=noted("{actor} had reminders of the reports drawn up: {subject}"),
)
def remind(
    *, poll: Poll, conference: Conference, by: Account, at: datetime, lines: Collection[str] = ()
) -> Noted[Work]:
    """Ask for a letter to everybody of a conference whose report is missing, or only to ``lines``.

    :raises RefusedError: where no report of these is missing, or none can come any more.
    """
    if PollState(poll.state) not in OPEN_POLLS:
        raise RefusedError(_("Reports are no longer received."))
    missing = [row.line for row in unwritten(poll).filter(conference=conference)]
    chosen = sorted(line for line in missing if not lines or line in lines)
    if not chosen:
        raise RefusedError(_("No report that was asked for is missing."))
    details = {"conference": conference.key, "kinds": [REMINDER], "lines": chosen}
    asked = ask(kind=KIND, poll=poll, details=details, by=by, total=2 * len(chosen))
    told = ngettext("{count} person", "{count} persons", len(chosen))
    return Noted(result=asked, subject=told.format(count=len(chosen)), after=details)
