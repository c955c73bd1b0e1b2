"""A new poll in a few questions, one a page; the answers wait in the session until the last."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from tinnhiem.actions.new_polls import bases_of, denominator_of, make_poll, refuse_secret
from tinnhiem.actions.plans import keep_plan
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.problems import InputError
from tinnhiem.records.models import Account, Body, OwnRules, Poll
from tinnhiem.records.roles import bodies_of
from tinnhiem.web.access import page
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.secretariat.new_answers import (
    Answers,
    answers_shown,
    plan_of,
    wanted_from,
)
from tinnhiem.web.secretariat.new_forms import (
    BaseForm,
    BodyForm,
    ConferencesForm,
    DatesForm,
    LawForm,
    ProcedureForm,
    QuestionForm,
    ReviewForm,
)
from tinnhiem.web.secretariat.placed import told
from tinnhiem.wording.language import _, noted

_KEY: Final = "new-poll"
#: The questions in their order: address, title, form.
QUESTIONS: Final[Mapping[str, tuple[str, type[QuestionForm]]]] = {
    "don-vi": (noted("Which body holds the poll?"), BodyForm),
    "thu-tuc": (noted("Which procedure?"), ProcedureForm),
    "ngay": (noted("When and where?"), DatesForm),
    "can-cu": (noted("Under which legal bases?"), LawForm),
    "hoi-nghi": (noted("Which conferences?"), ConferencesForm),
    "mau-so": (noted("What are the shares shares of?"), BaseForm),
    "xem-lai": (noted("Is everything right?"), ReviewForm),
}
_ORDER: Final = tuple(QUESTIONS)


def _bodies(account: Account, request: Visit) -> list[Body]:
    """Return the bodies for which somebody may begin a poll.

    :raises Http404: where there is none.
    """
    mine = bodies_of(account, Role.CLERK, request.at.date())
    found = list(Body.objects.filter(pk__in=mine).order_by("pk"))
    if not found:
        raise Http404
    return found


@page(scope="account")
def begin(request: Visit) -> HttpResponseBase:
    """Begin anew: earlier answers are dropped."""
    _bodies(request.by, request)
    request.session.pop(_KEY, None)
    return ask(request, question=_ORDER[0])


@page(methods=("GET", "POST"), scope="account")
def ask(request: Visit, *, question: str) -> HttpResponse:
    """Ask one question, and go on to the next that is needed."""
    bodies = _bodies(request.by, request)
    if question not in QUESTIONS:
        raise Http404
    answers: Answers = dict(request.session.get(_KEY, {}))
    title, kind = QUESTIONS[question]
    sent_again = request.method == "POST" and question == _ORDER[-1]
    if question != _ORDER[0] and "body" not in answers and not sent_again:
        question, (title, kind) = _ORDER[0], QUESTIONS[_ORDER[0]]
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = kind(*given, answers=answers, bodies=bodies)
    do = _do(request, question, answers, bodies)
    answer = submitted(request, form, do, then=lambda made: _after(question, answers, made))
    return answer or show(
        request,
        "secretariat/new_poll.html",
        {
            "form": form,
            "question": question,
            "heading": _(title),
            "number": _ORDER.index(question) + 1,
            "total": len(_ORDER),
            "back": _before(question, answers),
            "rows": answers_shown(answers) if question == _ORDER[-1] else [],
            "files": question == "can-cu",
        },
    )


def _do(
    request: Visit, question: str, answers: Answers, bodies: list[Body]
) -> Callable[[dict[str, Any]], object]:
    def do(data: dict[str, Any]) -> object:
        if question == _ORDER[-1]:
            body = next((each for each in bodies if each.key == answers.get("body")), None)
            if body is None:
                raise RefusedError(_("The answers are no longer there. Begin anew."))
            made = make_poll(
                body=body, wanted=wanted_from(answers, body), by=request.by, at=request.at
            )
            request.session.pop(_KEY, None)
            return made
        _answer(request, question, data, answers, bodies)
        request.session[_KEY] = answers
        return None

    return do


def _answer(
    request: Visit, question: str, data: dict[str, Any], answers: Answers, bodies: list[Body]
) -> None:
    """Take one answer over, where the law and the installation allow it."""
    if question == "don-vi":
        refuse_secret(secret=data["secret"])
    file = data.pop("plan_file", None)
    if question == "can-cu":
        body = next(each for each in bodies if each.key == answers["body"])
        _laws(request, data, file, body)
    plain = {name: getattr(v, "isoformat", lambda v=v: v)() for name, v in data.items()}
    answers.update(plain)


def _laws(request: Visit, data: dict[str, Any], file: Any, body: Body) -> None:  # noqa: ANN401 - an uploaded file
    """Keep an own law file and check that the bases fit together.

    :raises RefusedError: with every mistake and its place in the file.
    """
    plan: OwnRules | None = plan_of(data, body)
    try:
        if file is not None:
            content = file.read(1_000_001)
            plan = keep_plan(body=body, content=content, by=request.by, at=request.at)
    except InputError as error:
        raise RefusedError(told(error), "plan_file") from error
    try:
        bases_of(data["rulebook"], data["overlays"], plan)
    except InputError as error:
        raise RefusedError(told(error), "plan_file" if plan else "overlays") from error
    data["plan"] = plan.pk if plan is not None else None


def _after(question: str, answers: Answers, made: object) -> str:
    if isinstance(made, Poll):
        return reverse("secretariat:overview", kwargs={"poll": made.key})
    following = _ORDER[_ORDER.index(question) + 1]
    if following == "mau-so" and not is_free(answers):
        following = _ORDER[-1]
    return reverse("secretariat:new-question", kwargs={"question": following})


def _before(question: str, answers: Answers) -> str:
    place = _ORDER.index(question)
    if place == 0:
        return reverse("secretariat:polls")
    earlier = _ORDER[place - 1]
    if earlier == "mau-so" and not is_free(answers):
        earlier = "hoi-nghi"
    return reverse("secretariat:new-question", kwargs={"question": earlier})


def is_free(answers: Answers) -> bool:
    """Whether the legal bases leave the base of the shares to the plan."""
    try:
        body = Body.objects.get(key=answers["body"])
        chain = bases_of(answers["rulebook"], answers["overlays"], plan_of(answers, body))
        return denominator_of(chain, answers["procedure"]).base is None
    except (InputError, KeyError):
        return False
