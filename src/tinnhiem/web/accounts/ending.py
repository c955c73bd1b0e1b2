"""Ending what somebody may do: a role at a body, a part in a poll, a whole account."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.accounts import close_account, end_appointment, end_part, reopen_account
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Appointment, Poll, PollRole
from tinnhiem.records.roles import is_operator
from tinnhiem.web.access import page
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.role_words import ROLE_NAMES
from tinnhiem.wording.language import _


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is asked before something ends, and where to go then."""

    question: str
    happens: str
    remains: str
    act: str
    back: str


def _asked(request: Visit, question: _Question, do: Callable[[], object]) -> HttpResponse:
    """Do something after asking; where it cannot be done the page says why."""
    form = Form(request.POST if request.method == "POST" else None)
    answer = submitted(request, form, lambda _data: do(), then=question.back)
    context = {
        "question": question.question,
        "happens": question.happens,
        "remains": question.remains,
        "act": question.act,
        "action": request.path,
        "back": question.back,
        "form": form,
        "problems": form,
    }
    return answer or show(request, "look/confirm.html", context)


def _ending(kept: Appointment | PollRole, back: str) -> _Question:
    """Return what is asked before a part of somebody ends."""
    held = {"name": kept.account.display_name, "part": _(ROLE_NAMES[Role(kept.role)])}
    return _Question(
        question=_("End the part of {name} as {part}?").format(**held),
        happens=_("They are signed out everywhere and lose this part at once."),
        remains=_("The account stays with its other parts; everything that was done stays."),
        act=_("End the part"),
        back=back,
    )


def _gone(_data: dict[str, Any]) -> None:
    raise Http404


def _only_operators(request: Visit) -> None:
    if not is_operator(request.by):
        raise Http404


@page(Role.OPERATOR, scope="account", methods=("GET", "POST"))
def appointment(request: Visit, *, appointment: int) -> HttpResponse:
    """End somebody's role at a body.

    :raises Http404: for anybody but the operator, and where there is no such appointment.
    """
    _only_operators(request)
    rows = Appointment.objects.select_related("account__person", "body")
    kept = rows.filter(pk=appointment).first()
    if kept is None:
        raise Http404
    question = _ending(kept, reverse("accounts:staff"))
    return _asked(
        request,
        question,
        lambda: end_appointment(appointment=kept, by=request.by, at=request.at),
    )


@page(Role.CLERK, methods=("GET", "POST"))
def part(request: Visit, *, poll: Poll, part: int) -> HttpResponse:
    """End a part that somebody has in one poll.

    :raises Http404: where nobody has it.
    """
    kept = poll.roles.filter(pk=part).select_related("account__person").first()
    back = reverse("accounts:invitations", kwargs={"poll": poll.key})
    if kept is None:
        sent_again = submitted(request, None, _gone, then=back)
        if sent_again is None:
            raise Http404
        return sent_again
    question = _ending(kept, back)
    return _asked(
        request, question, lambda: end_part(poll=poll, part=kept, by=request.by, at=request.at)
    )


@page(Role.OPERATOR, scope="account", methods=("GET", "POST"))
def account(request: Visit, *, account: int) -> HttpResponse:
    """Close an account, or reopen one that was closed.

    :raises Http404: for anybody but the operator, and where there is no such account.
    """
    _only_operators(request)
    found = Account.objects.select_related("person").filter(pk=account).first()
    if found is None:
        raise Http404
    name, back = found.display_name, reverse("accounts:staff")
    closing = _Question(
        question=_("Close the account of {name}?").format(name=name),
        happens=_("Nobody can sign in to it any more; open sessions end."),
        remains=_("Everything that was done stays; the account can be reopened."),
        act=_("Close the account"),
        back=back,
    )
    reopening = _Question(
        question=_("Reopen the account of {name}?").format(name=name),
        happens=_("They can sign in again as before."),
        remains=_("Parts that were ended stay ended."),
        act=_("Reopen the account"),
        back=back,
    )
    question, do = (closing, close_account) if found.is_active else (reopening, reopen_account)
    return _asked(request, question, lambda: do(account=found, by=request.by, at=request.at))
