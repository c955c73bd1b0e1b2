"""The reading room: who reads what is written down nowhere, in no record and in no line of the log.

The one exception is the declaration, whose opening is noted and told before.
"""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.readings import may_open, open_declaration, opened_today
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.disclosure import Sight, sight_of
from tinnhiem.records.models import Dossier, Poll, Synthesis
from tinnhiem.web.access import page
from tinnhiem.web.dossier_words import file_words, posts_line, since
from tinnhiem.web.entries import NothingForm
from tinnhiem.web.files import send
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.reading.people import (
    answered_of,
    aside,
    check_readable,
    dossier_of,
    opinions_of,
    people_of,
    placed,
    report_parts,
    version_of,
)
from tinnhiem.web.requests import Visit
from tinnhiem.wording.names import fold

_TABS: Final = ("report", "opinions", "declaration", "explanation")


@page(Role.VOTER)
def room(request: Visit, *, poll: Poll) -> HttpResponse:
    """Everybody whose dossier can be read, by given name."""
    check_readable(poll)
    people = people_of(poll)
    wanted = request.GET.get("q", "")[:100]
    shown = [person for person in people if fold(wanted) in fold(person["find"])]
    context = {
        "poll": poll,
        "people": shown,
        "total": len(people),
        "wanted": wanted,
        "synthesis": _synthesis(poll),
        "frozen": poll.state != PollState.READING,
        "results_open": _results_open(request, poll),
        **aside(poll),
    }
    return show(request, "reading/room.html", context)


def _results_open(request: Visit, poll: Poll) -> bool:
    """Whether results are open beyond one's own, which has its page elsewhere."""
    return sight_of(poll, request.by, request.at.date(), request.roles) is Sight.ALL


def _synthesis(poll: Poll) -> Synthesis | None:
    return poll.syntheses.filter(filed=True).select_related("upload").order_by("-pk").first()


def _frame(poll: Poll, dossier: Dossier, tab: str) -> dict[str, Any]:
    people = people_of(poll)
    return {
        "poll": poll,
        "people": people,
        "place": placed(people, dossier),
        "rated": dossier.rated,
        "dossier": dossier,
        "posts": posts_line(dossier.rated),
        "since": since(dossier.rated),
        "tab": tab,
        "counts": {"opinions": len(opinions_of(dossier))},
        "has_explanation": bool(dossier.explanation),
        "version": version_of(dossier),
        "frozen": poll.state != PollState.READING,
        "late": bool(dossier.due and dossier.submitted_on and dossier.submitted_on > dossier.due),
        **aside(poll),
    }


@page(Role.VOTER)
def report(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """The report of one person."""
    check_readable(poll)
    dossier = dossier_of(poll, line)
    context = {**_frame(poll, dossier, "report"), "parts": report_parts(dossier)}
    return show(request, "reading/report.html", context)


@page(Role.VOTER)
def opinions(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """What voters said of one person, without sources, and the Front's synthesis."""
    check_readable(poll)
    dossier = dossier_of(poll, line)
    context = {
        **_frame(poll, dossier, "opinions"),
        "opinions": opinions_of(dossier),
        "synthesis": _synthesis(poll),
    }
    return show(request, "reading/opinions.html", context)


@page(Role.VOTER)
def explanation(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """What one person explained, and the questions answered, without who asked."""
    check_readable(poll)
    dossier = dossier_of(poll, line)
    context = {**_frame(poll, dossier, "explanation"), "answered": answered_of(dossier)}
    return show(request, "reading/explanation.html", context)


@page(Role.VOTER, Role.CONVENER, methods=("GET", "POST"))
def declaration(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Ask once before a declaration is opened, since that is noted; then lead to the file."""
    dossier = dossier_of(poll, line)
    if not may_open(poll, request.roles):
        raise Http404
    form = NothingForm(request.POST if request.method == "POST" else None)
    address = {"poll": poll.key, "line": line}
    answer = submitted(
        request,
        form,
        lambda _data: open_declaration(poll=poll, dossier=dossier, by=request.by, at=request.at),
        then=reverse("reading:declaration", kwargs=address),
    )
    if answer:
        return answer
    upload = dossier.declaration
    opened = bool(
        upload and upload.readings.filter(account=request.by, read_on=request.at.date()).exists()
    )
    context = {
        **_frame(poll, dossier, "declaration"),
        "form": form,
        "file": file_words(upload) if upload else None,
        "opened": opened,
        "voter": Role.VOTER in request.roles,
    }
    return show(request, "reading/declaration.html", context)


@page(Role.VOTER, Role.CONVENER)
def declaration_file(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """The file of a declaration, on a day on which its opening was noted."""
    upload = opened_today(poll, dossier_of(poll, line), request.by, request.at)
    return send(upload, inline=True)  # type: ignore[return-value]


@page(Role.VOTER)
def synthesis_file(request: Visit, *, poll: Poll) -> HttpResponse:
    """The file of the Front's synthesis."""
    check_readable(poll)
    filed = _synthesis(poll)
    if filed is None or filed.upload is None:
        raise Http404
    return send(filed.upload)  # type: ignore[return-value]
