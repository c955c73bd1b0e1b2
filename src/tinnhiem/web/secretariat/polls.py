"""The polls of the bodies that somebody prepares."""

from typing import Any

from django.http import Http404, HttpResponse

from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Poll
from tinnhiem.records.roles import bodies_of
from tinnhiem.web.access import page
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.secretariat.overview import state_tag


@page(scope="account")
def polls(request: Visit) -> HttpResponse:
    """List the polls of the visitor's bodies, newest first."""
    clerks = bodies_of(request.by, Role.CLERK, request.at.date())
    mine = clerks | bodies_of(request.by, Role.CONVENER, request.at.date())
    if not mine:
        raise Http404
    rows = Poll.objects.filter(body__in=mine).order_by("-poll_date", "-opening_date", "-pk")
    shown: list[dict[str, Any]] = [{"poll": poll, "tag": state_tag(poll)} for poll in rows]
    return show(request, "secretariat/polls.html", {"rows": shown, "may_begin": bool(clerks)})
