"""Passkeys between browser and server: what is asked of the browser, what its answer proves."""

import json
from typing import Any, Final

from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse

from tinnhiem.actions.refusals import RefusedError
from tinnhiem.records.models import Account
from tinnhiem.web.access import page
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _

#: What a hostile answer can make the readers of its parts raise.
_UNSOUND: Final = (
    ValidationError, InvalidSignature, ValueError, TypeError, LookupError, AttributeError,
    OverflowError, RecursionError,
)  # fmt: skip


@page(scope="public", methods=("POST",))
def challenge(request: Visit) -> HttpResponse:
    """Give the browser what a passkey has to sign to sign in."""
    return JsonResponse(plain(auth.begin_authentication()))


@page(scope="account", methods=("POST",))
def offer(request: Visit) -> HttpResponse:
    """Give the browser what it needs to make a passkey for one's account."""
    return JsonResponse(plain(auth.begin_registration(request.by, passwordless=True)))


def plain(options: Any) -> dict[str, Any]:  # noqa: ANN401 - allauth publishes no types
    """Return options for the browser as mappings of texts and numbers only."""
    made: dict[str, Any] = json.loads(json.dumps(options, default=dict))
    return made


def holder_of(credential: str) -> Account | None:
    """Return whose passkey signed; None where it did not, or is nobody's here."""
    try:
        response = _read(credential)
        account = auth.extract_user_from_response(response)
        auth.complete_authentication(account, response)
    except _UNSOUND:
        return None
    return account if isinstance(account, Account) and account.is_active else None


def verified(credential: str) -> dict[str, Any]:
    """Return what the browser made, once it was found to answer what it was asked.

    :raises RefusedError: where it does not.
    """
    try:
        response = _read(credential)
        auth.complete_registration(response)
    except _UNSOUND as error:
        raise RefusedError(_("The passkey was not made. Try again, or use a password.")) from error
    return response


def _read(credential: str) -> dict[str, Any]:
    read = json.loads(credential)
    if not isinstance(read, dict) or "\\u0000" in credential:
        raise TypeError(credential[:20])
    return read
