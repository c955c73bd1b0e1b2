"""Batches: split by the head, keyed twice and blind, compared, settled; by the right people."""

import json
from typing import Any

import pytest

from support.counts import SIX, close, count_all, counting_office, key, split
from support.office import AT, Office
from tinnhiem.actions.batches import (
    SETTLE,
    accept_batch,
    ask_recount,
    check_settlement,
    comparison_of,
    reopen_batch,
    split_batches,
)
from tinnhiem.actions.proposals import confirm, propose
from tinnhiem.actions.refusals import (
    NotAllowedError,
    OutdatedError,
    RefusedError,
    SeveralRefusedError,
)
from tinnhiem.actions.tallies import complete_entry, keep_draft
from tinnhiem.records.count_facts import batches_open, identities_broken, type_counts
from tinnhiem.records.models import Batch, BatchEntry, LogEntry

pytestmark = pytest.mark.django_db
OFF = {"high": 2, "medium": 3, "low": 1, "invalid": 0}


def test_the_batches_make_the_ballots_returned() -> None:
    office = counting_office()

    with pytest.raises(RefusedError, match="11"):
        split(office, sizes=(6, 5))
    made = split(office, sizes=(6, 5, 1))

    assert [batch.ballots for batch in made] == [6, 5, 1]
    assert batches_open(office.conference) == 4  # three of one type, and the type not split


@pytest.mark.parametrize("sizes", [(), (12, 0), (13, -1)])
def test_no_batch_is_empty(sizes: tuple[int, ...]) -> None:
    office = counting_office()

    with pytest.raises(RefusedError):
        split(office, sizes=sizes)


@pytest.mark.parametrize("part", ["team-1", "team-2", "clerk", "observer", "voter", "operator"])
def test_nobody_but_the_head_splits(part: str) -> None:
    office = counting_office()

    with pytest.raises(NotAllowedError):
        split_batches(
            poll=office.poll, kind=office.types["hdnd"], sizes=(12,), by=office.account(part), at=AT
        )


def test_batches_are_not_split_anew_once_somebody_has_keyed() -> None:
    office = counting_office()
    batch = split(office)[0]
    key(office, batch, 1)

    with pytest.raises(RefusedError):
        split(office, sizes=(12,))


@pytest.mark.parametrize("part", ["head", "clerk", "observer", "voter", "convener", "auditor"])
def test_nobody_outside_the_teams_keys(part: str) -> None:
    office = counting_office()
    batch = split(office)[0]

    with pytest.raises(NotAllowedError):
        keep_draft(
            poll=office.poll, batch=batch, cells={}, invalid_ballots=0, version=0,
            by=office.account(part), at=AT,
        )  # fmt: skip


def test_equal_entries_agree_and_the_head_accepts() -> None:
    office = counting_office()
    batch = split(office)[0]
    key(office, batch, 1)
    assert batch.state == Batch.State.OPEN
    key(office, batch, 2)

    assert batch.state == Batch.State.AGREED
    accept_batch(poll=office.poll, batch=batch, by=office.account("head"), at=AT)
    assert type_counts(office.conference)[0].lines["p1"]["high"] == 3


@pytest.mark.parametrize("part", ["team-1", "team-2", "clerk"])
def test_who_keyed_does_not_accept(part: str) -> None:
    office = counting_office()
    batch = split(office)[0]
    key(office, batch, 1)
    key(office, batch, 2)

    with pytest.raises(NotAllowedError):
        accept_batch(poll=office.poll, batch=batch, by=office.account(part), at=AT)


def test_a_batch_on_which_the_teams_differ_is_not_accepted() -> None:
    office = counting_office()
    batch = split(office)[0]
    key(office, batch, 1)
    key(office, batch, 2, {"p2": OFF})

    assert batch.state == Batch.State.DIFFERS
    assert [each.line for each in comparison_of(batch).differing] == ["p2"]
    with pytest.raises(RefusedError):
        accept_batch(poll=office.poll, batch=batch, by=office.account("head"), at=AT)


def test_a_recount_is_of_those_who_differed_only_and_keeps_what_was_keyed() -> None:
    office = counting_office()
    batch = split(office)[0]
    key(office, batch, 1)
    key(office, batch, 2, {"p2": OFF})

    ask_recount(poll=office.poll, batch=batch, by=office.account("head"), at=AT)
    batch.refresh_from_db()
    assert batch.recount_lines == ["p2"]
    for team in (1, 2):  # what they give for p1 is not taken: it stands
        key(office, batch, team, {"p1": OFF, "p2": OFF})

    assert batch.state == Batch.State.AGREED
    kept = BatchEntry.objects.get(batch=batch, team=1, round=2).cells
    assert (kept["p1"], kept["p2"]) == (SIX, OFF)
    assert BatchEntry.objects.get(batch=batch, team=2, round=1).cells["p2"] == OFF


def test_a_sum_that_does_not_hold_is_told_by_name_and_kept_only_when_counted_again() -> None:
    office = counting_office()
    batch = split(office)[0]
    short = {"p1": {"high": 2, "medium": 2, "low": 1, "invalid": 0}}

    with pytest.raises(SeveralRefusedError, match="Nông Văn Khải") as refused:
        key(office, batch, 1, short, certain=False)
    assert set(refused.value.errors) == {"p1-high"}
    key(office, batch, 1, short, certain=True)

    assert BatchEntry.objects.get(batch=batch, team=1).complete


