"""Publishing a result and correcting it: proposed by one person, confirmed by another."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse

from tinnhiem.actions.proposals import confirm, refuse
from tinnhiem.actions.publications import (
    CORRECT,
    PUBLISH,
    propose_correction,
    propose_publication,
)
from tinnhiem.conduct.deciding import judge
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import finding_sentence
from tinnhiem.records.disclosure import public_by_default
from tinnhiem.records.facts import poll_facts
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import PendingAct, Poll, Rated
from tinnhiem.web.access import page
from tinnhiem.web.consequences.labels import later
from tinnhiem.web.consequences.pages import around, require_results
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, ngettext, noted

_OFFICE = (Role.CLERK, Role.CONVENER)


class RefusalForm(forms.Form):
    """Why a proposal is refused or taken back."""

    reason = forms.CharField(label=later(noted("Reason")), max_length=500)


class PublicationForm(forms.Form):
    """Which plan opens the result to the public, where the bases do not by default."""

    reason = forms.CharField(
        label=later(noted("Plan or decision that opens it")), max_length=500, required=False
    )

    def __init__(self, *, by_default: bool, data: QueryDict | None = None) -> None:
        super().__init__(data)
        if by_default:
            del self.fields["reason"]


class CorrectionForm(forms.Form):
    """What was wrong and what is right."""

    note = forms.CharField(
        label=later(noted("What was wrong, and what is right")),
        max_length=1000,
        widget=forms.Textarea,
    )


def _waiting(poll: Poll) -> PendingAct | None:
    kept = poll.pending_acts.filter(
        act__in=(PUBLISH, CORRECT), state=PendingAct.State.PROPOSED
    ).select_related("proposed_by__person")
    return kept.order_by("-pk").first()


def _address(name: str, poll: Poll, **more: str) -> str:
    return reverse(f"consequences:{name}", kwargs={"poll": poll.key, **more})


@page(*_OFFICE, methods=("GET", "POST"))
def publishing(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show what is published, what waits for the second person, and what blocks."""
    require_results(poll)
    waiting = _waiting(poll)
    form = RefusalForm(request.POST or None)
    answer = None
    if waiting is not None:
        answer = submitted(
            request,
            form,
            lambda data: refuse(
                poll=poll, proposal=waiting, by=request.by, at=request.at, reason=data["reason"]
            ),
            then=request.path,
        )
    verdict = judge("publish", poll_facts(poll))
    clerk = Role.CLERK in request.roles
    context = {
        **around(request, poll, "publishing"),
        "form": form,
        "waiting": waiting,
        "own_proposal": waiting is not None and waiting.proposed_by_id == request.by.pk,
        "correction": waiting is not None and waiting.act == CORRECT,
        "may_confirm": waiting is not None
        and waiting.proposed_by_id != request.by.pk
        and Role.CONVENER in request.roles,
        "published": poll.publications.defer("content").order_by("number"),
        "here": verdict.here,
        "may_propose": clerk and verdict.permitted and waiting is None,
        "may_correct": clerk and poll.state == PollState.PUBLISHED and waiting is None,
        "found_conditions": [
            {"holds": found.holds, "title": finding_sentence(found)} for found in verdict.findings
        ],
    }
    return answer or show(request, "consequences/publishing.html", context)


def _people(poll: Poll) -> str:
    count = Rated.objects.filter(poll=poll, conclusion=Rated.Conclusion.RATED).count()
    return ngettext(
        "The result of {count} person becomes visible to everybody.",
        "The results of {count} persons become visible to everybody.",
        count,
    ).format(count=count)


def _question(poll: Poll, action: str) -> dict[str, Any]:
    return {
        "question": _("Publish the result of {poll}?").format(poll=poll),
        "happens": [
            _people(poll),
            _("The content is frozen and gets a permanent address and a hash."),
        ],
        "visible_to": _("Everybody, without signing in."),
        "remains": _(
            "It cannot be withdrawn. What is wrong can only be corrected by a correction "
            "that stands beside it."
        ),
        "action": action,
        "back": _address("publishing", poll),
    }


@page(Role.CLERK, methods=("GET", "POST"))
def proposing(request: Visit, *, poll: Poll) -> HttpResponse:
    """Propose the publication, on a page that says what it means.

    :raises Http404: where it cannot be proposed.
    """
    if not judge("publish", poll_facts(poll)).permitted or _waiting(poll) is not None:
        raise Http404
    by_default = public_by_default(poll, chain_for(poll))
    form = PublicationForm(by_default=by_default, data=request.POST or None)
    answer = submitted(
        request,
        form,
        lambda data: propose_publication(
            poll=poll, by=request.by, at=request.at, reason=data.get("reason", "")
        ),
        then=_address("publishing", poll),
    )
    context = {
        **_question(poll, request.path),
        "form": form,
        "problems": form,
        "second": _("The standing body confirms from its own session. Nothing is visible before."),
        "act": _("Propose the publication"),
    }
    return answer or show(request, "consequences/propose.html", context)


@page(Role.CONVENER, methods=("GET", "POST"))
def confirming(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Confirm a publication or a correction that somebody else proposed.

    :raises Http404: where it was decided, or the visitor proposed it.
    """
    waiting = _waiting(poll)
    if waiting is None or waiting.key != key or waiting.proposed_by_id == request.by.pk:
        raise Http404
    form = forms.Form(request.POST or None)
    answer = submitted(
        request,
        form,
        lambda _data: confirm(poll=poll, proposal=waiting, by=request.by, at=request.at),
        then=_address("publishing", poll),
    )
    context = {
        **_question(poll, request.path),
        "form": form,
        "problems": form,
        "second": _("Proposed by {name}; you are the second person.").format(
            name=waiting.proposed_by.display_name
        ),
        "act": _("Publish"),
    }
    if waiting.act == PUBLISH and waiting.reason:
        context["happens"].append(
            _("Plan or decision that opens it: {reason}").format(reason=waiting.reason)
        )
    if waiting.act == CORRECT:
        context["question"] = _("Publish this correction?")
        context["happens"] = [waiting.reason, _("It stands beside the page that it corrects.")]
    return answer or show(request, "look/confirm.html", context)


@page(Role.CLERK, methods=("GET", "POST"))
def correcting(request: Visit, *, poll: Poll) -> HttpResponse:
    """Propose a correction of what was published.

    :raises Http404: where nothing is published, or something waits for the second person.
    """
    if poll.state != PollState.PUBLISHED or _waiting(poll) is not None:
        raise Http404
    form = CorrectionForm(request.POST or None)
    answer = submitted(
        request,
        form,
        lambda data: propose_correction(poll=poll, note=data["note"], by=request.by, at=request.at),
        then=_address("publishing", poll),
    )
    context = {**around(request, poll, "publishing"), "form": form}
    return answer or show(request, "consequences/correct.html", context)
