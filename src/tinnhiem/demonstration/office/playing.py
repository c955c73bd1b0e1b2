"""A whole poll as tables of deeds, and playing them so far as they are not done yet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from typing import Final

from tinnhiem.demonstration.office.afterwards import following, publishing
from tinnhiem.demonstration.office.counting import counting, minuting
from tinnhiem.demonstration.office.deeds import Deed, moments, play_deeds
from tinnhiem.demonstration.office.founding import founding, retirements
from tinnhiem.demonstration.office.preparing import making, preparing
from tinnhiem.demonstration.office.sitting import balloting, morning, reading
from tinnhiem.demonstration.office.stage import Stage

Table = Callable[[Stage], Iterator[Deed]]
#: The tables in their order; each can be drawn up once the one before it is done.
TABLES: Final[tuple[Table, ...]] = (
    lambda stage: _chain(stage, founding),
    lambda stage: _chain(stage, retirements, making),
    lambda stage: _chain(stage, preparing, reading, morning, balloting, counting, minuting),
)


def _chain(stage: Stage, *parts: Table) -> Iterator[Deed]:
    for part in parts:
        yield from part(stage)


@dataclass(kw_only=True)
class Playing:
    """A poll being played: ``until`` is the last deed that is done, ``told`` hears of each.

    ``founding`` says that the installation may still be empty.

    ``days`` is 1 where what follows the minutes takes days, 0 where everything is on one day.
    """

    stage: Stage
    now: datetime
    until: str = ""
    days: int = 1
    settled: bool = False
    founding: bool = True
    told: Callable[[str], None] = field(default=lambda _name: None)

    def tables(self) -> Iterator[list[Deed]]:
        """Yield the tables of the deeds, each after the one before was played."""
        for table in TABLES if self.founding else TABLES[1:]:
            yield list(table(self.stage))
        if not self.until:
            yield list(publishing(self.stage, span=self.days))
            yield list(following(self.stage, span=self.days, settled=self.settled))

    def play(self) -> int:
        """Play on from wherever the records stand; return how many deeds were done now."""
        count = 0
        for table in self.tables():
            deeds = _until(table, self.until)
            moment = moments(deeds, self.stage.show.day, self.now)
            count += play_deeds(deeds, moment, told=lambda _number, deed: self.told(deed.name))
            if len(deeds) < len(table):
                break
        return count


def _until(table: list[Deed], last: str) -> list[Deed]:
    """Return the deeds up to and with the last; all of them where it is not among them."""
    if last not in {deed.name for deed in table}:
        return table
    kept = list(takewhile(lambda deed: deed.name != last, table))
    return table[: len(kept) + 1]
