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
from tinnhiem.actions.refusals import NotAllowedError
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Body, Poll
from tinnhiem.records.roles import roles_at, roles_in

R = TypeVar("R")
P = ParamSpec("P")
Values = Mapping[str, Any]

#: Roles of the installation rather than of a body or a poll.
ANYBODY: Final = frozenset(Role)


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
