"""The ledger: what cannot be never passes, what differs is counted twice and reasoned."""

from collections.abc import Callable
from typing import Any

import pytest

from support.day import second_conference, written
from support.office import AT, Office, account, build_office, person
from tinnhiem.actions.conferences import take_day_step
from tinnhiem.actions.ledgers import (
    CORRECTION,
    announce,
    count_again,
    keep_reason,
    numbers_of,
    write_ledger,
)
from tinnhiem.actions.proposals import confirm, propose
from tinnhiem.actions.refusals import NotAllowedError, OutdatedError, RefusedError
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.facts import balances, is_announced
from tinnhiem.records.models import BallotLedger, BallotType, BoardMember, LogEntry

pytestmark = pytest.mark.django_db


def _voting() -> Office:
    return build_office(PollState.BALLOTING, Stage.VOTING)


def _given(office: Office, ledger: BallotLedger, part: str = "head") -> dict[str, Any]:
    return {
        "poll": office.poll, "ballot_type": ledger.ballot_type, "version": ledger.version,
        "by": office.account(part), "at": AT,
    }  # fmt: skip


def test_the_board_writes_and_the_log_keeps_before_and_after() -> None:
    office = _voting()
    ledger = written(office, "ubnd", returned=None)

    write_ledger(**_given(office, ledger, "team-1"), numbers={**numbers_of(ledger), "returned": 12})

    entry = LogEntry.objects.get(act="ledger.written")
    assert (entry.before["returned"], entry.after["returned"]) == (None, 12)


def test_more_returned_than_issued_never_passes() -> None:
    office = _voting()
    ledger = written(office, "ubnd", returned=None)

    with pytest.raises(RefusedError, match="Thu về 13, phát ra 12") as refused:
        write_ledger(**_given(office, ledger), numbers={**numbers_of(ledger), "returned": 13})

    assert refused.value.field == "returned"
    ledger.refresh_from_db()
    assert ledger.returned is None


@pytest.mark.parametrize("number", [-1, 10**7])
def test_numbers_that_cannot_be_are_refused(number: int) -> None:
    office = _voting()
    ledger = written(office, "ubnd")

    with pytest.raises(RefusedError):
        write_ledger(**_given(office, ledger), numbers={**numbers_of(ledger), "printed": number})


def test_the_second_of_two_editors_is_told_and_overwrites_nothing() -> None:
    office = _voting()
    ledger = written(office, "ubnd", returned=None)
    write_ledger(**_given(office, ledger), numbers={**numbers_of(ledger), "returned": 11})

    with pytest.raises(OutdatedError) as outdated:
        write_ledger(
            **_given(office, ledger, "team-1"), numbers={**numbers_of(ledger), "returned": 12}
        )

    assert (outdated.value.theirs["returned"], outdated.value.mine["returned"]) == ("11", "12")
    ledger.refresh_from_db()
    assert ledger.returned == 11


def test_the_clerk_writes_what_was_printed_and_nothing_of_the_vote() -> None:
    office = _voting()
    ledger = written(office, "ubnd", returned=None)
    given = _given(office, ledger, "clerk")

    with pytest.raises(RefusedError, match="Chỉ Ban kiểm phiếu"):
        write_ledger(**given, numbers={**numbers_of(ledger), "issued": 11})
    write_ledger(**given, numbers={**numbers_of(ledger), "printed": 16})


@pytest.mark.parametrize("part", ["voter", "desk", "observer", "convener", "outsider"])
def test_others_write_nothing(part: str) -> None:
    office = _voting()
    ledger = written(office, "ubnd")

    with pytest.raises(NotAllowedError):
        write_ledger(**_given(office, ledger, part), numbers=numbers_of(ledger))


def test_a_difference_needs_a_second_count_and_a_reason_before_it_is_read_out() -> None:
    office = _voting()
    ledger = written(office, "ubnd", returned=11)

    with pytest.raises(RefusedError, match="Đếm lại"):
        keep_reason(**_given(office, ledger), reason="Một đại biểu giữ phiếu")
    with pytest.raises(RefusedError, match="chưa khớp"):
        announce(**_given(office, ledger))
    ledger = count_again(**_given(office, ledger), returned=11)
    ledger = keep_reason(**_given(office, ledger), reason="Một đại biểu giữ phiếu")

    assert balances(ledger)
    assert is_announced(announce(**_given(office, ledger)))


