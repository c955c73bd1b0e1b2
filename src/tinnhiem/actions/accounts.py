"""Accounts: opening one by an invitation, its password, its language, the end of its sessions."""

from datetime import date, datetime, timedelta
from typing import Final

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    get_default_password_validators,
)
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from tinnhiem.actions.act import ANYBODY, Noted, act
from tinnhiem.actions.joining import join
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.sessions import signed_out
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.invitations import FOR_ONE_POLL, code_hash, new_code, sign_in_name
from tinnhiem.records.models import Account, Appointment, Body, Invitation, Poll, PollRole
from tinnhiem.wording.language import LANGUAGES, _, noted
from tinnhiem.wording.names import clean

_FIRST_DAYS: Final = timedelta(days=7)
_PUBLIC: Final = frozenset({Role.PUBLIC})
_CLERK: Final = frozenset({Role.CLERK})
_OPERATOR: Final = frozenset({Role.OPERATOR})

_TOO_WEAK: Final = {
    MinimumLengthValidator: noted("Use at least 10 characters."),
    CommonPasswordValidator: noted("Many people use this password. Choose another."),
    NumericPasswordValidator: noted("Use letters too, not only digits."),
}


def check_password_sense(password: str, field: str = "password") -> None:
    """Refuse a weak password, in the reader's words.

    :raises RefusedError: with everything that is wrong with it.
    """
    wrong: list[str] = []
    for validator in get_default_password_validators():
        try:
            validator.validate(password)
        except ValidationError:
            wrong.append(_(_TOO_WEAK[type(validator)]))
    if wrong:
        raise RefusedError(" ".join(wrong), field)


@act("account.first", roles=_PUBLIC, says=noted("The operator's account {subject} was made"))
def first_account(*, username: str, at: datetime, by: None) -> Noted[str]:
    """Make the operator's account and return the code that opens it; only the command calls this.

    Called again for an operator it makes a new code: so an operator who lost everything gets in
    again from the machine itself.

    :raises RefusedError: where the name is empty, or that of somebody who is no operator.
    """
    name = clean(username)
    if not name:
        raise RefusedError(_("Write the name."))
    account = Account.objects.filter(username=name).first()
    if account is None:
        account = Account(username=name, is_superuser=True)
        account.set_unusable_password()
        account.save()
    if not account.is_superuser:
        raise RefusedError(_("{name} is the account of somebody else.").format(name=name))
    account.invitations.filter(used=False).update(withdrawn=True)
    code = new_code()
    Invitation.objects.create(
        account=account,
        code_hash=code_hash(code),
        made_on=at.date(),
        expires_on=at.date() + _FIRST_DAYS,
    )
    return Noted(result=code, subject=name)


@act("account.opened", roles=_PUBLIC, says=noted("{subject} opened an account by invitation"))
def open_account(
    *,
    invitation: Invitation,
    at: datetime,
    by: None,
    password: str = "",
    subject: str = "",
) -> Noted[Account]:
    """Open the account to which an invitation invites, with a password, a passkey or ``subject``.

    ``subject`` is how the organisation's sign-in knows the person. With neither the account has no
    password: its holder came with a passkey that the caller adds in the same transaction.

    :raises RefusedError: where the password is weak, the invitation was used meanwhile, or the
        organisation's account belongs to somebody else.
    """
    if password:
        check_password_sense(password)
    kept = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if kept.used or kept.withdrawn or kept.expires_on < at.date():
        raise RefusedError(_("This invitation was used or withdrawn, or its time is over."))
    account = _account_of(kept)
    if password:
        account.set_password(password)
        account.session_round += 1
    account.save()
    if subject:
        join(account, subject)
    _appoint(account, kept, at.date())
    kept.used = True
    kept.account = account
    kept.save()
    after = {"sign_in_name": account.username, "role": kept.role}
    return Noted(result=account, subject=account.display_name, after=after)


def _account_of(invitation: Invitation) -> Account:
    """Return the account that an invitation is for, made where there is none yet."""
    person = invitation.person
    held = invitation.account or Account.objects.filter(person=person).first()
    if held is not None:
        return held
    if person is None:
        raise NotAllowedError("account.opened")
    made = Account(username=sign_in_name(person.name), person=person)
    made.set_unusable_password()
    return made


def _appoint(account: Account, invitation: Invitation, on: date) -> None:
    if not invitation.role:
        return
    if invitation.role in FOR_ONE_POLL and invitation.poll is not None:
        PollRole.objects.get_or_create(account=account, poll=invitation.poll, role=invitation.role)
    elif invitation.body is not None:
        _hold(account, invitation.body, invitation.role, on)


def _hold(account: Account, body: Body, role: str, on: date) -> None:
    """Appoint somebody from a day on; what ended begins anew."""
    held, _new = Appointment.objects.get_or_create(
        account=account, body=body, role=role, defaults={"from_date": on}
    )
    if held.until_date is not None and held.until_date < on:
        held.from_date, held.until_date = on, None
        held.save()


