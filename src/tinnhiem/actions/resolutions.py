"""Recording the confirming resolution of a council, or the report upward of another organisation.

It may be corrected until the result is confirmed, and never after.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.uploads import Incoming, keep_upload
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.facts import is_council
from tinnhiem.records.models import Account, Poll, Resolution
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

VOTES: Final = ("for", "against", "abstained")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """What is recorded: number, day, votes by kind (none for a report), the paper itself."""

    number: str
    on: date
    votes: Mapping[str, int]
    file: Incoming | None = None


@act(
    "resolution.recorded",
    roles=frozenset({Role.CLERK, Role.CONVENER}),
    says=noted("{actor} recorded the resolution or report {subject}"),
)
def record_resolution(
    *, poll: Poll, adopted: Adopted, by: Account, at: datetime
) -> Noted[Resolution]:
    """Record the resolution or the report of a poll whose minutes are signed.

    :raises RefusedError: before the minutes or after the confirmation; where the day lies before
        the poll or in the future; where more voted than the body has members.
    """
    if poll.state != PollState.MINUTED:
        raise RefusedError(_("This is recorded between the signed minutes and the confirmation."))
    _check(poll, adopted, at.date())
    kept = Resolution.objects.filter(poll=poll).first() or Resolution(poll=poll)
    before = _said(kept) if kept.pk else {}
    kept.number = clean(adopted.number)[:100]
    kept.adopted_on = adopted.on
    kept.votes = {name: adopted.votes[name] for name in VOTES if name in adopted.votes}
    if adopted.file is not None:
        kept.upload = keep_upload(file=adopted.file, poll=poll)
    kept.save()
    return Noted(result=kept, subject=kept.number, before=before, after=_said(kept))


def _check(poll: Poll, adopted: Adopted, today: date) -> None:
    if not clean(adopted.number):
        raise RefusedError(_("Give the number of the paper."), "number")
    if adopted.on > today:
        raise RefusedError(_("This day has not come yet."), "on")
    first = poll.poll_date or poll.opening_date
    if first is not None and adopted.on < first:
        raise RefusedError(_("This day lies before the poll."), "on")
    if is_council(poll):
        _check_votes(poll, adopted.votes)


def _check_votes(poll: Poll, votes: Mapping[str, int]) -> None:
    """A council's resolution is adopted by vote: the votes are needed, and cannot be too many."""
    if set(votes) != set(VOTES):
        raise RefusedError(_("Give the votes for, against and abstained."), "votes_for")
    conference = poll.conferences.order_by("position").first()
    present = conference.present_at_opening if conference else None
    members = poll.membership or (conference.roll.filter(votes=True).count() if conference else 0)
    if members and sum(votes.values()) > members:
        message = _("{votes} voted, but the body has {members} members.")
        text = message.format(votes=sum(votes.values()), members=members)
        raise RefusedError(text, "votes_for")
    if present is not None and votes["for"] == 0:
        raise RefusedError(_("A resolution that nobody voted for was not adopted."), "votes_for")


def _said(kept: Resolution) -> dict[str, object]:
    sha256 = kept.upload.sha256 if kept.upload else ""
    said = {"number": kept.number, "on": str(kept.adopted_on), **kept.votes, "sha256": sha256}
    return {name: value for name, value in said.items() if value != ""}
