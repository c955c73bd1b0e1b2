"""The sound part of a file that has mistakes, as a poll from which nothing is concluded.

Whoever corrects a file wants to hear at once of every number that does not agree and every id that
no rulebook has, whatever else is wrong. What could not be read is left out; persons and types of
ballots keep their numbers in the file, so that places stay true.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tinnhiem.exchange.poll_format import LEDGER
from tinnhiem.law.poll import (
    CHOICES,
    BallotType,
    Body,
    BodyKind,
    Count,
    Level,
    Officeholder,
    Poll,
    Procedure,
    Roll,
    Sitting,
)

Clean = Mapping[str, Any]

#: Shown where a name could not be read.
_UNNAMED: Final = "–"


def sound_part(clean: Clean) -> Poll:
    """Return what can be relied on in the sound values of a file."""
    body = clean.get("body", {})
    procedure = Procedure(clean["procedure"]) if "procedure" in clean else None
    types = _rows(clean, "ballot_types")
    times = Counter(row.get("id") for row in types)
    return Poll(
        procedure=procedure or Procedure.RATING,
        rulebook=clean.get("rulebook", ""),
        overlays=tuple(name for name in clean.get("overlays", ()) if isinstance(name, str)),
        body=Body(
            name=body.get("name", _UNNAMED),
            # Of an agency the least is asked.
            kind=BodyKind(body.get("kind", BodyKind.AGENCY)),
            level=Level(body.get("level", Level.UNIT)),
        ),
        sitting=Sitting(name=_UNNAMED),
        roll=Roll(**clean.get("roll", {})),
        ballot_types=tuple(
            _ballot_type(row, index, unique=times[row.get("id")] == 1)
            for index, row in enumerate(types)
        ),
        slate=tuple(_person(row, procedure) for row in _rows(clean, "slate")),
        steps_done=clean.get("steps_done", {}),
    )


def _rows(clean: Clean, key: str) -> Sequence[Clean]:
    return [row if isinstance(row, Mapping) else {} for row in clean.get(key, ())]


def _ballot_type(row: Clean, index: int, *, unique: bool) -> BallotType:
    """A type; where its id is not one of its own it gets one that nobody can name."""
    own = row["id"] if unique and "id" in row else f"[{index}]"
    numbers = {name: row.get(name) for name in LEDGER}
    return BallotType(id=own, title=row.get("title", row.get("id", _UNNAMED)), **numbers)


def _person(row: Clean, procedure: Procedure | None) -> Officeholder:
    stated = row.get("stated_exclusions", ())
    return Officeholder(
        id=row.get("id", ""),
        name=row.get("name", row.get("id", _UNNAMED)),
        ballot_type=row.get("ballot_type", ""),
        posts=(),
        stated_exclusions=tuple(name if isinstance(name, str) else "" for name in stated),
        count=_count(row.get("count", {}), procedure),
    )


def _count(row: Clean, procedure: Procedure | None) -> Count | None:
    """A count, where every number of it could be read."""
    if procedure is None:
        return None
    names = [choice.value for choice in CHOICES[procedure]]
    if not all(name in row for name in (*names, "invalid")):
        return None
    marks = {choice: row[choice.value] for choice in CHOICES[procedure]}
    return Count(marks=marks, invalid=row["invalid"])
