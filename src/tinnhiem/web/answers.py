"""Answers of the house itself: nothing here, broken, a form from elsewhere, too many tries."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for absent, unpublished and forbidden alike."""
    return render(request, "look/error_404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that no browser of ours would send."""
    return render(request, "look/error_400.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when the office itself failed: nothing was changed."""
    return render(request, "look/error_500.html", status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose check against forgery failed: mostly an old page after a new sign-in."""
    return render(request, "look/error_403.html", status=403)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer somebody who tried too often."""
    return render(request, "look/error_429.html", status=429)
