"""What the Fatherland Front does: has the list, files the synthesis, notes opinions and passes on.

The source of an opinion appears on these pages and nowhere else.
"""

from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.opinions import (
    Filing,
    add_opinion,
    file_synthesis,
    list_received,
    pass_on_opinions,
    remove_opinion,
)
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.dossier_facts import OPEN_POLLS, due_step
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Poll, Rated, Synthesis
from tinnhiem.web.access import page
from tinnhiem.web.citing import cited
from tinnhiem.web.dossier_words import posts_line
from tinnhiem.web.entries import NothingForm
from tinnhiem.web.files import send
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.writing import TextForm, file_field, text_line
from tinnhiem.wording.dates import read_date, short_date
from tinnhiem.wording.language import _

_ACCEPT: Final = (
    "application/pdf,image/png,image/jpeg,"
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)


@page(Role.FRONT)
def received(request: Visit, *, poll: Poll) -> HttpResponse:
    """The list as approved, what was filed, and the opinions by person; before approval nothing."""
    context: dict[str, Any] = {
        "poll": poll,
        "received": list_received(poll),
        "due": _due(poll),
        "synthesis": _filed(poll),
        "before_reading": poll.state == PollState.PREPARING,
    }
    if context["received"]:
        context["people"] = _people(poll)
    return show(request, "front/list.html", context)


def _due(poll: Poll) -> dict[str, Any] | None:
    step = due_step(poll, "front-opinions")
    return {"day": step.due, **cited(step.rule, chain_for(poll), poll)} if step else None


def _filed(poll: Poll) -> Synthesis | None:
    return poll.syntheses.filter(filed=True).select_related("upload").order_by("-pk").first()


def _people(poll: Poll) -> list[dict[str, Any]]:
    waiting = Count("opinions", filter=Q(opinions__passed_on=False))
    passed = Count("opinions", filter=Q(opinions__passed_on=True))
    found = poll.slate.filter(conclusion=Rated.Conclusion.RATED)
    return [
        {
            "name": rated.name,
            "posts": posts_line(rated),
            "url": reverse("front:person", kwargs={"poll": poll.key, "line": rated.line}),
            "waiting": rated.waiting,
            "passed": rated.passed,
        }
        for rated in found.annotate(waiting=waiting, passed=passed).order_by("order_key", "line")
    ]


class SynthesisForm(TextForm):
    """The synthesis: its number and day, a text, a file, or both."""

    def __init__(self, *given: Any, today: date) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(
            *given,
            label=_("Text of the synthesis"),
            hint=_("Where the file says it all, this may stay empty."),
            required=False,
        )
        self.fields["number"] = text_line(_("Number of the paper"), hint=_("such as 45/BC-MTTQ"))
        self.fields["dated"] = text_line(
            _("Day of the paper"), hint=_("such as 9/11/2028"), required=True, most=40
        )
        self.fields["dated"].initial = f"{today.day}/{today.month}/{today.year}"
        self.fields["file"] = file_field(
            _("File of the synthesis"),
            hint=_("PDF, Word, PNG or JPEG, up to 20 MB."),
            accept=_ACCEPT,
            required=False,
        )
        self.order_fields(["number", "dated", "text", "file", "version"])

    def clean_dated(self) -> date:
        """Read a day as people write it."""
        day = read_date(str(self.cleaned_data["dated"]))
        if day is None:
            raise forms.ValidationError(_("Write the day as 9/11/2028."))
        return day


