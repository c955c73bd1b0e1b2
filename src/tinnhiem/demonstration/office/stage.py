"""The stage: a cast and a show, and what the records hold of them now."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tinnhiem.actions.accounts import open_account
from tinnhiem.demonstration.office.cast import Cast, Deputy, Holder
from tinnhiem.demonstration.office.shows import Show
from tinnhiem.records.invitations import invitation_of
from tinnhiem.records.models import (
    Account,
    BallotType,
    Body,
    Conference,
    Dossier,
    LogEntry,
    Person,
    Poll,
    Rated,
)


@dataclass(kw_only=True)
class Stage:
    """One poll being played. Everything is looked up when it is needed: nothing goes stale."""

    cast: Cast
    show: Show

    @property
    def body(self) -> Body:
        """The body that rates."""
        return Body.objects.filter(versions__name=self.cast.body).distinct().get()

    @property
    def poll(self) -> Poll:
        """The poll as it is now."""
        return Poll.objects.get(pk=self._poll_id)

    @cached_property
    def _poll_id(self) -> int:
        return Poll.objects.values_list("pk", flat=True).get(sitting=self.show.sitting)

    @property
    def poll_made(self) -> bool:
        """Whether there is the poll."""
        return Poll.objects.filter(sitting=self.show.sitting).exists()

    @property
    def conference(self) -> Conference:
        """The one conference of the poll."""
        return self.poll.conferences.select_related("poll").get()

    def kind(self, code: str) -> BallotType:
        """Return a ballot type by its code."""
        return self.conference.ballot_types.select_related("conference").get(code=code)

    def rated(self, holder: Holder) -> Rated | None:
        """Return the line of somebody who is rated, None for whom the law leaves out."""
        rows = self.poll.slate.filter(conclusion=Rated.Conclusion.RATED)
        return rows.filter(name=holder.name).first()

    def row(self, holder: Holder) -> Rated:
        """Return the line of somebody who is rated."""
        return self.poll.slate.get(name=holder.name, conclusion=Rated.Conclusion.RATED)

    def dossier(self, holder: Holder) -> Dossier:
        """Return the dossier of somebody who is rated."""
        return Dossier.objects.select_related("rated").get(rated=self.row(holder))

    @cached_property
    def rated_holders(self) -> tuple[Holder, ...]:
        """Those whom the law rates, known once the poll is made."""
        names = set(
            self.poll.slate.filter(conclusion=Rated.Conclusion.RATED).values_list("name", flat=True)
        )
        return tuple(holder for holder in self.cast.holders if holder.name in names)

    def person(self, name: str) -> Person:
        """Return the person of a name."""
        return Person.objects.get(name=name)

    def by(self, name: str) -> Account:
        """Return the account of somebody by name."""
        return Account.objects.select_related("person").get(person__name=name)

    def staff(self, role: str) -> Account:
        """Return the account of somebody who works in the office, by what they are."""
        name = self.cast.staff[role]
        if role == "operator":
            return Account.objects.get(username=name)
        return self.by(name)

    def on_board(self, member: Deputy) -> Account:
        """Return the account of a member of the board."""
        return self.by(member.name)

    def logged(self, act: str, subject: str | None = None) -> bool:
        """Whether the log of the poll tells of an act."""
        found = LogEntry.objects.filter(act=act, poll_key=self.poll.key)
        return (found if subject is None else found.filter(subject=subject)).exists()


def has_account(name: str) -> bool:
    """Whether somebody opened their account."""
    return Account.objects.filter(person__name=name).exists()


def opened(code: str, at: datetime) -> Account:
    """Open an account with the code of an invitation."""
    invitation = invitation_of(code, at.date())
    if invitation is None:
        raise LookupError(code)
    return open_account(invitation=invitation, at=at, by=None)
