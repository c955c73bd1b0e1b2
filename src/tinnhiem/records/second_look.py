"""Whose ballots need a second look: the result could turn if people had decided rows otherwise.

Forced where the rows that people decided of a person, and those that the machine may have read
wrong as a sample says, are as many as lie between the count and a legal threshold; without scanned
ballots both teams have counted everything twice already.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

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


def second_looks_due(conference: Conference, counts: Sequence[TypeCount]) -> list[str]:
    """Return the lines that need a second look and have had none."""
    scanned = [count for count in counts if count.sheets]
    if not scanned:
        return []
    poll, chain = lawful_poll(conference, people="rated"), chain_for(conference.poll)
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
    other = rows.exclude(sampled=True, decision=F("machine")).values("line")
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
