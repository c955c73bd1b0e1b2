"""Ballots of a conference: proof, copies, what was really printed."""

from typing import Any

from django import forms
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse

from tinnhiem.actions.prints import (
    KIND,
    definition_for,
    note_printed,
    proof,
    withdraw_print,
)
from tinnhiem.conduct.states import Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.documents.ballots import definition_hash
from tinnhiem.law.problems import InputError
from tinnhiem.records.models import BallotType, Conference, IssuedPaper, Poll, PrintRun, Rated
from tinnhiem.web.access import page
from tinnhiem.web.entries import CountField, DayField, LineField, OfficeForm, ReasonField
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.secretariat.conferences import find
from tinnhiem.wording.language import _
from tinnhiem.wording.problems import sentence


class PrintForm(OfficeForm):
    """What is done: a proof drawn, copies noted, or printed sheets withdrawn."""

    what = forms.ChoiceField(
        widget=forms.HiddenInput,
        choices=[(each, each) for each in ("proof", "printed", "withdraw")],
    )
    ballot_type = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    copies = CountField(required=False, max_value=20_000)
    printed_on = DayField(required=False)
    note = LineField(required=False, max_length=300)
    reason = ReasonField(required=False)

    def __init__(self, *args: Any, types: list[BallotType], **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        field = self.fields["ballot_type"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", ""), *((kind.code, kind.title) for kind in types)]
        self.fields["copies"].label = _("Copies printed")
        self.fields["printed_on"].label = _("Printed on")
        self.fields["note"].label = _("In whose presence, stamped by whom")
        self.fields["reason"].label = _("Reason for withdrawing")

    def clean(self) -> dict[str, Any]:
        """Ask for what the act needs."""
        given = self.cleaned_data
        if given.get("what") == "printed":
            for name in ("copies", "printed_on"):
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Fill this in."))
        return given


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def ballots(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Show the ballot types of a conference with what was printed of each."""
    conference = find(poll, key)
    types = _types(conference)
    if request.method == "POST" and Role.CLERK not in request.roles:
        raise Http404
    sent = request.POST.get("ballot_type", "") if request.method == "POST" else ""
    form = PrintForm(request.POST if request.method == "POST" else None, types=types)
    answer = submitted(
        request, form, lambda data: _do(request, conference, types, data), then=request.path
    )
    digest, problem = _definition(conference)
    begun = {"printed_on": request.at.date(), "what": "printed"}
    return answer or show(
        request,
        "secretariat/ballots.html",
        {
            "poll": poll,
            "conference": conference,
            "form": form,
            "types": [
                _type(kind, digest)
                | {
                    "form": form
                    if sent == kind.code
                    else PrintForm(types=types, initial=begun, auto_id=f"{kind.code}_%s")
                }
                for kind in types
            ],
            "work": poll.works.filter(kind=KIND).order_by("-pk").first(),
            "proofs": _proofs(conference),
            "digest": digest,
            "problem": problem,
            "editable": conference.stage == Stage.WAITING and Role.CLERK in request.roles,
        },
    )


def _do(
    request: Visit, conference: Conference, types: list[BallotType], data: dict[str, Any]
) -> object:
    who: dict[str, Any] = {"poll": conference.poll, "conference": conference}
    who |= {"by": request.by, "at": request.at}
    if data["what"] == "proof":
        return proof(**who)
    kind = next((each for each in types if each.code == data["ballot_type"]), None)
    if kind is None:
        raise Http404
    if data["what"] == "withdraw":
        return withdraw_print(ballot_type=kind, reason=data["reason"], **who)
    given = {name: data[name] for name in ("copies", "printed_on", "note")}
    return note_printed(ballot_type=kind, **given, **who)


def _definition(conference: Conference) -> tuple[str, str]:
    try:
        return definition_hash(definition_for(conference)), ""
    except InputError as error:
        return "", " ".join(sentence(problem) for problem in error.problems)


def _types(conference: Conference) -> list[BallotType]:
    """Return the ballot types with ledger, the number of people and what was printed."""
    runs = Prefetch("runs", PrintRun.objects.order_by("printed_on", "pk"))
    found = conference.ballot_types.order_by("position").select_related("ledger")
    rated = Count("lines", filter=Q(lines__conclusion=Rated.Conclusion.RATED))
    return list(found.annotate(people=rated).prefetch_related(runs))


def _type(kind: BallotType, digest: str) -> dict[str, Any]:
    people: int = getattr(kind, "people")  # noqa: B009 - counted by the query
    runs = list(kind.runs.all())
    ledger = getattr(kind, "ledger", None)
    stale = any(run.definition != digest for run in runs)
    shape, words = ("empty", _("Not printed"))
    if runs:
        shape, words = ("late", _("List changed")) if stale else ("done", _("Printed, stamped"))
    return {
        "code": kind.code,
        "title": kind.title,
        "tint": kind.tint,
        "people": people,
        "printed": ledger.printed if ledger else None,
        "runs": runs,
        "tag": (shape, words),
    }


def _proofs(conference: Conference) -> list[IssuedPaper]:
    dead = (IssuedPaper.State.SUPERSEDED, IssuedPaper.State.WITHDRAWN)
    kept = conference.issued_papers.filter(kind=KIND).exclude(state__in=dead)
    return list(kept.order_by("stem"))
