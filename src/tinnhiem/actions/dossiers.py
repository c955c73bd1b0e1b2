"""Dossiers as the clerk sees them come and go: asked for, taken or returned, sent, frozen."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from tinnhiem.actions.act import Noted, Values, act
from tinnhiem.actions.polls import consequence
from tinnhiem.actions.refusals import OutdatedError, RefusedError
from tinnhiem.actions.texts import checked
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.dossier_facts import (
    HANDED_IN,
    OPEN_POLLS,
    RECEIVED,
    criteria,
    dossier_digest,
    poll_digest,
    rated_dossiers,
    report_due,
)
from tinnhiem.records.models import Account, Dossier, Poll, Rated, Section
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, noted

_CLERK: Final = frozenset({Role.CLERK})
_State = Dossier.State


@act("dossier.requested", roles=_CLERK, says=noted("{actor} asked for the report of {subject}"))
def request_dossiers(
    *,
    poll: Poll,
    by: Account,
    at: datetime,
    due: date | None = None,
    rated: Collection[Rated] | None = None,
) -> Noted[int]:
    """Ask everybody rated, or only ``rated``, for their report and declaration; say how many.

    ``due`` is the day of the calendar unless given. Those asked before are not asked again.

    :raises RefusedError: where reports cannot be asked for now, or there is nobody to ask.
    """
    if poll.state != PollState.PREPARING:
        raise RefusedError(_("Reports are asked for while the poll is being prepared."))
    day = due or report_due(poll)
    if day is None:
        raise RefusedError(_("Say until which day the reports are due."), "due")
    asked = _not_asked(poll, rated)
    if not asked:
        raise RefusedError(_("Nobody on the list is left to be asked for a report."))
    for person in asked:
        _ask(person, day, at)
    names = ", ".join(person.name for person in asked)
    after = {"state": _State.REQUESTED, "due": day, "persons": len(asked)}
    return Noted(result=len(asked), subject=names, after=after)


def _not_asked(poll: Poll, rated: Collection[Rated] | None) -> list[Rated]:
    found = poll.slate.filter(conclusion=Rated.Conclusion.RATED).exclude(
        dossier__in=Dossier.objects.exclude(state=_State.NOT_REQUESTED)
    )
    if rated is not None:
        found = found.filter(pk__in=[person.pk for person in rated])
    return list(found.order_by("position", "line"))


def _ask(person: Rated, due: date, at: datetime) -> None:
    dossier, _made = Dossier.objects.get_or_create(rated=person)
    dossier.state = _State.REQUESTED
    dossier.requested_on = at.date()
    dossier.due = due
    dossier.version += 1
    dossier.save()
    make_sections(dossier)


def make_sections(dossier: Dossier) -> None:
    """Make the sections that the legal bases prescribe and that the dossier lacks."""
    there = set(dossier.sections.values_list("criterion", flat=True))
    rules = criteria(dossier.rated.poll)
    Section.objects.bulk_create(
        Section(dossier=dossier, criterion=rule.id, position=place)
        for place, rule in enumerate(rules, 1)
        if rule.id not in there
    )


@act("dossier.due-moved", roles=_CLERK, says=noted("{actor} moved the due day of {subject}"))
def move_due(
    *, poll: Poll, dossier: Dossier, due: date, version: int, by: Account, at: datetime
) -> Noted[Dossier]:
    """Give a person another day until which the report is due.

    :raises RefusedError: where the report was never asked for, or the dossiers are closed.
    """
    kept = fresh(poll, dossier, version)
    if kept.state == _State.NOT_REQUESTED:
        raise RefusedError(_("This report was not asked for yet."))
    before = {"due": kept.due}
    kept.due = due
    return _kept(kept, before=before, after={"due": due})


@act("dossier.accepted", roles=_CLERK, says=noted("{actor} accepted the report of {subject}"))
def accept_dossier(
    *, poll: Poll, dossier: Dossier, version: int, by: Account, at: datetime
) -> Noted[Dossier]:
    """Take a report that was handed in; while voters read already, they see it at once.

    :raises RefusedError: where it was not handed in.
    """
    kept = fresh(poll, dossier, version)
    _check_handed_in(kept)
    before = {"state": kept.state}
    kept.state = _State.SENT if poll.state == PollState.READING else _State.ACCEPTED
    kept.remark = kept.remark_section = ""
    return _kept(kept, before=before, after={"state": kept.state})


@act("dossier.returned", roles=_CLERK, says=noted("{actor} returned the report of {subject}"))
def return_dossier(  # noqa: PLR0913 - what is returned, why, about which part, by whom and when
    *,
    poll: Poll,
    dossier: Dossier,
    remark: str,
    version: int,
    by: Account,
    at: datetime,
    section: str = "",
) -> Noted[Dossier]:
    """Give a report back with a remark, on one ``section`` (its criterion) or on the whole.

    :raises RefusedError: where it was not handed in, the remark is empty, the section unknown.
    """
    kept = fresh(poll, dossier, version)
    _check_handed_in(kept)
    if section and not kept.sections.filter(criterion=section).exists():
        raise RefusedError(_("Choose the part that the remark is about."), "section")
    before = {"state": kept.state}
    kept.remark = checked(remark, "remark", most=4_000)
    kept.remark_section = section
    kept.state = _State.RETURNED
    if section:
        kept.sections.filter(criterion=section).update(done=False)
    return _kept(kept, before=before, after={"state": kept.state, "section": section})


def _check_handed_in(kept: Dossier) -> None:
    if kept.state not in HANDED_IN:
        raise RefusedError(_("This report is not waiting to be taken."))


def fresh(poll: Poll, dossier: Dossier, version: int | None = None) -> Dossier:
    """Return a dossier of the poll as it is now, locked.

    :raises RefusedError: where the dossiers of the poll cannot change now.
    :raises OutdatedError: where somebody changed it since ``version``.
    """
    kept = Dossier.objects.select_for_update().get(pk=dossier.pk, rated__poll=poll)
    if PollState(poll.state) not in OPEN_POLLS or kept.state == _State.FROZEN:
        raise RefusedError(_("The dossiers are closed: nothing in them can change now."))
    if poll.suspended:
        raise RefusedError(_("The poll is suspended: nothing can change until it is resumed."))
    if version is not None and kept.version != version:
        message = _("Somebody changed this dossier since you opened the page. Look at it again.")
        theirs = {
            "due": short_date(kept.due) if kept.due else "",
            "section": kept.remark_section,
            "remark": kept.remark,
        }
        raise OutdatedError(message, theirs, {})
    return kept


def _kept(kept: Dossier, *, before: Values, after: Values) -> Noted[Dossier]:
    kept.version += 1
    kept.save()
    return Noted(result=kept, subject=kept.rated.name, before=before, after=after)


@consequence("open-reading")
def send_dossiers(poll: Poll, by: Account, at: datetime) -> None:
    """Send what was accepted to the voters; missing reports stay as they are."""
    _all_of(poll, _State.ACCEPTED, _State.SENT)


@consequence("return-to-preparation")
def take_dossiers_back(poll: Poll, by: Account, at: datetime) -> None:
    """Take the dossiers back from the voters."""
    _all_of(poll, _State.SENT, _State.ACCEPTED)


def _all_of(poll: Poll, before: str, after: str) -> None:
    Dossier.objects.filter(rated__poll=poll, state=before).update(state=after)


@consequence("freeze")
def freeze_dossiers(poll: Poll, by: Account, at: datetime) -> None:
    """Fix the hash of every dossier and of all together, which the minutes quote.

    A report that never came stays named as missing; its dossier has a hash all the same.
    """
    for dossier in rated_dossiers(poll):
        dossier.digest = dossier_digest(dossier)
        if dossier.state in RECEIVED:
            dossier.state = _State.FROZEN
        dossier.save(update_fields=("digest", "state"))
    poll.dossier_hash = poll_digest(poll)


@consequence("reopen-reading")
def thaw_dossiers(poll: Poll, by: Account, at: datetime) -> None:
    """Open the dossiers again: their hashes hold no more."""
    _all_of(poll, _State.FROZEN, _State.SENT)
    Dossier.objects.filter(rated__poll=poll).update(digest="")
    poll.dossier_hash = ""
