"""What the states, steps and consequences of a legal case are called."""

from typing import Final

from tinnhiem.records.models import FollowUp
from tinnhiem.wording.language import _, noted

STATES: Final = {
    FollowUp.State.WAITING: ("waiting", noted("Awaiting a decision")),
    FollowUp.State.RESIGNATION: ("half", noted("Resignation tendered")),
    FollowUp.State.SUBMITTED: ("half", noted("Submitted to the authority")),
    FollowUp.State.VOTE: ("half", noted("Goes to a confidence vote")),
    FollowUp.State.CONCLUDED: ("done", noted("Concluded")),
}
#: Steps in the order in which they mostly come; the last ends the case.
EVENTS: Final = {
    "resignation-tendered": noted("The person tendered the resignation"),
    "resignation-accepted": noted("The resignation was accepted"),
    "submission": noted("Submitted to the competent authority"),
    "vote": noted("The confidence vote was held"),
    "decision": noted("A decision was issued"),
    "conclusion": noted("The case was concluded"),
}
CONSEQUENCES: Final = {
    "may-resign": noted("The person may resign"),
    "confidence-vote": noted("A confidence vote follows where the person does not resign"),
    "confidence-vote-if-repeated": noted("A confidence vote follows where the case recurs"),
    "dismissal-submission": noted("The nominating authority submits the dismissal"),
    "out-of-planning": noted("Taken out of the planning for higher posts"),
    "other-work": noted("Relieved of the post and given other work"),
    "authority-considers": noted("The managing authority considers what follows"),
}
PLANNING: Final = {
    "kept": noted("Stays in the planning"),
    "taken-out": noted("Taken out of the planning"),
    "not-planned": noted("Was not in the planning"),
}
SCOPES: Final = {
    "person": noted("The person rated: their own result"),
    "leadership": noted("The leadership of the body"),
    "managing-authority": noted("The managing authority"),
    "conference": noted("The conference"),
    "unit": noted("The unit"),
    "public": noted("The public"),
}


def case_state(state: str) -> tuple[str, str]:
    """Return the shape and the word of the state of a case."""
    shape, word = STATES[FollowUp.State(state)]
    return shape, _(word)
