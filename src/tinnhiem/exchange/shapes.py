"""Shapes of the values in a file: each reads one raw value, and notes every fault with its place.

A shape returns the clean value, or :data:`NOTHING` where there is none to be had; what was noted
once is never noted again. Formats are tables of shapes (:mod:`tinnhiem.exchange.poll_format`), so
that JSON, workbooks and the reference page follow one description.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from tinnhiem.exchange.findings import Findings, shown
from tinnhiem.exchange.json_text import LongNumber, Members, NotFinite
from tinnhiem.wording.terms import Term

#: Whole numbers up to here are exact in every program that reads JSON or a workbook.
LARGEST_NUMBER: Final = 10**15 - 1
EARLIEST: Final = date(1900, 3, 1)
LATEST: Final = date(2200, 12, 31)

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_REFERENCE = re.compile(r"[^\s;]{1,200}")
#: Control, format (of no width), surrogate, private and unassigned characters, and line breaks.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class Nothing:
    """The type of :data:`NOTHING`."""


#: No value: it was absent, or the fault is already noted.
NOTHING: Final = Nothing()


class Shape(Protocol):
    """What every shape does."""

    def read(self, raw: object, place: str, findings: Findings) -> object:
        """Return the clean value of ``raw``, or :data:`NOTHING`; note each fault."""


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one line, composed (NFC), with single spaces."""

    longest: int = 1000

    def read(self, raw: object, place: str, findings: Findings) -> str | Nothing:
        """Return the tidy text; an empty one is nothing."""
        text = _string(raw, place, findings)
        if isinstance(text, Nothing):
            return NOTHING
        return _bounded(" ".join(_plain_spaces(text).split()), self.longest, place, findings)


@dataclass(frozen=True, slots=True)
class Text:
    """Text of several lines, composed (NFC); spaces at the ends of lines go."""

    longest: int = 20_000

    def read(self, raw: object, place: str, findings: Findings) -> str | Nothing:
        """Return the tidy text; an empty one is nothing."""
        if isinstance(raw, str):
            raw = raw.replace("\r\n", "\n").replace("\r", "\n")
        text = _string(raw, place, findings, allowed="\n")
        if isinstance(text, Nothing):
            return NOTHING
        lines = (" ".join(_plain_spaces(line).split()) for line in text.split("\n"))
        return _bounded("\n".join(lines).strip(), self.longest, place, findings)


@dataclass(frozen=True, slots=True)
class Identifier:
    """An id: ASCII letters, digits, ``.``, ``_`` and ``-``; it also becomes part of file names."""

    def read(self, raw: object, place: str, findings: Findings) -> str | Nothing:
        """Return the id."""
        return _matching(_IDENTIFIER, "id-malformed", raw, place, findings)

    def accepts(self, key: str) -> bool:
        """Return whether ``key`` has the form of an id."""
        return _IDENTIFIER.fullmatch(key) is not None


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of a law file: anything without spaces and semicolons; the law says if it exists."""

    def read(self, raw: object, place: str, findings: Findings) -> str | Nothing:
        """Return the reference."""
        return _matching(_REFERENCE, "reference-malformed", raw, place, findings)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as ``HH:MM``."""

    def read(self, raw: object, place: str, findings: Findings) -> str | Nothing:
        """Return the time as it stands."""
        return _matching(_CLOCK, "clock-malformed", raw, place, findings)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as ``YYYY-MM-DD`` that the calendar has, from March 1900 to 2200."""

    def read(self, raw: object, place: str, findings: Findings) -> date | Nothing:
        """Return the date."""
        if raw is NOTHING:
            return NOTHING
        if not isinstance(raw, str) or isinstance(raw, (NotFinite, LongNumber)):
            return _mismatch("date-expected", raw, place, findings)
        if not _ISO_DATE.fullmatch(raw.strip()):
            return _mismatch("date-malformed", raw, place, findings)
        try:
            day = date.fromisoformat(raw.strip())
        except ValueError:
            return _mismatch("date-not-real", raw, place, findings)
        if not EARLIEST <= day <= LATEST:
            bounds = {"earliest": EARLIEST, "latest": LATEST}
            findings.add("date-outside", place, found=shown(raw), **bounds)
            return NOTHING
        return day


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``least`` to ``most``; ``true``, ``46.0`` and ``"46"`` are none."""

    least: int = 0
    most: int = LARGEST_NUMBER

    def read(self, raw: object, place: str, findings: Findings) -> int | Nothing:
        """Return the number."""
        if raw is NOTHING:
            return NOTHING
        if isinstance(raw, LongNumber):
            return self._outside(raw, place, findings)
        if isinstance(raw, str) and raw.strip().isdecimal() and not isinstance(raw, NotFinite):
            return _mismatch("number-as-text", raw, place, findings)
        if not isinstance(raw, int) or isinstance(raw, bool):
            return _mismatch("whole-number-expected", raw, place, findings)
        if not self.least <= raw <= self.most:
            return self._outside(raw, place, findings)
        return raw

    def _outside(self, raw: object, place: str, findings: Findings) -> Nothing:
        if self.least == 0 and str(raw).startswith("-"):
            return _mismatch("number-negative", raw, place, findings)
        values = {"least": self.least, "most": self.most}
        findings.add("number-outside", place, found=shown(raw), **values)
        return NOTHING


