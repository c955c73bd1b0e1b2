"""Inviting people to open their accounts: a code is told once, and only its hash is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.invitations import (
    BY_CLERK,
    BY_OPERATOR,
    code_hash,
    elected_seats,
    holding,
    invitable,
    new_code,
)
from tinnhiem.records.models import Account, BoardMember, Body, Invitation, Person, Poll
from tinnhiem.records.roles import trusted_accounts
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

#: How long an invitation may at most be open.
LONGEST: Final = timedelta(days=180)
_CLERK: Final = frozenset({Role.CLERK})
_OPERATOR: Final = frozenset({Role.OPERATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An invitation just made, with the code that nobody can read again."""

    name: str
    code: str
    expires_on: date


@act("account.invited", roles=_CLERK, says=noted("{actor} made invitations: {subject}"))
def invite(
    *, poll: Poll, people: Sequence[Person], expires_on: date, by: Account, at: datetime
) -> Noted[list[Told]]:
    """Invite people whom the lists of ``poll`` name; their earlier invitations lapse.

    Somebody who has an account gets the means to choose a new password.

    :raises RefusedError: where nobody was chosen, the date is past or far off, or one of them
        approves, keeps or checks polls, or sits on an elected board: those are invited and renewed
        by the operator.
    :raises NotAllowedError: where somebody is not on the lists.
    """
    if not people:
        raise RefusedError(_("Choose at least one person."), "people")
    _check_date(expires_on, at.date())
    known = set(invitable(poll).values_list("pk", flat=True))
    if not known.issuperset(person.pk for person in people):
        raise NotAllowedError("account.invited")
    guarded, board = trusted_accounts(at.date()), _counting()
    for person in people:
        if person.pk in board or getattr(person, "account", None) in guarded:
            raise RefusedError(
                _("The access of {name} is renewed by the operator.").format(name=person.name),
                "people",
            )
    told = [_made(person, expires_on, by=by, at=at, poll=poll) for person in people]
    return Noted(
        result=told,
        subject=_count(len(told)),
        after={"people": [each.name for each in told], "expires_on": expires_on},
    )


def _counting() -> frozenset[int]:
    """Return who sits on a board, by the ids, from its election until its minutes are closed.

    Whoever holds their codes could key for both teams and sign for all, so that is for nobody who
    keeps the poll; also where they have no account yet.
    """
    return frozenset(elected_seats().values_list("person", flat=True))


@act("account.official-invited", roles=_CLERK, says=noted("{actor} invited {subject} to take part"))
def invite_official(
    *, poll: Poll, name: str, role: Role, expires_on: date, by: Account, at: datetime
) -> Noted[Told]:
    """Invite somebody who stands on no list to a part in ``poll``, the Front for instance.

    :raises RefusedError: where the name is empty or the date is past or far off.
    :raises NotAllowedError: where a clerk may not appoint to ``role``.
    """
    if role not in BY_CLERK:
        raise NotAllowedError(role)
    _check_date(expires_on, at.date())
    told = _made(_new_person(name), expires_on, by=by, at=at, poll=poll, role=role)
    return Noted(result=told, subject=told.name, after={"role": role, "expires_on": expires_on})


@act("account.staff-invited", roles=_OPERATOR, says=noted("{actor} invited {subject} as staff"))
def invite_staff(
    *, body: Body, name: str, role: Role, expires_on: date, by: Account, at: datetime
) -> Noted[Told]:
    """Invite a clerk, a member of the standing body or an auditor of ``body``.

    :raises RefusedError: where the name is empty or the date is past or far off.
    :raises NotAllowedError: where the operator does not appoint to ``role``.
    """
    if role not in BY_OPERATOR:
        raise NotAllowedError(role)
    _check_date(expires_on, at.date())
    told = _made(_new_person(name), expires_on, by=by, at=at, body=body, role=role)
    return Noted(result=told, subject=told.name, after={"role": role, "expires_on": expires_on})


@act("account.renewed", roles=_OPERATOR, says=noted("{actor} renewed the access of {subject}"))
def renew(*, account: Account, expires_on: date, by: Account, at: datetime) -> Noted[Told]:
    """Let somebody who lost their password choose a new one.

    :raises RefusedError: where the date is past or far off.
    """
    _check_date(expires_on, at.date())
    told = _made(account.person, expires_on, by=by, at=at, account=account)
    return Noted(result=told, subject=told.name, after={"expires_on": expires_on})


@act(
    "account.member-invited",
    roles=_OPERATOR,
    says=noted("{actor} invited {subject} of a counting board"),
)
def invite_member(*, seat: BoardMember, expires_on: date, by: Account, at: datetime) -> Noted[Told]:
    """Invite somebody of an elected board who has no account yet; one who has is renewed.

    :raises RefusedError: where the date is past or far off, or there is an account.
    :raises NotAllowedError: where they sit on no elected board.
    """
    _check_date(expires_on, at.date())
    kept = elected_seats().filter(pk=seat.pk).select_related("person", "conference__poll").first()
    if kept is None:
        raise NotAllowedError("account.member-invited")
    if Account.objects.filter(person=kept.person).exists():
        raise RefusedError(_("This person has an account: renew its access."))
    told = _made(kept.person, expires_on, by=by, at=at, poll=kept.conference.poll)
    return Noted(result=told, subject=told.name, after={"expires_on": expires_on})


@act(
    "account.invitation-withdrawn",
    roles=_CLERK,
    says=noted("{actor} withdrew an invitation of {subject}"),
)
def withdraw(*, poll: Poll, person: Person, by: Account, at: datetime) -> Noted[int]:
    """Withdraw the open invitations of a person for ``poll``.

    :raises RefusedError: where none is open.
    """
    count = holding(at.date()).filter(poll=poll, person=person).update(withdrawn=True)
    if not count:
        raise RefusedError(_("No invitation of this person is open."))
    return Noted(result=count, subject=person.name)


def _check_date(expires_on: date, today: date) -> None:
    if not today <= expires_on <= today + LONGEST:
        raise RefusedError(
            _("Choose a day from today on, at most {days} days ahead.").format(days=LONGEST.days),
            "expires_on",
        )


def _new_person(name: str) -> Person:
    if not clean(name):
        raise RefusedError(_("Write the name."), "name")
    person = Person()
    person.set_name(name)
    person.save()
    return person


def _made(  # noqa: PLR0913 - what an invitation is for
    person: Person | None,
    expires_on: date,
    *,
    by: Account,
    at: datetime,
    poll: Poll | None = None,
    body: Body | None = None,
    role: str = "",
    account: Account | None = None,
) -> Told:
    """Keep an invitation in place of those that were open, and tell its code."""
    held = account or getattr(person, "account", None)
    if held is not None and not held.is_active:
        closed = _("The account of {name} is closed; the operator can reopen it.")
        raise RefusedError(closed.format(name=held.display_name))
    open_ones = holding(at.date())
    if person is not None:
        open_ones.filter(person=person).update(withdrawn=True)
    if held is not None:
        open_ones.filter(account=held).update(withdrawn=True)
    code = new_code()
    Invitation.objects.create(
        person=person,
        account=held,
        poll=poll,
        body=body or (poll.body if poll else None),
        role=role,
        code_hash=code_hash(code),
        made_by=by,
        made_on=at.date(),
        expires_on=expires_on,
    )
    name = person.name if person else held.get_username() if held else ""
    return Told(name=name, code=code, expires_on=expires_on)


def _count(number: int) -> str:
    return f"{number}"
