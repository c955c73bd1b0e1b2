"""Handling the legal cases of a poll: opened by the count, ended by people, each step with a paper.

The software records what was decided and by which document; it never says what must be decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import OutdatedError, RefusedError
from tinnhiem.actions.uploads import Incoming, keep_upload
from tinnhiem.conduct.states import COUNTED, ENDED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.chain import Chain
from tinnhiem.law.evaluation import evaluate
from tinnhiem.law.problems import InputError, ReconciliationError
from tinnhiem.law.rulebook import OutcomeRule
from tinnhiem.records.follow_up_words import EVENTS
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import (
    Account,
    Conference,
    CountedResult,
    FollowUp,
    FollowUpEvent,
    Poll,
    Rated,
)
from tinnhiem.records.results import lawful_result
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, current, noted
from tinnhiem.wording.names import clean

HANDLERS: Final = frozenset({Role.CLERK, Role.CONVENER, Role.PERSONNEL})

#: Where a case stands after an event of a kind.
_STATES: Final = {
    "resignation-tendered": FollowUp.State.RESIGNATION,
    "resignation-accepted": FollowUp.State.RESIGNATION,
    "submission": FollowUp.State.SUBMITTED,
    "vote": FollowUp.State.VOTE,
    "decision": FollowUp.State.SUBMITTED,
}
#: Steps that a document must prove.
_NUMBERED: Final = frozenset({"resignation-accepted", "submission", "decision", "conclusion"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step in the handling of a case, as it is recorded."""

    kind: str
    on: date
    number: str = ""
    note: str = ""
    file: Incoming | None = None


def minutes_closed(conference: Conference, at: datetime) -> None:
    """Open the legal cases when the last conference of a poll has its signed minutes."""
    if conference.poll.state == PollState.MINUTED:
        open_cases(conference.poll)
        _tell_origin(conference.poll, at.date())


def open_cases(poll: Poll) -> list[FollowUp]:
    """Open a case for everybody whose count falls in one, inside the transaction of an act.

    Cases that are there already stay as they are.
    """
    chain = chain_for(poll)
    opened = []
    for rated, rule in _cases(poll, chain):
        kept, made = FollowUp.objects.get_or_create(
            rated=rated,
            defaults={
                "outcome": rule.outcome,
                "rule": rule.id,
                "citation": rule.citation.model_dump(mode="json"),
                "consequences": list(rule.leads_to),
            },
        )
        if made:
            opened.append(kept)
    return opened


def _cases(poll: Poll, chain: Chain) -> Iterator[tuple[Rated, OutcomeRule]]:
    for conference in poll.conferences.order_by("position", "pk"):
        conference.poll = poll
        people = {rated.line: rated for rated in conference.slate.all()}
        for line, rule in _outcomes(conference, chain):
            yield people[line], rule


def _outcomes(conference: Conference, chain: Chain) -> Iterator[tuple[str, OutcomeRule]]:
    """The cases as evaluated; where sums do not hold and the board said why, as counted."""
    try:
        found = evaluate(lawful_result(conference), chain)
    except (InputError, ReconciliationError):
        yield from _as_counted(conference, chain)
        return
    for result in found.results:
        if result.outcome is not None:
            yield result.officeholder.id, result.outcome


def _as_counted(conference: Conference, chain: Chain) -> Iterator[tuple[str, OutcomeRule]]:
    rules = {rule.id: rule for rule in chain.of(OutcomeRule)}
    kept = CountedResult.objects.filter(rated__conference=conference).select_related("rated")
    for result in kept:
        if result.outcome_rule in rules:
            yield result.rated.line, rules[result.outcome_rule]


def _tell_origin(poll: Poll, on: date) -> None:
    """Note in the case from which a vote of confidence was made that the vote was held."""
    for case in FollowUp.objects.filter(vote=poll).exclude(state=FollowUp.State.CONCLUDED):
        FollowUpEvent.objects.create(
            follow_up=case, kind="vote", happened_on=poll.poll_date or on, note=str(poll)[:500]
        )
        case.state = FollowUp.State.VOTE
        case.version += 1
        case.save()


