"""Who is who in the demonstration, and becoming one of them."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import state_name, state_shape
from tinnhiem.records.models import Account, Poll
from tinnhiem.records.roles import roles_in
from tinnhiem.web.access import page
from tinnhiem.web.forms import SeeOther
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.role_words import role_label

_BACKEND = "django.contrib.auth.backends.ModelBackend"
#: The order in which the people of a poll are shown: as they come into it.
_ORDER = (
    Role.CLERK, Role.CONVENER, Role.FRONT, Role.HEAD, Role.BOARD, Role.OFFICEHOLDER, Role.VOTER,
    Role.DESK, Role.PERSONNEL, Role.OBSERVER, Role.AUDITOR,
)  # fmt: skip


@page(scope="public")
def people(request: Visit) -> HttpResponse:
    """Show the polls of the demonstration, and each person with what they are."""
    _only_in_demonstrations()
    polls = [
        {"poll": poll, "state": state_name(poll.state), "shape": state_shape(poll.state)}
        for poll in Poll.objects.order_by("-poll_date")
    ]
    return show(request, "showcase/people.html", {"polls": polls, "people": _people(request)})


def _people(request: Visit) -> list[dict[str, Any]]:
    poll = Poll.objects.order_by("-poll_date").first()
    accounts = Account.objects.filter(is_superuser=False).select_related("person")
    found = []
    for account in accounts:
        roles = roles_in(poll, account, request.at.date()) if poll else frozenset()
        if roles:
            place = min(_ORDER.index(role) for role in roles if role in _ORDER)
            found.append({"account": account, "roles": role_label(roles), "place": place})
    return sorted(found, key=lambda one: (one["place"], one["account"].pk))


@page(methods=("POST",), scope="public")
def become(request: Visit) -> HttpResponse:
    """Become one of the people of the demonstration."""
    _only_in_demonstrations()
    account = get_object_or_404(
        Account, username=request.POST.get("account", ""), is_superuser=False
    )
    login(request, account, backend=_BACKEND)
    return SeeOther(reverse("accounts:mine"))


def _only_in_demonstrations() -> None:
    """Answer as if the page did not exist, wherever polls may be real.

    :raises Http404: where this is no demonstration.
    """
    if not settings.DEMONSTRATION:
        raise Http404
