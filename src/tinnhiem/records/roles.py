"""Which roles an account has: appointed for a body or a poll, or following from the lists."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

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


def roles_in(poll: Poll, account: Account, on: date) -> frozenset[Role]:
    """Return the roles of an account in a poll on a day.

    Those appointed for the body or the poll, and what the lists say of the account's person:
    officeholder, voter, member or head of the counting board.
    """
    at_body = _current(on).filter(account=account, body_id=poll.body_id).values_list("role")
    kept = PollRole.objects.filter(poll=poll, account=account).values_list("role")
    found = {Role(value) for (value,) in at_body.order_by().union(kept.order_by(), all=True)}
    found.update(_from_lists(poll, account))
    return frozenset(found)


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


def _from_lists(poll: Poll, account: Account) -> Iterator[Role]:
    """Yield what the lists of a poll say of the account and its person, in one query."""
    if account.person_id is None:
        row = _OF_ACCOUNT.row(poll=poll.pk, account=account.pk)
    else:
        row = _OF_PERSON.row(poll=poll.pk, account=account.pk, person=account.person_id)
    yield from (Role(name.removeprefix("is_")) for name, holds in row.items() if holds)


def _of_account(*, poll: int, account: int) -> QuerySet[Any, Any]:
    helped = Dossier.objects.filter(rated__poll=OuterRef("pk"), assistant=account)
    return Poll.objects.filter(pk=poll).values(**_named({Role.ASSISTANT: Exists(helped)}))


def _of_person(*, poll: int, account: int, person: int) -> QuerySet[Any, Any]:
    here = OuterRef("pk")
    board = BoardMember.objects.filter(conference__poll=here, person=person)
    rated = Rated.objects.filter(poll=here, person=person, conclusion="rated")
    roll = RollEntry.objects.filter(conference__poll=here, person=person, votes=True)
    found = {
        Role.OFFICEHOLDER: Exists(rated),
        Role.VOTER: Exists(roll),
        Role.BOARD: Exists(board),
        Role.HEAD: Exists(board.filter(duty=BoardMember.Duty.HEAD)),
    }
    return _of_account(poll=poll, account=account).values(
        *(f"is_{Role.ASSISTANT.value}",), **_named(found)
    )


def _named(found: dict[Role, Exists]) -> dict[str, Exists]:
    return {f"is_{role.value}": lookup for role, lookup in found.items()}


_OF_ACCOUNT: Final = Prepared(_of_account)
_OF_PERSON: Final = Prepared(_of_person)
