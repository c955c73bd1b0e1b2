"""The report, section by section: written, saved by itself, chosen between, printed, handed in."""

from datetime import date
from typing import Any, Final

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse

from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.reports import (
    Saved,
    name_assistant,
    save_section,
    settle_section,
    submit_report,
    withdraw_report,
)
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.dossier_facts import HANDED_IN, WRITABLE, is_late, question_step
from tinnhiem.records.models import Dossier, Poll, RollEntry, Section, SectionDraft
from tinnhiem.web.access import page
from tinnhiem.web.dossier_words import dossier_tag, posts_line, roman
from tinnhiem.web.entries import NothingForm
from tinnhiem.web.forms import SeeOther, submitted
from tinnhiem.web.officeholder.dossiers import Part, dossier_for, parts_of, whose
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.writing import TextForm, text_line
from tinnhiem.wording.language import _

WRITERS: Final = (Role.OFFICEHOLDER, Role.ASSISTANT)
_CONFLICT, _UNPROCESSABLE = 409, 422


def _here(name: str, poll: Poll, line: str, **more: object) -> str:
    return reverse(f"officeholder:{name}", kwargs={"poll": poll.key, "line": line, **more})


def late_days(dossier: Dossier, today: date) -> int:
    """Return by how many days a report is late, 0 where it is not."""
    if dossier.due is None or not is_late(dossier, today):
        return 0
    return ((dossier.submitted_on or today) - dossier.due).days


def frame(request: Visit, dossier: Dossier, parts: list[Part]) -> dict[str, Any]:
    """Return what every page of a report shows at its side."""
    shape, word = dossier_tag(dossier)
    return {
        **whose(dossier, request.by),
        "poll": dossier.rated.poll,
        "parts": parts,
        "posts": posts_line(dossier.rated),
        "state": {"shape": shape, "word": word},
        "writable": dossier.state in WRITABLE and not dossier.rated.poll.suspended,
        "late": late_days(dossier, request.at.date()),
        "remark_part": next(
            (p for p in parts if p.section and p.section.criterion == dossier.remark_section), None
        ),
    }


@page(*WRITERS, methods=("GET", "POST"))
def section(request: Visit, *, poll: Poll, line: str, number: int) -> HttpResponse:
    """One section of the report: what to write, the text, who may read it and when."""
    dossier = dossier_for(poll, request.by, line)
    parts = parts_of(dossier)
    part = _part(parts, number)
    text = part.section.text if part.section else ""
    version = part.section.version if part.section else 1
    form = _form(request, text, version)
    answer = submitted(
        request,
        form,
        lambda data: _save(request, poll, part, data),
        then=lambda saved: _next(request, poll, line, parts, part, saved),
    )
    if answer:
        return answer
    context = frame(request, dossier, parts)
    beside = _beside(part, request)
    if beside is not None and not beside.settled and context["writable"]:
        return _both(request, part, beside, context)
    return show(
        request,
        "officeholder/section.html",
        {
            **context,
            "part": part,
            "form": form,
            "kept_aside": beside,
            "number": roman(part.number),
            "save_url": _here("save", poll, line, number=number),
            "draft_key": f"report-{dossier.pk}-{part.number}",
            "words": len((form["text"].value() or "").split()),
            "voters": _voters(poll),
            "freeze": question_step(poll),
        },
    )


def _form(request: Visit, text: str, version: int) -> TextForm:
    data = request.POST if request.method == "POST" else None
    initial = {"text": text, "version": version}
    return TextForm(data, label=_("Text"), rows=14, required=False, initial=initial)


def _part(parts: list[Part], number: int) -> Part:
    found = next((part for part in parts if part.number == number), None)
    if found is None:
        raise Http404
    return found


def _saved_section(part: Part) -> Section:
    if part.section is None:
        raise RefusedError(_("This report was not asked for yet."))
    return part.section


def _save(request: Visit, poll: Poll, part: Part, data: dict[str, Any]) -> Saved:
    return save_section(
        poll=poll,
        section=_saved_section(part),
        text=data["text"],
        version=data["version"],
        by=request.by,
        at=request.at,
        done=True,
    )


def _next(
    request: Visit, poll: Poll, line: str, parts: list[Part], part: Part, saved: Saved
) -> str:
    if saved.beside is not None or request.POST.get("go") == "stay":
        return _here("section", poll, line, number=part.number)
    if part.number < len(parts):
        return _here("section", poll, line, number=part.number + 1)
    return _here("review", poll, line)


