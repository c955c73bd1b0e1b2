"""Which conference of a poll a page is about, and how a rule of law is quoted on pages.

Every page of the day is about one conference. Totals of different conferences are never added.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404

from tinnhiem.records.models import Conference, Poll
from tinnhiem.web.requests import Visit

#: The parameter that names the conference in addresses and forms.
PARAMETER = "hoi-nghi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """The conference that a page is about, and the others of its poll to go over to."""

    here: Conference
    every: tuple[Conference, ...]

    def address(self, path: str) -> str:
        """Return the address of a page about this conference."""
        if len(self.every) == 1:
            return path
        return f"{path}?{urlencode({PARAMETER: self.here.key})}"

    def strip(self, path: str) -> list[dict[str, Any]]:
        """Return a link per conference, for the strip; none where there is only one."""
        if len(self.every) == 1:
            return []
        return [
            {
                "text": conference.name,
                "url": f"{path}?{urlencode({PARAMETER: conference.key})}",
                "current": conference.pk == self.here.pk,
            }
            for conference in self.every
        ]


def sitting_of(request: Visit, poll: Poll) -> Sitting | None:
    """Return the conference that an address or a form names, else the first; None without any.

    :raises Http404: where the name is of no conference of this poll.
    """
    every = tuple(poll.conferences.order_by("position", "pk"))
    for conference in every:
        conference.poll = poll
    wanted = request.POST.get(PARAMETER) or request.GET.get(PARAMETER)
    if not every and not wanted:
        return None
    here = next((each for each in every if not wanted or each.key == wanted), None)
    if here is None:
        raise Http404
    return Sitting(here=here, every=every)
