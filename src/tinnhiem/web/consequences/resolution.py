"""The confirming resolution or the report upward, and the confirmation that rests on it."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from tinnhiem.actions.polls import take_step
from tinnhiem.actions.resolutions import VOTES, Adopted, record_resolution
from tinnhiem.conduct.deciding import judge
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import finding_sentence
from tinnhiem.records.facts import is_council, poll_facts
from tinnhiem.records.models import Poll, Resolution
from tinnhiem.web.access import page
from tinnhiem.web.consequences.labels import DAY_HINT, later
from tinnhiem.web.consequences.pages import around, require_results
from tinnhiem.web.files import send
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, noted

_MOST = 10_000
_OFFICE = (Role.CLERK, Role.CONVENER)


class ResolutionForm(forms.Form):
    """Number, day, votes and the paper."""

    number = forms.CharField(label=later(noted("Number of the paper")), max_length=100)
    on = forms.DateField(
        label=later(noted("Day")),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=DAY_HINT,
    )
    votes_for = forms.IntegerField(label=later(noted("In favour")), min_value=0, max_value=_MOST)
    votes_against = forms.IntegerField(label=later(noted("Against")), min_value=0, max_value=_MOST)
    votes_abstained = forms.IntegerField(
        label=later(noted("Abstained")), min_value=0, max_value=_MOST
    )
    file = forms.FileField(label=later(noted("The signed paper")), required=False)

    def __init__(self, *args: Any, council: bool, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("PDF or a picture, up to 20 MB")
        if not council:
            for name in VOTES:
                del self.fields[f"votes_{name}"]


@page(*_OFFICE, methods=("GET", "POST"))
def resolution(request: Visit, *, poll: Poll) -> HttpResponse:
    """Record the resolution of a council, or the report of another organisation."""
    require_results(poll)
    kept = Resolution.objects.filter(poll=poll).select_related("upload").first()
    form = _form(request, poll, kept)
    answer = submitted(
        request,
        form,
        lambda data: record_resolution(
            poll=poll, adopted=_adopted(data), by=request.by, at=request.at
        ),
        then=request.path,
    )
    if answer is not None:
        return answer
    verdict = judge("confirm", poll_facts(poll))
    context = {
        "form": form,
        "kept": kept,
        "editable": poll.state == PollState.MINUTED,
        "may_confirm": verdict.permitted and Role.CONVENER in request.roles,
        "found_conditions": [
            {"holds": found.holds, "title": finding_sentence(found)} for found in verdict.findings
        ],
    }
    return show(
        request, "consequences/resolution.html", {**around(request, poll, "resolution"), **context}
    )


def _form(request: Visit, poll: Poll, kept: Resolution | None) -> ResolutionForm:
    council = is_council(poll)
    if request.method == "POST":
        return ResolutionForm(request.POST, request.FILES, council=council)
    if kept is None:
        return ResolutionForm(council=council)
    votes = {f"votes_{name}": count for name, count in kept.votes.items()}
    initial = {"number": kept.number, "on": f"{kept.adopted_on:%d/%m/%Y}", **votes}
    return ResolutionForm(initial=initial, council=council)


def _adopted(data: dict[str, Any]) -> Adopted:
    votes = {name: data[f"votes_{name}"] for name in VOTES if f"votes_{name}" in data}
    return Adopted(number=data["number"], on=data["on"], votes=votes, file=data["file"])


@page(*_OFFICE)
def paper(request: Visit, *, poll: Poll) -> HttpResponseBase:
    """Send the signed paper.

    :raises Http404: where none was attached.
    """
    kept = Resolution.objects.filter(poll=poll).select_related("upload").first()
    if kept is None or kept.upload is None:
        raise Http404
    return send(kept.upload, inline=True)


@page(Role.CONVENER, methods=("GET", "POST"))
def confirm(request: Visit, *, poll: Poll) -> HttpResponse:
    """Confirm the result, on a page that says what that means.

    :raises Http404: where there is nothing to confirm.
    """
    kept = Resolution.objects.filter(poll=poll).first()
    if poll.state != PollState.MINUTED or kept is None:
        raise Http404
    back = reverse("consequences:resolution", kwargs={"poll": poll.key})
    form = forms.Form(request.POST or None)
    answer = submitted(
        request,
        form,
        lambda _data: take_step(poll=poll, step="confirm", by=request.by, at=request.at),
        then=back,
    )
    context = {
        "form": form,
        "problems": form,
        "question": _("Confirm the result by {number}?").format(number=kept.number),
        "happens": [
            _("The poll is confirmed; the paper recorded here can no longer be changed."),
            _("From here on the result can be published, as far as the legal bases allow."),
        ],
        "visible_to": _("Nobody else sees the result by this alone."),
        "remains": _("Results can still be opened to single scopes; legal cases go on."),
        "act": _("Confirm the result"),
        "action": request.path,
        "back": back,
    }
    return answer or show(request, "look/confirm.html", context)
