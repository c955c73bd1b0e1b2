"""The calendar of a poll as an iCalendar file (RFC 5545), for the calendars that people keep."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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


#: Revisions are counted in seconds from here, so that a later file always supersedes an earlier.
_FIRST_REVISION = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarIdentity:
    """What tells the calendars of two polls on the same legal bases apart.

    ``body`` is the kind of body, or empty where no steps were chosen by it; ``year`` that of the
    day that the calendar hangs on.
    """

    year: int
    body: str = ""


def calendar_file(
    steps: Iterable[Step], chain: Chain, *, identity: CalendarIdentity, stamp: datetime
) -> bytes:
    """Return a file with one whole-day entry for the last day of each step.

    The same values give the same bytes. The UID of an entry comes from the step, the legal bases
    and ``identity``, never from the last day: read in again after the opening has moved, the file
    moves its entries. ``stamp``, when the file is made (with its time zone), says which of two
    files is newer.
    """
    from icalendar import Calendar  # noqa: PLC0415 - costly to import, and seldom asked for

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for step in steps:
        entry = _entry(step, chain)
        entry.add("uid", _uid(step, chain, identity))
        entry.add("dtstamp", stamp)
        entry.add("sequence", max(0, int((stamp - _FIRST_REVISION).total_seconds())))
        calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content


def _uid(step: Step, chain: Chain, identity: CalendarIdentity) -> str:
    bases = ".".join(instrument.id for instrument in chain.instruments)
    poll = ".".join(part for part in (identity.body, str(identity.year)) if part)
    return f"{step.rule.id}.{poll}@{bases}.tinnhiem"


def _entry(step: Step, chain: Chain) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - as above

    rule, due = step.rule, step.due
    entry = Event()
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
