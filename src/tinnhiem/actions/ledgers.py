"""The ledger: every ballot of a type, from the print to the box; issued against returned."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.proposals import TWO_PERSON_ACTS, TwoPersonAct
from tinnhiem.actions.refusals import NotAllowedError, OutdatedError, RefusedError
from tinnhiem.actions.seats import require_head, require_seat
from tinnhiem.conduct.states import Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.board import seat
from tinnhiem.records.facts import balances, is_announced
from tinnhiem.records.models import (
    Account,
    BallotLedger,
    BallotType,
    Conference,
    PendingAct,
    Poll,
)
from tinnhiem.records.roles import roles_in
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

Numbers = Mapping[str, int | None]
KEEPERS: Final = frozenset({Role.CLERK, Role.BOARD, Role.HEAD})
BOARD: Final = frozenset({Role.BOARD, Role.HEAD})
HEAD: Final = frozenset({Role.HEAD})
#: What is counted of a type. The clerk writes the first; the board everything.
KEPT: Final = ("printed", "issued", "exchanged", "unused", "returned")
CORRECTION: Final = "ledger.correct"
_MOST: Final = 1_000_000


@act("ledger.written", roles=KEEPERS, says=noted("{actor} wrote the ledger of {subject}"))
def write_ledger(  # noqa: PLR0913 - numbers of a type with their reason, by whom, when, on which version
    *,
    poll: Poll,
    ballot_type: BallotType,
    numbers: Numbers,
    version: int,
    by: Account,
    at: datetime,
    exchange_reason: str = "",
) -> Noted[BallotLedger]:
    """Write the numbers of a type; None where one is not known yet.

    :raises OutdatedError: where somebody else wrote since the form was opened.
    :raises RefusedError: where more came back than went out, or the numbers were announced.
    """
    kind, ledger = _kept(poll, ballot_type)
    mine = {name: numbers.get(name) for name in KEPT}
    _refuse_outdated(ledger, mine, version)
    if ledger.announced:
        raise RefusedError(
            _("These numbers were announced. A correction needs a second person of the board.")
        )
    _refuse_others_part(poll, kind.conference, ledger, mine, by, at)
    _refuse_impossible(mine)
    before = _as_logged(ledger)
    _set(ledger, mine)
    ledger.exchange_reason = clean(exchange_reason)[:500] if mine["exchanged"] else ""
    ledger.save()
    return Noted(result=ledger, subject=str(kind), before=before, after=_as_logged(ledger))


def _as_logged(ledger: BallotLedger) -> dict[str, int | str | None]:
    """Return what the log keeps of a ledger: its numbers, and why ballots were exchanged."""
    why = {"exchange_reason": ledger.exchange_reason} if ledger.exchange_reason else {}
    return {**numbers_of(ledger), **why}


def _kept(
    poll: Poll, ballot_type: BallotType, *, counting: bool = False
) -> tuple[BallotType, BallotLedger]:
    """Return a type with its ledger, a new one where none was begun.

    ``counting`` lets what was announced be corrected while the ballots are counted.

    :raises NotAllowedError: where the type is of another poll.
    :raises RefusedError: where the count has begun, or ended.
    """
    kinds = BallotType.objects.select_related("conference").filter(conference__poll=poll)
    kind = kinds.filter(pk=ballot_type.pk).first()
    if kind is None:
        raise NotAllowedError("ledger")
    stages = {Stage.WAITING, Stage.VOTING, *({Stage.COUNTING} if counting else ())}
    if Stage(kind.conference.stage) not in stages:
        raise RefusedError(_("The count has begun: the ledger is closed."))
    ledger = BallotLedger.objects.select_for_update().filter(ballot_type=kind).first()
    return kind, ledger or BallotLedger(ballot_type=kind, version=0)


def numbers_of(ledger: BallotLedger) -> dict[str, int | None]:
    """Return what is counted, by name."""
    return {name: getattr(ledger, name) for name in KEPT}


def _refuse_outdated(ledger: BallotLedger, mine: Numbers, version: int) -> None:
    if ledger.version == version:
        return
    theirs = {name: _told(number) for name, number in numbers_of(ledger).items()}
    told = {name: _told(number) for name, number in mine.items()}
    raise OutdatedError(
        _("Somebody else wrote this ledger meanwhile. Compare both and send again."), theirs, told
    )


def _told(number: int | None) -> str:
    return "" if number is None else str(number)


def _refuse_others_part(
    poll: Poll,
    conference: Conference,
    ledger: BallotLedger,
    mine: Numbers,
    by: Account,
    at: datetime,
) -> None:
    changed = {name for name in KEPT if mine[name] != getattr(ledger, name)}
    if seat(conference, by) is None:
        if Role.CLERK not in roles_in(poll, by, at.date()):
            raise NotAllowedError("ledger")  # the board of another conference
        if changed - {"printed"}:
            raise RefusedError(_("Only the counting board writes what was issued and returned."))
    if Stage(conference.stage) is Stage.WAITING and "returned" in changed:
        raise RefusedError(_("Nothing can come back before the balloting is opened."), "returned")


def _refuse_impossible(numbers: Numbers) -> None:
    for name, number in numbers.items():
        if number is not None and not 0 <= number <= _MOST:
            raise RefusedError(_("Write a number of ballots, 0 or more."), name)
    issued, returned = numbers["issued"], numbers["returned"]
    if returned is None:
        return
    if issued is None:
        raise RefusedError(_("Write how many were issued first."), "issued")
    if returned > issued:
        told = _(
            "Returned {returned}, issued {issued}. Count the box again and write the new number."
        )
        raise RefusedError(told.format(returned=returned, issued=issued), "returned")


def _set(ledger: BallotLedger, numbers: Numbers) -> None:
    """Set the numbers; what was counted again and reasoned about other numbers falls."""
    changed = any(numbers[name] != getattr(ledger, name) for name in KEPT)
    for name in KEPT:
        setattr(ledger, name, numbers[name])
    if changed:
        ledger.counted_again = None
        ledger.reason = ""
    ledger.version += 1


@act("ledger.recounted", roles=BOARD, says=noted("{actor} counted the box of {subject} again"))
def count_again(
    *,
    poll: Poll,
    ballot_type: BallotType,
    returned: int,
    version: int,
    by: Account,
    at: datetime,
) -> Noted[BallotLedger]:
    """Write what the second count of the box found; it takes the place of the first.

    :raises RefusedError: where nothing was counted, more came back than went out, or the numbers
        were announced.
    """
    kind, ledger = _kept(poll, ballot_type)
    require_seat(kind.conference, by)
    mine = {**numbers_of(ledger), "returned": returned}
    _refuse_outdated(ledger, mine, version)
    if ledger.announced:
        raise RefusedError(
            _("These numbers were announced. A correction needs a second person of the board.")
        )
    if ledger.returned is None:
        raise RefusedError(_("The box was not counted yet."))
    _refuse_impossible(mine)
    before = {"returned": ledger.returned}
    if returned != ledger.returned:
        ledger.reason = ""
    ledger.returned = ledger.counted_again = returned
    ledger.version += 1
    ledger.save()
    after = {"returned": returned}
    return Noted(result=ledger, subject=str(kind), before=before, after=after)


@act("ledger.reasoned", roles=BOARD, says=noted("{actor} wrote why {subject} does not balance"))
def keep_reason(
    *,
    poll: Poll,
    ballot_type: BallotType,
    reason: str,
    version: int,
    by: Account,
    at: datetime,
) -> Noted[BallotLedger]:
    """Keep the numbers of a type that do not balance, and write down why.

    :raises RefusedError: where they balance, the box was not counted twice, or no reason is given.
    """
    kind, ledger = _kept(poll, ballot_type)
    require_seat(kind.conference, by)
    _refuse_outdated(ledger, numbers_of(ledger), version)
    text = reason.strip()[:500]
    if None in numbers_of(ledger).values():
        raise RefusedError(_("A number is missing: write all five first."))
    if not text:
        raise RefusedError(_("Write down the reason."), "reason")
    if ledger.returned not in {ledger.issued, ledger.counted_again}:
        raise RefusedError(_("Count the box again before you keep this number."))
    ledger.reason = text
    ledger.version += 1
    ledger.save()
    return Noted(result=ledger, subject=str(kind), after=numbers_of(ledger), reason=text)


@act("ledger.announced", roles=HEAD, says=noted("{actor} announced the ballots of {subject}"))
def announce(
    *, poll: Poll, ballot_type: BallotType, version: int, by: Account, at: datetime
) -> Noted[BallotLedger]:
    """Note that the head read issued and returned of a type aloud.

    :raises RefusedError: where voting is not open, or the type neither balances nor has a reason.
    """
    kind, ledger = _kept(poll, ballot_type, counting=True)
    require_head(kind.conference, by)
    _refuse_outdated(ledger, numbers_of(ledger), version)
    if Stage(kind.conference.stage) is Stage.WAITING:
        raise RefusedError(_("Issued and returned are announced when the vote is over."))
    if not balances(ledger):
        raise RefusedError(_("This type neither balances nor carries a reason."))
    if is_announced(ledger):
        raise RefusedError(_("These numbers were announced already."))
    before = _announced(ledger)
    earlier = [*ledger.announced.get("earlier", []), before] if before else []
    ledger.announced = {
        "issued": ledger.issued,
        "returned": ledger.returned,
        "by": by.display_name,
        "at": at.strftime("%H:%M"),
        "earlier": earlier,
    }
    ledger.version += 1
    ledger.save()
    after = {"issued": ledger.issued, "returned": ledger.returned}
    return Noted(result=ledger, subject=str(kind), before=before, after=after)


def _announced(ledger: BallotLedger) -> dict[str, int]:
    told = ledger.announced
    return {name: told[name] for name in ("issued", "returned")} if told else {}


@act("ledger.corrected", roles=BOARD, says=noted("{actor} confirmed the correction of {subject}"))
def correct(
    *, poll: Poll, ballot_type: BallotType, proposal: PendingAct, by: Account, at: datetime
) -> Noted[BallotLedger]:
    """Correct announced numbers as another member of the board proposed; they are to be read again.

    What was announced stays beside them.

    :raises RefusedError: where more came back than went out, or the ledger changed meanwhile.
    """
    kind, ledger = _kept(poll, ballot_type, counting=True)
    for each in (by, proposal.proposed_by):
        require_seat(kind.conference, each)
    mine = {name: proposal.details["numbers"].get(name) for name in KEPT}
    _refuse_outdated(ledger, mine, proposal.details["version"])
    _refuse_impossible(mine)
    before = numbers_of(ledger)
    _set(ledger, mine)
    ledger.reason = proposal.reason[:500]
    ledger.save()
    after = numbers_of(ledger)
    why = proposal.reason
    return Noted(result=ledger, subject=str(kind), before=before, after=after, reason=why)


def _do_correct(proposal: PendingAct, by: Account, at: datetime) -> object:
    kind = BallotType.objects.get(pk=int(proposal.subject))
    return correct(poll=proposal.poll, ballot_type=kind, proposal=proposal, by=by, at=at)


TWO_PERSON_ACTS[CORRECTION] = TwoPersonAct(BOARD, BOARD, _do_correct)
