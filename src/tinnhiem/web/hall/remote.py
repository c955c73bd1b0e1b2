"""The chair's remote: see a step as the hall would, put it on the screen, blank the screen."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions import hall as acts
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.hall import STEPS, Content, NotYetError, Showing
from tinnhiem.records.models import HallScreen, Poll
from tinnhiem.web.access import page
from tinnhiem.web.day_words import step_name
from tinnhiem.web.forms import submitted
from tinnhiem.web.hall.pictures import shown
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.sittings import PARAMETER, Sitting, sitting_of
from tinnhiem.wording.language import _


class RemoteForm(forms.Form):
    """What was pressed: the act itself refuses what may not be shown."""


@page(Role.CONVENER)
def remote(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the steps, the preview of one, and what the hall sees now."""
    sitting = sitting_of(request, poll)
    if sitting is None:
        context = {"title": _("Screen of the hall"), "layout": "look/office.html"}
        return show(request, "hall/none.html", context)
    return _shown(request, poll, sitting, RemoteForm())


def _shown(request: Visit, poll: Poll, sitting: Sitting, form: RemoteForm) -> HttpResponse:
    kind, number = _chosen(request.POST if request.method == "POST" else request.GET)
    showing = Showing(sitting.here)
    screen = HallScreen.objects.filter(conference=sitting.here).select_related("step").first()
    content, why = _preview(showing, kind, number)
    context = {
        "form": form,
        "poll": poll,
        "sitting": sitting,
        "steps": [_step(showing, each, kind, poll, sitting) for each in STEPS],
        "kind": kind,
        "name": step_name(kind),
        "preview": shown(content, prefix="preview", heading="p") if content else None,
        "why": why,
        "page": content["page"] if content else 1,
        "pages": content["pages"] if content else 1,
        "turn": lambda number: _address(poll, sitting, kind, number),
        "screen": screen,
        **_now(screen),
        "address": _absolute(request, screen),
    }
    return show(request, "hall/remote.html", context)


def _now(screen: HallScreen | None) -> dict[str, Any]:
    step = screen.step if screen else None
    if step is None:
        return {"on_screen": None, "on_screen_name": ""}
    picture = shown(step.content, prefix="now", heading="p")
    return {"on_screen": picture, "on_screen_name": step_name(step.kind)}


def _chosen(given: Mapping[str, str]) -> tuple[str, int]:
    kind, number = given.get("buoc", ""), given.get("trang", "1")
    page_number = int(number) if number.isdecimal() and len(number) < 5 else 1
    return (kind if kind in STEPS else STEPS[0]), page_number


def _preview(showing: Showing, kind: str, number: int) -> tuple[Content | None, str]:
    try:
        return showing.content(kind, number), ""
    except NotYetError as error:
        return None, _(error.message)


def _step(showing: Showing, kind: str, chosen: str, poll: Poll, sitting: Sitting) -> dict[str, Any]:
    return {
        "name": step_name(kind),
        "url": _address(poll, sitting, kind, 1),
        "current": kind == chosen,
        "ready": not showing.why_not(kind),
    }


def _address(poll: Poll, sitting: Sitting, kind: str, number: int) -> str:
    parts = {"buoc": kind, "trang": number}
    if len(sitting.every) > 1:
        parts[PARAMETER] = sitting.here.key
    return reverse("hall:remote", kwargs={"poll": poll.key}) + "?" + urlencode(parts)


def _absolute(request: Visit, screen: HallScreen | None) -> str:
    if screen is None:
        return ""
    return request.build_absolute_uri(reverse("hall:screen", kwargs={"key": screen.key}))


@page(Role.CONVENER, methods=("POST",))
def releasing(request: Visit, *, poll: Poll) -> HttpResponse:
    """Put the step on the screen."""
    kind, number = _chosen(request.POST)
    return _pressed(
        request,
        poll,
        lambda sitting: acts.release(
            poll=poll,
            conference=sitting.here,
            kind=kind,
            page=number,
            by=request.by,
            at=request.at,
        ),
    )


@page(Role.CONVENER, methods=("POST",))
def blanking(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show nothing on the screen."""
    return _pressed(
        request,
        poll,
        lambda sitting: acts.blank(
            poll=poll, conference=sitting.here, by=request.by, at=request.at
        ),
    )


@page(Role.CONVENER, methods=("POST",))
def readdressing(request: Visit, *, poll: Poll) -> HttpResponse:
    """Make the address of the screen, or a new one where somebody else learnt it."""
    return _pressed(
        request,
        poll,
        lambda sitting: acts.new_address(
            poll=poll, conference=sitting.here, by=request.by, at=request.at
        ),
    )


def _pressed(request: Visit, poll: Poll, do: Callable[[Sitting], object]) -> HttpResponse:
    sitting = sitting_of(request, poll)
    if sitting is None:
        raise Http404
    kind, number = _chosen(request.POST)
    form = RemoteForm(request.POST)
    then = _address(poll, sitting, kind, number)
    answered = submitted(request, form, lambda _data: do(sitting), then=then)
    return answered or _shown(request, poll, sitting, form)
