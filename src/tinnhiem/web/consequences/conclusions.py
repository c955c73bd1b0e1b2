"""What the personnel body concludes about one person, with the results of all places beside."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.conclusions import Concluded, record_conclusion
from tinnhiem.conduct.states import COUNTED, ENDED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.chain import Chain
from tinnhiem.law.problems import InputError, ReconciliationError
from tinnhiem.records.citations import cited_text
from tinnhiem.records.follow_up_words import PLANNING
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Conclusion, CountedResult, Person, Poll
from tinnhiem.records.places import beside_each_other
from tinnhiem.records.results import result_values
from tinnhiem.records.roles import appointments_of
from tinnhiem.web.access import page
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.consequences.labels import DAY_HINT, later
from tinnhiem.web.consequences.pages import around, require_results
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.result_view import result_view
from tinnhiem.wording.language import _, current, noted
from tinnhiem.wording.problems import sentence


class ConclusionForm(forms.Form):
    """The conclusion, and what follows for the planning."""

    text = forms.CharField(label=later(noted("Conclusion")), max_length=5000, widget=forms.Textarea)
    planning = forms.ChoiceField(
        label=later(noted("Planning")), required=False, widget=forms.RadioSelect
    )
    planning_note = forms.CharField(label=later(noted("Note on the planning")), required=False)
    on = forms.DateField(
        label=later(noted("Day")),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=DAY_HINT,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        choices = [("", _("Not stated")), *((name, _(word)) for name, word in PLANNING.items())]
        self.fields["planning"].choices = choices  # type: ignore[attr-defined]


@page(Role.PERSONNEL, methods=("GET", "POST"))
def conclusion(request: Visit, *, poll: Poll, person: str) -> HttpResponse:
    """Show a person's results place by place, never added, and record the conclusion.

    :raises Http404: where the person is not on the list.
    """
    require_results(poll)
    about = Person.objects.filter(key=person, ratings__poll=poll).first()
    if about is None:
        raise Http404
    found = about
    kept = Conclusion.objects.filter(poll=poll, person=found).first()
    form = _form(request, kept)

    def do(data: dict[str, Any]) -> object:
        who: dict[str, Any] = {"version": data["version"], "by": request.by, "at": request.at}
        return record_conclusion(poll=poll, person=found, concluded=_concluded(data), **who)

    both = BothTexts()
    standing = Conclusion.objects.filter(poll=poll, person=found)
    watched = both.watching(form, do, lambda: standing.get().version)
    answer = submitted(request, form, watched, then=request.path)
    chain, polls = chain_for(poll), _polls(request, poll, found)
    context = {
        **around(request, poll, "results"),
        "form": form if PollState(poll.state) not in ENDED else None,
        "kept": kept,
        "both": both.rows,
        "planning": _(PLANNING[kept.planning]) if kept and kept.planning in PLANNING else "",
        "person": found,
        "places": [_place(each, found, f"place{at}") for at, each in enumerate(polls)],
        "rule": _rule(found, polls, chain),
        "back": reverse("consequences:results", kwargs={"poll": poll.key}),
    }
    return answer or show(request, "consequences/conclusion.html", context)


def _form(request: Visit, kept: Conclusion | None) -> ConclusionForm:
    if request.method == "POST":
        return ConclusionForm(request.POST)
    if kept is None:
        return ConclusionForm(initial={"version": 0})
    initial = {
        "text": kept.text,
        "planning": kept.planning,
        "planning_note": kept.planning_note,
        "on": f"{kept.concluded_on:%d/%m/%Y}" if kept.concluded_on else "",
        "version": kept.version,
    }
    return ConclusionForm(initial=initial)


def _concluded(data: dict[str, Any]) -> Concluded:
    return Concluded(
        text=data["text"],
        planning=data["planning"],
        planning_note=data["planning_note"],
        on=data["on"],
    )


def _polls(request: Visit, poll: Poll, person: Person) -> list[Poll]:
    """Return this poll and others of the same year that the visitor works with."""
    held = appointments_of(request.by, request.at.date()).filter(role=Role.PERSONNEL.value)
    year = (poll.poll_date or poll.opening_date or request.at.date()).year
    others = Poll.objects.filter(
        body__in=held.values("body"),
        slate__person=person,
        procedure=poll.procedure,
        poll_date__year=year,
        rehearsal=poll.rehearsal,
        state__in=[state.value for state in COUNTED],
    ).exclude(pk=poll.pk)
    return [poll, *others.distinct().order_by("poll_date", "pk")]


def _place(poll: Poll, person: Person, key: str) -> dict[str, Any]:
    lines = set(poll.slate.filter(person=person).values_list("line", flat=True))
    try:
        view = result_view(result_values(poll), only=lines, key=key)
    except (InputError, ReconciliationError):
        view = None
    return {"name": str(poll), "view": view}


def _rule(person: Person, polls: list[Poll], chain: Chain) -> dict[str, str] | None:
    """Return the rule on results of several places, or what stands against them together."""
    results = CountedResult.objects.filter(rated__poll__in=polls, rated__person=person)
    kept = results.select_related("rated__poll", "rated__ballot_type").order_by("pk")
    try:
        places = beside_each_other(person.name, kept, chain)
    except InputError as error:
        return {"problem": " ".join(sentence(problem) for problem in error.problems)}
    if places is None:
        return None
    language = "en" if current() == "en" else "vi"
    return {
        "text": places.rule.en if language == "en" else places.rule.vi,
        "cited": cited_text(places.rule.citation, chain, language),
        "status": places.rule.status.value,
    }
