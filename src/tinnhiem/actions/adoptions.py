"""What a conference adopts before it votes: its list, and its counting board."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import RefusedError, SeveralRefusedError
from tinnhiem.conduct.states import EDITABLE, ENDED, PollState, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.attendance import attendance_of, counted_present
from tinnhiem.records.digests import slate_digest
from tinnhiem.records.facts import board_minimum
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Account, BoardMember, Conference, Person, Poll, Rated
from tinnhiem.records.roles import roles_at
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.terms import opening

OFFICE: Final = frozenset({Role.CLERK, Role.CONVENER})
VOTES: Final = ("for", "against", "abstained")
TEAMS: Final = (1, 2)
_HEAD = BoardMember.Duty.HEAD
_SECRETARY = BoardMember.Duty.SECRETARY


@act("slate.adopted", roles=OFFICE, says=noted("{actor} recorded that {subject} adopted its list"))
def adopt_slate(
    *, poll: Poll, conference: Conference, votes: Mapping[str, int], by: Account, at: datetime
) -> Noted[Conference]:
    """Record how the conference adopted its list; a later change of the list voids it.

    :raises RefusedError: where more voted than are present, or it is too late.
    """
    here = _before_balloting(poll, conference)
    counted = _checked(here, votes)
    if not here.slate.filter(conclusion=Rated.Conclusion.RATED).exists():
        raise RefusedError(_("Nobody is on the list yet."))
    before = dict(here.slate_adoption)
    here.slate_adoption = counted
    here.slate_digest = slate_digest(poll, here)
    here.version += 1
    here.save()
    after = {**counted, "digest": here.slate_digest}
    return Noted(result=here, subject=str(here), before=before, after=after)


@act("board.elected", roles=OFFICE, says=noted("{actor} recorded that {subject} elected its board"))
def elect_board(
    *, poll: Poll, conference: Conference, votes: Mapping[str, int], by: Account, at: datetime
) -> Noted[Conference]:
    """Record how the conference elected its counting board.

    :raises RefusedError: where more voted than are present, the board has no head, too few members,
        somebody of the list or who keeps polls of the body, or it is too late.
    """
    here = _before_balloting(poll, conference)
    counted = _checked(here, votes)
    members = list(here.board.select_related("person"))
    _refuse_unfit(poll, here, members, at.date())
    before = dict(here.board_adoption)
    here.board_adoption = counted
    here.version += 1
    here.save()
    after = {**counted, "members": len(members)}
    return Noted(result=here, subject=str(here), before=before, after=after)


def _refuse_unfit(poll: Poll, conference: Conference, members: list[BoardMember], on: date) -> None:
    least = board_minimum(poll, chain_for(poll))
    if len(members) < least:
        told = _("The counting board has {count} members, {needed} are needed.")
        raise RefusedError(told.format(count=len(members), needed=least))
    if not any(member.duty == _HEAD for member in members):
        raise RefusedError(_("The counting board has no head."))
    for member in members:
        refuse_rated(conference, member.person)
        _refuse_keeper(poll, member.person, on)


@act("board.member-proposed", roles=OFFICE, says=noted("{actor} proposed {subject} for the board"))
def propose_member(  # noqa: PLR0913 - who, as what, in which team, from where, by whom, when
    *,
    poll: Poll,
    conference: Conference,
    person: Person,
    by: Account,
    at: datetime,
    duty: str = BoardMember.Duty.MEMBER,
    team: int | None = None,
    unit: str = "",
) -> Noted[BoardMember]:
    """Propose somebody for the counting board, or change as what; an election of before is void.

    :raises RefusedError: where they are on the list, keep or approve polls of the body, the board
        has such a one already, or the head would sit in a team.
    """
    here = _before_balloting(poll, conference)
    refuse_rated(here, person)
    _refuse_keeper(poll, person, at.date())
    _refuse_seat(here, person, duty, team)
    kept = here.board.filter(person=person).first()
    before = _seat(kept) if kept else {}
    last = here.board.order_by("-position").first()
    member = kept or BoardMember(
        conference=here, person=person, position=last.position + 1 if last else 0
    )
    member.duty, member.team, member.unit = duty, team, unit.strip()[:300]
    member.save()
    _void_election(here)
    return Noted(result=member, subject=person.name, before=before, after=_seat(member))


@act("board.member-removed", roles=OFFICE, says=noted("{actor} took {subject} off the board"))
def remove_member(
    *, poll: Poll, conference: Conference, member: BoardMember, by: Account, at: datetime
) -> Noted[Conference]:
    """Take somebody off the proposed board; an election of before is void.

    :raises RefusedError: where it is too late.
    """
    here = _before_balloting(poll, conference)
    kept = here.board.select_related("person").filter(pk=member.pk).first()
    if kept is None:
        raise RefusedError(_("Somebody else took this person off the board already."))
    before = _seat(kept)
    kept.delete()
    _void_election(here)
    return Noted(result=here, subject=kept.person.name, before=before)


def _seat(member: BoardMember) -> dict[str, str | int | None]:
    return {"duty": member.duty, "team": member.team, "unit": member.unit}


def _void_election(conference: Conference) -> None:
    conference.board_adoption = {}
    conference.version += 1
    conference.save()


def refuse_rated(conference: Conference, person: Person) -> None:
    """Refuse somebody on the list as a member of the board that counts it.

    :raises RefusedError: where they are.
    """
    rated = Rated.Conclusion.RATED
    if not conference.slate.filter(person=person, conclusion=rated).exists():
        return
    told = _("{name} is on the list, so cannot sit on the counting board. Choose somebody else.")
    title = f"{person.salutation} {person.name}".strip()
    raise RefusedError(told.format(name=opening(title)), "person")


def _refuse_keeper(poll: Poll, person: Person, on: date) -> None:
    """Refuse a clerk or convener of the body: who keeps a poll does not count it too.

    :raises RefusedError: where the person's account is appointed so.
    """
    account = Account.objects.filter(person=person).first()
    if account is None or OFFICE.isdisjoint(roles_at(poll.body_id, account, on)):
        return
    told = _(
        "{name} keeps or approves the polls of this body, so cannot count them too: one person must"
        " not prepare, count and sign. Choose somebody else."
    )
    raise RefusedError(told.format(name=person.name), "person")


def _refuse_seat(conference: Conference, person: Person, duty: str, team: int | None) -> None:
    if duty not in BoardMember.Duty.values:
        raise RefusedError(_("Choose what the person is on the board."), "duty")
    if team is not None and team not in TEAMS:
        raise RefusedError(_("There are two teams."), "team")
    if duty == _HEAD and team is not None:
        raise RefusedError(_("The head sits in neither team: who compares does not key."), "team")
    single = {_HEAD: _("The board has a head already: {name}."),
              _SECRETARY: _("The board has a secretary already: {name}.")}  # fmt: skip
    told = single.get(BoardMember.Duty(duty))
    other = conference.board.filter(duty=duty).exclude(person=person).select_related("person")
    holder = other.first() if told else None
    if told and holder:
        raise RefusedError(told.format(name=holder.person.name), "duty")


def _before_balloting(poll: Poll, conference: Conference) -> Conference:
    here = poll.conferences.select_for_update().select_related("poll").get(pk=conference.pk)
    if PollState(poll.state) in ENDED | EDITABLE:
        raise RefusedError(_("The conference adopts when the list is approved and sent out."))
    if Stage(here.stage) is not Stage.WAITING:
        raise RefusedError(_("The balloting was opened: list and board stay as adopted."))
    return here


def _checked(conference: Conference, votes: Mapping[str, int]) -> dict[str, int]:
    """Return the votes where they can be: none negative, together at most those present.

    :raises RefusedError: else.
    """
    counted = {name: votes[name] for name in VOTES}
    wrong = {name: _("A number of votes is 0 or more.") for name in VOTES if counted[name] < 0}
    if wrong:
        raise SeveralRefusedError(wrong)
    present = counted_present(conference, attendance_of(conference))
    if not present:
        raise RefusedError(_("Nobody is checked in yet."))
    total = sum(counted.values())
    if total > present:
        told = _("For, against and abstained make {total}, but {present} are present. Count again.")
        raise RefusedError(told.format(total=total, present=present), "for")
    if not counted["for"]:
        raise RefusedError(_("Nobody voted for it, so it was not adopted."), "for")
    return counted
