"""Deeds of the count: batches keyed by two teams, one difference, minutes, seals."""

from collections.abc import Iterator
from datetime import datetime

from tinnhiem.actions import batches, minutes, sealing, tallies
from tinnhiem.actions.conferences import take_day_step
from tinnhiem.conduct.states import Stage as DayStage
from tinnhiem.demonstration.office.cast import Deputy
from tinnhiem.demonstration.office.deeds import Deed
from tinnhiem.demonstration.office.shows import WRONG
from tinnhiem.demonstration.office.stage import Stage
from tinnhiem.records.board import lines_in
from tinnhiem.records.models import Batch, BatchEntry, Minutes

_BEGUN = frozenset({DayStage.COUNTING, DayStage.COUNTED, DayStage.MINUTED})
_CLOSED = _BEGUN - {DayStage.COUNTING}
_COURSE = "Việc kiểm phiếu diễn ra công khai, liên tục; có đại biểu giám sát."


def counting(stage: Stage) -> Iterator[Deed]:
    """Yield the count until every batch is accepted."""
    head = stage.cast.head()
    yield Deed(
        name="count started", day=0, done=lambda: stage.conference.stage in _BEGUN,
        do=lambda at: take_day_step(
            poll=stage.poll, conference=stage.conference, step="start-count",
            by=stage.on_board(head), at=at,
        ),
    )  # fmt: skip
    for code in stage.show.sheets:
        yield _split(stage, code)
    for code in stage.show.sheets:
        yield from _batches(stage, code)


def _split(stage: Stage, code: str) -> Deed:
    return Deed(
        name=f"batches of {code}", day=0, done=lambda: _is_split(stage, code),
        do=lambda at: batches.split_batches(
            poll=stage.poll, kind=stage.kind(code), sizes=stage.show.sizes(code),
            by=stage.on_board(stage.cast.head()), at=at,
        ),
    )  # fmt: skip


def _is_split(stage: Stage, code: str) -> bool:
    return Batch.objects.filter(ballot_type=stage.kind(code)).exists()


def _batches(stage: Stage, code: str) -> Iterator[Deed]:
    """Yield the batches of a type; while two teams differ, the first keys the next batch."""
    count = len(stage.show.sizes(code))
    begun: set[int] = set()
    for number in range(1, count + 1):
        wrong = (code, min(number, count)) == (code, min(WRONG[1], count)) and code == WRONG[0]
        if number not in begun:
            yield _keyed(stage, code, number, 1, 1)
        yield _keyed(stage, code, number, 2, 1, wrong=wrong)
        if wrong:
            if number < count:
                begun.add(number + 1)
                yield _keyed(stage, code, number + 1, 1, 1)
            yield _again(stage, code, number)
            yield _keyed(stage, code, number, 1, 2)
            yield _keyed(stage, code, number, 2, 2)
        yield _accepted(stage, code, number)


def _batch(stage: Stage, code: str, number: int) -> Batch:
    found = Batch.objects.select_related("ballot_type__conference")
    return found.get(ballot_type=stage.kind(code), number=number)


def _keyed(
    stage: Stage, code: str, number: int, team: int, turn: int, *, wrong: bool = False
) -> Deed:
    """One team keys a batch for the first or second time."""

    def entries() -> int:
        found = BatchEntry.objects.filter(
            batch__ballot_type=stage.kind(code), batch__number=number, team=team
        )
        return found.filter(round__gte=turn, complete=True).count()

    def do(at: datetime) -> None:
        batch = _batch(stage, code, number)
        cells = cells_of(stage, batch)
        if wrong:
            first = next(iter(cells.values()))
            first["high"], first["medium"] = first["high"] - 1, first["medium"] + 1
        by = stage.on_board(stage.cast.team(team))
        draft = tallies.keep_draft(
            poll=stage.poll, batch=batch, cells=cells, invalid_ballots=0,
            version=_version(batch, team), by=by, at=at,
        )  # fmt: skip
        tallies.complete_entry(
            poll=stage.poll, batch=batch, cells=cells, invalid_ballots=0, version=draft.version,
            certain=False, by=by, at=at,
        )  # fmt: skip

    name = f"{code} {number} keyed by team {team}" + (" again" if turn > 1 else "")
    return Deed(name=name, day=0, done=lambda: entries() > 0, do=do)


