"""The queue of doubtful rows: one at a time, blind to other opinions and to the machine's reading.

Rows come in the order of their random names: nothing tells from which sheet, when or by whom.
"""

from typing import Any, Final

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase

from tinnhiem.actions import adjudication as acts
from tinnhiem.actions.proposals import propose
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.conduct.double_entry import INVALID
from tinnhiem.conduct.row_opinions import UNSURE
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.chain import Chain
from tinnhiem.records.board import is_head
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import BoardMember, Conference, Poll, ReadRow
from tinnhiem.records.scans import live_rows
from tinnhiem.web.access import page
from tinnhiem.web.citing import cited, paraphrase
from tinnhiem.web.counting.crops import require_open, row_picture, stored
from tinnhiem.web.counting.rooms import (
    address,
    column_labels,
    crumbs,
    head_or_404,
    seat_or_404,
    sheet_labels,
    sitting_or_404,
)
from tinnhiem.web.entries import words
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _

#: Opinions beside one's own after which a row needs nobody else.
_ENOUGH: Final = 3


class OpinionForm(forms.Form):
    """What a row says; where it is not valid, by which rule."""

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as Django has it
        poll: Poll,
        chain: Chain,
        row: ReadRow | None = None,
        unsure: bool = True,
        **more: Any,  # noqa: ANN401 - as Django has it
    ) -> None:
        super().__init__(*given, **more)
        sheet = row is not None and not row.line
        labels = list((_sheet_answers() if sheet else _row_answers(poll)).items())
        told = _("Choose what this row says.")
        self.fields["decision"] = forms.ChoiceField(
            label=_("Does this sheet count?") if sheet else _("Which level does this row express?"),
            choices=[*labels, *([(UNSURE, _("I cannot decide this"))] if unsure else [])],
            widget=forms.RadioSelect,
            error_messages={"required": told, "invalid_choice": told},
        )
        rules = acts.validity_rules(poll, chain)
        if row is not None:
            rules = acts.rules_about(poll, row, chain)
        reasons = [(name, paraphrase(rule)) for name, rule in rules.items()]
        self.fields["rule"] = forms.ChoiceField(
            label=_("Reason by the rules, where it is not valid"),
            required=False,
            choices=[("", _("Choose the reason")), *reasons],
            error_messages={"invalid_choice": _("Choose the reason by the rules.")},
        )


def _row_answers(poll: Poll) -> dict[str, str]:
    return column_labels(poll) | {INVALID: _("Not valid for this row")}


def _sheet_answers() -> dict[str, str]:
    return sheet_labels() | {INVALID: _("The whole sheet is not valid")}


def waiting_for(conference: Conference, account: int) -> QuerySet[ReadRow]:
    """Return the rows that an account may still decide, in the order of their random names."""
    rows = ReadRow.objects.filter(
        sheet__run__conference=conference,
        sheet__run__dropped="",
        sheet__invalid_rule="",
        state=ReadRow.State.DOUBTFUL,
    )
    mine = Count("opinions", filter=Q(opinions__decider=account))
    given = rows.annotate(mine=mine, given=Count("opinions"))
    return given.filter(mine=0, given__lt=_ENOUGH).order_by("key")


