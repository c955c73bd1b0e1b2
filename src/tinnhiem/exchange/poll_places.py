"""Where each value of a poll stands in the file that it was read from.

The law and the checks name places as JSON has them (``slate[3].count``). In a workbook a reader
looks for a sheet and a cell, so every problem is given its cell before it is told.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from tinnhiem.law.problems import Problem

_CELL: Final = re.compile(r"(?P<sheet>.*)!(?P<column>[A-Z]*)(?P<row>[0-9]*)")
#: What JSON calls a missing key, and a workbook a cell to be filled in.
_LEFT_OUT: Final = frozenset({"key-missing", "text-missing", "value-null"})

#: What is wrong with a key and not with its value.
_ABOUT_KEYS: Final = frozenset(
    {"papers-id-unknown", "step-misspelt", "step-not-ruled", "step-unknown"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PollPlaces:
    """Cells and headings by place; a JSON file has none, for it names its places itself.

    ``keys`` are the cells of keys by the place of their value, ``otherwise`` is where the values
    stand that no cell said, ``sheets`` the order of reading.
    """

    cells: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = ""
    sheets: tuple[str, ...] = ()

    def of(self, place: str) -> str:
        """Return the cell that said the value at a place, or the nearest part around it."""
        return self._found(place)[0]

    def placed(self, problem: Problem) -> Problem:
        """Return a problem with its cell; other places among its values are told as cells too."""
        if not self.sheets:
            return problem
        place, heading = self._found(problem.place)
        if problem.code in _ABOUT_KEYS:
            place = self.keys.get(problem.place, place)
        if problem.code in _LEFT_OUT:
            return Problem(code="cell-missing", place=place, values={"heading": heading})
        values = dict(problem.values)
        if isinstance(values.get("other"), str) and "." in str(values["other"]):
            values["other"] = self.of(str(values["other"]))
        return replace(problem, place=place, values=values)

    def all_placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems with their cells, in the order in which a reader meets the cells."""
        if not self.sheets:
            return tuple(problems)
        return self.in_order(map(self.placed, problems))

    def in_order(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems that have their cells already in the order of the workbook."""
        return tuple(sorted(problems, key=self._rank)) if self.sheets else tuple(problems)

    def _found(self, place: str) -> tuple[str, str]:
        if not self.sheets:
            return (place, "")
        name = place
        while place not in self.cells:
            shorter = max(place.rfind("."), place.rfind("["))
            if shorter < 0:
                return (self.otherwise if name else "", name)
            place = place[:shorter]
        return self.cells[place]

    def _rank(self, problem: Problem) -> tuple[int, int, int, str]:
        match = _CELL.fullmatch(problem.place)
        if match is None:
            return (-1, 0, 0, "")
        known = match["sheet"] in self.sheets
        sheet = self.sheets.index(match["sheet"]) if known else len(self.sheets)
        return (sheet, int(match["row"] or 0), len(match["column"]), match["column"])


#: The places of a file that names them itself.
AS_WRITTEN: Final = PollPlaces()
