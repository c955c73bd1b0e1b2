"""One step of the calendar: done on a day, or left out for a reason."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.calendar import note_step
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Poll
from tinnhiem.web.access import page
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.citing import cited
from tinnhiem.web.entries import DayField, OfficeForm, ReasonField
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.secretariat.calendar_rows import rows_of, state_of
from tinnhiem.web.secretariat.desk import Desk
from tinnhiem.web.secretariat.step_words import step_title
from tinnhiem.wording.language import _, current


class StepNoteForm(OfficeForm):
    """Done on a day, or skipped with a reason; both empty takes the note back."""

    done_on = DayField(required=False)
    skipped = ReasonField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*args, **options)
        self.fields["done_on"].label = _("Done on")
        self.fields["skipped"].label = _("Left out, because")
        self.fields["skipped"].help_text = _("Only where the step is not done at all.")


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def calendar_step(request: Visit, *, poll: Poll, step: str) -> HttpResponse:
    """Show one step and note that it was done or left out."""
    desk = Desk(poll, request.at.date())
    row = next((each for each in rows_of(desk) if each.step.rule.id == step), None)
    if row is None or desk.chain is None:
        raise Http404
    kept = desk.noted.get(step)
    known: dict[str, object] = {}
    if kept:
        known = {"done_on": kept.done_on, "skipped": kept.skipped}
    known["version"] = kept.version if kept else 0
    form = StepNoteForm(request.POST if request.method == "POST" else None, initial=known)

    def do(data: dict[str, Any]) -> object:
        return note_step(
            poll=poll,
            step=step,
            done_on=data["done_on"],
            skipped=data["skipped"],
            version=data["version"],
            by=request.by,
            at=request.at,
        )

    then = reverse("secretariat:overview", kwargs={"poll": poll.key})
    both = BothTexts()
    watched = both.watching(form, do, lambda: _version(poll, step))
    answer = submitted(request, form, watched, then=then)
    rule = row.step.rule
    return answer or show(
        request,
        "secretariat/calendar_step.html",
        {
            "poll": poll,
            "step": step,
            "name": step_title(rule),
            "text": rule.en if current() == "en" else rule.vi,
            "due": row.step.due,
            "tag": state_of(row, desk),
            "detail": row.detail,
            "cite": cited(rule, desk.chain, poll),
            "form": form,
            "both": both.rows,
        },
    )


def _version(poll: Poll, step: str) -> int:
    kept = poll.steps_done.filter(step=step).first()
    return kept.version if kept else 0
