"""Correcting what was announced: one member of the board proposes, another confirms."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions import ledgers as acts
from tinnhiem.actions.proposals import confirm, propose, refuse
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.seats import require_seat
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import BallotType, PendingAct, Poll
from tinnhiem.web.access import page
from tinnhiem.web.conference.forms import CorrectionForm
from tinnhiem.web.conference.ledger import column, home_of, one, version_of
from tinnhiem.web.entries import NothingForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, noted

#: What each number of a ledger is called.
NAMES = {
    "printed": noted("Printed and stamped"),
    "issued": noted("Issued"),
    "exchanged": noted("Exchanged because spoiled"),
    "unused": noted("Unused"),
    "returned": noted("Returned"),
}


@page(Role.BOARD, Role.HEAD, methods=("GET", "POST"))
def proposing(request: Visit, *, poll: Poll, kind: int) -> HttpResponse:
    """Propose other numbers than those announced."""
    sitting, ledger = one(request, poll, kind)
    require_seat(sitting.here, request.by)
    if not ledger.announced:
        raise Http404
    form = CorrectionForm(
        request.POST or None,
        initial={**acts.numbers_of(ledger), "version": version_of(ledger)},
    )

    def put_forward(data: dict[str, Any]) -> object:
        if poll.pending_acts.filter(
            act=acts.CORRECTION, subject=str(kind), state=PendingAct.State.PROPOSED
        ).exists():
            raise RefusedError(_("A correction of this type waits already. Decide on it first."))
        numbers = {name: data[name] for name in acts.KEPT}
        return propose(
            poll=poll,
            what=acts.CORRECTION,
            subject=str(kind),
            details={"numbers": numbers, "version": data["version"]},
            reason=data["reason"],
            by=request.by,
            at=request.at,
        )

    answered = submitted(request, form, put_forward, then=home_of(sitting, poll))
    if answered is not None:
        return answered
    context = {
        "form": form,
        "poll": poll,
        "sitting": sitting,
        "column": column(ledger, sitting),
        "back": home_of(sitting, poll),
        "action": request.path,
    }
    return show(request, "conference/correct_ledger.html", context)


@page(Role.BOARD, Role.HEAD, methods=("GET", "POST"))
def deciding(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Show a proposed correction beside what stands, to confirm or to refuse."""
    proposal = _open(poll, key)
    sitting, ledger = one(request, poll, int(proposal.subject))
    require_seat(sitting.here, request.by)
    form = NothingForm(request.POST or None)
    refusing = request.POST.get("decision") == "refuse"

    def decide(_data: dict[str, Any]) -> object:
        decision = refuse if refusing else confirm
        return decision(poll=poll, proposal=proposal, by=request.by, at=request.at)

    answered = submitted(request, form, decide, then=home_of(sitting, poll))
    if answered is not None:
        return answered
    now = acts.numbers_of(ledger)
    wanted = proposal.details["numbers"]
    context = {
        "form": form,
        "poll": poll,
        "sitting": sitting,
        "proposal": proposal,
        "kind": BallotType.objects.get(pk=int(proposal.subject)),
        "rows": [
            {"name": _(NAMES[name]), "now": now[name], "wanted": wanted[name]} for name in acts.KEPT
        ],
        "own": proposal.proposed_by_id == request.by.pk,
        "back": home_of(sitting, poll),
        "action": reverse("conference:confirm-correction", kwargs={"poll": poll.key, "key": key}),
    }
    return show(request, "conference/confirm_correction.html", context)


def _open(poll: Poll, key: str) -> PendingAct:
    """Return a correction that waits.

    :raises Http404: where there is none of this key.
    """
    waiting = poll.pending_acts.filter(
        act=acts.CORRECTION, key=key, state=PendingAct.State.PROPOSED
    )
    found = waiting.select_related("proposed_by__person").first()
    if found is None:
        raise Http404
    return found
