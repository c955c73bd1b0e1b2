"""Which roles an account has: appointed for a body or a poll, or following from the lists."""

from collections.abc import Iterator
from datetime import date

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


def roles_in(poll: Poll, account: Account, on: date) -> frozenset[Role]:
    """Return the roles of an account in a poll on a day.

    Those appointed for the body or the poll, and what the lists say of the account's person:
    officeholder, voter, member or head of the counting board.
    """
    found = set(roles_at(poll.body_id, account, on))
    kept = PollRole.objects.filter(poll=poll, account=account).values_list("role", flat=True)
    found.update(Role(value) for value in kept)
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
    here, person = OuterRef("pk"), account.person_id
    found = {Role.ASSISTANT: Exists(Dossier.objects.filter(rated__poll=here, assistant=account))}
    if person is not None:
        board = BoardMember.objects.filter(conference__poll=here, person=person)
        rated = Rated.objects.filter(poll=here, person=person, conclusion="rated")
        roll = RollEntry.objects.filter(conference__poll=here, person=person, votes=True)
        found |= {
            Role.OFFICEHOLDER: Exists(rated),
            Role.VOTER: Exists(roll),
            Role.BOARD: Exists(board),
            Role.HEAD: Exists(board.filter(duty=BoardMember.Duty.HEAD)),
        }
    named = {f"is_{role.value}": lookup for role, lookup in found.items()}
    row = dict(Poll.objects.filter(pk=poll.pk).values(**named).get())
    yield from (role for role in found if row[f"is_{role.value}"])
