"""Counts for tests: a count under way, both teams keying, the board signing."""

from collections.abc import Mapping
from datetime import timedelta

from support.office import AT, Office, account, build_office, person
from tinnhiem.actions.batches import accept_batch, split_batches
from tinnhiem.actions.conferences import take_day_step
from tinnhiem.actions.minutes import sign_minutes, write_minutes
from tinnhiem.actions.tallies import complete_entry
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.board import entry_of, lines_in
from tinnhiem.records.minuted import minutes_in_force
from tinnhiem.records.models import Batch, Minutes

#: What everybody keys of a batch of six: high, medium, low, invalid.
SIX = {"high": 3, "medium": 2, "low": 1, "invalid": 0}
PARTS = {1: "team-1", 2: "team-2"}
Line = Mapping[str, int]


def counting_office() -> Office:
    """The invented office while ballots are counted: twelve returned of each of two types."""
    return build_office(PollState.COUNTING, Stage.COUNTING)


def split(office: Office, code: str = "hdnd", sizes: tuple[int, ...] = (6, 6)) -> list[Batch]:
    """Split the ballots of a type."""
    return split_batches(
        poll=office.poll, kind=office.types[code], sizes=sizes, by=office.account("head"), at=AT
    )


def key(
    office: Office, batch: Batch, team: int, changed: Mapping[str, Line] | None = None,
    *, invalid_ballots: int = 0, certain: bool = True,
) -> None:  # fmt: skip
    """Let a team hand in a batch: everybody as in SIX (or its double), but for some lines."""
    batch.refresh_from_db()
    entry = entry_of(batch, team)
    factor = batch.ballots // 6
    usual = {name: number * factor for name, number in SIX.items()}
    cells = {rated.line: dict(usual) for rated in lines_in(batch)}
    complete_entry(
        poll=office.poll, batch=batch, cells=cells | dict(changed or {}),
        invalid_ballots=invalid_ballots, version=entry.version if entry else 0, certain=certain,
        by=office.account(PARTS[team]), at=AT,
    )  # fmt: skip
    batch.refresh_from_db()


def count_all(office: Office, changed: Mapping[str, Line] | None = None) -> None:
    """Count both types in one batch each, agreed and accepted."""
    for code in office.types:
        (batch,) = split(office, code, (12,))
        mine = {rated.line for rated in lines_in(batch)}
        given = {line: cells for line, cells in (changed or {}).items() if line in mine}
        key(office, batch, 1, given)
        key(office, batch, 2, given)
        accept_batch(poll=office.poll, batch=batch, by=office.account("head"), at=AT)


def close(office: Office) -> None:
    """Close the count."""
    take_day_step(
        poll=office.poll, conference=office.conference, step="close-count",
        by=office.account("head"), at=AT,
    )  # fmt: skip
    office.conference.refresh_from_db()


def whole_board_signs_in(office: Office) -> list[str]:
    """Give every member an account; the parts, the head last."""
    for part, name in {"team-1-third": "Vàng A Sử", "team-2-third": "Lù A Vảng"}.items():
        if part not in office.accounts:
            office.accounts[part] = account(part, person(office, name))
    others = ("team-1", "team-1-second", "team-1-third", "team-2", "team-2-second", "team-2-third")
    return [*others, "head"]


def write(office: Office, course: str = "") -> Minutes:
    """Let the head write the paper."""
    return write_minutes(
        poll=office.poll, conference=office.conference, course=course,
        by=office.account("head"), at=AT + timedelta(minutes=5),
    )  # fmt: skip


def sign(office: Office, part: str, *, dissent: str = "", facts: str | None = None) -> None:
    """Let one member sign."""
    minutes = minutes_in_force(office.conference)
    assert minutes is not None
    sign_minutes(
        poll=office.poll, conference=office.conference,
        facts=minutes.facts if facts is None else facts, affirmed=True, dissent=dissent,
        by=office.account(part), at=AT + timedelta(minutes=9),
    )  # fmt: skip


def all_sign(office: Office) -> None:
    """Let everybody sign, the head last."""
    for part in whole_board_signs_in(office):
        sign(office, part)
