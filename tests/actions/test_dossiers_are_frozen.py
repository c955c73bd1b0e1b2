"""Dossiers are frozen: hashes over every text and file, and no change afterwards."""

from datetime import timedelta

import pytest

from support.office import AT, Office, build_office
from tinnhiem.actions.polls import take_step
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.reports import write_explanation
from tinnhiem.conduct.states import PollState
from tinnhiem.records.models import Dossier

pytestmark = pytest.mark.django_db

EARLY = AT - timedelta(days=50)


def _dossier(office: Office, line: str = "p3") -> Dossier:
    return Dossier.objects.get(rated=office.rated[line])


def _frozen() -> Office:
    office = build_office(PollState.READING)
    take_step(poll=office.poll, step="freeze", by=office.account("clerk"), at=AT)
    office.poll.refresh_from_db()
    return office


def test_freezing_fixes_every_hash_and_that_of_the_poll() -> None:
    office = _frozen()

    dossiers = Dossier.objects.filter(rated__poll=office.poll)
    assert {dossier.state for dossier in dossiers} == {Dossier.State.FROZEN}
    assert all(len(dossier.digest) == 64 for dossier in dossiers)
    assert len(office.poll.dossier_hash) == 64


def test_the_hash_changes_with_every_text_and_file_and_returns_with_them() -> None:
    office = _frozen()
    before = office.poll.dossier_hash
    take_step(
        poll=office.poll,
        step="reopen-reading",
        by=office.account("convener"),
        at=AT,
        reason="Bổ sung",
    )
    office.poll.refresh_from_db()
    assert office.poll.dossier_hash == ""
    assert _dossier(office).state == Dossier.State.SENT
    Dossier.objects.filter(rated=office.rated["p3"]).update(explanation="Thêm.")

    take_step(poll=office.poll, step="freeze", by=office.account("clerk"), at=AT)
    office.poll.refresh_from_db()
    changed = office.poll.dossier_hash
    take_step(
        poll=office.poll, step="reopen-reading", by=office.account("convener"), at=AT, reason="Bỏ"
    )
    Dossier.objects.filter(rated=office.rated["p3"]).update(explanation="")
    take_step(poll=office.poll, step="freeze", by=office.account("clerk"), at=AT)
    office.poll.refresh_from_db()

    assert changed != before
    assert office.poll.dossier_hash == before


def test_a_frozen_dossier_changes_no_more() -> None:
    office = _frozen()

    with pytest.raises(RefusedError):
        write_explanation(
            poll=office.poll,
            dossier=_dossier(office),
            text="Muộn.",
            version=1,
            by=office.account("officeholder"),
            at=AT,
        )


def test_opening_the_reading_sends_what_was_accepted() -> None:
    office = build_office(PollState.READING)
    take_step(
        poll=office.poll,
        step="return-to-preparation",
        by=office.account("convener"),
        at=AT,
        reason="Thiếu một hồ sơ",
    )
    take_step(poll=office.poll, step="open-reading", by=office.account("clerk"), at=AT)

    states = Dossier.objects.filter(rated__poll=office.poll).values_list("state", flat=True)
    assert set(states) == {Dossier.State.SENT}
