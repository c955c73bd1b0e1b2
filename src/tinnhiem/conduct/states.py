"""The states of a poll, the stages of a conference, and which of them go together."""

from enum import StrEnum
from typing import Final


class PollState(StrEnum):
    """Where a poll stands, in the order in which a poll passes them."""

    DRAFT = "draft"
    PREPARING = "preparing"
    READING = "reading"
    FROZEN = "frozen"
    BALLOTING = "balloting"
    COUNTING = "counting"
    MINUTED = "minuted"
    CONFIRMED = "confirmed"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """Where one conference of a poll stands on its day."""

    WAITING = "waiting"
    VOTING = "voting"
    COUNTING = "counting"
    COUNTED = "counted"
    MINUTED = "minuted"


_BEFORE: Final = frozenset({Stage.WAITING})
_MINUTED: Final = frozenset({Stage.MINUTED})

#: Which stages its conferences may have while a poll is in a state.
STAGES_IN: Final[dict[PollState, frozenset[Stage]]] = {
    PollState.DRAFT: _BEFORE,
    PollState.PREPARING: _BEFORE,
    PollState.READING: _BEFORE,
    PollState.FROZEN: _BEFORE,
    PollState.BALLOTING: frozenset(Stage),
    PollState.COUNTING: frozenset({Stage.COUNTING, Stage.COUNTED, Stage.MINUTED}),
    PollState.MINUTED: _MINUTED,
    PollState.CONFIRMED: _MINUTED,
    PollState.PUBLISHED: _MINUTED,
    PollState.ARCHIVED: _MINUTED,
    PollState.CANCELLED: frozenset(Stage),
}

#: The slate, the posts and the dossiers can be changed in these states only.
EDITABLE: Final = frozenset({PollState.DRAFT, PollState.PREPARING})
#: A poll in one of these has ended; nothing more is written to it but the log of who read it.
ENDED: Final = frozenset({PollState.ARCHIVED, PollState.CANCELLED})
#: Results exist, for those whom they are open to.
COUNTED: Final = frozenset(
    {PollState.MINUTED, PollState.CONFIRMED, PollState.PUBLISHED, PollState.ARCHIVED}
)


def following(stages: tuple[Stage, ...], now: PollState) -> PollState:
    """Return the state of a poll that follows from the stages of its conferences.

    Only the states of the day follow their conferences: the first that votes opens the balloting,
    the last that counts ends it, the last that has signed minutes ends the count.
    """
    if now not in {PollState.FROZEN, PollState.BALLOTING, PollState.COUNTING} or not stages:
        return now
    if all(stage is Stage.MINUTED for stage in stages):
        return PollState.MINUTED
    if all(stage in STAGES_IN[PollState.COUNTING] for stage in stages):
        return PollState.COUNTING
    if any(stage is not Stage.WAITING for stage in stages):
        return PollState.BALLOTING
    return now
