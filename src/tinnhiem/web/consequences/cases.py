"""The legal cases of a poll and how each is handled: what the law says, what was done, and when."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from tinnhiem.actions.follow_ups import Event, conclude_case, record_event
from tinnhiem.actions.votes import trigger_of
from tinnhiem.conduct.states import ENDED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.chain import Chain
from tinnhiem.law.rulebook import OutcomeRule
from tinnhiem.records.citations import cited_text
from tinnhiem.records.follow_up_words import CONSEQUENCES, EVENTS, case_state
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import CountedResult, FollowUp, Poll
from tinnhiem.web.access import page
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.consequences.labels import DAY_HINT, later
from tinnhiem.web.consequences.pages import around, require_results
from tinnhiem.web.files import send
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, current, noted
from tinnhiem.wording.terms import BASES, CHOICES, label

_HANDLERS = (Role.CLERK, Role.CONVENER, Role.PERSONNEL)
_DAY = ["%d/%m/%Y", "%Y-%m-%d"]


class EventForm(forms.Form):
    """One step: what, when, by which document."""

    kind = forms.ChoiceField(label=later(noted("What happened")))
    on = forms.DateField(
        label=later(noted("Day")),
        input_formats=_DAY,
        help_text=DAY_HINT,
    )
    number = forms.CharField(
        label=later(noted("Number of the paper")), max_length=100, required=False
    )
    note = forms.CharField(label=later(noted("Note")), max_length=2000, required=False)
    file = forms.FileField(label=later(noted("The signed paper")), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        choices = [(name, _(word)) for name, word in EVENTS.items() if name != "conclusion"]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.fields["file"].help_text = _("PDF or a picture, up to 20 MB")


class ConclusionForm(forms.Form):
    """How a case ended."""

    on = forms.DateField(
        label=later(noted("Day")),
        input_formats=_DAY,
        help_text=DAY_HINT,
    )
    number = forms.CharField(label=later(noted("Number of the decision")), max_length=100)
    note = forms.CharField(
        label=later(noted("What was decided")), max_length=2000, widget=forms.Textarea
    )
    file = forms.FileField(label=later(noted("The signed paper")), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


@page(*_HANDLERS)
def follow_up(request: Visit, *, poll: Poll) -> HttpResponse:
    """List the legal cases of a poll in the order of the list, each with where it stands."""
    require_results(poll)
    chain = chain_for(poll)
    kept = FollowUp.objects.filter(rated__poll=poll).select_related("rated", "rated__result")
    rows = [
        _shown(poll, each, chain)
        for each in kept.order_by("rated__conference__position", "rated__position")
    ]
    context = {**around(request, poll, "follow-up"), "rows": rows}
    return show(request, "consequences/follow_up.html", context)


def _shown(poll: Poll, case: FollowUp, chain: Chain) -> dict[str, Any]:
    """Say what the law says of a case: never more, and never what will be decided."""
    rule = next((r for r in chain.of(OutcomeRule) if r.id == case.rule), None)
    english = current() == "en"
    shape, state = case_state(case.state)
    return {
        "case": case,
        "name": case.rated.name,
        "posts": "; ".join(post["title"] for post in case.rated.posts),
        "sentence": _sentence(case, rule),
        "cited": cited_text(rule.citation, chain, "en" if english else "vi") if rule else "",
        "status": rule.status.value if rule else "unverified",
        "consequence": (rule.consequence_en if english else rule.consequence_vi) if rule else "",
        "leads_to": [_(CONSEQUENCES[each]) for each in case.consequences if each in CONSEQUENCES],
        "shape": shape,
        "state": state,
        "address": reverse("consequences:case", kwargs={"poll": poll.key, "line": case.rated.line}),
    }


def _sentence(case: FollowUp, rule: OutcomeRule | None) -> str:
    result: CountedResult | None = getattr(case.rated, "result", None)
    if rule is None:
        return ""
    words = rule.case_en if current() == "en" else rule.case_vi
    base = label(BASES, result.base_name) if result and result.base_name else _("the base")
    text = words.format(base=base)
    if result is None or not result.base:
        return text
    return _("{count} of {base} {ballots} “{choice}”: {case}").format(
        count=result.marks.get(str(rule.choice), 0),
        base=result.base,
        ballots=_("ballots"),
        choice=label(CHOICES, str(rule.choice)),
        case=text,
    )


def _found(poll: Poll, line: str) -> FollowUp:
    """Return the case of a line.

    :raises Http404: where there is none.
    """
    require_results(poll)
    found = FollowUp.objects.filter(rated__poll=poll, rated__line=line)
    kept = found.select_related("rated", "rated__result", "rated__person", "vote").first()
    if kept is None:
        raise Http404
    return kept


def _event(data: dict[str, Any], kind: str) -> Event:
    return Event(
        kind=kind, on=data["on"], number=data["number"], note=data["note"], file=data["file"]
    )


def _bound(request: Visit, form: type[forms.Form], version: int) -> forms.Form:
    if request.method == "POST":
        return form(request.POST, request.FILES)
    return form(initial={"version": version})


@page(*_HANDLERS, methods=("GET", "POST"))
def case(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Show one case; record a step of its handling."""
    kept = _found(poll, line)
    form = _bound(request, EventForm, kept.version)

    def do(data: dict[str, Any]) -> object:
        who: dict[str, Any] = {"version": data["version"], "by": request.by, "at": request.at}
        return record_event(poll=poll, follow_up=kept, event=_event(data, data["kind"]), **who)

    both = BothTexts()
    watched = both.watching(form, do, lambda: _found(poll, line).version)
    answer = submitted(request, form, watched, then=request.path)
    context = {**_context(request, poll, kept), "form": form, "both": both.rows}
    return answer or show(request, "consequences/case.html", context)


