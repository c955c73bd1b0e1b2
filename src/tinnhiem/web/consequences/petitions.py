"""Petitions of deputies for a vote of confidence: registered, counted live, withdrawn."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.petitions import Written, register_petition, withdraw_petition
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.problems import InputError
from tinnhiem.records.citations import cited_text
from tinnhiem.records.holders import answerable
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Person, Petition, Poll, Rated, RollEntry
from tinnhiem.records.petition_counts import Book, petition_book
from tinnhiem.web.access import page
from tinnhiem.web.consequences.labels import DAY_HINT, later
from tinnhiem.web.consequences.pages import around
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, current, noted

_DAY = ["%d/%m/%Y", "%Y-%m-%d"]
_OFFICE = (Role.CLERK, Role.CONVENER)


class PetitionForm(forms.Form):
    """By whom, about whom, when."""

    deputy = forms.ChoiceField(label=later(noted("Deputy")))
    about = forms.ChoiceField(label=later(noted("About")))
    dated = forms.DateField(
        label=later(noted("Date of the petition")),
        input_formats=_DAY,
        help_text=DAY_HINT,
    )
    received_on = forms.DateField(
        label=later(noted("Received on")),
        input_formats=_DAY,
        help_text=DAY_HINT,
    )
    file = forms.FileField(label=later(noted("The petition")), required=False)

    def __init__(self, poll: Poll, on: date, *args: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args)
        voters = RollEntry.objects.filter(conference__poll=poll, votes=True).order_by("order_key")
        deputies = dict.fromkeys(voters.values_list("person__key", "name"))
        for field, found in (("deputy", deputies), ("about", _about(poll, on))):
            self.fields[field].choices = [("", "–"), *found]  # type: ignore[attr-defined]
        self.fields["file"].help_text = _("PDF or a picture, up to 20 MB")


def _about(poll: Poll, on: date) -> list[tuple[str, str]]:
    """Return whom a petition may be about, in the order of names: the list and other holders."""
    listed = Person.objects.filter(ratings__poll=poll)
    try:
        others = answerable(poll, chain_for(poll), on)
    except InputError:
        others = {}
    people = sorted({*listed, *others}, key=lambda each: (each.order_key, each.pk))
    return [(each.key, each.name) for each in people]


class WithdrawalForm(forms.Form):
    """Why a petition no longer counts."""

    reason = forms.CharField(label=later(noted("Reason")), max_length=500)


@page(*_OFFICE, methods=("GET", "POST"))
def petitions(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the petitions of the period with their count against all deputies; register one."""
    sent = [request.POST, request.FILES] if request.method == "POST" else []
    form = PetitionForm(poll, request.at.date(), *sent)
    answer = submitted(
        request,
        form,
        lambda data: register_petition(
            poll=poll, petition=_written(data), by=request.by, at=request.at
        ),
        then=request.path,
    )
    return answer or show(
        request,
        "consequences/petitions.html",
        {
            **around(request, poll, "petitions"),
            "form": form,
            "apart": poll.rehearsal != poll.body.rehearsal,
            **_counted(poll),
        },
    )


def _written(data: dict[str, Any]) -> Written:
    keys = (data["deputy"], data["about"])
    people = {person.key: person for person in Person.objects.filter(key__in=keys)}
    return Written(
        deputy=people[data["deputy"]],
        about=people[data["about"]],
        dated=data["dated"],
        received_on=data["received_on"],
        file=data["file"],
    )


def _counted(poll: Poll) -> dict[str, Any]:
    try:
        chain = chain_for(poll)
    except InputError:
        return {"rule": None, "rows": [], "period": None, "members": None}
    book = petition_book(poll, chain)
    language = "en" if current() == "en" else "vi"
    rule = book.rule
    return {
        "rule": None
        if rule is None
        else {
            "text": rule.en if language == "en" else rule.vi,
            "cited": cited_text(rule.citation, chain, language),
            "status": rule.status.value,
        },
        "rows": _rows(poll, book),
        "period": book.period,
        "members": book.members,
    }


def _rows(poll: Poll, book: Book) -> list[dict[str, Any]]:
    """One row per person petitioned about, by name: never in the order of the numbers."""
    people = {row.about_id: row.about for row in book.petitions}
    votes = _votes(poll)
    listed = set(poll.slate.values_list("person_id", flat=True))
    rows = []
    for person in sorted(people.values(), key=lambda each: each.order_key):
        count = book.count(person.pk)
        if count is None or count.rule.share is None:
            continue
        share, made = count.rule.share, person.pk in votes
        rows.append(
            {
                "person": person,
                "count": count,
                "needed": -(-count.membership * share.numerator // share.denominator),
                "petitions": [row for row in book.petitions if row.about_id == person.pk],
                "made": made,
                "listed": person.pk in listed,
                "address": reverse(
                    "consequences:petition-vote", kwargs={"poll": poll.key, "person": person.key}
                )
                if count.reached and not made
                else "",
            }
        )
    return rows


def _votes(poll: Poll) -> set[int]:
    made = Rated.objects.filter(poll__origin=poll, poll__origin_kind="petition")
    return set(made.exclude(poll__state="cancelled").values_list("person_id", flat=True))


@page(*_OFFICE, methods=("GET", "POST"))
def withdraw(request: Visit, *, poll: Poll, petition: int) -> HttpResponse:
    """Note that a deputy took a petition back.

    :raises Http404: where it is not there, or was taken back.
    """
    kept = Petition.objects.filter(pk=petition, body=poll.body_id, withdrawn=False)
    found = kept.select_related("deputy", "about").first()
    if found is None:
        raise Http404
    given = found
    back = reverse("consequences:petitions", kwargs={"poll": poll.key})
    form = WithdrawalForm(request.POST or None)
    answer = submitted(
        request,
        form,
        lambda data: withdraw_petition(
            poll=poll, petition=given, by=request.by, at=request.at, reason=data["reason"]
        ),
        then=back,
    )
    context = {**around(request, poll, "petitions"), "form": form, "petition": given, "back": back}
    return answer or show(request, "consequences/withdraw.html", context)
