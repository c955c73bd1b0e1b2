"""Signing out whoever left their machine: told by a signed cookie, so that no time is kept here."""

import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

from tinnhiem.records.models import Account
from tinnhiem.web.live import LIVE

COOKIE: Final = "tinnhiem-seen"
#: Key in the session: it ends when its visitor is idle. Signing in by the pages sets it.
WATCHED: Final = "watched"
#: The cookie is written anew after so many seconds, not with every page.
RENEWED: Final = 300
_SALT: Final = "tinnhiem.seen"


class IdlingMiddleware:
    """Ends a session whose visitor asked for no page for ``IDLE_MINUTES``.

    What pages ask for by themselves (the header ``X-Live``) does not count as a visit.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, as nobody where the session was idle."""
        if request.path.startswith(LIVE):
            return self.get_response(request)  # shown by its own leave, whoever asks
        before = _bound(request) if _is_watched(request) else ""
        age = _age(request) if before else 0
        if age is None:
            logout(request)
            age = 0
        response = self.get_response(request)
        by_itself = request.headers.get("X-Live") == "1"
        if _is_watched(request) and not by_itself and (age > RENEWED or before != _bound(request)):
            mark_seen(request, response)
        return response


def _is_watched(request: HttpRequest) -> bool:
    return isinstance(request.user, Account) and bool(request.session.get(WATCHED))


def _bound(request: HttpRequest) -> str:
    """Return what ties the cookie to this session and no other."""
    key = request.session.session_key or ""
    return salted_hmac(_SALT, key, algorithm="sha256").hexdigest()[:32]


def _age(request: HttpRequest) -> int | None:
    """Return the seconds since the last visit; None where the cookie is absent, forged or old."""
    kept = request.COOKIES.get(COOKIE, "")
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        bound = signer.unsign(kept, max_age=settings.IDLE_MINUTES * 60)
    except signing.BadSignature:
        return None
    if bound != _bound(request):
        return None
    stamped = signing.b62_decode(kept.rsplit(":", 2)[1])
    return max(0, int(time.time()) - stamped)


def mark_seen(request: HttpRequest, response: HttpResponseBase) -> None:
    """Give the browser a cookie that says when it was last here."""
    signer = signing.TimestampSigner(salt=_SALT)
    response.set_cookie(
        COOKIE,
        signer.sign(_bound(request)),
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