def _beside(part: Part, request: Visit) -> SectionDraft | None:
    if part.section is None:
        return None
    return part.section.drafts.filter(account=request.by).first()


def _both(
    request: Visit, part: Part, beside: SectionDraft, context: dict[str, Any]
) -> HttpResponse:
    kept = _saved_section(part)
    other = kept.changed_by.display_name if kept.changed_by else ""
    mine = kept.changed_by_id == request.by.pk
    return show(
        request,
        "officeholder/both_texts.html",
        {
            **context,
            "part": part,
            "beside": beside,
            "other": "" if mine else other,
            "choose_url": _here(
                "choose", context["poll"], kept.dossier.rated.line, number=part.number
            ),
            "draft_key": f"report-{kept.dossier_id}-{part.number}",
        },
        status=_CONFLICT if request.method == "POST" else 200,
    )


@page(*WRITERS, methods=("POST",))
def save(request: Visit, *, poll: Poll, line: str, number: int) -> HttpResponse:
    """Save a text that is being written, as the page does by itself every few seconds.

    Answers with the new version; 409 where another text came first, and both are kept.
    """
    part = _part(parts_of(dossier_for(poll, request.by, line)), number)
    form = _form(request, "", 1)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=_UNPROCESSABLE)
    data = form.cleaned_data
    try:
        saved = save_section(
            poll=poll,
            section=_saved_section(part),
            text=data["text"],
            version=data["version"],
            by=request.by,
            at=request.at,
        )
    except RefusedError as refused:
        return JsonResponse({"error": refused.message}, status=_CONFLICT)
    if saved.beside is not None:
        return JsonResponse({"conflict": True}, status=_CONFLICT)
    return JsonResponse({"fields": {"version": str(saved.section.version)}})


@page(*WRITERS, methods=("POST",))
def choose(request: Visit, *, poll: Poll, line: str, number: int) -> HttpResponse:
    """Choose which of two texts stays; the other is kept aside."""
    dossier = dossier_for(poll, request.by, line)
    part = _part(parts_of(dossier), number)
    here = _here("section", poll, line, number=number)
    form = _form(request, "", 1)
    answer = submitted(request, form, lambda data: _settle(request, poll, part, data), then=here)
    return answer or SeeOther(here)


def _settle(request: Visit, poll: Poll, part: Part, data: dict[str, Any]) -> Section:
    return settle_section(
        poll=poll,
        section=_saved_section(part),
        text=data["text"],
        version=data["version"],
        by=request.by,
        at=request.at,
    )


@page(*WRITERS, methods=("GET", "POST"))
def review(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """The whole report before it is handed in, and the act of handing it in or taking it back."""
    dossier = dossier_for(poll, request.by, line)
    parts = parts_of(dossier)
    form = NothingForm(request.POST if request.method == "POST" else None)
    act = withdraw_report if request.POST.get("act") == "withdraw" else submit_report
    answer = submitted(
        request,
        form,
        lambda _data: act(poll=poll, dossier=dossier, by=request.by, at=request.at),
        then=_here("review", poll, line),
    )
    context = {
        **frame(request, dossier, parts),
        "form": form,
        "empty": [part for part in parts if part.empty],
        "handed_in": dossier.state in HANDED_IN,
        "voters": _voters(poll),
    }
    return answer or show(request, "officeholder/review.html", context)


@page(*WRITERS)
def printed(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """The report as it prints."""
    dossier = dossier_for(poll, request.by, line)
    return show(request, "officeholder/printed.html", frame(request, dossier, parts_of(dossier)))


@page(Role.OFFICEHOLDER, methods=("GET", "POST"))
def assistant(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Name who may write with oneself; they never hand in, and never see the declaration."""
    dossier = dossier_for(poll, request.by, line, own=True)
    form = NothingForm(request.POST if request.method == "POST" else None)
    form.fields["username"] = text_line(
        _("Sign-in name of the person who assists"),
        hint=_("Leave it empty to let nobody assist any more."),
        most=150,
    )
    form.fields["username"].initial = dossier.assistant_name
    answer = submitted(
        request,
        form,
        lambda data: name_assistant(
            poll=poll,
            dossier=dossier,
            username=data["username"],
            by=request.by,
            at=request.at,
        ),
        then=reverse("officeholder:tasks", kwargs={"poll": poll.key}),
    )
    context = {**frame(request, dossier, parts_of(dossier)), "form": form}
    return answer or show(request, "officeholder/assistant.html", context)


def _voters(poll: Poll) -> int:
    entries = RollEntry.objects.filter(conference__poll=poll, votes=True)
    return entries.values("person").distinct().count()
