"""Acts of two people at the count: numbers of the whole board, a new count, destruction."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions import batches as acts
from tinnhiem.actions.adjudication import SETTLE_ROW
from tinnhiem.actions.proposals import confirm, propose, refuse
from tinnhiem.actions.scanning import DROP, sheets_of
from tinnhiem.actions.sealing import DESTROY, parcel_name
from tinnhiem.conduct.double_entry import ROUNDS
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.board import lines_in, seat
from tinnhiem.records.models import Batch, Conference, Parcel, PendingAct, Poll, ReadRow, ScanRun
from tinnhiem.web.access import page
from tinnhiem.web.counting.forms import TallyForm
from tinnhiem.web.counting.rooms import (
    address,
    batch_or_404,
    column_labels,
    crumbs,
    head_or_404,
    number_columns,
    sheet_labels,
    sitting_or_404,
)
from tinnhiem.web.entries import NothingForm, ReasonForm, words
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _

AGAIN: Final = "conference.count-again"


@page(Role.HEAD, methods=("GET", "POST"))
def whole_board(request: Visit, *, poll: Poll, batch: int) -> HttpResponse:
    """Let the head enter what the whole board counted, sheet by sheet, and why."""
    found = batch_or_404(poll, batch)
    head_or_404(request, found.ballot_type.conference)
    if found.state != Batch.State.DIFFERS or acts.rounds_done(found) < ROUNDS:
        raise Http404
    form = TallyForm(
        request.POST if request.method == "POST" else None,
        lines=lines_in(found),
        labels=column_labels(poll),
    )
    form.fields["reason"] = words(_("What the whole board found"))
    answer = submitted(
        request,
        form,
        lambda _data: _propose_settlement(request, poll, found, form),
        then=lambda made: address("proposal", poll, key=made.key),
    )
    context = {
        "poll": poll,
        "batch": found,
        "kind": found.ballot_type,
        "form": form,
        "rows": list(form.rows()),
        "columns": column_labels(poll),
        "number_columns": number_columns(poll),
        "crumbs": crumbs(
            poll, (_("Keying the count"), address("entry", poll)), (found.ballot_type.title, None)
        ),
    }
    return answer or show(request, "counting/whole_board.html", context)


def _propose_settlement(request: Visit, poll: Poll, batch: Batch, form: TallyForm) -> PendingAct:
    data = form.cleaned_data
    details = {"cells": form.cells(), "invalid_ballots": data.get("invalid_ballots") or 0}
    acts.check_settlement(poll, batch, details)
    return propose(
        poll=poll,
        what=acts.SETTLE,
        subject=str(batch.pk),
        details=details,
        reason=data["reason"],
        by=request.by,
        at=request.at,
    )


@page(Role.HEAD, methods=("GET", "POST"))
def again(request: Visit, *, poll: Poll) -> HttpResponse:
    """Propose a new count: the results are taken back, the minutes superseded."""
    sitting = sitting_or_404(request, poll)
    head_or_404(request, sitting.here)
    form = ReasonForm(request.POST or None, label=_("Why the ballots are counted again"))
    answer = submitted(
        request,
        form,
        lambda data: propose(
            poll=poll,
            what=AGAIN,
            subject=sitting.here.key,
            reason=data["reason"],
            by=request.by,
            at=request.at,
        ),
        then=lambda made: address("proposal", poll, key=made.key),
    )
    context = {
        "poll": poll,
        "form": form,
        "question": _("Count all ballots again?"),
        "happens": [
            _("Everybody's result is taken back and the minutes are superseded."),
            _("Both teams key every batch anew, blind. What was keyed before is kept."),
        ],
        "visible_to": _("The counting board; the log names you and the reason."),
        "remains": _("The count is closed again when every sum holds."),
        "second": _("Another member of the board confirms it from their own session."),
        "act": _("Propose a new count"),
        "action": sitting.address(address("count-again", poll)),
        "back": address("entry", poll),
        "dangerous": True,
    }
    return answer or show(request, "counting/confirm.html", context)


def _batch_words(poll: Poll, proposal: PendingAct) -> dict[str, Any]:
    batch = batch_or_404(poll, int(proposal.subject))
    cells: Mapping[str, Mapping[str, int]] = proposal.details["cells"]
    rows = [{"rated": r, "cells": cells[r.line]} for r in lines_in(batch)]
    return {
        "conference": batch.ballot_type.conference,
        "question": _("Are these the numbers of the whole board for batch {number}?").format(
            number=batch.number
        ),
        "happens": _("These numbers count for the batch, {ballots} ballots of “{type}”.").format(
            ballots=batch.ballots, type=batch.ballot_type.title
        ),
        "act": _("Confirm these numbers"),
        "columns": column_labels(poll),
        "number_columns": number_columns(poll),
        "rows": rows,
        "invalid_ballots": proposal.details["invalid_ballots"],
    }


def _again_words(poll: Poll, proposal: PendingAct) -> dict[str, Any]:
    conference = Conference.objects.filter(poll=poll, key=proposal.subject).first()
    if conference is None:
        raise Http404
    return {
        "conference": conference,
        "question": _("Count all ballots again?"),
        "happens": _("Everybody's result is taken back and the minutes are superseded."),
        "act": _("Confirm the new count"),
    }


def _destruction_words(poll: Poll, proposal: PendingAct) -> dict[str, Any]:
    parcel = Parcel.objects.filter(pk=proposal.subject, conference__poll=poll).first()
    if parcel is None:
        raise Http404
    return {
        "conference": None,
        "question": _("Was {parcel} destroyed?").format(parcel=parcel_name(parcel)),
        "happens": _("The record says that this parcel no longer exists: {content}.").format(
            content=parcel.content
        ),
        "act": _("Confirm the destruction"),
    }


def _row_words(poll: Poll, proposal: PendingAct) -> dict[str, Any]:
    rows = ReadRow.objects.filter(key=proposal.subject, sheet__run__conference__poll=poll)
    row = rows.select_related("sheet__run__conference").first()
    if row is None:
        raise Http404
    label = (column_labels(poll) | sheet_labels())[proposal.details["decision"]]
    return {
        "conference": row.sheet.run.conference,
        "question": _("Does the whole board read this row as “{decision}”?").format(decision=label),
        "happens": _("The row counts so; it cannot be decided again."),
        "act": _("Confirm this decision"),
        "picture": address("crop", poll, row=row.key),
    }


def _stack_words(poll: Poll, proposal: PendingAct) -> dict[str, Any]:
    runs = ScanRun.objects.filter(key=proposal.subject, conference__poll=poll)
    run = runs.select_related("conference").first()
    if run is None:
        raise Http404
    return {
        "conference": run.conference,
        "question": _("Drop this stack whole?"),
        "happens": _("None of its {count} sheets counts any more.").format(count=sheets_of(run)),
        "act": _("Confirm that it is dropped"),
    }


_WORDS: Final[Mapping[str, Callable[[Poll, PendingAct], dict[str, Any]]]] = {
    acts.SETTLE: _batch_words,
    AGAIN: _again_words,
    DESTROY: _destruction_words,
    SETTLE_ROW: _row_words,
    DROP: _stack_words,
}


def may_see(request: Visit, conference: Conference | None) -> bool:
    """Whether the visitor may see a proposal: the board its own, the keepers of parcels theirs."""
    if conference is None:
        return bool(request.roles & {Role.CLERK, Role.CONVENER})
    return seat(conference, request.by) is not None


@page(Role.BOARD, Role.HEAD, Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def proposal(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Show a proposal to whoever may confirm or refuse it, from their own session."""
    found = PendingAct.objects.filter(poll=poll, key=key, act__in=_WORDS).first()
    if found is None:
        raise Http404
    told = _WORDS[found.act](poll, found)
    if not may_see(request, told["conference"]):
        raise Http404
    form = NothingForm(request.POST or None) if request.method == "POST" else NothingForm()
    answer = submitted(
        request, form, lambda _data: _decide(request, poll, found), then=_back(poll, found)
    )
    mine = found.proposed_by_id == request.by.pk
    context = {
        "rows": [],
        "poll": poll,
        "form": form,
        "found": found,
        "mine": mine,
        "open": found.state == PendingAct.State.PROPOSED,
        "back": _back(poll, found),
        **told,
    }
    return answer or show(request, "counting/proposal.html", context)


def _decide(request: Visit, poll: Poll, found: PendingAct) -> object:
    if request.POST.get("do") == "refuse":
        return refuse(poll=poll, proposal=found, by=request.by, at=request.at)
    return confirm(poll=poll, proposal=found, by=request.by, at=request.at)


def _back(poll: Poll, found: PendingAct) -> str:
    name = {DESTROY: "sealing", SETTLE_ROW: "doubts", DROP: "scans"}.get(found.act, "entry")
    return reverse(f"counting:{name}", kwargs={"poll": poll.key})
