"""The calendar of a poll: when each step is due, what is late.

Due dates hang on the opening of the sitting or on the day of the poll, as the rulebook says, and
move with it. Public holidays come from outside, for the law reads no calendar of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tinnhiem.law.chain import Chain, for_body, is_in_force
from tinnhiem.law.poll import BodyKind
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.rulebook import StepRule

IsHoliday = Callable[[date], bool]

_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step and the day on which it is due at the latest."""

    rule: StepRule
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a step stands: ``done``, ``late`` (done after it was due), ``overdue``, ``due``."""

    step: Step
    done_on: date | None
    state: str


def timeline(
    chain: Chain,
    *,
    opening: date | None = None,
    poll_date: date | None = None,
    body: BodyKind | None = None,
    is_holiday: IsHoliday,
) -> tuple[Step, ...]:
    """Every step in force on its anchor, where that is known, in order of its due date.

    With a ``body``, only the steps that concern it, each cited as it is for this kind of body.

    :raises InputError: ``anchor-missing`` where the chain has steps and no anchor given fits them.
    """
    anchors = {"opening": opening, "poll": poll_date}
    rules = [rule for rule in chain.of(StepRule) if body is None or _concerns(rule, body)]
    steps = [
        Step(rule=for_body(rule, body), due=due_date(rule, anchor, is_holiday))
        for rule in rules
        if (anchor := anchors[rule.anchor]) is not None and is_in_force(rule, anchor)
    ]
    if rules and all(anchors[rule.anchor] is None for rule in rules):
        values = {"needed": rules[0].anchor, "id": chain.base.id}
        raise InputError((Problem(code="anchor-missing", place=rules[0].anchor, values=values),))
    return tuple(sorted(steps, key=lambda step: step.due))


def _concerns(rule: StepRule, body: BodyKind) -> bool:
    return not rule.bodies or body in rule.bodies


def due_date(rule: StepRule, anchor: date, is_holiday: IsHoliday) -> date:
    """The day a step is due, counted from its anchor in calendar or in working days.

    :raises InputError: ``date-out-of-range`` where the calendar ends.
    """
    try:
        if rule.counting == "calendar":
            return anchor + timedelta(days=rule.days)
        return _working_days(anchor, rule.days, is_holiday)
    except OverflowError as error:
        values = {"id": rule.id, "anchor": anchor.isoformat()}
        problem = Problem(code="date-out-of-range", place=rule.anchor, values=values)
        raise InputError((problem,)) from error


def _working_days(anchor: date, days: int, is_holiday: IsHoliday) -> date:
    stride = timedelta(days=1 if days > 0 else -1)
    day, left = anchor, abs(days)
    while left:
        day += stride
        left -= is_working_day(day, is_holiday)
    return day


def is_working_day(day: date, is_holiday: IsHoliday) -> bool:
    """Whether offices work on a day: neither a weekend nor a public holiday."""
    return day.weekday() < _SATURDAY and not is_holiday(day)


def progress(
    steps: tuple[Step, ...], done: Mapping[str, date], today: date
) -> tuple[Progress, ...]:
    """Where each step stands on a day; a late step stays late, and is named as such."""
    return tuple(
        Progress(
            step=step,
            done_on=done.get(step.rule.id),
            state=_state(step, done.get(step.rule.id), today),
        )
        for step in steps
    )


def _state(step: Step, done_on: date | None, today: date) -> str:
    if done_on is not None:
        return "late" if done_on > step.due else "done"
    return "overdue" if today > step.due else "due"
