"""What two people do: a decision stands, and what is confirmed is what was proposed."""

import pytest

from support.office import AT, Office, build_office
from tinnhiem.actions.proposals import confirm, propose, refuse
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import PendingAct

pytestmark = pytest.mark.django_db


def _proposed(office: Office, **details: str) -> PendingAct:
    return propose(
        poll=office.poll, what="poll.cancel", reason="Trùng kỳ họp", by=office.account("clerk"),
        at=AT, details=details,
    )  # fmt: skip


def test_whoever_proposed_cannot_take_back_what_was_confirmed() -> None:
    office = build_office(PollState.PREPARING)
    made = _proposed(office)
    confirm(poll=office.poll, proposal=made, by=office.account("convener"), at=AT)

    with pytest.raises(RefusedError, match="đã được quyết định"):
        refuse(poll=office.poll, proposal=made, by=office.account("clerk"), at=AT)

    made.refresh_from_db()
    assert made.state == PendingAct.State.CONFIRMED
    assert made.decided_by == office.account("convener")


def test_whoever_proposed_takes_it_back_while_it_waits() -> None:
    office = build_office(PollState.PREPARING)
    made = _proposed(office)

    refuse(poll=office.poll, proposal=made, by=office.account("clerk"), at=AT)

    made.refresh_from_db()
    assert made.state == PendingAct.State.REFUSED


def test_an_equal_proposal_is_the_same_and_another_has_to_wait() -> None:
    office = build_office(PollState.PREPARING)
    made = _proposed(office, note="một")

    assert _proposed(office, note="một") == made
    with pytest.raises(RefusedError, match="đang chờ"):
        _proposed(office, note="hai")

    assert PendingAct.objects.get().details == {"note": "một"}


def test_a_proposal_for_another_reason_is_not_dropped_in_silence() -> None:
    office = build_office(PollState.PREPARING)
    _proposed(office)

    with pytest.raises(RefusedError, match="đang chờ"):
        propose(
            poll=office.poll, what="poll.cancel", reason="Lý do khác", by=office.account("clerk"),
            at=AT,
        )  # fmt: skip

    assert PendingAct.objects.get().reason == "Trùng kỳ họp"
