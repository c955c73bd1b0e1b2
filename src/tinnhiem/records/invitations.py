"""Invitations as they are looked up: by the hash of a code, by what still holds."""

import secrets
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from tinnhiem.conduct.states import ENDED, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.models import Account, BoardMember, Invitation, Person, Poll, RollEntry
from tinnhiem.wording.names import fold

#: Capitals and digits that nobody takes for each other on paper; about 59 bits in twelve.
LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH: Final = 12

#: What a clerk may appoint to. Whoever approves or checks the clerk is appointed by the operator.
BY_CLERK: Final = (Role.FRONT, Role.PERSONNEL, Role.OBSERVER, Role.DESK)
BY_OPERATOR: Final = (Role.CLERK, Role.CONVENER, Role.AUDITOR)
#: Roles for one poll; the others are for the body.
FOR_ONE_POLL: Final = frozenset({Role.OBSERVER, Role.DESK})

_UNDER_WAY: Final = (Stage.VOTING.value, Stage.COUNTING.value, Stage.COUNTED.value)


class Standing(StrEnum):
    """What has become of a person's access."""

    NONE = "none"
    INVITED = "invited"
    LAPSED = "lapsed"
    OPEN = "open"


def new_code() -> str:
    """Return a code in groups of four: ``K7QM-2XVA-9PDT``."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, LENGTH, 4))


def plain_code(typed: str) -> str:
    """Return what was typed as capitals and digits only."""
    return "".join(each for each in typed.upper() if each in LETTERS)[: 2 * LENGTH]


def code_hash(code: str) -> str:
    """Return the hash by which a code is known: under the installation's key."""
    return salted_hmac("tinnhiem.invitation", plain_code(code), algorithm="sha256").hexdigest()


def holding(on: date) -> QuerySet[Invitation]:
    """Return the invitations that can be opened on a day."""
    return Invitation.objects.filter(used=False, withdrawn=False, expires_on__gte=on)


def invitation_of(code: str, on: date) -> Invitation | None:
    """Return the invitation that a code opens on a day; None for any other code."""
    if len(plain_code(code)) != LENGTH:
        return None
    found = holding(on).select_related("person", "account", "poll", "body")
    return found.filter(code_hash=code_hash(code)).first()


def renewals_of(account: Account, since: date) -> list[tuple[str, date]]:
    """Return who made a card that opens an account anew, and on which day, the latest first.

    A card of the operator belongs to no poll and no body; the command's is made by nobody.
    """
    found = account.invitations.filter(
        made_by__isnull=False, poll=None, body=None, role="", made_on__gte=since
    )
    # Mostly there is none: what is fetched afterwards costs nothing then.
    found = found.prefetch_related("made_by__person").order_by("-made_on", "-pk")
    return [(each.made_by.display_name, each.made_on) for each in found if each.made_by]  # type: ignore[misc]


def elected_seats() -> QuerySet[BoardMember]:
    """Return the seats of boards that were elected and have not signed their minutes yet.

    Once the balloting is open a board counts as elected, whatever was recorded of the election.
    """
    now = ~Q(conference__board_adoption={}) | Q(conference__stage__in=_UNDER_WAY)
    seats = BoardMember.objects.filter(now).exclude(conference__stage=Stage.MINUTED.value)
    return seats.exclude(conference__poll__state__in=[state.value for state in ENDED])


def invitable(poll: Poll) -> QuerySet[Person]:
    """Return the people whom the lists of a poll name, in the order of names."""
    named = (
        Q(ratings__poll=poll, ratings__conclusion="rated")
        | Q(rolls__conference__poll=poll)
        | Q(boards__conference__poll=poll)
        | Q(invitations__poll=poll)
    )
    found = Person.objects.filter(named).distinct().select_related("account")
    return found.order_by("order_key", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What has become of the access of one person of a poll, and what they are in it."""

    person: Person
    roles: tuple[Role, ...]
    standing: Standing
    until: date | None


def access_list(poll: Poll, on: date) -> list[Access]:
    """Return the people of a poll with their access, in the order of names."""
    people = list(invitable(poll))
    parts: dict[int, set[Role]] = {person.pk: set() for person in people}
    for role, found in (
        (Role.OFFICEHOLDER, poll.slate.filter(conclusion="rated").values_list("person", flat=True)),
        (
            Role.VOTER,
            RollEntry.objects.filter(conference__poll=poll, votes=True).values_list(
                "person", flat=True
            ),
        ),
        (
            Role.BOARD,
            BoardMember.objects.filter(conference__poll=poll).values_list("person", flat=True),
        ),
    ):
        for person in found:
            parts[person].add(role)
    kept: dict[int | None, Invitation] = {}
    for each in Invitation.objects.filter(person__in=people, withdrawn=False).order_by("pk"):
        kept[each.person_id] = each
        if each.role and each.poll_id == poll.pk and each.person_id:
            parts[each.person_id].add(Role(each.role))
    return [
        Access(
            person=person,
            roles=tuple(role for role in Role if role in parts[person.pk]),
            standing=_standing(person, kept.get(person.pk), on),
            until=kept[person.pk].expires_on if person.pk in kept else None,
        )
        for person in people
    ]


def _standing(person: Person, invitation: Invitation | None, on: date) -> Standing:
    held: Account | None = getattr(person, "account", None)
    waiting = invitation is not None and not invitation.used
    if waiting and invitation is not None and invitation.expires_on >= on:
        return Standing.INVITED
    if held is not None and (invitation is None or invitation.used or held.has_usable_password()):
        return Standing.OPEN
    return Standing.LAPSED if waiting else Standing.NONE


def sign_in_name(name: str) -> str:
    """Return a free name to sign in with, made from that of a person: ``vithithao``."""
    letters = "".join(each for each in fold(name) if each.isascii() and each.isalnum())[:40]
    wanted = letters or "nguoi"
    taken = set(
        Account.objects.filter(username__startswith=wanted).values_list("username", flat=True)
    )
    if wanted not in taken:
        return wanted
    return next(f"{wanted}{n}" for n in range(2, len(taken) + 3) if f"{wanted}{n}" not in taken)
