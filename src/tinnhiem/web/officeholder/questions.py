"""Written questions to an officeholder: read without a name, answered before the poll."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.questions import answer_question
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.dossier_facts import question_channel, question_step
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Account, Poll, Question
from tinnhiem.web.access import page
from tinnhiem.web.dossier_words import question_kind, question_tag
from tinnhiem.web.officeholder.unsent import kept_unsent, sent_text, text_form
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.writing import TextForm
from tinnhiem.wording.language import _
from tinnhiem.wording.terms import ACTORS, label


def _mine(poll: Poll, account: Account) -> list[Question]:
    """The questions passed on to a person. Who asked is not even read."""
    found = Question.objects.filter(rated__poll=poll, rated__person=account.person_id)
    passed = found.exclude(state=Question.State.RECEIVED)
    return list(passed.defer("asked_by").select_related("rated").order_by("passed_on", "pk"))


@page(Role.OFFICEHOLDER)
def questions(request: Visit, *, poll: Poll) -> HttpResponse:
    """The questions passed on, open ones first."""
    rows = [
        {
            "question": question,
            "kind": question_kind(question),
            "tag": question_tag(question),
            "url": reverse("officeholder:answer", kwargs={"poll": poll.key, "key": question.key}),
        }
        for question in _mine(poll, request.by)
    ]
    chain = chain_for(poll)
    step = question_step(poll, chain)
    rows.sort(key=lambda row: row["question"].state == Question.State.ANSWERED)  # type: ignore[attr-defined]
    channel = label(ACTORS, question_channel(chain))
    until = step.due if step else None
    context = {"poll": poll, "rows": rows, "until": until, "channel": channel}
    return show(request, "officeholder/questions.html", context)


def _question(poll: Poll, account: Account, key: str) -> Question:
    """Return a question passed on to a person.

    :raises Http404: where there is none such.
    """
    found = next((question for question in _mine(poll, account) if question.key == key), None)
    if found is None:
        raise Http404
    return found


def _form(request: Visit, question: Question, *, required: bool = True) -> tuple[TextForm, bool]:
    return text_form(
        request,
        question,
        question.answer,
        name="answer",
        label=_("Your answer"),
        hint=_("Every voter reads the question and the answer; nobody reads who asked."),
        required=required,
    )


def _is_open(poll: Poll) -> bool:
    return poll.state == PollState.READING and not poll.suspended


@page(Role.OFFICEHOLDER, methods=("GET", "POST"))
def answer(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """One question and its answer, which every voter reads."""
    question = _question(poll, request.by, key)
    form, begun = _form(request, question)

    def send(data: dict[str, Any]) -> None:
        answer_question(
            poll=poll,
            question=question,
            answer=data["answer"],
            version=data["version"],
            by=request.by,
            at=request.at,
        )

    then = reverse("officeholder:questions", kwargs={"poll": poll.key})
    taken, told = sent_text(
        request,
        question,
        form,
        send,
        then=then,
        fresh=lambda: _question(poll, request.by, key).version,
    )
    here = {"poll": poll.key, "key": key}
    context = {
        "poll": poll,
        "question": question,
        "kind": question_kind(question),
        "tag": question_tag(question),
        **told,
        "begun": begun,
        "save_url": reverse("officeholder:save-answer", kwargs=here),
        "draft_key": f"answer-{question.key}",
        "open": _is_open(poll),
    }
    return taken or show(request, "officeholder/answer.html", context)


@page(Role.OFFICEHOLDER, methods=("POST",))
def save_answer(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Keep an answer that is being written; no voter reads it yet."""
    question = _question(poll, request.by, key)
    form, _begun = _form(request, question, required=False)
    here = reverse("officeholder:answer", kwargs={"poll": poll.key, "key": key})
    return kept_unsent(request, question, form, name="answer", here=here, open_=_is_open(poll))
