"""The facts of one poll as frozen values: what is known before the day, and what was counted.

Terms follow ``docs/reference/glossary.md``. Nothing here judges: see
:mod:`tinnhiem.law.evaluation`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Procedure(StrEnum):
    """The two procedures, never merged: lấy phiếu tín nhiệm and bỏ phiếu tín nhiệm."""

    RATING = "rating"
    CONFIDENCE_VOTE = "confidence_vote"


class Choice(StrEnum):
    """What a voter can say of one person. The labels on paper come from the rulebook."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    CONFIDENCE = "confidence"
    NO_CONFIDENCE = "no_confidence"


CHOICES: Mapping[Procedure, tuple[Choice, ...]] = {
    Procedure.RATING: (Choice.HIGH, Choice.MEDIUM, Choice.LOW),
    Procedure.CONFIDENCE_VOTE: (Choice.CONFIDENCE, Choice.NO_CONFIDENCE),
}


class BodyKind(StrEnum):
    """Kinds of bodies that hold a poll."""

    NATIONAL_ASSEMBLY = "national-assembly"
    COUNCIL = "council"
    PARTY_COMMITTEE = "party-committee"
    AGENCY = "agency"


class Level(StrEnum):
    """Levels of administration; which of them exist at a date is said by the rulebook."""

    NATIONAL = "national"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    UNIT = "unit"


class Base(StrEnum):
    """What a share is a share of."""

    MEMBERSHIP = "membership"
    CONVENED = "convened"
    PRESENT = "present"
    RETURNED = "returned"
    VALID = "valid"


class Position(StrEnum):
    """Posts whose holders may be rated, in the order of the catalogue."""

    PRESIDENT = "president"
    VICE_PRESIDENT = "vice-president"
    ASSEMBLY_CHAIR = "assembly-chair"
    ASSEMBLY_VICE_CHAIR = "assembly-vice-chair"
    ASSEMBLY_STANDING_MEMBER = "assembly-standing-member"
    ASSEMBLY_SECRETARY_GENERAL = "assembly-secretary-general"
    ETHNIC_COUNCIL_CHAIR = "ethnic-council-chair"
    ASSEMBLY_COMMITTEE_CHAIR = "assembly-committee-chair"
    PRIME_MINISTER = "prime-minister"
    DEPUTY_PRIME_MINISTER = "deputy-prime-minister"
    MINISTER = "minister"
    GOVERNMENT_MEMBER = "government-member"
    CHIEF_JUSTICE = "chief-justice"
    CHIEF_PROCURATOR = "chief-procurator"
    AUDITOR_GENERAL = "auditor-general"
    COUNCIL_CHAIR = "council-chair"
    COUNCIL_VICE_CHAIR = "council-vice-chair"
    COUNCIL_STANDING_MEMBER = "council-standing-member"
    COUNCIL_COMMITTEE_HEAD = "council-committee-head"
    COUNCIL_COMMITTEE_DEPUTY_HEAD = "council-committee-deputy-head"
    PEOPLE_COMMITTEE_CHAIR = "people-committee-chair"
    PEOPLE_COMMITTEE_VICE_CHAIR = "people-committee-vice-chair"
    PEOPLE_COMMITTEE_MEMBER = "people-committee-member"
    PARTY_SECRETARY = "party-secretary"
    PARTY_DEPUTY_SECRETARY = "party-deputy-secretary"
    PARTY_STANDING_MEMBER = "party-standing-member"
    AGENCY_HEAD = "agency-head"
    AGENCY_DEPUTY_HEAD = "agency-deputy-head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Who holds the poll: ``name`` in full, ``term`` as its first and last year."""

    name: str
    kind: BodyKind
    level: Level
    term: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """The session or conference: the calendar hangs on ``opening_date`` or ``poll_date``."""

    name: str
    opening_date: date | None = None
    poll_date: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Numbers of voters: all members of the body, those convened, those present."""

    membership: int | None = None
    convened: int | None = None
    present: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotType:
    """One type of ballot paper and its ledger; the numbers are None before the count.

    ``exchanged`` (spoiled and taken back) is not part of ``issued``; ``invalid`` counts sheets
    invalid as a whole.
    """

    id: str
    title: str
    issued: int | None = None
    exchanged: int | None = None
    unused: int | None = None
    returned: int | None = None
    invalid: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post that an officeholder holds, and when they were elected or appointed to it."""

    title: str
    position: Position
    elected_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Marks for one person: ``marks`` by choice, ``invalid`` every ballot without a valid mark."""

    marks: Mapping[Choice, int]
    invalid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Officeholder:
    """One person on the list. ``stated_exclusions`` are ids of exclusion rules of an overlay whose
    ground the clerk states (such as a recent rotation); the law's own grounds come from the dates.

    ``decided`` says that people decided whether the person is put to the poll, for the
    ``decision_reason`` written down; None leaves it to the law. ``left_on`` is the day on which the
    person left office: nobody is polled who holds it no longer.
    """

    id: str
    name: str
    ballot_type: str
    posts: tuple[Post, ...]
    salutation: str = ""
    birth_year: int | None = None
    retirement_notice_on: date | None = None
    stated_exclusions: tuple[str, ...] = ()
    count: Count | None = None
    decided: bool | None = None
    decision_reason: str = ""
    left_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardMember:
    """A member of the counting board: ``role`` is ``head``, ``secretary`` or ``member``."""

    name: str
    role: str
    unit: str = ""
    salutation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """Everything known about one poll. ``papers`` holds what only the official papers need
    (numbers, hours, signers), as ``docs/reference/poll-file.md`` lists it.
    """

    procedure: Procedure
    rulebook: str
    overlays: tuple[str, ...]
    body: Body
    sitting: Sitting
    roll: Roll
    ballot_types: tuple[BallotType, ...]
    slate: tuple[Officeholder, ...]
    denominator: Base | None = None
    counting_board: tuple[BoardMember, ...] = ()
    steps_done: Mapping[str, date] = field(default_factory=dict)
    rehearsal: bool = False
    papers: Mapping[str, object] = field(default_factory=dict)
