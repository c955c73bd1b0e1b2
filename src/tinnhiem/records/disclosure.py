"""To whom the results of a poll are open: what the legal bases allow, what people released.

One thing opens by itself: where the legal bases open the scope ``person`` by default, the person
concerned sees the own result from the signed minutes on. The office of the poll sees its results
from then on too; everybody else by a scope that was released and to which they belong.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import Exists, OuterRef, Q

from tinnhiem.conduct.states import COUNTED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.chain import Chain
from tinnhiem.law.problems import InputError
from tinnhiem.law.rulebook import DisclosureRule
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Account, Poll, Rated, Release, RollEntry, Tenure
from tinnhiem.records.roles import appointments_of, roles_at, roles_in

#: Scopes from the narrowest to the widest.
SCOPES: Final = ("person", "leadership", "managing-authority", "conference", "unit", "public")
#: Those who work with the results and need no release.
OFFICE: Final = frozenset({Role.CLERK, Role.CONVENER, Role.PERSONNEL})


class Sight(StrEnum):
    """What somebody sees of the results of a poll."""

    NOTHING = "nothing"
    OWN = "own"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One scope of a poll: whether the bases open it, by default or only by choice, and since when.

    ``rule`` is the rule that says so; ``release`` that it was opened, by whom and on which day.
    """

    id: str
    default: bool
    allowed: bool
    rule: DisclosureRule | None
    release: Release | None


def scopes_of(poll: Poll, chain: Chain) -> tuple[Scope, ...]:
    """Return every scope with what the legal bases say of it and whether it was released."""
    rules = chain.of(DisclosureRule, poll.poll_date or poll.opening_date)
    released = {row.scope: row for row in poll.releases.select_related("by__person")}
    return tuple(
        Scope(
            id=scope,
            default=any(scope in rule.default for rule in rules),
            allowed=any(scope in rule.allowed for rule in rules),
            rule=next((rule for rule in rules if scope in rule.allowed), next(iter(rules), None)),
            release=released.get(scope),
        )
        for scope in SCOPES
    )


def public_by_default(poll: Poll, chain: Chain) -> bool:
    """Whether the legal bases open the results to everybody without a plan that says so."""
    return any(scope.default for scope in scopes_of(poll, chain) if scope.id == "public")


def has_results(poll: Poll) -> bool:
    """Whether the count is over and its minutes are signed."""
    return PollState(poll.state) in COUNTED


def person_may_see(poll: Poll, chain: Chain | None = None) -> bool:
    """Whether the legal bases let the person concerned see the own result now.

    From the signed minutes, where the scope ``person`` is open by itself; else once it is released.
    Never where the law files of the poll are unknown or unsound.
    """
    if not has_results(poll):
        return False
    try:
        held = chain or chain_for(poll)
    except InputError:
        return False
    rules = held.of(DisclosureRule, poll.poll_date or poll.opening_date)
    if any("person" in rule.default for rule in rules):
        return True
    allowed = any("person" in rule.allowed for rule in rules)
    return allowed and poll.releases.filter(scope="person").exists()


def _is_in(scope: str, poll: Poll, account: Account, on: date, roles: frozenset[Role]) -> bool:
    """Whether somebody belongs to a scope; what the roles tell is not asked of the records.

    ``managing-authority`` are the offices of the body above; ``leadership`` the standing body;
    ``conference`` whoever stands on a roll; ``unit`` whoever has a post or a task at the body.
    """
    match scope:
        case "person":
            return Role.OFFICEHOLDER in roles
        case "leadership":
            return Role.CONVENER in roles
        case "conference":
            return Role.VOTER in roles
        case "unit":
            told = not roles.isdisjoint({Role.OFFICEHOLDER, Role.VOTER})
            return told or _works_at(poll, account, on)
        case "managing-authority":
            above = poll.body.parent_id
            return above is not None and not OFFICE.isdisjoint(roles_at(above, account, on))
        case _:
            return True


def _works_at(poll: Poll, account: Account, on: date) -> bool:
    if roles_at(poll.body_id, account, on):
        return True
    if account.person_id is None:
        return False
    held = Tenure.objects.filter(post__body=poll.body_id, person=account.person_id)
    return any(
        (row.from_date is None or row.from_date <= on)
        and (row.until_date is None or on <= row.until_date)
        for row in held
    )


def sight_of(poll: Poll, account: Account, on: date, mine: frozenset[Role] | None = None) -> Sight:
    """Return what somebody sees of the results of a poll on a day; ``mine`` are their roles."""
    if not has_results(poll):
        return Sight.NOTHING
    roles = roles_in(poll, account, on) if mine is None else mine
    if not OFFICE.isdisjoint(roles):
        return Sight.ALL
    released = set(poll.releases.values_list("scope", flat=True))
    wide = (scope for scope in SCOPES if scope in released - {"person"})
    if any(_is_in(scope, poll, account, on, roles) for scope in wide):
        return Sight.ALL
    own = Role.OFFICEHOLDER in roles and person_may_see(poll)
    return Sight.OWN if own else Sight.NOTHING


def wholly_open(account: Account, on: date) -> Q:
    """Tell, of many polls in one query, those whose results somebody sees by a wide release.

    What :func:`sight_of` says of one poll, but for the office of the poll and for what was opened
    to the public, which everybody sees.
    """
    held = appointments_of(account, on)
    here, person = OuterRef("pk"), account.person_id
    places = {
        "leadership": Q(body__in=held.filter(role=Role.CONVENER).values("body")),
        "managing-authority": Q(body__parent__in=held.filter(role__in=OFFICE).values("body")),
        "unit": Q(body__in=held.values("body")),
    }
    if person is not None:
        votes = Exists(RollEntry.objects.filter(conference__poll=here, person=person, votes=True))
        rated = Rated.objects.filter(poll=here, person=person, conclusion="rated")
        tenures = Tenure.objects.filter(
            Q(from_date__isnull=True) | Q(from_date__lte=on),
            Q(until_date__isnull=True) | Q(until_date__gte=on),
            post__body=OuterRef("body"),
            person=person,
        )
        places["conference"] = Q(votes)
        places["unit"] |= Q(votes) | Q(Exists(rated)) | Q(Exists(tenures))
    found = Q(pk__in=())
    for scope, belongs in places.items():
        found |= belongs & Q(Exists(Release.objects.filter(poll=here, scope=scope)))
    return found & Q(state__in=[state.value for state in COUNTED])
