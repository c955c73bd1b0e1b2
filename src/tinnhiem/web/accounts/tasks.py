"""What waits for somebody, over all polls and roles, read from the lists in a few queries."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.urls import NoReverseMatch, reverse

from tinnhiem.conduct.states import ENDED, PollState, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import STATE_SHAPES, state_name
from tinnhiem.records.disclosure import wholly_open
from tinnhiem.records.dossier_facts import personnel_passes_on
from tinnhiem.records.models import (
    Account,
    BoardMember,
    PendingAct,
    Poll,
    PollRole,
    Question,
    Rated,
    Release,
    RollEntry,
)
from tinnhiem.records.roles import appointments_of
from tinnhiem.web.role_words import ROLE_NAMES
from tinnhiem.wording.language import _, noted

P = PollState
_BEFORE: Final = frozenset({P.DRAFT, P.PREPARING, P.READING, P.FROZEN})
_AFTER: Final = frozenset({P.MINUTED, P.CONFIRMED, P.PUBLISHED})
_WRITING: Final = frozenset({"requested", "writing", "returned", "late"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What a role does next in some states of a poll, and on which page."""

    role: Role
    states: frozenset[PollState]
    text: str
    page: str
    #: Whether somebody waits for it; else it is only a way on.
    waits: bool = False


def _next(
    role: Role, states: frozenset[PollState], text: str, page: str, *, waits: bool = False
) -> Next:
    return Next(role=role, states=states, text=text, page=page, waits=waits)


_ONLY: Final = {state: frozenset({state}) for state in P}
NEXT: Final = (
    _next(
        Role.HEAD,
        _ONLY[P.BALLOTING],
        noted("Announce ballots issued and returned"),
        "conference:ledger",
        waits=True,
    ),
    _next(Role.BOARD, _ONLY[P.COUNTING], noted("Key the count"), "counting:entry", waits=True),
    _next(Role.CLERK, _ONLY[P.DRAFT], noted("Set the poll up"), "secretariat:overview", waits=True),
    _next(
        Role.CLERK,
        _ONLY[P.PREPARING],
        noted("Go on with the preparation"),
        "secretariat:overview",
        waits=True,
    ),
    _next(
        Role.CLERK,
        _ONLY[P.READING],
        noted("Follow dossiers and questions"),
        "secretariat:overview",
        waits=True,
    ),
    _next(
        Role.CLERK, _ONLY[P.FROZEN], noted("Prepare the day"), "secretariat:overview", waits=True
    ),
    _next(
        Role.CLERK,
        frozenset({P.BALLOTING, P.COUNTING}),
        noted("Keep the sitting"),
        "secretariat:overview",
    ),
    _next(Role.CLERK, _AFTER, noted("Result and follow-up"), "secretariat:overview"),
    _next(Role.CONVENER, _ONLY[P.PREPARING], noted("Look at the list"), "secretariat:slate"),
    _next(
        Role.CONVENER,
        _ONLY[P.MINUTED],
        noted("Confirm the result"),
        "consequences:results",
        waits=True,
    ),
    _next(Role.CONVENER, frozenset(P) - ENDED, noted("Follow the poll"), "secretariat:overview"),
    _next(
        Role.FRONT,
        frozenset({P.PREPARING, P.READING}),
        noted("Send the synthesis of voters' opinions"),
        "front:list",
        waits=True,
    ),
    _next(Role.FRONT, frozenset(P) - ENDED, noted("Look at the list"), "front:list"),
    _next(Role.OFFICEHOLDER, _BEFORE, noted("Your report and papers"), "officeholder:tasks"),
    _next(Role.OFFICEHOLDER, _AFTER, noted("See your own result"), "officeholder:mirror"),
    _next(Role.VOTER, _ONLY[P.READING], noted("Read the dossiers"), "reading:room", waits=True),
    _next(Role.VOTER, _ONLY[P.FROZEN], noted("Read the dossiers"), "reading:room"),
    _next(
        Role.DESK,
        frozenset({P.FROZEN, P.BALLOTING}),
        noted("Check people in"),
        "conference:check-in",
        waits=True,
    ),
    _next(
        Role.OBSERVER,
        frozenset({P.BALLOTING, P.COUNTING}),
        noted("Follow the ballot ledger"),
        "conference:ledger",
    ),
    _next(Role.PERSONNEL, _AFTER, noted("Results and conclusions"), "consequences:results"),
    _next(Role.AUDITOR, frozenset(P), noted("Read the log"), "audit:log"),
)


#: Appointments as pairs of a body's id and a role.
Held = Sequence[tuple[int, Role]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do or one way on: ``url`` is empty where the page is not there."""

    text: str
    url: str
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """One poll as it is somebody's: what they are in it, where it stands, what comes next."""

    poll: Poll
    roles: tuple[Role, ...]
    state: str
    shape: str
    tasks: tuple[Task, ...]

    @property
    def parts(self) -> str:
        """Say what somebody is in the poll."""
        return ", ".join(_(ROLE_NAMES[role]) for role in self.roles)


@dataclass(slots=True)
class _Found:
    """What the lists say of one account."""

    at_bodies: dict[int, set[Role]] = field(default_factory=lambda: defaultdict(set))
    in_polls: dict[int, set[Role]] = field(default_factory=lambda: defaultdict(set))
    dossiers: dict[int, str] = field(default_factory=dict)
    to_sign: set[int] = field(default_factory=set)
    opened: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)


