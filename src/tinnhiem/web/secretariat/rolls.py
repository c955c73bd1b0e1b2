"""The roll of a conference: who votes, who attends without a vote; adding people, one by one."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.registry import people_of, reach
from tinnhiem.actions.rolls import Convened, change_entry, convene, dismiss
from tinnhiem.conduct.states import Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Conference, Person, Poll
from tinnhiem.web.access import page
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.entries import LineField, OfficeForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.secretariat.conferences import find
from tinnhiem.wording.language import _
from tinnhiem.wording.names import fold

_PAGE = 100
_OFFERED = 60


class AddForm(OfficeForm):
    """People of the registry to put on the roll."""

    people = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    votes = forms.ChoiceField(widget=forms.RadioSelect)
    delegation = LineField(max_length=200, required=False)

    def __init__(self, *args: Any, found: list[Person], **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        people, votes = self.fields["people"], self.fields["votes"]
        if isinstance(people, forms.MultipleChoiceField):
            people.choices = [(each.key, _described(each)) for each in found]
        if isinstance(votes, forms.ChoiceField):
            votes.choices = [("yes", _("They vote")), ("no", _("They attend without a vote"))]
        people.label = _("People of the registry")
        votes.label = _("Voting")
        votes.initial = "yes"
        self.fields["delegation"].label = _("Delegation")
        people.error_messages["required"] = _("Choose at least one person.")


def _described(person: Person) -> str:
    return f"{person.name}, {person.birth_year}" if person.birth_year else person.name


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def roll(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Show the roll; the clerk adds people of the registry."""
    conference = find(poll, key)
    if request.method == "POST" and Role.CLERK not in request.roles:
        raise Http404
    asked = request.GET.get("q", "")[:100]
    found = _offered(poll, conference, request.GET.get("them", "")[:100])
    form = AddForm(request.POST if request.method == "POST" else None, found=found)

    def do(data: dict[str, Any]) -> object:
        chosen = {each.key: each for each in found}
        people = [
            Convened(person=chosen[k], votes=data["votes"] == "yes", delegation=data["delegation"])
            for k in data["people"]
        ]
        who: dict[str, Any] = {"by": request.by, "at": request.at}
        return convene(poll=poll, conference=conference, people=people, **who)

    here = reverse("secretariat:roll", kwargs={"poll": poll.key, "key": key})
    answer = submitted(request, form, do, then=here)
    rows = conference.roll.order_by("order_key", "pk")
    shown = rows.filter(folded__contains=fold(asked)) if asked else rows
    numbers = {"voters": rows.filter(votes=True).count(), "total": rows.count()}
    return answer or show(
        request,
        "secretariat/roll.html",
        {
            "poll": poll,
            "conference": conference,
            "page": Paginator(shown, _PAGE).get_page(request.GET.get("page")),
            "numbers": numbers,
            "asked": asked,
            "them": request.GET.get("them", "")[:100],
            "form": form,
            "offered": len(found),
            "here": here,
            "editable": conference.stage == Stage.WAITING and Role.CLERK in request.roles,
        },
    )


def _offered(poll: Poll, conference: Conference, asked: str) -> list[Person]:
    """Return people of the registry who are not on the roll yet, those looked for."""
    people = people_of(reach(frozenset({poll.body_id})))
    people = people.exclude(rolls__conference=conference)
    if asked:
        people = people.filter(folded__contains=fold(asked))
    return list(people.order_by("order_key", "pk")[:_OFFERED])


class EntryForm(OfficeForm):
    """One line of the roll."""

    votes = forms.ChoiceField(widget=forms.RadioSelect)
    seat = LineField(max_length=20, required=False)
    delegation = LineField(max_length=200, required=False)
    remove = forms.BooleanField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        votes = self.fields["votes"]
        if isinstance(votes, forms.ChoiceField):
            votes.choices = [("yes", _("Votes")), ("no", _("Attends without a vote"))]
        votes.label = _("Voting")
        self.fields["seat"].label = _("Seat")
        self.fields["delegation"].label = _("Delegation")
        self.fields["remove"].label = _("Take this person off the roll")


@page(Role.CLERK, methods=("GET", "POST"))
def entry(request: Visit, *, poll: Poll, key: str, entry: int) -> HttpResponse:
    """Change one line of the roll, or take it off."""
    conference = find(poll, key)
    kept = conference.roll.filter(pk=entry).first()
    if kept is None:
        raise Http404
    begun = {"votes": "yes" if kept.votes else "no", "seat": kept.seat}
    begun |= {"delegation": kept.delegation, "version": str(kept.version)}
    form = EntryForm(request.POST if request.method == "POST" else None, initial=begun)

    def do(data: dict[str, Any]) -> object:
        who: dict[str, Any] = {"poll": poll, "conference": conference, "entry": kept}
        who |= {"by": request.by, "at": request.at}
        if data.pop("remove"):
            return dismiss(version=data["version"], **who)
        return change_entry(**who, **(data | {"votes": data["votes"] == "yes"}))

    here = reverse("secretariat:roll", kwargs={"poll": poll.key, "key": key})
    both = BothTexts()
    watched = both.watching(form, do, lambda: conference.roll.get(pk=entry).version)
    answer = submitted(request, form, watched, then=here)
    context = {"poll": poll, "entry": kept, "form": form, "both": both.rows, "back": here}
    return answer or show(request, "secretariat/roll_entry.html", {**context, "here": request.path})