def test_missing_cells_are_never_handed_in() -> None:
    office = counting_office()
    batch = split(office)[0]

    with pytest.raises(SeveralRefusedError):
        key(office, batch, 1, {"p1": {"high": 6}}, certain=True)


def test_what_was_handed_in_is_not_changed() -> None:
    office = counting_office()
    batch = split(office)[0]
    key(office, batch, 1)

    with pytest.raises(RefusedError):
        key(office, batch, 1, {"p1": OFF})


def test_the_second_of_two_of_one_team_is_told_and_nothing_is_overwritten() -> None:
    office = counting_office()
    batch = split(office)[0]
    given: dict[str, Any] = {
        "poll": office.poll, "batch": batch, "invalid_ballots": 0, "at": AT,
    }  # fmt: skip
    keep_draft(cells={"p1": SIX}, version=0, by=office.account("team-1"), **given)

    with pytest.raises(OutdatedError):
        keep_draft(cells={"p1": OFF}, version=0, by=office.account("team-1-second"), **given)

    assert BatchEntry.objects.get(batch=batch).cells["p1"] == SIX


def test_no_line_of_the_log_holds_a_number_of_a_batch() -> None:
    office = counting_office()
    batch = split(office)[0]
    odd = {"p1": {"high": 0, "medium": 0, "low": 6, "invalid": 0}}
    key(office, batch, 1, odd)
    key(office, batch, 2, odd)
    accept_batch(poll=office.poll, batch=batch, by=office.account("head"), at=AT)

    told = [
        json.dumps([e.before, e.after]) for e in LogEntry.objects.filter(act__startswith="count.")
    ]
    assert told
    assert not any(word in text for text in told for word in ("high", "medium", "low", "cells"))


def _differ_three_times(office: Office, batch: Batch) -> None:
    for number in range(3):
        key(office, batch, 1)
        key(office, batch, 2, {"p2": OFF})
        if number < 2:
            ask_recount(
                poll=office.poll,
                batch=batch,
                by=office.account("head"),
                at=AT,
            )
    batch.refresh_from_db()


def test_after_three_differences_the_whole_board_decides_with_a_second_member() -> None:
    office = counting_office()
    batch = split(office)[0]
    _differ_three_times(office, batch)
    head = office.account("head")
    with pytest.raises(RefusedError):
        ask_recount(poll=office.poll, batch=batch, by=head, at=AT)

    details = {"cells": {"p1": SIX, "p2": OFF, "p3": SIX}, "invalid_ballots": 0}
    proposal = propose(
        poll=office.poll, what=SETTLE, subject=str(batch.pk), details=details,
        reason="Tờ có dấu mờ", by=head, at=AT,
    )  # fmt: skip
    with pytest.raises((NotAllowedError, RefusedError)):
        confirm(poll=office.poll, proposal=proposal, by=head, at=AT)
    confirm(poll=office.poll, proposal=proposal, by=office.account("team-1"), at=AT)

    batch.refresh_from_db()
    assert (batch.state, batch.reason) == (Batch.State.ACCEPTED, "Tờ có dấu mờ")
    assert type_counts(office.conference)[0].lines["p2"] == OFF
    assert BatchEntry.objects.filter(batch=batch).count() == 7


def test_the_whole_board_is_not_asked_before_and_its_sums_must_hold() -> None:
    office = counting_office()
    batch = split(office)[0]
    wrong = {"cells": {"p1": SIX, "p2": {"high": 1}, "p3": SIX}, "invalid_ballots": 0}
    with pytest.raises(RefusedError, match="ba lần"):
        check_settlement(office.poll, batch, wrong)

    _differ_three_times(office, batch)

    with pytest.raises(RefusedError, match="Lò Thị Hạnh"):
        check_settlement(office.poll, batch, wrong)


def test_an_accepted_batch_is_opened_again_with_a_reason_and_counted_as_a_whole() -> None:
    office = counting_office()
    batch = split(office)[0]
    key(office, batch, 1)
    key(office, batch, 2)
    head = office.account("head")
    accept_batch(poll=office.poll, batch=batch, by=head, at=AT)

    with pytest.raises(RefusedError):
        reopen_batch(poll=office.poll, batch=batch, reason=" ", by=head, at=AT)
    reopen_batch(poll=office.poll, batch=batch, reason="Lẫn một tờ của tập 2", by=head, at=AT)
    key(office, batch, 1, {"p1": OFF})
    key(office, batch, 2, {"p1": OFF})

    assert batch.state == Batch.State.AGREED
    assert LogEntry.objects.get(act="count.batch-reopened").reason == "Lẫn một tờ của tập 2"


def test_identities_hold_when_all_is_counted_and_not_before() -> None:
    office = counting_office()
    assert identities_broken(office.conference) > 0

    count_all(office)

    assert identities_broken(office.conference) == 0
    assert batches_open(office.conference) == 0


def test_nothing_is_keyed_once_the_count_is_closed() -> None:
    office = counting_office()
    count_all(office)
    batch = Batch.objects.first()
    assert batch is not None
    close(office)

    with pytest.raises(RefusedError):
        complete_entry(
            poll=office.poll, batch=batch, cells={}, invalid_ballots=0, version=0, certain=False,
            by=office.account("team-1"), at=AT,
        )  # fmt: skip
