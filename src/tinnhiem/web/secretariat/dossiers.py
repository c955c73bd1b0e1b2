"""The dossiers: who was asked, who writes, who handed in; checking, returning, accepting one."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.dossiers import (
    accept_dossier,
    move_due,
    request_dossiers,
    return_dossier,
)
from tinnhiem.actions.readings import may_open
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.calendar import due_of
from tinnhiem.records.dossier_facts import HANDED_IN, OPEN_POLLS, WRITABLE, criteria, is_late
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Dossier, Poll, Rated
from tinnhiem.web.access import page
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.dossier_words import dossier_tag, posts_line
from tinnhiem.web.entries import DayField, OfficeForm, ReasonField
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, current


class RequestForm(OfficeForm):
    """Until when the reports are due."""

    due = DayField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["due"].label = _("Reports are due on")


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def dossiers(request: Visit, *, poll: Poll) -> HttpResponse:
    """List the dossiers of everybody rated; the clerk asks for the reports."""
    if request.method == "POST" and Role.CLERK not in request.roles:
        raise Http404
    begun = {"due": due_of(poll, chain_for(poll), "officeholder")}
    form = RequestForm(request.POST if request.method == "POST" else None, initial=begun)

    def do(data: dict[str, Any]) -> object:
        return request_dossiers(poll=poll, by=request.by, at=request.at, due=data["due"])

    answer = submitted(request, form, do, then=request.path)
    rated = poll.slate.filter(conclusion=Rated.Conclusion.RATED)
    rows = [_line(row, request) for row in rated.select_related("dossier").order_by("order_key")]
    asked = sum(row["state"] != Dossier.State.NOT_REQUESTED for row in rows)
    return answer or show(
        request,
        "secretariat/dossiers.html",
        {
            "poll": poll,
            "rows": rows,
            "form": form,
            "asked": asked,
            "received": sum(row["received"] for row in rows),
            "missing": sum(row["missing"] for row in rows),
            "editable": Role.CLERK in request.roles
            and poll.state == PollState.PREPARING
            and asked < len(rows),
            "clerk": Role.CLERK in request.roles,
        },
    )


def _line(row: Rated, request: Visit) -> dict[str, Any]:
    dossier: Dossier | None = getattr(row, "dossier", None)
    kept = dossier or Dossier(rated=row)
    taken = (Dossier.State.ACCEPTED, Dossier.State.SENT, Dossier.State.FROZEN)
    received = kept.state in taken
    return {
        "line": row.line,
        "name": row.name,
        "posts": posts_line(row),
        "state": kept.state,
        "tag": dossier_tag(kept),
        "due": kept.due,
        "submitted_on": kept.submitted_on,
        "late": not received and kept.state not in HANDED_IN and is_late(kept, request.at.date()),
        "received": received,
        "missing": kept.state in WRITABLE,
        "declaration": kept.declaration_id is not None,
    }


class CheckForm(OfficeForm):
    """Accept a report, return it with a remark, or give it another due day."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    act = forms.ChoiceField(choices=[(each, each) for each in ("accept", "return", "due")])
    section = forms.ChoiceField(required=False)
    remark = ReasonField(required=False, max_length=4000)
    due = DayField(required=False)

    def __init__(self, *args: Any, sections: list[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        field = self.fields["section"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("The whole report")), *sections]
        field.label = _("About which part")
        self.fields["remark"].label = _("What is missing")
        self.fields["due"].label = _("The report is due on")

    def clean(self) -> dict[str, Any]:
        """Ask for the day where it is moved."""
        given = self.cleaned_data
        if given.get("act") == "due" and not given.get("due") and "due" not in self.errors:
            self.add_error("due", _("Fill this in."))
        return given


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def dossier(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Show one report; the clerk accepts it, returns it with a remark, or moves its due day."""
    kept = _dossier(poll, line)
    if request.method == "POST" and Role.CLERK not in request.roles:
        raise Http404
    sections = _sections(poll, kept)
    form = CheckForm(
        request.POST if request.method == "POST" else None,
        sections=[(each["criterion"], each["title"][:80]) for each in sections],
        initial={"version": kept.version, "due": kept.due},
    )

    def do(data: dict[str, Any]) -> object:
        who: dict[str, Any] = {"poll": poll, "dossier": kept, "version": data["version"]}
        who |= {"by": request.by, "at": request.at}
        if data["act"] == "accept":
            return accept_dossier(**who)
        if data["act"] == "due":
            return move_due(due=data["due"], **who)
        return return_dossier(remark=data["remark"], section=data["section"], **who)

    both = BothTexts()
    watched = both.watching(form, do, lambda: _dossier(poll, line).version)
    then = reverse("secretariat:dossiers", kwargs={"poll": poll.key})
    answer = submitted(request, form, watched, then=then)
    handed_in = kept.state in HANDED_IN
    readable = handed_in or _line(kept.rated, request)["received"]
    return answer or show(
        request,
        "secretariat/dossier.html",
        {
            "poll": poll,
            "row": _line(kept.rated, request),
            "dossier": kept,
            "sections": sections if readable else [],
            "readable": readable,
            "form": form,
            "both": both.rows,
            "opens": kept.declaration_id is not None and may_open(poll, request.roles),
            "checkable": handed_in and Role.CLERK in request.roles,
            "movable": kept.state in WRITABLE
            and Role.CLERK in request.roles
            and PollState(poll.state) in OPEN_POLLS,
            "back": then,
        },
    )


def _dossier(poll: Poll, line: str) -> Dossier:
    rows = Dossier.objects.filter(rated__poll=poll, rated__line=line)
    kept = rows.select_related("rated", "declaration").first()
    if kept is None:
        raise Http404
    return kept


def _sections(poll: Poll, kept: Dossier) -> list[dict[str, str]]:
    english = current() == "en"
    names = {rule.id: rule.en if english else rule.vi for rule in criteria(poll, chain_for(poll))}
    return [
        {"criterion": s.criterion, "title": names.get(s.criterion, s.criterion), "text": s.text}
        for s in kept.sections.order_by("position")
    ]
