"""The choice of language, and the gallery in which every part can be looked at."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from tinnhiem.web.access import page
from tinnhiem.web.forms import SeeOther
from tinnhiem.web.look.example import example
from tinnhiem.web.requests import Visit
from tinnhiem.web.speaking import COOKIE
from tinnhiem.wording.language import LANGUAGES

_YEAR = 365 * 24 * 3600


@page(methods=("POST",), scope="public")
def language(request: Visit) -> HttpResponseBase:
    """Speak the chosen language from now on, and go back to where the visitor was."""
    back = request.POST.get("next", "/")
    allowed = {request.get_host()}
    if not url_has_allowed_host_and_scheme(back, allowed, require_https=request.is_secure()):
        back = "/"
    response = SeeOther(back)
    chosen = request.POST.get("language", "")
    if chosen in LANGUAGES:
        response.set_cookie(
            COOKIE,
            chosen,
            max_age=_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@page(scope="public")
def gallery(request: Visit) -> HttpResponse:
    """Show every part with invented values; only where nothing real is at stake.

    :raises Http404: on an installation that holds real polls.
    """
    if not (settings.DEBUG or settings.DEMONSTRATION):
        raise Http404
    return render(request, "look/gallery.html", example())
