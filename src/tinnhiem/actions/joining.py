"""Joining an account to the organisation's sign-in: one person proposes, another confirms.

Whoever the organisation calls by a joined ``sub`` gets in as the holder of the account, so nobody
joins one alone: what an operator proposes its holder or a second operator confirms. The holder
alone may join the identity that they themselves come back with from the organisation.
"""

from datetime import date, datetime
from typing import Final

from allauth.socialaccount.models import SocialAccount
from django.db.models import F

from tinnhiem.actions.act import ANYBODY, Noted, act
from tinnhiem.actions.factors import passkeys_of
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.sessions import signed_out
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, Joining
from tinnhiem.records.roles import is_operator
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

#: How the organisation's sign-in is called in the records.
PROVIDER: Final = "organisation"
#: The most characters that an organisation may call somebody by.
LONGEST_SUBJECT: Final = 191
_OPERATOR: Final = frozenset({Role.OPERATOR})


def account_called(subject: str) -> Account | None:
    """Return the account that signs in through the organisation as ``subject``."""
    found = SocialAccount.objects.filter(provider=PROVIDER, uid=subject, user__is_active=True)
    joined = found.select_related("user").first()
    return joined.user if joined is not None else None


def subject_of(account: Account) -> str:
    """Return how the organisation calls the holder of an account; nothing where none is joined."""
    found = SocialAccount.objects.filter(provider=PROVIDER, user=account).first()
    return found.uid if found is not None else ""


def joined_by_others(account: Account, since: date) -> list[tuple[str, str, date]]:
    """Return who proposed and who confirmed a joining that its holder did not do, and when."""
    found = account.joinings.filter(state=Joining.State.CONFIRMED, decided_on__gte=since)
    found = found.exclude(decided_by=F("account"))
    # Mostly there is none: what is fetched afterwards costs nothing then.
    found = found.prefetch_related("proposed_by__person", "decided_by__person").order_by("-pk")
    return [
        (each.proposed_by.display_name, each.decided_by.display_name, each.decided_on)
        for each in found
        if each.decided_by is not None and each.decided_on is not None
    ]


def join(account: Account, subject: str) -> None:
    """Keep how the organisation calls the holder of an account; part of a caller's act.

    :raises RefusedError: where it calls somebody else so.
    """
    taken = SocialAccount.objects.filter(provider=PROVIDER, uid=subject).first()
    if taken is not None and taken.user_id != account.pk:
        raise RefusedError(_("This account of the organisation belongs to somebody else here."))
    if taken is None:
        SocialAccount.objects.create(provider=PROVIDER, uid=subject, user=account)


@act(
    "account.joining-proposed",
    roles=_OPERATOR,
    says=noted("{actor} proposed to join {subject} to an account of the organisation"),
)
def propose_joining(*, account: Account, subject: str, by: Account, at: datetime) -> Noted[Joining]:
    """Propose that somebody sign in as the organisation calls them (its ``sub``).

    :raises RefusedError: where the subject is empty, too long or somebody else's, the account is
        closed, joined already or about to be.
    """
    wanted = clean(subject)
    if not 0 < len(wanted) <= LONGEST_SUBJECT:
        raise RefusedError(_("Write how the organisation's sign-in calls this person."), "subject")
    kept = Account.objects.select_for_update().get(pk=account.pk)
    _check_free(kept, wanted)
    if kept.joinings.filter(state=Joining.State.PROPOSED).exists():
        raise RefusedError(_("A proposal about this waits already. Decide on it first."))
    made = Joining.objects.create(
        account=kept, subject=wanted, proposed_by=by, proposed_on=at.date()
    )
    return Noted(result=made, subject=kept.display_name, after={"identity": wanted})


def _check_free(account: Account, subject: str) -> None:
    """Refuse what could not be confirmed.

    :raises RefusedError: then.
    """
    if not account.is_active:
        closed = _("The account of {name} is closed; the operator can reopen it.")
        raise RefusedError(closed.format(name=account.display_name))
    if subject_of(account):
        raise RefusedError(_("This account is joined already. End that first."))
    if SocialAccount.objects.filter(provider=PROVIDER, uid=subject).exists():
        raise RefusedError(
            _("This account of the organisation belongs to somebody else here."), "subject"
        )


