"""Papers tell no count before its minutes are signed, and none goes out that is out of date."""

from typing import Any

import pytest

from support.office import AT, Office, build_office
from tinnhiem.actions.approvals import approve_papers
from tinnhiem.actions.papers import draw_up, issue, makeable
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.lawful import lawful_poll
from tinnhiem.records.models import BallotType, Conference, CountedResult, IssuedPaper, Poll, Work

pytestmark = pytest.mark.django_db
RESULTS = {
    "minutes", "announcement", "resolution", "personal-extracts", "report-upward", "publication",
}  # fmt: skip


def _counted(office: Office) -> None:
    """Give everybody a result, as a closed count leaves them."""
    for row in office.rated.values():
        CountedResult.objects.update_or_create(
            rated=row,
            defaults={"marks": {"high": 7, "medium": 3, "low": 2}, "invalid": 0},
        )
    for kind in BallotType.objects.filter(conference=office.conference):
        kind.ledger.issued = kind.ledger.returned = 12
        kind.ledger.save()


def _conference(office: Office) -> Conference:
    return Conference.objects.select_related("poll").get(pk=office.conference.pk)


@pytest.mark.parametrize("stage", [Stage.COUNTING, Stage.COUNTED])
def test_a_count_that_nobody_signed_is_on_no_paper(stage: Stage) -> None:
    office = build_office(PollState.COUNTING, stage)
    _counted(office)

    assert RESULTS.isdisjoint(makeable(_conference(office)))
    for kind in RESULTS:
        with pytest.raises(RefusedError):
            draw_up(
                poll=office.poll, conference=office.conference, kinds=[kind],
                by=office.account("clerk"), at=AT,
            )  # fmt: skip
    assert not Work.objects.exists()


def test_once_the_minutes_are_signed_the_results_can_be_told() -> None:
    office = build_office(PollState.MINUTED, Stage.MINUTED)
    _counted(office)

    assert set(makeable(_conference(office))) >= RESULTS


def test_the_poll_before_its_count_has_neither_marks_nor_invalid_ballots() -> None:
    office = build_office(PollState.COUNTING, Stage.COUNTED)
    _counted(office)

    told = lawful_poll(_conference(office), counted=False)

    assert all(person.count is None for person in told.slate)
    assert all(kind.invalid is None for kind in told.ballot_types)
    assert all(person.count for person in lawful_poll(_conference(office)).slate)


def _paper(office: Office, state: str, affected: str) -> IssuedPaper:
    return IssuedPaper.objects.create(
        poll=office.poll, kind="slate", stem="slate", title="Danh sách", state=state,
        affected=affected,
    )  # fmt: skip


def _issue(office: Office, keys: list[str]) -> Any:  # noqa: ANN401 - how many
    return issue(
        poll=Poll.objects.get(pk=office.poll.pk), keys=keys, number="5/HĐND-VP",
        issued_on=AT.date(), by=office.account("clerk"), at=AT,
    )  # fmt: skip


def test_a_paper_that_is_out_of_date_is_not_issued_and_keeps_its_warning() -> None:
    office = build_office(PollState.PREPARING)
    stale = _paper(office, "approved", "Ngày đã dời; văn bản này ghi 05/12/2028.")
    sound = _paper(office, "approved", "")

    with pytest.raises(RefusedError, match="05/12/2028"):
        _issue(office, [stale.key, sound.key])

    stale.refresh_from_db()
    sound.refresh_from_db()
    assert (stale.state, sound.state) == ("approved", "approved")
    assert "05/12/2028" in stale.affected
    assert _issue(office, [sound.key]) == 1


def test_a_paper_that_is_out_of_date_is_not_approved() -> None:
    office = build_office(PollState.PREPARING)
    stale = _paper(office, "awaiting", "Lý Seo Páo thôi giữ chức vụ ngày 03/11/2028")

    with pytest.raises(RefusedError, match="Lý Seo Páo"):
        approve_papers(poll=office.poll, keys=[stale.key], by=office.account("convener"), at=AT)

    stale.refresh_from_db()
    assert stale.state == "awaiting"
    assert stale.affected
