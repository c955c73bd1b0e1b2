"""Acts that one person proposed and another confirms or refuses."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.mergings import MERGE
from tinnhiem.actions.proposals import TWO_PERSON_ACTS, confirm, refuse
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import STEP_NAMES
from tinnhiem.records.models import PendingAct, Poll
from tinnhiem.web.access import page
from tinnhiem.web.entries import OfficeForm, ReasonField
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.secretariat.steps import HAPPENS
from tinnhiem.wording.language import _

_EVERYBODY = (Role.CLERK, Role.CONVENER, Role.HEAD, Role.PERSONNEL)
#: Acts of the board: decided on its own pages, where the numbers stand; its reasons may tell them.
_OF_THE_BOARD = ("count.", "scan.", "ledger.")


def act_name(code: str) -> str:
    """Return what a proposed act is called."""
    step = code.partition(".")[2]
    if code == MERGE:
        return _("Make two records of the registry one person")
    return _(STEP_NAMES[step]) if step in STEP_NAMES else code


def _happens(proposal: PendingAct) -> str:
    """Return what confirming does, in words."""
    if proposal.act == MERGE:
        told = _(
            "What the record of {other} holds goes to the record of {kept}. It cannot be undone."
        )
        names = proposal.details
        return told.format(other=names["other_name"], kept=names["kept_name"])
    found = HAPPENS.get(proposal.act.partition(".")[2], "")
    return _(found) if found else ""


def _beside(proposal: PendingAct) -> str:
    """Return the page on which what is decided stands side by side, while it does; else nothing."""
    if proposal.act != MERGE or proposal.state != PendingAct.State.PROPOSED:
        return ""
    names = proposal.details
    return reverse("registry:merge", kwargs={"key": names["kept"], "other": names["other"]})


@page(*_EVERYBODY)
def waiting(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the proposals that wait, and what became of the earlier ones."""
    rows = poll.pending_acts.select_related("proposed_by__person", "decided_by__person")
    shown = [_row(each, request) for each in rows.order_by("-pk")]
    return show(
        request,
        "secretariat/proposals.html",
        {
            "poll": poll,
            "waiting": [row for row in shown if row["open"]],
            "decided": [row for row in shown if not row["open"]],
        },
    )


def _row(each: PendingAct, request: Visit) -> dict[str, Any]:
    rule = TWO_PERSON_ACTS.get(each.act)
    mine = each.proposed_by_id == request.by.pk
    open_now = each.state == PendingAct.State.PROPOSED
    of_board = each.act.startswith(_OF_THE_BOARD)
    may = rule is not None and not mine and not rule.confirmers.isdisjoint(request.roles)
    states = {"confirmed": ("done", _("Confirmed")), "refused": ("none", _("Refused"))}
    return {
        "key": each.key,
        "name": act_name(each.act),
        "by": each.proposed_by.display_name,
        "at": each.proposed_at,
        "reason": "" if of_board and not mine else each.reason,
        "open": open_now,
        "mine": mine,
        "may": open_now and ((may and not of_board) or mine),
        "tag": states.get(each.state, ("waiting", _("Waits for a second person"))),
        "decided_by": each.decided_by.display_name if each.decided_by else "",
    }


class DecisionForm(OfficeForm):
    """Confirm or refuse, the latter with a reason where there is one to give."""

    decision = forms.ChoiceField(widget=forms.RadioSelect)
    reason = ReasonField(required=False)

    def __init__(self, *args: Any, mine: bool, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        field = self.fields["decision"]
        field.label = _("Your decision")
        self.fields["reason"].label = _("Reason for refusing")
        choices = [("refuse", _("Take the proposal back") if mine else _("Refuse"))]
        if not mine:
            choices.insert(0, ("confirm", _("Confirm")))
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


@page(*_EVERYBODY, methods=("GET", "POST"))
def decide(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Confirm or refuse one proposal."""
    kept = poll.pending_acts.select_related("proposed_by__person").filter(key=key).first()
    if kept is None:
        raise Http404
    row = _row(kept, request)
    if not row["may"] and row["open"]:
        raise Http404
    form = DecisionForm(request.POST if request.method == "POST" else None, mine=row["mine"])

    def do(data: dict[str, Any]) -> object:
        if data["decision"] == "confirm":
            return confirm(poll=poll, proposal=kept, by=request.by, at=request.at)
        reason = str(data["reason"])
        return refuse(poll=poll, proposal=kept, by=request.by, at=request.at, reason=reason)

    then = reverse("secretariat:proposals", kwargs={"poll": poll.key})
    answer = submitted(request, form, do, then=then)
    values = {"happens": _happens(kept), "beside": _beside(kept)}
    return answer or show(
        request,
        "secretariat/proposal.html",
        {"poll": poll, "row": row, **values, "form": form},
    )
