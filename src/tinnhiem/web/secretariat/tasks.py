"""What waits for whoever looks at a poll."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from tinnhiem.actions.proposals import TWO_PERSON_ACTS
from tinnhiem.conduct.states import EDITABLE, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Dossier, IssuedPaper, PendingAct, Rated
from tinnhiem.web.requests import Visit
from tinnhiem.web.secretariat.desk import Desk, dossier_state
from tinnhiem.wording.language import _, ngettext


def tasks_of(desk: Desk, request: Visit) -> list[dict[str, Any]]:
    """Return the tasks of a visitor in a poll, those that others wait for first."""
    found = list(_proposals(desk, request))
    if Role.CONVENER in request.roles:
        found += _of_convener(desk)
    if Role.CLERK in request.roles:
        found += _of_clerk(desk)
    return found


def _task(page: str, desk: Desk, text: str, detail: str = "", anchor: str = "") -> dict[str, Any]:
    url = reverse(f"secretariat:{page}", kwargs={"poll": desk.poll.key}) + anchor
    return {"text": text, "url": url, "detail": detail}


def _proposals(desk: Desk, request: Visit) -> Iterator[dict[str, Any]]:
    waiting = desk.poll.pending_acts.filter(state=PendingAct.State.PROPOSED)
    mine = [
        each
        for each in waiting.exclude(proposed_by=request.by)
        if each.act in TWO_PERSON_ACTS
        and not TWO_PERSON_ACTS[each.act].confirmers.isdisjoint(request.roles)
    ]
    if mine:
        count = len(mine)
        told = ngettext("Confirm {count} proposal", "Confirm {count} proposals", count)
        yield _task("proposals", desk, told.format(count=count), _("Proposed by somebody else"))


def _of_convener(desk: Desk) -> Iterator[dict[str, Any]]:
    facts = desk.facts
    ready = facts.rated and not facts.undecided
    if ready and (not facts.slate_approved or facts.slate_changed):
        detail = _("Changed since the approval") if facts.slate_changed else ""
        yield _task("slate", desk, _("Approve the list"), detail)
    waiting = [p for p in desk.papers if p.state == IssuedPaper.State.AWAITING]
    if waiting:
        count = len(waiting)
        told = ngettext("Approve {count} paper", "Approve {count} papers", count)
        yield _task("papers", desk, told.format(count=count), waiting[0].title)


def _of_clerk(desk: Desk) -> Iterator[dict[str, Any]]:
    undecided = [r.name for r in desk.people if r.conclusion == Rated.Conclusion.UNDECIDED]
    if undecided:
        count = len(undecided)
        told = ngettext("Decide about {count} person", "Decide about {count} persons", count)
        yield _task("slate", desk, told.format(count=count), ", ".join(undecided[:3]))
    new = (Dossier.State.SUBMITTED, Dossier.State.LATE)
    to_check = [row.name for row in desk.rated if dossier_state(row) in new]
    if to_check:
        count = len(to_check)
        told = ngettext("Check {count} new report", "Check {count} new reports", count)
        yield _task("dossiers", desk, told.format(count=count), ", ".join(to_check[:3]))
    if desk.facts.questions_open:
        count = desk.facts.questions_open
        told = ngettext("{count} question is open", "{count} questions are open", count)
        yield _task("questions", desk, told.format(count=count))
    if not desk.facts.voters and PollState(desk.poll.state) in EDITABLE:
        yield _task("conferences", desk, _("Fill in the roll of voters"))
    approved = sum(paper.state == IssuedPaper.State.APPROVED for paper in desk.papers)
    if approved:
        told = ngettext("Issue {count} approved paper", "Issue {count} approved papers", approved)
        yield _task("papers", desk, told.format(count=approved))
    stale = sum(bool(paper.affected) for paper in desk.papers)
    if stale:
        told = ngettext("{count} paper is out of date", "{count} papers are out of date", stale)
        yield _task("papers", desk, told.format(count=stale), _("Draw it up anew or withdraw it"))
