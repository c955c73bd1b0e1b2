"""Deciding doubtful rows: two people blind to each other and to the machine, a third, the board."""

from datetime import datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.proposals import TWO_PERSON_ACTS, TwoPersonAct
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.seats import require_counting, require_head, require_seat
from tinnhiem.conduct.double_entry import INVALID
from tinnhiem.conduct.row_opinions import UNSURE, Standing, outcome_of
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.chain import Chain
from tinnhiem.law.rulebook import ValidityRule
from tinnhiem.records.board import is_head, keys_of
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Account, PendingAct, Poll, ReadRow, RowOpinion
from tinnhiem.records.scans import pictures_open
from tinnhiem.wording.language import _, noted

_HEAD: Final = frozenset({Role.HEAD})
_BOARD: Final = frozenset({Role.BOARD, Role.HEAD})
SETTLE_ROW: Final = "scan.row-settled"
#: The answer to the question about a whole sheet: nothing on it makes it invalid.
COUNTS: Final = "counts"


def validity_rules(poll: Poll, chain: Chain | None = None) -> dict[str, ValidityRule]:
    """Return the rules by which a ballot or a line is invalid, by id."""
    rules = (chain or chain_for(poll)).of(ValidityRule, poll.poll_date)
    return {rule.id: rule for rule in rules}


@act("scan.row-judged", roles=_BOARD, says=noted("{actor} decided a doubtful row of {subject}"))
def give_opinion(
    *, poll: Poll, row: ReadRow, decision: str, rule: str, by: Account, at: datetime
) -> Noted[RowOpinion]:
    """Say what a doubtful row says; the second, or third, opinion settles it.

    The log names neither the row nor the decision.

    :raises NotAllowedError: where ``by`` does not sit on this board, or heads it.
    :raises RefusedError: where ``by`` said so before, the row is settled, or a reason is missing.
    """
    fresh = _row(row)
    conference = fresh.sheet.run.conference
    member = require_seat(conference, by)
    if is_head(member) or member.absent_reason:
        raise NotAllowedError("opinion")
    require_counting(poll, conference)
    _check(poll, fresh, decision, rule)
    if fresh.state != ReadRow.State.DOUBTFUL or fresh.sheet.run.dropped:
        raise RefusedError(_("This row was decided meanwhile."))
    if fresh.opinions.filter(decider=by).exists():
        raise RefusedError(_("You decided this row already."))
    made = RowOpinion.objects.create(
        row=fresh, decider=by, decision=decision, rule=rule if decision == INVALID else ""
    )
    _follow(poll, fresh)
    return Noted(result=made, subject=fresh.sheet.ballot_type.title)


def _row(row: ReadRow) -> ReadRow:
    rows = ReadRow.objects.select_for_update(of=("self",))
    return rows.select_related("sheet__run__conference", "sheet__ballot_type").get(pk=row.pk)


def answers_to(poll: Poll, row: ReadRow) -> tuple[str, ...]:
    """Return the decisions that a row may get; a whole sheet counts or is invalid."""
    return keys_of(poll) if row.line else (COUNTS, INVALID)


def rules_about(poll: Poll, row: ReadRow, chain: Chain | None = None) -> dict[str, ValidityRule]:
    """Return the rules by which a row may be invalid; of a whole sheet only those that void it."""
    rules = validity_rules(poll, chain)
    return {name: rule for name, rule in rules.items() if row.line or rule.scope == "sheet"}


def _check(poll: Poll, row: ReadRow, decision: str, rule: str) -> None:
    if decision not in {*answers_to(poll, row), UNSURE}:
        raise RefusedError(_("Choose what this row says."), "decision")
    if decision == INVALID and rule not in rules_about(poll, row):
        raise RefusedError(_("Choose the reason by the rules."), "rule")


def _follow(poll: Poll, row: ReadRow) -> None:
    """Let the row follow from its opinions; on an invalid one the reach of the rules must agree."""
    rules = validity_rules(poll)
    told = []
    for opinion in row.opinions.order_by("pk"):
        scope = rules[opinion.rule].scope if opinion.rule in rules else ""
        told.append((f"{opinion.decision}:{scope}" if scope else opinion.decision, opinion))
    found = outcome_of([text for text, _opinion in told])
    if found.standing is Standing.WHOLE_BOARD:
        row.state = ReadRow.State.WHOLE_BOARD
        row.version += 1
        row.save()
    if found.standing is Standing.SETTLED:
        opinion = next(each for text, each in told if text == found.decision)
        _settle(poll, row, opinion.decision, opinion.rule)


def _settle(poll: Poll, row: ReadRow, decision: str, rule: str) -> None:
    row.state = ReadRow.State.SETTLED
    row.decision = decision
    row.rule = rule
    row.version += 1
    row.save()
    found = validity_rules(poll).get(rule)
    if found is not None and found.scope == "sheet":
        row.sheet.invalid_rule = rule
        row.sheet.save()


@act("scan.sheet-opened", roles=_BOARD, says=noted("{actor} looked at a whole sheet of {subject}"))
def open_sheet(*, poll: Poll, row: ReadRow, by: Account, at: datetime) -> Noted[ReadRow]:
    """Note that somebody looked at the whole sheet of a row: to decide it, or for a complaint.

    :raises NotAllowedError: where ``by`` does not sit on this board.
    :raises RefusedError: where the pictures are sealed with the ballots.
    """
    fresh = _row(row)
    conference = fresh.sheet.run.conference
    require_seat(conference, by)
    if not pictures_open(conference):
        raise RefusedError(_("The pictures are sealed with the ballots."))
    return Noted(result=fresh, subject=fresh.sheet.ballot_type.title)


@act(
    SETTLE_ROW,
    roles=_BOARD,
    says=noted("{actor} confirmed the whole board's decision on a row of {subject}"),
)
def settle_row(
    *, poll: Poll, row: ReadRow, proposal: PendingAct, by: Account, at: datetime
) -> Noted[ReadRow]:
    """Take the whole board's decision, entered by the head and confirmed by a second member.

    :raises RefusedError: where the row does not wait for the whole board.
    """
    fresh = _row(row)
    conference = fresh.sheet.run.conference
    require_seat(conference, by)
    require_head(conference, proposal.proposed_by)
    require_counting(poll, conference)
    check_row_settlement(poll, fresh, str(proposal.details["decision"]), proposal.details["rule"])
    _settle(poll, fresh, proposal.details["decision"], proposal.details["rule"])
    return Noted(result=fresh, subject=fresh.sheet.ballot_type.title, reason=proposal.reason)


def check_row_settlement(poll: Poll, row: ReadRow, decision: str, rule: str) -> None:
    """Refuse a decision of the whole board that cannot be, before it is proposed.

    :raises RefusedError: where the row does not wait for it, or the decision is none.
    """
    if row.state != ReadRow.State.WHOLE_BOARD or row.sheet.run.dropped:
        raise RefusedError(_("This row does not wait for the whole board."))
    _check(poll, row, decision, rule)
    if decision == UNSURE:
        raise RefusedError(_("The whole board has to decide."), "decision")


def _do(proposal: PendingAct, by: Account, at: datetime) -> object:
    rows = ReadRow.objects.filter(sheet__run__conference__poll=proposal.poll)
    row = rows.filter(key=proposal.subject).first()
    if row is None:
        raise NotAllowedError(SETTLE_ROW)
    return settle_row(poll=proposal.poll, row=row, proposal=proposal, by=by, at=at)


TWO_PERSON_ACTS[SETTLE_ROW] = TwoPersonAct(_HEAD, _BOARD, _do)