def _version(batch: Batch, team: int) -> int:
    """Return the version of what a team keyed so far: 0 where it keyed nothing in this round."""
    kept = batch.entries.filter(team=team, round=batch.round).first()
    return kept.version if kept else 0


def cells_of(stage: Stage, batch: Batch) -> dict[str, dict[str, int]]:
    """Return what there is to key of a batch, by line."""
    holders = {holder.name: holder for holder in stage.cast.holders}
    place = batch.number - 1
    return {
        rated.line: dict(stage.show.cells(stage.cast, holders[rated.name])[place])
        for rated in lines_in(batch)
    }


def _again(stage: Stage, code: str, number: int) -> Deed:
    return Deed(
        name=f"{code} {number} to be counted again", day=0,
        done=lambda: _batch(stage, code, number).round > 1,
        do=lambda at: batches.ask_recount(
            poll=stage.poll, batch=_batch(stage, code, number),
            by=stage.on_board(stage.cast.head()), at=at,
        ),
    )  # fmt: skip


def _accepted(stage: Stage, code: str, number: int) -> Deed:
    return Deed(
        name=f"{code} {number} accepted", day=0,
        done=lambda: _batch(stage, code, number).state == Batch.State.ACCEPTED,
        do=lambda at: batches.accept_batch(
            poll=stage.poll, batch=_batch(stage, code, number),
            by=stage.on_board(stage.cast.head()), at=at,
        ),
    )  # fmt: skip


def minuting(stage: Stage) -> Iterator[Deed]:
    """Yield the end of the count: minutes signed by all, parcels sealed."""
    head = stage.cast.head()
    yield Deed(
        name="count closed", day=0, done=lambda: stage.conference.stage in _CLOSED,
        do=lambda at: take_day_step(
            poll=stage.poll, conference=stage.conference, step="close-count",
            by=stage.on_board(head), at=at,
        ),
    )  # fmt: skip
    yield Deed(
        name="minutes written", day=0, done=lambda: bool(_minutes(stage).facts),
        do=lambda at: minutes.write_minutes(
            poll=stage.poll, conference=stage.conference, course=_COURSE, by=stage.on_board(head),
            at=at,
        ),
    )  # fmt: skip
    for member in (*stage.cast.board[1:], head):
        yield _signed(stage, member)
    yield Deed(
        name="parcel sealed", day=0, done=lambda: _is_sealed(stage),
        do=lambda at: _seal(stage, at),
    )  # fmt: skip
    yield Deed(
        name="minutes closed", day=0,
        done=lambda: stage.conference.stage == DayStage.MINUTED,
        do=lambda at: take_day_step(
            poll=stage.poll, conference=stage.conference, step="close-minutes",
            by=stage.on_board(head), at=at,
        ),
    )  # fmt: skip


def _is_sealed(stage: Stage) -> bool:
    return stage.conference.parcels.exists()


def _minutes(stage: Stage) -> Minutes:
    return stage.conference.minutes.exclude(state=Minutes.State.SUPERSEDED).get()


def _signed(stage: Stage, member: Deputy) -> Deed:
    return Deed(
        name=f"minutes signed by {member.name}", day=0,
        done=lambda: _minutes(stage).signatures.filter(
            member__person__name=member.name, fallen=False
        ).exists(),
        do=lambda at: minutes.sign_minutes(
            poll=stage.poll, conference=stage.conference, facts=_minutes(stage).facts,
            affirmed=True, dissent="", by=stage.on_board(member), at=at,
        ),
    )  # fmt: skip


def _seal(stage: Stage, at: datetime) -> None:
    board = stage.cast.board
    sealed = sealing.Sealed(
        content="Phiếu đã kiểm của các khối",
        ballots=sum(sheets.returned for sheets in stage.show.sheets.values()),
        seals="NP-01, NP-02",
        witnesses=", ".join(member.name for member in board[:3]),
        sealed_on=at.date(),
    )
    sealing.seal_parcel(
        poll=stage.poll, conference=stage.conference, sealed=sealed, by=stage.on_board(board[0]),
        at=at,
    )  # fmt: skip
