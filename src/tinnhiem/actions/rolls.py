"""Conferences and their rolls: who votes, who attends without a vote, with seat and delegation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import OutdatedError, RefusedError
from tinnhiem.actions.slate_making import make_types
from tinnhiem.conduct.states import EDITABLE, PollState, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Account, Conference, Person, Poll, RollEntry
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

CLERK: Final = frozenset({Role.CLERK})
MOST_VOTERS: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Convened:
    """One line of a roll."""

    person: Person
    votes: bool = True
    seat: str = ""
    delegation: str = ""


def refuse_begun(poll: Poll, conference: Conference) -> Conference:
    """Return the conference, locked, where its balloting has not begun.

    :raises RefusedError: where it has.
    """
    fresh = poll.conferences.select_for_update().get(pk=conference.pk)
    allowed = EDITABLE | {PollState.READING, PollState.FROZEN, PollState.BALLOTING}
    if fresh.stage != Stage.WAITING or PollState(poll.state) not in allowed:
        raise RefusedError(_("The balloting has begun: the roll can no longer be changed."))
    return fresh


@act("conference.added", roles=CLERK, says=noted("{actor} added the conference {subject}"))
def add_conference(
    *, poll: Poll, name: str, held_on: date | None, place: str, by: Account, at: datetime
) -> Noted[Conference]:
    """Add a conference with its own roll and list.

    :raises RefusedError: where the preparation is over or it has no name.
    """
    if PollState(poll.state) not in EDITABLE:
        raise RefusedError(_("Conferences can be added only while the poll is being prepared."))
    if not clean(name):
        raise RefusedError(_("Name the conference."), "name")
    made = Conference.objects.create(
        poll=poll,
        name=clean(name)[:300],
        held_on=held_on or poll.poll_date,
        place=clean(place)[:300],
        position=poll.conferences.count() + 1,
    )
    make_types(poll, made, chain_for(poll))
    return Noted(result=made, subject=made.name, after={"held_on": made.held_on})


@act("conference.changed", roles=CLERK, says=noted("{actor} changed the conference {subject}"))
def change_conference(  # noqa: PLR0913 - what it is now, by whom and when
    *,
    poll: Poll,
    conference: Conference,
    version: int,
    name: str,
    held_on: date | None,
    place: str,
    convened: int | None,
    by: Account,
    at: datetime,
) -> Noted[Conference]:
    """Change name, day, place, and how many are convened where these are more than on the roll.

    :raises OutdatedError: where somebody changed it since the form was opened.
    """
    fresh = refuse_begun(poll, conference)
    before = {"name": fresh.name, "place": fresh.place, "held_on": fresh.held_on}
    if fresh.version != version:
        told = _("Somebody else has just changed this. Look at what stands there now, then save.")
        held = short_date(fresh.held_on) if fresh.held_on else ""
        theirs = {"name": fresh.name, "place": fresh.place, "held_on": held}
        raise OutdatedError(told, theirs, {"name": name, "place": place})
    if not clean(name):
        raise RefusedError(_("Name the conference."), "name")
    if convened is not None and convened < fresh.roll.filter(votes=True).count():
        raise RefusedError(_("Fewer than stand on the roll cannot be convened."), "convened")
    fresh.name = clean(name)[:300]
    fresh.held_on = held_on
    fresh.place = clean(place)[:300]
    fresh.convened = convened
    fresh.version += 1
    fresh.save()
    after = {"name": fresh.name, "place": fresh.place, "held_on": fresh.held_on}
    return Noted(result=fresh, subject=fresh.name, before=before, after=after)


@act("roll.added", roles=CLERK, says=noted("{actor} added people to the roll of {subject}"))
def convene(
    *, poll: Poll, conference: Conference, people: Sequence[Convened], by: Account, at: datetime
) -> Noted[int]:
    """Put people on the roll; whoever stands on it already gets the seat and delegation given.

    :raises RefusedError: where the balloting has begun.
    """
    fresh = refuse_begun(poll, conference)
    added = keep_on_roll(fresh, people)
    after = {"added": added, "voters": fresh.roll.filter(votes=True).count()}
    return Noted(result=added, subject=fresh.name, after=after)


def keep_on_roll(conference: Conference, people: Sequence[Convened]) -> int:
    """Put people on a roll, inside an act; return how many are new."""
    if len(people) > MOST_VOTERS:
        raise RefusedError(
            _("More than {most} people cannot be on one roll.").format(most=MOST_VOTERS)
        )
    kept = {entry.person_id: entry for entry in conference.roll.select_for_update()}
    new: list[RollEntry] = []
    old: list[RollEntry] = []
    for each in people:
        entry = kept.get(each.person.pk) or RollEntry(conference=conference, person=each.person)
        entry.set_name(each.person.name)
        entry.votes = each.votes
        entry.seat = clean(each.seat)[:20] or entry.seat
        entry.delegation = clean(each.delegation)[:200] or entry.delegation
        if each.person.pk in kept:
            entry.version += 1
            old.append(entry)
        else:
            new.append(entry)
        kept[each.person.pk] = entry
    RollEntry.objects.bulk_create(new)
    for entry in old:
        entry.save()
    return len(new)


@act("roll.changed", roles=CLERK, says=noted("{actor} changed a line of the roll of {subject}"))
def change_entry(  # noqa: PLR0913 - which line, what it says now, by whom and when
    *,
    poll: Poll,
    conference: Conference,
    entry: RollEntry,
    version: int,
    votes: bool,
    seat: str,
    delegation: str,
    by: Account,
    at: datetime,
) -> Noted[RollEntry]:
    """Change whether somebody votes, their seat and delegation.

    :raises RefusedError: where the balloting has begun.
    :raises OutdatedError: where somebody changed the line since the form was opened.
    """
    fresh = refuse_begun(poll, conference)
    kept = _fresh_entry(fresh, entry, version)
    before = {"name": kept.name, "votes": kept.votes, "seat": kept.seat}
    kept.votes = votes
    kept.seat = clean(seat)[:20]
    kept.delegation = clean(delegation)[:200]
    kept.version += 1
    kept.save()
    after = {"name": kept.name, "votes": kept.votes, "seat": kept.seat}
    return Noted(result=kept, subject=fresh.name, before=before, after=after)


@act("roll.removed", roles=CLERK, says=noted("{actor} took somebody off the roll of {subject}"))
def dismiss(
    *,
    poll: Poll,
    conference: Conference,
    entry: RollEntry,
    version: int,
    by: Account,
    at: datetime,
) -> Noted[str]:
    """Take somebody off the roll.

    :raises RefusedError: where the balloting has begun.
    :raises OutdatedError: where somebody changed the line since the form was opened.
    """
    fresh = refuse_begun(poll, conference)
    kept = _fresh_entry(fresh, entry, version)
    name = kept.name
    kept.delete()
    return Noted(result=name, subject=fresh.name, before={"name": name})


def _fresh_entry(conference: Conference, entry: RollEntry, version: int) -> RollEntry:
    """Return a line of the roll, locked, where nobody changed it since the form was opened.

    :raises RefusedError: where somebody took it off the roll meanwhile.
    :raises OutdatedError: where somebody changed it.
    """
    kept = conference.roll.select_for_update().filter(pk=entry.pk).first()
    if kept is None:
        raise RefusedError(_("This person is no longer on the roll."))
    if kept.version != version:
        told = _("Somebody else has just changed this. Look at what stands there now, then save.")
        votes = _("Votes") if kept.votes else _("Attends without a vote")
        theirs = {"votes": votes, "seat": kept.seat, "delegation": kept.delegation}
        raise OutdatedError(told, theirs, {})
    return kept
