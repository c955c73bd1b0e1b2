"""``tinnhiem-poll/1``: from the members of a JSON document to a poll, and back."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from tinnhiem.exchange.findings import Findings, shown
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

Clean = Mapping[str, Any]
#: What people stated about somebody on the list, before what the law says.
_STATED = ("decided", "decision_reason", "left_on")


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
    row |= _plain(person, ("retirement_notice_on", "stated_exclusions", *_STATED))
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
