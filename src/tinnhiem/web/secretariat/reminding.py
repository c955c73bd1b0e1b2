"""Reminding those whose report is missing: letters drawn up in the background."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from tinnhiem.actions.reminders import remind as remind_of_reports
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.dossier_facts import unwritten
from tinnhiem.records.models import Conference, Poll, Rated, Work
from tinnhiem.web.access import page
from tinnhiem.web.entries import OfficeForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _


class RemindForm(OfficeForm):
    """Who of one conference is reminded."""

    conference = forms.ChoiceField(widget=forms.HiddenInput)
    lines = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - as Django has it
        offered: Conference,
        missing: list[Rated],
        **options: Any,  # noqa: ANN401 - as Django has it
    ) -> None:
        super().__init__(*args, **options)
        conference, lines = self.fields["conference"], self.fields["lines"]
        if isinstance(conference, forms.ChoiceField):
            conference.choices = [(offered.key, offered.name)]
        if isinstance(lines, forms.MultipleChoiceField):
            lines.choices = [(row.line, row.name) for row in missing]
        lines.label = offered.name or _("Who is reminded")
        lines.error_messages["required"] = _("Choose at least one person.")


@page(Role.CLERK, methods=("GET", "POST"))
def remind(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show whose report is missing, and have letters drawn up for those who are chosen."""
    asked = request.POST.get("conference", "")
    answer, forms_shown, sent = None, [], None
    for conference in poll.conferences.order_by("position"):
        missing = list(unwritten(poll).filter(conference=conference))
        given = request.POST if request.method == "POST" and asked == conference.key else None
        if not missing and given is None:
            continue
        form = _form(request, conference, missing, given)
        forms_shown.append(form)
        if given is not None:
            answer, sent = _sent(request, poll, conference, form), form
    values = {"poll": poll, "forms": forms_shown, "form": sent}
    return answer or show(request, "secretariat/remind.html", values)


def _form(request: Visit, conference: Conference, missing: list[Rated], given: Any) -> RemindForm:  # noqa: ANN401 - as Django has it
    only = request.GET.get("nguoi", "")
    lines = [row.line for row in missing if only in {"", row.line}]
    begun = {"conference": conference.key, "lines": lines}
    prefix = f"c{conference.pk}"
    return RemindForm(
        given, offered=conference, missing=missing, initial=begun, auto_id=f"{prefix}_%s"
    )


def _sent(
    request: Visit, poll: Poll, conference: Conference, form: RemindForm
) -> HttpResponse | None:
    def do(data: dict[str, Any]) -> Work:
        who: dict[str, Any] = {"by": request.by, "at": request.at}
        return remind_of_reports(poll=poll, conference=conference, lines=data["lines"], **who)

    def then(work: Work) -> str:
        return reverse("secretariat:working", kwargs={"poll": poll.key, "key": work.key})

    return submitted(request, form, do, then=then)
