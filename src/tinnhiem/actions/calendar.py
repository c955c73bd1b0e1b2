"""Steps of the calendar: done on a day, or left out for a reason."""

from datetime import date, datetime
from typing import Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import OutdatedError, RefusedError
from tinnhiem.conduct.states import ENDED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.rulebook import StepRule
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Account, Poll, StepDone
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, current, noted

OFFICE: Final = frozenset({Role.CLERK, Role.CONVENER})


@act("step.noted", roles=OFFICE, says=noted("{actor} noted a step of the calendar: {subject}"))
def note_step(  # noqa: PLR0913 - which step, what is noted over what was seen, by whom and when
    *,
    poll: Poll,
    step: str,
    done_on: date | None,
    skipped: str,
    by: Account,
    at: datetime,
    version: int = 0,
) -> Noted[StepDone | None]:
    """Note that a step was done on a day or left out; neither takes the note back.

    ``version`` is that of the note that was shown, 0 where there was none.

    :raises RefusedError: where there is no such step, both are given, or the day is to come.
    :raises OutdatedError: where somebody noted something else since.
    """
    rule = _rule(poll, step)
    if PollState(poll.state) in ENDED:
        raise RefusedError(_("The poll has ended."))
    if done_on is not None and skipped.strip():
        raise RefusedError(_("A step is either done or left out: fill in one of the two."))
    if done_on is not None and done_on > at.date():
        raise RefusedError(_("This day has not come yet."), "done_on")
    kept = StepDone.objects.filter(poll=poll, step=step).first()
    _refuse_outdated(kept, version)
    before = {"done_on": kept.done_on, "skipped": kept.skipped} if kept else {}
    title = rule.en if current() == "en" else rule.vi
    if done_on is None and not skipped.strip():
        StepDone.objects.filter(poll=poll, step=step).delete()
        return Noted(result=None, subject=title, before=before)
    made = kept or StepDone(poll=poll, step=step, version=0)
    made.version += 1
    made.done_on = done_on
    made.skipped = skipped.strip()[:500]
    made.save()
    after = {"done_on": made.done_on, "skipped": made.skipped}
    return Noted(result=made, subject=title, before=before, after=after, reason=made.skipped)


def _refuse_outdated(kept: StepDone | None, version: int) -> None:
    if (kept.version if kept else 0) == version:
        return
    told = _("Somebody else has just changed this. Look at what stands there now, then save.")
    day = short_date(kept.done_on) if kept and kept.done_on else ""
    raise OutdatedError(told, {"done_on": day, "skipped": kept.skipped if kept else ""}, {})


def _rule(poll: Poll, step: str) -> StepRule:
    """Return the rule of a step.

    :raises RefusedError: where the legal bases know none.
    """
    found = next((rule for rule in chain_for(poll).of(StepRule) if rule.id == step), None)
    if found is None:
        raise RefusedError(_("The legal bases of the poll know no such step."))
    return found
