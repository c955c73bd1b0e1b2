"""What conditions, states and steps are called, and the sentence for a condition that blocks."""

from typing import Final

from tinnhiem.conduct.deciding import Finding
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.wording.language import _, noted

STATE_NAMES: Final = {
    PollState.DRAFT: noted("Draft"),
    PollState.PREPARING: noted("In preparation"),
    PollState.READING: noted("Reading"),
    PollState.FROZEN: noted("Frozen"),
    PollState.BALLOTING: noted("Balloting"),
    PollState.COUNTING: noted("Counting"),
    PollState.MINUTED: noted("Minutes signed"),
    PollState.CONFIRMED: noted("Confirmed"),
    PollState.PUBLISHED: noted("Published"),
    PollState.ARCHIVED: noted("Archived"),
    PollState.CANCELLED: noted("Cancelled"),
}
STAGE_NAMES: Final = {
    Stage.WAITING: noted("Not yet opened"),
    Stage.VOTING: noted("Balloting"),
    Stage.COUNTING: noted("Counting"),
    Stage.COUNTED: noted("Counted, minutes to be signed"),
    Stage.MINUTED: noted("Minutes signed"),
}
#: The shape of the tag of each state, as the design has them.
STATE_SHAPES: Final = {
    PollState.DRAFT: "empty",
    PollState.PREPARING: "half",
    PollState.READING: "half",
    PollState.FROZEN: "lock",
    PollState.BALLOTING: "half",
    PollState.COUNTING: "half",
    PollState.MINUTED: "done",
    PollState.CONFIRMED: "done",
    PollState.PUBLISHED: "done",
    PollState.ARCHIVED: "archive",
    PollState.CANCELLED: "none",
}
STEP_NAMES: Final = {
    "prepare": noted("Begin the preparation"),
    "open-reading": noted("Send the dossiers to the voters"),
    "return-to-preparation": noted("Take back to preparation"),
    "freeze": noted("Freeze the dossiers"),
    "reopen-reading": noted("Reopen the dossiers"),
    "confirm": noted("Confirm the result"),
    "publish": noted("Publish the result"),
    "archive": noted("Archive the poll"),
    "archive-unpublished": noted("Archive without publishing"),
    "suspend": noted("Suspend the poll"),
    "resume": noted("Resume the poll"),
    "cancel": noted("Cancel the poll"),
    "open-balloting": noted("Open the balloting"),
    "start-count": noted("Start the count"),
    "close-count": noted("Close the count"),
    "count-again": noted("Order a new count"),
    "close-minutes": noted("Close the signed minutes"),
}
#: What holds or does not: the sentence when a condition holds, and when it does not.
CONDITION_WORDS: Final = {
    "not-suspended": (noted("The poll is not suspended."), noted("The poll is suspended.")),
    "suspended": (noted("The poll is suspended."), noted("The poll is not suspended.")),
    "not-secret": (
        noted("The poll is not classified."),
        noted("The poll is marked as a state secret and cannot be kept on a connected machine."),
    ),
    "bases-known": (
        noted("The legal bases are known."),
        noted("A law file of the poll is unknown or unsound."),
    ),
    "base-chosen": (
        noted("The base of the percentages is settled."),
        noted("The plan has not chosen the base of the percentages."),
    ),
    "dated": (
        noted("The dates are set."),
        noted("Neither an opening date nor a poll date is set."),
    ),
    "has-conference": (noted("There is a conference."), noted("There is no conference yet.")),
    "somebody-rated": (noted("Somebody is on the list."), noted("Nobody is on the list yet.")),
    "all-decided": (
        noted("It is settled for everybody whether they are rated."),
        noted("For {count} persons it is not settled whether they are rated."),
    ),
    "slate-approved": (
        noted("The standing body approved the list."),
        noted("The standing body has not approved the list."),
    ),
    "slate-unchanged": (
        noted("The list is as it was approved."),
        noted("The list was changed after its approval."),
    ),
    "voters-known": (noted("The roll of voters is there."), noted("The roll of voters is empty.")),
    "reports-received": (
        noted("All reports were received."),
        noted("{count} reports are missing."),
    ),
    "opinions-received": (
        noted("The Front's synthesis of voters' opinions is there."),
        noted("The Front's synthesis of voters' opinions is not there yet."),
    ),
    "questions-answered": (
        noted("Every question was answered."),
        noted("{count} questions are not answered."),
    ),
    "results-complete": (
        noted("Everybody on the list has a result."),
        noted("Not everybody on the list has a result."),
    ),
    "concluded": (
        noted("The resolution or the report upward is recorded."),
        noted("Neither a resolution nor a report upward is recorded."),
    ),
    "may-be-public": (
        noted("The legal bases open the result to the public."),
        noted("The legal bases do not open the result to the public."),
    ),
    "not-to-be-public": (
        noted("The legal bases do not open the result to the public."),
        noted("The legal bases open the result to the public, and it is not published."),
    ),
    "cases-settled": (
        noted("Every legal case was concluded."),
        noted("{count} legal cases are not concluded."),
    ),
    "all-sealed": (
        noted("The ballots are sealed and recorded."),
        noted("At {count} conferences the sealing is not recorded."),
    ),
    "none-has-voted": (
        noted("No conference has opened its balloting."),
        noted("A conference has opened its balloting."),
    ),
    "day-not-suspended": (noted("The poll is not suspended."), noted("The poll is suspended.")),
    "quorum": (
        noted("{present} are present, {needed} are needed."),
        noted("Only {present} are present, {needed} are needed."),
    ),
    "quorum-confirmed": (
        noted("The quorum formula is verified."),
        noted("The quorum formula is not verified: the chair confirms it and writes why."),
    ),
    "somebody-present": (noted("Attendance was taken."), noted("Nobody is checked in yet.")),
    "slate-adopted": (
        noted("The conference adopted the list."),
        noted("The conference has not adopted the list as it now is."),
    ),
    "board-elected": (
        noted("The conference elected the counting board."),
        noted("The conference has not elected the counting board."),
    ),
    "board-large-enough": (
        noted("The counting board has {count} members, {needed} are needed."),
        noted("The counting board has {count} members, {needed} are needed."),
    ),
    "board-has-head": (
        noted("The counting board has a head."),
        noted("The counting board has no head."),
    ),
    "board-not-on-slate": (
        noted("Nobody of the counting board is on the list."),
        noted("{count} members of the counting board are on the list."),
    ),
    "enough-sheets": (
        noted("Enough ballots of every type were printed."),
        noted("Of {count} ballot types fewer ballots were printed than voters are present."),
    ),
    "ledger-balances": (
        noted("Every ballot is accounted for."),
        noted("The ledgers of {count} ballot types do not balance and carry no reason."),
    ),
    "ledger-announced": (
        noted("The head announced issued and returned."),
        noted("The head has not announced issued and returned of {count} ballot types."),
    ),
    "batches-agree": (
        noted("Both teams agree on every batch."),
        noted("{count} batches are not settled."),
    ),
    "identities-hold": (
        noted("Every sum holds."),
        noted(
            "{count} sums do not hold: scan or key what is missing, or let two members correct the"
            " ledger with a reason."
        ),
    ),
    "no-doubts": (noted("No doubtful mark is left."), noted("{count} doubtful marks are left.")),
    "scanners-checked": (
        noted("Every scanner was checked again at the end, and its bounds held."),
        noted(
            "{count} scanners were not checked again at the end of the count, or their bounds did"
            " not hold."
        ),
    ),
    "second-reading-whole": (
        noted("A second scan, where one was begun, is whole."),
        noted(
            "The second scan of {count} pages is not whole: scan the rest a second time, or drop"
            " its stacks."
        ),
    ),
    "second-look-done": (
        noted("The second look is done."),
        noted("{count} second looks are due."),
    ),
    "all-signed": (
        noted("Every member of the board signed."),
        noted("{count} members of the board have not signed."),
    ),
}


def finding_sentence(finding: Finding) -> str:
    """Return the sentence about a condition as it was found."""
    holds, blocks = CONDITION_WORDS[finding.condition]
    return _(holds if finding.holds else blocks).format(**finding.values)


def state_name(state: str) -> str:
    """Return what a state of a poll is called."""
    return _(STATE_NAMES[PollState(state)])


def state_shape(state: str) -> str:
    """Return the shape of the tag of a state of a poll."""
    return STATE_SHAPES[PollState(state)]


def step_name(step: str) -> str:
    """Return what a step is called, as the button that takes it says."""
    return _(STEP_NAMES[step])
