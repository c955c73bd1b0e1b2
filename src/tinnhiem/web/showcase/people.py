"""Who is who in the demonstration, and becoming one of them."""

from typing import Any, Final

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from tinnhiem.conduct.states import ENDED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import state_name, state_shape
from tinnhiem.records.models import Account, Appointment, BoardMember, Poll, PollRole, Rated
from tinnhiem.web.access import page
from tinnhiem.web.forms import SeeOther
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.role_words import role_label
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

_BACKEND = "django.contrib.auth.backends.ModelBackend"
#: The polls on which most is going on come first.
_LIVELY: Final = (
    PollState.COUNTING, PollState.BALLOTING, PollState.FROZEN, PollState.READING,
    PollState.MINUTED, PollState.CONFIRMED, PollState.PREPARING, PollState.DRAFT,
)  # fmt: skip
#: The order in which those in the office are shown: as they come into a poll.
_ORDER: Final = (
    Role.CLERK, Role.CONVENER, Role.FRONT, Role.DESK, Role.PERSONNEL, Role.OBSERVER, Role.AUDITOR,
)  # fmt: skip
_GROUPS: Final = (
    ("office", noted("In the office")),
    ("board", noted("The counting board")),
    ("rated", noted("Persons rated")),
    ("voters", noted("Deputies")),
)


@page(scope="public")
def people(request: Visit) -> HttpResponse:
    """Show the polls of the demonstration, and each person with what they are."""
    _only_in_demonstrations()
    polls = sorted(Poll.objects.all(), key=_liveliness)
    rows = [
        {
            "poll": poll,
            "state": state_name(poll.state),
            "shape": state_shape(poll.state),
            "public": poll.publications.order_by("-number").first(),
        }
        for poll in polls
    ]
    found = _people(polls[0]) if polls else {}
    groups = [(_(words), found[name]) for name, words in _GROUPS if found.get(name)]
    return show(request, "showcase/people.html", {"polls": rows, "groups": groups})


def _liveliness(poll: Poll) -> tuple[bool, int, str]:
    state = PollState(poll.state)
    place = _LIVELY.index(state) if state in _LIVELY else len(_LIVELY)
    return state in ENDED, place, str(poll.poll_date or "")


def _people(poll: Poll) -> dict[str, list[dict[str, Any]]]:
    """Return everybody with an account and a part in a poll, by group; each in one group only."""
    accounts = {
        account.person_id: account
        for account in Account.objects.filter(is_superuser=False).select_related("person")
    }
    found: dict[str, list[dict[str, Any]]] = {"office": _in_office(poll)}
    board = BoardMember.objects.filter(conference__poll=poll).order_by("position")
    found["board"] = [
        {"account": accounts.pop(member.person_id), "roles": _seat(member)}
        for member in board
        if member.person_id in accounts
    ]
    rated = poll.slate.filter(conclusion=Rated.Conclusion.RATED).order_by("position", "order_key")
    found["rated"] = [
        {
            "account": accounts.pop(row.person_id),
            "roles": row.posts[0]["title"] if row.posts else "",
        }
        for row in rated
        if row.person_id in accounts
    ]
    voters = poll.conferences.filter(roll__votes=True, roll__person__in=list(accounts))
    found["voters"] = [
        {"account": accounts[row["roll__person"]], "roles": row["roll__delegation"]}
        for row in voters.order_by("roll__order_key").values("roll__person", "roll__delegation")
    ]
    return found


def _in_office(poll: Poll) -> list[dict[str, Any]]:
    """Return those who were appointed for the body or the poll, in the order of their parts."""
    appointed = Appointment.objects.filter(body=poll.body).select_related("account__person")
    helping = PollRole.objects.filter(poll=poll).select_related("account__person")
    parts = [(Role(each.role), each.account) for each in appointed]
    parts += [(Role(each.role), each.account) for each in helping]
    kept = [(role, account) for role, account in parts if role in _ORDER]
    kept.sort(key=lambda part: _ORDER.index(part[0]))
    return [{"account": account, "roles": role_label({role})} for role, account in kept]


def _seat(member: BoardMember) -> str:
    head = member.duty == BoardMember.Duty.HEAD
    words = role_label({Role.HEAD if head else Role.BOARD})
    if member.team is None:
        return words
    return f"{words} · " + _("Team {number}").format(number=member.team)


@page(methods=("POST",), scope="public")
def become(request: Visit) -> HttpResponse:
    """Become one of the people of the demonstration."""
    _only_in_demonstrations()
    name = clean(request.POST.get("account", ""))
    account = get_object_or_404(Account, username=name, is_superuser=False)
    login(request, account, backend=_BACKEND)
    return SeeOther(reverse("accounts:mine"))


def _only_in_demonstrations() -> None:
    """Answer as if the page did not exist, wherever polls may be real.

    :raises Http404: where this is no demonstration.
    """
    if not settings.DEMONSTRATION:
        raise Http404
