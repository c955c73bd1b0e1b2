"""Storing the sheets of a second reading: what the machine says of each row, without pictures."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from tinnhiem.actions.stacks import Stack
from tinnhiem.records.models import ScanRun, SheetAgain

#: Sheets whose records are made together; this and not the stack bounds the memory.
_TOGETHER: Final = 200


def make_records_again(run: ScanRun, stack: Stack) -> None:
    """Make the records of all sheets, in a random order, inside a transaction."""
    sheets = _sheets(run, stack)
    while together := list(islice(sheets, _TOGETHER)):
        SheetAgain.objects.bulk_create(together)


def _sheets(run: ScanRun, stack: Stack) -> Iterator[SheetAgain]:
    kinds = {kind.code: kind for kind in run.conference.ballot_types.all()}
    for place in stack.places:
        sheet, answer = stack.sheet_at(place)
        yield SheetAgain(
            run=run,
            ballot_type=kinds[answer.ballot_type or ""],
            page=answer.page or 1,
            image_sha256=sheet.reading.image or "",
            reading=sheet.reading.model_dump(mode="json"),
            rows={row.line: row.decision or "" for row in answer.rows},
        )
