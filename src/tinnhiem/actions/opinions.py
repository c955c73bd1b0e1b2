"""What the Fatherland Front files: the synthesis of voters' opinions, and single opinions.

The source of an opinion is for the Front alone: no line of the log, no paper, no other page has it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.file_kinds import Kind
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.texts import checked
from tinnhiem.actions.uploads import Incoming, keep_upload
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.dossier_facts import OPEN_POLLS
from tinnhiem.records.models import Account, Opinion, Poll, Rated, Synthesis
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

_FRONT: Final = frozenset({Role.FRONT})
_FILES: Final = frozenset({Kind.PDF, Kind.WORD, Kind.PNG, Kind.JPEG})


def list_received(poll: Poll) -> bool:
    """Whether the standing body approved the list, so that the Front has it."""
    return poll.approvals.filter(subject="slate", withdrawn=False).exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What the Front files: a text, a file, or both, with the number and day of its paper."""

    text: str
    number: str
    dated: date
    file: Incoming | None = None


@act("synthesis.filed", roles=_FRONT, says=noted("{actor} filed the synthesis of opinions"))
def file_synthesis(*, poll: Poll, filing: Filing, by: Account, at: datetime) -> Noted[Synthesis]:
    """File the synthesis; until voters read, a new one takes the place of the one before.

    :raises RefusedError: where the list was not received yet, voters read already, or there is
        neither a text nor a file.
    """
    _check_received(poll)
    if poll.state != PollState.PREPARING:
        raise RefusedError(_("The synthesis can be filed until the dossiers go to the voters."))
    if filing.dated > at.date():
        raise RefusedError(_("This day is still to come."), "dated")
    text = checked(filing.text, "text", required=filing.file is None)
    upload = (
        keep_upload(file=filing.file, poll=poll, kinds=_FILES) if filing.file is not None else None
    )
    replaced = poll.syntheses.filter(filed=True).update(filed=False)
    made = Synthesis.objects.create(
        poll=poll,
        text=text,
        upload=upload,
        number=clean(filing.number)[:100],
        filed_on=filing.dated,
        filed=True,
    )
    after = {
        "number": made.number,
        "dated": made.filed_on,
        "sha256": upload.sha256 if upload else "",
        "replaced": bool(replaced),
    }
    return Noted(result=made, subject=str(poll), after=after)


@act("opinion.noted", roles=_FRONT, says=noted("{actor} noted an opinion about {subject}"))
def add_opinion(
    *, poll: Poll, rated: Rated, text: str, source: str, by: Account, at: datetime
) -> Noted[Opinion]:
    """Note an opinion about one person; it goes to nobody before it is passed on.

    :raises RefusedError: where the list was not received yet or the dossiers are closed.
    """
    _check_open(poll)
    about = poll.slate.get(pk=rated.pk, conclusion=Rated.Conclusion.RATED)
    made = Opinion.objects.create(
        rated=about,
        text=checked(text, "text", most=5_000),
        source=checked(source, "source", required=False, most=1_000),
        filed_on=at.date(),
    )
    return Noted(result=made, subject=about.name)


@act("opinion.passed-on", roles=_FRONT, says=noted("{actor} passed on opinions about {subject}"))
def pass_on_opinions(*, poll: Poll, rated: Rated, by: Account, at: datetime) -> Noted[int]:
    """Pass the opinions about a person on: to the person, and with the dossier to the voters.

    :raises RefusedError: where there is none left to pass on, or the dossiers are closed.
    """
    _check_open(poll)
    about = poll.slate.get(pk=rated.pk)
    passed = about.opinions.filter(passed_on=False).update(passed_on=True)
    if not passed:
        raise RefusedError(_("Every opinion about this person was already passed on."))
    return Noted(result=passed, subject=about.name, after={"opinions": passed})


@act("opinion.removed", roles=_FRONT, says=noted("{actor} removed an opinion about {subject}"))
def remove_opinion(*, poll: Poll, opinion: Opinion, by: Account, at: datetime) -> Noted[None]:
    """Remove an opinion that was not passed on.

    :raises RefusedError: where it was.
    """
    _check_open(poll)
    kept = Opinion.objects.select_for_update().filter(pk=opinion.pk, rated__poll=poll).first()
    if kept is None:
        raise NotAllowedError("opinion.removed")
    if kept.passed_on:
        raise RefusedError(_("This opinion was already passed on."))
    name = kept.rated.name
    kept.delete()
    return Noted(result=None, subject=name)


def _check_received(poll: Poll) -> None:
    if not list_received(poll):
        raise RefusedError(_("The list was not approved yet: it comes here when it is."))
    if poll.suspended:
        raise RefusedError(_("The poll is suspended: nothing can change until it is resumed."))


def _check_open(poll: Poll) -> None:
    _check_received(poll)
    if PollState(poll.state) not in OPEN_POLLS:
        raise RefusedError(_("The dossiers are closed: nothing in them can change now."))
