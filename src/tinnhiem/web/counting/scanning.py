"""Feeding scanned ballots: stacks with their progress, refusals with reasons, the ledger's gate."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse

from tinnhiem.actions import scanning as acts
from tinnhiem.actions.second_looks import KINDS, record_second_look
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.board import is_head
from tinnhiem.records.count_facts import TypeCount, doubts_open, type_counts
from tinnhiem.records.models import Poll, Work
from tinnhiem.records.second_look import second_looks_due
from tinnhiem.web.access import page
from tinnhiem.web.counting.forms import words
from tinnhiem.web.counting.rooms import (
    address,
    crumbs,
    head_or_404,
    is_counting,
    seat_or_404,
    sitting_or_404,
)
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _
from tinnhiem.wording.scan_problems import REFUSALS


class StackForm(forms.Form):
    """A stack of scanned ballots."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **more)
        told = _("Choose a file.")
        self.fields["file"] = forms.FileField(
            label=_("Scanned ballots"),
            help_text=_("PDF, PNG or JPEG in grey or colour, 200 to 300 dpi, at most 200 MB."),
            error_messages={
                "required": told,
                "invalid": told,
                "missing": told,
                "empty": _("The file is empty. Choose another one."),
            },
        )


@page(Role.BOARD, Role.HEAD, methods=("GET", "POST"))
def stacks(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the stacks of a conference and take a new one."""
    sitting = sitting_or_404(request, poll)
    mine = seat_or_404(request, sitting.here)
    counts = type_counts(sitting.here)
    due = second_looks_due(sitting.here, counts) if is_head(mine) else []
    form = StackForm(request.POST or None, request.FILES or None)
    answer = submitted(
        request,
        form,
        lambda data: acts.start_scan(
            poll=poll, conference=sitting.here, file=data["file"], by=request.by, at=request.at
        ),
        then=sitting.address(address("scans", poll)),
    )
    runs = list(sitting.here.scans.order_by("pk"))
    works = {work.key: work for work in Work.objects.filter(key__in=[run.work for run in runs])}
    context = {
        "poll": poll,
        "form": form,
        "strip": sitting.strip(address("scans", poll)),
        "counting": is_counting(sitting.here),
        "runs": [{"run": run, "work": works.get(run.work)} for run in runs],
        "refused": _refused([run.refused for run in runs]),
        "gates": [gate for count in counts for gate in _gates(count)],
        "doubts": doubts_open(sitting.here),
        "due": sitting.here.slate.filter(line__in=due).order_by("position"),
        "action": sitting.address(address("scans", poll)),
        "crumbs": crumbs(poll, (_("Scanning ballots"), None)),
    }
    return answer or show(request, "counting/scans.html", context)


@page(Role.HEAD, methods=("GET", "POST"))
def second_look(request: Visit, *, poll: Poll, line: str) -> HttpResponse:
    """Let the head record the second look at the ballots about one person."""
    sitting = sitting_or_404(request, poll)
    head_or_404(request, sitting.here)
    rated = sitting.here.slate.filter(line=line).first()
    if rated is None:
        raise Http404
    form = SecondLookForm(request.POST if request.method == "POST" else None)
    home = sitting.address(address("scans", poll))
    answer = submitted(
        request,
        form,
        lambda data: record_second_look(
            poll=poll,
            conference=sitting.here,
            line=line,
            kind=data["kind"],
            note=data["reason"],
            by=request.by,
            at=request.at,
        ),
        then=home,
    )
    context = {
        "poll": poll,
        "form": form,
        "question": _("Was the second look at the ballots about {name} made?").format(
            name=rated.name
        ),
        "happens": _("The count can be closed when every second look is recorded."),
        "visible_to": _("The counting board; the log names you, not whom it is about."),
        "remains": _("Rows and batches can still be opened again until the count is closed."),
        "second": None,
        "act": _("Record the second look"),
        "action": sitting.address(address("second-look", poll, line=line)),
        "back": home,
    }
    return answer or show(request, "counting/confirm.html", context)


class SecondLookForm(forms.Form):
    """How the second look was made and what was found."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **more)
        told = _("Choose how the second look was made.")
        self.fields["kind"] = forms.ChoiceField(
            label=_("How it was made"),
            choices=[(kind, _(name)) for kind, name in KINDS.items()],
            widget=forms.RadioSelect,
            error_messages={"required": told, "invalid_choice": told},
        )
        self.fields["reason"] = words(_("What the second look found"))


def _refused(found: list[dict[str, int]]) -> list[dict[str, Any]]:
    """Return the reasons of refusals over all stacks with their numbers."""
    total: dict[str, int] = {}
    for each in found:
        for reason, number in each.items():
            total[reason] = total.get(reason, 0) + number
    return [
        {"reason": _(REFUSALS.get(reason, reason)), "number": number}
        for reason, number in sorted(total.items())
    ]


def _gates(count: TypeCount) -> list[dict[str, Any]]:
    """Return for each page of a type: read and keyed by hand against the ballots returned."""
    pages = sorted(count.sheets) or [1]
    return [
        {
            "type": count.kind.title,
            "page": number,
            "read": count.sheets[number],
            "by_hand": count.piled,
            "returned": count.returned,
            "holds": count.sheets[number] + count.piled == count.returned,
        }
        for number in pages
    ]
