"""Making a vote of confidence from a legal case or from petitions, on a page that says it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.votes import (
    Sitting,
    begin_from_case,
    begin_from_petitions,
    trigger_of,
)
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.rulebook import TriggerRule
from tinnhiem.records.citations import cited_text
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import FollowUp, Person, Poll
from tinnhiem.records.petition_counts import petition_book
from tinnhiem.web.access import page
from tinnhiem.web.consequences.labels import DAY_HINT, later
from tinnhiem.web.consequences.pages import around, require_results
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, current, noted

_DAY = ["%d/%m/%Y", "%Y-%m-%d"]


class SittingForm(forms.Form):
    """At which sitting the vote is to be held."""

    name = forms.CharField(label=later(noted("Sitting")), max_length=300)
    opening = forms.DateField(
        label=later(noted("Opening of the sitting")),
        input_formats=_DAY,
        required=False,
        help_text=DAY_HINT,
    )
    poll_date = forms.DateField(
        label=later(noted("Day of the vote")),
        input_formats=_DAY,
        required=False,
        help_text=DAY_HINT,
    )


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def from_case(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Make the vote that the law attaches to a case.

    :raises Http404: where it attaches none, or the vote exists.
    """
    require_results(poll)
    kept = FollowUp.objects.filter(rated__poll=poll, rated__line=line).select_related("rated")
    case = kept.first()
    rule = trigger_of(poll, case, chain_for(poll)) if case is not None else None
    if case is None or rule is None or case.vote_id is not None:
        raise Http404
    found = case
    back = reverse("consequences:case", kwargs={"poll": poll.key, "line": line})
    return _asked(
        request,
        poll,
        rule,
        found.rated.name,
        back,
        lambda sitting: begin_from_case(
            poll=poll, follow_up=found, sitting=sitting, by=request.by, at=request.at
        ),
    )


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def from_petitions(request: Visit, *, poll: Poll, person: str) -> HttpResponse:
    """Make the vote for which enough deputies petitioned.

    :raises Http404: where the share is not reached.
    """
    about = Person.objects.filter(key=person, petitions_about__body=poll.body_id).first()
    count = petition_book(poll, chain_for(poll)).count(about.pk) if about is not None else None
    if about is None or count is None or not count.reached:
        raise Http404
    found = about
    back = reverse("consequences:petitions", kwargs={"poll": poll.key})
    return _asked(
        request,
        poll,
        count.rule,
        found.name,
        back,
        lambda sitting: begin_from_petitions(
            poll=poll, about=found, sitting=sitting, by=request.by, at=request.at
        ),
    )


def _asked(
    request: Visit,
    poll: Poll,
    rule: TriggerRule,
    name: str,
    back: str,
    do: Callable[[Sitting], Poll],
) -> HttpResponse:
    form = SittingForm(request.POST or None, initial={"name": poll.sitting})
    answer = submitted(request, form, lambda data: do(_sitting(data)), then=lambda _made: back)
    english = current() == "en"
    context = {
        **around(request, poll, "follow-up"),
        "form": form,
        "name": name,
        "back": back,
        "rule": rule.en if english else rule.vi,
        "cited": cited_text(rule.citation, chain_for(poll), "en" if english else "vi"),
        "status": rule.status.value,
        "question": _("Make a confidence vote about {name}?").format(name=name),
    }
    return answer or show(request, "consequences/vote.html", context)


def _sitting(data: dict[str, Any]) -> Sitting:
    return Sitting(name=data["name"], opening=data["opening"], poll_date=data["poll_date"])
