"""The frame of every act: one transaction, the right person, one line of the log.

An act is a keyword-only function marked with :func:`act`. It gets ``by`` (who acts) and ``at``
(when, told by the edge), most get ``poll``; it returns :class:`Noted`, and its caller gets the
result. Nothing else writes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Final, Generic, ParamSpec, TypeVar

from django.db import transaction

from tinnhiem.actions.log import append
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.states import ENDED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Body, Poll
from tinnhiem.records.roles import roles_at, roles_in
from tinnhiem.wording.language import _

R = TypeVar("R")
P = ParamSpec("P")
Values = Mapping[str, Any]

#: Roles of the installation rather than of a body or a poll.
ANYBODY: Final = frozenset(Role)
#: Acts, by the beginning of their code, that a suspended poll still takes: the steps and proposals
#: judge for themselves; the rest reads, looks after access and sealed ballots, or takes back.
WHILE_SUSPENDED: Final = (
    "poll.", "conference.", "proposal.", "account.", "declaration.opened", "log.", "parcel.",
    "petition.", "hall.blanked", "hall.opened", "paper.withdrawn", "slate.left",
)  # fmt: skip
#: The same of a poll that has ended: what is kept of it is still looked after.
AFTER_END: Final = (
    "poll.", "conference.", "proposal.", "account.", "declaration.opened", "log.", "parcel.",
    "petition.", "hall.blanked", "hall.opened", "vote.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Generic[R]):
    """What an act did: its result for the caller, and what the log says of it."""

    result: R
    subject: str = ""
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act as it is documented: its code, who may do it, the sentence that the log says."""

    code: str
    roles: frozenset[Role]
    says: str


ACTS: dict[str, Act] = {}


def act(
    code: str, *, roles: frozenset[Role], says: str
) -> Callable[[Callable[P, Noted[R]]], Callable[P, R]]:
    """Mark a function as an act.

    ``says`` is a sentence in English, marked for translation, with ``{actor}`` and ``{subject}``.
    The wrapped function runs in a transaction on the poll as it is now (locked), after the roles
    of ``by`` were checked; a line of the log is part of the same transaction.

    The function raises NotAllowedError where ``by`` has none of the roles.
    """
    documented = Act(code=code, roles=roles, says=says)
    if code in ACTS:
        raise ValueError(code)
    ACTS[code] = documented

    def wrap(function: Callable[P, Noted[R]]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with transaction.atomic():
                by, at = _who_and_when(kwargs)
                poll = _lock(kwargs)
                mine = _allowed(documented, by, at, poll, kwargs.get("body"))
                refuse_standing_still(code, poll)
                noted = function(*args, **kwargs)
                append(
                    act=code,
                    at=at,
                    by=by,
                    role=", ".join(sorted(mine)),
                    poll_key=poll.key if poll else _key_of(noted.result),
                    noted=noted,
                )
                return noted.result

        return run

    return wrap


def _who_and_when(kwargs: Mapping[str, Any]) -> tuple[Account | None, datetime]:
    by, at = kwargs["by"], kwargs["at"]
    if not isinstance(at, datetime):
        raise TypeError("at")
    return by, at


def _lock(kwargs: dict[str, Any]) -> Poll | None:
    """Take the poll afresh and lock its row, so that acts on one poll follow one another."""
    given = kwargs.get("poll")
    if not isinstance(given, Poll):
        return None
    locked = Poll.objects.select_for_update().get(pk=given.pk)
    kwargs["poll"] = locked
    return locked


def refuse_standing_still(code: str, poll: Poll | None) -> None:
    """Refuse an act on a poll that is suspended or has ended, unless it is one of the few above.

    :raises RefusedError: then.
    """
    if poll is None:
        return
    if poll.suspended and not code.startswith(WHILE_SUSPENDED):
        raise RefusedError(_("The poll is suspended: nothing can change until it is resumed."))
    if PollState(poll.state) in ENDED and not code.startswith(AFTER_END):
        raise RefusedError(_("The poll has ended."))


def _allowed(
    documented: Act, by: Account | None, at: datetime, poll: Poll | None, body: object
) -> frozenset[Role]:
    if by is None:
        if Role.PUBLIC not in documented.roles:
            raise NotAllowedError(documented.code)
        return frozenset({Role.PUBLIC})
    mine = _roles(by, at, poll, body)
    if documented.roles.isdisjoint(mine):
        raise NotAllowedError(documented.code)
    return mine & documented.roles


def _roles(by: Account, at: datetime, poll: Poll | None, body: object) -> frozenset[Role]:
    today = at.date()
    operator = frozenset({Role.OPERATOR}) if by.is_superuser else frozenset()
    if poll is not None:
        return roles_in(poll, by, today) | operator | {Role.PUBLIC}
    if isinstance(body, Body):
        return roles_at(body.pk, by, today) | operator | {Role.PUBLIC}
    return operator | {Role.PUBLIC}


def _key_of(result: object) -> str:
    return result.key if isinstance(result, Poll) else ""
