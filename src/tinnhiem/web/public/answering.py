"""Public answers: the same for everybody, in the language asked for, kept by caches and checked."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag

from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import LANGUAGES, current, speaking

#: Caches may keep an answer and ask each time whether it changed: what was just published, or
#: withdrawn, shows at once.
KEPT: Final = "public, no-cache"


def language_asked(request: Visit) -> str:
    """Return the language that the address asks for (``?lang=en``), else the visitor's own."""
    asked = request.GET.get("lang", "")
    return asked if asked in LANGUAGES else current()


def public_page(
    request: Visit, template: str, version: str, context: Callable[[], Mapping[str, Any]]
) -> HttpResponse:
    """Answer with a public page, or with nothing where the browser has this version of it.

    ``version`` names the content; the page is worked out only when it is needed.
    """
    language = language_asked(request)
    tag = quote_etag(f"{version[:32]}-{language}-{settings.VERSION}")
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return _kept(HttpResponseNotModified(), tag)
    with speaking(language):
        other = next(code for code in LANGUAGES if code != language)
        values = {**context(), "other_language": other}
        return _kept(render(request, template, values), tag)


def public_file(request: Visit, content: bytes, kind: str, name: str, version: str) -> HttpResponse:
    """Answer with a file of a publication, to be saved; it never changes."""
    tag = quote_etag(f"{version[:32]}-{name}")
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return _kept(HttpResponseNotModified(), tag)
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return _kept(response, tag)


def _kept(response: HttpResponse, tag: str) -> HttpResponse:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = KEPT
    patch_vary_headers(response, ("Cookie",))
    return response
