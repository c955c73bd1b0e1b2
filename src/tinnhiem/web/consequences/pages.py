"""What the pages after the count share: the ways between them, and where a poll stands."""

from typing import Any, Final

from django.http import Http404
from django.urls import reverse

from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import STATE_SHAPES, state_name
from tinnhiem.records.disclosure import OFFICE, has_results
from tinnhiem.records.facts import is_council
from tinnhiem.records.models import Poll
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, noted

_PARTS: Final = (
    ("results", noted("Results"), OFFICE),
    ("resolution", noted("Resolution"), frozenset({Role.CLERK, Role.CONVENER})),
    ("releases", noted("Disclosure"), frozenset({Role.CLERK, Role.CONVENER})),
    ("publishing", noted("Publication"), frozenset({Role.CLERK, Role.CONVENER})),
    ("follow-up", noted("Follow-up"), OFFICE),
    ("petitions", noted("Petitions"), frozenset({Role.CLERK, Role.CONVENER})),
)


def around(request: Visit, poll: Poll, current: str) -> dict[str, Any]:
    """Return what every page of one poll shows around its content."""
    council = is_council(poll)
    return {
        "poll": poll,
        "state_shape": STATE_SHAPES[PollState(poll.state)],
        "state_name": state_name(poll.state),
        "council": council,
        "parts": [
            {
                "text": _(word) if council or name != "resolution" else _("Report upward"),
                "url": reverse(f"consequences:{name}", kwargs={"poll": poll.key}),
                "current": name == current,
            }
            for name, word, roles in _PARTS
            if not roles.isdisjoint(request.roles) and (council or name != "petitions")
        ],
    }


def require_results(poll: Poll) -> None:
    """Answer as if the page were not there before the minutes are signed.

    :raises Http404: then.
    """
    if not has_results(poll):
        raise Http404
