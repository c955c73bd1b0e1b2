"""The first page, what waits for one, and the choice of the role to act by."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from tinnhiem.actions.joining import joined_by_others
from tinnhiem.conduct.states import ENDED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.disclosure import OFFICE
from tinnhiem.records.invitations import renewals_of
from tinnhiem.records.models import Body, Joining
from tinnhiem.records.roles import is_operator
from tinnhiem.web.access import page
from tinnhiem.web.accounts.entering import safe_next
from tinnhiem.web.accounts.tasks import Held, appointed, roles_of
from tinnhiem.web.accounts.tasks import mine as polls_of
from tinnhiem.web.acting import ACTING
from tinnhiem.web.forms import SeeOther
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit

#: So long somebody is told of a card for their account: nobody who used it can put that away.
_TOLD: Final = timedelta(days=90)


@page(scope="public")
def home(request: Visit) -> HttpResponse:
    """Lead to one's own page, or to what is open to everybody."""
    if request.account is not None:
        return SeeOther(reverse("accounts:mine"))
    try:
        return SeeOther(reverse("public:index"))
    except NoReverseMatch:
        return SeeOther(reverse("accounts:sign-in"))


@page(scope="account")
def mine(request: Visit) -> HttpResponse:
    """Show what waits for one, over all polls and roles."""
    today = request.at.date()
    held = appointed(request.by, today)
    polls = polls_of(request.by, today, held)
    roles = roles_of(polls)
    chosen = str(request.session.get(ACTING, ""))
    if chosen in {role["value"] for role in roles}:
        shown = [each for each in polls if Role(chosen) in each.roles]
    else:
        chosen, shown = "", polls
    prepares = any(role in {Role.CLERK, Role.CONVENER} for _body, role in held)
    operator = is_operator(request.by)
    context = {
        "running": [each for each in shown if PollState(each.poll.state) not in ENDED],
        "ended": [each for each in shown if PollState(each.poll.state) in ENDED],
        "waiting": sum(task.waits for each in shown for task in each.tasks),
        "roles": roles,
        "chosen": chosen,
        "operator": operator,
        "prepares": prepares,
        "above": _above(held),
        "renewals": renewals_of(request.by, today - _TOLD),
        "joined": joined_by_others(request.by, today - _TOLD),
        "joining": _proposed(request),
    }
    return show(request, "accounts/mine.html", context)


def _proposed(request: Visit) -> Joining | None:
    """Return what waits for the holder's word, where the organisation's sign-in is set up."""
    if settings.OIDC is None:
        return None
    found = request.by.joinings.filter(state=Joining.State.PROPOSED)
    return found.select_related("proposed_by__person").first()


def _above(held: Held) -> list[Body]:
    """Return the bodies with others below them whose polls an account follows as one of office."""
    places = {body for body, role in held if role in OFFICE}
    if not places:
        return []
    below = Body.objects.filter(rehearsal=False)
    found = Body.objects.filter(pk__in=places, children__in=below)
    return list(found.distinct().prefetch_related("versions"))


@page(scope="account", methods=("POST",))
def act_as(request: Visit) -> HttpResponse:
    """Choose the role whose ways are offered, or all of them; rights stay as they are."""
    wanted = request.POST.get("role", "")
    request.session.pop(ACTING, None)
    if wanted in {role.value for role in Role}:
        request.session[ACTING] = wanted
    return SeeOther(safe_next(request))
