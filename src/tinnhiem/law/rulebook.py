"""The shape of a law file: one instrument, its provisions and its rules, as frozen values.

Every rule carries an id, a citation, a paraphrase in Vietnamese and English, a status that says how
far its wording has been checked, and the dates in force. Pydantic reads the files, so that every
error is reported with its place, and publishes the JSON Schema that editors use.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tinnhiem.law.poll import Base, Choice, Procedure
from tinnhiem.law.values import (
    Actor,
    Bodies,
    Consequences,
    Identifier,
    Kind,
    Levels,
    Positions,
    Record,
    Scopes,
    Share,
    Text,
)

FORMAT = "tinnhiem-rulebook/1"


class Status(StrEnum):
    """How far the wording behind a value has been checked, from best to least."""

    VERIFIED = "verified"
    REPORTED = "reported"
    INFERRED = "inferred"
    UNVERIFIED = "unverified"


class Lock(StrEnum):
    """What an overlay may do with a rule of its base: nothing, be stricter, or choose."""

    LOCKED = "locked"
    MINIMUM = "minimum"
    FREE = "free"


class Citation(Record):
    """Where a rule stands. ``instrument`` is the file's own when absent.

    ``clause`` is khoản, ``point`` điểm; ``annex`` is used instead of an article. A rule whose
    article was never seen has neither; where it is ``verified``, a note must say so.
    """

    instrument: Identifier | None = None
    article: Annotated[int, Field(ge=1)] | None = None
    clause: Annotated[int, Field(ge=1)] | None = None
    point: Annotated[str, StringConstraints(pattern=r"^[a-zđ]$")] | None = None
    annex: Annotated[int, Field(ge=1)] | None = None


class FurtherCitation(Citation):
    """Another place that says the same; it stands first for ``bodies``, with its own ``status``."""

    bodies: Bodies = ()
    status: Status | None = None


class Provision(Record):
    """An article or annex that rules may cite; ``clauses`` is its highest clause, where known."""

    article: Annotated[int, Field(ge=1)] | None = None
    annex: Annotated[int, Field(ge=1)] | None = None
    clauses: Annotated[int, Field(ge=0)] | None = None
    vi: Text
    en: Text


class Instrument(Record):
    """The legal instrument itself.

    ``number`` is printed as issued (``96/2023/QH15``), ``short_vi`` the form of a second mention.
    ``over`` names the instrument that an overlay is laid on; ``additions`` the kinds of rules that
    an overlay on this instrument may add.
    """

    id: Identifier
    kind: Literal["base", "overlay", "plan"]
    track: Literal["council", "party"]
    number: Text
    issuer_vi: Text
    issuer_en: Text
    title_vi: Text
    title_en: Text
    short_vi: Text
    short_en: Text
    issued_on: date | None = None
    in_force_from: date
    in_force_until: date | None = None
    replaces: Identifier | None = None
    over: Identifier | None = None
    additions: tuple[Kind, ...] = ()
    authority_status: Status = Status.VERIFIED
    example: bool = False
    note_vi: Text | None = None
    note_en: Text | None = None


class _Rule(Record):
    """What every rule has.

    ``amends`` names the rule of the base that an overlay's rule takes the place of; ``lock`` says
    what overlays may do with this rule. ``also`` are further articles that say the same, such as
    the one on the National Assembly beside the one on councils.
    """

    id: Identifier
    citation: Citation
    also: tuple[FurtherCitation, ...] = ()
    vi: Text
    en: Text
    status: Status
    lock: Lock = Lock.LOCKED
    amends: Identifier | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    note_vi: Text | None = None
    note_en: Text | None = None


class SubjectRule(_Rule):
    """Whose holders are put to the poll: positions, at bodies of these kinds and levels."""

    kind: Literal["subject"]
    procedures: tuple[Procedure, ...] = (Procedure.RATING,)
    positions: Positions
    bodies: Bodies
    levels: Levels


class ExclusionRule(_Rule):
    """Who of the subjects is not put to the poll.

    ``stated`` grounds (of overlays) hold where the clerk states them on the list; ``months`` goes
    with ``months-in-post`` and counts to the opening of the sitting.
    """

    kind: Literal["exclusion"]
    ground: Literal["retirement-notice", "elected-in-poll-year", "months-in-post", "stated"]
    months: Annotated[int, Field(ge=1, le=60)] | None = None


class SeveralPostsRule(_Rule):
    """One rating for a person with several posts: for ``all`` of them or the ``highest``."""

    kind: Literal["several-posts"]
    rated: Literal["all", "highest"]


class ChoiceLabel(Record):
    """One level or choice and its exact label."""

    id: Choice
    vi: Text
    en: Text


class ChoicesRule(_Rule):
    """The levels or choices of a procedure, in the order of the ballot."""

    kind: Literal["choices"]
    procedure: Procedure
    choices: tuple[ChoiceLabel, ...]


class BallotGroupRule(_Rule):
    """One type of ballot: the positions on it, and its place in the order of the papers."""

    kind: Literal["ballot-group"]
    order: Annotated[int, Field(ge=1)]
    title_vi: Text
    title_en: Text
    bodies: Bodies
    positions: Positions


class ValidityRule(_Rule):
    """A defect of a ballot and how far it reaches: the whole ``sheet`` or one person's ``line``."""

    kind: Literal["validity"]
    defect: Literal[
        "not-issued",
        "no-stamp",
        "no-mark",
        "several-marks",
        "name-struck",
        "text-added",
        "identifies-voter",
    ]
    scope: Literal["sheet", "line"]