@dataclass(frozen=True, slots=True)
class Flag:
    """``true`` or ``false``."""

    def read(self, raw: object, place: str, findings: Findings) -> bool | Nothing:
        """Return the truth value."""
        if raw is NOTHING or isinstance(raw, bool):
            return raw if isinstance(raw, bool) else NOTHING
        return _mismatch("flag-expected", raw, place, findings)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of the ids in ``terms``, which also carry the names that a workbook shows."""

    terms: Mapping[str, Term]

    def read(self, raw: object, place: str, findings: Findings) -> str | Nothing:
        """Return the id."""
        if raw is NOTHING:
            return NOTHING
        if isinstance(raw, str) and raw in self.terms:
            return raw
        if not isinstance(raw, str):
            return _mismatch("text-expected", raw, place, findings)
        known = tuple(self.terms)
        near = findings.nearest(raw, known)
        if near is None:
            findings.add("choice-unknown", place, found=shown(raw), known=", ".join(known))
        else:
            findings.add("choice-misspelt", place, found=shown(raw), suggestion=near)
        return NOTHING


@dataclass(frozen=True, slots=True)
class Items:
    """A list of values of one shape, at least ``least`` and at most ``most``."""

    shape: Shape
    least: int = 0
    most: int = 100_000

    def read(self, raw: object, place: str, findings: Findings) -> tuple[object, ...] | Nothing:
        """Return the clean values in their places, those that cannot be had as ``NOTHING``."""
        if raw is NOTHING:
            return NOTHING
        if not isinstance(raw, (list, tuple)):
            return _mismatch("list-expected", raw, place, findings)
        if len(raw) < self.least:
            findings.add("list-empty", place)
        if len(raw) > self.most:
            findings.add("list-too-long", place, most=self.most, found=len(raw))
            return NOTHING
        return tuple(
            self.shape.read(item, f"{place}[{index}]", findings) for index, item in enumerate(raw)
        )


@dataclass(frozen=True, slots=True)
class Keyed:
    """An object whose keys are ids (or those in ``keys``), with values of one shape."""

    shape: Shape
    keys: Mapping[str, Term] | None = None

    def read(self, raw: object, place: str, findings: Findings) -> dict[str, object] | Nothing:
        """Return the clean values by key."""
        members = _object(raw, place, findings)
        if isinstance(members, Nothing):
            return NOTHING
        clean = {}
        for key, value in members.items():
            below = inside(place, key)
            if self._knows(key, below, findings):
                clean[key] = self.shape.read(value, below, findings)
        return {key: value for key, value in clean.items() if value is not NOTHING}

    def _knows(self, key: str, place: str, findings: Findings) -> bool:
        if self.keys is None:
            if not Identifier().accepts(key):
                findings.add("id-malformed", place, found=shown(key))
            return Identifier().accepts(key)
        if key not in self.keys:
            _unknown_key(key, tuple(self.keys), place, findings)
        return key in self.keys


@dataclass(frozen=True, slots=True)
class Field:
    """A member of a record: its shape, whether it must be there, and its name in a workbook."""

    shape: Shape
    term: Term | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """An object with known keys. ``null`` and absence are one."""

    fields: Mapping[str, Field] = field(default_factory=dict)

    def read(self, raw: object, place: str, findings: Findings) -> dict[str, object] | Nothing:
        """Return the clean values by key, without those that cannot be had."""
        members = _object(raw, place, findings)
        if isinstance(members, Nothing):
            return NOTHING
        for key in members:
            if key not in self.fields:
                _unknown_key(key, tuple(self.fields), inside(place, key), findings)
        clean = {}
        for key, known in self.fields.items():
            value = _member(members, key, known, inside(place, key), findings)
            if value is not NOTHING:
                clean[key] = value
        return clean


def _member(
    members: Mapping[str, object], key: str, known: Field, place: str, findings: Findings
) -> object:
    raw = members.get(key)
    if raw is None:
        if key in members:
            findings.note_null(place)
        if known.required:
            findings.add_absent(place, key)
        return NOTHING
    value = known.shape.read(raw, place, findings)
    if value is NOTHING:
        findings.pass_over(place)
    blank = value is NOTHING and isinstance(raw, str) and not raw.strip()
    if blank and known.required and isinstance(known.shape, (Line, Text)):
        findings.add("text-missing", place, key=key)
    return value


def _object(raw: object, place: str, findings: Findings) -> Mapping[str, object] | Nothing:
    if raw is NOTHING:
        return NOTHING
    if not isinstance(raw, Mapping) or not all(isinstance(key, str) for key in raw):
        return _mismatch("object-expected", raw, place, findings)
    if isinstance(raw, Members):
        for key in raw.twice:
            findings.add("key-twice", inside(place, key), key=shown(key))
    return raw


def inside(place: str, key: str) -> str:
    """Return the place of a member of the object at ``place``."""
    plain = key if key.isprintable() and len(key) <= 80 else shown(key)
    return f"{place}.{plain}" if place else plain


def _unknown_key(key: str, known: tuple[str, ...], place: str, findings: Findings) -> None:
    near = findings.nearest(key, known)
    if near is None:
        findings.add("key-unknown", place, key=shown(key))
    else:
        findings.add("key-misspelt", place, key=shown(key), suggestion=near)


def _string(raw: object, place: str, findings: Findings, allowed: str = "") -> str | Nothing:
    if raw is NOTHING:
        return NOTHING
    if not isinstance(raw, str) or isinstance(raw, (NotFinite, LongNumber)):
        return _mismatch("text-expected", raw, place, findings)
    for position, character in enumerate(raw, 1):
        if character not in allowed and unicodedata.category(character) in _UNSEEN:
            number = f"U+{ord(character):04X}"
            findings.add("character-unseen", place, character=number, position=position)
            return NOTHING
    return unicodedata.normalize("NFC", raw)


def _plain_spaces(text: str) -> str:
    """Return ``text`` with every kind of space as the ordinary one."""
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in text)


def _bounded(text: str, longest: int, place: str, findings: Findings) -> str | Nothing:
    if len(text) > longest:
        findings.add("text-overlong", place, longest=longest, found=len(text))
        return NOTHING
    return text or NOTHING


def _matching(
    pattern: re.Pattern[str], code: str, raw: object, place: str, findings: Findings
) -> str | Nothing:
    if raw is NOTHING:
        return NOTHING
    if not isinstance(raw, str) or isinstance(raw, (NotFinite, LongNumber)):
        return _mismatch("text-expected", raw, place, findings)
    if not pattern.fullmatch(raw):
        return _mismatch(code, raw, place, findings)
    return raw


def _mismatch(code: str, raw: object, place: str, findings: Findings) -> Nothing:
    findings.add(code, place, found=shown(raw))
    return NOTHING