@act("account.appointment-ended", roles=_OPERATOR, says=noted("{actor} ended a part of {subject}"))
def end_appointment(*, appointment: Appointment, by: Account, at: datetime) -> Noted[Appointment]:
    """End somebody's role at a body at once; their sessions end, and what still invites to it.

    :raises RefusedError: where it is over already.
    """
    kept = Appointment.objects.select_for_update().get(pk=appointment.pk)
    today = at.date()
    if kept.until_date is not None and kept.until_date < today:
        raise RefusedError(_("This part has ended already."))
    kept.until_date = today - timedelta(days=1)
    kept.save()
    _invitations_of(kept.account).filter(body=kept.body, role=kept.role).update(withdrawn=True)
    account = signed_out(kept.account)
    before = {"role": kept.role, "body": str(kept.body)}
    return Noted(
        result=kept,
        subject=account.display_name,
        before=before,
        after={"until_date": kept.until_date},
    )


@act("account.part-ended", roles=_CLERK, says=noted("{actor} ended a poll part of {subject}"))
def end_part(*, poll: Poll, part: PollRole, by: Account, at: datetime) -> Noted[Account]:
    """End a part that somebody has in one poll; their sessions end, and what invites to it.

    :raises RefusedError: where it is over already.
    """
    kept = poll.roles.select_for_update().filter(pk=part.pk).select_related("account").first()
    if kept is None:
        raise RefusedError(_("This part has ended already."))
    role = kept.role
    kept.delete()
    _invitations_of(kept.account).filter(poll=poll, role=role).update(withdrawn=True)
    account = signed_out(kept.account)
    return Noted(result=account, subject=account.display_name, before={"role": role})


@act("account.closed", roles=_OPERATOR, says=noted("{actor} closed the account of {subject}"))
def close_account(*, account: Account, by: Account, at: datetime) -> Noted[Account]:
    """Close an account: nobody signs in to it any more, and everything it did stays.

    :raises RefusedError: where it is closed already, or one's own.
    """
    if account.pk == by.pk:
        raise RefusedError(_("Your own account is closed by another operator."))
    kept = Account.objects.select_for_update().get(pk=account.pk)
    if not kept.is_active:
        raise RefusedError(_("This account is closed already."))
    kept.is_active = False
    kept.save()
    _invitations_of(kept).filter(used=False).update(withdrawn=True)
    return Noted(result=signed_out(kept), subject=kept.display_name)


@act("account.reopened", roles=_OPERATOR, says=noted("{actor} reopened the account of {subject}"))
def reopen_account(*, account: Account, by: Account, at: datetime) -> Noted[Account]:
    """Let somebody sign in again to an account that was closed, with the password it had.

    :raises RefusedError: where it is open.
    """
    kept = Account.objects.select_for_update().get(pk=account.pk)
    if kept.is_active:
        raise RefusedError(_("This account is open."))
    kept.is_active = True
    kept.save()
    return Noted(result=kept, subject=kept.display_name)


def _invitations_of(account: Account) -> QuerySet[Invitation]:
    """Return the invitations of an account and of its person."""
    mine = Q(account=account)
    if account.person_id is not None:
        mine |= Q(person=account.person_id)
    return Invitation.objects.filter(mine)


@act("account.password-changed", roles=ANYBODY, says=noted("{actor} changed their password"))
def change_password(*, old: str, new: str, by: Account, at: datetime) -> Noted[Account]:
    """Change one's password; every other session of the account ends.

    :raises RefusedError: where the old one is wrong or the new one is weak. Whoever never had a
        password needs no old one.
    """
    kept = Account.objects.select_for_update().get(pk=by.pk)
    if kept.has_usable_password() and not kept.check_password(old):
        raise RefusedError(_("This is not your present password."), "old")
    check_password_sense(new, "new")
    kept.set_password(new)
    kept.session_round += 1
    kept.save()
    return Noted(result=kept)


@act("account.signed-out", roles=ANYBODY, says=noted("{actor} signed out everywhere else"))
def sign_out_elsewhere(*, by: Account, at: datetime) -> Noted[Account]:
    """End every session of one's account; the caller keeps its own by signing it anew."""
    return Noted(result=signed_out(by))


def speak(*, by: Account, language: str) -> None:
    """Remember in which language somebody is spoken to: nothing that the log would keep."""
    if language in LANGUAGES:
        Account.objects.filter(pk=by.pk).update(language=language)


def check_present(password: str, *, by: Account) -> None:
    """Make sure that it is the holder who changes how an account is signed in to.

    :raises RefusedError: where the account has a password and this is another.
    """
    if by.has_usable_password() and not by.check_password(password):
        raise RefusedError(_("This is not your present password."), "present")


@act("account.reserved", roles=_PUBLIC, says=noted("An account was reserved for {subject}"))
def reserve_account(*, invitation: Invitation, at: datetime, by: None) -> Noted[Account]:
    """Make the account of an invitation before it is opened: a passkey has to name its holder."""
    kept = Invitation.objects.select_for_update().get(pk=invitation.pk)
    account = _account_of(kept)
    account.save()
    kept.account = account
    kept.save()
    return Noted(result=account, subject=account.display_name)
