"""The table of permitted steps: from where, to where, by whom, and under which conditions.

``docs/reference/poll-states.md`` is made from this table. ``second`` names the roles of which
another person confirms a step that cannot be undone.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tinnhiem.conduct.states import ENDED, PollState, Stage


class Role(StrEnum):
    """What a person is in a poll. One person may be several things, except where they exclude."""

    CLERK = "clerk"
    CONVENER = "convener"
    OFFICEHOLDER = "officeholder"
    ASSISTANT = "assistant"
    FRONT = "front"
    VOTER = "voter"
    DESK = "desk"
    BOARD = "board"
    HEAD = "head"
    PERSONNEL = "personnel"
    OBSERVER = "observer"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One step of a poll. A step without ``to`` leaves the state as it is (it marks the poll)."""

    id: str
    sources: frozenset[PollState]
    to: PollState | None
    roles: frozenset[Role]
    conditions: tuple[str, ...] = ()
    second: frozenset[Role] = frozenset()
    reason: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTransition:
    """One step of a conference on its day, in these states of its poll."""

    id: str
    source: Stage
    to: Stage
    polls: frozenset[PollState]
    roles: frozenset[Role]
    conditions: tuple[str, ...] = ()
    second: frozenset[Role] = frozenset()
    reason: bool = False


_CLERK: Final = frozenset({Role.CLERK})
_CONVENER: Final = frozenset({Role.CONVENER})
_HEAD: Final = frozenset({Role.HEAD})
_RUNNING: Final = frozenset(PollState) - ENDED
_BEFORE_MINUTES: Final = frozenset(
    {
        PollState.DRAFT,
        PollState.PREPARING,
        PollState.READING,
        PollState.FROZEN,
        PollState.BALLOTING,
        PollState.COUNTING,
    }
)

TRANSITIONS: Final = {
    step.id: step
    for step in (
        Transition(
            id="prepare",
            sources=frozenset({PollState.DRAFT}),
            to=PollState.PREPARING,
            roles=_CLERK,
            conditions=("not-suspended", "not-secret", "bases-known", "dated", "has-conference"),
        ),
        Transition(
            id="open-reading",
            sources=frozenset({PollState.PREPARING}),
            to=PollState.READING,
            roles=_CLERK,
            conditions=(
                "not-suspended",
                "base-chosen",
                "somebody-rated",
                "all-decided",
                "slate-approved",
                "slate-unchanged",
                "voters-known",
                "reports-received",
                "opinions-received",
            ),
        ),
        Transition(
            id="return-to-preparation",
            sources=frozenset({PollState.READING}),
            to=PollState.PREPARING,
            roles=_CONVENER,
            conditions=("not-suspended",),
            reason=True,
        ),
        Transition(
            id="freeze",
            sources=frozenset({PollState.READING}),
            to=PollState.FROZEN,
            roles=_CLERK,
            conditions=(
                "not-suspended",
                "all-decided",
                "slate-approved",
                "slate-unchanged",
                "reports-received",
                "questions-answered",
            ),
        ),
        Transition(
            id="reopen-reading",
            sources=frozenset({PollState.FROZEN}),
            to=PollState.READING,
            roles=_CONVENER,
            conditions=("not-suspended", "none-has-voted"),
            reason=True,
        ),
        Transition(
            id="confirm",
            sources=frozenset({PollState.MINUTED}),
            to=PollState.CONFIRMED,
            roles=_CONVENER,
            conditions=("not-suspended", "results-complete", "concluded"),
        ),
        Transition(
            id="publish",
            sources=frozenset({PollState.CONFIRMED}),
            to=PollState.PUBLISHED,
            roles=_CLERK,
            conditions=("not-suspended", "may-be-public", "results-complete"),
            second=_CONVENER,
        ),
        Transition(
            id="archive",
            sources=frozenset({PollState.PUBLISHED}),
            to=PollState.ARCHIVED,
            roles=_CLERK,
            conditions=("not-suspended", "cases-settled", "all-sealed"),
        ),
        Transition(
            id="archive-unpublished",
            sources=frozenset({PollState.CONFIRMED}),
            to=PollState.ARCHIVED,
            roles=_CLERK,
            conditions=("not-suspended", "not-to-be-public", "cases-settled", "all-sealed"),
        ),
        Transition(
            id="suspend",
            sources=_RUNNING,
            to=None,
            roles=_CONVENER,
            conditions=("not-suspended",),
            reason=True,
        ),
        Transition(
            id="resume",
            sources=_RUNNING,
            to=None,
            roles=_CONVENER,
            conditions=("suspended",),
            reason=True,
        ),
        Transition(
            id="cancel",
            sources=_BEFORE_MINUTES,
            to=PollState.CANCELLED,
            roles=_CLERK,
            second=_CONVENER,
            reason=True,
        ),
    )
}

_DAY: Final = frozenset({PollState.FROZEN, PollState.BALLOTING})

DAY_TRANSITIONS: Final = {
    step.id: step
    for step in (
        DayTransition(
            id="open-balloting",
            source=Stage.WAITING,
            to=Stage.VOTING,
            polls=_DAY,
            roles=_CONVENER,
            conditions=(
                "day-not-suspended",
                "somebody-present",
                "quorum",
                "quorum-confirmed",
                "slate-adopted",
                "board-elected",
                "board-large-enough",
                "board-has-head",
                "board-not-on-slate",
                "enough-sheets",
            ),
        ),
        DayTransition(
            id="start-count",
            source=Stage.VOTING,
            to=Stage.COUNTING,
            polls=frozenset({PollState.BALLOTING}),
            roles=_HEAD,
            conditions=("day-not-suspended", "ledger-balances", "ledger-announced"),
        ),
        DayTransition(
            id="close-count",
            source=Stage.COUNTING,
            to=Stage.COUNTED,
            polls=frozenset({PollState.BALLOTING, PollState.COUNTING}),
            roles=_HEAD,
            conditions=(
                "day-not-suspended",
                "ledger-announced",
                "batches-agree",
                "no-doubts",
                "identities-hold",
                "scanners-checked",
                "second-reading-whole",
                "second-look-done",
            ),
        ),
        DayTransition(
            id="count-again",
            source=Stage.COUNTED,
            to=Stage.COUNTING,
            polls=frozenset({PollState.BALLOTING, PollState.COUNTING}),
            roles=_HEAD,
            conditions=("day-not-suspended",),
            second=frozenset({Role.BOARD}),
            reason=True,
        ),
        DayTransition(
            id="close-minutes",
            source=Stage.COUNTED,
            to=Stage.MINUTED,
            polls=frozenset({PollState.BALLOTING, PollState.COUNTING}),
            roles=_HEAD,
            conditions=("day-not-suspended", "all-signed"),
        ),
    )
}
