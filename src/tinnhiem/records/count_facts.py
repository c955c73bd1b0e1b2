"""What is known of a count: batches that are open, identities that do not hold, doubts left."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import models

from tinnhiem.conduct.double_entry import INVALID
from tinnhiem.records.board import entries_now
from tinnhiem.records.models import (
    BallotType,
    Batch,
    Conference,
    Rated,
    ReadRow,
    ScannedSheet,
)
from tinnhiem.records.scans import rows_waiting


@dataclass(slots=True, kw_only=True)
class TypeCount:
    """The count of one ballot type, as far as it is accepted.

    ``returned`` is the ledger's number, ``piled`` the ballots of all batches, ``accepted`` those of
    accepted ones; ``lines`` the marks by line, ``invalid_ballots`` ballots invalid as a whole.
    ``sheets`` are sheets read by machine, by page; ``rows_read`` their rows, by line.
    """

    kind: BallotType
    returned: int | None
    batches: list[Batch] = field(default_factory=list)
    lines: dict[str, Counter[str]] = field(default_factory=dict)
    invalid_ballots: int = 0
    sheets: Counter[int] = field(default_factory=Counter)
    rows_read: Counter[str] = field(default_factory=Counter)

    @property
    def piled(self) -> int:
        """The ballots of all batches."""
        return sum(batch.ballots for batch in self.batches)

    @property
    def accepted(self) -> int:
        """The ballots of accepted batches, and those read by machine."""
        return self.by_hand + self.scanned

    @property
    def by_hand(self) -> int:
        """The ballots of accepted batches."""
        return sum(batch.ballots for batch in self.batches if batch.state == Batch.State.ACCEPTED)

    @property
    def scanned(self) -> int:
        """Ballots read by machine: the sheets of the page of which most were read."""
        return max(self.sheets.values(), default=0)

    @property
    def open(self) -> int:
        """Batches that are not accepted; a type that nobody has split counts as one."""
        if not self.batches and self.returned not in {0, self.scanned}:
            return 1
        return sum(batch.state != Batch.State.ACCEPTED for batch in self.batches)

    @property
    def wrong_lines(self) -> list[str]:
        """Lines whose marks and invalid ballots do not make the ballots counted."""
        counted = self.by_hand
        return [
            name
            for name, cells in self.lines.items()
            if cells.total() != counted + (self.rows_read[name] if self.sheets else 0)
        ]

    @property
    def wrong_pages(self) -> list[int]:
        """Pages of which sheets read and ballots keyed by hand do not make the ballots returned."""
        return [page for page, read in self.sheets.items() if read + self.piled != self.returned]

    @property
    def broken(self) -> int:
        """How many identities do not hold: the type's own, and one for each line."""
        whole = not self.sheets and self.piled != self.returned
        return (self.returned is None or whole) + len(self.wrong_pages) + len(self.wrong_lines)


def type_counts(conference: Conference) -> list[TypeCount]:
    """Return the count of every ballot type that somebody rated is on, in their order."""
    rated = conference.slate.filter(conclusion=Rated.Conclusion.RATED)
    lines: dict[int, list[str]] = {}
    for row in rated.order_by("position", "order_key"):
        if row.ballot_type_id is not None:
            lines.setdefault(row.ballot_type_id, []).append(row.line)
    kinds = conference.ballot_types.filter(pk__in=lines).order_by("position")
    counts = {
        kind.pk: TypeCount(
            kind=kind,
            returned=_returned(kind),
            lines={line: Counter() for line in lines[kind.pk]},
        )
        for kind in kinds.select_related("ledger")
    }
    batches = list(Batch.objects.filter(ballot_type__in=counts).order_by("number"))
    for batch in batches:
        counts[batch.ballot_type_id].batches.append(batch)
    _add_entries(counts, [b for b in batches if b.state == Batch.State.ACCEPTED])
    _add_sheets(counts)
    return list(counts.values())


def _returned(kind: BallotType) -> int | None:
    ledger = getattr(kind, "ledger", None)
    return ledger.returned if ledger else None


def _add_entries(counts: dict[int, TypeCount], accepted: list[Batch]) -> None:
    """Add the cells of accepted batches: both teams keyed the same, or the board settled them."""
    entries = entries_now(accepted)
    for batch in accepted:
        found = entries[batch.pk]
        entry = found.get(0) or found.get(1)
        if entry is None:
            continue
        count = counts[batch.ballot_type_id]
        count.invalid_ballots += entry.invalid_ballots
        for line, cells in entry.cells.items():
            count.lines.setdefault(line, Counter()).update(cells)


def _add_sheets(counts: dict[int, TypeCount]) -> None:
    """Add what the machine read and what people decided of it; doubtful rows are not there yet."""
    sheets = ScannedSheet.objects.filter(ballot_type__in=counts, run__dropped="")
    pages = sheets.values("ballot_type", "page")
    for found in pages.annotate(
        number=models.Count("pk"), invalid=models.Count("pk", filter=~models.Q(invalid_rule=""))
    ):
        count = counts[found["ballot_type"]]
        count.sheets[found["page"]] += found["number"]
        count.invalid_ballots += found["invalid"]
    rows = ReadRow.objects.filter(sheet__ballot_type__in=counts, sheet__run__dropped="")
    rows = rows.exclude(line="")
    by = rows.values("sheet__ballot_type", "line", "decision", "sheet__invalid_rule", "state")
    for cell in by.annotate(number=models.Count("pk")):
        count = counts[cell["sheet__ballot_type"]]
        count.rows_read[cell["line"]] += cell["number"]
        decision = INVALID if cell["sheet__invalid_rule"] else cell["decision"]
        if decision:
            cells = count.lines.setdefault(cell["line"], Counter())
            cells[decision] += cell["number"]


def doubts_open(conference: Conference) -> int:
    """How many rows, and questions about sheets, people have still to decide."""
    return rows_waiting(conference).count()


def batches_open(conference: Conference) -> int:
    """How many batches are not accepted; ballot types that nobody has split into batches count."""
    return sum(count.open for count in type_counts(conference))


def identities_broken(conference: Conference) -> int:
    """How many identities of the count do not hold.

    Per type: the ballots of all batches are those returned. Per person: the marks and the ballots
    without one make the ballots counted.
    """
    return sum(count.broken for count in type_counts(conference))
