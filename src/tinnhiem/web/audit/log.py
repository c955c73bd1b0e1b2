"""The log of a poll in plain sentences: by day, searched, filtered, with the state of its chain."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localtime

from tinnhiem.actions.log_checks import check_log
from tinnhiem.conduct.transitions import Role
from tinnhiem.exchange.log_file import (
    CHANGED,
    HEAD,
    INSERTED,
    MISSING,
    REORDERED,
    UNLINKED,
    UNREADABLE,
)
from tinnhiem.records.disclosure import has_results
from tinnhiem.records.log_check import last_check
from tinnhiem.records.models import LogEntry, LogHead, Poll
from tinnhiem.web.access import page
from tinnhiem.web.audit.sentences import (
    RESTRICTED,
    called_in,
    changes,
    is_of_the_count,
    mends,
    sentence,
)
from tinnhiem.web.forms import SeeOther, submitted
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import fold

READERS: Final = (Role.AUDITOR, Role.CLERK, Role.CONVENER)
PER_PAGE: Final = 60
#: Filters: name, word, beginnings of the codes of acts.
KINDS: Final = (
    ("trang-thai", noted("Steps"), ("poll.", "conference.", "proposal.")),
    ("so-lieu", noted("Figures"), ("ledger.", "count.", "ballots.", "minutes.", "attendance.")),
    ("tep-han-che", noted("Restricted files"), ("declaration.",)),
    ("quyen", noted("Sign-in and rights"), ("account.", "invitations.")),
)
_FAULTS: Final = {
    CHANGED: noted("Line {at} was changed after it was written."),
    MISSING: noted("A line is missing: line {at}."),
    INSERTED: noted("A line was put in at {at}."),
    REORDERED: noted("Lines were moved; the first out of place is {at}."),
    UNLINKED: noted("Line {at} does not follow from the one before it."),
    HEAD: noted("The last line is not the one that the office noted."),
    UNREADABLE: noted("Line {at} cannot be read."),
}


@page(*READERS)
def log(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the log of a poll, newest first."""
    asked = _asked(request)
    every = LogEntry.objects.filter(poll_key=poll.key)
    shown = _filtered(every, asked, masked=_masks(request))
    pages = Paginator(shown.order_by("-sequence"), PER_PAGE)
    at = pages.get_page(request.GET.get("page"))
    context = {
        "poll": poll,
        "days": _days(request, poll, at.object_list),
        "page": at,
        "count": pages.count,
        "asked": asked,
        "kinds": _kinds(request, asked),
        "people": [] if _masks(request) else _people(every),
        "pager_url": f"{request.path}?{urlencode({**asked, 'page': ''})[: -len('page=')]}",
        "chain": chain_state(poll),
        "masked": _masks(request),
    }
    return show(request, "audit/log.html", context)


@page(*READERS, methods=("POST",))
def check(request: Visit, *, poll: Poll) -> HttpResponse:
    """Check the whole chain now; what was found is a line of the log."""
    form = forms.Form(request.POST)
    answer = submitted(
        request,
        form,
        lambda _data: check_log(poll=poll, by=request.by, at=request.at),
        then=reverse("audit:log", kwargs={"poll": poll.key}),
    )
    return answer or SeeOther(reverse("audit:log", kwargs={"poll": poll.key}))


def _masks(request: Visit) -> bool:
    """Whether the visitor may not learn who opened restricted files."""
    return Role.AUDITOR not in request.roles


def _asked(request: Visit) -> dict[str, str]:
    """Return what the address asks for, what is empty left out."""
    found = {name: request.GET.get(name, "").replace("\0", "")[:100].strip() for name in _ASKED}
    return {name: text for name, text in found.items() if text}


_ASKED: Final = ("q", "ngay", "loai", "ai")


def _filtered(
    every: QuerySet[LogEntry], asked: dict[str, str], *, masked: bool
) -> QuerySet[LogEntry]:
    found = every
    for name, _word, begins in KINDS:
        if asked.get("loai") == name:
            found = found.filter(_begins(begins))
    day = _day(asked.get("ngay", ""))
    if day is not None:
        first = datetime.combine(day, time(), get_current_timezone())
        found = found.filter(at__gte=first, at__lt=first + timedelta(days=1))
    if "ai" in asked and not masked:
        found = found.filter(actor=asked["ai"])
    if "q" in asked:
        found = found.filter(pk__in=_matching(found, asked["q"], masked=masked))
    return found


def _begins(begins: Iterable[str]) -> Q:
    found = Q()
    for each in begins:
        found |= Q(act__startswith=each)
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _matching(found: QuerySet[LogEntry], wanted: str, *, masked: bool) -> list[int]:
    """Search the words of the lines without regard to marks."""
    words = fold(wanted).split()
    kept = []
    for entry in found.iterator(chunk_size=500):
        hidden = masked and entry.act in RESTRICTED
        reason = "" if is_of_the_count(entry) else entry.reason
        text = fold(f"{sentence(entry, masked=hidden).striptags()} {reason} {entry.hash}")
        if all(word in text for word in words):
            kept.append(entry.pk)
    return kept


def _people(every: QuerySet[LogEntry]) -> list[str]:
    names = every.exclude(actor="").order_by("actor").values_list("actor", flat=True).distinct()
    return list(names[:200])


def _kinds(request: Visit, asked: dict[str, str]) -> list[dict[str, Any]]:
    others = {name: text for name, text in asked.items() if name != "loai"}
    items = [("", _("All")), *((name, _(word)) for name, word, _begins in KINDS)]
    return [
        {
            "text": word,
            "url": f"{request.path}?{urlencode({**others, **({'loai': name} if name else {})})}",
            "current": asked.get("loai", "") == name,
        }
        for name, word in items
    ]


def _days(request: Visit, poll: Poll, entries: Iterable[LogEntry]) -> list[dict[str, Any]]:
    masked, signed, called = _masks(request), has_results(poll), called_in(poll)
    days: dict[date, list[dict[str, Any]]] = {}
    for entry in entries:
        hidden = masked and entry.act in RESTRICTED
        line = {
            "entry": entry,
            "sentence": sentence(entry, masked=hidden),
            "changes": list(changes(entry, called)),
            "mends": mends(entry.act),
            "hidden": hidden,
            "reason": entry.reason if signed or not is_of_the_count(entry) else "",
            "later": bool(entry.reason) and not signed and is_of_the_count(entry),
        }
        days.setdefault(localtime(entry.at).date(), []).append(line)
    return [{"day": day, "lines": lines} for day, lines in days.items()]


def chain_state(poll: Poll) -> dict[str, Any]:
    """Say how the chain stands, from the last check; nothing is checked merely by looking."""
    kept = last_check()
    head = LogHead.objects.filter(pk=1).first()
    total = head.sequence if head else 0
    if kept is None:
        return {"kind": "warning", "title": _("Not verified yet"), "total": total, "kept": None}
    found = kept.after
    if found.get("fault"):
        words = _(_FAULTS.get(str(found["fault"]), _FAULTS[UNREADABLE])).format(
            at=found.get("at", "–")
        )
        title = _("Broken at entry {at}").format(at=found.get("at", "–"))
        return {"kind": "block", "title": title, "text": words, "total": total, "kept": kept}
    return {
        "kind": "done",
        "title": _("Chain intact"),
        "lines": found.get("lines", 0),
        "last": str(found.get("last", "")),
        "total": total,
        "kept": kept,
    }
