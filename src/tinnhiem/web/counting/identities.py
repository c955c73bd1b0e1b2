"""The identities of a count in sentences: what holds, what does not, with both numbers."""

from collections import Counter
from typing import Any

from tinnhiem.law.rulebook import OutcomeRule
from tinnhiem.records.count_facts import type_counts
from tinnhiem.records.facts import balances, ledgers
from tinnhiem.records.gathered import slate_of
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Conference
from tinnhiem.web.citing import cited
from tinnhiem.wording.language import _, ngettext

Identity = dict[str, Any]


def identities(conference: Conference) -> list[Identity]:
    """Return each identity of a closed count: ledgers, batches, sums of persons, legal cases."""
    found = [_of_ledger(each) for each in ledgers(conference)]
    for count in type_counts(conference):
        people, wrong = len(count.lines), len(count.wrong_lines)
        values = {"type": count.kind.title, "count": people, "ballots": count.accepted}
        title = ngettext(
            "“{type}”: the marks of {count} person add up to {ballots}",
            "“{type}”: the marks of all {count} persons add up to {ballots}",
            people,
        )
        found.append({"holds": not wrong, "title": title.format(**values)})
        if count.returned != count.accepted:
            told = _("“{type}”: {ballots} counted ≠ {returned} returned")
            text = told.format(**values, returned=count.returned)
            found.append({"holds": False, "title": text})
    return found + _cases(conference)


def _of_ledger(ledger: Any) -> Identity:  # noqa: ANN401 - a ledger as the facts tell it
    title = _("“{type}”: issued {issued} + exchanged {exchanged} + unused {unused} = {printed}")
    detail = _("Returned {returned}.").format(returned=ledger.returned)
    if ledger.reason:
        detail += " " + _("The board wrote down: {reason}").format(reason=ledger.reason)
    return {
        "holds": balances(ledger),
        "title": title.format(
            type=ledger.ballot_type.title,
            issued=ledger.issued,
            exchanged=ledger.exchanged,
            unused=ledger.unused,
            printed=ledger.printed,
        ),
        "detail": detail,
    }


def _cases(conference: Conference) -> list[Identity]:
    """Return how many persons fall in which legal case, with the citation; never who."""
    chain = chain_for(conference.poll)
    rules = {rule.id: rule for rule in chain.of(OutcomeRule)}
    kept = [getattr(row, "result", None) for row in slate_of(conference)]
    numbers = Counter(each.outcome_rule for each in kept if each is not None and each.outcome_rule)
    return [
        {
            "holds": True,
            "case": True,
            "title": ngettext(
                "{count} person falls under", "{count} persons fall under", count
            ).format(count=count),
            "cite": cited(rules[name], chain, conference.poll),
        }
        for name, count in numbers.items()
        if name in rules
    ]
