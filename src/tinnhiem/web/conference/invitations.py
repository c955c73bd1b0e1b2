"""The invitations with their codes, to print; who holds one is checked in by it at the desk."""

from io import BytesIO
from typing import Any

import segno
from django.http import Http404, HttpResponse
from django.urls import reverse
from markupsafe import Markup

from tinnhiem.actions.attendance import code_of, hash_of, make_invitations
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.attendance import day_of, in_order, is_closed
from tinnhiem.records.models import Conference, Poll, RollEntry
from tinnhiem.web.access import page
from tinnhiem.web.entries import NothingForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.sittings import sitting_of


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def sheets(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show an invitation for everybody on the roll, by given name; make their codes anew."""
    sitting = sitting_of(request, poll)
    if sitting is None:
        raise Http404
    form = NothingForm(request.POST or None)
    here = sitting.address(reverse("conference:invitations", kwargs={"poll": poll.key}))
    answered = submitted(
        request,
        form,
        lambda _data: make_invitations(
            poll=poll, conference=sitting.here, by=request.by, at=request.at
        ),
        then=here,
    )
    if answered is not None:
        return answered
    made = sitting.here.invitation_round > 0
    entries = list(in_order(sitting.here)) if made else []
    cards = [_card(sitting.here, entry) for entry in entries if _holds(sitting.here, entry)]
    context = {
        "form": form,
        "poll": poll,
        "sitting": sitting,
        "made": made,
        "cards": cards,
        "void": len(entries) - len(cards),
        "closed": is_closed(sitting.here),
        "day": day_of(sitting.here),
    }
    return show(request, "conference/invitations.html", context)


def _holds(conference: Conference, entry: RollEntry) -> bool:
    """Whether the code that would be printed is in force: the key may have changed."""
    return entry.invitation_hash == hash_of(code_of(conference, entry))


def _card(conference: Conference, entry: RollEntry) -> dict[str, Any]:
    code = code_of(conference, entry)
    return {"entry": entry, "code": code, "picture": picture(code)}


def picture(code: str) -> Markup:
    """Return the QR picture of a code as SVG, sized by its attributes only."""
    drawn = BytesIO()
    made = segno.make_qr(code, error="m")
    made.save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=False,
        svgclass="qr",
        lineclass=None,
        omitsize=True,
        border=2,
        dark="#000",
        light="#fff",
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 - drawn from letters and digits only
