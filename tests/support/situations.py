"""Polls built from the few facts that a test is about; everything else is ordinary and right."""

from collections.abc import Mapping, Sequence
from datetime import date

from tinnhiem.law.poll import (
    CHOICES,
    BallotType,
    Base,
    Body,
    BodyKind,
    Choice,
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

#: A day on which each base instrument was in force, and a body that it concerns.
ORDINARY: Mapping[str, tuple[date, BodyKind, Level]] = {
    "nq-35-2012-qh13": (date(2013, 12, 10), BodyKind.COUNCIL, Level.PROVINCE),
    "nq-85-2014-qh13": (date(2018, 12, 6), BodyKind.COUNCIL, Level.PROVINCE),
    "nq-96-2023-qh15": (date(2023, 12, 7), BodyKind.COUNCIL, Level.PROVINCE),
    "qd-262-qd-tw": (date(2018, 9, 20), BodyKind.PARTY_COMMITTEE, Level.DISTRICT),
    "qd-96-qd-tw": (date(2023, 9, 20), BodyKind.AGENCY, Level.UNIT),
}

#: A position that every instrument of the track puts to the poll.
_POSITION = {
    BodyKind.COUNCIL: Position.COUNCIL_CHAIR,
    BodyKind.NATIONAL_ASSEMBLY: Position.ASSEMBLY_CHAIR,
    BodyKind.PARTY_COMMITTEE: Position.PARTY_SECRETARY,
    BodyKind.AGENCY: Position.AGENCY_HEAD,
}


def count(procedure: Procedure, marks: Sequence[int], invalid: int = 0) -> Count:
    """A count from its marks in the order of the ballot."""
    return Count(marks=dict(zip(CHOICES[procedure], marks, strict=True)), invalid=invalid)


def against(procedure: Procedure, votes: int, returned: int) -> Count:
    """A count with so many marks at the choice that decides, the rest at the first choice."""
    rest = [0] * (len(CHOICES[procedure]) - 2)
    return count(procedure, [returned - votes, *rest, votes])


def person(
    index: int, kind: BodyKind = BodyKind.COUNCIL, marks: Count | None = None
) -> Officeholder:
    """An officeholder of the first term's beginning, with one post."""
    post = Post(
        title="Chủ tịch" if index == 1 else f"Chức vụ {index}",
        position=_POSITION[kind],
        elected_on=date(2011, 6, 30),
    )
    return Officeholder(
        id=f"p{index}",
        name=f"Nguyễn Văn Ví Dụ {index}",
        ballot_type="all",
        posts=(post,),
        count=marks,
    )


def poll(  # noqa: PLR0913 - each argument is one fact that some test is about
    rulebook: str,
    counts: Sequence[Count | None],
    *,
    returned: int | None,
    issued: int | None = None,
    membership: int | None = None,
    present: int | None = None,
    procedure: Procedure = Procedure.RATING,
    denominator: Base | None = None,
    invalid: int | None = 0,
    overlays: tuple[str, ...] = (),
) -> Poll:
    """An ordinary poll under a rulebook with the given counts on one type of ballot."""
    day, kind, level = ORDINARY[rulebook]
    voters = present or issued or returned
    return Poll(
        procedure=procedure,
        rulebook=rulebook,
        overlays=overlays,
        body=Body(name="Cơ quan Ví Dụ", kind=kind, level=level, term=(day.year - 2, day.year + 3)),
        sitting=Sitting(name="Kỳ họp", opening_date=day, poll_date=day, place="Ví Dụ"),
        roll=Roll(membership=membership or voters, convened=membership or voters, present=voters),
        ballot_types=(
            BallotType(
                id="all",
                title="Tất cả",
                issued=issued or returned,
                exchanged=0,
                unused=0,
                returned=returned,
                invalid=invalid,
            ),
        ),
        slate=tuple(person(i, kind, found) for i, found in enumerate(counts, 1)),
        denominator=denominator,
    )


DECIDES = {Procedure.RATING: Choice.LOW, Procedure.CONFIDENCE_VOTE: Choice.NO_CONFIDENCE}
