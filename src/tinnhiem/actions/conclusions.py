"""What the personnel body concludes about a person over all places, and for the planning."""

from dataclasses import dataclass
from datetime import date, datetime

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import OutdatedError, RefusedError
from tinnhiem.conduct.states import ENDED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.disclosure import has_results
from tinnhiem.records.follow_up_words import PLANNING
from tinnhiem.records.models import Account, Conclusion, Person, Poll
from tinnhiem.wording.language import _, noted


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """A conclusion as it is recorded: its words, the planning, the day."""

    text: str
    planning: str = ""
    planning_note: str = ""
    on: date


@act(
    "conclusion.recorded",
    roles=frozenset({Role.PERSONNEL}),
    says=noted("{actor} recorded the conclusion of the personnel body about {subject}"),
)
def record_conclusion(
    *, poll: Poll, person: Person, concluded: Concluded, version: int, by: Account, at: datetime
) -> Noted[Conclusion]:
    """Record the conclusion about a person of a poll; results of places are never added.

    The words themselves stay out of the log.

    :raises RefusedError: before the minutes or after the archive, for somebody who is not on the
        list, without words, or with an impossible day.
    :raises OutdatedError: where somebody else changed it since the form was opened.
    """
    if not has_results(poll) or PollState(poll.state) in ENDED:
        raise RefusedError(_("A conclusion is recorded between the minutes and the archive."))
    if not poll.slate.filter(person=person).exists():
        raise RefusedError(_("This person is not on the list."))
    _check(concluded, at.date())
    found = Conclusion.objects.select_for_update().filter(poll=poll, person=person).first()
    kept = found or Conclusion(poll=poll, person=person, version=0)
    if kept.version != version:
        message = _("Somebody else changed this conclusion. Both texts are shown; nothing is lost.")
        raise OutdatedError(message, _words(kept), _words(concluded))
    before = {"planning": kept.planning} if kept.planning else {}
    kept.text = concluded.text.strip()
    kept.planning = concluded.planning
    kept.planning_note = concluded.planning_note.strip()
    kept.concluded_on = concluded.on
    kept.version += 1
    kept.save()
    after = {"planning": kept.planning, "on": str(concluded.on)}
    return Noted(result=kept, subject=person.name, before=before, after=after)


def _words(written: Conclusion | Concluded) -> dict[str, str]:
    """Return the texts of a conclusion by the fields of its form."""
    planning = PLANNING.get(written.planning)
    return {
        "text": written.text,
        "planning": _(planning) if planning else "",
        "planning_note": written.planning_note,
    }


def _check(concluded: Concluded, today: date) -> None:
    if not concluded.text.strip():
        raise RefusedError(_("Say in a sentence what was concluded."), "text")
    if concluded.planning and concluded.planning not in PLANNING:
        raise RefusedError(_("Choose one of these."), "planning")
    if concluded.on > today:
        raise RefusedError(_("This day has not come yet."), "on")
