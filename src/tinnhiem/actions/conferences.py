"""Taking the steps of a conference on its day; the poll's own state follows."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.polls import refuse_blocked
from tinnhiem.actions.step_frame import Consequences, Reasons, reasons_given, waived
from tinnhiem.conduct.deciding import judge_day
from tinnhiem.conduct.states import PollState, Stage, following
from tinnhiem.conduct.transitions import DAY_TRANSITIONS
from tinnhiem.records.facts import conference_facts
from tinnhiem.records.lawful import roll_numbers
from tinnhiem.records.models import Account, Conference, Poll
from tinnhiem.wording.language import noted

_SAYS: Final = {
    "open-balloting": noted("{actor} opened the balloting of {subject}"),
    "start-count": noted("{actor} started the count of {subject}"),
    "close-count": noted("{actor} closed the count of {subject}"),
    "count-again": noted("{actor} ordered a new count of {subject}"),
    "close-minutes": noted("{actor} closed the signed minutes of {subject}"),
}

_CONSEQUENCES: Final[Consequences[Conference]] = Consequences(DAY_TRANSITIONS)
#: Marks a function as what a step of a conference also changes.
day_consequence: Final = _CONSEQUENCES.of


def take_day_step(  # noqa: PLR0913 - a step is taken by somebody, at a moment, for reasons
    *,
    poll: Poll,
    conference: Conference,
    step: str,
    by: Account,
    at: datetime,
    reason: str = "",
    waivers: Reasons | None = None,
    confirmed: bool = False,
) -> Conference:
    """Take a step of a conference of ``poll``.

    :raises RefusedError: with what blocks, where a condition does not hold or a reason is missing.
    :raises NotAllowedError: where ``by`` has none of the step's roles.
    """
    run = _CONFIRMED[step] if confirmed else _STEPS[step]
    given = waivers or {}
    return run(poll=poll, conference=conference, by=by, at=at, reason=reason, waivers=given)


def _taker(step: str, *, confirmed: bool) -> Callable[..., Conference]:
    transition = DAY_TRANSITIONS[step]
    roles = transition.second if confirmed else transition.roles
    code = f"conference.{step}" + (".confirmed" if confirmed else "")

    @act(code, roles=roles, says=_SAYS[step])
    def take(
        *,
        poll: Poll,
        conference: Conference,
        by: Account,
        at: datetime,
        reason: str,
        waivers: Reasons,
    ) -> Noted[Conference]:
        given = reasons_given(transition, reason, waivers, confirmed=confirmed)
        fresh = poll.conferences.select_for_update().get(pk=conference.pk)
        refuse_blocked(judge_day(step, conference_facts(fresh), given))
        before = {"stage": fresh.stage, "state": poll.state}
        _move(poll, fresh, step, given)
        _CONSEQUENCES.follow(step, fresh, by, at)
        after = {"stage": fresh.stage, "state": poll.state, **waived(given)}
        return Noted(result=fresh, subject=str(fresh), before=before, after=after, reason=reason)

    return take


def _move(poll: Poll, conference: Conference, step: str, given: Reasons) -> None:
    if step == "open-balloting":
        conference.present_at_opening = roll_numbers(conference).present
    conference.stage = DAY_TRANSITIONS[step].to.value
    conference.waivers = {**conference.waivers, **given}
    conference.version += 1
    conference.save()
    stages = tuple(Stage(kept.stage) for kept in poll.conferences.all())
    state = following(stages, PollState(poll.state))
    if state != poll.state:
        poll.state = state.value
        poll.version += 1
        poll.save()


_STEPS: Final = {step: _taker(step, confirmed=False) for step in DAY_TRANSITIONS}
_CONFIRMED: Final = {
    step: _taker(step, confirmed=True) for step, found in DAY_TRANSITIONS.items() if found.second
}
