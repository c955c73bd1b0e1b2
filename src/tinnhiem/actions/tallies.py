"""Keying the tally: each team its own entry of each batch, blind to the other's."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import OutdatedError, RefusedError, SeveralRefusedError
from tinnhiem.actions.seats import require_counting, require_team
from tinnhiem.conduct.double_entry import Keyed, compare, faults
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.board import entry_of, keys_of, lines_in
from tinnhiem.records.models import Account, Batch, BatchEntry, Poll
from tinnhiem.wording.language import _, noted

Cells = Mapping[str, Mapping[str, int]]


def keyed(entry: BatchEntry | None) -> Keyed:
    """Return an entry as the comparison takes it."""
    if entry is None:
        return Keyed()
    return Keyed(cells=entry.cells, invalid_ballots=entry.invalid_ballots)


def keep_draft(  # noqa: PLR0913 - what was keyed, of which batch, seen in which version, by whom
    *,
    poll: Poll,
    batch: Batch,
    cells: Cells,
    invalid_ballots: int,
    version: int,
    by: Account,
    at: datetime,
) -> BatchEntry:
    """Keep what a team has keyed so far, without a line in the log: nothing is decided yet.

    :raises NotAllowedError: where ``by`` is in no team of this board.
    :raises RefusedError: where the batch is not open to the team.
    :raises OutdatedError: where another member of the team saved since the page was opened.
    """
    with transaction.atomic():
        locked = Poll.objects.select_for_update().get(pk=poll.pk)
        entry = _open_entry(locked, batch, by, version)
        _fill(entry, cells, invalid_ballots, by)
        entry.save()
        return entry


@act(
    "count.keyed",
    roles=frozenset({Role.BOARD}),
    says=noted("{actor} handed in their team's entry of {subject}"),
)
def complete_entry(  # noqa: PLR0913 - what was keyed, of which batch, seen in which version, by whom
    *,
    poll: Poll,
    batch: Batch,
    cells: Cells,
    invalid_ballots: int,
    version: int,
    certain: bool,
    by: Account,
    at: datetime,
) -> Noted[BatchEntry]:
    """Hand in a team's entry of a batch; the second of the two leads to the comparison.

    ``certain`` says that the team counted again where a sum does not hold. The log keeps no number
    of a batch.

    :raises SeveralRefusedError: with what is missing or does not add up, by person.
    :raises OutdatedError: where another member of the team saved since the page was opened.
    """
    entry = _open_entry(poll, batch, by, version)
    _fill(entry, cells, invalid_ballots, by)
    _refuse_faults(poll, entry, certain=certain)
    entry.complete = True
    entry.save()
    fresh = Batch.objects.select_for_update().get(pk=batch.pk)
    _compare(fresh)
    after = {"team": entry.team, "round": entry.round}
    return Noted(result=entry, subject=batch_name(fresh), after=after)


def batch_name(batch: Batch) -> str:
    """Return what the log and the pages call a batch."""
    return _("batch {number} of “{type}”").format(number=batch.number, type=batch.ballot_type.title)


def _open_entry(poll: Poll, batch: Batch, by: Account, version: int) -> BatchEntry:
    kind = batch.ballot_type
    team = require_team(kind.conference, by)
    require_counting(poll, kind.conference)
    fresh = Batch.objects.select_for_update().get(pk=batch.pk)
    entry = entry_of(fresh, team)
    if fresh.state != Batch.State.OPEN or (entry is not None and entry.complete):
        raise RefusedError(_("Your team has handed in this batch already."))
    if entry is None:
        return BatchEntry(batch=fresh, team=team, round=fresh.round, version=0, keyed_by=by)
    if entry.version != version:
        message = _(
            "Somebody of your team saved this batch meanwhile. Their numbers stand beside yours:"
            " correct and save again."
        )
        raise OutdatedError(message, {}, {})
    return entry


def _fill(entry: BatchEntry, cells: Cells, invalid_ballots: int, by: Account) -> None:
    """Take the cells of the lines that are counted in this round; carry over the others."""
    batch = entry.batch
    known = {rated.line for rated in lines_in(batch)}
    open_lines = set(batch.recount_lines or known) & known
    before = agreed_before(batch)
    kept = entry.cells if entry.pk else carried_over(batch, before)
    given = {name: dict(cells[name]) for name in cells if name in open_lines}
    entry.cells = {**kept, **given}
    entry.invalid_ballots = before.invalid_ballots if before else invalid_ballots
    entry.keyed_by = by
    entry.version += 1


def agreed_before(batch: Batch) -> BatchEntry | None:
    """Return an entry of the round before, where only some lines are counted again."""
    if not batch.recount_lines:
        return None
    return batch.entries.filter(round=batch.round - 1).order_by("team").first()


def carried_over(batch: Batch, before: BatchEntry | None) -> dict[str, dict[str, int]]:
    """Return the lines on which both teams agreed in the round before, which stand."""
    cells = before.cells if before else {}
    return {line: dict(kept) for line, kept in cells.items() if line not in batch.recount_lines}


def _refuse_faults(poll: Poll, entry: BatchEntry, *, certain: bool) -> None:
    rated = {row.line: row for row in lines_in(entry.batch)}
    ballots = entry.batch.ballots
    if entry.invalid_ballots > ballots:
        message = _("More than the {ballots} ballots of this batch.").format(ballots=ballots)
        raise RefusedError(message, "invalid_ballots")
    found = faults(keyed(entry), rated, keys_of(poll), ballots)
    errors = {
        field_of(poll, fault.line): fault_sentence(
            fault.kind, fault.number, rated[fault.line].name, entry
        )
        for fault in found
        if fault.kind == "missing" or not certain
    }
    if errors:
        raise SeveralRefusedError(errors)


def field_of(poll: Poll, line: str) -> str:
    """Return the field of a form at which a fault of a line is told: its first cell."""
    return f"{line}-{keys_of(poll)[0]}"


def fault_sentence(kind: str, number: int, name: str, entry: BatchEntry) -> str:
    """Return what is wrong with a line of an entry, and what to do."""
    ballots = entry.batch.ballots
    if kind == "missing":
        return _("{name}: not all numbers are there. Write 0 where there is none.").format(
            name=name
        )
    if kind == "fewer-invalid":
        told = _(
            "{name}: {number} ballots without a valid mark, but {sheets} are invalid as a whole."
        )
        return told.format(name=name, number=number, sheets=entry.invalid_ballots)
    if number < ballots:
        told = _("{name}: adds up to {sum}, but the batch has {ballots}. {short} are missing.")
    else:
        told = _("{name}: adds up to {sum}, but the batch has {ballots}. {over} are too many.")
    short, over = ballots - number, number - ballots
    return told.format(name=name, sum=number, ballots=ballots, short=short, over=over)


def _compare(batch: Batch) -> None:
    """Compare, once both teams have handed in, and say how the batch stands."""
    entries = {e.team: e for e in batch.entries.filter(round=batch.round, complete=True)}
    if {1, 2} <= entries.keys():
        lines = [rated.line for rated in lines_in(batch)]
        found = compare(keyed(entries[1]), keyed(entries[2]), lines, batch.ballots)
        batch.state = Batch.State.AGREED if found.agree else Batch.State.DIFFERS
        batch.version += 1
        batch.save()