def _context(request: Visit, poll: Poll, kept: FollowUp) -> dict[str, Any]:
    chain = chain_for(poll)
    going_on = kept.state != FollowUp.State.CONCLUDED and PollState(poll.state) not in ENDED
    trigger = trigger_of(poll, kept, chain) if going_on and kept.vote_id is None else None
    events = list(kept.events.select_related("upload").order_by("happened_on", "pk"))
    resigned = any(event.kind.startswith("resignation") for event in events)
    english = current() == "en"
    return {
        **around(request, poll, "follow-up"),
        **_shown(poll, kept, chain),
        "events": [
            {"word": _(EVENTS.get(event.kind, event.kind)), "event": event} for event in events
        ],
        "going_on": going_on,
        "resigned": resigned,
        "may_conclude": going_on and not {Role.CONVENER, Role.PERSONNEL}.isdisjoint(request.roles),
        "may_vote": trigger is not None
        and not resigned
        and not {Role.CLERK, Role.CONVENER}.isdisjoint(request.roles),
        "trigger": (trigger.en if english else trigger.vi) if trigger else "",
        "trigger_cited": cited_text(trigger.citation, chain, "en" if english else "vi")
        if trigger
        else "",
        "trigger_status": trigger.status.value if trigger else "",
    }


@page(Role.CONVENER, Role.PERSONNEL, methods=("GET", "POST"))
def conclude(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Conclude a case, on a page of its own.

    :raises Http404: where it is concluded.
    """
    kept = _found(poll, line)
    if kept.state == FollowUp.State.CONCLUDED:
        raise Http404
    form = _bound(request, ConclusionForm, kept.version)
    back = reverse("consequences:case", kwargs={"poll": poll.key, "line": line})

    def do(data: dict[str, Any]) -> object:
        who: dict[str, Any] = {"version": data["version"], "by": request.by, "at": request.at}
        return conclude_case(poll=poll, follow_up=kept, event=_event(data, "conclusion"), **who)

    both = BothTexts()
    watched = both.watching(form, do, lambda: _found(poll, line).version)
    answer = submitted(request, form, watched, then=back)
    context = {**_context(request, poll, kept), "form": form, "back": back, "both": both.rows}
    return answer or show(request, "consequences/conclude.html", context)


@page(*_HANDLERS)
def paper(request: Visit, *, poll: Poll, line: str, event: int) -> HttpResponseBase:
    """Send the document of a step.

    :raises Http404: where there is none.
    """
    kept = _found(poll, line).events.filter(pk=event).select_related("upload").first()
    if kept is None or kept.upload is None:
        raise Http404
    return send(kept.upload, inline=True)
