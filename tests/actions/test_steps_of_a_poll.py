"""Steps of a poll and of its day, from the first to the archive, by the right people only."""

import pytest
from django.db import DatabaseError, transaction

from support.office import AT, Office, build_office
from tinnhiem.actions.conferences import take_day_step
from tinnhiem.actions.log import GENESIS, entry_hash
from tinnhiem.actions.polls import take_step
from tinnhiem.actions.proposals import confirm, propose
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.models import LogEntry, PendingAct

pytestmark = pytest.mark.django_db


def _log_of(office: Office) -> list[str]:
    kept = LogEntry.objects.filter(poll_key=office.poll.key).order_by("sequence")
    return list(kept.values_list("act", flat=True))


def test_the_clerk_begins_the_preparation() -> None:
    office = build_office()

    poll = take_step(poll=office.poll, step="prepare", by=office.account("clerk"), at=AT)

    assert poll.state == PollState.PREPARING
    assert _log_of(office) == ["poll.prepare"]


@pytest.mark.parametrize("part", ["convener", "voter", "head", "outsider", "operator", "auditor"])
def test_nobody_else_does(part: str) -> None:
    office = build_office()

    with pytest.raises(NotAllowedError):
        take_step(poll=office.poll, step="prepare", by=office.account(part), at=AT)

    office.poll.refresh_from_db()
    assert office.poll.state == PollState.DRAFT
    assert _log_of(office) == []


def test_a_blocked_step_says_everything_that_blocks_and_changes_nothing() -> None:
    office = build_office(PollState.PREPARING)

    with pytest.raises(RefusedError, match="chưa duyệt") as refused:
        take_step(poll=office.poll, step="open-reading", by=office.account("clerk"), at=AT)

    assert "6" in refused.value.message
    assert _log_of(office) == []


def test_missing_reports_may_be_waived_with_a_reason_that_the_log_keeps() -> None:
    office = build_office(PollState.READING)
    office.poll.state = PollState.PREPARING
    office.poll.save()
    dossier = office.rated["p3"].dossier
    dossier.state = "writing"
    dossier.save()

    with pytest.raises(RefusedError):
        take_step(poll=office.poll, step="open-reading", by=office.account("clerk"), at=AT)
    reasons = {"reports-received": "Bà Mai đang điều trị"}
    poll = take_step(
        poll=office.poll, step="open-reading", by=office.account("clerk"), at=AT, waivers=reasons
    )

    assert poll.state == PollState.READING
    entry = LogEntry.objects.get(act="poll.open-reading")
    assert entry.after["waived reports-received"] == "Bà Mai đang điều trị"


def test_a_conference_opens_and_the_poll_follows() -> None:
    office = build_office(PollState.BALLOTING)
    office.poll.state = PollState.FROZEN
    office.poll.save()
    reasons = {"quorum-confirmed": "Theo Quy chế hoạt động của HĐND tỉnh"}

    conference = take_day_step(
        poll=office.poll, conference=office.conference, step="open-balloting",
        by=office.account("convener"), at=AT, waivers=reasons,
    )  # fmt: skip

    assert conference.stage == Stage.VOTING
    office.poll.refresh_from_db()
    assert office.poll.state == PollState.BALLOTING


def test_two_people_cancel_a_poll_and_one_alone_cannot() -> None:
    office = build_office(PollState.PREPARING)
    clerk, convener = office.account("clerk"), office.account("convener")

    with pytest.raises(RefusedError):
        take_step(poll=office.poll, step="cancel", by=clerk, at=AT, reason="Hoãn kỳ họp")
    made = propose(poll=office.poll, what="poll.cancel", by=clerk, at=AT, reason="Hoãn kỳ họp")
    with pytest.raises(NotAllowedError):
        confirm(poll=office.poll, proposal=made, by=clerk, at=AT)
    confirm(poll=office.poll, proposal=made, by=convener, at=AT)

    office.poll.refresh_from_db()
    assert office.poll.state == PollState.CANCELLED
    assert PendingAct.objects.get().decided_by == convener


def test_the_log_is_a_chain_that_the_database_keeps() -> None:
    office = build_office()
    take_step(poll=office.poll, step="prepare", by=office.account("clerk"), at=AT)
    take_step(
        poll=office.poll, step="suspend", by=office.account("convener"), at=AT, reason="Bão lũ"
    )

    entries = list(LogEntry.objects.order_by("sequence"))
    assert entries[0].previous == GENESIS
    assert [e.hash for e in entries] == [entry_hash(e) for e in entries]
    assert entries[1].previous == entries[0].hash
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LogEntry.objects.filter(sequence=1).update(reason="khác")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entries[0].delete()
