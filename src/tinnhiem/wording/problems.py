"""Sentences for problems: a code and its values become words in the reader's language.

Each table module holds the sentences of one part of the software, by code; a code stands in one
table only. Problems are taken by their shape, so that this module need not know the law.
"""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final, Protocol

from tinnhiem.wording import (
    ballot_problems,
    command_problems,
    count_problems,
    law_problems,
    paper_problems,
    poll_problems,
    scan_problems,
    word_problems,
)
from tinnhiem.wording.citations import Cited, provision, quoted
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.differences import differences
from tinnhiem.wording.language import _, current
from tinnhiem.wording.reasons import reason
from tinnhiem.wording.terms import (
    ANCHORS,
    BASES,
    CITED_INSTRUMENTS,
    NUMBERS,
    PROCEDURES,
    RULES,
    STATUSES,
    Term,
    label,
)

#: The tables of sentences, one of each part of the software.
TABLES: Final[tuple[Mapping[str, str], ...]] = (
    law_problems.SENTENCES,
    count_problems.SENTENCES,
    poll_problems.SENTENCES,
    command_problems.SENTENCES,
    ballot_problems.SENTENCES,
    word_problems.SENTENCES,
    paper_problems.SENTENCES,
    scan_problems.SENTENCES,
)
SENTENCES: Final[Mapping[str, str]] = {
    code: text for table in TABLES for code, text in table.items()
}

#: Values that are ids, by their name in a problem: the reader sees the thing's name.
_NAMED: Final[Mapping[str, Mapping[str, Term]]] = {
    "kind": RULES,
    "procedure": PROCEDURES,
    "base": BASES,
    "of": BASES,
    "chosen": BASES,
    "options": BASES,
    "number": NUMBERS,
    "needed": ANCHORS,
    "status": STATUSES,
}


#: The readers of data name what they expect in quotation marks, between other words.
_QUOTED: Final = re.compile("'([^']*)'")


class ProblemLike(Protocol):
    """What a problem offers: a code and the values of its sentence."""

    @property
    def code(self) -> str:
        """Return the kind of problem."""

    @property
    def values(self) -> Mapping[str, object]:
        """Return what the sentence needs."""


class _Values(dict[str, object]):
    """Values of a sentence, in which a missing one shows as a dash instead of breaking it."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence(
    problem: ProblemLike, *, instruments: Mapping[str, str] | None = None, commas: bool = False
) -> str:
    """Return what is wrong, as one sentence in the language in use.

    ``instruments`` are the short names of legal instruments by id, for citations; ``commas`` parts
    these as the Party's papers do. A value in both
    languages (``vi``, ``en``) is told as ``{paraphrase}``. A code without a sentence is shown as it
    is, with its values: never an error on top of one.
    """
    values = _Values(
        {
            name: _cited(value, instruments or {}, commas=commas)
            if isinstance(value, Cited)
            else _told(name, value)
            for name, value in problem.values.items()
        }
    )
    if current() in values:
        values["paraphrase"] = values[current()]
    text = SENTENCES.get(problem.code)
    if text is None:
        told = ", ".join(f"{name} = {value}" for name, value in values.items())
        return f"{problem.code}: {told}" if told else problem.code
    return _(text).format_map(values)


def _cited(cited: Cited, instruments: Mapping[str, str], *, commas: bool) -> str:
    """Return a citation in words; without an instrument only its place in the file's own."""
    if cited.instrument is None:
        return provision(cited, commas=commas)
    identifier = cited.instrument
    name = instruments.get(identifier) or label(CITED_INSTRUMENTS, identifier)
    return quoted(cited, name, commas=commas)


def _told(name: str, value: object) -> object:
    """Return a value as a sentence tells it: ids by their names."""
    if name in {"expected", "expected_tags"} and isinstance(value, str):
        return ", ".join(_QUOTED.findall(value)) or value
    if name == "differences" and isinstance(value, tuple):
        return differences(value)
    if name == "why" and isinstance(value, str):
        return reason(value)
    if name in _NAMED and isinstance(value, str):
        return ", ".join(label(_NAMED[name], part) for part in value.split(", ")) or "–"
    return _shown(value)


def _shown(value: object) -> object:
    """Return a value as people write it; what needs no change stays as it is."""
    if value is None or value == "":
        return "–"
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, (tuple, list, set, frozenset)):
        return ", ".join(str(_shown(item)) for item in value)
    return value
