"""The ways on at the side of the office pages: what a visitor may open, in the order of a poll."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import NoReverseMatch, reverse

from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Poll
from tinnhiem.wording.language import _, noted


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way on: the name of its page, its label and icon, and who may take it."""

    page: str
    label: str
    icon: str
    roles: frozenset[Role]


def _way(page: str, label: str, icon: str, *roles: Role) -> Way:
    return Way(page=page, label=label, icon=icon, roles=frozenset(roles))


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
        _way("counting:doubts", noted("Doubtful marks"), "search", Role.BOARD, Role.HEAD),
        _way("counting:minutes", noted("Minutes"), "pen", Role.BOARD, Role.HEAD, *_OFFICE),
        _way("hall:remote", noted("Screen of the hall"), "projector", Role.CONVENER),
    ),
    noted("After the sitting"): (
        _way("consequences:results", noted("Results"), "bar-chart-steps", *_OFFICE, Role.PERSONNEL),
        _way(
            "consequences:follow-up",
            noted("Follow-up"),
            "arrow-return-right",
            *_OFFICE,
            Role.PERSONNEL,
        ),
        _way("officeholder:mirror", noted("My own result"), "person-badge", Role.OFFICEHOLDER),
        _way("audit:observe", noted("Observation"), "eye", Role.OBSERVER),
        _way("audit:log", noted("Log"), "journal-check", Role.AUDITOR, *_OFFICE),
    ),
}


def navigation(path: str, poll: Poll | None, roles: Collection[Role]) -> list[dict[str, Any]]:
    """Return the groups of ways that somebody with ``roles`` may take in a poll."""
    if poll is None:
        return []
    groups = []
    for title, ways in WAYS.items():
        items = [_item(way, path, poll) for way in ways if not way.roles.isdisjoint(roles)]
        shown = [item for item in items if item["url"]]
        if shown:
            groups.append({"title": _(title), "items": shown})
    return groups


def _item(way: Way, path: str, poll: Poll) -> dict[str, Any]:
    try:
        url = reverse(way.page, kwargs={"poll": poll.key})
    except NoReverseMatch:
        url = ""
    return {
        "url": url,
        "label": _(way.label),
        "icon": way.icon,
        "count": None,
        "current": bool(url) and path.startswith(url),
    }
