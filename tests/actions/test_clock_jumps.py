"""A clock that jumps forth and back: the log keeps its order, nothing opens by itself."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from support.office import AT, Office, build_office
from tinnhiem.actions import works
from tinnhiem.actions.polls import take_step
from tinnhiem.conduct.states import PollState
from tinnhiem.records.calendar import calendar_steps
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.log_check import verify
from tinnhiem.records.models import LogEntry, Poll, Work

pytestmark = pytest.mark.django_db
JUMPS = (0, 400, -900, 30, -1)


def _jumping(office: Office) -> None:
    """Suspend and resume a poll by a clock that jumps by days."""
    for number, days in enumerate(JUMPS):
        take_step(
            poll=office.poll, step=("suspend", "resume")[number % 2], at=AT + timedelta(days=days),
            by=office.account("convener"), reason=f"Lý do {number}",
        )  # fmt: skip


@pytest.fixture
def office() -> Office:
    built = build_office(PollState.READING)
    appointed = [each for each in built.body.appointments.all() if each.from_date is not None]
    for each in appointed:
        each.from_date = None
        each.save()
    return built


def test_the_log_is_in_the_order_of_what_happened_and_its_chain_is_whole(office: Office) -> None:
    _jumping(office)

    told = list(LogEntry.objects.order_by("sequence"))
    assert [entry.reason for entry in told] == [f"Lý do {n}" for n in range(len(JUMPS))]
    assert [(entry.at - AT).days for entry in told] == list(JUMPS)
    assert verify().sound


def test_the_state_of_a_poll_follows_acts_and_no_clock(office: Office) -> None:
    _jumping(office)

    kept = Poll.objects.get(pk=office.poll.pk)
    assert (PollState(kept.state), bool(kept.suspended)) == (PollState.READING, True)


@pytest.mark.parametrize("days", [-800, 800])
def test_looking_at_the_calendar_on_any_day_changes_nothing(office: Office, days: int) -> None:
    poll = office.poll
    poll.opening_date = timezone.localdate() + timedelta(days=days)
    poll.poll_date = poll.opening_date
    poll.save()
    before = Poll.objects.filter(pk=poll.pk).values().get()
    browser = Client()
    browser.force_login(office.account("clerk"))

    assert browser.get(f"/cuoc/{poll.key}/tong-quan").status_code == 200
    assert calendar_steps(poll, chain_for(poll))

    assert Poll.objects.filter(pk=poll.pk).values().get() == before
    assert not LogEntry.objects.exists()


@pytest.fixture
def kind() -> Iterator[str]:
    """A kind of work that is done at once."""

    @works.work("at-once")
    def do(asked: Work, _advance: works.Advance) -> works.Keep:
        def keep() -> Mapping[str, Any]:
            return {"asked": asked.key}

        return keep

    yield "at-once"
    del works.WORKS["at-once"]


def test_a_lease_outlives_a_clock_that_goes_back_and_ends_after_one_that_goes_forth(
    office: Office, kind: str
) -> None:
    now = timezone.now()
    asked = works.ask(kind=kind, poll=office.poll, by=None)
    asked.state, asked.lease, asked.attempts = Work.State.RUNNING, "mine", 1
    asked.leased_until = now + works.LEASE
    asked.save()

    assert works.reclaim(now - timedelta(days=30)) == 0
    assert works.reclaim(now) == 0
    assert works.reclaim(now + timedelta(days=30)) == 1
    assert works.reclaim(now - timedelta(days=30)) == 0

    asked.refresh_from_db()
    assert (asked.state, asked.lease) == (Work.State.WAITING, "")
    works.carry_out.call(asked.key)
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == (Work.State.DONE, 2)
