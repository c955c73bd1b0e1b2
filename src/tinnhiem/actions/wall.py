"""The wall of boxes: odd ones go to two people, and lines move so that more are decided by people.

The log tells who and how many, never which row or what is in it.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db.models import F, Q, QuerySet

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.kept_sheets import PICKED
from tinnhiem.actions.refusals import NotAllowedError, OutdatedError, RefusedError
from tinnhiem.actions.seats import require_counting, require_seat
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import (
    Account,
    BallotType,
    BandLines,
    Conference,
    Poll,
    ReadBox,
    ReadRow,
)
from tinnhiem.records.scans import live_rows
from tinnhiem.wording.language import _, noted

_BOARD: Final = frozenset({Role.BOARD, Role.HEAD})
_ALL: Final = 1000
Numbers = dict[str, int | None]


@act("wall.sent", roles=_BOARD, says=noted("{actor} sent boxes of {subject} to two people"))
def send_boxes(
    *, poll: Poll, conference: Conference, boxes: Collection[str], by: Account, at: datetime
) -> Noted[int]:
    """Send the rows of odd boxes to two people, who decide instead of the machine.

    :raises NotAllowedError: where ``by`` does not sit on this board.
    :raises RefusedError: outside the count, where nothing was picked, or people decide it already.
    """
    require_seat(conference, by)
    require_counting(poll, conference)
    if not boxes:
        raise RefusedError(_("Pick the boxes that look odd."))
    rows = live_rows(conference).filter(boxes__key__in=boxes, state=ReadRow.State.MACHINE)
    number = to_people(rows, picked=Q(key__in=boxes))
    if not number:
        raise RefusedError(_("People decide these rows already."))
    return Noted(result=number, subject=str(conference), after={"rows": number})


def to_people(rows: QuerySet[ReadRow], picked: Q) -> int:
    """Let people decide rows that the machine decided; return how many.

    The boxes that are ``picked`` and the marked ones of these rows are decided by people too.
    """
    mine = list(rows.values_list("pk", flat=True).distinct())
    for start in range(0, len(mine), _ALL):
        some = mine[start : start + _ALL]
        ReadRow.objects.filter(pk__in=some).update(
            state=ReadRow.State.DOUBTFUL, decision="", doubt=PICKED, version=F("version") + 1
        )
        odd = picked | Q(band=ReadBox.Band.MARKED)
        ReadBox.objects.filter(odd, row__in=some).update(band=ReadBox.Band.PEOPLE)
    return len(mine)


@act("wall.line-moved", roles=_BOARD, says=noted("{actor} moved the lines of {subject}"))
def move_lines(  # noqa: PLR0913 - two lines of a type in the version seen, by whom
    *,
    poll: Poll,
    kind: BallotType,
    empty_below: int | None,
    marked_from: int | None,
    version: int,
    by: Account,
    at: datetime,
) -> Noted[int]:
    """Let people decide empty boxes from so much ink on, and marked ones with less than so much.

    In thousandths of ink, on every level of a type and on stacks that are still to come.

    :raises RefusedError: outside the count, or where a line would make fewer boxes go to people.
    :raises OutdatedError: where somebody else moved a line meanwhile.
    """
    conference = Conference.objects.filter(poll=poll, pk=kind.conference_id).first()
    if conference is None:
        raise NotAllowedError("lines")
    require_seat(conference, by)
    require_counting(poll, conference)
    found = BandLines.objects.select_for_update().filter(ballot_type=kind).first()
    lines = found or BandLines(ballot_type=kind, version=0)
    before: Numbers = {"empty_below": lines.empty_below, "marked_from": lines.marked_from}
    after: Numbers = {"empty_below": empty_below, "marked_from": marked_from}
    if lines.version != version:
        raise OutdatedError(
            _("Somebody else moved a line meanwhile. Compare both and send again."),
            {name: str(number) for name, number in before.items()},
            {name: str(number) for name, number in after.items()},
        )
    _refuse_narrowing(before, after)
    lines.empty_below, lines.marked_from = empty_below, marked_from
    lines.version += 1
    lines.save()
    number = _widen(conference, lines)
    return Noted(result=number, subject=kind.title, before=before, after={**after, "rows": number})


def _refuse_narrowing(before: Numbers, after: Numbers) -> None:
    told = _("A line can only let people decide more boxes, never fewer.")
    old, new = before["empty_below"], after["empty_below"]
    if old is not None and (new is None or new > old):
        raise RefusedError(told, "empty_below")
    old, new = before["marked_from"], after["marked_from"]
    if old is not None and (new is None or new < old):
        raise RefusedError(told, "marked_from")
    for name, number in after.items():
        if number is not None and not 0 < number <= _ALL:
            raise RefusedError(_("Write a share of ink between 0,1 and 100 percent."), name)
    if before == after:
        raise RefusedError(_("No line was moved."))


def _widen(conference: Conference, lines: BandLines) -> int:
    odd = Q(pk__in=())
    if lines.empty_below is not None:
        odd |= Q(band=ReadBox.Band.EMPTY, ink__gte=lines.empty_below)
    if lines.marked_from is not None:
        odd |= Q(band=ReadBox.Band.MARKED, ink__lt=lines.marked_from)
    here = Q(row__sheet__ballot_type=lines.ballot_type, row__sheet__run__conference=conference)
    boxes = ReadBox.objects.filter(odd & here)
    rows = live_rows(conference).filter(state=ReadRow.State.MACHINE, boxes__in=boxes)
    number = to_people(rows, picked=odd)
    boxes.update(band=ReadBox.Band.PEOPLE)
    return number
