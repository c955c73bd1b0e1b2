"""What a reader finds wrong in a file, gathered so that everything is told at once."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

from tinnhiem.law.problems import InputError, Problem

#: More problems than this are counted, not told: nobody reads on.
MAXIMUM_TOLD = 300

_LONGEST_COMPARED = 60
_MOST_COMPARED = 300


class Findings:
    """The problems found so far in one file."""

    def __init__(self) -> None:
        self._told: list[Problem] = []
        self._places: set[str] = set()
        self._nulls: set[str] = set()
        self._untold = 0

    def __bool__(self) -> bool:
        """Return whether anything was found."""
        return bool(self._told)

    @property
    def full(self) -> bool:
        """Whether further problems are only counted."""
        return len(self._told) >= MAXIMUM_TOLD

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything found, in the order of finding; the last says how many more there are."""
        if not self._untold:
            return tuple(self._told)
        return (*self._told, Problem(code="problems-more", values={"count": self._untold}))

    def add(self, code: str, place: str = "", **values: object) -> None:
        """Note one problem at a place."""
        if self.full:
            self._untold += 1
            return
        self._places.add(place)
        self._told.append(Problem(code=code, place=place, values=values))

    def note_null(self, place: str) -> None:
        """Remember that ``null`` stands at a place, in case something must stand there."""
        self._nulls.add(place)

    def add_absent(self, place: str, key: str) -> None:
        """Note that what must stand at a place does not: its key is missing, or it is null."""
        self.add("value-null" if place in self._nulls else "key-missing", place, key=key)

    def pass_over(self, place: str) -> None:
        """Remember that what stands at a place cannot be had, and that why is told already."""
        self._places.add(place)

    def noted(self, place: str) -> bool:
        """Return whether a place needs no further word."""
        return place in self._places

    def nearest(self, word: str, known: Iterable[str]) -> str | None:
        """Return the known word that was probably meant; nothing is sought once nothing is told."""
        return None if self.full else nearest(word, tuple(islice(known, _MOST_COMPARED)))

    def raise_any(self) -> None:
        """End the reading if anything was found.

        :raises InputError: with every problem.
        """
        if self._told:
            raise InputError(self.problems)


def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """Return the known word that ``word`` was probably meant to be, or None."""
    if len(word) > _LONGEST_COMPARED:
        return None
    folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.strip().casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def shown(value: object) -> str:
    """Return a short picture of a value that does not belong, for the sentence about it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    if isinstance(value, (list, tuple)):
        return "[…]" if value else "[]"
    text = str(value)
    visible = "".join(character if character.isprintable() else "�" for character in text[:41])
    cut = visible[:40] + "…" if len(text) > 40 else visible
    return f"“{cut}”" if type(value) is str else cut
