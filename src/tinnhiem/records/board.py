"""Who sits on the counting board of a conference, and in which team."""

from collections.abc import Collection

from tinnhiem.conduct.double_entry import INVALID
from tinnhiem.law.poll import CHOICES, Procedure
from tinnhiem.records.gathered import board_of, is_gathered
from tinnhiem.records.models import (
    Account,
    BallotType,
    Batch,
    BatchEntry,
    BoardMember,
    Conference,
    Poll,
    Rated,
)


def seat(conference: Conference, account: Account) -> BoardMember | None:
    """Return the seat of an account on the board of a conference, or None."""
    if account.person_id is None:
        return None
    if is_gathered(conference):
        mine = (each for each in board_of(conference) if each.person_id == account.person_id)
        found = next(mine, None)
    else:
        kept = conference.board.filter(person_id=account.person_id)
        found = kept.select_related("person").first()
    if found is not None:
        account.person = found.person  # every page names its visitor
    return found


def seats(poll: Poll, account: Account) -> dict[int, BoardMember]:
    """Return the seats of an account on the boards of a poll, by the id of the conference."""
    if account.person_id is None:
        return {}
    mine = BoardMember.objects.filter(conference__poll=poll, person_id=account.person_id)
    return {member.conference_id: member for member in mine.select_related("conference")}


def is_head(member: BoardMember | None) -> bool:
    """Whether somebody heads the board on which they sit."""
    return member is not None and member.duty == BoardMember.Duty.HEAD


def team_of(member: BoardMember | None) -> int | None:
    """Return the team with which somebody keys: the head, and who is absent, keys with none."""
    if member is None or is_head(member) or member.absent_reason:
        return None
    return member.team if member.team in {1, 2} else None


def team_names(conference: Conference) -> dict[int, list[str]]:
    """Return who is in each team."""
    found: dict[int, list[str]] = {1: [], 2: []}
    for member in board_of(conference):
        team = team_of(member)
        if team is not None:
            found[team].append(member.person.name)
    return found


def keys_of(poll: Poll) -> tuple[str, ...]:
    """Return the cells of a line: the choices in the order of the ballot, then the invalid."""
    return (*(choice.value for choice in CHOICES[Procedure(poll.procedure)]), INVALID)


def lines_of(kind: BallotType) -> list[Rated]:
    """Return those rated on a ballot type in the order of the ballot."""
    rated = kind.lines.filter(conclusion=Rated.Conclusion.RATED)
    return list(rated.order_by("position", "order_key"))


def lines_in(batch: Batch) -> list[Rated]:
    """Return those whom a batch counts: all of its ballot type, or those on its page."""
    every = lines_of(batch.ballot_type)
    return [rated for rated in every if not batch.lines or rated.line in batch.lines]


def entry_of(batch: Batch, team: int) -> BatchEntry | None:
    """Return what a team keyed of a batch in the round under way."""
    return batch.entries.filter(team=team, round=batch.round).first()


def entries_now(batches: Collection[Batch]) -> dict[int, dict[int, BatchEntry]]:
    """Return the entries of the rounds under way, by batch and team, with one query."""
    rounds = {batch.pk: batch.round for batch in batches}
    found: dict[int, dict[int, BatchEntry]] = {pk: {} for pk in rounds}
    for entry in BatchEntry.objects.filter(batch_id__in=rounds):
        if entry.round == rounds[entry.batch_id]:
            found[entry.batch_id][entry.team] = entry
    return found
