"""Sheets that no scanner read: given to both teams to be keyed, or taken back."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse

from tinnhiem.actions.sheets_by_hand import (
    add_sheets_by_hand,
    count_of,
    missing_of,
    withdraw_batch,
)
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import BallotType, Poll
from tinnhiem.web.access import page
from tinnhiem.web.counting.batches import pressed
from tinnhiem.web.counting.forms import TallyField
from tinnhiem.web.counting.rooms import address, head_or_404
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.sittings import PARAMETER
from tinnhiem.wording.language import _


class SheetsForm(forms.Form):
    """How many sheets are keyed by hand."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(*given, **more)
        self.fields["sheets"] = TallyField(_("Sheets to key"), required=True)


@page(Role.HEAD, methods=("GET", "POST"))
def by_hand(request: Visit, *, poll: Poll, kind: int, number: int) -> HttpResponse:
    """Let the head give sheets of one page that no scanner read to both teams."""
    found = BallotType.objects.filter(pk=kind, conference__poll=poll)
    mine = found.select_related("conference").first()
    if mine is None:
        raise Http404
    mine.conference.poll = poll
    head_or_404(request, mine.conference)
    count = count_of(mine)
    if count is None or not count.sheets:
        raise Http404
    missing = missing_of(count, number)
    form = SheetsForm(
        request.POST if request.method == "POST" else None, initial={"sheets": missing or ""}
    )
    back = f"{address('scans', poll)}?{PARAMETER}={mine.conference.key}"
    answer = submitted(
        request,
        form,
        lambda data: add_sheets_by_hand(
            poll=poll, kind=mine, page=number, sheets=data["sheets"], by=request.by, at=request.at
        ),
        then=address("entry", poll),
    )
    told = _("“{type}”, page {page}: {read} read and {keyed} keyed by hand of {returned} returned.")
    context = {
        "poll": poll,
        "form": form,
        "question": _("Key sheets by hand that were not read?"),
        "happens": [
            told.format(
                type=mine.title, page=number, read=count.sheets[number],
                keyed=count.keyed_of(number), returned=count.returned,
            ),
            _(
                "Take out the sheets that the scanner refused."
                " Both teams key them, each for itself."
            ),
        ],
        "visible_to": _("The counting board; the log names you and the number of sheets."),
        "remains": _("The batch can be taken back while nobody has keyed it."),
        "second": None,
        "act": _("Give them to both teams"),
        "action": address("by-hand", poll, kind=mine.pk, number=number),
        "back": back,
    }  # fmt: skip
    return answer or show(request, "counting/confirm.html", context)


@page(Role.HEAD, methods=("POST",))
def withdrawing(request: Visit, *, poll: Poll, batch: int) -> HttpResponse:
    """Take a batch back that nobody has keyed."""
    return pressed(request, poll, batch, withdraw_batch, address("entry", poll))
