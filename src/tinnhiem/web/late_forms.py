"""A form that came after its session had ended: given back whole, to be sent again.

What was written goes back to the browser that sent it and is kept nowhere here. It is given back to
a page of this office only (``Origin``, else ``Referer``): another site's form must never be offered
with a button under it. Forms about accounts, which carry passwords and codes, are never given back.
"""

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

from tinnhiem.records.models import Account

#: Letters that are given back at most; a longer form is refused as before.
MOST: Final = 1_000_000
FORBIDDEN: Final = 403
_OWN_FIELDS: Final = frozenset({"csrfmiddlewaretoken", "token", "version"})
#: Requests that a script made have nobody before them to read an answer.
_BY_SCRIPT: Final = ("HX-Request", "X-Autosave", "X-Live")
_ACCOUNTS: Final = "accounts"


def given_back(request: HttpRequest) -> HttpResponse | None:
    """Return the page that holds what was sent and sends it again; None where it is not offered.

    Sending again goes through every check of the page as any form does: who is signed in then is
    who acts, and the token that came with the form still makes twice into once.
    """
    if request.method != "POST" or not _may_be_given_back(request):
        return None
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except UnreadablePostError:
        return None
    sent = [each for each in fields if each[0] not in _OWN_FIELDS]
    if not any(value.strip() for _name, value in sent):
        return None  # a button and nothing written: it is pressed again on the page itself
    if sum(len(name) + len(value) for name, value in fields) > MOST:
        return None
    return _page(request, fields)


def _page(request: HttpRequest, fields: list[tuple[str, str]]) -> HttpResponse:
    carried = [each for each in fields if each[0] not in {"csrfmiddlewaretoken", "token"}]
    texts = [each for each in carried if _is_text(*each)]
    rest = [each for each in carried if not _is_text(*each)]
    files = [file.name for _name, kept in request.FILES.lists() for file in kept]
    account = request.user if isinstance(request.user, Account) else None
    values = {
        "texts": texts,
        "rest": rest,
        "entries": sum(1 for name, value in rest if value.strip() and name not in _OWN_FIELDS),
        "files": files,
        "account": account,
        "token": request.POST.get("token", "")[:64],
        "address": request.get_full_path(),
    }
    response = render(request, "look/late_form.html", values, status=FORBIDDEN)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_text(name: str, value: str) -> bool:
    """Return whether somebody wrote it: words have a space between them, keys of records none."""
    return name not in _OWN_FIELDS and len(value.split()) > 1


def _may_be_given_back(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None or _ACCOUNTS in match.app_names:
        return False
    declared = getattr(match.func, "page", None)
    if declared is None or declared.scope not in {"poll", "account"}:
        return False
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return False
    return not any(name in request.headers for name in _BY_SCRIPT) and _is_from_here(request)


def _is_from_here(request: HttpRequest) -> bool:
    """Return whether a page of this office sent it; what does not say so did not."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        parts = urlsplit(said)
    except ValueError:
        return False
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return f"{parts.scheme}://{parts.netloc}" in ours
