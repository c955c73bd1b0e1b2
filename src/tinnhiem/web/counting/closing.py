"""Closing the count, and closing the signed minutes: the head's two steps of the day."""

from django.http import HttpResponse

from tinnhiem.actions.conferences import take_day_step
from tinnhiem.conduct.deciding import Finding, judge_day
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import finding_sentence
from tinnhiem.records.facts import conference_facts
from tinnhiem.records.models import Poll
from tinnhiem.web.access import page
from tinnhiem.web.counting.rooms import address, head_or_404, sitting_or_404
from tinnhiem.web.entries import NothingForm, words
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _


@page(Role.HEAD, methods=("GET", "POST"))
def close_count(request: Visit, *, poll: Poll) -> HttpResponse:
    """Close the count: everybody's result is worked out and the minutes can be written."""
    sitting = sitting_or_404(request, poll)
    head_or_404(request, sitting.here)
    verdict = judge_day("close-count", conference_facts(sitting.here))
    form = _form(request, verdict.blocking)
    answer = submitted(
        request,
        form,
        lambda data: take_day_step(
            poll=poll,
            conference=sitting.here,
            step="close-count",
            by=request.by,
            at=request.at,
            waivers={name: str(text) for name, text in data.items()},
        ),
        then=sitting.address(address("minutes", poll)),
    )
    context = {
        "poll": poll,
        "form": form,
        "blocked": [finding_sentence(each) for each in verdict.blocking if not each.waivable],
        "question": _("Close the count?"),
        "happens": [
            _("Everybody's result is worked out on the base that the law names."),
            _("The minutes are written from it, for every member to read and sign."),
        ],
        "visible_to": _("The counting board only, until the minutes are signed."),
        "remains": _(
            "A new count, with a reason and a second member, until the minutes are closed."
        ),
        "second": None,
        "act": _("Close the count"),
        "action": sitting.address(address("close", poll)),
        "back": sitting.address(address("entry", poll)),
    }
    return answer or show(request, "counting/confirm.html", context)


def _form(request: Visit, blocking: tuple[Finding, ...]) -> NothingForm:
    form = NothingForm(request.POST if request.method == "POST" else None)
    for found in blocking:
        if found.waivable:
            told = _("{found} Why the board goes on").format(found=finding_sentence(found))
            form.fields[found.condition] = words(told)
    return form


@page(Role.HEAD, methods=("GET", "POST"))
def close_minutes(request: Visit, *, poll: Poll) -> HttpResponse:
    """Close the minutes that every member signed: the results open to their scopes."""
    sitting = sitting_or_404(request, poll)
    head_or_404(request, sitting.here)
    verdict = judge_day("close-minutes", conference_facts(sitting.here))
    form = NothingForm(request.POST if request.method == "POST" else None)
    answer = submitted(
        request,
        form,
        lambda _data: take_day_step(
            poll=poll,
            conference=sitting.here,
            step="close-minutes",
            by=request.by,
            at=request.at,
        ),
        then=sitting.address(address("minutes", poll)),
    )
    context = {
        "poll": poll,
        "form": form,
        "blocked": [finding_sentence(each) for each in verdict.blocking],
        "question": _("Close the signed minutes?"),
        "happens": _("The paper is issued with every signature, dissent and absence on it."),
        "visible_to": _("Those to whom the legal bases open the result, once it is released."),
        "remains": _("The numbers can no longer be changed here."),
        "second": None,
        "act": _("Close the minutes"),
        "action": sitting.address(address("close-minutes", poll)),
        "back": sitting.address(address("minutes", poll)),
    }
    return answer or show(request, "counting/confirm.html", context)
