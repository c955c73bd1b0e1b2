"""The Front's synthesis, and the voters' questions on their way to whom they are about."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse

from tinnhiem.actions.questions import pass_question
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.dossier_facts import personnel_passes_on
from tinnhiem.records.models import Poll, Question
from tinnhiem.web.access import page
from tinnhiem.web.dossier_words import question_kind, question_tag
from tinnhiem.web.entries import OfficeForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit


class PassForm(OfficeForm):
    """Which question is passed on, as it was seen."""

    question = forms.CharField(max_length=20, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


@page(Role.CLERK, Role.CONVENER, Role.PERSONNEL, methods=("GET", "POST"))
def questions(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show opinions and questions; pass a question on without the name of who asked.

    :raises Http404: for the personnel body, where questions do not go through it.
    """
    mine = {Role.CLERK, Role.CONVENER}
    if mine.isdisjoint(request.roles) and not personnel_passes_on(poll):
        raise Http404
    form = PassForm(request.POST if request.method == "POST" else None)
    rows = list(
        Question.objects.filter(rated__poll=poll)
        .select_related("rated")
        .order_by("rated__order_key", "key")
    )

    def do(data: dict[str, Any]) -> object:
        found = next((each for each in rows if each.key == data["question"]), None)
        if found is None:
            raise Http404
        who: dict[str, Any] = {"by": request.by, "at": request.at}
        return pass_question(poll=poll, question=found, version=data["version"], **who)

    answer = submitted(request, form, do, then=request.path)
    return answer or show(
        request,
        "secretariat/questions.html",
        {
            "poll": poll,
            "form": form,
            "synthesis": poll.syntheses.filter(filed=True).order_by("-pk").first(),
            "rows": [_line(each) for each in rows],
        },
    )


def _line(each: Question) -> dict[str, Any]:
    return {
        "key": each.key,
        "version": each.version,
        "name": each.rated.name,
        "kind": question_kind(each),
        "text": each.text,
        "tag": question_tag(each),
        "open": each.state == Question.State.RECEIVED,
        "answer": each.answer,
        "received_on": each.received_on,
        "answered_on": each.answered_on,
    }