def test_a_second_count_that_finds_the_ballot_balances_without_a_reason() -> None:
    office = _voting()
    ledger = written(office, "ubnd", returned=11)

    ledger = count_again(**_given(office, ledger), returned=12)

    assert balances(ledger)
    assert ledger.reason == ""


def test_only_the_head_announces_and_the_count_waits_for_every_type() -> None:
    office = _voting()
    first, second = written(office, "hdnd"), written(office, "ubnd")
    with pytest.raises(NotAllowedError):
        announce(**_given(office, first, "team-1"))
    announce(**_given(office, first))
    start = {"poll": office.poll, "conference": office.conference, "step": "start-count",
             "by": office.account("head"), "at": AT}  # fmt: skip

    with pytest.raises(RefusedError, match="1 loại phiếu"):
        take_day_step(**start)  # type: ignore[arg-type]
    announce(**_given(office, second))

    assert take_day_step(**start).stage == Stage.COUNTING  # type: ignore[arg-type]


def test_announced_numbers_change_only_by_two_people_and_are_read_out_anew() -> None:
    office = _voting()
    ledger = announce(**_given(office, written(office, "ubnd")))
    with pytest.raises(RefusedError, match="người thứ hai"):
        write_ledger(**_given(office, ledger), numbers={**numbers_of(ledger), "returned": 11})
    numbers = {**numbers_of(ledger), "returned": 11}
    made = propose(
        poll=office.poll, what=CORRECTION, subject=str(ledger.ballot_type_id),
        details={"numbers": numbers, "version": ledger.version}, reason="Đếm nhầm một tờ",
        by=office.account("head"), at=AT,
    )  # fmt: skip
    with pytest.raises(RefusedError, match="người khác xác nhận"):
        confirm(poll=office.poll, proposal=made, by=office.account("head"), at=AT)

    confirm(poll=office.poll, proposal=made, by=office.account("team-1"), at=AT)

    ledger.refresh_from_db()
    assert (ledger.returned, ledger.announced["returned"]) == (11, 12)
    assert not is_announced(ledger)
    ledger = announce(**_given(office, ledger))
    assert ledger.announced["earlier"] == [{"issued": 12, "returned": 12}]


def test_the_ledger_is_closed_when_the_count_has_begun() -> None:
    office = build_office(PollState.COUNTING, Stage.COUNTING)
    ledger = written(office, "ubnd")

    with pytest.raises(RefusedError, match="Đã kiểm phiếu"):
        write_ledger(**_given(office, ledger), numbers=numbers_of(ledger))


@pytest.mark.parametrize("part", ["stranger", "head"])
def test_the_board_of_another_conference_touches_nothing_here(part: str) -> None:
    office = _voting()
    second = second_conference(office)
    stranger = person(office, "Hoàng Văn Tuấn")
    BoardMember.objects.create(conference=second, person=stranger, duty="head")
    office.accounts["stranger"] = account("stranger", stranger)
    if part == "head":  # and the other way round
        BallotType.objects.filter(conference=office.conference).update(conference=second)
        second.stage = Stage.VOTING
        second.save()
    ledger = written(office, "ubnd")
    given = _given(office, ledger, part)
    changed = {**numbers_of(ledger), "printed": 16, "unused": 3}
    start: dict[str, Any] = {
        "poll": office.poll, "step": "start-count", "by": office.account(part), "at": AT,
        "conference": second if part == "head" else office.conference,
    }  # fmt: skip

    acts: tuple[Callable[[], object], ...] = (
        lambda: write_ledger(**given, numbers=changed),
        lambda: count_again(**given, returned=12),
        lambda: keep_reason(**given, reason="Đếm sai"),
        lambda: announce(**given),
    )
    for each in acts:
        with pytest.raises(NotAllowedError):
            each()
    ledger.announced = {"issued": 12, "returned": 12}
    ledger.save()
    with pytest.raises((NotAllowedError, RefusedError)):
        take_day_step(**start)

    ledger.refresh_from_db()
    assert (ledger.printed, ledger.version) == (15, given["version"])
    assert not LogEntry.objects.exists()