def mine(account: Account, on: date, held: Held | None = None) -> list[Mine]:
    """Return the polls of an account, the latest first: eight queries whatever their number.

    ``held`` are the appointments of the account that hold on the day, where they were read.
    """
    found = _lists(account, appointed(account, on) if held is None else held)
    # In a query of its own: within the next one it would be put together twice, which costs more.
    opened = set(Poll.objects.filter(wholly_open(account, on)).values_list("pk", flat=True))
    wanted = Q(body__in=found.at_bodies) | Q(pk__in=opened.union(found.in_polls))
    public = Exists(Release.objects.filter(poll=OuterRef("pk"), scope="public"))
    unread = Question.objects.filter(rated__poll=OuterRef("pk"), state=Question.State.RECEIVED)
    kept = Poll.objects.filter(wanted).annotate(public=public, asked=Exists(unread))
    polls = list(kept.order_by("-poll_date", "-pk"))
    found.opened.update(poll.pk for poll in polls if poll.public or poll.pk in opened)
    found.asked.update(poll.pk for poll in polls if poll.asked)
    waiting: dict[int, list[PendingAct]] = defaultdict(list)
    proposed = PendingAct.objects.filter(poll__in=polls, state=PendingAct.State.PROPOSED)
    for act in proposed.exclude(proposed_by=account):
        waiting[act.poll_id].append(act)
    return [_mine(poll, found, waiting[poll.pk]) for poll in polls]


def appointed(account: Account, on: date) -> Held:
    """Return the bodies at which an account is appointed on a day, and to what."""
    held = appointments_of(account, on).values_list("body_id", "role")
    return [(body, Role(role)) for body, role in held]


def _lists(account: Account, held: Held) -> _Found:
    found = _Found()
    for body, part in held:
        found.at_bodies[body].add(part)
    for kept in PollRole.objects.filter(account=account):
        found.in_polls[kept.poll_id].add(Role(kept.role))
    person = account.person_id
    if person is None:
        return found
    rated = Rated.objects.filter(person=person, conclusion="rated")
    for poll, dossier in rated.values_list("poll_id", "dossier__state"):
        found.in_polls[poll].add(Role.OFFICEHOLDER)
        found.dossiers[poll] = dossier or ""
    voting = RollEntry.objects.filter(person=person, votes=True)
    for poll in voting.values_list("conference__poll_id", flat=True):
        found.in_polls[poll].add(Role.VOTER)
    seats = BoardMember.objects.filter(person=person)
    for poll, duty, stage in seats.values_list("conference__poll_id", "duty", "conference__stage"):
        found.in_polls[poll] |= {Role.BOARD, Role.HEAD} if duty == "head" else {Role.BOARD}
        if stage == Stage.COUNTED:
            found.to_sign.add(poll)
    return found


def _mine(poll: Poll, found: _Found, waiting: list[PendingAct]) -> Mine:
    roles = found.at_bodies.get(poll.body_id, set()) | found.in_polls.get(poll.pk, set())
    state = PollState(poll.state)
    return Mine(
        poll=poll,
        roles=tuple(role for role in ROLE_NAMES if role in roles),
        state=_("Suspended") if poll.suspended else state_name(state),
        shape="blocked" if poll.suspended else STATE_SHAPES[state],
        tasks=tuple(_tasks(poll, state, roles, found, waiting)),
    )


def _tasks(
    poll: Poll, state: PollState, roles: set[Role], found: _Found, waiting: list[PendingAct]
) -> Iterator[Task]:
    """Yield what somebody does next in a poll, what others wait for first, each page once."""
    ways: dict[str, Task] = {}
    for role, text, page in _special(poll, roles, found, waiting):
        if role in roles:
            ways.setdefault(page, _task(poll, text, page, waits=True))
    for each in NEXT:
        if each.role in roles and state in each.states:
            waits = each.waits and not poll.suspended
            ways.setdefault(each.page, _task(poll, each.text, each.page, waits=waits))
    for text, page, waits in _by_law(poll, state, roles, found):
        ways.setdefault(page, _task(poll, text, page, waits=waits))
    yield from sorted(ways.values(), key=lambda task: not task.waits)


def _by_law(
    poll: Poll, state: PollState, roles: set[Role], found: _Found
) -> Iterator[tuple[str, str, bool]]:
    """Yield the ways that the legal bases of a poll, or a release under them, open.

    With each goes whether somebody waits for it.
    """
    if poll.pk in found.opened:
        yield noted("See the results"), "consequences:results", False
    if Role.PERSONNEL in roles and state is P.READING and personnel_passes_on(poll):
        waits = poll.pk in found.asked and not poll.suspended
        yield noted("Pass on questions"), "secretariat:questions", waits


def _special(
    poll: Poll, roles: set[Role], found: _Found, waiting: list[PendingAct]
) -> Iterator[tuple[Role, str, str]]:
    """Yield what follows from a list rather than from the state of the poll."""
    if found.dossiers.get(poll.pk) in _WRITING:
        yield Role.OFFICEHOLDER, noted("Write your report"), "officeholder:tasks"
    if poll.pk in found.to_sign:
        yield Role.BOARD, noted("Read and sign the minutes"), "counting:minutes"
    if waiting:
        words = noted("Decide on what a colleague proposed")
        yield Role.CONVENER, words, "secretariat:overview"


def _task(poll: Poll, text: str, page: str, *, waits: bool) -> Task:
    try:
        url = reverse(page, kwargs={"poll": poll.key})
    except NoReverseMatch:
        url = ""
    return Task(text=_(text), url=url, waits=waits)


def roles_of(polls: list[Mine]) -> list[dict[str, Any]]:
    """Return the roles that somebody has anywhere, for the choice of the one to act by."""
    held = {role for each in polls for role in each.roles}
    return [
        {"value": role.value, "text": _(name)} for role, name in ROLE_NAMES.items() if role in held
    ]
