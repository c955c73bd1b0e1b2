"""Sealing: recorded by the board, kept as long as the law says, destroyed by two people."""

from datetime import date, timedelta
from typing import Any

import pytest

from support.counts import all_sign, close, count_all, counting_office, write
from support.office import AT, Office, account
from tinnhiem.actions.conferences import take_day_step
from tinnhiem.actions.proposals import confirm, propose
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.sealing import (
    DESTROY,
    Sealed,
    record_complaint,
    seal_parcel,
    set_term,
    years_later,
)
from tinnhiem.records.facts import poll_facts
from tinnhiem.records.models import Minutes, Parcel, Poll

pytestmark = pytest.mark.django_db
SEALED = Sealed(
    content="Phiếu thu về", ballots=24, seals="Số 01", witnesses="Vi Thị Thảo",
    sealed_on=AT.date(),
)  # fmt: skip
LATER = AT + timedelta(days=3000)


@pytest.fixture
def office() -> Office:
    made = counting_office()
    count_all(made)
    close(made)
    return made


def seal(office: Office, part: str = "head", sealed: Sealed = SEALED) -> Parcel:
    return seal_parcel(
        poll=office.poll, conference=office.conference, sealed=sealed,
        by=office.account(part), at=AT,
    )  # fmt: skip


def test_a_parcel_seals_the_signed_minutes(office: Office) -> None:
    assert poll_facts(office.poll).unsealed == 1
    write(office)
    all_sign(office)
    take_day_step(
        poll=office.poll, conference=office.conference, step="close-minutes",
        by=office.account("head"), at=AT,
    )  # fmt: skip
    office.conference.refresh_from_db()

    parcel = seal(office)

    assert (parcel.number, parcel.keep_until) == (1, None)
    assert Minutes.objects.get().state == Minutes.State.SEALED
    assert poll_facts(office.poll).unsealed == 0


@pytest.mark.parametrize("part", ["clerk", "convener", "observer", "voter"])
def test_only_the_board_seals(office: Office, part: str) -> None:
    with pytest.raises(NotAllowedError):
        seal(office, part)


def test_nothing_is_sealed_while_ballots_are_counted_or_on_a_day_to_come(office: Office) -> None:
    tomorrow = Sealed(
        content="Phiếu", ballots=1, seals="1", witnesses="A", sealed_on=AT.date() + timedelta(1)
    )
    with pytest.raises(RefusedError):
        seal(office, sealed=tomorrow)
    office.conference.stage = "counting"
    office.conference.save()
    with pytest.raises(RefusedError):
        seal(office)


def test_the_term_of_the_plan_is_taken_and_not_made_shorter(office: Office) -> None:
    Poll.objects.filter(pk=office.poll.pk).update(
        rulebook="qd-96-qd-tw", overlays=["hd-606-hd-bcsd", "kh-vi-du-bhxh"]
    )
    office.poll.refresh_from_db()
    parcel = seal(office)
    assert parcel.keep_until == date(2033, 12, 7)

    with pytest.raises(RefusedError):
        set_term(
            poll=office.poll, parcel=parcel, keep_until=date(2030, 1, 1),
            by=office.account("clerk"), at=AT,
        )  # fmt: skip


def test_the_day_some_years_later() -> None:
    assert years_later(date(2028, 2, 29), 5) == date(2033, 3, 1)
    assert years_later(date(2028, 12, 7), 5) == date(2033, 12, 7)


def test_two_people_destroy_after_the_term_and_no_complaint_is_open(office: Office) -> None:
    parcel = seal(office)
    clerk, convener = office.account("clerk"), office.account("convener")
    made = propose(
        poll=office.poll, what=DESTROY, subject=str(parcel.pk), reason="BB 12/2036", by=clerk, at=AT
    )
    given: dict[str, Any] = {"poll": office.poll, "proposal": made}
    with pytest.raises(RefusedError):  # no term
        confirm(**given, by=convener, at=LATER)
    set_term(poll=office.poll, parcel=parcel, keep_until=date(2033, 12, 7), by=clerk, at=AT)
    with pytest.raises(RefusedError):  # not over
        confirm(**given, by=convener, at=AT)
    record_complaint(poll=office.poll, parcel=parcel, complaint="Đơn của ông A", by=clerk, at=AT)
    with pytest.raises(RefusedError):  # frozen
        confirm(**given, by=convener, at=LATER)
    record_complaint(poll=office.poll, parcel=parcel, complaint="", by=clerk, at=LATER)
    with pytest.raises((RefusedError, NotAllowedError)):  # alone
        confirm(**given, by=clerk, at=LATER)

    confirm(**given, by=convener, at=LATER)

    parcel.refresh_from_db()
    assert (parcel.destroyed_on, parcel.destruction_record) == (LATER.date(), "BB 12/2036")
    with pytest.raises(RefusedError):
        record_complaint(poll=office.poll, parcel=parcel, complaint="x", by=clerk, at=LATER)


def test_an_account_of_another_poll_destroys_nothing(office: Office) -> None:
    parcel = seal(office)

    with pytest.raises(NotAllowedError):
        propose(
            poll=office.poll, what=DESTROY, subject=str(parcel.pk), reason="x",
            by=account("stranger"), at=AT,
        )  # fmt: skip
