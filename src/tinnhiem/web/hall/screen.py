"""The screen itself: whoever knows its address sees what the chair released, and nothing else.

The projector's machine needs no sign-in: nobody leaves the chair's account open in a hall.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from tinnhiem.records.models import HallScreen
from tinnhiem.web.access import page
from tinnhiem.web.hall.pictures import shown
from tinnhiem.web.live import answer
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import current


@page(scope="public")
def screen(request: Visit, *, key: str) -> HttpResponse:
    """Show the screen with what was released."""
    response = show(request, "hall/screen.html", {**_picture(key), "key": key})
    response.headers["Cache-Control"] = "no-store, private"  # its address is the leave to see it
    return response


@page(scope="live")
def picture(request: Visit, *, key: str) -> HttpResponse:
    """Answer the picture as it is now, or 304 after one query."""
    revision = HallScreen.objects.filter(key=key).values_list("pk", "revision").first()
    if revision is None:
        raise Http404
    tag = "-".join(str(number) for number in revision)
    return answer(
        request, tag, current(), lambda: render(request, "hall/_picture.html", _picture(key))
    )


def _picture(key: str) -> dict[str, Any]:
    """Return what is on a screen.

    :raises Http404: where no screen has this key.
    """
    found = HallScreen.objects.filter(key=key).select_related("step", "conference__poll").first()
    if found is None:
        raise Http404
    poll = found.conference.poll
    head = {
        "body": poll.body_name,
        "sitting": found.conference.name,
        "rehearsal": poll.rehearsal,
    }
    content = found.step.content if found.step else None
    return {"head": head, "picture": shown(content) if content else None}