@act(
    "account.joined",
    roles=ANYBODY,
    says=noted("{actor} confirmed that {subject} is joined to an account of the organisation"),
)
def confirm_joining(*, joining: Joining, by: Account, at: datetime) -> Noted[Joining]:
    """Confirm what another proposed: from now on the account is entered so.

    :raises NotAllowedError: for anybody but the holder and the operators.
    :raises RefusedError: where ``by`` proposed it, it was decided, or cannot be any more.
    """
    kept = _open(joining, by)
    if kept.proposed_by_id == by.pk:
        raise RefusedError(_("You proposed this yourself: another person has to confirm it."))
    _check_free(kept.account, kept.subject)
    join(kept.account, kept.subject)
    _decide(kept, Joining.State.CONFIRMED, by, at)
    return Noted(
        result=kept,
        subject=kept.account.display_name,
        after={"identity": kept.subject, "proposed_by": kept.proposed_by.display_name},
    )


@act(
    "account.joining-refused",
    roles=ANYBODY,
    says=noted("{actor} refused to join {subject} to an account of the organisation"),
)
def refuse_joining(*, joining: Joining, by: Account, at: datetime) -> Noted[Joining]:
    """Refuse a proposed joining; whoever proposed it takes it back so.

    :raises NotAllowedError: for anybody but the holder and the operators.
    :raises RefusedError: where it was decided.
    """
    kept = _open(joining, by)
    _decide(kept, Joining.State.REFUSED, by, at)
    return Noted(result=kept, subject=kept.account.display_name, before={"identity": kept.subject})


def _open(joining: Joining, by: Account) -> Joining:
    kept = Joining.objects.select_for_update().get(pk=joining.pk)
    if by.pk != kept.account_id and not is_operator(by):
        raise NotAllowedError("account.joined")
    if kept.state != Joining.State.PROPOSED:
        raise RefusedError(_("This was already decided."))
    return kept


def _decide(kept: Joining, state: Joining.State, by: Account, at: datetime) -> None:
    kept.state, kept.decided_by, kept.decided_on = state, by, at.date()
    kept.save()


@act(
    "account.joined-own",
    roles=ANYBODY,
    says=noted("{actor} joined their account to that of the organisation"),
)
def join_own(*, subject: str, by: Account, at: datetime) -> Noted[str]:
    """Join one's account to the identity with which one just came back from the organisation.

    :raises RefusedError: where it is somebody else's, or another is joined.
    """
    kept = Account.objects.select_for_update().get(pk=by.pk)
    _check_free(kept, subject)
    join(kept, subject)
    for waiting in kept.joinings.filter(state=Joining.State.PROPOSED):
        _decide(waiting, Joining.State.REFUSED, by, at)
    return Noted(result=subject, after={"identity": subject})


@act(
    "account.parted-own",
    roles=ANYBODY,
    says=noted("{actor} ended the joining of their account to that of the organisation"),
)
def part_own(*, by: Account, at: datetime) -> Noted[str]:
    """Sign in through the organisation no more.

    :raises RefusedError: where nothing is joined, or it is the only way in.
    """
    held = subject_of(by)
    if not by.has_usable_password() and not passkeys_of(by):
        raise RefusedError(_("This is your only way in. Choose a password first."))
    _part(by)
    return Noted(result=held, before={"identity": held})


@act(
    "account.parted",
    roles=_OPERATOR,
    says=noted("{actor} ended the joining of {subject} to an account of the organisation"),
)
def part(*, account: Account, by: Account, at: datetime) -> Noted[str]:
    """End somebody's way in through the organisation; their sessions end.

    :raises RefusedError: where nothing is joined.
    """
    held = subject_of(account)
    _part(account)
    signed_out(account)
    return Noted(result=held, subject=account.display_name, before={"identity": held})


def _part(account: Account) -> None:
    """Forget how the organisation calls the holder.

    :raises RefusedError: where it is not known.
    """
    count, _kinds = SocialAccount.objects.filter(provider=PROVIDER, user=account).delete()
    if not count:
        raise RefusedError(_("Nothing of the organisation is joined to this account."))