class QuorumRule(_Rule):
    """The least share of a base that must be present."""

    kind: Literal["quorum"]
    share: Share
    of: Literal[Base.MEMBERSHIP, Base.CONVENED]
    bodies: Bodies = ()


class CountingBoardRule(_Rule):
    """What the counting board must be. ``minimum`` members, where the law or practice says."""

    kind: Literal["counting-board"]
    minimum: Annotated[int, Field(ge=1)] | None = None
    slate_allowed: bool
    levels: Levels = ()


class DenominatorRule(_Rule):
    """The base of every share. ``base`` is None where the plan must choose one of ``options``."""

    kind: Literal["denominator"]
    procedures: tuple[Procedure, ...]
    base: Base | None = None
    options: tuple[Base, ...] = ()


class OutcomeRule(_Rule):
    """A legal case: the share of ``choice`` lies between two bounds.

    ``over`` excludes its bound, ``least`` includes it; ``under`` excludes, ``most`` includes. No
    upper bound means up to the whole. ``case`` finishes the sentence about the share, and
    ``consequence`` says what the law attaches; the software never says more.
    """

    kind: Literal["outcome"]
    procedure: Procedure
    choice: Literal[Choice.LOW, Choice.NO_CONFIDENCE]
    outcome: Literal["over-half-low", "two-thirds-low", "over-half-no-confidence"]
    over: Share | None = None
    least: Share | None = None
    under: Share | None = None
    most: Share | None = None
    case_vi: Text
    case_en: Text
    consequence_vi: Text
    consequence_en: Text
    leads_to: Consequences


class StepRule(_Rule):
    """A step of the calendar: ``days`` before (negative) or after the anchor, and who acts."""

    kind: Literal["step"]
    days: Annotated[int, Field(ge=-400, le=400)]
    anchor: Literal["opening", "poll"]
    counting: Literal["calendar", "working"] = "calendar"
    actor: Actor
    bodies: Bodies = ()


class CriterionRule(_Rule):
    """One point of the self-report, also shown to the voter."""

    kind: Literal["criterion"]
    group: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    order: Annotated[int, Field(ge=1)]


class TriggerRule(_Rule):
    """What brings a person before a confidence vote.

    ``petition`` counts written petitions against all deputies, at least ``share``, accumulated
    from one opening to the next; ``organ`` a proposal by ``organs``; ``outcome`` follows a rating,
    ``repeated`` only where the case recurs in two ratings in a row.
    """

    kind: Literal["trigger"]
    bodies: Bodies
    by: Literal["organ", "petition", "outcome"]
    share: Share | None = None
    organs: tuple[Text, ...] = ()
    outcome: Literal["over-half-low", "two-thirds-low"] | None = None
    repeated: bool = False


class DisclosureRule(_Rule):
    """Who may learn the results: ``default`` scopes, and those a plan may add."""

    kind: Literal["disclosure"]
    default: Scopes
    allowed: Scopes


class RetentionRule(_Rule):
    """How long ballots and papers are kept, in years; None where no term was found."""

    kind: Literal["retention"]
    ballots: Annotated[int, Field(ge=0)] | None = None
    papers: Annotated[int, Field(ge=0)] | None = None
    freeze_on_complaint: bool = True


class DocumentRule(_Rule):
    """A paper that the poll needs, who issues it and in which style."""

    kind: Literal["document"]
    document: Identifier
    style: Literal["state", "party", "issuer"]
    issuer: Literal[
        "body",
        "standing-body",
        "counting-board",
        "front",
        "personnel-body",
        "officeholder",
        "nominating-authority",
    ]
    required: bool = True


class TimingRule(_Rule):
    """When polls are held: the year of the term, or every year. A wish, never a block."""

    kind: Literal["timing"]
    frequency: Literal["once-a-term", "yearly"]
    year_of_term: Annotated[int, Field(ge=1, le=5)] | None = None


class PlacesRule(_Rule):
    """At how many places one person is rated; results of places are never added."""

    kind: Literal["places"]
    maximum: Annotated[int, Field(ge=1)]


class ConductRule(_Rule):
    """A rule of conduct that is told to people and computed by nobody."""

    kind: Literal["conduct"]
    topic: Literal["purpose", "grounds", "prohibition", "course", "voters", "use", "secrecy"]


Rule = Annotated[
    SubjectRule
    | ExclusionRule
    | SeveralPostsRule
    | ChoicesRule
    | BallotGroupRule
    | ValidityRule
    | QuorumRule
    | CountingBoardRule
    | DenominatorRule
    | OutcomeRule
    | StepRule
    | CriterionRule
    | TriggerRule
    | DisclosureRule
    | RetentionRule
    | DocumentRule
    | TimingRule
    | PlacesRule
    | ConductRule,
    Field(discriminator="kind"),
]


class Reference(Record):
    """An instrument that rules cite and that has no law file of its own."""

    id: Identifier
    short_vi: Text
    short_en: Text
    title_vi: Text
    title_en: Text
    issued_on: date | None = None


class Source(Record):
    """Where the facts of the file were found: a publication, never the law itself."""

    vi: Text
    en: Text


class Rulebook(Record):
    """One law file, of the right shape; :mod:`tinnhiem.law.consistency` looks at its sense."""

    format: Literal["tinnhiem-rulebook/1"]
    instrument: Instrument
    provision: tuple[Provision, ...] = ()
    rule: tuple[Rule, ...]
    reference: tuple[Reference, ...] = ()
    source: tuple[Source, ...] = ()
