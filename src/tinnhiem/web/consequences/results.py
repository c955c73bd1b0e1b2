"""The results of a poll, for its office and for whoever belongs to a scope that was released."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.conduct.transitions import Role
from tinnhiem.law.problems import InputError, ReconciliationError
from tinnhiem.records.disclosure import OFFICE, Sight, sight_of
from tinnhiem.records.models import Poll, Rated
from tinnhiem.records.results import result_values
from tinnhiem.records.roles import roles_in
from tinnhiem.web.access import page
from tinnhiem.web.consequences.pages import around
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.result_view import result_view
from tinnhiem.wording.problems import sentence


@page(scope="account")
def results(request: Visit, *, poll: str) -> HttpResponse:
    """Show the results as far as they are open to the visitor.

    :raises Http404: where nothing is open to them, as for a poll that is not there.
    """
    found = Poll.objects.select_related("body").filter(key=poll).first()
    if found is None:
        raise Http404
    mine = roles_in(found, request.by, request.at.date())
    sight = sight_of(found, request.by, request.at.date(), mine)
    if sight is Sight.NOTHING:
        raise Http404  # before the page learns of the poll: its answer must not name it
    request.poll, request.roles = found, mine
    context = {**around(request, found, "results"), **_shown(request, found, sight)}
    context["office_page"] = not OFFICE.isdisjoint(request.roles)
    return show(request, "consequences/results.html", context)


def _shown(request: Visit, poll: Poll, sight: Sight) -> dict[str, Any]:
    try:
        values = result_values(poll)
    except (InputError, ReconciliationError) as error:
        return {"view": None, "faults": [sentence(problem) for problem in error.problems]}
    only = None if sight is Sight.ALL else _own_lines(request, poll)
    urls = _conclusions(poll) if Role.PERSONNEL in request.roles else {}
    return {
        "view": result_view(values, only=only, urls=urls),
        "faults": [],
        "own": sight is Sight.OWN,
        "cases": [each for each in values["cases"] if sight is Sight.ALL],
    }


def _own_lines(request: Visit, poll: Poll) -> set[str]:
    mine = Rated.objects.filter(poll=poll, person=request.by.person_id)
    return set(mine.values_list("line", flat=True)) if request.by.person_id else set()


def _conclusions(poll: Poll) -> dict[str, str]:
    people = Rated.objects.filter(poll=poll).values_list("line", "person__key")
    return {
        line: reverse("consequences:conclusion", kwargs={"poll": poll.key, "person": key})
        for line, key in people
    }
