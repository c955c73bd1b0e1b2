"""Batches: split from the ballots returned, compared, counted again, accepted, settled."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.proposals import TWO_PERSON_ACTS, TwoPersonAct
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.seats import require_counting, require_head, require_seat
from tinnhiem.actions.tallies import batch_name, fault_sentence, field_of, keyed
from tinnhiem.conduct.double_entry import ROUNDS, Comparison, compare, faults
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.board import entries_now, keys_of, lines_in
from tinnhiem.records.models import Account, BallotType, Batch, BatchEntry, PendingAct, Poll
from tinnhiem.wording.language import _, noted

_HEAD = frozenset({Role.HEAD})
_BOARD = frozenset({Role.BOARD, Role.HEAD})
SETTLE = "count.batch-settled"
_MOST = 500


@act("count.batches-split", roles=_HEAD, says=noted("{actor} split the ballots of {subject}"))
def split_batches(
    *, poll: Poll, kind: BallotType, sizes: Sequence[int], by: Account, at: datetime
) -> Noted[list[Batch]]:
    """Split the returned ballots of a type into batches of these sizes.

    :raises RefusedError: where they do not add up to the ballots returned, or keying has begun.
    """
    require_head(kind.conference, by)
    require_counting(poll, kind.conference)
    returned = _returned(kind) - scanned_ballots(kind)
    total = sum(sizes)
    if not sizes or min(sizes) < 1 or len(sizes) > _MOST:
        raise RefusedError(_("Every batch has at least one ballot."), "sizes")
    if total != returned:
        message = _("The batches add up to {total}, but {returned} ballots were returned.")
        raise RefusedError(message.format(total=total, returned=returned), "sizes")
    if BatchEntry.objects.filter(batch__ballot_type=kind).exists():
        raise RefusedError(_("Keying has begun: the batches can no longer be split anew."), "sizes")
    before = list(kind.batches.order_by("number").values_list("ballots", flat=True))
    kind.batches.all().delete()
    made = [
        Batch.objects.create(ballot_type=kind, number=number, ballots=size)
        for number, size in enumerate(sizes, 1)
    ]
    after = {"batches": len(made), "ballots": total}
    return Noted(result=made, subject=kind.title, before={"batches": len(before)}, after=after)


def scanned_ballots(kind: BallotType) -> int:
    """Return how many ballots of a type the machine read: those need no batch."""
    pages = kind.sheets.filter(run__dropped="").values("page").annotate(number=Count("pk"))
    return max((found["number"] for found in pages), default=0)


def _returned(kind: BallotType) -> int:
    ledger = getattr(kind, "ledger", None)
    if ledger is None or ledger.returned is None:
        raise RefusedError(_("The ballots returned have not been counted yet."))
    return int(ledger.returned)


def comparison_of(batch: Batch) -> Comparison:
    """Compare both teams' entries of the round under way; only the head is shown it.

    :raises RefusedError: before both teams have handed in.
    """
    entries = entries_now([batch])[batch.pk]
    if not all(team in entries and entries[team].complete for team in (1, 2)):
        raise RefusedError(_("One team has not handed in this batch yet."))
    lines = [rated.line for rated in lines_in(batch)]
    return compare(keyed(entries[1]), keyed(entries[2]), lines, batch.ballots)


@act(
    "count.recount-asked",
    roles=_HEAD,
    says=noted("{actor} asked both teams to count {subject} again"),
)
def ask_recount(*, poll: Poll, batch: Batch, by: Account, at: datetime) -> Noted[Batch]:
    """Let both teams count again, blind, those on whom they differ; what they keyed is kept.

    :raises RefusedError: where the teams do not differ, or differed for the last time.
    """
    fresh = _of_head(poll, batch, by)
    if fresh.state != Batch.State.DIFFERS:
        raise RefusedError(_("The teams do not differ on this batch."))
    if rounds_done(fresh) >= ROUNDS:
        raise RefusedError(_("The teams differed three times: the whole board counts this batch."))
    found = comparison_of(fresh)
    fresh.recount_lines = [each.line for each in found.differing]
    if found.invalid_ballots[0] != found.invalid_ballots[1]:
        fresh.recount_lines = []
    _open_round(fresh)
    return Noted(result=fresh, subject=batch_name(fresh), after={"round": fresh.round})


def rounds_done(batch: Batch) -> int:
    """Return how often a batch was keyed since it was opened as a whole."""
    return batch.round - batch.first_round + 1


@act("count.batch-accepted", roles=_HEAD, says=noted("{actor} accepted {subject}"))
def accept_batch(*, poll: Poll, batch: Batch, by: Account, at: datetime) -> Noted[Batch]:
    """Accept a batch on which both teams agree.

    :raises RefusedError: where they do not.
    """
    fresh = _of_head(poll, batch, by)
    if fresh.state != Batch.State.AGREED:
        raise RefusedError(_("Only a batch on which both teams agree can be accepted."))
    fresh.state = Batch.State.ACCEPTED
    fresh.version += 1
    fresh.save()
    return Noted(result=fresh, subject=batch_name(fresh), after={"round": fresh.round})


@act("count.batch-reopened", roles=_HEAD, says=noted("{actor} opened {subject} again"))
def reopen_batch(
    *, poll: Poll, batch: Batch, reason: str, by: Account, at: datetime
) -> Noted[Batch]:
    """Open a batch again, to be counted as a whole by both teams; earlier rounds are kept.

    :raises RefusedError: without a reason, or where it is open.
    """
    fresh = _of_head(poll, batch, by)
    if not reason.strip():
        raise RefusedError(_("Write down the reason."), "reason")
    if fresh.state == Batch.State.OPEN:
        raise RefusedError(_("This batch is open."))
    fresh.recount_lines = []
    _open_round(fresh)
    fresh.first_round = fresh.round
    fresh.save()
    return Noted(result=fresh, subject=batch_name(fresh), reason=reason.strip())


def _open_round(batch: Batch) -> None:
    batch.round += 1
    batch.state = Batch.State.OPEN
    batch.version += 1
    batch.save()


def _of_head(poll: Poll, batch: Batch, by: Account) -> Batch:
    fresh = Batch.objects.select_for_update().get(pk=batch.pk)
    require_head(fresh.ballot_type.conference, by)
    require_counting(poll, fresh.ballot_type.conference)
    return fresh


def check_settlement(poll: Poll, batch: Batch, details: Mapping[str, Any]) -> None:
    """Refuse numbers of the whole board that do not add up, before they are proposed.

    :raises RefusedError: with the first fault, or where the teams may still count themselves.
    """
    if batch.state != Batch.State.DIFFERS or rounds_done(batch) < ROUNDS:
        raise RefusedError(_("The whole board counts only where the teams differed three times."))
    entry = _settled_entry(batch, details)
    rated = {row.line: row for row in lines_in(batch)}
    for fault in faults(keyed(entry), rated, keys_of(poll), batch.ballots):
        name = rated[fault.line].name
        message = fault_sentence(fault.kind, fault.number, name, entry)
        raise RefusedError(message, field_of(poll, fault.line))


def _settled_entry(batch: Batch, details: Mapping[str, Any]) -> BatchEntry:
    return BatchEntry(
        batch=batch,
        team=0,
        round=batch.round + 1,
        cells=details["cells"],
        invalid_ballots=details["invalid_ballots"],
        complete=True,
    )


@act(SETTLE, roles=_BOARD, says=noted("{actor} confirmed the whole board's count of {subject}"))
def settle_batch(
    *, poll: Poll, batch: Batch, proposal: PendingAct, by: Account, at: datetime
) -> Noted[Batch]:
    """Take the numbers that the head entered for the whole board; a second member confirms them.

    :raises NotAllowedError: where ``by`` does not sit on this board.
    :raises RefusedError: where the batch moved on meanwhile.
    """
    conference = batch.ballot_type.conference
    require_seat(conference, by)
    require_head(conference, proposal.proposed_by)
    require_counting(poll, conference)
    fresh = Batch.objects.select_for_update().get(pk=batch.pk)
    check_settlement(poll, fresh, proposal.details)
    entry = _settled_entry(fresh, proposal.details)
    entry.keyed_by = proposal.proposed_by
    entry.save()
    fresh.round = entry.round
    fresh.state = Batch.State.ACCEPTED
    fresh.reason = proposal.reason[:500]
    fresh.version += 1
    fresh.save()
    return Noted(result=fresh, subject=batch_name(fresh), reason=proposal.reason)


def _settle(proposal: PendingAct, by: Account, at: datetime) -> object:
    batch = Batch.objects.filter(
        pk=proposal.subject, ballot_type__conference__poll=proposal.poll
    ).first()
    if batch is None:
        raise NotAllowedError(SETTLE)
    return settle_batch(poll=proposal.poll, batch=batch, proposal=proposal, by=by, at=at)


TWO_PERSON_ACTS[SETTLE] = TwoPersonAct(_HEAD, _BOARD, _settle)
