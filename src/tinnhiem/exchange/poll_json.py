"""Poll files: reading ``tinnhiem-poll/1`` from JSON or a workbook, and writing it as JSON."""

import os
from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from tinnhiem.exchange.findings import Findings, shown
from tinnhiem.exchange.json_text import read_json
from tinnhiem.exchange.poll_checks import check_poll
from tinnhiem.exchange.poll_format import FORMAT, LEDGER, POLL
from tinnhiem.exchange.shapes import Nothing
from tinnhiem.law.poll import (
    CHOICES,
    BallotType,
    Base,
    BoardMember,
    Body,
    BodyKind,
    Count,
    Level,
    Officeholder,
    Poll,
    Position,
    Post,
    Procedure,
    Roll,
    Sitting,
)
from tinnhiem.law.problems import InputError, Problem

#: No input is read further than this; each kind of file has its own, lower bound.
MAXIMUM_BYTES = 8 * 1024 * 1024

Clean = Mapping[str, Any]


def read_poll(path: Path) -> Poll:
    """Return the poll in a file: JSON, or a workbook, decided by its content and not its name.

    :raises InputError: where the file cannot be read, with every mistake in it and its place.
    """
    content = read_bytes(path)
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF")):
        # Only a workbook needs the libraries behind this import.
        from tinnhiem.exchange.workbook_reading import poll_from_workbook  # noqa: PLC0415

        return poll_from_workbook(content)
    return poll_from_json(read_json(content))


def read_bytes(path: Path) -> bytes:
    """Return a file's content, up to a bound.

    :raises InputError: where there is no such file, or it may not be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        raise InputError((_unreadable(path, error),)) from error
    if len(content) > MAXIMUM_BYTES:
        raise InputError((Problem(code="file-too-large", values={"limit": MAXIMUM_BYTES}),))
    return content


def _unreadable(path: Path, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem(code="file-missing", values={"path": str(path)})
    if isinstance(error, IsADirectoryError):
        return Problem(code="file-is-folder", values={"path": str(path)})
    if isinstance(error, PermissionError):
        return Problem(code="file-forbidden", values={"path": str(path)})
    why = os.strerror(error.errno) if error.errno else str(error)
    return Problem(code="file-unreadable", values={"path": str(path), "why": why})


def poll_from_json(data: object) -> Poll:
    """Return the poll that the members of a JSON document say.

    :raises InputError: with every mistake and its place, such as ``slate[3].count.high``.
    """
    findings = Findings()
    clean = read_clean(data, findings)
    findings.raise_any()
    return build_poll(clean)


def read_clean(data: object, findings: Findings) -> Clean:
    """Return what could be read of a poll file, and note every mistake.

    :raises InputError: where the file has another format.
    """
    _check_format(data)
    clean = POLL.read(data, "", findings)
    if isinstance(clean, Nothing):
        return {}
    check_poll(clean, findings)
    return clean


def _check_format(data: object) -> None:
    """Refuse another format at once: what else is wrong with it would only confuse."""
    found = data.get("format") if isinstance(data, Mapping) else FORMAT
    if isinstance(found, str) and found != FORMAT:
        values = {"found": shown(found), "known": FORMAT}
        raise InputError((Problem(code="format-unknown", place="format", values=values),))


def build_poll(clean: Clean) -> Poll:
    """Return the poll of a file in which nothing was found wrong."""
    procedure = Procedure(clean["procedure"])
    body, sitting = clean["body"], clean["sitting"]
    denominator = clean.get("denominator")
    return Poll(
        procedure=procedure,
        rulebook=clean["rulebook"],
        overlays=clean.get("overlays", ()),
        body=Body(
            name=body["name"],
            kind=BodyKind(body["kind"]),
            level=Level(body["level"]),
            term=body.get("term"),
        ),
        sitting=Sitting(**sitting),
        roll=Roll(**clean.get("roll", {})),
        denominator=None if denominator is None else Base(denominator),
        ballot_types=tuple(BallotType(**row) for row in clean["ballot_types"]),
        slate=tuple(_officeholder(row, procedure) for row in clean["slate"]),
        counting_board=tuple(BoardMember(**row) for row in clean.get("counting_board", ())),
        steps_done=clean.get("steps_done", {}),
        rehearsal=clean.get("rehearsal", False),
        papers=_filled(clean.get("papers", {})),
    )


def _officeholder(row: Clean, procedure: Procedure) -> Officeholder:
    count = row.get("count")
    posts = tuple(
        Post(
            title=post["title"],
            position=Position(post["position"]),
            elected_on=post.get("elected_on"),
        )
        for post in row["posts"]
    )
    rest = {key: value for key, value in row.items() if key not in {"posts", "count"}}
    return Officeholder(posts=posts, count=count and _count(count, procedure), **rest)


def _count(row: Clean, procedure: Procedure) -> Count:
    marks = {choice: row[choice.value] for choice in CHOICES[procedure]}
    return Count(marks=marks, invalid=row["invalid"])


def _filled(value: Clean) -> dict[str, Any]:
    """Return a record without its empty parts: an empty list says no more than none."""
    inner = {
        key: _filled(item) if isinstance(item, Mapping) else item for key, item in value.items()
    }
    return {key: item for key, item in inner.items() if item not in ((), {})}


def poll_to_json(poll: Poll) -> dict[str, Any]:
    """Return a poll as the members of its JSON document; what is unset is left out.

    ``poll_from_json`` of the result gives the same poll.
    """
    body = _plain(poll.body, ("name", "kind", "level", "term"))
    sitting = _plain(poll.sitting, ("name", "opening_date", "poll_date", "place"))
    whole = {
        "format": FORMAT,
        "procedure": poll.procedure.value,
        "rulebook": poll.rulebook,
        "overlays": list(poll.overlays),
        "body": body,
        "sitting": sitting,
        "roll": _plain(poll.roll, ("membership", "convened", "present")),
        "denominator": poll.denominator and poll.denominator.value,
        "ballot_types": [_plain(kind, ("id", "title", *LEDGER)) for kind in poll.ballot_types],
        "slate": [_person(person) for person in poll.slate],
        "counting_board": [
            _plain(member, ("name", "role", "unit", "salutation")) for member in poll.counting_board
        ],
        "steps_done": _simple(poll.steps_done),
        "rehearsal": poll.rehearsal or None,
        "papers": _simple(poll.papers),
    }
    always = {"overlays", "roll"}
    return {
        key: value
        for key, value in whole.items()
        if key in always or value not in (None, [], {}, "")
    }


def _person(person: Officeholder) -> dict[str, Any]:
    row = _plain(person, ("id", "name", "salutation", "birth_year", "ballot_type"))
    row["posts"] = [_plain(post, ("title", "position", "elected_on")) for post in person.posts]
    row |= _plain(person, ("retirement_notice_on", "stated_exclusions"))
    if person.count is not None:
        marks = {choice.value: number for choice, number in person.count.marks.items()}
        row["count"] = {**marks, "invalid": person.count.invalid}
    return row


def _plain(record: object, names: tuple[str, ...]) -> dict[str, Any]:
    pairs = ((name, _simple(getattr(record, name))) for name in names)
    return {name: value for name, value in pairs if value not in (None, "", [])}


def _simple(value: object) -> Any:  # noqa: ANN401 - JSON has many types
    """Return a value as JSON has it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _simple(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_simple(item) for item in value]
    return value
