"""The dates of a poll: moving them, with who and what this changes."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from tinnhiem.actions.plans import move_dates
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import IssuedPaper, Poll
from tinnhiem.web.access import page
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.entries import DayField, OfficeForm, ReasonField
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _

_OUT = (IssuedPaper.State.AWAITING, IssuedPaper.State.APPROVED, IssuedPaper.State.ISSUED)


class DatesForm(OfficeForm):
    """Opening of the sitting, day of the poll, and why they move."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    opening_date = DayField(required=False)
    poll_date = DayField(required=False)
    reason = ReasonField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["opening_date"].label = _("Opening of the sitting")
        self.fields["poll_date"].label = _("Day of the poll")
        self.fields["reason"].label = _("Reason")
        self.fields["reason"].help_text = _("Needed once papers with the former date are out.")


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def dates(request: Visit, *, poll: Poll) -> HttpResponse:
    """Move the dates."""
    known = {
        "version": poll.version,
        "opening_date": poll.opening_date,
        "poll_date": poll.poll_date,
    }
    form = DatesForm(request.POST if request.method == "POST" else None, initial=known)

    def do(data: dict[str, Any]) -> object:
        return move_dates(poll=poll, by=request.by, at=request.at, **data)

    then = reverse("secretariat:overview", kwargs={"poll": poll.key})
    both = BothTexts()
    now = lambda: Poll.objects.values_list("version", flat=True).get(pk=poll.pk)  # noqa: E731 - said where it is used once
    answer = submitted(request, form, both.watching(form, do, now), then=then)
    papers = poll.issued_papers.filter(state__in=_OUT).order_by("title")
    return answer or show(
        request,
        "secretariat/dates.html",
        {"poll": poll, "form": form, "papers": list(papers), "both": both.rows},
    )
