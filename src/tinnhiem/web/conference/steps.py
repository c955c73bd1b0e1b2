"""The two steps of the day that open something: the balloting, and the count."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.conferences import take_day_step
from tinnhiem.conduct.deciding import Verdict
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import finding_sentence
from tinnhiem.records.models import Poll
from tinnhiem.records.opening import Opening
from tinnhiem.web.access import page
from tinnhiem.web.conference.adoptions import conditions_of, home_of
from tinnhiem.web.conference.forms import WaiverForm
from tinnhiem.web.entries import NothingForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.sittings import Sitting, sitting_of
from tinnhiem.wording.language import _

OPEN: Final = "open-balloting"
START: Final = "start-count"


@page(Role.CONVENER, methods=("GET", "POST"))
def open_balloting(request: Visit, *, poll: Poll) -> HttpResponse:
    """Ask before the balloting is opened, with a reason for what the chair confirms."""
    sitting = _one(request, poll)
    opening = Opening(sitting.here)
    form = WaiverForm(request.POST or None, conditions=_to_waive(opening.verdict))
    answered = submitted(
        request,
        form,
        lambda data: take_day_step(
            poll=poll,
            conference=sitting.here,
            step=OPEN,
            by=request.by,
            at=request.at,
            waivers=data,
        ),
        then=home_of(sitting, poll),
    )
    if answered is not None:
        return answered
    context = {
        "form": form,
        "poll": poll,
        "sitting": sitting,
        "opening": opening,
        "blocking": _blocking(opening),
        "here": opening.verdict.here,
        "back": home_of(sitting, poll),
    }
    return show(request, "conference/open_balloting.html", context)


def _to_waive(verdict: Verdict) -> dict[str, str]:
    return {
        finding.condition: finding_sentence(finding)
        for finding in verdict.blocking
        if finding.waivable
    }


def _blocking(opening: Opening) -> list[dict[str, Any]]:
    """Return what no reason sets aside."""
    conditions = conditions_of(opening.verdict, opening)
    pairs = zip(opening.verdict.findings, conditions, strict=True)
    return [told for finding, told in pairs if finding.blocks and not finding.waivable]


@page(Role.HEAD, methods=("GET", "POST"))
def start_count(request: Visit, *, poll: Poll) -> HttpResponse:
    """Ask before the count begins, and begin it."""
    sitting = _one(request, poll)
    home = sitting.address(reverse("conference:ledger", kwargs={"poll": poll.key}))
    form = NothingForm(request.POST or None)
    answered = submitted(
        request,
        form,
        lambda _data: take_day_step(
            poll=poll, conference=sitting.here, step=START, by=request.by, at=request.at
        ),
        then=home,
    )
    if answered is not None:
        return answered
    context = {
        "form": form,
        "question": _("Start the count of {name}?").format(name=sitting.here.name),
        "happens": [
            _("The ledger closes with the numbers that were announced."),
            _("The board opens the box and parts the ballots into batches."),
        ],
        "visible_to": _("Everybody on this page sees that the count has begun, and no numbers."),
        "remains": _("Two people of the board can order a new count later."),
        "act": _("Start the count"),
        "action": request.get_full_path(),
        "back": home,
        "problems": form,
        "sitting": sitting,
    }
    return show(request, "look/confirm.html", context)


def _one(request: Visit, poll: Poll) -> Sitting:
    sitting = sitting_of(request, poll)
    if sitting is None:
        raise Http404
    return sitting
