"""Blind double entry, compared: what two teams keyed of one pile, and what is wrong in one entry.

Pure: the teams' numbers come in, the differences come out. Nobody but the head of the board is
shown them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

Line = Mapping[str, int]
Cells = Mapping[str, Line]

#: The key of ballots without a valid mark for a person, beside the choices.
INVALID: Final = "invalid"
#: After so many rounds in which the teams differ, the whole board looks, sheet by sheet.
ROUNDS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """What one team keyed: cells by line and key, and the ballots invalid as a whole."""

    cells: Cells = field(default_factory=dict)
    invalid_ballots: int = 0

    def of(self, line: str) -> Line:
        """Return the cells of one line; empty where it was not keyed."""
        return self.cells.get(line, {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a line of one entry.

    ``kind`` is ``missing`` (cells not keyed), ``sum`` (``number`` is the sum) or ``fewer-invalid``
    (fewer without a valid mark than ballots invalid as a whole).
    """

    line: str
    kind: str
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A line on which two entries differ, or whose sum does not hold in one of them."""

    line: str
    first: Line
    second: Line
    keys: frozenset[str]

    @property
    def sums(self) -> tuple[int, int]:
        """The sums of both entries."""
        return sum(self.first.values()), sum(self.second.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two entries side by side: the lines that differ, how many agree, the invalid ballots."""

    differing: tuple[Difference, ...]
    agreeing: int
    invalid_ballots: tuple[int, int]

    @property
    def agree(self) -> bool:
        """Whether both entries are the same and every sum holds."""
        return not self.differing and self.invalid_ballots[0] == self.invalid_ballots[1]


def compare(first: Keyed, second: Keyed, lines: Sequence[str], ballots: int) -> Comparison:
    """Compare what two teams keyed of a pile of ``ballots``."""
    found = tuple(_differences(first, second, lines, ballots))
    return Comparison(
        differing=found,
        agreeing=len(lines) - len(found),
        invalid_ballots=(first.invalid_ballots, second.invalid_ballots),
    )


def _differences(
    first: Keyed, second: Keyed, lines: Iterable[str], ballots: int
) -> Iterator[Difference]:
    for line in lines:
        one, two = first.of(line), second.of(line)
        keys = frozenset(key for key in {*one, *two} if one.get(key) != two.get(key))
        wrong = _wrong(first, line, ballots) or _wrong(second, line, ballots)
        if keys or wrong:
            yield Difference(line=line, first=one, second=two, keys=keys)


def _wrong(keyed: Keyed, line: str, ballots: int) -> bool:
    cells = keyed.of(line)
    return sum(cells.values()) != ballots or cells.get(INVALID, 0) < keyed.invalid_ballots


def faults(
    keyed: Keyed, lines: Iterable[str], keys: Sequence[str], ballots: int
) -> Iterator[Fault]:
    """Yield what is wrong in one entry, line by line, before the team hands it in."""
    for line in lines:
        cells = keyed.of(line)
        if any(key not in cells for key in keys):
            yield Fault(line=line, kind="missing")
            continue
        total = sum(cells.values())
        if total != ballots:
            yield Fault(line=line, kind="sum", number=total)
        if cells[INVALID] < keyed.invalid_ballots:
            yield Fault(line=line, kind="fewer-invalid", number=cells[INVALID])
