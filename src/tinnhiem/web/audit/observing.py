"""What an observer sees: the steps of the board and the numbers that were announced, no more."""

from typing import Any

from django.http import HttpResponse

from tinnhiem.conduct.states import Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.conduct.words import STAGE_NAMES
from tinnhiem.records.facts import is_announced, ledgers
from tinnhiem.records.minuted import minutes_in_force
from tinnhiem.records.models import Conference, Minutes, Parcel, Poll
from tinnhiem.web.access import page
from tinnhiem.web.pages import show
from tinnhiem.web.requests import Visit
from tinnhiem.wording.language import _, ngettext

_ORDER = list(Stage)
_SHAPES = {Stage.WAITING: "empty", Stage.MINUTED: "done"}


@page(Role.OBSERVER, Role.AUDITOR)
def observe(request: Visit, *, poll: Poll) -> HttpResponse:
    """Show the steps of every conference's board, and what its head announced."""
    held = [_held(each) for each in poll.conferences.order_by("position", "pk")]
    return show(request, "audit/observe.html", {"poll": poll, "held": held})


def _held(conference: Conference) -> dict[str, Any]:
    stage = Stage(conference.stage)
    return {
        "name": conference.name,
        "shape": _SHAPES.get(stage, "half"),
        "stage": _(STAGE_NAMES[stage]),
        "steps": _steps(conference, stage),
        "ledgers": [
            {
                "title": ledger.ballot_type.title,
                "issued": ledger.announced.get("issued"),
                "returned": ledger.announced.get("returned"),
            }
            for ledger in ledgers(conference)
            if ledger.pk and ledger.announced and is_announced(ledger)
        ],
    }


def _steps(conference: Conference, stage: Stage) -> list[dict[str, Any]]:
    """The steps in their order; a number only where it was told to the hall."""
    opened = _ORDER.index(stage) >= _ORDER.index(Stage.VOTING)
    counting = _ORDER.index(stage) >= _ORDER.index(Stage.COUNTING)
    counted = _ORDER.index(stage) >= _ORDER.index(Stage.COUNTED)
    present = conference.present_at_opening
    told = ngettext("{count} present", "{count} present", present or 0).format(count=present)
    minutes = minutes_in_force(conference)
    signed = minutes is not None and minutes.state in {Minutes.State.SIGNED, Minutes.State.SEALED}
    sealed = Parcel.objects.filter(conference=conference).exists()
    return [
        _step(
            _("The list was adopted"), bool(conference.slate_adoption), conference.slate_adoption
        ),
        _step(
            _("The board was elected"), bool(conference.board_adoption), conference.board_adoption
        ),
        _step(_("The balloting was opened"), opened, told if opened and present else ""),
        _step(_("Issued and returned were announced; the count began"), counting),
        _step(_("The count was closed"), counted),
        _step(_("The minutes were signed"), signed),
        _step(_("The ballots were sealed"), sealed),
    ]


def _step(text: str, done: bool, told: object = "") -> dict[str, Any]:  # noqa: FBT001 - its state
    if isinstance(told, dict):
        names = (("for", _("In favour")), ("against", _("Against")), ("abstained", _("Abstained")))
        told = ", ".join(f"{word} {told[name]}" for name, word in names if name in told)
    return {"text": text, "done": done, "told": told}
