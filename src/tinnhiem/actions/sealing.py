"""Sealing ballots and papers: the record, how long they are kept, complaints, destruction."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.proposals import TWO_PERSON_ACTS, TwoPersonAct
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.scan_files import remove_pictures_of
from tinnhiem.actions.seats import require_seat
from tinnhiem.conduct.states import Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.rulebook import RetentionRule
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.minuted import minutes_in_force
from tinnhiem.records.models import Account, Conference, Minutes, Parcel, PendingAct, Poll
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

_SEALERS = frozenset({Role.HEAD, Role.BOARD})
_KEEPERS = frozenset({Role.CLERK, Role.CONVENER})
DESTROY = "parcel.destroyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What a sealing record says: content, number of ballots, seals, witnesses, the day."""

    content: str
    ballots: int | None
    seals: str
    witnesses: str
    sealed_on: date
    keep_until: date | None = None


def retention(poll: Poll, on: date | None = None) -> RetentionRule | None:
    """Return the rule about keeping ballots, or None where the legal bases have none."""
    rules = chain_for(poll).of(RetentionRule, on or poll.poll_date)
    return rules[0] if rules else None


def least_until(poll: Poll, sealed_on: date) -> date | None:
    """Return the day until which ballots are kept at least; None where no term is known."""
    rule = retention(poll, sealed_on)
    if rule is None or rule.ballots is None:
        return None
    return years_later(sealed_on, rule.ballots)


