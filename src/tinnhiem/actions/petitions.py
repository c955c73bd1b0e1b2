"""Registering petitions of deputies that somebody be put to a vote of confidence."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.uploads import Incoming, keep_upload
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.problems import InputError
from tinnhiem.records.holders import answerable
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Account, Person, Petition, Poll, RollEntry
from tinnhiem.records.petition_counts import Book, petition_book
from tinnhiem.wording.language import _, noted

KEEPERS: Final = frozenset({Role.CLERK, Role.CONVENER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A petition as it came in: by whom, about whom, its date, the day it was received."""

    deputy: Person
    about: Person
    dated: date
    received_on: date
    file: Incoming | None = None


@act(
    "petition.registered",
    roles=KEEPERS,
    says=noted("{actor} registered a petition for a confidence vote about {subject}"),
)
def register_petition(
    *, poll: Poll, petition: Written, by: Account, at: datetime
) -> Noted[Petition]:
    """Register a petition to the body of a poll.

    It may be about anybody of its list, and about anybody else who holds a post of the body that a
    vote of confidence concerns.

    :raises RefusedError: in a rehearsal, where petitions bring nothing about, where the deputy does
        not vote there or petitioned already, the person holds no such post, or a day is impossible.
    """
    refuse_rehearsal(poll)
    book = _book(poll)
    _check_people(poll, petition, at.date())
    if petition.received_on > at.date():
        raise RefusedError(_("This day has not come yet."), "received_on")
    if petition.dated > petition.received_on:
        raise RefusedError(_("A petition is received on its own day or later."), "dated")
    earlier = {(row.deputy_id, row.about_id) for row in book.petitions if not row.withdrawn}
    if (petition.deputy.pk, petition.about.pk) in earlier:
        message = _("This deputy petitioned about this person already; each deputy counts once.")
        raise RefusedError(message, "deputy")
    made = Petition(
        body=poll.body,
        deputy=petition.deputy,
        about=petition.about,
        dated=petition.dated,
        received_on=petition.received_on,
    )
    if petition.file is not None:
        made.upload = keep_upload(file=petition.file, poll=poll)
    made.save()
    after = {"dated": str(made.dated), "received": str(made.received_on)}
    return Noted(result=made, subject=petition.about.name, after=after)


def refuse_rehearsal(poll: Poll) -> None:
    """Petitions are those of the body, so one of a rehearsal would count for its real polls.

    :raises RefusedError: where the poll is a rehearsal and its body is real, or the other way.
    """
    if poll.rehearsal != poll.body.rehearsal:
        raise RefusedError(
            _("Petitions are real: a rehearsal neither registers any nor starts a vote from them.")
        )


def _book(poll: Poll) -> Book:
    try:
        book = petition_book(poll, chain_for(poll))
    except InputError as error:
        raise RefusedError(_("A law file of the poll is unknown or unsound.")) from error
    if book.rule is None:
        raise RefusedError(_("Under the legal bases of this body petitions bring no vote about."))
    return book


def _check_people(poll: Poll, petition: Written, on: date) -> None:
    voters = RollEntry.objects.filter(conference__poll=poll, votes=True)
    if not voters.filter(person=petition.deputy).exists():
        raise RefusedError(_("This person is not on the roll of deputies."), "deputy")
    listed = poll.slate.filter(person=petition.about).exists()
    if not listed and petition.about not in answerable(poll, chain_for(poll), on):
        message = _("This person holds no post on which the body votes confidence.")
        raise RefusedError(message, "about")


@act(
    "petition.withdrawn",
    roles=KEEPERS,
    says=noted("{actor} noted that a petition about {subject} was withdrawn"),
)
def withdraw_petition(
    *, poll: Poll, petition: Petition, by: Account, at: datetime, reason: str
) -> Noted[Petition]:
    """Note that a deputy took a petition back; it is no longer counted, and stays in the list.

    :raises RefusedError: where it was taken back already, or nothing says why.
    """
    refuse_rehearsal(poll)
    kept = Petition.objects.select_for_update().get(pk=petition.pk, body=poll.body_id)
    if kept.withdrawn:
        raise RefusedError(_("This petition was withdrawn already."))
    if not reason.strip():
        raise RefusedError(_("Write down the reason."), "reason")
    kept.withdrawn = True
    kept.save()
    return Noted(
        result=kept, subject=kept.about.name, after={"withdrawn": True}, reason=reason.strip()
    )