@act(
    "case.event-recorded",
    roles=HANDLERS,
    says=noted("{actor} recorded a step in the legal case of {subject}"),
)
def record_event(
    *, poll: Poll, follow_up: FollowUp, event: Event, version: int, by: Account, at: datetime
) -> Noted[FollowUp]:
    """Record a step in the handling of a case, with its document and its day.

    :raises RefusedError: where the case is concluded, the day is impossible or a number is missing.
    :raises OutdatedError: where somebody else recorded one since the form was opened.
    """
    if event.kind not in _STATES:
        raise RefusedError(_("Choose what happened."), "kind")
    kept = _open(poll, follow_up, version, event)
    return _recorded(poll, kept, event, at, state=_STATES[event.kind])


@act(
    "case.concluded",
    roles=frozenset({Role.CONVENER, Role.PERSONNEL}),
    says=noted("{actor} concluded the legal case of {subject}"),
)
def conclude_case(
    *, poll: Poll, follow_up: FollowUp, event: Event, version: int, by: Account, at: datetime
) -> Noted[FollowUp]:
    """Conclude a case: the decision with its document; nothing more is recorded in it.

    :raises RefusedError: where it is concluded, or the decision has no number or no words.
    :raises OutdatedError: where somebody else recorded a step since the form was opened.
    """
    kept = _open(poll, follow_up, version, event)
    if not clean(event.note):
        raise RefusedError(_("Say in a sentence what was decided."), "note")
    return _recorded(poll, kept, event, at, state=FollowUp.State.CONCLUDED)


def _open(poll: Poll, follow_up: FollowUp, version: int, mine: Event) -> FollowUp:
    if PollState(poll.state) not in COUNTED or PollState(poll.state) in ENDED:
        raise RefusedError(_("The poll has ended; nothing more is recorded in it."))
    found = FollowUp.objects.select_for_update().filter(pk=follow_up.pk, rated__poll=poll)
    kept = found.select_related("rated__person").get()
    if kept.state == FollowUp.State.CONCLUDED:
        raise RefusedError(_("This case is concluded."))
    if kept.version != version:
        message = _("Somebody else recorded a step in this case. Look at it before you add yours.")
        raise OutdatedError(message, _last(kept), _written(mine))
    return kept


def _last(kept: FollowUp) -> dict[str, str]:
    """Return the step that was recorded last, by the fields of a form."""
    last = kept.events.order_by("pk").last()
    if last is None:
        return {}
    number, note = last.document_number, last.note
    return _written(Event(kind=last.kind, on=last.happened_on, number=number, note=note))


def _written(event: Event) -> dict[str, str]:
    words = (_(EVENTS.get(event.kind, event.kind)), clean(event.note))
    return {
        "on": short_date(event.on, language=current()),
        "number": clean(event.number),
        "note": ". ".join(word for word in words if word),
    }


def _recorded(
    poll: Poll, kept: FollowUp, event: Event, at: datetime, *, state: FollowUp.State
) -> Noted[FollowUp]:
    _check(poll, event, at.date())
    before = {"case": kept.state}
    made = FollowUpEvent(
        follow_up=kept,
        kind=event.kind,
        happened_on=event.on,
        document_number=clean(event.number)[:100],
        note=clean(event.note),
    )
    if event.file is not None:
        made.upload = keep_upload(file=event.file, poll=poll)
    made.save()
    kept.state = state
    kept.version += 1
    kept.save()
    after = {"case": kept.state, "event": event.kind, "on": str(event.on)}
    if made.document_number:
        after["number"] = made.document_number
    return Noted(result=kept, subject=kept.rated.name, before=before, after=after)


def _check(poll: Poll, event: Event, today: date) -> None:
    if event.kind not in EVENTS:
        raise RefusedError(_("Choose what happened."), "kind")
    if event.on > today:
        raise RefusedError(_("This day has not come yet."), "on")
    first = poll.poll_date or poll.opening_date
    if first is not None and event.on < first:
        raise RefusedError(_("This day lies before the poll."), "on")
    if event.kind in _NUMBERED and not clean(event.number):
        raise RefusedError(_("Give the number of the paper."), "number")
