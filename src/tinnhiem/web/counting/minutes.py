"""The minutes: the actual paper page by page, and each member's signature by name."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase

from tinnhiem.actions import minutes as acts
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.conduct.states import Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.board import is_head, seat
from tinnhiem.records.gathered import board_of, gather
from tinnhiem.records.minuted import minutes_in_force
from tinnhiem.records.models import BoardMember, Conference, Minutes, Poll, Signature
from tinnhiem.web.access import page
from tinnhiem.web.counting.forms import CourseForm, ScanForm, SignForm
from tinnhiem.web.counting.identities import identities
from tinnhiem.web.counting.pictures import page_count, page_picture
from tinnhiem.web.counting.rooms import address, head_or_404, seat_or_404, sitting_or_404
from tinnhiem.web.entries import ReasonForm
from tinnhiem.web.files import send
from tinnhiem.web.forms import submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.sittings import Sitting
from tinnhiem.wording.language import _, ngettext

_READERS = (Role.BOARD, Role.HEAD, Role.CLERK, Role.CONVENER)
DUTIES = {BoardMember.Duty.HEAD: 0, BoardMember.Duty.SECRETARY: 1, BoardMember.Duty.MEMBER: 2}


@page(*_READERS)
def minutes(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the minutes of a conference and who has signed; before they are closed to the board."""
    sitting = sitting_or_404(request, poll)
    return _page(request, poll, sitting)


def may_read(request: Visit, conference: Conference) -> bool:
    """Whether the visitor may read the paper: the board; the office once it is closed."""
    office = bool(request.roles & {Role.CLERK, Role.CONVENER})
    closed = conference.stage == Stage.MINUTED
    return (office and closed) or seat(conference, request.by) is not None


def _page(
    request: Visit, poll: Poll, sitting: Sitting, form: forms.BaseForm | None = None
) -> HttpResponse:
    conference = sitting.here
    gather(conference)
    found = minutes_in_force(conference)
    mine = seat(conference, request.by)
    if mine is None and not request.roles & {Role.CLERK, Role.CONVENER}:
        raise Http404
    signatures, fallen = _signatures(found)
    members = _members(conference, found, mine, signatures)
    context: dict[str, Any] = {
        "poll": poll,
        "conference": conference,
        "sitting": sitting,
        "strip": sitting.strip(address("minutes", poll)),
        "found": found,
        "mine": mine,
        "head": is_head(mine),
        "stage": Stage(conference.stage),
        "members": members,
        "signed": len(signatures),
        "form": form,
        "readable": mine is not None or may_read(request, conference),
        "address": lambda name: sitting.address(address(name, poll)),
        "page_address": lambda number: sitting.address(
            address("minutes-page", poll, number=number)
        ),
        "absence_address": lambda member: sitting.address(address("absence", poll, member=member)),
        "unsigned": _unsigned(found, members),
        "pages": 0,
        "changed": "",
    }
    if found is not None and context["readable"]:
        fell = mine is not None and mine.pk not in signatures and mine.pk in fallen
        context |= _paper(conference, found, form, fell=fell)
    return show(request, "counting/minutes.html", context)


def _unsigned(found: Minutes | None, members: list[dict[str, Any]]) -> int:
    """Return how many have still to sign, at least one where there is nothing to sign yet."""
    there = [each for each in members if not each["member"].absent_reason]
    if found is None or not there:
        return max(len(there), 1)
    return sum(each["signature"] is None for each in there)


def _signatures(found: Minutes | None) -> tuple[dict[int, Signature], set[int]]:
    """Return the signatures that hold by member, and the members whose earlier one has fallen."""
    kept = [] if found is None else list(found.signatures.all())
    facts = found.facts if found else ""
    valid = [each for each in kept if not each.fallen and each.facts == facts]
    return {each.member_id: each for each in valid}, {m.member_id for m in kept if m.fallen}


def _members(
    conference: Conference,
    found: Minutes | None,
    mine: BoardMember | None,
    signatures: dict[int, Signature],
) -> list[dict[str, Any]]:
    board = sorted(
        board_of(conference),
        key=lambda member: DUTIES[BoardMember.Duty(member.duty)],
    )
    signing = found is not None and found.state == Minutes.State.SIGNING
    others = {m.pk for m in board if not is_head(m) and not m.absent_reason} <= signatures.keys()
    return [
        {
            "member": member,
            "me": mine is not None and member.pk == mine.pk,
            "signature": signatures.get(member.pk),
            "turn": signing
            and member.pk not in signatures
            and not member.absent_reason
            and (others or not is_head(member)),
        }
        for member in board
    ]


def _paper(
    conference: Conference, found: Minutes, form: forms.BaseForm | None, *, fell: bool
) -> dict[str, Any]:
    changed = _changed(conference, found)
    pages = page_count(found.paper) if found.paper else 0
    return {
        "pages": pages,
        "changed": changed,
        "fell": found.fell_because if fell else "",
        "identities": identities(conference),
        "paper_hash": found.paper.facts if found.paper else "",
        "sign_form": form if isinstance(form, SignForm) else sign_form(found, pages),
        "course_form": form
        if isinstance(form, CourseForm)
        else CourseForm(initial={"course": found.course}),
        "scan_form": form if isinstance(form, ScanForm) else ScanForm(),
    }


def _changed(conference: Conference, found: Minutes) -> str:
    """Return why the paper is no longer right, empty where it is."""
    if found.state != Minutes.State.SIGNING:
        return ""
    try:
        same = acts.facts_now(conference, found) == found.facts
    except RefusedError as refused:
        return refused.message
    return "" if same else _("The data changed since this paper was written.")


