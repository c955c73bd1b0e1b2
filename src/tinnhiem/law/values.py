"""The values that law files are made of: ids, texts, exact shares and lists without doubles."""

import re
import unicodedata
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from tinnhiem.law.poll import BodyKind, Level, Position

_FRACTION = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")


def _share(value: object) -> object:
    if isinstance(value, Fraction):
        return value
    match = _FRACTION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise PydanticCustomError("share-not-fraction", "an exact fraction such as '2/3'")
    above, below = int(match[1]), int(match[2])
    if not 0 < above <= below:
        raise PydanticCustomError("share-out-of-range", "a share lies above 0 and at most at 1")
    return Fraction(above, below)


def _unique(values: tuple[object, ...]) -> tuple[object, ...]:
    if len(set(values)) != len(values):
        raise PydanticCustomError("item-twice", "an item stands twice in the list")
    return values


#: Control, direction and private characters, halves of pairs, line breaks.
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _plain(text: str) -> str:
    """Refuse what a reader does not see: it could turn a line round, or hide a part of it."""
    for character in text:
        if unicodedata.category(character) in _HIDDEN:
            values = {"character": f"U+{ord(character):04X}"}
            raise PydanticCustomError("text-hidden-character", "{character}", values)
    return text


#: The kinds of rules, as the union of them in :mod:`tinnhiem.law.rulebook` has them.
Kind = Literal[
    "subject",
    "exclusion",
    "several-posts",
    "choices",
    "ballot-group",
    "validity",
    "quorum",
    "counting-board",
    "denominator",
    "outcome",
    "step",
    "criterion",
    "trigger",
    "disclosure",
    "retention",
    "document",
    "timing",
    "places",
    "conduct",
]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000, strip_whitespace=True),
    AfterValidator(_plain),
]
Share = Annotated[
    Fraction,
    BeforeValidator(_share),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]+/[0-9]+$", "examples": ["2/3"]}),
]
Positions = Annotated[tuple[Position, ...], Field(min_length=1), AfterValidator(_unique)]
Bodies = Annotated[tuple[BodyKind, ...], AfterValidator(_unique)]
Levels = Annotated[tuple[Level, ...], AfterValidator(_unique)]

Scopes = tuple[
    Literal["managing-authority", "leadership", "person", "conference", "unit", "public"], ...
]

Consequences = tuple[
    Literal[
        "may-resign",
        "confidence-vote",
        "confidence-vote-if-repeated",
        "dismissal-submission",
        "out-of-planning",
        "other-work",
        "authority-considers",
    ],
    ...,
]
Actor = Literal[
    "standing-body",
    "officeholder",
    "front",
    "voter",
    "personnel-body",
    "managing-authority",
    "counting-board",
]


class Record(BaseModel):
    """A frozen record that refuses unknown keys and converts nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
