"""The ledgers of a conference as its page needs them, read in one query."""

from collections.abc import Collection

from tinnhiem.conduct.deciding import Verdict, judge_day
from tinnhiem.conduct.facts import ConferenceFacts
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.records.facts import balances, is_announced, ledgers
from tinnhiem.records.models import BallotLedger, Conference


def count_verdict(conference: Conference, known: Collection[BallotLedger] | None = None) -> Verdict:
    """Judge whether the count may start: every ledger balances or has a reason, and was read out.

    ``known`` are the ledgers where they were read already.
    """
    mine = ledgers(conference) if known is None else known
    poll = conference.poll
    facts = ConferenceFacts(
        stage=Stage(conference.stage),
        poll_state=PollState(poll.state),
        suspended=bool(poll.suspended),
        unbalanced=sum(not balances(ledger) for ledger in mine),
        unannounced=sum(not is_announced(ledger) for ledger in mine),
    )
    return judge_day("start-count", facts)


def shape_of(ledger: BallotLedger, stage: Stage) -> str:
    """Return where a ledger stands, as an id for its words.

    ``empty``, ``printed``, ``issuing``, ``issued``, ``collecting``, ``balances``, ``off``,
    ``excess``, ``sum`` (the parts do not make what was printed), ``reasoned``, ``announced``.
    """
    if is_announced(ledger):
        return "announced"
    if ledger.printed is None:
        return "empty"
    if ledger.issued is None:
        return "printed"
    if ledger.returned is None:
        return "collecting" if stage is Stage.VOTING else "issued"
    return _compared(ledger)


def _compared(ledger: BallotLedger) -> str:
    issued, returned = ledger.issued or 0, ledger.returned or 0
    if returned > issued:
        return "excess"
    if balances(ledger):
        return "reasoned" if ledger.reason else "balances"
    if returned < issued:
        return "off"
    return "sum"
