"""The gallery in which every part can be looked at."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from tinnhiem.web.access import page
from tinnhiem.web.look.example import example
from tinnhiem.web.requests import Visit


@page(scope="public")
def gallery(request: Visit) -> HttpResponse:
    """Show every part with invented values; only where nothing real is at stake.

    :raises Http404: on an installation that holds real polls.
    """
    if not (settings.DEBUG or settings.DEMONSTRATION):
        raise Http404
    return render(request, "look/gallery.html", example())
