"""The operator's page: who keeps the polls of which body, and renewing access that was lost."""

from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.actions.factors import remove_factors
from tinnhiem.actions.invitations import Told, invite_member, invite_staff, renew
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.invitations import elected_seats
from tinnhiem.records.models import Account, Appointment, BoardMember, Body
from tinnhiem.records.roles import is_operator
from tinnhiem.web.access import page
from tinnhiem.web.accounts.forms import InviteStaffForm
from tinnhiem.web.accounts.inviting import sheet
from tinnhiem.web.accounts.provider import provider_name
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.role_words import ROLE_NAMES
from tinnhiem.wording.language import _

_USUAL: Final = timedelta(days=14)


def _only_operators(request: Visit) -> None:
    if not is_operator(request.by):
        raise Http404


@page(Role.OPERATOR, scope="account", methods=("GET", "POST"))
def staff(request: Visit) -> HttpResponse:
    """Show and invite clerks, members of standing bodies and auditors.

    :raises Http404: for anybody but the operator.
    """
    _only_operators(request)
    bodies = list(Body.objects.filter(rehearsal=False).order_by("pk"))
    usual = {"expires_on": request.at.date() + _USUAL}
    form = InviteStaffForm(request.POST or None, bodies=bodies, initial=usual)
    told: list[Told] = []

    def do(data: dict[str, Any]) -> None:
        told.append(
            invite_staff(
                body=next(body for body in bodies if body.key == data["body"]),
                name=data["name"],
                role=Role(data["role"]),
                expires_on=data["expires_on"],
                by=request.by,
                at=request.at,
            )
        )

    here = reverse("accounts:staff")
    answer = submitted(request, form, do, then=here)
    if told:
        return sheet(request, told, _("Staff of the polls"), here)
    context = {"form": form, "organisation": provider_name()}
    return answer or show(
        request, "accounts/staff.html", {**context, **_people(bodies, request.at.date())}
    )


def _people(bodies: list[Body], on: date) -> dict[str, Any]:
    kept = Appointment.objects.filter(Q(until_date__isnull=True) | Q(until_date__gte=on))
    kept = kept.select_related("account__person", "body").order_by("body", "pk")
    rows = [
        {
            "key": each.pk,
            "account": each.account,
            "body": str(each.body),
            "part": _(ROLE_NAMES[Role(each.role)]),
            "from_date": each.from_date,
        }
        for each in kept
    ]
    closed = Account.objects.filter(is_active=False).select_related("person").order_by("pk")
    return {
        "rows": rows,
        "bodies": bodies,
        "closed": list(closed),
        "board": [(seat, getattr(seat.person, "account", None)) for seat in _on_boards()],
    }


def _on_boards() -> QuerySet[BoardMember]:
    """Return the seats whose holders nobody but the operator invites or renews."""
    seats = elected_seats().select_related("person__account", "conference__poll")
    return seats.order_by("conference__poll", "conference", "position")


@page(Role.OPERATOR, scope="account", methods=("GET", "POST"))
def member(request: Visit, *, seat: int) -> HttpResponse:
    """Invite somebody of an elected board who has no account yet.

    :raises Http404: for anybody but the operator, and where there is no such seat.
    """
    _only_operators(request)
    found = _on_boards().filter(pk=seat).first()
    if found is None:
        raise Http404
    told: list[Told] = []

    def do(_data: dict[str, Any]) -> None:
        until = request.at.date() + _USUAL
        told.append(invite_member(seat=found, expires_on=until, by=request.by, at=request.at))

    here = reverse("accounts:staff")
    answer = submitted(request, None, do, then=here)
    if told:
        return sheet(request, told, _("Staff of the polls"), here)
    context = {
        "question": _("Invite {name} of the counting board?").format(name=found.person.name),
        "happens": _("A card with a code is made; it opens an account once."),
        "remains": _("The log keeps this act. Hand the card to the person only."),
        "act": _("Make the invitation"),
        "action": request.path,
        "back": here,
    }
    return answer or show(request, "look/confirm.html", context)


@page(Role.OPERATOR, scope="account", methods=("GET", "POST"))
def renewing(request: Visit, *, account: int) -> HttpResponse:
    """Let somebody who lost the way in choose a new password; passkeys and codes go.

    :raises Http404: for anybody but the operator, and where there is no such account.
    """
    _only_operators(request)
    found = Account.objects.select_related("person").filter(pk=account).first()
    if found is None:
        raise Http404
    told: list[Told] = []

    def do(_data: dict[str, Any]) -> None:
        until = request.at.date() + _USUAL
        remove_factors(account=found, by=request.by, at=request.at)
        told.append(renew(account=found, expires_on=until, by=request.by, at=request.at))

    here = reverse("accounts:staff")
    answer = submitted(request, None, do, then=here)
    if told:
        return sheet(request, told, _("Renewed access"), here)
    context = {
        "question": _("Renew the access of {name}?").format(name=found.display_name),
        "happens": _(
            "A card with a new code is made. Passkeys and one-time codes of this account are"
            " removed; the old password works until a new one is chosen."
        ),
        "remains": _(
            "Roles and everything that was done stay as they are; the log keeps this act."
        ),
        "act": _("Renew the access"),
        "action": request.path,
        "back": here,
    }
    return answer or show(request, "look/confirm.html", context)
