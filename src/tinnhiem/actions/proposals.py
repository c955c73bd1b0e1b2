"""Acts that two people do: one proposes, another confirms from their own session."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from tinnhiem.actions.act import ANYBODY, Noted, act
from tinnhiem.actions.conferences import take_day_step
from tinnhiem.actions.polls import take_step
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.seats import require_head
from tinnhiem.conduct.transitions import DAY_TRANSITIONS, TRANSITIONS, Role
from tinnhiem.records.models import Account, PendingAct, Poll
from tinnhiem.records.roles import roles_in
from tinnhiem.wording.language import _, noted

#: How a confirmed act is done: called with the proposal, who confirms and when.
Doing = Callable[[PendingAct, Account, datetime], object]


class TwoPersonAct:
    """An act of two people: who may propose it, who may confirm it, how it is done."""

    def __init__(self, proposers: frozenset[Role], confirmers: frozenset[Role], do: Doing) -> None:
        self.proposers = proposers
        self.confirmers = confirmers
        self.do = do


def _poll_step(step: str) -> Doing:
    def do(proposal: PendingAct, by: Account, at: datetime) -> object:
        waivers: Mapping[str, str] = proposal.details.get("waivers", {})
        return take_step(
            poll=proposal.poll,
            step=step,
            by=by,
            at=at,
            reason=proposal.reason,
            waivers=waivers,
            confirmed=True,
        )

    return do


def _day_step(step: str) -> Doing:
    def do(proposal: PendingAct, by: Account, at: datetime) -> object:
        conference = proposal.poll.conferences.get(key=proposal.subject)
        if DAY_TRANSITIONS[step].roles == {Role.HEAD}:
            require_head(conference, proposal.proposed_by)  # not of another conference's board
        return take_day_step(
            poll=proposal.poll,
            conference=conference,
            step=step,
            by=by,
            at=at,
            reason=proposal.reason,
            confirmed=True,
        )

    return do


TWO_PERSON_ACTS: Final[dict[str, TwoPersonAct]] = {
    **{
        f"poll.{step}": TwoPersonAct(found.roles, found.second, _poll_step(step))
        for step, found in TRANSITIONS.items()
        if found.second
    },
    **{
        f"conference.{step}": TwoPersonAct(found.roles, found.second, _day_step(step))
        for step, found in DAY_TRANSITIONS.items()
        if found.second
    },
}


@act("proposal.made", roles=ANYBODY, says=noted("{actor} proposed: {subject}"))
def propose(  # noqa: PLR0913 - what is proposed, about what, why, by whom and when
    *,
    poll: Poll,
    what: str,
    by: Account,
    at: datetime,
    subject: str = "",
    details: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Noted[PendingAct]:
    """Propose an act that another person has to confirm; an equal open proposal is kept.

    :raises NotAllowedError: where ``by`` may not propose this.
    :raises RefusedError: where something else is proposed about the same already: the second person
        would confirm what nobody means any more.
    """
    rule = TWO_PERSON_ACTS[what]
    if rule.proposers.isdisjoint(roles_in(poll, by, at.date())):
        raise NotAllowedError(what)
    waiting = PendingAct.objects.filter(
        poll=poll, act=what, subject=subject, state=PendingAct.State.PROPOSED
    ).first()
    if waiting is not None and (waiting.details, waiting.reason) != (dict(details or {}), reason):
        raise RefusedError(_("A proposal about this waits already. Decide on it first."))
    made = waiting or PendingAct.objects.create(
        poll=poll,
        act=what,
        subject=subject,
        details=dict(details or {}),
        reason=reason,
        proposed_by=by,
        proposed_at=at,
    )
    return Noted(result=made, subject=what, after={"key": made.key}, reason=reason)


@act("proposal.confirmed", roles=ANYBODY, says=noted("{actor} confirmed: {subject}"))
def confirm(*, poll: Poll, proposal: PendingAct, by: Account, at: datetime) -> Noted[object]:
    """Confirm a proposal of somebody else, which does it.

    :raises RefusedError: where ``by`` proposed it, it was decided already, or it is blocked now.
    :raises NotAllowedError: where ``by`` may not confirm this.
    """
    kept = _open(poll, proposal, by, at)
    done = TWO_PERSON_ACTS[kept.act].do(kept, by, at)
    _decide(kept, PendingAct.State.CONFIRMED, by, at)
    return Noted(result=done, subject=kept.act, after={"key": kept.key})


@act("proposal.refused", roles=ANYBODY, says=noted("{actor} refused: {subject}"))
def refuse(
    *, poll: Poll, proposal: PendingAct, by: Account, at: datetime, reason: str = ""
) -> Noted[PendingAct]:
    """Refuse a proposal; the one who made it may take it back the same way.

    :raises RefusedError: where it was decided already.
    :raises NotAllowedError: where ``by`` may neither confirm it nor made it.
    """
    kept = _open(poll, proposal, by, at, own=True)
    _decide(kept, PendingAct.State.REFUSED, by, at)
    return Noted(result=kept, subject=kept.act, after={"key": kept.key}, reason=reason)


def _open(
    poll: Poll, proposal: PendingAct, by: Account, at: datetime, *, own: bool = False
) -> PendingAct:
    kept = poll.pending_acts.select_for_update().get(pk=proposal.pk)
    mine = kept.proposed_by_id == by.pk
    confirmers = TWO_PERSON_ACTS[kept.act].confirmers
    if not (own and mine) and confirmers.isdisjoint(roles_in(poll, by, at.date())):
        raise NotAllowedError(kept.act)
    if mine and not own:
        raise RefusedError(_("You proposed this yourself: another person has to confirm it."))
    if kept.state != PendingAct.State.PROPOSED:
        raise RefusedError(_("This was already decided."))
    return kept


def _decide(kept: PendingAct, state: PendingAct.State, by: Account, at: datetime) -> None:
    kept.state = state
    kept.decided_by = by
    kept.decided_at = at
    kept.save()
