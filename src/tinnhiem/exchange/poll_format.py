"""The format ``tinnhiem-poll/1`` as a table of shapes; ``docs/reference/poll-file.md`` tells it."""

from collections.abc import Mapping
from typing import Final

from tinnhiem.exchange.papers_fields import PAPERS
from tinnhiem.exchange.shapes import (
    Day,
    Field,
    Flag,
    Identifier,
    Items,
    Keyed,
    Line,
    OneOf,
    Record,
    Reference,
    Whole,
)
from tinnhiem.law.poll import CHOICES
from tinnhiem.wording import terms
from tinnhiem.wording.terms import Term

FORMAT: Final = "tinnhiem-poll/1"

SALUTATIONS: Final[Mapping[str, Term]] = {"Ông": Term("Ông", "Mr"), "Bà": Term("Bà", "Ms")}
BOARD_ROLES: Final[Mapping[str, Term]] = {
    "head": Term("Trưởng ban", "head"),
    "secretary": Term("Thư ký", "secretary"),
    "member": Term("Ủy viên", "member"),
}

_NAME: Final = Line(300)
_YEAR: Final = Whole(least=1900, most=2200)
_REQUIRED_NAME: Final = Field(_NAME, required=True)
_REQUIRED_ID: Final = Field(Identifier(), required=True)

BODY: Final = Record(
    {
        "name": _REQUIRED_NAME,
        "kind": Field(OneOf(terms.BODIES), required=True),
        "level": Field(OneOf(terms.LEVELS), required=True),
        "term": Field(Items(_YEAR, most=2)),
    }
)

SITTING: Final = Record(
    {
        "name": _REQUIRED_NAME,
        "opening_date": Field(Day()),
        "poll_date": Field(Day()),
        "place": Field(Line()),
    }
)

ROLL: Final = Record({name: Field(Whole()) for name in ("membership", "convened", "present")})

LEDGER: Final = ("issued", "exchanged", "unused", "returned", "invalid")

BALLOT_TYPE: Final = Record(
    {
        "id": _REQUIRED_ID,
        "title": _REQUIRED_NAME,
        **{name: Field(Whole()) for name in LEDGER},
    }
)

POST: Final = Record(
    {
        "title": Field(Line(), required=True),
        "position": Field(OneOf(terms.POSITIONS), required=True),
        "elected_on": Field(Day()),
    }
)

#: Which of the choices must stand here depends on the procedure: see poll_checks.
COUNT: Final = Record(
    {
        **{choice.value: Field(Whole()) for choices in CHOICES.values() for choice in choices},
        "invalid": Field(Whole(), required=True),
    }
)

OFFICEHOLDER: Final = Record(
    {
        "id": _REQUIRED_ID,
        "name": _REQUIRED_NAME,
        "salutation": Field(OneOf(SALUTATIONS)),
        "birth_year": Field(_YEAR),
        "ballot_type": _REQUIRED_ID,
        "posts": Field(Items(POST, least=1, most=20), required=True),
        "retirement_notice_on": Field(Day()),
        "stated_exclusions": Field(Items(Identifier(), most=20)),
        "decided": Field(Flag()),
        "decision_reason": Field(Line()),
        "left_on": Field(Day()),
        "count": Field(COUNT),
    }
)

BOARD_MEMBER: Final = Record(
    {
        "name": _REQUIRED_NAME,
        "role": Field(OneOf(BOARD_ROLES), required=True),
        "unit": Field(Line()),
        "salutation": Field(OneOf(SALUTATIONS)),
    }
)

POLL: Final = Record(
    {
        "format": Field(Line(), required=True),
        "procedure": Field(OneOf(terms.PROCEDURES), required=True),
        "rulebook": Field(Reference(), required=True),
        "overlays": Field(Items(Reference(), most=20)),
        "body": Field(BODY, required=True),
        "sitting": Field(SITTING, required=True),
        "roll": Field(ROLL),
        "denominator": Field(OneOf(terms.BASES)),
        "ballot_types": Field(Items(BALLOT_TYPE, least=1, most=200), required=True),
        "slate": Field(Items(OFFICEHOLDER, least=1), required=True),
        "counting_board": Field(Items(BOARD_MEMBER, most=200)),
        "steps_done": Field(Keyed(Day())),
        "rehearsal": Field(Flag()),
        "papers": Field(PAPERS),
    }
)
