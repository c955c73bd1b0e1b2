"""Parts of pages that many browsers ask for again and again: a leave in the address, an ETag.

A page that somebody may open gives them the address of its live part, signed and good for a day at
work. The part answers 304 after one query as long as nothing changed: it looks up no sign-in.
"""

from collections.abc import Callable
from typing import Final

from django.core import signing
from django.http import Http404, HttpResponse

from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import LANGUAGES, current, speaking

#: Where all live parts lie; nobody's account is asked there, not even for the language.
LIVE: Final = "/song/"
HOURS: Final = 12
NOT_MODIFIED: Final = 304


def leave_for(part: str, record: int) -> str:
    """Return a leave to see a part about a record, in the language in use."""
    return signing.dumps([record, current()], salt=f"live/{part}", compress=False)


def leave_of(part: str, leave: str) -> tuple[int, str]:
    """Return the record and the language of a leave.

    :raises Http404: where it is false or too old.
    """
    try:
        record, language = signing.loads(leave, salt=f"live/{part}", max_age=HOURS * 3600)
    except signing.BadSignature as error:
        raise Http404 from error
    return record, language if language in LANGUAGES else LANGUAGES[0]


def answer(
    request: Visit, tag: str, language: str, show: Callable[[], HttpResponse]
) -> HttpResponse:
    """Answer 304 where the browser shows ``tag`` already, else with the part as it is now."""
    quoted = f'"{tag}-{language}"'
    if request.headers.get("If-None-Match") == quoted:
        response = HttpResponse(status=NOT_MODIFIED)
    else:
        with speaking(language):
            response = show()
    response.headers["ETag"] = quoted
    response.headers["Cache-Control"] = "no-store, private"
    return response