def years_later(day: date, years: int) -> date:
    """Return the same day some years later; of 29 February the first of March.

    >>> years_later(date(2028, 2, 29), 5)
    datetime.date(2033, 3, 1)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


@act("parcel.sealed", roles=_SEALERS, says=noted("{actor} recorded the sealing of {subject}"))
def seal_parcel(
    *, poll: Poll, conference: Conference, sealed: Sealed, by: Account, at: datetime
) -> Noted[Parcel]:
    """Record a sealed parcel; it is kept at least as long as the legal bases say.

    :raises RefusedError: before the count is closed, or with a term shorter than the law's.
    """
    require_seat(conference, by)
    if conference.stage not in {Stage.COUNTED, Stage.MINUTED}:
        raise RefusedError(_("Ballots are sealed when the count is closed."))
    least = least_until(poll, sealed.sealed_on)
    until = _kept_until(sealed.keep_until, least)
    if sealed.sealed_on > at.date():
        raise RefusedError(_("This day has not come yet."), "sealed_on")
    made = Parcel.objects.create(
        conference=conference,
        number=conference.parcels.count() + 1,
        content=clean(sealed.content),
        ballots=sealed.ballots,
        seals=clean(sealed.seals),
        witnesses=clean(sealed.witnesses),
        sealed_on=sealed.sealed_on,
        keep_until=until,
    )
    mark_sealed(conference)
    after: dict[str, object] = {
        "content": made.content,
        "ballots": made.ballots,
        "seals": made.seals,
    }
    after |= {"witnesses": made.witnesses, "sealed_on": made.sealed_on, "keep_until": until}
    return Noted(result=made, subject=parcel_name(made), after=after)


def _kept_until(given: date | None, least: date | None) -> date | None:
    if given is not None and least is not None and given < least:
        message = _("The legal bases keep ballots until {day} at least.")
        raise RefusedError(message.format(day=least.strftime("%d/%m/%Y")), "keep_until")
    return given or least


def mark_sealed(conference: Conference) -> None:
    """Mark signed minutes as sealed once a parcel is recorded."""
    minutes = minutes_in_force(conference)
    if minutes is not None and minutes.state == Minutes.State.SIGNED:
        minutes.state = Minutes.State.SEALED
        minutes.version += 1
        minutes.save()


def parcel_name(parcel: Parcel) -> str:
    """Return what the log and the pages call a parcel."""
    return _("parcel {number} of {conference}").format(
        number=parcel.number, conference=parcel.conference.name
    )


@act("parcel.term-set", roles=_KEEPERS, says=noted("{actor} set how long {subject} is kept"))
def set_term(
    *, poll: Poll, parcel: Parcel, keep_until: date, by: Account, at: datetime
) -> Noted[Parcel]:
    """Set until when a parcel is kept, where the legal bases leave it to the body.

    :raises RefusedError: where it is shorter than the law's term, or the parcel is destroyed.
    """
    fresh = _kept(poll, parcel)
    before = fresh.keep_until
    fresh.keep_until = _kept_until(keep_until, least_until(poll, fresh.sealed_on))
    fresh.save()
    return Noted(
        result=fresh,
        subject=parcel_name(fresh),
        before={"keep_until": before},
        after={"keep_until": fresh.keep_until},
    )


@act("parcel.complaint", roles=_KEEPERS, says=noted("{actor} recorded a complaint: {subject}"))
def record_complaint(
    *, poll: Poll, parcel: Parcel, complaint: str, by: Account, at: datetime
) -> Noted[Parcel]:
    """Record a complaint, which freezes the destruction; an empty one takes the freeze away.

    :raises RefusedError: where the parcel is destroyed.
    """
    fresh = _kept(poll, parcel)
    before = fresh.complaint
    fresh.complaint = clean(complaint)[:500]
    fresh.save()
    return Noted(
        result=fresh,
        subject=parcel_name(fresh),
        before={"complaint": before},
        after={"complaint": fresh.complaint},
    )


def refuse_destruction(parcel: Parcel, on: date) -> None:
    """Refuse the destruction of what must still be kept.

    :raises RefusedError: while a complaint is open, before the term is over or where none is set.
    """
    if parcel.complaint:
        raise RefusedError(_("A complaint is open: nothing is destroyed."))
    if parcel.keep_until is None:
        raise RefusedError(_("It is not set how long this parcel is kept."))
    if on <= parcel.keep_until:
        message = _("This parcel is kept until {day}.")
        raise RefusedError(message.format(day=parcel.keep_until.strftime("%d/%m/%Y")))


@act(DESTROY, roles=_KEEPERS, says=noted("{actor} confirmed the destruction of {subject}"))
def destroy_parcel(
    *, poll: Poll, parcel: Parcel, record: str, by: Account, at: datetime
) -> Noted[Parcel]:
    """Record that a parcel was destroyed, by the record's number; two people do it.

    With the last parcel of ballots the pictures of these ballots are removed from the disk.

    :raises RefusedError: where it must still be kept.
    """
    fresh = _kept(poll, parcel)
    refuse_destruction(fresh, at.date())
    if not record.strip():
        raise RefusedError(_("Write down the number of the record of destruction."), "reason")
    fresh.destroyed_on = at.date()
    fresh.destruction_record = clean(record)[:500]
    fresh.save()
    pictures = _remove_pictures(fresh)
    after: dict[str, object] = {
        "record": fresh.destruction_record,
        "destroyed_on": fresh.destroyed_on,
    }
    if pictures:
        after["pictures"] = pictures
    return Noted(result=fresh, subject=parcel_name(fresh), after=after)


def _remove_pictures(parcel: Parcel) -> int:
    """Remove the pictures of ballots when no parcel of ballots is left; return how many.

    A complaint about any parcel of the conference keeps them.
    """
    every = parcel.conference.parcels
    kept = every.filter(destroyed_on__isnull=True)
    needed = kept.filter(Q(ballots__isnull=False) | ~Q(complaint=""))
    gone = every.filter(destroyed_on__isnull=False, ballots__isnull=False)
    if needed.exists() or not gone.exists():
        return 0
    return remove_pictures_of(parcel.conference)


def _kept(poll: Poll, parcel: Parcel) -> Parcel:
    fresh = Parcel.objects.select_for_update().get(pk=parcel.pk)
    if fresh.conference.poll_id != poll.pk:
        raise NotAllowedError("parcel")
    if fresh.destroyed_on is not None:
        raise RefusedError(_("This parcel was destroyed."))
    return fresh


def _destroy(proposal: PendingAct, by: Account, at: datetime) -> object:
    parcel = Parcel.objects.filter(pk=proposal.subject, conference__poll=proposal.poll).first()
    if parcel is None:
        raise NotAllowedError(DESTROY)
    return destroy_parcel(poll=proposal.poll, parcel=parcel, record=proposal.reason, by=by, at=at)


TWO_PERSON_ACTS[DESTROY] = TwoPersonAct(_KEEPERS, _KEEPERS, _destroy)
