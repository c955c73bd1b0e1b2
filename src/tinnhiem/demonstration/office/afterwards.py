"""Deeds after the minutes: resolution, confirmation, release, publication, legal cases."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from tinnhiem.actions import conclusions, follow_ups, publications, releases, resolutions, votes
from tinnhiem.actions.polls import take_step
from tinnhiem.actions.proposals import confirm
from tinnhiem.conduct.states import PollState
from tinnhiem.demonstration.office.cast import Holder
from tinnhiem.demonstration.office.deeds import Deed
from tinnhiem.demonstration.office.stage import Stage
from tinnhiem.records.follow_up_words import PLANNING
from tinnhiem.records.models import Conclusion, FollowUp, PendingAct, Resolution

_CONFIRMED: Final = frozenset({PollState.CONFIRMED, PollState.PUBLISHED, PollState.ARCHIVED})
_PUBLISHED: Final = _CONFIRMED - {PollState.CONFIRMED}
_SCOPES: Final = ("person", "leadership", "conference")


def publishing(stage: Stage, *, span: int = 1) -> Iterator[Deed]:
    """Yield everything up to the public page; ``span`` is 0 where all happens on one day."""
    poll_of = stage
    yield Deed(
        name="resolution recorded", day=span,
        done=lambda: Resolution.objects.filter(poll=poll_of.poll).exists(),
        do=lambda at: _resolve(stage, at),
    )  # fmt: skip
    yield Deed(
        name="result confirmed", day=span,
        done=lambda: PollState(stage.poll.state) in _CONFIRMED,
        do=lambda at: take_step(poll=stage.poll, step="confirm", by=stage.staff("convener"), at=at),
    )  # fmt: skip
    for scope in _SCOPES:
        yield _released(stage, scope, 2 * span)
    yield Deed(
        name="publication proposed", day=3 * span,
        done=lambda: PendingAct.objects.filter(poll=stage.poll, act=publications.PUBLISH).exists(),
        do=lambda at: publications.propose_publication(
            poll=stage.poll, by=stage.staff("clerk"), at=at
        ),
    )  # fmt: skip
    yield Deed(
        name="result published", day=3 * span,
        done=lambda: PollState(stage.poll.state) in _PUBLISHED,
        do=lambda at: confirm(
            poll=stage.poll,
            proposal=PendingAct.objects.get(poll=stage.poll, act=publications.PUBLISH),
            by=stage.staff("convener"), at=at,
        ),
    )  # fmt: skip


def _resolve(stage: Stage, at: datetime) -> None:
    present = stage.cast.present
    adopted = resolutions.Adopted(
        number="52/NQ-HĐND", on=at.date(), votes={"for": present - 1, "against": 0, "abstained": 1}
    )
    resolutions.record_resolution(poll=stage.poll, adopted=adopted, by=stage.staff("clerk"), at=at)


def _released(stage: Stage, scope: str, day: int) -> Deed:
    return Deed(
        name=f"released to: {scope}", day=day,
        done=lambda: stage.poll.releases.filter(scope=scope).exists(),
        do=lambda at: releases.release(
            poll=stage.poll, scope=scope, by=stage.staff("convener"), at=at
        ),
    )  # fmt: skip


def following(stage: Stage, *, span: int = 1, settled: bool = False) -> Iterator[Deed]:
    """Yield what is done about legal cases; ``settled`` ends them, else votes are begun."""
    for holder in stage.cast.holders:
        case = _case(stage, holder)
        if case is not None:
            yield _concluded(stage, holder, 5 * span)
            yield from _handled(stage, holder, case, span, settled=settled)


def _case(stage: Stage, holder: Holder) -> FollowUp | None:
    return FollowUp.objects.filter(rated__poll=stage.poll, rated__name=holder.name).first()


def _now(stage: Stage, holder: Holder) -> FollowUp:
    return FollowUp.objects.get(rated__poll=stage.poll, rated__name=holder.name)


def _handled(
    stage: Stage, holder: Holder, case: FollowUp, span: int, *, settled: bool
) -> Iterator[Deed]:
    if "dismissal-submission" in case.consequences or settled:
        yield _event(stage, holder, "submission", "203/TTr-TTHĐND", 10 * span)
    else:
        yield _vote(stage, holder, 10 * span)
    if settled:
        yield Deed(
            name=f"case of {holder.name} concluded", day=40 * span,
            done=lambda: _now(stage, holder).state == FollowUp.State.CONCLUDED,
            do=lambda at: _conclude(stage, holder, at),
        )  # fmt: skip


def _event(stage: Stage, holder: Holder, kind: str, number: str, day: int) -> Deed:
    def do(at: datetime) -> None:
        case = _now(stage, holder)
        follow_ups.record_event(
            poll=stage.poll, follow_up=case, version=case.version,
            event=follow_ups.Event(kind=kind, on=at.date(), number=number),
            by=stage.staff("convener"), at=at,
        )  # fmt: skip

    def done() -> bool:
        return _now(stage, holder).events.filter(kind=kind).exists()

    return Deed(name=f"case of {holder.name}: {kind}", day=day, done=done, do=do)


def _conclude(stage: Stage, holder: Holder, at: datetime) -> None:
    case = _now(stage, holder)
    event = follow_ups.Event(
        kind="conclusion", on=at.date(), number="31/NQ-HĐND",
        note="Bỏ phiếu tín nhiệm tại kỳ họp sau: quá nửa tín nhiệm; tiếp tục giữ chức vụ.",
    )  # fmt: skip
    follow_ups.conclude_case(
        poll=stage.poll, follow_up=case, event=event, version=case.version,
        by=stage.staff("convener"), at=at,
    )  # fmt: skip


def _vote(stage: Stage, holder: Holder, day: int) -> Deed:
    def do(at: datetime) -> None:
        later = at.date() + timedelta(days=30)
        sitting = votes.Sitting(
            name=f"Bỏ phiếu tín nhiệm: {holder.name}", opening=later, poll_date=later
        )
        votes.begin_from_case(
            poll=stage.poll, follow_up=_now(stage, holder), sitting=sitting,
            by=stage.staff("clerk"), at=at,
        )  # fmt: skip

    return Deed(
        name=f"vote of confidence on {holder.name} begun", day=day,
        done=lambda: _now(stage, holder).vote_id is not None, do=do,
    )  # fmt: skip


def _concluded(stage: Stage, holder: Holder, day: int) -> Deed:
    def do(at: datetime) -> None:
        concluded = conclusions.Concluded(
            text="Kết quả chưa đạt yêu cầu; đề nghị cấp có thẩm quyền xem xét theo quy định.",
            planning=next(iter(PLANNING)), on=at.date(),
        )  # fmt: skip
        conclusions.record_conclusion(
            poll=stage.poll, person=stage.person(holder.name), concluded=concluded, version=0,
            by=stage.staff("personnel"), at=at,
        )  # fmt: skip

    return Deed(
        name=f"conclusion on {holder.name}", day=day,
        done=lambda: Conclusion.objects.filter(
            poll=stage.poll, person__name=holder.name
        ).exists(),
        do=do,
    )  # fmt: skip


Part = Callable[[Stage], Iterator[Deed]]
