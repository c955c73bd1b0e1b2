"""What the parts of the day of a poll are called: duties on a board, steps on the hall's screen."""

from collections.abc import Mapping
from typing import Final

from tinnhiem.records.models import BoardMember
from tinnhiem.wording.language import _, noted

DUTIES: Final[Mapping[str, str]] = {
    BoardMember.Duty.HEAD: noted("Head of the board"),
    BoardMember.Duty.SECRETARY: noted("Secretary of the board"),
    BoardMember.Duty.MEMBER: noted("Member of the board"),
}
HALL_STEPS: Final[Mapping[str, str]] = {
    "list": noted("The list"),
    "rules": noted("How to vote"),
    "quorum": noted("Presence"),
    "sheets": noted("Issued and returned"),
    "counting": noted("The board is counting"),
    "results": noted("Results as a table"),
    "person": noted("Results person by person"),
    "case": noted("Nobody in a legal case"),
}


def duty_name(duty: str) -> str:
    """Return what a member of the board is called by their duty."""
    return _(DUTIES[duty])


def step_name(kind: str) -> str:
    """Return what a step is called on the remote of the hall."""
    return _(HALL_STEPS[kind])
