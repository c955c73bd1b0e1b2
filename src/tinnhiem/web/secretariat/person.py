"""One person on the list: posts, dates, why; what people decide about them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.slates import (
    arrange,
    decide,
    leave_office,
    leave_to_law,
    move_to_conference,
    state_facts,
    stated_choices,
)
from tinnhiem.conduct.states import EDITABLE, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import IssuedPaper, Poll, Rated
from tinnhiem.web.access import page
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.entries import CountField, DayField, OfficeForm, ReasonField
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.secretariat.slate import conclusion_tag, reason_items
from tinnhiem.wording.language import _, current

_IN_FORCE = (IssuedPaper.State.AWAITING, IssuedPaper.State.APPROVED, IssuedPaper.State.ISSUED)


class RowForm(OfficeForm):
    """What every form about one row has."""

    what = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


class DecideForm(RowForm):
    """Rated or not, with the reason; or left to the law again."""

    decision = forms.ChoiceField(widget=forms.RadioSelect)
    reason = ReasonField(required=False)

    def __init__(self, *args: Any, row: Rated, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        choices = [("rated", _("Rated")), ("excluded", _("Not rated"))]
        if row.decided_by_hand:
            choices.append(("law", _("Leave it to the law again")))
        field = self.fields["decision"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
        field.label = _("Decision")
        self.fields["reason"].label = _("Reason")


class FactsForm(RowForm):
    """Exclusions that the clerk states, and a notice of retirement."""

    retirement_notice_on = DayField(required=False)
    exclusions = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, row: Rated, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        english = current() == "en"
        rules = stated_choices(chain_for(row.poll), row.poll.procedure)
        field = self.fields["exclusions"]
        field.label = _("Cases of the plan that hold for this person")
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(rule.id, rule.en if english else rule.vi) for rule in rules]
        if not rules:
            del self.fields["exclusions"]
        notice = self.fields["retirement_notice_on"]
        notice.label = _("Notice of leave before retirement, given on")


class PlaceForm(RowForm):
    """Place in the order of the ballot, ballot type, conference."""

    place = CountField(min_value=1, max_value=999)
    ballot_type = forms.ChoiceField(required=False)
    conference = forms.ChoiceField()

    def __init__(self, *args: Any, row: Rated, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        types = row.conference.ballot_types.order_by("position")
        others = list(row.poll.conferences.order_by("position"))
        offered = {
            "ballot_type": [("", "–"), *((kind.code, kind.title) for kind in types)],
            "conference": [(each.key, each.name) for each in others],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        self.fields["place"].label = _("Place in the order")
        self.fields["ballot_type"].label = _("Ballot type")
        self.fields["conference"].label = _("Conference")
        if len(others) == 1:
            self.fields["conference"].widget = forms.HiddenInput()


_FORMS: dict[str, type[Any]] = {"decide": DecideForm, "facts": FactsForm, "place": PlaceForm}


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def person(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Show one person; the clerk decides, states facts, moves them."""
    row = _row(poll, line)
    known = _begun(row)
    sent = request.POST.get("what", "") if request.method == "POST" else ""
    if request.method == "POST" and (sent not in _FORMS or Role.CLERK not in request.roles):
        raise Http404
    made = {
        what: kind(
            request.POST if what == sent else None,
            row=row,
            initial=known | {"what": what},
            auto_id=f"{what}_%s",
        )
        for what, kind in _FORMS.items()
    }
    both = BothTexts()
    answer = None
    if sent:
        form = made[sent]
        watched = both.watching(form, _do(request, row), lambda: _row(poll, line).version)
        answer = submitted(request, form, watched, then=request.path)
    approved = poll.approvals.filter(subject="slate", withdrawn=False).exists()
    editable = PollState(poll.state) in EDITABLE and not approved
    return answer or show(
        request,
        "secretariat/person.html",
        {
            "poll": poll,
            "row": row,
            "tag": conclusion_tag(row.conclusion),
            "reasons": reason_items(row.reasons),
            "forms": made,
            "form": made.get(sent, made["decide"]),
            "sent": sent,
            "both": both.rows,
            "editable": editable and Role.CLERK in request.roles,
            "locked": approved,
            "may_leave": row.conclusion != Rated.Conclusion.LEFT and _may_note(poll, request),
            "papers": list(row.papers.filter(state__in=_IN_FORCE).order_by("title")),
        },
    )


def _may_note(poll: Poll, request: Visit) -> bool:
    """Whether the visitor may note that somebody left office, as the poll stands."""
    state = PollState(poll.state)
    late = state in {PollState.READING, PollState.FROZEN}
    return state in EDITABLE or (late and Role.CONVENER in request.roles)


def _row(poll: Poll, line: str) -> Rated:
    row = poll.slate.select_related("conference", "ballot_type").filter(line=line).first()
    if row is None:
        raise Http404
    row.poll = poll
    return row


def _begun(row: Rated) -> dict[str, Any]:
    return {
        "version": row.version,
        "decision": row.conclusion if row.conclusion in {"rated", "excluded"} else None,
        "reason": row.decided_by_hand,
        "retirement_notice_on": row.retirement_notice_on,
        "exclusions": row.stated_exclusions,
        "place": row.position,
        "ballot_type": row.ballot_type.code if row.ballot_type else "",
        "conference": row.conference.key,
    }


def _do(request: Visit, row: Rated) -> Callable[[dict[str, Any]], object]:
    def do(data: dict[str, Any]) -> object:
        who: dict[str, Any] = {"poll": row.poll, "line": row.line, "version": data["version"]}
        who |= {"by": request.by, "at": request.at}
        if data["what"] == "facts":
            return state_facts(
                exclusions=data.get("exclusions", []),
                retirement_notice_on=data["retirement_notice_on"],
                **who,
            )
        if data["what"] == "place":
            return _place(row, data, who)
        if data["decision"] == "law":
            return leave_to_law(**who)
        return decide(rated=data["decision"] == "rated", reason=data["reason"], **who)

    return do


def _place(row: Rated, data: dict[str, Any], who: dict[str, Any]) -> object:
    if data["conference"] != row.conference.key:
        target = row.poll.conferences.get(key=data["conference"])
        return move_to_conference(conference=target, **who)
    kind = row.conference.ballot_types.filter(code=data["ballot_type"]).first()
    return arrange(place=data["place"], ballot_type=kind, **who)


class LeftForm(OfficeForm):
    """When somebody left office, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    left_on = DayField()
    reason = ReasonField()

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["left_on"].label = _("Left office on")
        self.fields["reason"].label = _("Reason, with the decision")


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def left(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Note that somebody left office between the list and the poll."""
    row = _row(poll, line)
    if not _may_note(poll, request):
        raise Http404
    begun = {"version": row.version}
    form = LeftForm(request.POST if request.method == "POST" else None, initial=begun)

    def do(data: dict[str, Any]) -> object:
        return leave_office(poll=poll, line=line, by=request.by, at=request.at, **data)

    here = reverse("secretariat:person", kwargs={"poll": poll.key, "line": line})
    answer = submitted(request, form, do, then=here)
    return answer or show(
        request,
        "secretariat/reason.html",
        {
            "poll": poll,
            "form": form,
            "question": _("Note that {name} left office?").format(name=row.name),
            "happens": _(
                "The person is not rated and does not stand on the ballots. Papers that name them"
                " are marked. An approved list has to be approved again."
            ),
            "act": _("Note it"),
            "action": request.path,
            "back": here,
        },
    )
