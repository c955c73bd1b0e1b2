"""Passkeys and one-time codes of an account: added, used, taken away."""

from datetime import datetime
from typing import Any, Final

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn

from tinnhiem.actions.act import ANYBODY, Noted, act
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

MOST_PASSKEYS: Final = 10
_OPERATOR: Final = frozenset({Role.OPERATOR})


def passkeys_of(account: Account) -> list[Authenticator]:
    """Return the passkeys of an account, the oldest first."""
    return list(_of(account, Authenticator.Type.WEBAUTHN).order_by("pk"))


def codes_of(account: Account) -> Authenticator | None:
    """Return the one-time codes of an account; None where it has none."""
    found: Authenticator | None = _of(account, Authenticator.Type.TOTP).first()
    return found


def _of(account: Account, kind: str) -> Any:  # noqa: ANN401 - allauth publishes no types
    return Authenticator.objects.filter(user=account, type=kind)


@act("account.passkey-added", roles=ANYBODY, says=noted("{actor} added a passkey"))
def add_passkey(
    *, name: str, credential: dict[str, Any], by: Account, at: datetime
) -> Noted[Authenticator]:
    """Keep a passkey that the browser made and :mod:`allauth` verified.

    :raises RefusedError: where the account has as many as it may.
    """
    if len(passkeys_of(by)) >= MOST_PASSKEYS:
        raise RefusedError(_("Remove a passkey that you no longer use first."))
    made = WebAuthn.add(by, clean(name)[:60] or _("Passkey"), credential)
    return Noted(result=made.instance, subject=made.name)


@act("account.passkey-removed", roles=ANYBODY, says=noted("{actor} removed a passkey"))
def remove_passkey(*, passkey: int, by: Account, at: datetime) -> Noted[str]:
    """Remove one of one's passkeys.

    :raises RefusedError: where it is the only way in, or gone already.
    """
    found = _of(by, Authenticator.Type.WEBAUTHN).filter(pk=passkey).first()
    if found is None:
        raise RefusedError(_("This passkey is not there any more."))
    if not by.has_usable_password() and len(passkeys_of(by)) == 1:
        raise RefusedError(_("This passkey is your only way in. Choose a password first."))
    name = str(found)
    found.delete()
    return Noted(result=name, subject=name)


@act("account.codes-added", roles=ANYBODY, says=noted("{actor} set up one-time codes"))
def add_codes(*, secret: str, code: str, by: Account, at: datetime) -> Noted[Authenticator]:
    """Keep the secret of one-time codes, once a code shows that the app has it.

    :raises RefusedError: where the code is wrong, or there are codes already.
    """
    if codes_of(by) is not None:
        raise RefusedError(_("One-time codes are set up already."), "code")
    used = _counter_of(secret, code)
    if used is None:
        raise RefusedError(
            _("This code is not right. Type the one that the app shows now."), "code"
        )
    made = TOTP.activate(by, secret).instance
    made.data["counter"] = used
    made.save()
    return Noted(result=made)


@act("account.codes-removed", roles=ANYBODY, says=noted("{actor} removed their one-time codes"))
def remove_codes(*, by: Account, at: datetime) -> Noted[int]:
    """Do without one-time codes from now on, and without the recovery codes for them."""
    by.recovery_codes.all().delete()
    count, _kinds = _of(by, Authenticator.Type.TOTP).delete()
    return Noted(result=count)


@act(
    "account.factors-removed",
    roles=_OPERATOR,
    says=noted("{actor} removed the passkeys and one-time codes of {subject}"),
)
def remove_factors(*, account: Account, by: Account, at: datetime) -> Noted[int]:
    """Remove every passkey and code of somebody who lost the device that held them."""
    account.recovery_codes.all().delete()
    count, _kinds = Authenticator.objects.filter(user=account).delete()
    return Noted(result=count, subject=account.display_name)


def use_code(account: Account, code: str) -> bool:
    """Tell whether a one-time code is right now, and spend it with all that came before it."""
    found = (
        Authenticator.objects.select_for_update()
        .filter(user=account, type=Authenticator.Type.TOTP)
        .first()
    )
    if found is None:
        return False
    used = _counter_of(decrypt(found.data["secret"]), code)
    if used is None or used <= found.data.get("counter", 0):
        return False
    found.data["counter"] = used
    found.save()
    return True


def _counter_of(secret: str, code: str) -> int | None:
    """Return for which step of time a code is right, of those that clocks may differ by."""
    for counter in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter))):
            return int(counter)
    return None
