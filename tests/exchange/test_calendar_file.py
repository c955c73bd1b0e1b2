"""The calendar file: one whole-day entry a step, the same bytes for the same steps."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from tinnhiem.exchange.calendar_file import CalendarIdentity, calendar_file
from tinnhiem.exchange.public_holidays import is_public_holiday
from tinnhiem.law.chain import load_chain
from tinnhiem.law.timeline import timeline

CHAIN = load_chain("nq-96-2023-qh15")
STAMP = datetime(2028, 10, 1, 8, tzinfo=UTC)
POLL = CalendarIdentity(body="council", year=2028)


def _file(
    opening: date, *, identity: CalendarIdentity = POLL, stamp: datetime = STAMP
) -> dict[str, dict[str, Any]]:
    """The last day, stamp and revision of each entry of a calendar file, by its UID."""
    steps = timeline(CHAIN, opening=opening, is_holiday=is_public_holiday)
    content = calendar_file(steps, CHAIN, identity=identity, stamp=stamp)
    return {
        str(entry["uid"]): {
            name: entry.decoded(name) for name in ("dtstart", "dtstamp", "sequence")
        }
        for entry in Calendar.from_ical(content).walk("VEVENT")
    }


def test_each_step_has_an_entry_on_its_last_day() -> None:
    steps = timeline(CHAIN, opening=date(2028, 12, 5), is_holiday=is_public_holiday)
    entries = list(
        Calendar.from_ical(calendar_file(steps, CHAIN, identity=POLL, stamp=STAMP)).walk("VEVENT")
    )
    assert [entry.decoded("dtstart") for entry in entries] == [step.due for step in steps]
    lengths = {entry.decoded("dtend") - entry.decoded("dtstart") for entry in entries}
    assert lengths == {timedelta(days=1)}
    assert [str(entry["summary"]) for entry in entries] == [step.rule.vi for step in steps]
    assert "Điều 11 Nghị quyết số 96/2023/QH15" in str(entries[0]["description"])
    assert len({str(entry["uid"]) for entry in entries}) == len(entries)


def test_the_same_steps_give_the_same_bytes_in_lines_of_75_octets() -> None:
    steps = timeline(CHAIN, opening=date(2028, 12, 5), is_holiday=is_public_holiday)
    content = calendar_file(steps, CHAIN, identity=POLL, stamp=STAMP)
    assert content == calendar_file(steps, CHAIN, identity=POLL, stamp=STAMP)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_a_moved_opening_moves_the_entries_that_are_there() -> None:
    before = _file(date(2028, 12, 5))
    after = _file(date(2028, 11, 28), stamp=STAMP + timedelta(hours=1))
    assert set(before) == set(after)
    for uid, entry in after.items():
        assert entry["dtstart"] - before[uid]["dtstart"] == timedelta(days=-7)
        assert entry["sequence"] > before[uid]["sequence"]
        assert entry["dtstamp"] > before[uid]["dtstamp"]


def test_the_calendars_of_other_bodies_and_years_stand_beside_each_other() -> None:
    council = _file(date(2028, 12, 5))
    assembly = _file(date(2028, 12, 5), identity=CalendarIdentity(body="assembly", year=2028))
    later = _file(date(2033, 12, 5), identity=CalendarIdentity(body="council", year=2033))
    assert not set(council) & set(assembly)
    assert not set(council) & set(later)
    assert all("@nq-96-2023-qh15." in uid for uid in council)
