"""From opinions about a doubtful row to its decision: two agree, a third on disagreement.

Pure. *Cannot agree* by anybody, or three different opinions, goes to the whole board.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

UNSURE: Final = "unsure"


class Standing(StrEnum):
    """Where a row stands after the opinions given so far."""

    WAITING = "waiting"
    SETTLED = "settled"
    WHOLE_BOARD = "whole-board"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Where a row stands, and the decision where it is settled."""

    standing: Standing
    decision: str = ""


def outcome_of(opinions: Sequence[str]) -> Outcome:
    """Return what follows from opinions, each a decision or ``unsure``."""
    if UNSURE in opinions:
        return Outcome(standing=Standing.WHOLE_BOARD)
    for decision, number in Counter(opinions).most_common(1):
        if number >= 2:
            return Outcome(standing=Standing.SETTLED, decision=decision)
    if len(opinions) >= 3:
        return Outcome(standing=Standing.WHOLE_BOARD)
    return Outcome(standing=Standing.WAITING)
