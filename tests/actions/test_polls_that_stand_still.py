"""A poll that is suspended or has ended takes no act but the few that look after it."""

import importlib
import pkgutil
from typing import Any

import pytest

from support.counts import counting_office, split
from support.day import entry_of, written
from support.office import AT, Office, build_office
from tinnhiem import actions
from tinnhiem.actions.act import ACTS, AFTER_END, WHILE_SUSPENDED
from tinnhiem.actions.attendance import close_attendance, make_invitations, mark
from tinnhiem.actions.hall import blank, release
from tinnhiem.actions.ledgers import announce
from tinnhiem.actions.plans import keep_paper_facts
from tinnhiem.actions.proposals import confirm, propose
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.models import LogEntry, RollEntry

pytestmark = pytest.mark.django_db


def _suspended(state: PollState = PollState.BALLOTING, stage: Stage = Stage.VOTING) -> Office:
    office = build_office(state, stage)
    office.poll.suspended = "Bão lũ"
    office.poll.save()
    return office


def _given(office: Office, part: str) -> dict[str, Any]:
    return {"poll": office.poll, "conference": office.conference, "by": office.account(part),
            "at": AT}  # fmt: skip


def test_nothing_goes_on_at_a_conference_while_its_poll_is_suspended() -> None:
    office = _suspended()
    ledger = written(office, "ubnd")
    acts = (
        lambda: announce(
            poll=office.poll, ballot_type=ledger.ballot_type, version=ledger.version,
            by=office.account("head"), at=AT,
        ),
        lambda: close_attendance(**_given(office, "clerk")),
        lambda: make_invitations(**_given(office, "clerk")),
        lambda: release(**_given(office, "convener"), kind="rules", page=1),
    )  # fmt: skip

    for each in acts:
        with pytest.raises(RefusedError, match="tạm dừng"):
            each()

    assert not LogEntry.objects.exists()


def test_nobody_is_checked_in_while_the_poll_is_suspended() -> None:
    office = _suspended(PollState.FROZEN, Stage.WAITING)
    entry = entry_of(office, "Vi Thị Thảo")

    with pytest.raises(RefusedError, match="tạm dừng"):
        mark(**_given(office, "desk"), entry=entry, attendance=RollEntry.Attendance.PRESENT)

    entry.refresh_from_db()
    assert entry.attendance == RollEntry.Attendance.ABSENT


def test_the_screen_can_be_blanked_and_the_poll_cancelled_all_the_same() -> None:
    office = _suspended()

    blank(**_given(office, "convener"))
    made = propose(
        poll=office.poll, what="poll.cancel", reason="Hết bão", by=office.account("clerk"), at=AT
    )
    confirm(poll=office.poll, proposal=made, by=office.account("convener"), at=AT)

    office.poll.refresh_from_db()
    assert office.poll.state == PollState.CANCELLED


@pytest.mark.parametrize("state", [PollState.CANCELLED, PollState.ARCHIVED])
def test_nothing_more_is_written_to_a_poll_that_has_ended(state: PollState) -> None:
    office = build_office(state)
    clerk: dict[str, Any] = {"poll": office.poll, "by": office.account("clerk"), "at": AT}

    with pytest.raises(RefusedError, match="kết thúc"):
        make_invitations(**_given(office, "clerk"))
    with pytest.raises(RefusedError, match="kết thúc"):
        keep_paper_facts(**clerk, version=office.poll.version, papers={"place": "Lam Giang"})

    assert not LogEntry.objects.exists()


def test_every_beginning_that_is_let_through_is_that_of_an_act() -> None:
    for found in pkgutil.iter_modules(actions.__path__, f"{actions.__name__}."):
        importlib.import_module(found.name)

    for begins in {*WHILE_SUSPENDED, *AFTER_END}:
        assert any(code.startswith(begins) for code in ACTS), begins


def test_batches_of_one_poll_are_not_split_under_the_name_of_another() -> None:
    office = counting_office()
    office.poll.suspended = "Bão lũ"
    office.poll.save()

    with pytest.raises(RefusedError, match="tạm dừng"):
        split(office)