def sign_form(found: Minutes, pages: int, *given: Any) -> SignForm:  # noqa: ANN401 - as Django has it
    """Return the form with the statement that a member affirms."""
    statement = ngettext(
        "I have read the one page. The numbers in the minutes are right by the count I witnessed.",
        "I have read all {count} pages. The numbers in the minutes are right by the count I"
        " witnessed.",
        pages,
    ).format(count=pages)
    return SignForm(*given, statement=statement, initial={"facts": found.facts})


def _in_force(request: Visit, poll: Poll) -> tuple[Sitting, Minutes]:
    sitting = sitting_or_404(request, poll)
    found = minutes_in_force(sitting.here)
    if found is None:
        raise Http404
    return sitting, found


def _sent(
    request: Visit,
    poll: Poll,
    sitting: Sitting,
    form: forms.BaseForm,
    do: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Take one of the forms of the page; what is refused is said on the page itself."""
    answer = submitted(request, form, do, then=sitting.address(address("minutes", poll)))
    return answer or _page(request, poll, sitting, form)


@page(Role.HEAD, methods=("POST",))
def writing(request: Visit, *, poll: Poll) -> HttpResponse:
    """Write the paper, or write it anew."""
    sitting, _found = _in_force(request, poll)
    head_or_404(request, sitting.here)
    form = CourseForm(request.POST)
    return _sent(
        request,
        poll,
        sitting,
        form,
        lambda data: acts.write_minutes(
            poll=poll,
            conference=sitting.here,
            course=data["course"],
            by=request.by,
            at=request.at,
        ),
    )


@page(Role.BOARD, Role.HEAD, methods=("POST",))
def signing(request: Visit, *, poll: Poll) -> HttpResponse:
    """Sign by name."""
    sitting, found = _in_force(request, poll)
    seat_or_404(request, sitting.here)
    pages = page_count(found.paper) if found.paper else 0
    form = sign_form(found, pages, request.POST)
    return _sent(
        request,
        poll,
        sitting,
        form,
        lambda data: acts.sign_minutes(
            poll=poll,
            conference=sitting.here,
            facts=data["facts"],
            affirmed=data["affirmed"],
            dissent=data["dissent"],
            by=request.by,
            at=request.at,
        ),
    )


@page(Role.BOARD, Role.HEAD, methods=("POST",))
def scanning(request: Visit, *, poll: Poll) -> HttpResponse:
    """Attach the scan of the minutes signed on paper."""
    sitting, _found = _in_force(request, poll)
    seat_or_404(request, sitting.here)
    form = ScanForm(request.POST, request.FILES)
    return _sent(
        request,
        poll,
        sitting,
        form,
        lambda data: acts.attach_scan(
            poll=poll, conference=sitting.here, file=data["file"], by=request.by, at=request.at
        ),
    )


@page(Role.HEAD, methods=("GET", "POST"))
def absence(request: Visit, *, poll: Poll, member: int) -> HttpResponse:
    """Note why a member does not sign, or take it back."""
    sitting, _found = _in_force(request, poll)
    head_or_404(request, sitting.here)
    absent = sitting.here.board.filter(pk=member).select_related("person").first()
    if absent is None:
        raise Http404
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label=_("Why {name} does not sign").format(name=absent.person.name),
        required=False,
        initial={"reason": absent.absent_reason},
    )
    answer = submitted(
        request,
        form,
        lambda data: acts.note_absence(
            poll=poll,
            conference=sitting.here,
            member=absent,
            reason=data["reason"],
            by=request.by,
            at=request.at,
        ),
        then=sitting.address(address("minutes", poll)),
    )
    context = {
        "poll": poll,
        "form": form,
        "question": _("Does {name} not sign?").format(name=absent.person.name),
        "happens": _("The reason is printed in the minutes in place of the signature."),
        "visible_to": _("Everybody who may read the minutes."),
        "remains": _("An empty reason takes it back, as long as the minutes are not closed."),
        "second": None,
        "act": _("Note the reason"),
        "action": sitting.address(address("absence", poll, member=member)),
        "back": sitting.address(address("minutes", poll)),
    }
    return answer or show(request, "counting/confirm.html", context)


def _readable(request: Visit, poll: Poll) -> Minutes:
    sitting, found = _in_force(request, poll)
    if found.paper is None or not may_read(request, sitting.here):
        raise Http404
    return found


@page(*_READERS)
def picture(request: Visit, *, poll: Poll, number: int) -> HttpResponseBase:
    """Send one page of the paper as a picture."""
    paper = _readable(request, poll).paper
    try:
        content = page_picture(paper, number) if paper else b""
    except (LookupError, OSError) as error:
        raise Http404 from error
    return HttpResponse(content, content_type="image/png")


@page(*_READERS)
def paper(request: Visit, *, poll: Poll) -> HttpResponseBase:
    """Send the paper as PDF."""
    found = _readable(request, poll)
    if found.paper is None:
        raise Http404
    return send(found.paper.pdf, f"{found.paper.stem}.pdf", "pdf", inline=True)


@page(*_READERS)
def signed_scan(request: Visit, *, poll: Poll) -> HttpResponseBase:
    """Send the scan of the minutes signed on paper."""
    found = _readable(request, poll)
    if found.signed_scan is None:
        raise Http404
    return send(found.signed_scan)
