"""The second reading of a conference's sheets, compared with the first, page by page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tinnhiem.conduct.second_reading import Comparison, Sheet, compare
from tinnhiem.records.models import BallotType, Conference, ReadRow
from tinnhiem.records.scans import live_again, live_rows, live_sheets

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTwice:
    """One page of a ballot type in both readings."""

    kind: BallotType
    page: int
    found: Comparison

    @property
    def suspect(self) -> list[str]:
        """The lines that people look at by hand: those that differ; all where none can be told."""
        found = self.found
        return found.differing or (list(found.lines) if found.unlike else [])


def readings_compared(conference: Conference) -> list[ReadTwice]:
    """Compare both readings of every page; nothing where no sheet was read a second time.

    Of the first reading counts what people decided; rows that wait may say anything.
    """
    second = _second(conference)
    if not second:
        return []
    first = _first(conference)
    kinds = {kind.pk: kind for kind in conference.ballot_types.all()}
    found = []
    for kind, page in sorted({*first, *second}, key=lambda place: _order(kinds, place)):
        mine, other = first.get((kind, page), []), second.get((kind, page), [])
        lines = dict.fromkeys(line for sheet in (*mine[:1], *other[:1]) for line in sheet)
        found.append(ReadTwice(kind=kinds[kind], page=page, found=compare(mine, other, lines)))
    return found


def _order(kinds: dict[int, BallotType], place: _Place) -> _Place:
    return kinds[place[0]].position, place[1]


def _first(conference: Conference) -> dict[_Place, list[Sheet]]:
    places = live_sheets(conference).values_list("pk", "ballot_type", "page")
    rows: dict[int, dict[str, str | None]] = {sheet: {} for sheet, _kind, _page in places}
    told = live_rows(conference).exclude(line="").order_by("pk")
    waits = (ReadRow.State.DOUBTFUL, ReadRow.State.WHOLE_BOARD)
    for sheet, line, decision, state in told.values_list("sheet", "line", "decision", "state"):
        rows[sheet][line] = None if state in waits else decision or None
    found: dict[_Place, list[Sheet]] = defaultdict(list)
    for sheet, kind, page in places:
        found[kind, page].append(rows[sheet])
    return found


def _second(conference: Conference) -> dict[_Place, list[Sheet]]:
    found: dict[_Place, list[Sheet]] = defaultdict(list)
    told = live_again(conference).values_list("ballot_type", "page", "rows")
    for kind, page, rows in told:
        found[kind, page].append({line: decision or None for line, decision in rows.items()})
    return found


def pages_not_whole(compared: Sequence[ReadTwice]) -> int:
    """How many pages were not read as often a second time as at first."""
    return sum(not each.found.whole for each in compared)


def suspect_lines(compared: Sequence[ReadTwice]) -> list[str]:
    """The lines on which the readings differ."""
    return [line for each in compared for line in each.suspect]


def read_alike(conference: Conference, line: str) -> bool:
    """Whether a second reading of every sheet says of one person what the first said."""
    for each in readings_compared(conference):
        if line in each.found.lines:
            return each.found.whole and line not in each.suspect
    return False
