"""The calendar of a poll from the records: the steps of its legal bases with their due dates."""

from datetime import date

from tinnhiem.exchange.public_holidays import is_public_holiday
from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import BodyKind
from tinnhiem.law.problems import InputError
from tinnhiem.law.timeline import Step, timeline
from tinnhiem.records.models import Poll


def calendar_steps(poll: Poll, chain: Chain) -> tuple[Step, ...]:
    """Return every step of the legal bases that the dates of a poll allow to be placed."""
    if poll.opening_date is None and poll.poll_date is None:
        return ()
    try:
        return timeline(
            chain,
            opening=poll.opening_date,
            poll_date=poll.poll_date,
            body=BodyKind(poll.body_kind),
            is_holiday=is_public_holiday,
        )
    except InputError:
        return ()


def due_of(poll: Poll, chain: Chain, actor: str) -> date | None:
    """Return when the first step of somebody is due, such as that of ``officeholder``."""
    steps = (step for step in calendar_steps(poll, chain) if step.rule.actor == actor)
    return next((step.due for step in steps), None)
