"""Scanned sheets and rows that count, whether their pictures may be seen, what is asked of them."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tinnhiem.conduct.states import Stage
from tinnhiem.records.models import (
    Conference,
    PendingAct,
    ReadRow,
    RowSample,
    ScannedSheet,
    ScannerCheck,
    SheetAgain,
)
from tinnhiem.records.prepared import Prepared, counted

_WAITING = (ReadRow.State.DOUBTFUL, ReadRow.State.WHOLE_BOARD)


def live_sheets(conference: Conference) -> QuerySet[ScannedSheet]:
    """Return the sheets of a conference that were read and not dropped."""
    return ScannedSheet.objects.filter(run__conference=conference, run__dropped="")


def live_again(conference: Conference) -> QuerySet[SheetAgain]:
    """Return the sheets of the second reading of a conference that were not dropped."""
    return SheetAgain.objects.filter(run__conference=conference, run__dropped="")


def live_rows(conference: Conference | OuterRef) -> QuerySet[ReadRow]:
    """Return every row and every question about a sheet of sheets that were not dropped."""
    return ReadRow.objects.filter(sheet__run__conference=conference, sheet__run__dropped="")


def rows_waiting(conference: Conference | OuterRef) -> QuerySet[ReadRow]:
    """Return what people have still to decide; rows of a sheet that is invalid wait no more."""
    return live_rows(conference).filter(sheet__invalid_rule="", state__in=_WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanNumbers:
    """Sheets read, sheets read a second time, rows that wait.

    And whether a sample was drawn, and whether something of the poll waits for a second person.
    """

    sheets: int
    again: int
    waiting: int
    sampled: bool
    proposed: bool


def scan_numbers(conference: Conference) -> ScanNumbers:
    """Return the numbers of a conference's stacks in one query, however many there are."""
    told = _NUMBERS.row(conference=conference.pk)
    truths = {name: bool(told[name]) for name in ("sampled", "proposed")}
    return ScanNumbers(**told | truths)


def _numbers(*, conference: int) -> QuerySet[Any, Any]:
    here = OuterRef("pk")
    live = {"run__conference": here, "run__dropped": ""}
    return Conference.objects.filter(pk=conference).values(
        sheets=counted(ScannedSheet.objects.filter(**live)),
        again=counted(SheetAgain.objects.filter(**live)),
        waiting=counted(rows_waiting(here)),
        sampled=Exists(RowSample.objects.filter(conference=here)),
        proposed=Exists(
            PendingAct.objects.filter(poll=OuterRef("poll"), state=PendingAct.State.PROPOSED)
        ),
    )


_NUMBERS: Final = Prepared(_numbers)


def pictures_open(conference: Conference) -> bool:
    """Whether the board may see pictures: until the minutes are closed, and while one complains."""
    if conference.stage in {Stage.COUNTING, Stage.COUNTED}:
        return True
    kept = conference.parcels.filter(destroyed_on__isnull=True)
    return conference.stage == Stage.MINUTED and kept.exclude(complaint="").exists()


def scanners_unchecked(conference: Conference) -> int:
    """How many scanners that read sheets of this count were not checked again since."""
    read = Q(runs__sheets__isnull=False) | Q(runs__again__isnull=False)
    checks = ScannerCheck.objects.filter(read, conference=conference, runs__dropped="").distinct()
    return sum(not closing_holds(check) for check in checks)


def closing_holds(check: ScannerCheck) -> bool:
    """Whether a scanner was checked at the end of the count and its bounds held."""
    from tinnhiem.scan import read_calibration  # noqa: PLC0415 - few pages need the reader

    return bool(check.closing) and read_calibration(check.closing.encode()).usable


def sample_numbers(conference: Conference) -> tuple[int, int, int] | None:
    """Return of the sample: rows drawn, rows still to decide, rows that the machine read wrong.

    None where no sample was drawn. Rows of sheets that are invalid as a whole are not wrong.
    """
    if not RowSample.objects.filter(conference=conference).exists():
        return None
    drawn = live_rows(conference).filter(sampled=True)
    settled = drawn.filter(state=ReadRow.State.SETTLED)
    wrong = settled.filter(sheet__invalid_rule="").exclude(decision=F("machine"))
    waiting = drawn.filter(state__in=_WAITING, sheet__invalid_rule="")
    return drawn.count(), waiting.count(), wrong.count()
