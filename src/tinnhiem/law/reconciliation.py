"""Whether the numbers of a poll agree, to the last ballot.

Per ballot type: issued = returned + not returned, returned = valid + invalid. Per person: the marks
of every level and the ballots without a valid mark together make the ballots returned of that type.
"""

from collections.abc import Iterator

from tinnhiem.law.poll import CHOICES, BallotType, Base, BodyKind, Officeholder, Poll
from tinnhiem.law.problems import Problem


def missing_numbers(poll: Poll) -> Iterator[Problem]:
    """Numbers that a count cannot do without and that are not there yet."""
    for index, kind in used_types(poll):
        for name in ("issued", "returned"):
            if getattr(kind, name) is None:
                place = f"ballot_types[{index}].{name}"
                values = {"type": kind.title, "number": name}
                yield Problem(code="ballot-number-missing", place=place, values=values)
    if all(person.count is None for person in poll.slate):
        yield Problem(code="no-counts", place="slate")


def used_types(poll: Poll) -> Iterator[tuple[int, BallotType]]:
    """The types of ballots that somebody is on, with their numbers in the file.

    Of a type that nobody is on no ballot is handed out, so nothing is asked of its numbers.
    """
    used = {person.ballot_type for person in poll.slate}
    return ((index, kind) for index, kind in enumerate(poll.ballot_types) if kind.id in used)


def disagreements(poll: Poll) -> Iterator[Problem]:
    """Every pair of numbers that should agree and does not, in the order of the file."""
    yield from _roll(poll)
    for index, kind in enumerate(poll.ballot_types):
        yield from _ledger(poll, kind, f"ballot_types[{index}]")
    types = {kind.id: kind for kind in poll.ballot_types}
    for index, person in enumerate(poll.slate):
        if person.ballot_type in types:
            yield from _line(poll, person, types[person.ballot_type], f"slate[{index}].count")


#: Bodies whose voters are their members; at a Party conference others are convened as well.
_ELECTED = {BodyKind.COUNCIL, BodyKind.NATIONAL_ASSEMBLY}


def _roll(poll: Poll) -> Iterator[Problem]:
    """The numbers of the roll, each against every larger one that is known."""
    roll = poll.roll
    members = roll.membership if poll.body.kind in _ELECTED else None
    pairs = (
        ("more-convened-than-members", "convened", roll.convened, "membership", members),
        ("more-present-than-convened", "present", roll.present, "convened", roll.convened),
        ("more-present-than-members", "present", roll.present, "membership", members),
    )
    for code, fewer, number, more, limit in pairs:
        if number is not None and limit is not None and number > limit:
            yield Problem(code=code, place=f"roll.{fewer}", values={fewer: number, more: limit})


def _voters(poll: Poll) -> tuple[str, int] | None:
    """The number of the roll that nobody can be issued more ballots than, with its name."""
    roll = poll.roll
    members = roll.membership if poll.body.kind in _ELECTED else None
    named = (("present", roll.present), ("convened", roll.convened), ("membership", members))
    return next(((name, number) for name, number in named if number is not None), None)


def base_conflicts(poll: Poll, base: Base) -> Iterator[Problem]:
    """Ballots returned beyond the base of the shares, which would make more than the whole."""
    if base in {Base.RETURNED, Base.VALID}:
        return
    number: int | None = getattr(poll.roll, base.value)
    for index, kind in enumerate(poll.ballot_types):
        if number is not None and kind.returned is not None and kind.returned > number:
            values = {"type": kind.title, "returned": kind.returned, "base": base.value}
            place = f"ballot_types[{index}].returned"
            code = "more-returned-than-base"
            yield Problem(code=code, place=place, values=values | {"number_of_base": number})


def _ledger(poll: Poll, kind: BallotType, place: str) -> Iterator[Problem]:
    issued, returned, voters = kind.issued, kind.returned, _voters(poll)
    values: dict[str, object] = {"type": kind.title, "issued": issued, "returned": returned}
    if issued is not None and returned is not None and returned > issued:
        yield Problem(code="more-returned-than-issued", place=f"{place}.returned", values=values)
    if issued is not None and voters is not None and issued > voters[1]:
        values |= {"base": voters[0], "voters": voters[1]}
        yield Problem(code="more-issued-than-voters", place=f"{place}.issued", values=values)
    if returned is not None and kind.invalid is not None and kind.invalid > returned:
        values |= {"invalid": kind.invalid}
        yield Problem(code="more-invalid-than-returned", place=f"{place}.invalid", values=values)


def _line(poll: Poll, person: Officeholder, kind: BallotType, place: str) -> Iterator[Problem]:
    count = person.count
    if count is None or kind.returned is None:
        return
    total = sum(count.marks[choice] for choice in CHOICES[poll.procedure]) + count.invalid
    values: dict[str, object] = {"name": person.name, "type": kind.title}
    if total != kind.returned:
        numbers = {"sum": total, "returned": kind.returned}
        yield Problem(code="sum-differs", place=place, values=values | numbers)
    if kind.invalid is not None and count.invalid < kind.invalid:
        numbers = {"invalid": count.invalid, "sheets": kind.invalid}
        yield Problem(
            code="fewer-invalid-than-sheets", place=f"{place}.invalid", values=values | numbers
        )
