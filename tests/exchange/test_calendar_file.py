"""The calendar file: one whole-day entry a step, the same bytes for the same steps."""

from datetime import date, timedelta

from icalendar import Calendar

from tinnhiem.exchange.calendar_file import calendar_file
from tinnhiem.exchange.public_holidays import is_public_holiday
from tinnhiem.law.chain import load_chain
from tinnhiem.law.timeline import timeline

CHAIN = load_chain("nq-96-2023-qh15")


def test_each_step_has_an_entry_on_its_last_day() -> None:
    steps = timeline(CHAIN, opening=date(2028, 12, 5), is_holiday=is_public_holiday)
    entries = list(Calendar.from_ical(calendar_file(steps, CHAIN)).walk("VEVENT"))
    assert [entry["dtstart"].dt for entry in entries] == [step.due for step in steps]
    assert {entry["dtend"].dt - entry["dtstart"].dt for entry in entries} == {timedelta(days=1)}
    assert [str(entry["summary"]) for entry in entries] == [step.rule.vi for step in steps]
    assert "Điều 11 Nghị quyết số 96/2023/QH15" in str(entries[0]["description"])
    assert len({str(entry["uid"]) for entry in entries}) == len(entries)


def test_the_same_steps_give_the_same_bytes_in_lines_of_75_octets() -> None:
    steps = timeline(CHAIN, opening=date(2028, 12, 5), is_holiday=is_public_holiday)
    content = calendar_file(steps, CHAIN)
    assert content == calendar_file(steps, CHAIN)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
