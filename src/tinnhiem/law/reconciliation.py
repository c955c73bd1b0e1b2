"""Whether the numbers of a poll agree, to the last ballot.

Per ballot type: issued = returned + not returned, returned = valid + invalid. Per person: the marks
of every level and the ballots without a valid mark together make the ballots returned of that type.
"""

from collections.abc import Iterator

from tinnhiem.law.poll import CHOICES, BallotType, BodyKind, Officeholder, Poll
from tinnhiem.law.problems import Problem


def missing_numbers(poll: Poll) -> Iterator[Problem]:
    """Numbers that a count cannot do without and that are not there yet."""
    for index, kind in enumerate(poll.ballot_types):
        for name in ("issued", "returned"):
            if getattr(kind, name) is None:
                place = f"ballot_types[{index}].{name}"
                values = {"type": kind.title, "number": name}
                yield Problem(code="ballot-number-missing", place=place, values=values)
    if all(person.count is None for person in poll.slate):
        yield Problem(code="no-counts", place="slate")


def disagreements(poll: Poll) -> Iterator[Problem]:
    """Every pair of numbers that should agree and does not, in the order of the file."""
    yield from _roll(poll)
    for index, kind in enumerate(poll.ballot_types):
        yield from _ledger(poll, kind, f"ballot_types[{index}]")
    types = {kind.id: kind for kind in poll.ballot_types}
    for index, person in enumerate(poll.slate):
        if person.ballot_type in types:
            yield from _line(poll, person, types[person.ballot_type], f"slate[{index}].count")


def _roll(poll: Poll) -> Iterator[Problem]:
    roll = poll.roll
    if roll.present is None:
        return
    if roll.convened is not None and roll.present > roll.convened:
        values = {"present": roll.present, "convened": roll.convened}
        yield Problem(code="more-present-than-convened", place="roll.present", values=values)
    elected = poll.body.kind in {BodyKind.COUNCIL, BodyKind.NATIONAL_ASSEMBLY}
    if elected and roll.membership is not None and roll.present > roll.membership:
        values = {"present": roll.present, "membership": roll.membership}
        yield Problem(code="more-present-than-members", place="roll.present", values=values)


def _ledger(poll: Poll, kind: BallotType, place: str) -> Iterator[Problem]:
    issued, returned, present = kind.issued, kind.returned, poll.roll.present
    values: dict[str, object] = {"type": kind.title, "issued": issued, "returned": returned}
    if issued is not None and returned is not None and returned > issued:
        yield Problem(code="more-returned-than-issued", place=f"{place}.returned", values=values)
    if issued is not None and present is not None and issued > present:
        values |= {"present": present}
        yield Problem(code="more-issued-than-present", place=f"{place}.issued", values=values)
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
