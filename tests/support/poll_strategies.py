"""Polls of every shape, for properties."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tinnhiem.exchange.papers_fields import PAPERS_FIELDS
from tinnhiem.exchange.poll_json import poll_from_json
from tinnhiem.exchange.shapes import (
    EARLIEST,
    LATEST,
    Clock,
    Day,
    Flag,
    Identifier,
    Items,
    Keyed,
    Line,
    OneOf,
    Record,
    Shape,
    Text,
    Whole,
)
from tinnhiem.law.poll import CHOICES, Base, BodyKind, Level, Poll, Position, Procedure

NAMES = st.one_of(
    st.sampled_from(["Nguyễn Thị Thuỳ Dương & <b>", "=1+1", "{{ 7*7 }}", "_x0041_", "'49", "0123"]),
    st.text(
        st.characters(categories=["Lu", "Ll", "Nd", "Pd", "Sm"], include_characters=" ẩỹđ=+@<&>'"),
        min_size=1,
        max_size=20,
    ).filter(lambda text: text.strip() and not text.strip().startswith("#N")),
)
IDS = st.from_regex(r"[a-z][a-z0-9._-]{0,8}", fullmatch=True)
DAYS = st.dates(EARLIEST, LATEST).map(date.isoformat)
NUMBERS = st.integers(0, 10**9)
OPTIONAL_DAYS = st.none() | DAYS


_SINGLE: dict[type, st.SearchStrategy[Any]] = {
    Day: DAYS,
    Clock: st.sampled_from(["00:00", "09:40", "23:59"]),
    Flag: st.booleans(),
}


def _of(shape: Shape, persons: list[str]) -> st.SearchStrategy[Any]:
    """Values of a shape of the table of papers."""
    match shape:
        case Items(inner):
            return st.lists(_of(inner, persons), min_size=1, max_size=3)
        case Keyed(inner, keys):
            known = st.sampled_from(persons if keys is None else sorted(keys))
            return st.dictionaries(known, _of(inner, persons), min_size=1, max_size=2)
        case Record(fields):
            required = {k: _of(f.shape, persons) for k, f in fields.items() if f.required}
            other = {k: _of(f.shape, persons) for k, f in fields.items() if not f.required}
            return st.fixed_dictionaries(required, optional=other)
        case _:
            return _single(shape, persons)


def _single(shape: Shape, persons: list[str]) -> st.SearchStrategy[Any]:
    match shape:
        case Line(longest) | Text(longest):
            return NAMES.map(lambda text: text[:longest].strip() or "a")
        case Identifier():
            return st.sampled_from(persons)
        case Whole(least, most):
            return st.integers(max(least, 1), min(most, 900))
        case OneOf(terms):
            return st.sampled_from(sorted(terms))
        case _:
            return _SINGLE[type(shape)]


def _papers(persons: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    fields = {
        name: _of(field.shape, persons)
        for name, field in PAPERS_FIELDS.items()
        if name not in {"received", "seals"}
    }
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def poll_files(draw: st.DrawFn) -> dict[str, Any]:
    """Members of sound poll files; numbers need not add up."""
    procedure = draw(st.sampled_from(sorted(Procedure)))
    types = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    persons = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    number = st.none() | NUMBERS
    post = st.fixed_dictionaries(
        {"title": NAMES, "position": st.sampled_from(sorted(Position))},
        optional={"elected_on": DAYS},
    )
    marks = {choice.value: NUMBERS for choice in CHOICES[procedure]} | {"invalid": NUMBERS}
    slate = [
        {
            "id": key,
            "name": f"{draw(NAMES)} {index}",
            "ballot_type": draw(st.sampled_from(types)),
            "posts": draw(st.lists(post, min_size=1, max_size=3)),
            "salutation": draw(st.sampled_from([None, "Ông", "Bà"])),
            "birth_year": draw(st.none() | st.integers(1900, 2000)),
            "retirement_notice_on": draw(OPTIONAL_DAYS),
            "stated_exclusions": draw(st.lists(IDS, max_size=2)),
            "decided": draw(st.none() | st.booleans()),
            "decision_reason": draw(st.none() | NAMES),
            "left_on": draw(OPTIONAL_DAYS),
            "count": draw(st.none() | st.fixed_dictionaries(marks)),
        }
        for index, key in enumerate(persons)
    ]
    ledger = dict.fromkeys(("issued", "exchanged", "unused", "returned", "invalid"), number)
    board = st.fixed_dictionaries(
        {"name": NAMES, "role": st.sampled_from(["head", "secretary", "member"])},
        optional={"unit": NAMES, "salutation": st.sampled_from(["Ông", "Bà"])},
    )
    return {
        "format": "tinnhiem-poll/1",
        "procedure": procedure,
        "rulebook": draw(IDS),
        "overlays": draw(st.lists(IDS, max_size=2)),
        "body": {
            "name": draw(NAMES),
            "kind": draw(st.sampled_from(sorted(BodyKind))),
            "level": draw(st.sampled_from(sorted(Level))),
            "term": draw(st.sampled_from([None, [2026, 2031]])),
        },
        "sitting": {"name": draw(NAMES), "opening_date": draw(OPTIONAL_DAYS), "place": draw(NAMES)},
        "roll": draw(
            st.fixed_dictionaries({"membership": number, "convened": number, "present": number})
        ),
        "denominator": draw(st.none() | st.sampled_from(sorted(Base))),
        "ballot_types": [
            {"id": key, "title": draw(NAMES), **draw(st.fixed_dictionaries(ledger))}
            for key in types
        ],
        "slate": slate,
        "counting_board": [
            {**member, "name": f"{member['name']} {index}"}
            for index, member in enumerate(draw(st.lists(board, max_size=3)))
        ],
        "steps_done": draw(st.dictionaries(IDS, DAYS, max_size=2)),
        "rehearsal": draw(st.booleans()),
        "papers": draw(_papers(persons)),
    }


def polls() -> st.SearchStrategy[Poll]:
    """Polls of every shape."""
    return poll_files().map(poll_from_json)
