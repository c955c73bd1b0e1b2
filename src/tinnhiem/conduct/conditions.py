"""What must hold before a step: one function a condition, from the facts to a finding.

A condition that may be waived holds back the step until somebody writes the reason down. ``about``
names the kind of rule of law that it rests on, so that the page can cite it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from tinnhiem.conduct.facts import ConferenceFacts, PollFacts
from tinnhiem.conduct.states import Stage

F = TypeVar("F", PollFacts, ConferenceFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Generic[F]):
    """A condition: how it is found in the facts, and the numbers its sentence tells."""

    id: str
    holds: Callable[[F], bool]
    values: Callable[[F], dict[str, int]] = field(default=lambda _facts: {})
    waivable: bool = False
    about: str = ""


def _poll(
    name: str,
    holds: Callable[[PollFacts], bool],
    *,
    count: Callable[[PollFacts], int] | None = None,
    waivable: bool = False,
    about: str = "",
) -> Condition[PollFacts]:
    values = (lambda facts: {"count": count(facts)}) if count else (lambda _facts: {})
    return Condition(id=name, holds=holds, values=values, waivable=waivable, about=about)


def _day(
    name: str,
    holds: Callable[[ConferenceFacts], bool],
    *,
    values: Callable[[ConferenceFacts], dict[str, int]] = lambda _facts: {},
    waivable: bool = False,
    about: str = "",
) -> Condition[ConferenceFacts]:
    return Condition(id=name, holds=holds, values=values, waivable=waivable, about=about)


POLL_CONDITIONS: Final = {
    condition.id: condition
    for condition in (
        _poll("not-suspended", lambda f: not f.suspended),
        _poll("suspended", lambda f: f.suspended),
        _poll("not-secret", lambda f: not f.secret),
        _poll("bases-known", lambda f: f.bases_known),
        _poll("base-chosen", lambda f: f.base_chosen, about="denominator"),
        _poll("dated", lambda f: f.dated, about="step"),
        _poll("has-conference", lambda f: f.conferences > 0),
        _poll("somebody-rated", lambda f: f.rated > 0, about="subject"),
        _poll("all-decided", lambda f: f.undecided == 0, count=lambda f: f.undecided),
        _poll("slate-approved", lambda f: f.slate_approved),
        _poll("slate-unchanged", lambda f: not f.slate_changed),
        _poll("voters-known", lambda f: f.voters > 0, count=lambda f: f.voters),
        _poll(
            "reports-received",
            lambda f: f.reports_missing == 0,
            count=lambda f: f.reports_missing,
            waivable=True,
            about="step",
        ),
        _poll("opinions-received", lambda f: f.opinions_received, waivable=True, about="step"),
        _poll(
            "questions-answered",
            lambda f: f.questions_open == 0,
            count=lambda f: f.questions_open,
            waivable=True,
            about="step",
        ),
        _poll("results-complete", lambda f: f.results_complete),
        _poll("concluded", lambda f: f.concluded, about="document"),
        _poll("may-be-public", lambda f: "public" in f.scopes, about="disclosure"),
        _poll(
            "not-to-be-public",
            lambda f: "public" not in f.scopes,
            waivable=True,
            about="disclosure",
        ),
        _poll(
            "cases-settled",
            lambda f: f.cases_open == 0,
            count=lambda f: f.cases_open,
            waivable=True,
            about="outcome",
        ),
        _poll(
            "all-sealed", lambda f: f.unsealed == 0, count=lambda f: f.unsealed, about="retention"
        ),
        _poll(
            "none-has-voted",
            lambda f: all(stage is Stage.WAITING for stage in f.stages),
        ),
    )
}

CONFERENCE_CONDITIONS: Final = {
    condition.id: condition
    for condition in (
        _day("day-not-suspended", lambda f: not f.suspended),
        _day(
            "quorum",
            lambda f: f.needed is None or f.present >= f.needed,
            values=lambda f: {"present": f.present, "needed": f.needed or 0},
            about="quorum",
        ),
        _day(
            "quorum-confirmed",
            lambda f: f.quorum_verified and f.needed is not None,
            waivable=True,
            about="quorum",
        ),
        _day("somebody-present", lambda f: f.present > 0),
        _day("slate-adopted", lambda f: f.slate_adopted),
        _day("board-elected", lambda f: f.board_elected, about="counting-board"),
        _day(
            "board-large-enough",
            lambda f: f.board_members >= f.board_minimum,
            values=lambda f: {"count": f.board_members, "needed": f.board_minimum},
            about="counting-board",
        ),
        _day("board-has-head", lambda f: f.board_has_head, about="counting-board"),
        _day(
            "board-not-on-slate",
            lambda f: f.board_on_slate == 0,
            values=lambda f: {"count": f.board_on_slate},
            about="counting-board",
        ),
        _day(
            "enough-sheets",
            lambda f: f.too_few_sheets == 0,
            values=lambda f: {"count": f.too_few_sheets},
        ),
        _day(
            "ledger-balances",
            lambda f: f.unbalanced == 0,
            values=lambda f: {"count": f.unbalanced},
            about="validity",
        ),
        _day(
            "ledger-announced",
            lambda f: f.unannounced == 0,
            values=lambda f: {"count": f.unannounced},
        ),
        _day(
            "batches-agree",
            lambda f: f.batches_open == 0,
            values=lambda f: {"count": f.batches_open},
        ),
        _day(
            "identities-hold",
            lambda f: f.identities_broken == 0,
            values=lambda f: {"count": f.identities_broken},
        ),
        _day("no-doubts", lambda f: f.doubts_open == 0, values=lambda f: {"count": f.doubts_open}),
        _day(
            "scanners-checked",
            lambda f: f.scanners_unchecked == 0,
            values=lambda f: {"count": f.scanners_unchecked},
            waivable=True,
        ),
        _day(
            "second-reading-whole",
            lambda f: f.not_read_twice == 0,
            values=lambda f: {"count": f.not_read_twice},
        ),
        _day(
            "second-look-done",
            lambda f: f.second_look_due == 0,
            values=lambda f: {"count": f.second_look_due},
        ),
        _day("all-signed", lambda f: f.unsigned == 0, values=lambda f: {"count": f.unsigned}),
    )
}
