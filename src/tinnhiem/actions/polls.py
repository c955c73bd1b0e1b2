"""Taking the steps of a poll, as the table of steps permits, each with its line in the log."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.step_frame import Consequences, Reasons, reasons_given, waived
from tinnhiem.conduct.deciding import Verdict, judge
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import TRANSITIONS
from tinnhiem.conduct.words import finding_sentence
from tinnhiem.records.facts import poll_facts
from tinnhiem.records.models import Account, Poll
from tinnhiem.wording.language import _, noted

_SAYS: Final = {
    "prepare": noted("{actor} began to prepare the poll"),
    "open-reading": noted("{actor} sent the dossiers to the voters"),
    "return-to-preparation": noted("{actor} took the poll back to its preparation"),
    "freeze": noted("{actor} froze the dossiers"),
    "reopen-reading": noted("{actor} reopened the dossiers"),
    "confirm": noted("{actor} confirmed the result"),
    "publish": noted("{actor} published the result"),
    "archive": noted("{actor} archived the poll"),
    "archive-unpublished": noted("{actor} archived the poll without publishing it"),
    "suspend": noted("{actor} suspended the poll"),
    "resume": noted("{actor} resumed the poll"),
    "cancel": noted("{actor} cancelled the poll"),
}

_CONSEQUENCES: Final[Consequences[Poll]] = Consequences(TRANSITIONS)
#: Marks a function as what a step also changes (freezing the dossiers' hash, for instance).
consequence: Final = _CONSEQUENCES.of


def take_step(  # noqa: PLR0913 - a step is taken by somebody, at a moment, for reasons
    *,
    poll: Poll,
    step: str,
    by: Account,
    at: datetime,
    reason: str = "",
    waivers: Reasons | None = None,
    confirmed: bool = False,
) -> Poll:
    """Take a step of a poll.

    ``waivers`` are reasons by condition, for conditions that may be waived. ``confirmed`` says that
    the second person of a step that needs one is the one who acts now (:mod:`.proposals`).

    :raises RefusedError: with what blocks, where a condition does not hold or a reason is missing.
    :raises NotAllowedError: where ``by`` has none of the step's roles.
    """
    run = _CONFIRMED[step] if confirmed else _STEPS[step]
    return run(poll=poll, by=by, at=at, reason=reason, waivers=waivers or {})


def refuse_blocked(verdict: Verdict) -> None:
    """Refuse a step that is not permitted, saying everything that blocks it.

    :raises RefusedError: where it is not.
    """
    if not verdict.here:
        raise RefusedError(_("This step does not start from where the poll stands now."))
    if verdict.blocking:
        raise RefusedError(" ".join(finding_sentence(found) for found in verdict.blocking))


def _taker(step: str, *, confirmed: bool) -> Callable[..., Poll]:
    transition = TRANSITIONS[step]
    roles = transition.second if confirmed else transition.roles
    code = f"poll.{step}" + (".confirmed" if confirmed else "")

    @act(code, roles=roles, says=_SAYS[step])
    def take(
        *, poll: Poll, by: Account, at: datetime, reason: str, waivers: Reasons
    ) -> Noted[Poll]:
        given = reasons_given(transition, reason, waivers, confirmed=confirmed)
        refuse_blocked(judge(step, poll_facts(poll), given))
        before = {"state": poll.state, "suspended": poll.suspended}
        _move(poll, step, reason)
        _CONSEQUENCES.follow(step, poll, by, at)
        poll.version += 1
        poll.save()
        after = {"state": poll.state, "suspended": poll.suspended, **waived(given)}
        return Noted(result=poll, subject=str(poll), before=before, after=after, reason=reason)

    return take


def _move(poll: Poll, step: str, reason: str) -> None:
    target = TRANSITIONS[step].to
    if target is not None:
        poll.state = PollState(target).value
    if step == "suspend":
        poll.suspended = reason.strip()[:500]
    if step == "resume":
        poll.suspended = ""


_STEPS: Final = {step: _taker(step, confirmed=False) for step in TRANSITIONS}
_CONFIRMED: Final = {
    step: _taker(step, confirmed=True) for step, found in TRANSITIONS.items() if found.second
}
