"""Answers of the house itself: nothing here, broken, a form from elsewhere, too many tries."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinnhiem.web.late_forms import given_back


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for absent, unpublished and forbidden alike."""
    return _unkept(request, 404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that no browser of ours would send."""
    return _unkept(request, 400)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when the office itself failed: nothing was changed."""
    return _unkept(request, 500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose check against forgery failed: mostly an old page after a new sign-in.

    What was written on a page of ours comes back with it.
    """
    return given_back(request) or _unkept(request, 403)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer somebody who tried too often."""
    return _unkept(request, 429)


def _unkept(request: HttpRequest, status: int) -> HttpResponse:
    """Answer so that no cache keeps it: what is absent now may be there in a minute."""
    response = render(request, f"look/error_{status}.html", status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
