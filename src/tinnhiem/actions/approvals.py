"""Approvals of the standing body: of the list, the plan and single papers, by name and date."""

from datetime import datetime
from typing import Any, Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.slates import refuse_affected
from tinnhiem.conduct.states import EDITABLE, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.digests import digest_of, slate_content, slate_digest
from tinnhiem.records.models import Account, Approval, IssuedPaper, Poll, Rated
from tinnhiem.wording.language import _, noted

SLATE: Final = "slate"
PLAN: Final = "plan"
PAPER: Final = "paper"
CONVENER: Final = frozenset({Role.CONVENER})
#: A plan is approved while what it says can still be followed.
_PLANNED: Final = EDITABLE | {PollState.READING}

#: What of a poll an approval of its plan covers.
_PLAN_FIELDS: Final = (
    "body_name", "procedure", "rulebook", "overlays", "sitting", "place", "opening_date",
    "poll_date", "membership", "denominator", "rehearsal",
)  # fmt: skip


def plan_content(poll: Poll) -> dict[str, Any]:
    """Return what is approved as the plan: legal bases, sitting, dates, base of the shares."""
    content = {name: _plain(getattr(poll, name)) for name in _PLAN_FIELDS}
    content["own_rules"] = list(
        poll.own_rules.order_by("identifier").values_list("sha256", flat=True)
    )
    content["conferences"] = [
        [each.name, _plain(each.held_on), each.place]
        for each in poll.conferences.order_by("position")
    ]
    return content


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def plan_digest(poll: Poll) -> str:
    """Return the hash of what is approved as the plan."""
    return digest_of(plan_content(poll))


@act("slate.approved", roles=CONVENER, says=noted("{actor} approved the list"))
def approve_slate(
    *, poll: Poll, digest: str, note: str, by: Account, at: datetime
) -> Noted[Approval]:
    """Approve the list as it was shown; ``digest`` is of what was shown.

    :raises RefusedError: where it changed since, is empty, or somebody is still to be decided.
    """
    if PollState(poll.state) not in EDITABLE | {PollState.READING, PollState.FROZEN}:
        raise RefusedError(_("The list can no longer be approved: the balloting has begun."))
    if digest != slate_digest(poll):
        raise RefusedError(_("The list was changed while you looked at it. Read it again."))
    rows = poll.slate
    if not rows.filter(conclusion=Rated.Conclusion.RATED).exists():
        raise RefusedError(_("Nobody is on the list yet."))
    undecided = rows.filter(conclusion=Rated.Conclusion.UNDECIDED).count()
    if undecided:
        told = _("For {count} persons it is not settled whether they are rated.")
        raise RefusedError(told.format(count=undecided))
    poll.approvals.filter(subject=SLATE).update(withdrawn=True)
    made = _approve(
        poll, SLATE, by, at, digest=digest, content={"rows": slate_content(poll)}, note=note
    )
    return Noted(result=made, subject=str(poll), after={"digest": digest, "name": made.name})


@act("slate.returned", roles=CONVENER, says=noted("{actor} returned the list for changes"))
def return_slate(*, poll: Poll, reason: str, by: Account, at: datetime) -> Noted[int]:
    """Take the approval of the list back, so that it can be changed.

    :raises RefusedError: where it is not approved, the preparation is over, or no reason is given.
    """
    if PollState(poll.state) not in EDITABLE:
        raise RefusedError(_("The list can be changed only while the poll is being prepared."))
    if not reason.strip():
        raise RefusedError(_("Write down the reason."), "reason")
    count = poll.approvals.filter(subject=SLATE, withdrawn=False).update(withdrawn=True)
    if not count:
        raise RefusedError(_("The list is not approved."))
    return Noted(result=count, subject=str(poll), reason=reason.strip())


@act("plan.approved", roles=CONVENER, says=noted("{actor} approved the plan of the poll"))
def approve_plan(
    *, poll: Poll, digest: str, note: str, by: Account, at: datetime
) -> Noted[Approval]:
    """Approve legal bases, dates and conferences as they were shown.

    :raises RefusedError: where they changed since, or the reading is over.
    """
    if PollState(poll.state) not in _PLANNED:
        raise RefusedError(_("The plan is approved before the dossiers are frozen, not after."))
    if digest != plan_digest(poll):
        raise RefusedError(_("The plan was changed while you looked at it. Read it again."))
    poll.approvals.filter(subject=PLAN).update(withdrawn=True)
    made = _approve(poll, PLAN, by, at, digest=digest, content=plan_content(poll), note=note)
    return Noted(result=made, subject=str(poll), after={"digest": digest, "name": made.name})


@act("paper.approved", roles=CONVENER, says=noted("{actor} approved {subject}"))
def approve_papers(*, poll: Poll, keys: list[str], by: Account, at: datetime) -> Noted[int]:
    """Approve papers that wait for it, each as its files are.

    :raises RefusedError: where none of them waits, or one is out of date.
    """
    waiting = poll.issued_papers.select_for_update().filter(
        key__in=keys, state=IssuedPaper.State.AWAITING
    )
    done = list(waiting)
    if not done:
        raise RefusedError(_("None of these papers waits for approval."))
    refuse_affected(poll.issued_papers.filter(pk__in=[paper.pk for paper in done]))
    for paper in done:
        paper.state = IssuedPaper.State.APPROVED.value
        paper.version += 1
        paper.save()
        _approve(poll, PAPER, by, at, digest=paper.pdf_sha256, paper=paper)
    subject = done[0].title if len(done) == 1 else _("{count} papers").format(count=len(done))
    after = {paper.stem: paper.pdf_sha256 for paper in done}
    return Noted(result=len(done), subject=subject, after=after)


def _approve(poll: Poll, subject: str, by: Account, at: datetime, **more: Any) -> Approval:  # noqa: ANN401 - the rest of the record
    made = Approval(poll=poll, subject=subject, by=by, name=by.display_name, **more)
    made.approved_on = at.date()
    made.note = made.note.strip()[:500]
    made.save()
    return made
