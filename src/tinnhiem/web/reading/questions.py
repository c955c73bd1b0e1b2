"""A voter's written questions, through whom the bases name, and what became of them."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from tinnhiem.actions.questions import ask_question
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Poll, Question, Rated
from tinnhiem.web.access import page
from tinnhiem.web.dossier_words import question_kind, question_tag
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.reading.people import aside, check_readable, people_of
from tinnhiem.web.requests import Visit
from tinnhiem.web.writing import TextForm
from tinnhiem.wording.language import _


def _form(request: Visit, poll: Poll) -> TextForm:
    form = TextForm(
        request.POST if request.method == "POST" else None,
        label=_("Your question"),
        hint=_("The person answers in writing before the poll; every voter reads the answer."),
        rows=8,
        most=5_000,
        initial={"line": request.GET.get("nguoi", "")[:40], "kind": "question"},
    )
    people = [
        (person["line"], f"{person['name']}, {person['posts']}") for person in people_of(poll)
    ]
    chosen = {"required": _("Choose a person."), "invalid_choice": _("Choose a person.")}
    form.fields["line"] = forms.ChoiceField(
        label=_("About whom"), choices=[("", _("Choose a person")), *people], error_messages=chosen
    )
    kinds = [("question", _("A question")), ("verification", _("A request to verify something"))]
    form.fields["kind"] = forms.ChoiceField(
        label=_("What you ask for"),
        choices=kinds,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two."),
                        "invalid_choice": _("Choose one of the two.")},
    )  # fmt: skip
    form.order_fields(["line", "kind", "text"])
    return form


@page(Role.VOTER, methods=("GET", "POST"))
def ask(request: Visit, *, poll: Poll) -> HttpResponse:
    """Write a question; it is passed on without the name, by whom the legal bases name."""
    check_readable(poll)
    form = _form(request, poll)
    answer = submitted(
        request,
        form,
        lambda data: _ask(request, poll, data),
        then=reverse("reading:questions", kwargs={"poll": poll.key}),
    )
    return answer or show(request, "reading/ask.html", {"poll": poll, "form": form, **aside(poll)})


def _ask(request: Visit, poll: Poll, data: dict[str, Any]) -> Question:
    rated = poll.slate.get(line=data["line"], conclusion=Rated.Conclusion.RATED)
    return ask_question(
        poll=poll,
        rated=rated,
        text=data["text"],
        kind=data["kind"],
        by=request.by,
        at=request.at,
    )


@page(Role.VOTER)
def questions(request: Visit, *, poll: Poll) -> HttpResponse:
    """The visitor's own questions, and where each stands. Nobody else's."""
    check_readable(poll)
    found = Question.objects.filter(rated__poll=poll, asked_by=request.by.person_id)
    until = aside(poll)["questions_until"]
    rows = [
        {
            "question": question,
            "kind": question_kind(question),
            "tag": _tag(question, poll),
        }
        for question in found.select_related("rated").order_by("-received_on", "-pk")
    ]
    context = {"poll": poll, "rows": rows, "until": until, **aside(poll)}
    return show(request, "reading/questions.html", context)


def _tag(question: Question, poll: Poll) -> tuple[str, str]:
    closed = poll.state != PollState.READING and question.state != Question.State.ANSWERED
    return ("late", _("Answer overdue")) if closed else question_tag(question)
