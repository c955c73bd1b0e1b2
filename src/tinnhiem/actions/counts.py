"""Closing a count: results with their legal cases; and ordering a new one, which takes them back.

Both hang on steps of the conference (:mod:`tinnhiem.actions.conferences`).
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from tinnhiem.actions.conferences import day_consequence
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.seats import require_head, require_seat
from tinnhiem.conduct.double_entry import INVALID
from tinnhiem.law.evaluation import Evaluation, PersonResult, evaluate
from tinnhiem.law.poll import CHOICES, Choice, Procedure
from tinnhiem.law.problems import InputError, ReconciliationError
from tinnhiem.records.count_facts import TypeCount, type_counts
from tinnhiem.records.lawful import chain_for, lawful_poll
from tinnhiem.records.models import (
    Account,
    Batch,
    Conference,
    CountedResult,
    IssuedPaper,
    Minutes,
    Rated,
)
from tinnhiem.wording.problems import sentence


@day_consequence("start-count")
def begin_count(conference: Conference, by: Account, at: datetime) -> None:
    """Change nothing more; the head of another conference's board begins no count here.

    :raises NotAllowedError: where ``by`` does not head this board.
    """
    require_head(conference, by)


@day_consequence("close-count")
def close_count(conference: Conference, by: Account, at: datetime) -> None:
    """Write everybody's result with its base and legal case, and begin the minutes.

    :raises NotAllowedError: where ``by`` does not head this board.
    :raises RefusedError: where a number is missing or does not agree; nothing is written then.
    """
    require_head(conference, by)
    counts = type_counts(conference)
    results = _write_marks(conference, counts)
    Minutes.objects.create(
        conference=conference,
        number=conference.minutes.count() + 1,
        invalid_ballots={count.kind.code: count.invalid_ballots for count in counts},
    )
    found = evaluated(conference)
    for each in found.results:
        result = results[each.officeholder.id]
        _write_case(result, found, each)
        result.save()


def evaluated(conference: Conference) -> Evaluation:
    """Evaluate the count of a conference under the legal bases of its poll.

    :raises RefusedError: in words, where a number is missing or does not agree.
    """
    try:
        chain = chain_for(conference.poll)
        return evaluate(lawful_poll(conference, people="rated"), chain)
    except (InputError, ReconciliationError) as error:
        raise RefusedError(" ".join(sentence(problem) for problem in error.problems)) from error


def _write_marks(conference: Conference, counts: list[TypeCount]) -> dict[str, CountedResult]:
    choices = [choice.value for choice in CHOICES[Procedure(conference.poll.procedure)]]
    cells: dict[str, Mapping[str, int]] = {}
    for count in counts:
        cells |= count.lines
    CountedResult.objects.filter(rated__conference=conference).delete()
    found = {}
    for rated in conference.slate.filter(conclusion=Rated.Conclusion.RATED):
        mine = cells.get(rated.line, Counter())
        found[rated.line] = CountedResult.objects.create(
            rated=rated,
            marks={choice: mine.get(choice, 0) for choice in choices},
            invalid=mine.get(INVALID, 0),
        )
    return found


def _write_case(result: CountedResult, found: Evaluation, each: PersonResult) -> None:
    rule = each.outcome
    result.base = each.base
    result.base_name = found.base.value
    result.outcome = rule.outcome if rule else ""
    result.outcome_rule = rule.id if rule else ""
    result.citation = rule.citation.model_dump(mode="json") if rule else {}
    result.in_favour = 2 * each.count.marks.get(Choice.CONFIDENCE, 0) > each.base


@day_consequence("count-again")
def count_again(conference: Conference, by: Account, at: datetime) -> None:
    """Take the results back, supersede the minutes, and open every batch to both teams anew.

    :raises NotAllowedError: where ``by`` does not sit on this board.
    """
    require_seat(conference, by)
    CountedResult.objects.filter(rated__conference=conference).delete()
    for minutes in conference.minutes.exclude(state=Minutes.State.SUPERSEDED):
        minutes.state = Minutes.State.SUPERSEDED
        minutes.version += 1
        minutes.save()
        minutes.signatures.update(fallen=True)
        if minutes.paper is not None:
            minutes.paper.state = IssuedPaper.State.SUPERSEDED
            minutes.paper.save()
    conference.second_looks.all().delete()
    for batch in Batch.objects.filter(ballot_type__conference=conference):
        batch.round += 1
        batch.first_round = batch.round
        batch.recount_lines = []
        batch.state = Batch.State.OPEN
        batch.version += 1
        batch.save()
