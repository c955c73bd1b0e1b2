"""Beginning and ending a session, and going back to where somebody was."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from tinnhiem.records.models import Account
from tinnhiem.web.access import Page
from tinnhiem.web.idling import WATCHED
from tinnhiem.web.requests import Visit

BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
#: Key in the session: the password was right, the one-time code is still to come.
SECOND: Final = "second"


def enter(request: Visit, account: Account) -> None:
    """Sign somebody in: a new session key, an end that no activity moves."""
    login(request, account, backend=BACKEND)
    request.session.set_expiry(session_end(request.at))
    request.session[WATCHED] = True
    request.account = account


def session_end(at: datetime) -> datetime:
    """Return the noon or midnight at which a session that begins now ends, 12 to 24 hours on.

    The end stands in the record of the session: to the second it would tell when who signed in.
    """
    least = at + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    noon = least.replace(hour=12, minute=0, second=0, microsecond=0)
    return noon if least <= noon else (noon + timedelta(days=1)).replace(hour=0)


def stay(request: Visit, account: Account) -> None:
    """Keep this session while the others of the account end."""
    update_session_auth_hash(request, account)
    request.account = account


def leave(request: HttpRequest) -> None:
    """Sign out and forget everything that the session held."""
    logout(request)


def safe_next(request: Visit, wanted: str | None = None) -> str:
    """Return where to go after the sign-in: a page of this office that can be opened, or one's own.

    ``wanted`` is what the form or the address says where it is not given.
    """
    path = wanted if wanted is not None else request.POST.get("next") or request.GET.get("next", "")
    mine = reverse("accounts:mine")
    allowed = {request.get_host()}
    secure = request.is_secure()
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed, secure):
        return mine
    try:
        page = getattr(resolve(path.partition("?")[0].partition("#")[0]).func, "page", None)
    except Resolver404:
        return mine
    return path if isinstance(page, Page) and "GET" in page.methods else mine
