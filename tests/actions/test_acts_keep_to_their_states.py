"""An act is refused in a state of the poll in which it makes no sense."""

from typing import Any

import pytest

from support.office import AT, Office, build_office
from tinnhiem.actions.approvals import approve_plan, plan_digest
from tinnhiem.actions.plans import keep_paper_facts
from tinnhiem.actions.prints import withdraw_print
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.votes import Sitting, begin_from_petitions
from tinnhiem.conduct.states import EDITABLE, PollState, Stage
from tinnhiem.records.models import Approval, Conference, Poll, PrintRun

pytestmark = pytest.mark.django_db
LATE = (PollState.FROZEN, PollState.BALLOTING, PollState.MINUTED, PollState.PUBLISHED)
SIGNER = {"post": "Chủ tịch", "name": "Nông Văn Khải"}


def _by(office: Office, part: str = "clerk") -> dict[str, Any]:
    return {"by": office.account(part), "at": AT}


def _approve(office: Office) -> None:
    approve_plan(
        poll=office.poll, digest=plan_digest(office.poll), note="", **_by(office, "convener")
    )


@pytest.mark.parametrize("state", sorted({*EDITABLE, PollState.READING}))
def test_a_plan_is_approved_until_the_dossiers_freeze(state: PollState) -> None:
    office = build_office(state)
    _approve(office)

    assert Approval.objects.filter(subject="plan", withdrawn=False).exists()


@pytest.mark.parametrize("state", LATE)
def test_a_plan_is_not_approved_afterwards(state: PollState) -> None:
    office = build_office(state)

    with pytest.raises(RefusedError, match="trước khi chốt"):
        _approve(office)
    assert not Approval.objects.filter(subject="plan").exists()


def _say(office: Office, **papers: Any) -> None:  # noqa: ANN401
    office.poll.refresh_from_db()
    keep_paper_facts(poll=office.poll, version=office.poll.version, papers=papers, **_by(office))


@pytest.mark.parametrize(
    "papers",
    [
        {"signers": {"default": {"post": "Chủ tịch", "name": "Lò Thị Hạnh"}}},
        {"signers": {}},
        {"place_name": "Nơi khác"},
        {"place_name": ""},
    ],
)
def test_nobody_signs_instead_of_another_once_the_minutes_are_signed(
    papers: dict[str, Any],
) -> None:
    office = build_office(PollState.COUNTING, Stage.COUNTING)
    _say(office, signers={"default": SIGNER}, place_name="Lam Giang")
    Poll.objects.update(state=PollState.MINUTED.value)

    with pytest.raises(RefusedError, match="Biên bản đã ký"):
        _say(office, **papers)

    office.poll.refresh_from_db()
    assert office.poll.papers == {"signers": {"default": SIGNER}, "place_name": "Lam Giang"}


def test_what_is_missing_and_who_receives_can_be_told_after_the_minutes() -> None:
    office = build_office(PollState.COUNTING, Stage.COUNTING)
    _say(office, place_name="Lam Giang", recipients={"default": ["UBND"]})
    Poll.objects.update(state=PollState.MINUTED.value)

    _say(
        office, place_name="Lam Giang", signers={"default": SIGNER}, contact="Văn phòng",
        recipients={"default": ["UBND", "Ban Công tác đại biểu"]},
    )  # fmt: skip
    _say(office, signers={"default": SIGNER, "resolution": SIGNER})

    office.poll.refresh_from_db()
    assert office.poll.papers["signers"]["resolution"] == SIGNER
    assert len(office.poll.papers["recipients"]["default"]) == 2


@pytest.mark.parametrize("how", ["stage", "state"])
def test_prints_are_withdrawn_by_what_holds_now_not_by_what_a_page_saw(how: str) -> None:
    office = build_office(PollState.FROZEN)
    kind = office.types["ubnd"]
    PrintRun.objects.create(ballot_type=kind, copies=5, printed_on=AT.date())
    seen = Conference.objects.get(pk=office.conference.pk)
    if how == "stage":
        Conference.objects.update(stage=Stage.VOTING.value)
    else:
        Poll.objects.update(state=PollState.COUNTING.value)

    with pytest.raises(RefusedError):
        withdraw_print(
            poll=office.poll, conference=seen, ballot_type=kind, reason="Sai", **_by(office)
        )
    assert PrintRun.objects.exists()


@pytest.mark.parametrize("state", [PollState.DRAFT, PollState.PREPARING])
def test_no_vote_begins_from_a_poll_whose_list_is_not_approved(state: PollState) -> None:
    office = build_office(state)

    with pytest.raises(RefusedError, match="danh sách đã phê duyệt"):
        begin_from_petitions(
            poll=office.poll, about=office.rated["p6"].person, sitting=Sitting(name="Kỳ họp"),
            **_by(office),
        )  # fmt: skip
    assert Poll.objects.count() == 1
