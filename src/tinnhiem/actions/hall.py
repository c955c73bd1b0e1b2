"""The screen of the hall: the chair releases a step, and what it shows is frozen then."""

from datetime import datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.hall import NotYetError, content_of
from tinnhiem.records.models import Account, Conference, HallScreen, HallStep, Poll
from tinnhiem.wording.language import _, noted

CHAIR: Final = frozenset({Role.CONVENER})


@act("hall.released", roles=CHAIR, says=noted("{actor} put on the screen of the hall: {subject}"))
def release(
    *, poll: Poll, conference: Conference, kind: str, page: int, by: Account, at: datetime
) -> Noted[HallScreen]:
    """Put a page of a step on the screen, as it is now; it stays so whatever changes after.

    :raises RefusedError: where the step has nothing that may be shown yet.
    """
    here = poll.conferences.select_for_update().select_related("poll").get(pk=conference.pk)
    try:
        content = content_of(here, kind, page)
    except NotYetError as error:
        raise RefusedError(_(error.message)) from error
    screen = _screen(here)
    last = here.hall_steps.order_by("-number").first()
    number = last.number + 1 if last else 1
    step = HallStep.objects.create(conference=here, number=number, kind=kind, content=content)
    screen.step = step
    screen.revision += 1
    screen.save()
    after = {"step": kind, "page": page, "number": number}
    return Noted(result=screen, subject=kind, after=after)


@act("hall.blanked", roles=CHAIR, says=noted("{actor} blanked the screen of the hall"))
def blank(*, poll: Poll, conference: Conference, by: Account, at: datetime) -> Noted[HallScreen]:
    """Show nothing on the screen."""
    here = poll.conferences.select_for_update().get(pk=conference.pk)
    screen = _screen(here)
    screen.step = None
    screen.revision += 1
    screen.save()
    return Noted(result=screen, subject=str(here))


_ADDRESSED = noted("{actor} made a new address for the screen of {subject}")


@act("hall.opened", roles=CHAIR, says=_ADDRESSED)
def new_address(
    *, poll: Poll, conference: Conference, by: Account, at: datetime
) -> Noted[HallScreen]:
    """Give the screen a new address; the one before shows nothing more."""
    here = poll.conferences.select_for_update().get(pk=conference.pk)
    old = HallScreen.objects.filter(conference=here).first()
    if old:
        old.delete()
    made = HallScreen.objects.create(
        conference=here,
        step=old.step if old else None,
        revision=old.revision + 1 if old else 0,
    )
    return Noted(result=made, subject=str(here))


def _screen(conference: Conference) -> HallScreen:
    made, _new = HallScreen.objects.select_for_update().get_or_create(conference=conference)
    return made
