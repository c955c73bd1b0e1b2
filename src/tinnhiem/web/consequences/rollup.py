"""The polls of the bodies below one: where each stands, what is late, levels by kind of post.

Never a league table. Figures come from polls that were opened to the managing authority or
published, and no group shows that is small enough to point at somebody.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse

from tinnhiem.conduct.states import COUNTED, PollState
from tinnhiem.conduct.words import state_name
from tinnhiem.records.disclosure import OFFICE
from tinnhiem.records.models import Body, BodyVersion, CountedResult, Poll
from tinnhiem.records.roles import roles_at
from tinnhiem.web.access import page
from tinnhiem.web.look import charts
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.terms import BODIES, LEVELS, label, opening

#: Smaller groups are not shown: persons rated, and bodies.
LEAST_PERSONS: Final = 10
LEAST_BODIES: Final = 5
_KINDS: Final = (
    ("head", noted("Heads")),
    ("deputy", noted("Deputies of heads")),
    ("member", noted("Members of standing bodies and committees")),
)
_TICKS: Final = (Fraction(1, 2), Fraction(2, 3))


@dataclass(slots=True)
class _Unit:
    """A body below, its name and kind today, and its latest poll."""

    body: Body
    name: str
    kind: str
    poll: Poll | None
    late: int

    @property
    def state(self) -> str:
        if self.poll is None:
            return "empty"
        if PollState(self.poll.state) in COUNTED:
            return "done"
        return "late" if self.late > 0 else "half"


@dataclass(slots=True)
class _Group:
    """The marks for one kind of post over all bodies whose figures may be shown."""

    marks: dict[str, int] = field(default_factory=dict)
    people: set[int] = field(default_factory=set)
    bodies: set[int] = field(default_factory=set)


@page(scope="account")
def roll_up(request: Visit, *, body: str) -> HttpResponse:
    """Show the bodies below one to its offices.

    :raises Http404: for anybody else, and for a body with none below it.
    """
    above = Body.objects.filter(key=body).first()
    today = request.at.date()
    if above is None or OFFICE.isdisjoint(roles_at(above.pk, request.by, today)):
        raise Http404
    units = _units(above, today)
    if not units:
        raise Http404
    counted = [unit for unit in units if unit.state == "done"]
    late = sorted((unit for unit in units if unit.state == "late"), key=lambda unit: -unit.late)
    context = {
        "name": str(above),
        "facts": [
            {"label": _("With signed minutes"), "value": len(counted), "rest": f"/ {len(units)}"},
            {"label": _("Under way"), "value": sum(unit.state == "half" for unit in units)},
            {"label": _("Overdue"), "value": len(late), "kind": "late" if late else ""},
            {"label": _("Not begun"), "value": sum(unit.state == "empty" for unit in units)},
        ],
        "kinds": list(_tiles(units)),
        "late": [{"name": unit.name, "days": unit.late} for unit in late],
        "units": [_row(unit) for unit in units],
        **_levels(counted),
    }
    return show(request, "consequences/roll_up.html", context)


def _units(above: Body, today: date) -> list[_Unit]:
    children = list(above.children.filter(rehearsal=False).prefetch_related("versions"))
    polls: dict[int, Poll] = {}
    kept = Poll.objects.filter(body__in=children, rehearsal=False).exclude(
        state=PollState.CANCELLED
    )
    for poll in kept.prefetch_related("releases").order_by("poll_date", "pk"):
        polls[poll.body_id] = poll
    units = []
    for child in children:
        version = _current(child.versions.all(), today)
        if version is not None:
            latest = polls.get(child.pk)
            kind = _kind(version)
            units.append(_Unit(child, version.name, kind, latest, _late(latest, today)))
    return units


def _current(versions: Iterable[BodyVersion], today: date) -> BodyVersion | None:
    """What a body is today; one that ended or has not begun is left out."""
    begun = [v for v in versions if v.from_date <= today]
    newest = max(begun, key=lambda version: version.from_date, default=None)
    ended = newest is not None and newest.until_date is not None and newest.until_date < today
    return None if ended else newest


def _kind(version: BodyVersion) -> str:
    return f"{opening(label(BODIES, version.kind))}, {label(LEVELS, version.level)}"


def _late(poll: Poll | None, today: date) -> int:
    if poll is None or PollState(poll.state) in COUNTED or poll.poll_date is None:
        return 0
    return max((today - poll.poll_date).days, 0)


def _tiles(units: list[_Unit]) -> Iterator[Mapping[str, Any]]:
    for number, kind in enumerate(dict.fromkeys(unit.kind for unit in units)):
        mine = [unit.state for unit in units if unit.kind == kind]
        counts = charts.Tiles(**{state: mine.count(state) for state in set(mine)})
        chart = charts.tiles(f"kind{number}", kind, counts)
        yield {"name": kind, "chart": chart, "done": mine.count("done"), "total": len(mine)}


def _row(unit: _Unit) -> Mapping[str, Any]:
    poll = unit.poll
    public = poll is not None and poll.state in {PollState.PUBLISHED, PollState.ARCHIVED}
    url = ""
    if poll is not None and (public or _is_open(poll)):
        url = reverse("consequences:results", kwargs={"poll": poll.key})
    return {
        "name": unit.name,
        "shape": unit.state,
        "state": state_name(poll.state) if poll else _("No poll yet"),
        "poll_date": poll.poll_date if poll else None,
        "url": url,
    }


def _is_open(poll: Poll) -> bool:
    scopes = {release.scope for release in poll.releases.all()}
    return not scopes.isdisjoint({"managing-authority", "public"})


def _levels(counted: list[_Unit]) -> dict[str, Any]:
    """Sum the marks by kind of post, of ratings on the ballots returned alone."""
    shown = [unit.poll for unit in counted if unit.poll is not None and _is_open(unit.poll)]
    rated = [poll for poll in shown if poll.procedure == "rating"]
    groups = {kind: _Group() for kind, _name in _KINDS}
    others: set[int] = set()
    results = CountedResult.objects.filter(rated__poll__in=rated).select_related("rated__poll")
    for result in results:
        if result.base_name != "returned":
            others.add(result.rated.poll.body_id)
            continue
        position = str(result.rated.posts[0]["position"]) if result.rated.posts else ""
        _add(groups[_kind_of_post(position)], result)
    return {
        "levels": [_level(kind, _(name), groups[kind]) for kind, name in _KINDS],
        "other_bases": len(others),
        "shown_bodies": len({poll.body_id for poll in rated}),
    }


def _kind_of_post(position: str) -> str:
    if "vice" in position or "deputy" in position:
        return "deputy"
    heads = ("chair", "head", "secretary", "minister")
    return "head" if position.endswith(heads) else "member"


def _add(group: _Group, result: CountedResult) -> None:
    for name, count in {**result.marks, "invalid": result.invalid}.items():
        group.marks[name] = group.marks.get(name, 0) + count
    group.people.add(result.rated.person_id)
    group.bodies.add(result.rated.poll.body_id)


def _level(kind: str, name: str, group: _Group) -> Mapping[str, Any]:
    """One kind of post; nothing of a group that is too small, not even how small."""
    if len(group.people) < LEAST_PERSONS or len(group.bodies) < LEAST_BODIES:
        return {"name": name, "shown": False}
    names = ("high", "medium", "low", "invalid")
    high, middle, low, invalid = (group.marks.get(each, 0) for each in names)
    whole = high + middle + low + invalid
    return {
        "name": name,
        "shown": True,
        "people": len(group.people),
        "whole": whole,
        "bar": charts.rating_bar(f"level-{kind}", name, (high, middle, low, invalid), _TICKS),
        "shares": [Fraction(count, whole) for count in (high, middle, low)],
        "counts": (high, middle, low),
    }
