"""One team keys one batch: its own numbers only, saved as typed, handed in when they add up."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse

from tinnhiem.actions.refusals import OutdatedError, RefusedError
from tinnhiem.actions.tallies import agreed_before, complete_entry, keep_draft
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.board import entry_of, lines_in, team_of
from tinnhiem.records.models import Batch, BatchEntry, Poll
from tinnhiem.web.access import page
from tinnhiem.web.counting.forms import TallyForm
from tinnhiem.web.counting.rooms import (
    address,
    batch_or_404,
    column_labels,
    crumbs,
    is_counting,
    number_columns,
    seat_or_404,
)
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import UNPROCESSABLE, show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _


@page(Role.BOARD, methods=("GET", "POST"))
def keying(request: Visit, *, poll: Poll, batch: int) -> HttpResponse:
    """Key a batch for one's own team."""
    found = batch_or_404(poll, batch)
    team = _team_or_404(request, found)
    entry = entry_of(found, team)
    open_now = _is_open(found, entry)
    form = _form(request, poll, found, entry)
    done = request.POST.get("do") == "done"
    answer = submitted(
        request,
        form,
        lambda _data: _keep(request, poll, found, form, done=done),
        then=address("entry" if done else "key", poll, **({} if done else {"batch": found.pk})),
    )
    if answer is not None:
        return answer
    theirs = _theirs(form, entry_of(found, team))
    return _page(request, poll, found, team, form, {"open_now": open_now, "theirs": theirs})


def _theirs(form: TallyForm, entry: BatchEntry | None) -> dict[str, Any]:
    """Return what somebody of the team saved meanwhile, for the page to show beside what was typed.

    The form then stands on that version, so that the next saving is not refused again.
    """
    if not form.is_bound or entry is None or form.cleaned_data.get("version") == entry.version:
        return {}
    form.data = {name: form.data[name] for name in form.data} | {"version": str(entry.version)}
    return {f"{line}-{key}": n for line, cells in entry.cells.items() for key, n in cells.items()}


def _keep(request: Visit, poll: Poll, batch: Batch, form: TallyForm, *, done: bool) -> BatchEntry:
    data = form.cleaned_data
    given: dict[str, Any] = {
        "poll": poll,
        "batch": batch,
        "cells": form.cells(),
        "invalid_ballots": data.get("invalid_ballots") or 0,
        "version": data["version"],
        "by": request.by,
        "at": request.at,
    }
    if done:
        return complete_entry(**given, certain=data["certain"])
    return keep_draft(**given)


@page(Role.BOARD, methods=("POST",))
def draft(request: Visit, *, poll: Poll, batch: int) -> HttpResponse:
    """Keep what was typed so far, sent by the page itself while somebody keys."""
    found = batch_or_404(poll, batch)
    entry = entry_of(found, _team_or_404(request, found))
    form = _form(request, poll, found, entry)
    if not form.is_valid():
        return HttpResponse(status=UNPROCESSABLE)
    try:
        kept = _keep(request, poll, found, form, done=False)
    except OutdatedError:
        return HttpResponse(status=409)
    except RefusedError:
        return HttpResponse(status=UNPROCESSABLE)
    return JsonResponse({"fields": {"version": kept.version}})


def _team_or_404(request: Visit, batch: Batch) -> int:
    team = team_of(seat_or_404(request, batch.ballot_type.conference))
    if team is None:
        raise Http404
    return team


def _is_open(batch: Batch, entry: BatchEntry | None) -> bool:
    handed_in = entry is not None and entry.complete
    return (
        batch.state == Batch.State.OPEN
        and not handed_in
        and is_counting(batch.ballot_type.conference)
    )


def _form(request: Visit, poll: Poll, batch: Batch, entry: BatchEntry | None) -> TallyForm:
    again = set(batch.recount_lines)
    lines = [r for r in lines_in(batch) if not again or r.line in again]
    return TallyForm(
        request.POST if request.method == "POST" else None,
        lines=lines,
        labels=column_labels(poll),
        whole=agreed_before(batch) is None,
        entry=entry,
    )


def _page(
    request: Visit, poll: Poll, batch: Batch, team: int, form: TallyForm, more: dict[str, Any]
) -> HttpResponse:
    context = {
        "poll": poll,
        "batch": batch,
        "kind": batch.ballot_type,
        "team": team,
        "form": form,
        "rows": list(form.rows()),
        "columns": column_labels(poll),
        "number_columns": number_columns(poll),
        **more,
        "recount": bool(batch.recount_lines),
        "again": batch.round > batch.first_round,
        "crumbs": crumbs(
            poll,
            (_("Keying the count"), address("entry", poll)),
            (batch.ballot_type.title, None),
        ),
    }
    return show(request, "counting/key.html", context)
