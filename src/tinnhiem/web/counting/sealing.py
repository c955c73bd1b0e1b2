"""The sealing record: parcels, seals, witnesses; how long they are kept; their destruction."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse

from tinnhiem.actions import sealing as acts
from tinnhiem.actions.proposals import propose
from tinnhiem.conduct.states import Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.board import seat
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Parcel, PendingAct, Poll
from tinnhiem.web.access import page
from tinnhiem.web.citing import cited, paraphrase
from tinnhiem.web.counting.forms import ParcelForm, TermForm
from tinnhiem.web.counting.rooms import address, seat_or_404, sitting_or_404
from tinnhiem.web.entries import ReasonForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _

_KEEPERS = (Role.CLERK, Role.CONVENER)


@page(Role.BOARD, Role.HEAD, *_KEEPERS, methods=("GET", "POST"))
def sealing(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the parcels of a conference; a member of the board records a new one."""
    sitting = sitting_or_404(request, poll)
    mine = seat(sitting.here, request.by)
    if mine is None and not request.roles & set(_KEEPERS):
        raise Http404
    rule = acts.retention(poll, sitting.here.held_on)
    known = rule is not None and rule.ballots is not None
    form = ParcelForm(request.POST if request.method == "POST" else None, law=known)
    answer = None
    if request.method == "POST":
        seat_or_404(request, sitting.here)
        answer = submitted(
            request,
            form,
            lambda data: acts.seal_parcel(
                poll=poll,
                conference=sitting.here,
                sealed=acts.Sealed(**data),
                by=request.by,
                at=request.at,
            ),
            then=sitting.address(address("sealing", poll)),
        )
    context = {
        "poll": poll,
        "conference": sitting.here,
        "strip": sitting.strip(address("sealing", poll)),
        "form": form,
        "mine": mine,
        "keeper": bool(request.roles & set(_KEEPERS)),
        "parcels": sitting.here.parcels.order_by("number"),
        "closed": sitting.here.stage in {Stage.COUNTED, Stage.MINUTED},
        "rule": rule,
        "rule_text": paraphrase(rule) if rule else "",
        "rule_cited": cited(rule, chain_for(poll), poll) if rule else None,
        "action": sitting.address(address("sealing", poll)),
        "pending": _pending(poll),
        "today": request.at.date(),
    }
    return answer or show(request, "counting/sealing.html", context)


def _pending(poll: Poll) -> dict[str, PendingAct]:
    """Return the proposals of destruction that wait, by the parcel."""
    waiting = PendingAct.objects.filter(
        poll=poll, act=acts.DESTROY, state=PendingAct.State.PROPOSED
    )
    return {each.subject: each for each in waiting}


def _parcel(poll: Poll, number: int) -> Parcel:
    found = Parcel.objects.filter(pk=number, conference__poll=poll).first()
    if found is None:
        raise Http404
    return found


def _asked(
    request: Visit,
    poll: Poll,
    form: forms.BaseForm,
    do: Callable[[dict[str, Any]], object],
    told: dict[str, Any],
    then: str | Callable[[Any], str] | None = None,
) -> HttpResponse:
    home = address("sealing", poll)
    answer = submitted(request, form, do, then=then or home)
    context = {"poll": poll, "form": form, "back": home, "second": None, **told}
    return answer or show(request, "counting/confirm.html", context)


@page(*_KEEPERS, methods=("GET", "POST"))
def term(request: Visit, *, poll: Poll, parcel: int) -> HttpResponse:
    """Set until when a parcel is kept."""
    found = _parcel(poll, parcel)
    form = TermForm(
        request.POST if request.method == "POST" else None,
        initial={"keep_until": found.keep_until},
    )
    told = {
        "question": _("How long is {parcel} kept?").format(parcel=acts.parcel_name(found)),
        "happens": _("Nobody can have it destroyed before the end of this day."),
        "remains": _("The term can be made longer at any time."),
        "act": _("Set the term"),
        "action": address("parcel-term", poll, parcel=parcel),
    }
    return _asked(
        request,
        poll,
        form,
        lambda data: acts.set_term(
            poll=poll, parcel=found, keep_until=data["keep_until"], by=request.by, at=request.at
        ),
        told,
    )


@page(*_KEEPERS, methods=("GET", "POST"))
def complaint(request: Visit, *, poll: Poll, parcel: int) -> HttpResponse:
    """Record a complaint, which freezes the destruction."""
    found = _parcel(poll, parcel)
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label=_("The complaint: of whom, about what, received when"),
        required=False,
        initial={"reason": found.complaint},
    )
    told = {
        "question": _("Is there a complaint about {parcel}?").format(
            parcel=acts.parcel_name(found)
        ),
        "happens": _("As long as it stands here, nothing of the parcel can be destroyed."),
        "remains": _("An empty field says that the complaint was settled."),
        "act": _("Record the complaint"),
        "action": address("parcel-complaint", poll, parcel=parcel),
    }
    return _asked(
        request,
        poll,
        form,
        lambda data: acts.record_complaint(
            poll=poll, parcel=found, complaint=data["reason"], by=request.by, at=request.at
        ),
        told,
    )


@page(*_KEEPERS, methods=("GET", "POST"))
def destruction(request: Visit, *, poll: Poll, parcel: int) -> HttpResponse:
    """Propose to record that a parcel was destroyed; a second person confirms."""
    found = _parcel(poll, parcel)
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label=_("Number and day of the record of destruction"),
    )
    told = {
        "question": _("Record that {parcel} was destroyed?").format(parcel=acts.parcel_name(found)),
        "happens": _("The record says that this parcel no longer exists: {content}.").format(
            content=found.content
        ),
        "remains": _("Minutes, numbers and log stay."),
        "second": _("Another person of the office confirms it from their own session."),
        "act": _("Propose the destruction"),
        "action": address("parcel-destruction", poll, parcel=parcel),
        "dangerous": True,
    }

    def do(data: dict[str, Any]) -> PendingAct:
        acts.refuse_destruction(found, request.at.date())
        return propose(
            poll=poll,
            what=acts.DESTROY,
            subject=str(found.pk),
            reason=data["reason"],
            by=request.by,
            at=request.at,
        )

    return _asked(
        request, poll, form, do, told, lambda made: address("proposal", poll, key=made.key)
    )
