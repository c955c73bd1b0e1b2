"""The polls of the demonstration: when each is held, what is counted, how far it is played."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from tinnhiem.demonstration.office.cast import Cast, Holder, Marks

#: In which batch of which ballot type the second team first keys one mark wrongly.
WRONG: Final = ("people-committee", 2)
_CHOICES: Final = ("high", "medium", "low", "invalid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The sheets of one ballot type: printed = issued + exchanged + unused."""

    issued: int
    exchanged: int
    unused: int
    returned: int

    @property
    def printed(self) -> int:
        """How many were printed."""
        return self.issued + self.exchanged + self.unused


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """One poll as it is played.

    ``scene`` says that the counts are those of the scene, ``given`` overrides single ones; else
    they are made up. ``declarations`` is how many attach one, ``papers`` the kinds drawn up,
    ``batch`` how many ballots make a batch, ``aloud`` whether the hall's screen is used.
    """

    sitting: str
    day: date
    term: tuple[int, int]
    sheets: Mapping[str, Sheets]
    scene: bool = False
    given: Mapping[str, Marks] = field(default_factory=dict)
    declarations: int = 4
    papers: tuple[str, ...] = ("slate",)
    batch: int = 10
    aloud: bool = True
    retirements: bool = True
    rehearsal: bool = False

    @property
    def opening(self) -> date:
        """The opening of the sitting: two days before the poll."""
        return self.day - timedelta(days=2)

    def ballots(self, holder: Holder) -> int:
        """Return how many ballots with somebody on came back."""
        return self.sheets[holder.ballot_type].returned

    def marks(self, cast: Cast, holder: Holder) -> dict[str, int]:
        """Return what is counted for somebody."""
        ballots = self.ballots(holder)
        found = self.given.get(holder.key) or (holder.marks if self.scene else {})
        if sum(found.values()) == ballots:
            return dict(found)
        return made_up(cast.holders.index(holder) + self.day.year, ballots)

    def sizes(self, kind: str) -> list[int]:
        """Return how many ballots each batch of a type has."""
        left = self.sheets[kind].returned
        full, rest = divmod(left, self.batch)
        return [self.batch] * full + ([rest] if rest else [])

    def cells(self, cast: Cast, holder: Holder) -> list[dict[str, int]]:
        """Return what is counted for somebody in each batch; together it is :meth:`marks`."""
        marks = self.marks(cast, holder)
        deck = [choice for choice in _CHOICES for _each in range(marks.get(choice, 0))]
        return dealt(deck, self.sizes(holder.ballot_type))


def made_up(seed: int, ballots: int) -> dict[str, int]:
    """Return marks that add up to ``ballots``, always the same for the same seed."""
    low = (seed * 7) % (ballots // 6 + 1)
    invalid = int(seed % 9 == 4)
    medium = (seed * 5 + 3) % (ballots // 4 + 1)
    return {"high": ballots - low - medium - invalid, "medium": medium, "low": low,
            "invalid": invalid}  # fmt: skip


def dealt(deck: Sequence[str], sizes: Sequence[int]) -> list[dict[str, int]]:
    """Deal marks out to batches so that none looks like another, and none is lost."""
    stride = next(step for step in (11, 13, 17, 19, 23) if len(deck) % step)
    mixed = [deck[(place * stride) % len(deck)] for place in range(len(deck))]
    batches, at = [], 0
    for size in sizes:
        part = mixed[at : at + size]
        batches.append({choice: part.count(choice) for choice in _CHOICES})
        at += size
    return batches


def former(cast: Cast, today: date) -> Show:
    """Return the earlier poll, two years ago, played to its publication."""
    day = _same_day(today, -2)
    everyone = Sheets(issued=cast.present, exchanged=0, unused=11, returned=cast.present)
    sheets = {"council": everyone, "people-committee": everyone}
    over_half = cast.present // 2 + 3
    case = {"high": cast.present - over_half - 4, "medium": 4, "low": over_half, "invalid": 0}
    return Show(
        sitting="Kỳ họp thứ năm", day=day, term=(today.year - 4, today.year + 1),
        sheets=sheets, given={"p19": case}, declarations=2, papers=(),
        batch=25, aloud=False, retirements=False,
    )  # fmt: skip


def present(cast: Cast, today: date) -> Show:
    """Return the poll of today, with the counts of the scene."""
    there = cast.present
    return Show(
        sitting="Kỳ họp thứ chín", day=today, term=(today.year - 4, today.year + 1),
        sheets={
            "council": Sheets(issued=there, exchanged=1, unused=10, returned=there),
            "people-committee": Sheets(issued=there, exchanged=0, unused=11, returned=there - 1),
        },
        scene=True,
    )  # fmt: skip


def tried(cast: Cast, today: date) -> Show:
    """Return a rehearsal of the next sitting, in preparation, marked as one everywhere."""
    next_day = today + timedelta(days=75)
    sheets = {kind: Sheets(issued=cast.present, exchanged=0, unused=11, returned=cast.present)
              for kind in ("council", "people-committee")}  # fmt: skip
    return Show(
        sitting="Kỳ họp thứ mười (tập dượt)", day=next_day, term=(today.year - 4, today.year + 1),
        sheets=sheets, rehearsal=True,
    )  # fmt: skip


def _same_day(day: date, years: int) -> date:
    """Return the same day of another year; of 29 February the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)