@page(Role.BOARD, Role.HEAD, methods=("GET", "POST"))
def queue(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show one doubtful row and take a member's opinion; the head sees how many are left."""
    sitting = sitting_or_404(request, poll)
    mine = seat_or_404(request, sitting.here)
    if is_head(mine):
        return _for_head(request, poll, sitting.here)
    waiting = waiting_for(sitting.here, request.by.pk)
    row = _sent_row(request, sitting.here) or waiting.first()
    chain = chain_for(poll)
    form = OpinionForm(
        request.POST if request.method == "POST" else None, poll=poll, chain=chain, row=row
    )
    answer = None
    if row is not None:
        answer = submitted(
            request,
            form,
            lambda data: acts.give_opinion(
                poll=poll,
                row=row,
                decision=data["decision"],
                rule=data["rule"],
                by=request.by,
                at=request.at,
            ),
            then=sitting.address(address("doubts", poll)),
        )
    context = _context(request, poll, sitting.here, mine, row)
    rules = acts.validity_rules(poll, chain).values()
    context |= {
        "form": form,
        "left": waiting.count(),
        "rules": [
            {"text": paraphrase(rule), "cite": cited(rule, chain, poll)}
            for rule in rules
            if row is not None and (rule.scope == "line") == bool(row.line)
        ],
        "action": sitting.address(address("doubts", poll)),
    }
    return answer or show(request, "counting/doubts.html", context)


def _sent_row(request: Visit, conference: Conference) -> ReadRow | None:
    key = request.POST.get("row", "")[:20].replace("\x00", "")
    return ReadRow.objects.filter(key=key, sheet__run__conference=conference).first()


def _context(
    request: Visit, poll: Poll, conference: Conference, mine: BoardMember, row: ReadRow | None
) -> dict[str, Any]:
    return {
        "poll": poll,
        "conference": conference,
        "member": mine,
        "row": row,
        "columns": list(column_labels(poll).values())[:-1],
        "crumbs": crumbs(poll, (_("Doubtful marks"), None)),
    }


def _for_head(request: Visit, poll: Poll, conference: Conference) -> HttpResponse:
    rows = live_rows(conference).filter(sheet__invalid_rule="")
    context = {
        "poll": poll,
        "left": rows.filter(state=ReadRow.State.DOUBTFUL).count(),
        "whole": rows.filter(state=ReadRow.State.WHOLE_BOARD).order_by("key"),
        "any": rows.exists(),
        "crumbs": crumbs(poll, (_("Doubtful marks"), None)),
    }
    return show(request, "counting/doubts_head.html", context)


@page(Role.HEAD, methods=("GET", "POST"))
def deciding(request: Visit, *, poll: Poll, row: str) -> HttpResponse:
    """Let the head enter what the whole board decided of a row, both opinions shown."""
    found = _row_or_404(poll, row)
    head_or_404(request, found.sheet.run.conference)
    chain = chain_for(poll)
    form = OpinionForm(
        request.POST if request.method == "POST" else None,
        poll=poll,
        chain=chain,
        row=found,
        unsure=False,
    )
    form.fields["reason"] = words(_("How the whole board reads it"))

    def do(data: dict[str, Any]) -> Any:  # noqa: ANN401 - what the act returns
        acts.check_row_settlement(poll, found, data["decision"], data["rule"])
        return propose(
            poll=poll,
            what=acts.SETTLE_ROW,
            subject=found.key,
            details={"decision": data["decision"], "rule": data["rule"]},
            reason=data["reason"],
            by=request.by,
            at=request.at,
        )

    answer = submitted(request, form, do, then=lambda made: address("proposal", poll, key=made.key))
    labels = {**column_labels(poll), **sheet_labels(), UNSURE: _("Cannot decide")}
    context = {
        "poll": poll,
        "row": found,
        "form": form,
        "columns": list(column_labels(poll).values())[:-1],
        "opinions": [labels[each.decision] for each in found.opinions.order_by("decision")],
        "crumbs": crumbs(poll, (_("Doubtful marks"), address("doubts", poll))),
    }
    return answer or show(request, "counting/decide_row.html", context)


def _row_or_404(poll: Poll, key: str) -> ReadRow:
    found = (
        ReadRow.objects.filter(key=key, sheet__run__conference__poll=poll)
        .select_related("sheet__run__conference", "sheet__ballot_type")
        .first()
    )
    if found is None:
        raise Http404
    return found


@page(Role.BOARD, Role.HEAD)
def crop(request: Visit, *, poll: Poll, row: str) -> HttpResponseBase:
    """Send the picture of one doubtful row to somebody who may decide it."""
    found = _row_or_404(poll, row)
    seat_or_404(request, found.sheet.run.conference)
    require_open(found.sheet.run.conference)
    if found.state == ReadRow.State.MACHINE:
        raise Http404
    return row_picture(found)


@page(Role.BOARD, Role.HEAD, methods=("POST",))
def whole_sheet(request: Visit, *, poll: Poll, row: str) -> HttpResponseBase:
    """Send the whole sheet of a row that people decide; opening it is noted in the log."""
    found = _row_or_404(poll, row)
    seat_or_404(request, found.sheet.run.conference)
    require_open(found.sheet.run.conference)
    if found.state == ReadRow.State.MACHINE:
        raise Http404
    try:
        acts.open_sheet(poll=poll, row=found, by=request.by, at=request.at)
    except RefusedError as refused:
        raise Http404 from refused
    return stored(found.sheet.image)
