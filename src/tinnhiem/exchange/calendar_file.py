"""The calendar of a poll as an iCalendar file (RFC 5545), for the calendars that people keep."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from tinnhiem.law.chain import Chain
from tinnhiem.law.rulebook import StepRule
from tinnhiem.law.timeline import Step
from tinnhiem.wording.citations import quoted
from tinnhiem.wording.language import _, current
from tinnhiem.wording.terms import ACTORS, CITED_INSTRUMENTS, STATUSES, label

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT = "-//Tinnhiem//tinnhiem//VI"


def calendar_file(steps: Iterable[Step], chain: Chain) -> bytes:
    """Return a file with one whole-day entry for the last day of each step.

    The same steps give the same bytes: the stamp of an entry is the start of its day, for no clock
    is read, and its UID comes from the instrument, the step and the day.
    """
    from icalendar import Calendar  # noqa: PLC0415 - costly to import, and seldom asked for

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for step in steps:
        calendar.add_component(_entry(step, chain))
    content: bytes = calendar.to_ical()
    return content


def _entry(step: Step, chain: Chain) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - as above

    rule, due = step.rule, step.due
    entry = Event()
    entry.add("uid", f"{rule.id}.{due.isoformat()}@{chain.base.id}.tinnhiem")
    entry.add("dtstamp", datetime.combine(due, time(), UTC))
    entry.add("dtstart", due)
    entry.add("dtend", due + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", rule.en if current() == "en" else rule.vi)
    entry.add("description", _description(rule, chain))
    return entry


def _description(rule: StepRule, chain: Chain) -> str:
    """Return who acts, by which clause, and how far the clause has been checked."""
    identifier = rule.citation.instrument or chain.base.id
    instrument = chain.instrument(identifier)
    name = label(CITED_INSTRUMENTS, identifier)
    if instrument is not None:
        name = instrument.short_en if current() == "en" else instrument.short_vi
    return _("Last day. {actor}; {citation} ({status})").format(
        actor=label(ACTORS, rule.actor),
        citation=quoted(rule.citation, name, commas=chain.base.track == "party"),
        status=label(STATUSES, rule.status.value),
    )
