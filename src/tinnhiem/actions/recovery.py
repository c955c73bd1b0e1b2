"""Recovery codes: each stands once for the one-time code of a phone that is lost.

A sheet of ten is shown once; only their hashes are kept, under the installation's key. Guessing is
slowed down together with the guessing of one-time codes, by the account.
"""

import secrets
from datetime import datetime
from typing import Final

from django.utils.crypto import salted_hmac

from tinnhiem.actions.act import ANYBODY, Noted, act
from tinnhiem.actions.factors import codes_of
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.records.invitations import LETTERS
from tinnhiem.records.models import Account, RecoveryCode
from tinnhiem.wording.language import _, noted

#: So many codes stand on a sheet.
SHEET: Final = 10
#: Letters and digits of a code, about 49 bits.
LENGTH: Final = 10


@act(
    "account.recovery-made",
    roles=ANYBODY,
    says=noted("{actor} made recovery codes; earlier ones work no more"),
)
def make_recovery_codes(*, by: Account, at: datetime) -> Noted[list[str]]:
    """Make a sheet of codes in place of any earlier one, and tell them this one time.

    :raises RefusedError: where the account asks for no one-time codes: there is nothing to replace.
    """
    if codes_of(by) is None:
        raise RefusedError(_("Set up one-time codes first: recovery codes stand in for them."))
    by.recovery_codes.all().delete()
    made = [_new() for _each in range(SHEET)]
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(account=by, code_hash=_hash(by, code)) for code in made]
    )
    return Noted(result=made, after={"count": SHEET})


def use_recovery_code(account: Account, code: str) -> bool:
    """Tell whether a code is one of an account's, and spend it.

    Nothing is logged: as with any sign-in, nobody shall read afterwards when it was.
    """
    count, _kinds = account.recovery_codes.filter(code_hash=_hash(account, code)).delete()
    return count > 0


def recovery_codes_left(account: Account) -> int:
    """Return how many codes of an account were not used."""
    return account.recovery_codes.count()


def _new() -> str:
    letters = "".join(secrets.choice(LETTERS) for _each in range(LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def _hash(account: Account, code: str) -> str:
    plain = "".join(each for each in code.upper() if each in LETTERS)[: 2 * LENGTH]
    salt = f"tinnhiem.recovery/{account.pk}"
    return salted_hmac(salt, plain, algorithm="sha256").hexdigest()