@page(Role.FRONT, methods=("GET", "POST"))
def synthesis(request: Visit, *, poll: Poll) -> HttpResponse:
    """File the synthesis of opinions, or file another one in its place until voters read."""
    if not list_received(poll):
        raise Http404
    sending = request.method == "POST"
    given = (request.POST, request.FILES) if sending else ()
    form = SynthesisForm(*given, today=request.at.date())
    answer = submitted(
        request,
        form,
        lambda data: file_synthesis(
            poll=poll,
            filing=Filing(
                text=data["text"],
                number=data["number"],
                dated=data["dated"],
                file=data["file"],
            ),
            by=request.by,
            at=request.at,
        ),
        then=reverse("front:list", kwargs={"poll": poll.key}),
    )
    context = {
        "poll": poll,
        "form": form,
        "filed": _filed(poll),
        "due": _due(poll),
        "open": poll.state == PollState.PREPARING and not poll.suspended,
        "late": _is_late(poll, request.at.date()),
    }
    return answer or show(request, "front/synthesis.html", context)


def _is_late(poll: Poll, today: date) -> str:
    due = _due(poll)
    return short_date(due["day"]) if due and today > due["day"] else ""


@page(Role.FRONT)
def synthesis_file(request: Visit, *, poll: Poll) -> HttpResponse:
    """The file as it was filed."""
    filed = _filed(poll)
    if filed is None or filed.upload is None:
        raise Http404
    return send(filed.upload)  # type: ignore[return-value]


class OpinionForm(TextForm):
    """One opinion and whom it came from."""

    def __init__(self, *given: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(
            *given,
            label=_("What was said"),
            hint=_("Without anything that tells who said it: the person and the voters read this."),
            rows=5,
            most=5_000,
        )
        self.fields["source"] = text_line(
            _("Source"), hint=_("For the Front alone. No paper, no log, no other page has it."),
            most=1_000,
        )  # fmt: skip


@page(Role.FRONT, methods=("GET", "POST"))
def person(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """The opinions about one person, with their sources; note another one."""
    rated = _rated(poll, line)
    form = OpinionForm(*([request.POST] if request.method == "POST" else []))
    answer = submitted(
        request,
        form,
        lambda data: add_opinion(
            poll=poll,
            rated=rated,
            text=data["text"],
            source=data["source"],
            by=request.by,
            at=request.at,
        ),
        then=reverse("front:person", kwargs={"poll": poll.key, "line": line}),
    )
    return answer or _person(request, poll, rated, form)


def _rated(poll: Poll, line: str) -> Rated:
    found = poll.slate.filter(line=line, conclusion=Rated.Conclusion.RATED).first()
    if found is None or not list_received(poll):
        raise Http404
    return found


def _person(
    request: Visit, poll: Poll, rated: Rated, form: OpinionForm, acting: NothingForm | None = None
) -> HttpResponse:
    kept = list(rated.opinions.order_by("pk"))
    context = {
        "poll": poll,
        "rated": rated,
        "posts": posts_line(rated),
        "opinions": kept,
        "waiting": sum(not opinion.passed_on for opinion in kept),
        "opinion_form": form,
        "form": acting or form,
        "open": PollState(poll.state) in OPEN_POLLS and not poll.suspended,
    }
    return show(request, "front/person.html", context)


@page(Role.FRONT, methods=("POST",))
def pass_on(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Pass the opinions about one person on, to the person and with the dossier to the voters."""
    rated = _rated(poll, line)
    form = NothingForm(request.POST)
    answer = submitted(
        request,
        form,
        lambda _data: pass_on_opinions(poll=poll, rated=rated, by=request.by, at=request.at),
        then=reverse("front:person", kwargs={"poll": poll.key, "line": line}),
    )
    return answer or _person(request, poll, rated, OpinionForm(), form)


@page(Role.FRONT, methods=("POST",))
def removal(request: Visit, *, poll: Poll, line: str, number: int) -> HttpResponse:
    """Remove an opinion that was not passed on."""
    rated = _rated(poll, line)
    opinion = rated.opinions.filter(pk=number).first()
    if opinion is None:
        raise Http404
    form = NothingForm(request.POST)
    answer = submitted(
        request,
        form,
        lambda _data: remove_opinion(poll=poll, opinion=opinion, by=request.by, at=request.at),
        then=reverse("front:person", kwargs={"poll": poll.key, "line": line}),
    )
    return answer or _person(request, poll, rated, OpinionForm(), form)
