"""The explanation that goes to the voters with the dossier: written, saved by itself, sent."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from tinnhiem.actions.reports import write_explanation
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Dossier, Poll
from tinnhiem.web.access import page
from tinnhiem.web.officeholder.dossiers import dossier_for, parts_of
from tinnhiem.web.officeholder.report import frame
from tinnhiem.web.officeholder.tasks import is_open
from tinnhiem.web.officeholder.unsent import kept_unsent, sent_text, text_form
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.writing import TextForm
from tinnhiem.wording.language import _


def _form(request: Visit, dossier: Dossier) -> tuple[TextForm, bool]:
    return text_form(
        request,
        dossier,
        dossier.explanation,
        name="text",
        label=_("Explanation"),
        hint=_("Goes to the voters with the dossier. Leave it empty where there is nothing."),
        required=False,
    )


@page(Role.OFFICEHOLDER, methods=("GET", "POST"))
def explanation(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Write an explanation to the voters, where one is asked for or wanted."""
    dossier = dossier_for(poll, request.by, line, own=True)
    form, begun = _form(request, dossier)

    def send(data: dict[str, Any]) -> None:
        write_explanation(
            poll=poll,
            dossier=dossier,
            text=data["text"],
            version=data["version"],
            by=request.by,
            at=request.at,
        )

    fresh = Dossier.objects.values_list("version", flat=True)
    then = reverse("officeholder:tasks", kwargs={"poll": poll.key})
    answer, told = sent_text(
        request, dossier, form, send, then=then, fresh=lambda: fresh.get(pk=dossier.pk)
    )
    here = {"poll": poll.key, "line": line}
    context = {
        **frame(request, dossier, parts_of(dossier)),
        **told,
        "begun": begun,
        "save_url": reverse("officeholder:save-explanation", kwargs=here),
        "draft_key": f"explanation-{dossier.pk}",
        "open": is_open(dossier),
    }
    return answer or show(request, "officeholder/explanation.html", context)


@page(Role.OFFICEHOLDER, methods=("POST",))
def save_explanation(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Keep an explanation that is being written; no voter reads it yet."""
    dossier = dossier_for(poll, request.by, line, own=True)
    form, _begun = _form(request, dossier)
    here = reverse("officeholder:explanation", kwargs={"poll": poll.key, "line": line})
    return kept_unsent(request, dossier, form, name="text", here=here, open_=is_open(dossier))
