"""What steps of a poll and of its conferences have in common: reasons given, what else follows."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from tinnhiem.actions.refusals import RefusedError
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account
from tinnhiem.wording.language import _

S = TypeVar("S")
#: Why conditions are waived: by their names.
Reasons = Mapping[str, str]


class Permitted(Protocol):
    """A permitted step as the tables have it."""

    @property
    def second(self) -> frozenset[Role]:
        """Who confirms it, where two people take it."""

    @property
    def reason(self) -> bool:
        """Whether it needs a reason."""


class Consequences(Generic[S]):
    """What else the steps of one table change, in their own transaction: one function a step."""

    def __init__(self, steps: Collection[str]) -> None:
        self._steps = steps
        self._kept: dict[str, Callable[[S, Account, datetime], None]] = {}

    def of(
        self, step: str
    ) -> Callable[[Callable[[S, Account, datetime], None]], Callable[[S, Account, datetime], None]]:
        """Mark a function as what a step also changes.

        :raises ValueError: where the table has no such step, or it has one already.
        """

        def keep(
            function: Callable[[S, Account, datetime], None],
        ) -> Callable[[S, Account, datetime], None]:
            if step in self._kept or step not in self._steps:
                raise ValueError(step)
            self._kept[step] = function
            return function

        return keep

    def follow(self, step: str, subject: S, by: Account, at: datetime) -> None:
        """Do what a step also changes, where it changes anything."""
        if step in self._kept:
            self._kept[step](subject, by, at)


def reasons_given(
    permitted: Permitted, reason: str, waivers: Reasons, *, confirmed: bool
) -> dict[str, str]:
    """Return why conditions are waived, where the step may be taken so.

    :raises RefusedError: where a second person or the reason is missing.
    """
    if permitted.second and not confirmed:
        raise RefusedError(_("A second person must confirm this step."))
    if permitted.reason and not reason.strip():
        raise RefusedError(_("Write down the reason."), "reason")
    return {name: text.strip() for name, text in waivers.items() if text.strip()}


def waived(given: Reasons) -> dict[str, str]:
    """Return what the log keeps of waived conditions."""
    return {f"waived {name}": text for name, text in given.items()}
