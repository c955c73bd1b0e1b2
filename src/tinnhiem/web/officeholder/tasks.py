"""What waits for an officeholder: the request, its day, what is missing; the declaration."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.reports import attach_declaration
from tinnhiem.conduct.states import COUNTED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.dossier_facts import OPEN_POLLS, WRITABLE
from tinnhiem.records.models import Dossier, Poll, Question, RestrictedReading
from tinnhiem.web.access import page
from tinnhiem.web.dossier_words import dossier_tag, file_words, posts_line
from tinnhiem.web.entries import NothingForm
from tinnhiem.web.files import send
from tinnhiem.web.forms import submitted
from tinnhiem.web.officeholder.dossiers import dossier_for, dossiers_for, parts_of, whose
from tinnhiem.web.officeholder.report import frame, late_days
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.writing import file_field
from tinnhiem.wording.language import _


@page(Role.OFFICEHOLDER, Role.ASSISTANT)
def tasks(request: Visit, *, poll: Poll) -> HttpResponse:
    """What is to be done, of every dossier that the visitor writes."""
    found = dossiers_for(poll, request.by)
    context = {
        "poll": poll,
        "cards": [_card(request, dossier) for dossier in found],
        "counted": PollState(poll.state) in COUNTED,
    }
    return show(request, "officeholder/tasks.html", context)


def _card(request: Visit, dossier: Dossier) -> dict[str, Any]:
    rated = dossier.rated
    parts = parts_of(dossier)
    shape, word = dossier_tag(dossier)
    own = rated.person_id == request.by.person_id
    questions = list(rated.questions.exclude(state=Question.State.RECEIVED)) if own else []
    return {
        **whose(dossier, request.by),
        "posts": posts_line(rated),
        "state": {"shape": shape, "word": word},
        "writable": dossier.state in WRITABLE,
        "late": late_days(dossier, request.at.date()),
        "parts": parts,
        "written": sum(not part.empty for part in parts),
        "next": next((part.number for part in parts if part.empty or not part.done), 0),
        "opinions": rated.opinions.filter(passed_on=True).count() if own else 0,
        "questions": len(questions),
        "unanswered": sum(q.state == Question.State.PASSED for q in questions),
    }


class DeclarationForm(NothingForm):
    """The declaration of assets and income."""

    def __init__(self, *given: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given)
        self.fields["file"] = file_field(
            _("Declaration of assets and income"),
            hint=_("PDF, PNG or JPEG, up to 20 MB. A signed paper may be scanned."),
            accept="application/pdf,image/png,image/jpeg",
        )


@page(Role.OFFICEHOLDER, methods=("GET", "POST"))
def declaration(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Attach or replace one's declaration, and see who opened it."""
    dossier = dossier_for(poll, request.by, line, own=True)
    sending = request.method == "POST"
    form = DeclarationForm(request.POST, request.FILES) if sending else DeclarationForm()
    answer = submitted(
        request,
        form,
        lambda data: attach_declaration(
            poll=poll, dossier=dossier, file=data["file"], by=request.by, at=request.at
        ),
        then=reverse("officeholder:declaration", kwargs={"poll": poll.key, "line": line}),
    )
    if answer:
        return answer
    readings = RestrictedReading.objects.filter(dossier=dossier).exclude(account=request.by)
    context = {
        **frame(request, dossier, parts_of(dossier)),
        "form": form,
        "file": file_words(dossier.declaration) if dossier.declaration else None,
        "open": is_open(dossier),
        "readings": [
            {"name": reading.account.display_name, "day": reading.read_on}
            for reading in readings.select_related("account__person").order_by("-read_on", "pk")
        ],
    }
    return show(request, "officeholder/declaration.html", context)


def is_open(dossier: Dossier) -> bool:
    """Whether what goes with a report can still change."""
    poll = dossier.rated.poll
    closed = {Dossier.State.NOT_REQUESTED, Dossier.State.FROZEN}
    return PollState(poll.state) in OPEN_POLLS and dossier.state not in closed


@page(Role.OFFICEHOLDER)
def declaration_file(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """One's own declaration; looking at it oneself is not noted."""
    dossier = dossier_for(poll, request.by, line, own=True)
    if dossier.declaration is None:
        raise Http404
    return send(dossier.declaration)  # type: ignore[return-value]


@page(Role.OFFICEHOLDER)
def opinions(request: Visit, *, poll: Poll) -> HttpResponse:
    """The opinions about oneself that the Front passed on, and the synthesis; never a source."""
    found = [d for d in dossiers_for(poll, request.by) if d.rated.person_id == request.by.person_id]
    if not found:
        raise Http404
    filed = poll.syntheses.filter(filed=True).select_related("upload").order_by("-pk").first()
    context = {
        "poll": poll,
        "groups": [
            {
                "rated": dossier.rated,
                "posts": posts_line(dossier.rated),
                "opinions": list(
                    dossier.rated.opinions.filter(passed_on=True)
                    .order_by("pk")
                    .values_list("text", flat=True)
                ),
            }
            for dossier in found
        ],
        "synthesis": filed,
    }
    return show(request, "officeholder/opinions.html", context)
