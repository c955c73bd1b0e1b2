"""The desk: one person in three seconds, and the quorum always in sight. No time of arrival."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tinnhiem.actions import attendance as acts
from tinnhiem.conduct.states import Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.chain import Chain
from tinnhiem.records.attendance import (
    PRESENT,
    Attendance,
    attendance_of,
    counted_present,
    found,
    in_order,
    is_closed,
    quorum_here,
)
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Conference, Poll, RollEntry
from tinnhiem.web.access import page
from tinnhiem.web.citing import cited, paraphrase
from tinnhiem.web.entries import NothingForm, ReasonForm
from tinnhiem.web.forms import submitted
from tinnhiem.web.live import answer, leave_for, leave_of
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.web.sittings import Sitting, sitting_of
from tinnhiem.wording.language import _
from tinnhiem.wording.numbers import decimal_mark, percent

DESK: Final = (Role.DESK, Role.CLERK, Role.CONVENER)
OFFICE: Final = frozenset({Role.CLERK, Role.CONVENER})
LIVE_PART: Final = "check-in"
#: Rows of those not yet present that the desk shows; the whole roll is one link away.
AWAITED: Final = 8
_SHOWN: Final = {"co-mat": "present", "bao-vang": "excused", "vang": "absent"}


def layout(request: Visit) -> str:
    """Return the frame of the page: people of the office keep their list of pages."""
    plain = OFFICE.isdisjoint(request.roles)
    return "look/plain.html" if plain else "look/office.html"


def no_conference(request: Visit, title: str) -> HttpResponse:
    """Answer where the poll has no conference yet."""
    return show(request, "conference/none.html", {"title": title, "layout": layout(request)})


@page(*DESK, methods=("GET", "POST"))
def desk(request: Visit, *, poll: Poll) -> HttpResponse:
    """Search by name, seat or code; a code checks in at once.

    A search is a POST so that no server on the way keeps a name with a time.
    """
    sitting = sitting_of(request, poll)
    if sitting is None:
        return no_conference(request, _("Check-in"))
    typed = request.POST.get("q", "")[:200].replace("\x00", "")
    form = NothingForm(request.POST or None)
    home = sitting.address(reverse("conference:check-in", kwargs={"poll": poll.key}))
    if acts.looks_like_code(typed):
        answered = submitted(
            request, form, lambda _data: _by_code(request, poll, sitting.here, typed), then=home
        )
        if answered is not None:
            return answered
    return show(request, "conference/check_in.html", _desk(request, sitting, typed, form))


def _by_code(request: Visit, poll: Poll, conference: Conference, code: str) -> None:
    entry, fresh = acts.check_in_by_code(
        poll=poll, conference=conference, code=code, by=request.by, at=request.at
    )
    _tell(request, entry, fresh=fresh)


def _tell(request: Visit, entry: RollEntry, *, fresh: bool) -> None:
    """Keep for the next page, in a cookie of this browser, who was just checked in."""
    level = messages.SUCCESS if fresh else messages.INFO
    messages.add_message(request, level, str(entry.pk))


def _desk(request: Visit, sitting: Sitting, typed: str, form: NothingForm) -> dict[str, Any]:
    conference = sitting.here
    searched = typed and not acts.looks_like_code(typed)
    just = _just(request, conference)
    rows = found(conference, typed) if searched else [entry for entry, _fresh in just]
    awaited = in_order(conference).filter(votes=True).exclude(attendance=PRESENT)
    return {
        "layout": layout(request),
        "office_page": not OFFICE.isdisjoint(request.roles),
        "poll": conference.poll,
        "sitting": sitting,
        "form": form,
        "typed": typed,
        "searched": searched,
        "rows": rows,
        "repeated": [entry.name for entry, fresh in just if not fresh],
        "awaited": list(awaited[:AWAITED]),
        "panel": panel(conference),
        "live": reverse(
            "conference:check-in-live",
            kwargs={"leave": leave_for(LIVE_PART, conference.pk)},
        ),
    }


def _just(request: Visit, conference: Conference) -> list[tuple[RollEntry, bool]]:
    """Return who was checked in by the form before this page, and whether they were not there."""
    told = list(messages.get_messages(request))
    keys = {int(each.message): each.level == messages.SUCCESS for each in told
            if str(each.message).isdigit()}  # fmt: skip
    if not keys:
        return []
    return [(entry, keys[entry.pk]) for entry in in_order(conference).filter(pk__in=keys)]


def panel(conference: Conference) -> dict[str, Any]:
    """Return what the panel of the quorum says: numbers, formula, citation."""
    counts = attendance_of(conference)
    chain = chain_for(conference.poll)
    present = counted_present(conference, counts)
    return {
        "counts": counts,
        "present": present,
        "roll": max(counts.listed, present),
        "closed": is_closed(conference),
        "waiting": Stage(conference.stage) is Stage.WAITING,
        "quorum": _quorum(conference, chain, counts),
        "key": conference.key,
    }


def _quorum(conference: Conference, chain: Chain, counts: Attendance) -> dict[str, Any] | None:
    found_rule = quorum_here(conference, chain, counts)
    if found_rule is None:
        return None
    return {
        "needed": found_rule.needed,
        "base": found_rule.base,
        "met": found_rule.met,
        "share": found_rule.rule.share,
        "exact": percent(found_rule.base * found_rule.rule.share / 100, mark=decimal_mark()),
        "of": found_rule.rule.of.value,
        "says": paraphrase(found_rule.rule),
        "cite": cited(found_rule.rule, chain, conference.poll),
    }


@page(scope="live")
def live(request: Visit, *, leave: str) -> HttpResponse:
    """Answer the panel of the quorum as it is now, or 304 after one query."""
    record, language = leave_of(LIVE_PART, leave)
    rows = Conference.objects.filter(pk=record)
    numbers = rows.values_list(
        "version", "present_at_opening", "stage", "attendance_revision"
    ).first()
    if numbers is None:
        raise Http404
    tag = "-".join(str(number) for number in numbers)
    return answer(request, tag, language, lambda: _panel(request, record))


def _panel(request: Visit, record: int) -> HttpResponse:
    conference = Conference.objects.select_related("poll").get(pk=record)
    return render(request, "conference/_quorum.html", {"panel": panel(conference)})


@page(*DESK, methods=("POST",))
def marking(request: Visit, *, poll: Poll) -> HttpResponse:
    """Note somebody as present or excused, or take either back."""
    sitting = sitting_of(request, poll)
    given = request.POST.get("entry", "")
    if sitting is None or not given.isdecimal() or len(given) > 12:
        raise Http404
    entry = sitting.here.roll.filter(pk=int(given)).first()
    wanted = request.POST.get("attendance", "")
    if entry is None or wanted not in RollEntry.Attendance.values:
        raise Http404
    form = NothingForm(request.POST)
    address = "conference:roll" if request.POST.get("back") == "roll" else "conference:check-in"
    then = sitting.address(reverse(address, kwargs={"poll": poll.key}))
    answered = submitted(
        request,
        form,
        lambda _data: _mark(request, poll, entry, RollEntry.Attendance(wanted)),
        then=then,
    )
    if answered is not None:
        return answered
    return show(request, "conference/check_in.html", _desk(request, sitting, "", form))


def _mark(request: Visit, poll: Poll, entry: RollEntry, attendance: RollEntry.Attendance) -> None:
    fresh = acts.mark(
        poll=poll,
        conference=entry.conference,
        entry=entry,
        attendance=attendance,
        by=request.by,
        at=request.at,
    )
    _tell(request, entry, fresh=fresh or attendance != PRESENT)


@page(*DESK)
def roll(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the whole roll, or those present, excused or not there."""
    sitting = sitting_of(request, poll)
    if sitting is None:
        return no_conference(request, _("Roll of the conference"))
    wanted = _SHOWN.get(request.GET.get("xem", ""), "")
    entries = in_order(sitting.here)
    shown = entries.filter(attendance=wanted) if wanted else entries
    context = {
        "layout": layout(request),
        "poll": poll,
        "sitting": sitting,
        "entries": list(shown),
        "wanted": wanted,
        "counts": attendance_of(sitting.here),
        "closed": is_closed(sitting.here),
    }
    return show(request, "conference/roll.html", context)


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def closing(request: Visit, *, poll: Poll) -> HttpResponse:
    """Ask before the attendance is closed, and close it."""
    sitting = _one(request, poll)
    form = NothingForm(request.POST or None)
    home = sitting.address(reverse("conference:check-in", kwargs={"poll": poll.key}))
    answered = submitted(
        request,
        form,
        lambda _data: acts.close_attendance(
            poll=poll, conference=sitting.here, by=request.by, at=request.at
        ),
        then=home,
    )
    if answered is not None:
        return answered
    counts = attendance_of(sitting.here)
    context = {"form": form, "sitting": sitting, "counts": counts, "back": home, "poll": poll}
    return show(request, "conference/close_attendance.html", context)


@page(Role.CLERK, Role.CONVENER, methods=("GET", "POST"))
def opening(request: Visit, *, poll: Poll) -> HttpResponse:
    """Open the closed attendance again, with a reason."""
    sitting = _one(request, poll)
    form = ReasonForm(request.POST or None)
    home = sitting.address(reverse("conference:check-in", kwargs={"poll": poll.key}))
    answered = submitted(
        request,
        form,
        lambda data: acts.open_attendance(
            poll=poll,
            conference=sitting.here,
            by=request.by,
            at=request.at,
            reason=data["reason"],
        ),
        then=home,
    )
    if answered is not None:
        return answered
    context = {"form": form, "sitting": sitting, "back": home, "poll": poll}
    return show(request, "conference/open_attendance.html", context)


def _one(request: Visit, poll: Poll) -> Sitting:
    """Return the conference of a page that makes no sense without one.

    :raises Http404: where there is none.
    """
    sitting = sitting_of(request, poll)
    if sitting is None:
        raise Http404
    return sitting
