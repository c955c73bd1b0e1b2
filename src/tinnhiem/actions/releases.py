"""Opening results to a scope, exactly as far as the legal bases allow."""

from datetime import datetime

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.conduct.states import ENDED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.problems import InputError
from tinnhiem.records.disclosure import Scope, has_results, scopes_of
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Account, Poll, Release
from tinnhiem.wording.language import _, noted


@act(
    "result.released",
    roles=frozenset({Role.CONVENER}),
    says=noted("{actor} opened the results to: {subject}"),
)
def release(
    *, poll: Poll, scope: str, by: Account, at: datetime, reason: str = ""
) -> Noted[Release]:
    """Open the results of a poll to a scope; it cannot be taken back.

    A scope that the bases allow without opening it by default needs a reason: the plan that
    widens the disclosure. The public is reached by publishing alone.

    :raises RefusedError: before the minutes; for a scope that the bases do not allow.
    """
    if not has_results(poll) or PollState(poll.state) in ENDED:
        raise RefusedError(_("Results are opened between the signed minutes and the archive."))
    found = _scope(poll, scope)
    if not found.allowed or scope == "public":
        raise RefusedError(_("The legal bases do not open the results to this scope."), "scope")
    if found.release is not None:
        raise RefusedError(_("The results are open to this scope already."), "scope")
    if not found.default and not reason.strip():
        message = _("This scope is not open by default. Write down which plan opens it.")
        raise RefusedError(message, "reason")
    return Noted(
        result=keep_release(poll, scope, by, at),
        subject=scope,
        after={"scope": scope, "rule": found.rule.id if found.rule else ""},
        reason=reason.strip(),
    )


def _scope(poll: Poll, scope: str) -> Scope:
    try:
        found = {each.id: each for each in scopes_of(poll, chain_for(poll))}
    except InputError as error:
        raise RefusedError(_("A law file of the poll is unknown or unsound.")) from error
    if scope not in found:
        raise RefusedError(_("The legal bases do not open the results to this scope."), "scope")
    return found[scope]


def keep_release(poll: Poll, scope: str, by: Account, at: datetime) -> Release:
    """Note, inside the transaction of an act, that a scope is open."""
    made, _made = Release.objects.get_or_create(
        poll=poll, scope=scope, defaults={"by": by, "released_on": at.date()}
    )
    return made
