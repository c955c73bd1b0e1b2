"""Sheets that no scanner read: counted out, then keyed by both teams like a batch, blind."""

from datetime import datetime
from typing import Final

from django.db.models import Max

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.prints import definition_for
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.seats import require_counting, require_head
from tinnhiem.actions.stacks import layout_for
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.count_facts import TypeCount, type_counts
from tinnhiem.records.models import Account, BallotType, Batch, BatchEntry, Conference, Poll
from tinnhiem.wording.language import _, noted

_HEAD: Final = frozenset({Role.HEAD})


@act(
    "count.sheets-by-hand", roles=_HEAD, says=noted("{actor} gave sheets of {subject} to be keyed")
)
def add_sheets_by_hand(
    *, poll: Poll, kind: BallotType, page: int, sheets: int, by: Account, at: datetime
) -> Noted[Batch]:
    """Let both teams key sheets of one page that were not read by machine, as one more batch.

    :raises NotAllowedError: where ``by`` does not head this board.
    :raises RefusedError: where nothing was scanned, or more than the sheets that are missing.
    """
    require_head(kind.conference, by)
    require_counting(poll, kind.conference)
    count = count_of(kind)
    if count is None or not count.sheets:
        raise RefusedError(_("Nothing was scanned: split the ballots into batches."))
    missing = missing_of(count, page)
    if not 1 <= sheets <= missing:
        told = _("Write a number between 1 and {count}, the sheets that are missing.")
        raise RefusedError(told.format(count=missing), "sheets")
    lines = lines_on(kind, page)
    last = kind.batches.aggregate(number=Max("number"))["number"] or 0
    made = Batch.objects.create(
        ballot_type=kind,
        number=last + 1,
        ballots=sheets,
        page=page if lines else None,
        lines=lines,
    )
    after = {"page": page, "sheets": sheets, "batch": made.number}
    return Noted(result=made, subject=kind.title, after=after)


@act("count.batch-withdrawn", roles=_HEAD, says=noted("{actor} took a batch of {subject} back"))
def withdraw_batch(*, poll: Poll, batch: Batch, by: Account, at: datetime) -> Noted[None]:
    """Take back a batch in which nobody has keyed anything, such as one of a wrong number.

    :raises NotAllowedError: where ``by`` does not head this board.
    :raises RefusedError: where keying has begun.
    """
    fresh = Batch.objects.select_for_update(of=("self",)).select_related("ballot_type__conference")
    found = fresh.get(pk=batch.pk)
    require_head(found.ballot_type.conference, by)
    require_counting(poll, found.ballot_type.conference)
    if BatchEntry.objects.filter(batch=found).exists():
        raise RefusedError(_("Keying of this batch has begun."))
    before = {"batch": found.number, "ballots": found.ballots}
    found.delete()
    return Noted(result=None, subject=found.ballot_type.title, before=before)


def count_of(kind: BallotType) -> TypeCount | None:
    """Return the count of a ballot type, None where nobody rated is on it."""
    conference = Conference.objects.select_related("poll").get(pk=kind.conference_id)
    return next((each for each in type_counts(conference) if each.kind.pk == kind.pk), None)


def missing_of(count: TypeCount, page: int) -> int:
    """Return how many sheets of a page are neither read nor in a batch."""
    return max(0, (count.returned or 0) - count.sheets[page] - count.keyed_of(page))


def lines_on(kind: BallotType, page: int) -> list[str]:
    """Return the lines on a page of a ballot; none where it has one page only.

    :raises RefusedError: where the ballot has no such page.
    """
    pages = [
        each
        for each in layout_for(definition_for(kind.conference)).pages
        if each.ballot_type == kind.code
    ]
    found = next((each for each in pages if each.page == page), None)
    if found is None:
        raise RefusedError(_("The ballot has no such page."))
    return [row.line for row in found.rows] if len(pages) > 1 else []
