"""The conferences of a poll: each with its roll, its list, its day and place."""

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.rolls import add_conference, change_conference
from tinnhiem.actions.slates import propose_slate
from tinnhiem.conduct.states import EDITABLE, PollState, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import STAGE_NAMES
from tinnhiem.records.models import Conference, Poll
from tinnhiem.web.access import page
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.entries import CountField, DayField, LineField, OfficeForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _


class ConferenceForm(OfficeForm):
    """Name, day, place; how many are convened, where these are more than on the roll."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = LineField(max_length=300)
    held_on = DayField(required=False)
    place = LineField(max_length=300, required=False)
    convened = CountField(required=False, max_value=5000)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["name"].label = _("Name of the conference")
        self.fields["held_on"].label = _("Day")
        self.fields["place"].label = _("Place")
        self.fields["convened"].label = _("Number convened")
        self.fields["convened"].help_text = _(
            "Only where more are convened than stand on the roll."
        )


def counted(poll: Poll) -> list[Conference]:
    """Return the conferences of a poll with the numbers of their rolls and lists."""
    rows = poll.conferences.annotate(
        voters=Count("roll", filter=Q(roll__votes=True), distinct=True),
        observers=Count("roll", filter=Q(roll__votes=False), distinct=True),
        rated=Count("slate", filter=Q(slate__conclusion="rated"), distinct=True),
    )
    return list(rows.order_by("position", "pk"))


def find(poll: Poll, key: str) -> Conference:
    """Return a conference of a poll.

    :raises Http404: where there is none of this key.
    """
    found = poll.conferences.filter(key=key).first()
    if found is None:
        raise Http404
    found.poll = poll
    return found


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def conferences(request: Visit, *, poll: Poll) -> HttpResponse:
    """List the conferences; the clerk adds one."""
    form = ConferenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and Role.CLERK not in request.roles:
        raise Http404

    def do(data: dict[str, Any]) -> object:
        given = {name: data[name] for name in ("name", "held_on", "place")}
        return add_conference(poll=poll, by=request.by, at=request.at, **given)

    answer = submitted(request, form, do, then=request.path)
    return answer or show(
        request,
        "secretariat/conferences.html",
        {
            "poll": poll,
            "rows": [_line(each) for each in counted(poll)],
            "form": form,
            "editable": PollState(poll.state) in EDITABLE and Role.CLERK in request.roles,
        },
    )


def _line(each: Any) -> dict[str, Any]:  # noqa: ANN401 - a conference with numbers
    return {
        "key": each.key,
        "name": each.name,
        "held_on": each.held_on,
        "place": each.place,
        "voters": each.voters,
        "observers": each.observers,
        "rated": each.rated,
        "shape": "empty" if each.stage == Stage.WAITING else "half",
        "stage": _(STAGE_NAMES[Stage(each.stage)]),
    }


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def conference(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Show one conference; the clerk changes it until its balloting begins."""
    kept = find(poll, key)
    begun = {
        "version": kept.version,
        "name": kept.name,
        "held_on": kept.held_on,
        "place": kept.place,
        "convened": kept.convened,
    }
    if request.method == "POST" and Role.CLERK not in request.roles:
        raise Http404
    form = ConferenceForm(request.POST if request.method == "POST" else None, initial=begun)

    def do(data: dict[str, Any]) -> object:
        given = data | {"version": data["version"] or 0}
        return change_conference(poll=poll, conference=kept, by=request.by, at=request.at, **given)

    both = BothTexts()
    watched = both.watching(form, do, lambda: find(poll, key).version)
    answer = submitted(request, form, watched, then=request.path)
    row = next(_line(each) for each in counted(poll) if each.key == key)
    return answer or show(
        request,
        "secretariat/conference.html",
        {
            "poll": poll,
            "row": row,
            "form": form,
            "both": both.rows,
            "editable": kept.stage == Stage.WAITING and Role.CLERK in request.roles,
            "unlisted": PollState(poll.state) in EDITABLE
            and Role.CLERK in request.roles
            and not kept.slate.exists(),
            "here": reverse("secretariat:conference", kwargs={"poll": poll.key, "key": key}),
        },
    )


@page(Role.CLERK, methods=("POST",))
def list_people(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Draw up the list of a conference that has none from who holds a post of the body."""
    kept = find(poll, key)
    form = forms.Form(request.POST)

    def do(_data: dict[str, Any]) -> object:
        return propose_slate(poll=poll, conference=kept, by=request.by, at=request.at)

    then = reverse("secretariat:slate", kwargs={"poll": poll.key})
    answer = submitted(request, form, do, then=then)
    here = reverse("secretariat:conference", kwargs={"poll": poll.key, "key": key})
    values = {"form": form, "problems": form, "act": _("Draw up the list from the registry")}
    values |= {"question": _("Draw up the list of {name}?").format(name=kept.name)}
    values |= {"happens": _("Everybody who holds a post of the body on the day is put on it.")}
    return answer or show(
        request, "look/confirm.html", {**values, "action": request.path, "back": here}
    )
