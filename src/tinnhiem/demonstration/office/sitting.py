"""Deeds from the reading to the end of the balloting: questions, papers, ballots, the hall."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils import timezone

from tinnhiem.actions import adoptions, approvals, attendance, hall, ledgers, papers, prints
from tinnhiem.actions.conferences import take_day_step
from tinnhiem.actions.polls import take_step
from tinnhiem.actions.questions import answer_question, ask_question, pass_question
from tinnhiem.actions.works import LEASE, carry_out, reclaim
from tinnhiem.conduct.states import Stage as DayStage
from tinnhiem.demonstration.office import texts
from tinnhiem.demonstration.office.cast import Deputy
from tinnhiem.demonstration.office.deeds import Deed
from tinnhiem.demonstration.office.shows import Sheets
from tinnhiem.demonstration.office.stage import Stage
from tinnhiem.records.facts import conference_facts
from tinnhiem.records.models import BallotLedger, IssuedPaper, Question, RollEntry, Work

_State = IssuedPaper.State
_SUBMITTED: Final = (_State.AWAITING, _State.APPROVED, _State.ISSUED)
_PASSED: Final = (Question.State.PASSED, Question.State.ANSWERED)
_ELECTED: Final = {"against": 0, "abstained": 0}
_NO_FORMULA: Final = "Thường trực xác nhận đủ hai phần ba đại biểu theo Quy chế làm việc."
_ONE_SHORT: Final = "Một đại biểu ra về trước khi bỏ phiếu khối này; đã kiểm lại hòm phiếu."


def reading(stage: Stage) -> Iterator[Deed]:
    """Yield questions and answers, the papers, the printing of the ballots, the freezing."""
    for number, (text, answer) in enumerate(texts.QUESTIONS):
        yield from _question(stage, number, text, answer)
    for kind in stage.show.papers:
        yield from _paper(stage, kind)
    yield Deed(
        name="ballots proofed", day=-3, done=lambda: _work_done(stage, prints.KIND),
        do=lambda at: _proof(stage, at),
    )  # fmt: skip
    for code, sheets in stage.show.sheets.items():
        yield _printed(stage, code, sheets)
    yield Deed(
        name="dossiers frozen", day=-1, done=lambda: stage.logged("poll.freeze"),
        do=lambda at: take_step(poll=stage.poll, step="freeze", by=stage.staff("clerk"), at=at),
    )  # fmt: skip


def _question(stage: Stage, number: int, text: str, answer: str) -> Iterator[Deed]:
    holder = stage.rated_holders[-(number + 1)]
    asker = stage.cast.deputies[-(number + 1)]

    def kept() -> Question:
        return Question.objects.get(rated=stage.row(holder), text=text)

    yield Deed(
        name=f"question to {holder.name}", day=-18,
        done=lambda: Question.objects.filter(rated=stage.row(holder), text=text).exists(),
        do=lambda at: ask_question(
            poll=stage.poll, rated=stage.row(holder), text=text, by=stage.by(asker.name), at=at
        ),
    )  # fmt: skip
    yield Deed(
        name=f"question to {holder.name} passed on", day=-17, done=lambda: kept().state in _PASSED,
        do=lambda at: pass_question(
            poll=stage.poll, question=kept(), version=kept().version, by=stage.staff("convener"),
            at=at,
        ),
    )  # fmt: skip
    yield Deed(
        name=f"question to {holder.name} answered", day=-14,
        done=lambda: kept().state == Question.State.ANSWERED,
        do=lambda at: answer_question(
            poll=stage.poll, question=kept(), answer=answer, version=kept().version,
            by=stage.by(holder.name), at=at,
        ),
    )  # fmt: skip


def _keys(stage: Stage, kind: str, *states: str) -> list[str]:
    found = stage.poll.issued_papers.filter(kind=kind, state__in=states)
    return list(found.order_by("pk").values_list("key", flat=True))


def _paper(stage: Stage, kind: str) -> Iterator[Deed]:
    """Yield the way of one kind of papers: drawn up, submitted, approved, issued."""
    clerk, chair = "clerk", "convener"
    yield Deed(
        name=f"{kind} drawn up", day=-12,
        done=lambda: stage.poll.issued_papers.filter(kind=kind).exists(),
        do=lambda at: _draw(stage, kind, at),
    )  # fmt: skip
    yield Deed(
        name=f"{kind} submitted", day=-11, done=lambda: bool(_keys(stage, kind, *_SUBMITTED)),
        do=lambda at: papers.submit(
            poll=stage.poll, keys=_keys(stage, kind, _State.DRAFT), by=stage.staff(clerk), at=at
        ),
    )  # fmt: skip
    yield Deed(
        name=f"{kind} approved", day=-10, done=lambda: bool(_keys(stage, kind, *_SUBMITTED[1:])),
        do=lambda at: approvals.approve_papers(
            poll=stage.poll, keys=_keys(stage, kind, _State.AWAITING), by=stage.staff(chair), at=at
        ),
    )  # fmt: skip
    yield Deed(
        name=f"{kind} issued", day=-10, done=lambda: bool(_keys(stage, kind, _State.ISSUED)),
        do=lambda at: papers.issue(
            poll=stage.poll, keys=_keys(stage, kind, _State.APPROVED), number="118/TTr-TTHĐND",
            issued_on=at.date(), by=stage.staff(clerk), at=at,
        ),
    )  # fmt: skip


def _draw(stage: Stage, kind: str, at: datetime) -> None:
    asked = papers.draw_up(
        poll=stage.poll, conference=stage.conference, kinds=(kind,), by=stage.staff("clerk"), at=at
    )
    do_work(asked)


def do_work(asked: Work) -> None:
    """Do a work here and now; one that a worker left behind when it died is taken up first."""
    if asked.state == Work.State.RUNNING:
        reclaim(timezone.now() + 2 * LEASE)
    carry_out.call(asked.key)
    asked.refresh_from_db()
    if asked.state != Work.State.DONE:
        raise RuntimeError(asked.problem)


def _work_done(stage: Stage, kind: str) -> bool:
    return stage.poll.works.filter(kind=kind, state=Work.State.DONE).exists()


def _proof(stage: Stage, at: datetime) -> None:
    asked = prints.proof(
        poll=stage.poll, conference=stage.conference, by=stage.staff("clerk"), at=at
    )
    do_work(asked)


def _printed(stage: Stage, code: str, sheets: Sheets) -> Deed:
    return Deed(
        name=f"ballots printed: {code}", day=-2, done=lambda: _is_printed(stage, code),
        do=lambda at: prints.note_printed(
            poll=stage.poll, conference=stage.conference, ballot_type=stage.kind(code),
            copies=sheets.printed, printed_on=at.date(),
            note=f"In tại Văn phòng, có mặt {stage.cast.head().name}", by=stage.staff("clerk"),
            at=at,
        ),
    )  # fmt: skip


def _is_printed(stage: Stage, code: str) -> bool:
    return stage.kind(code).runs.exists()


def morning(stage: Stage) -> Iterator[Deed]:
    """Yield the day until the balloting is open: check-in, list, board, quorum."""
    for deputy in _present(stage):
        yield _arrival(stage, deputy)
    yield from _screen(stage, "list")
    yield Deed(
        name="list adopted", day=0, done=lambda: stage.logged("slate.adopted"),
        do=lambda at: adoptions.adopt_slate(
            poll=stage.poll, conference=stage.conference, votes=_all_for(stage),
            by=stage.staff("clerk"), at=at,
        ),
    )  # fmt: skip
    for member in stage.cast.board:
        yield _member(stage, member)
    yield Deed(
        name="board elected", day=0, done=lambda: bool(stage.conference.board_adoption),
        do=lambda at: adoptions.elect_board(
            poll=stage.poll, conference=stage.conference, votes=_all_for(stage),
            by=stage.staff("clerk"), at=at,
        ),
    )  # fmt: skip
    yield Deed(
        name="attendance closed", day=0,
        done=lambda: stage.conference.present_at_opening is not None,
        do=lambda at: attendance.close_attendance(
            poll=stage.poll, conference=stage.conference, by=stage.staff("clerk"), at=at
        ),
    )  # fmt: skip
    yield from _screen(stage, "quorum")
    yield Deed(
        name="balloting opened", day=0,
        done=lambda: stage.conference.stage != DayStage.WAITING,
        do=lambda at: _open_balloting(stage, at),
    )  # fmt: skip
    yield from _screen(stage, "rules")


def _present(stage: Stage) -> tuple[Deputy, ...]:
    return stage.cast.deputies[: stage.cast.present]


def _all_for(stage: Stage) -> dict[str, int]:
    return {"for": stage.cast.present, **_ELECTED}


def _arrival(stage: Stage, deputy: Deputy) -> Deed:
    there = RollEntry.Attendance.PRESENT

    def entry() -> RollEntry:
        return RollEntry.objects.get(conference=stage.conference, name=deputy.name)

    return Deed(
        name=f"{deputy.name} checked in", day=0, done=lambda: entry().attendance == there,
        do=lambda at: attendance.mark(
            poll=stage.poll, conference=stage.conference, entry=entry(), attendance=there,
            by=stage.staff("clerk"), at=at,
        ),
    )  # fmt: skip


def _screen(stage: Stage, kind: str) -> Iterator[Deed]:
    if stage.show.aloud:
        yield Deed(
            name=f"hall: {kind}", day=0,
            done=lambda: stage.conference.hall_steps.filter(kind=kind).exists(),
            do=lambda at: hall.release(
                poll=stage.poll, conference=stage.conference, kind=kind, page=1,
                by=stage.staff("convener"), at=at,
            ),
        )  # fmt: skip


def _member(stage: Stage, member: Deputy) -> Deed:
    return Deed(
        name=f"{member.name} proposed for the board", day=0,
        done=lambda: stage.conference.board.filter(person__name=member.name).exists(),
        do=lambda at: adoptions.propose_member(
            poll=stage.poll, conference=stage.conference, person=stage.person(member.name),
            duty=member.duty, team=member.team, unit=member.delegation, by=stage.staff("clerk"),
            at=at,
        ),
    )  # fmt: skip


def _open_balloting(stage: Stage, at: datetime) -> None:
    facts = conference_facts(stage.conference)
    sure = facts.quorum_verified and facts.needed is not None
    take_day_step(
        poll=stage.poll, conference=stage.conference, step="open-balloting",
        by=stage.staff("convener"), at=at,
        waivers={} if sure else {"quorum-confirmed": _NO_FORMULA},
    )  # fmt: skip


def balloting(stage: Stage) -> Iterator[Deed]:
    """Yield the ledger of every type until issued and returned were announced."""
    for code, sheets in stage.show.sheets.items():
        yield from _ledger(stage, code, sheets)


def _kept(stage: Stage, code: str) -> BallotLedger:
    return BallotLedger.objects.get(ballot_type=stage.kind(code))


def _ledger(stage: Stage, code: str, sheets: Sheets) -> Iterator[Deed]:
    head = stage.cast.head()
    yield Deed(
        name=f"ledger of {code}", day=0, done=lambda: _kept(stage, code).returned is not None,
        do=lambda at: _write(stage, code, sheets, at),
    )  # fmt: skip
    if sheets.returned != sheets.issued:
        yield Deed(
            name=f"box of {code} counted again", day=0,
            done=lambda: _kept(stage, code).counted_again is not None,
            do=lambda at: ledgers.count_again(
                poll=stage.poll, ballot_type=stage.kind(code), returned=sheets.returned,
                version=_kept(stage, code).version, by=stage.on_board(head), at=at,
            ),
        )  # fmt: skip
        yield Deed(
            name=f"why {code} does not balance", day=0,
            done=lambda: bool(_kept(stage, code).reason),
            do=lambda at: ledgers.keep_reason(
                poll=stage.poll, ballot_type=stage.kind(code), reason=_ONE_SHORT,
                version=_kept(stage, code).version, by=stage.on_board(head), at=at,
            ),
        )  # fmt: skip
    yield Deed(
        name=f"{code} announced", day=0, done=lambda: bool(_kept(stage, code).announced),
        do=lambda at: ledgers.announce(
            poll=stage.poll, ballot_type=stage.kind(code), version=_kept(stage, code).version,
            by=stage.on_board(head), at=at,
        ),
    )  # fmt: skip


def _write(stage: Stage, code: str, sheets: Sheets, at: datetime) -> None:
    numbers = {
        "printed": sheets.printed, "issued": sheets.issued, "exchanged": sheets.exchanged,
        "unused": sheets.unused, "returned": sheets.returned,
    }  # fmt: skip
    ledgers.write_ledger(
        poll=stage.poll, ballot_type=stage.kind(code), numbers=numbers,
        version=_kept(stage, code).version, by=stage.on_board(stage.cast.head()), at=at,
        exchange_reason="Đại biểu đánh nhầm ô" if sheets.exchanged else "",
    )  # fmt: skip
