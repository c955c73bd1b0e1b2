"""The clerk's page of invitations, and the sheet of cards that is shown once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import segno
from django.forms import Form
from django.http import Http404, HttpResponse
from django.urls import reverse
from markupsafe import Markup

from tinnhiem.actions.invitations import Told, invite, invite_official, withdraw
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.invitations import Standing, access_list, holding
from tinnhiem.records.models import Person, Poll
from tinnhiem.web.access import page
from tinnhiem.web.accounts.forms import InviteOfficialForm, InvitePeopleForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.role_words import ROLE_NAMES
from tinnhiem.wording.language import _, noted

_USUAL: Final = timedelta(days=30)
STANDINGS: Final = {
    Standing.NONE: ("empty", noted("Not invited")),
    Standing.INVITED: ("waiting", noted("Invited")),
    Standing.LAPSED: ("late", noted("Not opened in time")),
    Standing.OPEN: ("done", noted("Has an account")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is printed for one person."""

    name: str
    code: str
    address: str
    picture: Markup
    until: str


@page(Role.CLERK)
def invitations(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show who has access to the poll and who was invited."""
    return _list(request, poll)


@page(Role.CLERK, methods=("POST",))
def invite_people(request: Visit, *, poll: Poll) -> HttpResponse:
    """Make invitations for chosen people, and show their cards: only now can codes be read."""
    people = [each.person for each in access_list(poll, request.at.date())]
    form = InvitePeopleForm(request.POST, people=people, auto_id="people_%s")
    told: list[Told] = []

    def do(data: dict[str, Any]) -> None:
        chosen = [person for person in people if person.key in set(data["people"])]
        until = data["expires_on"]
        told.extend(
            invite(poll=poll, people=chosen, expires_on=until, by=request.by, at=request.at)
        )

    answer = submitted(request, form, do, then=_here(poll))
    if told:
        return sheet(request, told, poll.body_name, _here(poll))
    return answer or _list(request, poll, people=form)


@page(Role.CLERK, methods=("POST",))
def invite_other(request: Visit, *, poll: Poll) -> HttpResponse:
    """Make an invitation for somebody who stands on no list: the Front, an observer."""
    form = InviteOfficialForm(request.POST, auto_id="other_%s")
    told: list[Told] = []

    def do(data: dict[str, Any]) -> None:
        told.append(
            invite_official(
                poll=poll,
                name=data["name"],
                role=Role(data["role"]),
                expires_on=data["expires_on"],
                by=request.by,
                at=request.at,
            )
        )

    answer = submitted(request, form, do, then=_here(poll))
    if told:
        return sheet(request, told, poll.body_name, _here(poll))
    return answer or _list(request, poll, other=form)


@page(Role.CLERK, methods=("GET", "POST"))
def take_back(request: Visit, *, poll: Poll, person: str) -> HttpResponse:
    """Withdraw an invitation, after asking.

    :raises Http404: where none of this person is open.
    """
    found = Person.objects.filter(key=person).first()
    today = request.at.date()

    def do(_data: dict[str, Any]) -> None:
        if found is None:
            raise Http404
        withdraw(poll=poll, person=found, by=request.by, at=request.at)

    open_one = found is not None and holding(today).filter(poll=poll, person=found).exists()
    if request.method == "POST" and request.POST.get("token"):
        form = Form(request.POST)  # withdrawn meanwhile by somebody else: the list says so
        return submitted(request, form, do, then=_here(poll)) or _list(request, poll)
    if found is None or not open_one:
        raise Http404
    context = {
        "question": _("Withdraw the invitation of {name}?").format(name=found.name),
        "happens": _("The card opens nothing any more."),
        "remains": _("You can invite this person again at any time."),
        "act": _("Withdraw the invitation"),
        "action": request.path,
        "back": _here(poll),
    }
    return show(request, "look/confirm.html", context)


def sheet(request: Visit, told: Sequence[Told], body: str, back: str) -> HttpResponse:
    """Show the cards of invitations that were just made."""
    context = {"cards": [_card(request, each) for each in told], "body": body, "back": back}
    return show(request, "accounts/cards.html", context)


def _card(request: Visit, told: Told) -> Card:
    path = reverse("accounts:invitation", kwargs={"code": told.code})
    address = request.build_absolute_uri(path)
    drawn = segno.make(address, error="m").svg_inline(scale=3, border=2, dark="#000", light="#fff")
    until = told.expires_on.strftime("%d/%m/%Y")
    entry = request.build_absolute_uri(reverse("accounts:by-code"))
    picture = Markup(drawn)  # noqa: S704 - segno draws a path, no text
    return Card(name=told.name, code=told.code, address=entry, picture=picture, until=until)


def _here(poll: Poll) -> str:
    return reverse("accounts:invitations", kwargs={"poll": poll.key})


def _parts(poll: Poll) -> list[dict[str, Any]]:
    """Return who has a part for this poll only, in the order of names."""
    kept = poll.roles.select_related("account__person")
    return [
        {"key": each.pk, "name": each.account.display_name, "part": _(ROLE_NAMES[Role(each.role)])}
        for each in kept.order_by("account__person__order_key", "pk")
    ]


def _list(
    request: Visit,
    poll: Poll,
    people: InvitePeopleForm | None = None,
    other: InviteOfficialForm | None = None,
) -> HttpResponse:
    today = request.at.date()
    rows = access_list(poll, today)
    usual = {"expires_on": today + _USUAL}
    known = [row.person for row in rows]
    wrong = people or other
    chosen = set(request.POST.getlist("people")) if people is not None else None
    context = {
        "poll": poll,
        "rows": [
            {
                "person": row.person,
                "parts": ", ".join(_(ROLE_NAMES[role]) for role in row.roles),
                "shape": STANDINGS[row.standing][0],
                "standing": _(STANDINGS[row.standing][1]),
                "until": row.until if row.standing == Standing.INVITED else None,
                "withdrawable": row.standing == Standing.INVITED,
                "chosen": row.standing == Standing.NONE
                if chosen is None
                else row.person.key in chosen,
            }
            for row in rows
        ],
        "parts": _parts(poll),
        "people_form": people or InvitePeopleForm(people=known, initial=usual, auto_id="people_%s"),
        "other_form": other or InviteOfficialForm(initial=usual, auto_id="other_%s"),
        "wrong": wrong,
        "open_count": sum(row.standing == Standing.OPEN for row in rows),
    }
    context["failed"] = bool(wrong and wrong.errors)
    return show(
        request, "accounts/invitations.html", context, status=422 if context["failed"] else 200
    )
