"""The ways on at the side of the office pages: what a visitor may open, in the order of a poll."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db.models import OuterRef, QuerySet
from django.urls import NoReverseMatch, reverse

from tinnhiem.conduct.states import COUNTED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Dossier, Poll, Question, Rated
from tinnhiem.records.prepared import Prepared, counted
from tinnhiem.wording.language import _, noted


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way on: the name of its page, its label and icon, who may take it, in which states."""

    page: str
    label: str
    icon: str
    roles: frozenset[Role]
    states: frozenset[PollState]


def _way(
    page: str,
    label: str,
    icon: str,
    *roles: Role,
    states: Collection[PollState] = tuple(PollState),
) -> Way:
    return Way(
        page=page, label=label, icon=icon, roles=frozenset(roles), states=frozenset(states)
    )  # fmt: skip


_OFFICE: Final = (Role.CLERK, Role.CONVENER)

#: Groups of ways by their titles. Every page named here takes the poll's key and nothing else.
WAYS: Final[Mapping[str, tuple[Way, ...]]] = {
    noted("Before the sitting"): (
        _way("secretariat:overview", noted("Overview"), "speedometer2", *_OFFICE),
        _way("secretariat:slate", noted("List"), "people", *_OFFICE),
        _way("secretariat:dossiers", noted("Dossiers"), "folder2", *_OFFICE),
        _way("secretariat:questions", noted("Opinions and questions"), "chat-left-text", *_OFFICE),
        _way("secretariat:papers", noted("Papers"), "file-earmark-text", *_OFFICE),
        _way("secretariat:conferences", noted("Conferences and rolls"), "calendar-event", *_OFFICE),
        _way("accounts:invitations", noted("Invitations"), "envelope", Role.CLERK),
        _way(
            "officeholder:tasks",
            noted("My tasks"),
            "check2-square",
            Role.OFFICEHOLDER,
            Role.ASSISTANT,
        ),
        _way("front:list", noted("The list and opinions"), "chat-left-text", Role.FRONT),
        _way("reading:room", noted("Reading room"), "book", Role.VOTER),
    ),
    noted("At the sitting"): (
        _way("conference:check-in", noted("Check-in"), "person-check", *_OFFICE, Role.DESK),
        _way("conference:adoptions", noted("Adoption and board"), "clipboard-check", *_OFFICE),
        _way(
            "conference:ledger",
            noted("Ballot ledger"),
            "box-seam",
            *_OFFICE,
            Role.BOARD,
            Role.HEAD,
            Role.OBSERVER,
        ),
        _way("counting:entry", noted("Keying the count"), "keyboard", Role.BOARD, Role.HEAD),
        _way("counting:scans", noted("Scanning ballots"), "qr-code-scan", Role.BOARD, Role.HEAD),
        _way("counting:doubts", noted("Doubtful marks"), "search", Role.BOARD, Role.HEAD),
        _way("counting:minutes", noted("Minutes"), "pen", Role.BOARD, Role.HEAD, *_OFFICE),
        _way(
            "counting:sealing",
            noted("Sealing record"),
            "archive",
            Role.BOARD,
            Role.HEAD,
            *_OFFICE,
        ),
        _way("hall:remote", noted("Screen of the hall"), "projector", Role.CONVENER),
    ),
    noted("After the sitting"): (
        _way(
            "consequences:results",
            noted("Results"),
            "bar-chart-steps",
            *_OFFICE,
            Role.PERSONNEL,
            states=COUNTED,
        ),
        _way(
            "consequences:follow-up",
            noted("Follow-up"),
            "arrow-return-right",
            *_OFFICE,
            Role.PERSONNEL,
            states=COUNTED,
        ),
        _way("officeholder:mirror", noted("My own result"), "person-badge", Role.OFFICEHOLDER),
        _way("audit:observe", noted("Observation"), "eye", Role.OBSERVER),
        _way("audit:log", noted("Log"), "journal-check", Role.AUDITOR, *_OFFICE),
    ),
}


#: A dossier is in from here on.
_ACCEPTED: Final = (Dossier.State.ACCEPTED, Dossier.State.SENT, Dossier.State.FROZEN)


def navigation(path: str, poll: Poll | None, roles: Collection[Role]) -> list[dict[str, Any]]:
    """Return the groups of ways that somebody with ``roles`` may take in a poll."""
    if poll is None:
        return []
    groups = []
    counts = _counts(poll) if not set(_OFFICE).isdisjoint(roles) else {}
    for title, ways in WAYS.items():
        items = [
            _item(way, path, poll, counts.get(way.page))
            for way in ways
            if not way.roles.isdisjoint(roles) and PollState(poll.state) in way.states
        ]
        shown = [item for item in items if item["url"]]
        if shown:
            groups.append({"title": _(title), "items": shown})
    return groups


def _counts(poll: Poll) -> dict[str, str]:
    """Return what stands beside the ways of the office, in one query."""
    seen = _SEEN.row(poll=poll.pk)
    found = {"secretariat:slate": str(seen["rated"])} if seen["rated"] else {}
    if seen["rated"]:
        found["secretariat:dossiers"] = f"{seen['accepted']}/{seen['rated']}"
    if seen["questions"]:
        found["secretariat:questions"] = str(seen["questions"])
    return found


def _seen(*, poll: int) -> QuerySet[Any, Any]:
    rated = Rated.objects.filter(poll=OuterRef("pk"), conclusion=Rated.Conclusion.RATED)
    return Poll.objects.filter(pk=poll).values(
        rated=counted(rated),
        accepted=counted(rated.filter(dossier__state__in=_ACCEPTED)),
        questions=counted(Question.objects.filter(rated__poll=OuterRef("pk"))),
    )


_SEEN: Final = Prepared(_seen)


def _item(way: Way, path: str, poll: Poll, count: str | None) -> dict[str, Any]:
    url = _address(way.page, poll.key)
    return {
        "url": url,
        "label": _(way.label),
        "icon": way.icon,
        "count": count,
        "current": bool(url) and path.startswith(url),
    }


@lru_cache(maxsize=2048)  # every page of a poll shows the same dozen
def _address(name: str, poll: str) -> str:
    """Return the address of a page of a poll, nothing where there is no such page."""
    try:
        return reverse(name, kwargs={"poll": poll})
    except NoReverseMatch:
        return ""
