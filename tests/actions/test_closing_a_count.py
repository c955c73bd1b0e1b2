"""Closing the count writes results with their legal case; a new count takes them back."""

import pytest

from support.counts import close, count_all, counting_office, write
from support.office import AT, Office
from tinnhiem.actions.conferences import take_day_step
from tinnhiem.actions.proposals import confirm, propose
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.conduct.states import Stage
from tinnhiem.records.minuted import minutes_in_force
from tinnhiem.records.models import Batch, BoardMember, CountedResult, Minutes, Poll

pytestmark = pytest.mark.django_db


def line(high: int, medium: int, low: int, invalid: int = 0) -> dict[str, int]:
    return {"high": high, "medium": medium, "low": low, "invalid": invalid}


def counted(changed: dict[str, dict[str, int]] | None = None) -> Office:
    office = counting_office()
    count_all(office, changed)
    close(office)
    return office


@pytest.mark.parametrize(
    ("low", "case"),
    [(6, ""), (7, "over-half-low"), (8, "two-thirds-low"), (12, "two-thirds-low")],
)
def test_each_threshold_is_judged_on_the_ballots_returned(low: int, case: str) -> None:
    counted({"p3": line(12 - low, 0, low)})

    result = CountedResult.objects.get(rated__line="p3")
    assert (result.base, result.base_name) == (12, "returned")
    assert result.outcome == case
    assert bool(result.citation) == bool(case)
    assert bool(result.outcome_rule) == bool(case)


def test_everybody_on_the_list_has_a_result() -> None:
    office = counted({"p1": line(5, 4, 2, 1)})

    result = CountedResult.objects.get(rated__line="p1")
    assert (result.marks, result.invalid) == ({"high": 5, "medium": 4, "low": 2}, 1)
    assert CountedResult.objects.count() == 6
    assert office.conference.stage == Stage.COUNTED


def test_an_open_batch_keeps_the_count_open() -> None:
    office = counting_office()

    with pytest.raises(RefusedError):
        close(office)

    assert not CountedResult.objects.exists()


@pytest.mark.parametrize("part", ["team-1", "clerk", "convener", "observer"])
def test_nobody_but_the_head_closes(part: str) -> None:
    office = counting_office()
    count_all(office)

    with pytest.raises(NotAllowedError):
        take_day_step(
            poll=office.poll, conference=office.conference, step="close-count",
            by=office.account(part), at=AT,
        )  # fmt: skip


def test_the_head_of_another_board_does_not_close() -> None:
    office = counting_office()
    count_all(office)
    other = office.poll.conferences.create(name="Hội nghị hai", position=2, stage="counting")
    member = office.conference.board.get(person__name="Lê Văn Toàn")
    BoardMember.objects.create(conference=other, person=member.person, duty="head")

    with pytest.raises(NotAllowedError):
        take_day_step(
            poll=office.poll, conference=office.conference, step="close-count",
            by=office.account("team-1"), at=AT,
        )  # fmt: skip

    assert not CountedResult.objects.exists()


def test_ballots_invalid_as_a_whole_leave_the_base_of_valid_ballots() -> None:
    office = counting_office()
    Poll.objects.filter(pk=office.poll.pk).update(
        rulebook="qd-262-qd-tw", denominator="valid", body_kind="party-committee"
    )
    office.poll.refresh_from_db()
    office.conference.refresh_from_db()
    count_all(office, {f"p{n}": line(5, 4, 2, 1) for n in range(1, 7)})
    for batch in Batch.objects.all():
        batch.entries.update(invalid_ballots=1)
    close(office)

    assert CountedResult.objects.get(rated__line="p1").base == 11


def test_a_vote_of_confidence_knows_two_choices() -> None:
    office = counting_office()
    Poll.objects.filter(pk=office.poll.pk).update(procedure="confidence_vote")
    office.poll.refresh_from_db()
    office.conference.refresh_from_db()
    against = {"confidence": 5, "no_confidence": 7, "invalid": 0}
    usual = {"confidence": 10, "no_confidence": 2, "invalid": 0}
    count_all(office, {f"p{n}": usual for n in range(1, 6)} | {"p6": against})
    close(office)

    results = {r.rated.line: r for r in CountedResult.objects.select_related("rated")}
    assert (results["p6"].outcome, results["p6"].in_favour) == ("over-half-no-confidence", False)
    assert (results["p1"].outcome, results["p1"].in_favour) == ("", True)


def test_a_new_count_takes_two_people_and_takes_everything_back() -> None:
    office = counted()
    write(office)
    head = office.account("head")
    made = propose(
        poll=office.poll, what="conference.count-again", subject=office.conference.key,
        reason="Khiếu nại tại hội nghị", by=head, at=AT,
    )  # fmt: skip
    with pytest.raises((RefusedError, NotAllowedError)):
        confirm(poll=office.poll, proposal=made, by=head, at=AT)

    confirm(poll=office.poll, proposal=made, by=office.account("team-2"), at=AT)

    office.conference.refresh_from_db()
    assert office.conference.stage == Stage.COUNTING
    assert not CountedResult.objects.exists()
    assert minutes_in_force(office.conference) is None
    assert Minutes.objects.get().state == Minutes.State.SUPERSEDED
    assert set(Batch.objects.values_list("state", flat=True)) == {Batch.State.OPEN}
