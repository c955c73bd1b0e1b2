"""Which roles an account has: appointed for a body or a poll, or following from the lists."""

from datetime import date
from typing import Any, Final

from django.db.models import CharField, Q, QuerySet, Value

from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import (
    Account,
    Appointment,
    BoardMember,
    Dossier,
    Poll,
    PollRole,
    Rated,
    RollEntry,
)
from tinnhiem.records.prepared import Prepared

#: No person has this id.
_NOBODY: Final = 0


def roles_in(poll: Poll, account: Account, on: date) -> frozenset[Role]:
    """Return the roles of an account in a poll on a day.

    Those appointed for the body or the poll, and what the lists say of the account's person:
    officeholder, voter, member or head of the counting board.
    """
    person = account.person_id or _NOBODY
    held = _HELD.column(poll=poll.pk, body=poll.body_id, account=account.pk, person=person, on=on)
    return frozenset(Role(value) for value in held)


def roles_at(body: int, account: Account, on: date) -> frozenset[Role]:
    """Return the roles to which an account is appointed at a body on a day."""
    return frozenset(
        Role(value)
        for value in _current(on)
        .filter(account=account, body_id=body)
        .values_list("role", flat=True)
    )


def bodies_of(account: Account, role: Role, on: date) -> frozenset[int]:
    """Return the ids of the bodies at which an account has a role on a day."""
    held = _current(on).filter(account=account, role=role.value)
    return frozenset(held.values_list("body_id", flat=True))


def appointments_of(account: Account, on: date) -> QuerySet[Appointment]:
    """Return the appointments of an account that hold on a day."""
    found: QuerySet[Appointment] = _current(on).filter(account=account)
    return found


def trusted_accounts(on: date) -> frozenset[Account]:
    """Return the accounts that clerks do not renew: operators, clerks, conveners, auditors."""
    kept = (Role.CLERK.value, Role.CONVENER.value, Role.AUDITOR.value)
    appointed = _current(on).filter(role__in=kept).values("account")
    return frozenset(Account.objects.filter(Q(is_superuser=True) | Q(pk__in=appointed)))


def is_operator(account: Account) -> bool:
    """Whether an account runs the installation: that opens no poll, no file and no result."""
    return account.is_superuser


def _current(on: date):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a queryset of appointments
    begun = Q(from_date__isnull=True) | Q(from_date__lte=on)
    not_over = Q(until_date__isnull=True) | Q(until_date__gte=on)
    return Appointment.objects.filter(begun, not_over)


def _held(*, poll: int, body: int, account: int, person: int, on: date) -> QuerySet[Any, Any]:
    """Every role that somebody has in a poll, in one query."""
    at_body = _current(on).filter(account=account, body=body).order_by().values_list("role")
    board = BoardMember.objects.filter(conference__poll=poll, person=person)
    helped = Dossier.objects.filter(rated__poll=poll, assistant=account)
    rated = Rated.objects.filter(poll=poll, person=person, conclusion=Rated.Conclusion.RATED)
    roll = RollEntry.objects.filter(conference__poll=poll, person=person, votes=True)
    found: QuerySet[Any, Any] = at_body.union(
        PollRole.objects.filter(poll=poll, account=account).order_by().values_list("role"),
        _named(Role.ASSISTANT, helped),
        _named(Role.OFFICEHOLDER, rated),
        _named(Role.VOTER, roll),
        _named(Role.BOARD, board),
        _named(Role.HEAD, board.filter(duty=BoardMember.Duty.HEAD)),
    )
    return found


def _named(role: Role, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Return a role for each of the rows."""
    name = Value(role.value, output_field=CharField())
    named: QuerySet[Any, Any] = rows.order_by().annotate(held=name).values_list("held")
    return named


_HELD: Final = Prepared(_held)
