"""A second reading of the same sheets, compared with the first: by totals and by whole sheets.

No sheet is known again: the order of both stacks was forgotten. Totals of each person and level
must agree, and the sheets of one reading must be those of the other as a whole, since two faults
may cancel out in a total. A row that nobody decided in a reading may say anything there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

#: What a row says; None where it was not decided.
Says = str | None
Sheet = Mapping[str, Says]
_Row = tuple[Says, ...]
#: With more sheets that found no like, whole sheets are not paired any more: the totals tell.
_MOST: Final = 300


@dataclass(slots=True, kw_only=True)
class Line:
    """Totals of one person in both readings; rows that were not decided are under None."""

    first: Counter[Says] = field(default_factory=Counter)
    second: Counter[Says] = field(default_factory=Counter)
    differs: bool = False

    def keys(self) -> set[str]:
        """Return the levels on which both totals cannot be the same."""
        levels = {key for key in {*self.first, *self.second} if key is not None}
        return {
            key
            for key in levels
            if self.second[key] > self.first[key] + self.first[None]
            or self.first[key] > self.second[key] + self.second[None]
        }


@dataclass(slots=True, kw_only=True)
class Comparison:
    """Both readings of one page of a ballot type; ``unlike`` are sheets that found no like."""

    first: int
    second: int
    unlike: int = 0
    lines: dict[str, Line] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether as many sheets were read a second time as at first."""
        return self.first == self.second

    @property
    def differing(self) -> list[str]:
        """The lines on which the readings differ."""
        return [name for name, line in self.lines.items() if line.differs]


def compare(first: Sequence[Sheet], second: Sequence[Sheet], lines: Iterable[str]) -> Comparison:
    """Compare two readings of one page; lines that differ are only told where both are whole."""
    names = list(lines)
    found = Comparison(first=len(first), second=len(second))
    for name in names:
        found.lines[name] = Line(
            first=Counter(sheet.get(name) for sheet in first),
            second=Counter(sheet.get(name) for sheet in second),
        )
    if found.whole:
        _pair(found, _rows(first, names), _rows(second, names), names)
    return found


def _rows(sheets: Sequence[Sheet], names: list[str]) -> Counter[_Row]:
    return Counter(tuple(sheet.get(name) for name in names) for sheet in sheets)


def _pair(found: Comparison, first: Counter[_Row], second: Counter[_Row], names: list[str]) -> None:
    """Pair the sheets that are alike; those left over tell on which lines the readings differ."""
    alike = Counter({row: number for row, number in (first & second).items() if None not in row})
    left, right = list((first - alike).elements()), list((second - alike).elements())
    for line in found.lines.values():
        line.differs = bool(line.keys())
    if len(left) > _MOST:
        found.unlike = len(left)
        return
    pairs = _matched(left, right)
    lone = [row for place, row in enumerate(left) if place not in pairs.values()]
    others = [row for place, row in enumerate(right) if place not in pairs]
    found.unlike = len(lone)
    for mine, other in _nearest(lone, others):
        for place in _apart(mine, other):
            found.lines[names[place]].differs = True


def _apart(one: _Row, other: _Row) -> list[int]:
    """The places at which two sheets say different things."""
    return [
        place
        for place, (mine, theirs) in enumerate(zip(one, other, strict=True))
        if mine is not None and theirs is not None and mine != theirs
    ]


def _matched(left: list[_Row], right: list[_Row]) -> dict[int, int]:
    """Pair as many sheets as can be, by augmenting paths: place at right to place at left."""
    like = [
        [there for there, other in enumerate(right) if not _apart(mine, other)] for mine in left
    ]
    pairs: dict[int, int] = {}
    for here in range(len(left)):
        _augment(here, like, pairs)
    return pairs


def _augment(start: int, like: list[list[int]], pairs: dict[int, int]) -> None:
    """Find a partner for a sheet, moving others to other partners; without recursion."""
    came: dict[int, int] = {}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for there in like[here]:
            if there in came:
                continue
            came[there] = here
            if there in pairs:
                waiting.append(pairs[there])
                continue
            _turn(there, start, came, pairs)
            return


def _turn(there: int, start: int, came: dict[int, int], pairs: dict[int, int]) -> None:
    """Turn the path that ends at a free partner: each sheet on it takes the next one."""
    before = {mine: place for place, mine in pairs.items()}
    while True:
        here = came[there]
        pairs[there] = here
        if here == start:
            return
        there = before[here]


def _nearest(left: list[_Row], right: list[_Row]) -> list[tuple[_Row, _Row]]:
    """Pair what is left so that each pair differs on few lines."""
    free = list(range(len(right)))
    found = []
    for mine in left:
        best = min(free, key=lambda place: len(_apart(mine, right[place])))
        free.remove(best)
        found.append((mine, right[best]))
    return found
