"""Whose ballots need a second look: the result could turn if people had decided rows otherwise.

Forced where the rows that people decided of a person, and those that the machine may have read
wrong as a sample says, are as many as lie between the count and a legal threshold, and where a full
second scan says something else; without scanned ballots both teams have counted everything twice
already.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from django.db.models import Count as Number
from django.db.models import F

from tinnhiem.conduct.samples import at_most_wrong
from tinnhiem.law.chain import Chain
from tinnhiem.law.outcomes import outcome
from tinnhiem.law.poll import CHOICES, Base, Choice, Count
from tinnhiem.law.poll import Poll as LawfulPoll
from tinnhiem.law.problems import InputError
from tinnhiem.law.shares import base_of
from tinnhiem.records.count_facts import TypeCount
from tinnhiem.records.lawful import chain_for, lawful_poll
from tinnhiem.records.models import Conference, ReadRow
from tinnhiem.records.scans import live_rows, sample_numbers
from tinnhiem.records.second_reading import ReadTwice, readings_compared, suspect_lines
from tinnhiem.wording.language import noted

#: The ways of a second look: every ballot by hand, and a full second scan.
BY_HAND: Final = "all-by-hand"
SCANNED: Final = "scanned-anew"
KINDS: Final = {
    BY_HAND: noted("Every ballot by hand"),
    SCANNED: noted("A full second scan"),
}


def second_looks_due(
    conference: Conference,
    counts: Sequence[TypeCount],
    compared: Sequence[ReadTwice] | None = None,
) -> list[str]:
    """Return the lines that need a second look and have had none.

    Where a second reading differs from the first, only a look by hand will do; ``compared`` are
    both readings, where the caller has compared them.
    """
    if not any(count.sheets for count in counts):
        return []
    both = readings_compared(conference) if compared is None else compared
    differ = suspect_lines(both)
    if differ:
        by_hand = set(conference.second_looks.filter(kind=BY_HAND).values_list("line", flat=True))
        differ = [line for line in differ if line not in by_hand]
    return [*differ, *(line for line in _near(conference, counts) if line not in differ)]


def _near(conference: Conference, counts: Sequence[TypeCount]) -> list[str]:
    """The lines whose result lies near a threshold and that nobody looked at a second time."""
    scanned = [count for count in counts if count.sheets]
    poll, chain = lawful_poll(conference, people="rated", whole=False), chain_for(conference.poll)
    looked = set(conference.second_looks.values_list("line", flat=True))
    decided = _decided(conference)
    wrong = sample_bound(conference) or 0
    try:
        base = base_of(poll, chain)
    except InputError:
        return []
    return [
        line
        for count in scanned
        for line in _close(count, decided, wrong, poll, chain, base)
        if line not in looked
    ]


def sample_bound(conference: Conference) -> int | None:
    """Return how many rows the machine read wrong at most, as the sample says at 95 percent.

    None where none was drawn, or not all of it is decided.
    """
    found = sample_numbers(conference)
    if found is None or found[1] or not found[0]:
        return None
    sample, _waiting, wrong = found
    population = max(sample, conference.row_sample.population)
    return at_most_wrong(population, sample, wrong)


def _decided(conference: Conference) -> Counter[str]:
    """Return how many rows of each line people decided; rows that only confirm the machine not."""
    rows = live_rows(conference).filter(state=ReadRow.State.SETTLED).exclude(line="")
    other = rows.exclude(decision=F("machine")).values("line")
    return Counter({each["line"]: each["n"] for each in other.annotate(n=Number("pk"))})


def _close(
    count: TypeCount,
    decided: Counter[str],
    wrong: int,
    poll: LawfulPoll,
    chain: Chain,
    base: Base,
) -> Iterator[str]:
    number = _base(count, poll, base)
    if not number:
        return
    for line, cells in count.lines.items():
        if _could_turn(cells, decided[line] + wrong, number, poll, chain):
            yield line


def _base(count: TypeCount, poll: LawfulPoll, base: Base) -> int:
    if base is Base.RETURNED:
        return count.returned or 0
    if base is Base.VALID:
        return (count.returned or 0) - count.invalid_ballots
    return int(getattr(poll.roll, base.value) or 0)


def _could_turn(
    cells: Counter[str], unsure: int, number: int, poll: LawfulPoll, chain: Chain
) -> bool:
    """Whether so many rows read or decided otherwise could put somebody into another legal case."""
    rules = chain.outcomes(poll.procedure)
    for choice in {rule.choice for rule in rules} if unsure else ():
        marked = cells[choice.value]
        cases = {
            _case(choice, votes, number, poll, chain)
            for votes in range(max(0, marked - unsure), min(number, marked + unsure) + 1)
        }
        if len(cases) > 1:
            return True
    return False


def _case(choice: Choice, votes: int, number: int, poll: LawfulPoll, chain: Chain) -> str:
    marks = dict.fromkeys(CHOICES[poll.procedure], 0) | {choice: votes}
    found = outcome(Count(marks=marks, invalid=0), number, chain.outcomes(poll.procedure))
    return found.id if found else ""
