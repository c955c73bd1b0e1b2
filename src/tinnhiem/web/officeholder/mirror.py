"""The page "Tự soi, tự sửa": a person's own result, alone, with what was said and what follows."""

from typing import Any

from django.http import Http404, HttpResponse

from tinnhiem.conduct.transitions import Role
from tinnhiem.records.disclosure import person_may_see
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Account, Poll, Rated
from tinnhiem.web.access import page
from tinnhiem.web.dossier_words import posts_line
from tinnhiem.web.officeholder.results import figures, own_results, places_rule, plots
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, noted

_SCOPES = {
    "managing-authority": noted("the managing authority"),
    "leadership": noted("the leadership"),
    "conference": noted("those who voted"),
    "unit": noted("the unit"),
    "public": noted("everybody"),
}


@page(Role.OFFICEHOLDER)
def mirror(request: Visit, *, poll: Poll) -> HttpResponse:
    """One's own result, its base and legal case, earlier polls, opinions, a note of one's own.

    Before the result only the dates. Never anybody else's numbers.
    """
    mine = _mine(poll, request.by)
    context: dict[str, Any] = {"poll": poll, "mine": mine, "posts": posts_line(mine[0])}
    if not person_may_see(poll, chain_for(poll)):
        return show(request, "officeholder/mirror_before.html", context)
    results = own_results(mine[0].person_id, rehearsal=poll.rehearsal)
    here = [own for own in results if own.rated.poll_id == poll.pk]
    day = poll.poll_date
    shown = [own for own in results if own.held_on is None or day is None or own.held_on <= day]
    return show(
        request,
        "officeholder/mirror.html",
        {
            **context,
            "results": [figures(own) for own in here],
            "plots": plots(shown),
            "places": places_rule(shown),
            "votes": [figures(own) for own in shown if own.procedure.value != "rating"],
            "opinions": _opinions(mine),
            "synthesis": poll.syntheses.filter(filed=True).order_by("-pk").first(),
            "scopes": _scopes(poll),
        },
    )


def _mine(poll: Poll, account: Account) -> list[Rated]:
    found = poll.slate.filter(person=account.person_id, conclusion=Rated.Conclusion.RATED)
    mine = list(found.select_related("conference").order_by("conference__position", "position"))
    if account.person_id is None or not mine:
        raise Http404
    return mine


def _opinions(mine: list[Rated]) -> list[str]:
    return [
        text
        for rated in mine
        for text in rated.opinions.filter(passed_on=True)
        .order_by("pk")
        .values_list("text", flat=True)
    ]


def _scopes(poll: Poll) -> list[dict[str, Any]]:
    """Those to whom the results were opened so far, each with the day."""
    releases = poll.releases.exclude(scope="person").order_by("released_on", "pk")
    return [
        {"text": _(_SCOPES.get(each.scope, each.scope)), "day": each.released_on}
        for each in releases
    ]
