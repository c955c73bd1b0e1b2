"""What is known of a count: batches that are open, identities that do not hold, doubts left."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import models

from tinnhiem.conduct.double_entry import INVALID
from tinnhiem.records.board import entries_now
from tinnhiem.records.gathered import kinds_of, slate_of, was_scanned
from tinnhiem.records.models import (
    BallotType,
    Batch,
    BatchEntry,
    Conference,
    Rated,
    ReadRow,
    ScannedSheet,
)
from tinnhiem.records.scans import rows_waiting


@dataclass(slots=True, kw_only=True)
class TypeCount:
    """The count of one ballot type, as far as it is accepted.

    ``returned`` is the ledger's number; ``lines`` are the marks by line, ``invalid_ballots`` the
    ballots invalid as a whole; ``entries`` those of the rounds under way, by batch and team.
    ``sheets`` are sheets read by machine, by page; ``rows_read`` their rows, by line.
    """

    kind: BallotType
    returned: int | None
    batches: list[Batch] = field(default_factory=list)
    entries: dict[int, dict[int, BatchEntry]] = field(default_factory=dict)
    lines: dict[str, Counter[str]] = field(default_factory=dict)
    invalid_ballots: int = 0
    sheets: Counter[int] = field(default_factory=Counter)
    rows_read: Counter[str] = field(default_factory=Counter)

    @property
    def piled(self) -> int:
        """The ballots of all batches of whole ballots."""
        return sum(batch.ballots for batch in self.batches if not batch.page)

    @property
    def accepted(self) -> int:
        """The ballots of accepted batches, and those read by machine or keyed sheet by sheet."""
        done = [batch for batch in self.batches if batch.state == Batch.State.ACCEPTED]
        pages = Counter(self.sheets)
        for batch in done:
            if batch.page:
                pages[batch.page] += batch.ballots
        whole = sum(batch.ballots for batch in done if not batch.page)
        return whole + max(pages.values(), default=0)

    @property
    def scanned(self) -> int:
        """Ballots read by machine: the sheets of the page of which most were read."""
        return max(self.sheets.values(), default=0)

    @property
    def pages(self) -> list[int]:
        """The pages of which sheets were read, or are keyed on their own."""
        return sorted({*self.sheets, *(batch.page for batch in self.batches if batch.page)})

    def keyed_of(self, page: int) -> int:
        """Return the sheets of a page that are in batches."""
        return sum(batch.ballots for batch in self.batches if batch.page in {None, page})

    def keyed_about(self, line: str, *, accepted: bool) -> int:
        """Return the ballots of all batches, or of accepted ones, that count a person."""
        return sum(
            batch.ballots
            for batch in self.batches
            if (not batch.lines or line in batch.lines)
            and (batch.state == Batch.State.ACCEPTED or not accepted)
        )

    @property
    def open(self) -> int:
        """Batches that are not accepted; a type that nobody has split counts as one."""
        if not self.batches and self.returned not in {0, self.scanned}:
            return 1
        return sum(batch.state != Batch.State.ACCEPTED for batch in self.batches)

    @property
    def wrong_lines(self) -> list[str]:
        """Lines whose marks and invalid ballots do not make the ballots counted."""
        return [
            name
            for name, cells in self.lines.items()
            if cells.total() != self.keyed_about(name, accepted=True) + self.rows_read[name]
        ]

    @property
    def wrong_pages(self) -> list[int]:
        """Pages of which sheets read and keyed by hand do not make the ballots returned."""
        return [
            page for page in self.pages if self.sheets[page] + self.keyed_of(page) != self.returned
        ]

    @property
    def unread_lines(self) -> list[str]:
        """Lines on pages of which no sheet was read, and that are not keyed on all ballots."""
        if not self.sheets:
            return []
        return [
            name
            for name in self.lines
            if not self.rows_read[name] and self.keyed_about(name, accepted=False) != self.returned
        ]

    @property
    def broken(self) -> int:
        """How many identities do not hold: the type's own, and one for each line."""
        whole = not self.sheets and self.piled != self.returned
        wrong = {*self.wrong_lines, *self.unread_lines}
        return (self.returned is None or whole) + len(self.wrong_pages) + len(wrong)


def type_counts(conference: Conference) -> list[TypeCount]:
    """Return the count of every ballot type that somebody rated is on, in their order."""
    lines: dict[int, list[str]] = {}
    for row in slate_of(conference):
        if row.conclusion == Rated.Conclusion.RATED and row.ballot_type_id is not None:
            lines.setdefault(row.ballot_type_id, []).append(row.line)
    kinds = kinds_of(conference)
    counts = {
        kind.pk: TypeCount(
            kind=kind,
            returned=_returned(kind),
            lines={line: Counter() for line in lines[kind.pk]},
        )
        for kind in kinds
        if kind.pk in lines
    }
    batches = list(Batch.objects.filter(ballot_type__in=counts).order_by("number"))
    for batch in batches:
        counts[batch.ballot_type_id].batches.append(batch)
    _add_entries(counts, batches)
    if was_scanned(kinds):
        _add_sheets(counts)
    return list(counts.values())


def _returned(kind: BallotType) -> int | None:
    ledger = getattr(kind, "ledger", None)
    return ledger.returned if ledger else None


def _add_entries(counts: dict[int, TypeCount], batches: list[Batch]) -> None:
    """Add the cells of accepted batches: both teams keyed the same, or the board settled them."""
    entries = entries_now(batches)
    for batch in batches:
        found = entries[batch.pk]
        count = counts[batch.ballot_type_id]
        count.entries[batch.pk] = found
        entry = found.get(0) or found.get(1)
        if entry is None or batch.state != Batch.State.ACCEPTED:
            continue
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
    if not any(count.sheets for count in counts.values()):
        return  # what is not read has no rows
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
