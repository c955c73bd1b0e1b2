"""Checking scanners with the test deck, before the count and at its end."""

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase

from tinnhiem.actions import scanner_checks as acts
from tinnhiem.actions.prints import definition_for
from tinnhiem.conduct.transitions import Role
from tinnhiem.documents.ballots import test_deck
from tinnhiem.law.problems import Problem
from tinnhiem.records.models import Conference, Poll, ScannerCheck, Work
from tinnhiem.scan import Calibration, read_calibration
from tinnhiem.web.access import page
from tinnhiem.web.counting.rooms import address, seat_or_404, sitting_or_404
from tinnhiem.web.counting.stack_forms import CheckForm, DeckForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _
from tinnhiem.wording.problems import sentence
from tinnhiem.wording.scan_problems import MEASURES, REFUSALS

_PREFIX: Final = "test-deck"


@page(Role.BOARD, Role.HEAD, methods=("GET", "POST"))
def check(request: Visit, *, poll: Poll) -> HttpResponse:
    """Take the scanned deck of a scanner that is checked before it reads ballots."""
    sitting = sitting_or_404(request, poll)
    seat_or_404(request, sitting.here)
    form = CheckForm(request.POST or None, request.FILES or None)
    home = sitting.address(address("scans", poll))
    answer = submitted(
        request,
        form,
        lambda data: acts.open_check(
            poll=poll,
            conference=sitting.here,
            scanner=data["scanner"],
            paper=data["paper"],
            file=data["file"],
            by=request.by,
            at=request.at,
        ),
        then=home,
    )
    return answer or _show(request, poll, sitting.here, form, home, None)


@page(Role.BOARD, Role.HEAD, methods=("GET", "POST"))
def check_again(request: Visit, *, poll: Poll, key: str) -> HttpResponse:
    """Take the deck as a scanner reads it at the end of the count."""
    found = ScannerCheck.objects.filter(key=key, conference__poll=poll)
    mine = found.select_related("conference").first()
    if mine is None:
        raise Http404
    seat_or_404(request, mine.conference)
    label = _("Scanned test deck with its blank sheets")
    form = DeckForm(request.POST or None, request.FILES or None, label=label)
    home = sitting_or_404(request, poll).address(address("scans", poll))
    answer = submitted(
        request,
        form,
        lambda data: acts.close_check(
            poll=poll, check=mine, file=data["file"], by=request.by, at=request.at
        ),
        then=home,
    )
    return answer or _show(request, poll, mine.conference, form, home, mine)


def _show(
    request: Visit,
    poll: Poll,
    conference: Conference,
    form: forms.Form,
    home: str,
    again: ScannerCheck | None,
) -> HttpResponse:
    context = {
        "poll": poll,
        "form": form,
        "again": again,
        "kinds": conference.ballot_types.filter(lines__conclusion="rated")
        .distinct()
        .order_by("position"),
        "back": home,
        "action": request.get_full_path(),
    }
    return show(request, "counting/scanner.html", context)


@page(Role.BOARD, Role.HEAD)
def deck(request: Visit, *, poll: Poll, kind: int) -> HttpResponseBase:
    """Send the test deck of a ballot type for printing; every page says that it is a rehearsal."""
    sitting = sitting_or_404(request, poll)
    seat_or_404(request, sitting.here)
    found = sitting.here.ballot_types.filter(pk=kind).first()
    if found is None:
        raise Http404
    pdfs = test_deck(definition_for(sitting.here)).pdfs
    name = f"{_PREFIX}-{found.code}.pdf"
    if name not in pdfs:
        raise Http404
    answer = HttpResponse(pdfs[name], content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def told_of(check: ScannerCheck, work: Work | None) -> dict[str, Any]:
    """Return what the page of the stacks says of a scanner."""
    opening = _read(check.opening)
    closing = _read(check.closing)
    found = closing or opening
    busy = work is not None and work.state in {Work.State.WAITING, Work.State.RUNNING}
    return {
        "check": check,
        "opening": opening,
        "closing": closing,
        "busy": busy,
        "work": work,
        "problem": work.problem if work and work.state == Work.State.FAILED else "",
        "findings": [_said(each.code, each.values) for each in found.findings] if found else [],
        "drift": [
            _("{name} has changed since the count began: {before} before, {after} now").format(
                name=_(MEASURES.get(each.name, each.name)), before=each.before, after=each.after
            )
            for each in (closing.drift if closing else ())
        ],
    }


def _read(text: str) -> Calibration | None:
    return read_calibration(text.encode()) if text else None


def _said(code: str, values: dict[str, str | int | float]) -> str:
    told: dict[str, object] = {**values}
    if "measure" in told:
        told["measure"] = _(MEASURES.get(str(told["measure"]), str(told["measure"])))
    if "reason" in told:
        told["reason"] = _(REFUSALS.get(str(told["reason"]), str(told["reason"])))
    return sentence(Problem(code=code, values=told))
