"""What allauth asks the office about second factors: how secrets are kept, who is who to a key."""

import base64
import hashlib
from functools import cache

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings

from tinnhiem.records.models import Account
from tinnhiem.wording.language import _


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Secrets of one-time codes are encrypted; a passkey shows its holder's name."""

    def encrypt(self, text: str) -> str:
        """Return a secret as the database keeps it, under the key of the installation."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that the database kept."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """Return what an app for one-time codes calls this office."""
        return f"{_('Tín Nhiệm')} {context.request.get_host()}"

    def get_totp_label(self, user: Account) -> str:
        """Return what an app for one-time codes calls the account."""
        return user.get_username()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the host to which a passkey is bound."""
        return {"id": context.request.get_host().partition(":")[0], "name": _("Tín Nhiệm")}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, str | bytes]:
        """Return whom a passkey names when the browser lets its holder choose."""
        names = {"display_name": user.display_name, "name": user.get_username()}
        return {**super().get_public_key_credential_user_entity(user), **names}


@cache
def _cipher_for(secret: str) -> Fernet:
    digest = hashlib.sha256(b"tinnhiem/factors/1\n" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def _cipher() -> Fernet:
    return _cipher_for(settings.SECRET_KEY)
