"""In which language a visitor is spoken to: the account's, else the cookie's, else Vietnamese."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tinnhiem.records.models import Account
from tinnhiem.web.live import LIVE
from tinnhiem.wording.language import DEFAULT, LANGUAGES, speaking

COOKIE = "tinnhiem-language"


class SpeakingMiddleware:
    """Speaks the visitor's language while a request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the visitor's language."""
        with speaking(language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=()")
            return response


def language_of(request: HttpRequest) -> str:
    """Return the language of a visitor."""
    chosen = request.COOKIES.get(COOKIE, "")
    if request.path.startswith(LIVE):
        return chosen if chosen in LANGUAGES else DEFAULT  # its leave tells; nobody is looked up
    user = request.user
    if chosen not in LANGUAGES and isinstance(user, Account):
        chosen = user.language
    return chosen if chosen in LANGUAGES else DEFAULT
