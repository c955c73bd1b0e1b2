"""The steps of the calendar as the overview shows them: due, done, late, blocked, left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse

from tinnhiem.conduct.states import PollState
from tinnhiem.law.timeline import Step
from tinnhiem.web.look import charts
from tinnhiem.web.secretariat.desk import Desk, dossier_state
from tinnhiem.web.secretariat.step_words import step_title
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, current, ngettext
from tinnhiem.wording.terms import ACTORS, label

_SENT: Final = frozenset(PollState) - {PollState.DRAFT, PollState.PREPARING, PollState.CANCELLED}
_BEFORE: Final = frozenset(
    {PollState.DRAFT, PollState.PREPARING, PollState.READING, PollState.FROZEN}
)
_DOSSIERS: Final = ("dossiers-to-deputies", "dossiers-to-voters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One step: its rule and due day, when it was done, why it was left out, what stands behind."""

    step: Step
    done_on: date | None
    done: bool
    skipped: str
    detail: str
    blocked: bool

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do."""
        return self.done or bool(self.skipped)


def rows_of(desk: Desk) -> list[Row]:
    """Return the calendar of a poll with what is known of every step."""
    return [_row(desk, step) for step in desk.steps]


def _row(desk: Desk, step: Step) -> Row:
    kept = desk.noted.get(step.rule.id)
    known, on, detail = _known(desk, step.rule.id, step.rule.actor)
    done_on = kept.done_on if kept and kept.done_on else on
    done = known or bool(kept and kept.done_on)
    skipped = kept.skipped if kept else ""
    return Row(
        step=step,
        done_on=done_on,
        done=done,
        skipped="" if done else skipped,
        detail=detail or label(ACTORS, step.rule.actor),
        blocked=step.rule.id in _DOSSIERS and not done and _is_blocked(desk),
    )


def _is_blocked(desk: Desk) -> bool:
    verdict = desk.forward()
    return verdict is not None and verdict.step.id == "open-reading" and not verdict.permitted


def _known(desk: Desk, step: str, actor: str) -> tuple[bool, date | None, str]:
    """Return whether the records themselves say that a step is done, since when, and details."""
    if step == "draft-list":
        approval = desk.slate_approval
        if approval is None or desk.facts.slate_changed:
            return False, None, ""
        told = _("approved {day}, {name}")
        return (
            True,
            approval.approved_on,
            told.format(day=_short(approval.approved_on), name=approval.name),
        )
    return _known_of_reports(desk, step, actor)


def _known_of_reports(desk: Desk, step: str, actor: str) -> tuple[bool, date | None, str]:
    if step == "request-reports":
        return _requested(desk)
    if actor == "officeholder" and step in {"reports", "report-to-personnel-body"}:
        return _received(desk)
    if actor == "front":
        return desk.synthesis_on is not None, desk.synthesis_on, ""
    if step in _DOSSIERS:
        voters = desk.facts.voters
        told = ngettext("to {count} voter", "to {count} voters", voters).format(count=voters)
        return PollState(desk.poll.state) in _SENT, None, told
    return False, None, ""


def _requested(desk: Desk) -> tuple[bool, date | None, str]:
    days = [row.dossier.requested_on for row in desk.rated if dossier_state(row)]
    asked = [day for day in days if day is not None]
    count = len(asked)
    told = ngettext("{count} person was asked", "{count} persons were asked", count)
    complete = bool(asked) and count == len(desk.rated)
    return complete, max(asked, default=None), told.format(count=count)


def _received(desk: Desk) -> tuple[bool, date | None, str]:
    rated, missing = len(desk.rated), len(desk.missing)
    told = _("{count} of {total} reports received").format(count=rated - missing, total=rated)
    days = [row.dossier.submitted_on for row in desk.rated if dossier_state(row)]
    complete = bool(rated) and not missing
    last = max((day for day in days if day), default=None)
    return complete, last if complete else None, told


def _short(day: date) -> str:
    return short_date(day).rpartition(" " if current() == "en" else "/")[0]


def is_over(desk: Desk) -> bool:
    """Whether the voting has begun: what was not noted until then is no longer late."""
    return desk.poll.state not in _BEFORE


def state_of(row: Row, desk: Desk) -> tuple[str, str]:
    """Return shape and words of where a step stands."""
    if row.done:
        when = row.done_on
        return "done", _("Done {day}").format(day=_short(when)) if when else _("Done")
    if row.skipped:
        return "none", _("Skipped, with a reason")
    if is_over(desk):
        return "none", _("Not noted")
    if row.blocked and row.step.due <= desk.today:
        return "blocked", _("Blocked")
    return _coming((row.step.due - desk.today).days)


def _coming(days: int) -> tuple[str, str]:
    """Return shape and words of a step that is due in so many days, or was."""
    if days < 0:
        return "late", ngettext("{count} day late", "{count} days late", -days).format(count=-days)
    if days <= 7:
        if days == 0:
            return "waiting", _("Due today")
        told = ngettext("Due in {count} day", "Due in {count} days", days)
        return "empty", told.format(count=days)
    return "empty", _("Not due")


def table_rows(desk: Desk, rows: list[Row]) -> list[dict[str, Any]]:
    """Return what the table of steps shows."""
    shown = []
    for number, row in enumerate(rows, 1):
        shape, words = state_of(row, desk)
        link = {"poll": desk.poll.key, "step": row.step.rule.id}
        shown.append(
            {
                "number": number,
                "title": step_title(row.step.rule),
                "detail": row.skipped or row.detail,
                "due": row.step.due,
                "shape": shape,
                "state": words,
                "url": reverse("secretariat:calendar-step", kwargs=link),
            }
        )
    return shown


def strip_days(desk: Desk, rows: list[Row]) -> list[charts.Day]:
    """Return the days of the strip: steps of one day together, then the sitting itself."""
    return [*_days_of_steps(desk, rows), *_days_of_sitting(desk)]


def _days_of_steps(desk: Desk, rows: list[Row]) -> Iterator[charts.Day]:
    by_day: dict[date, list[Row]] = {}
    for row in rows:
        by_day.setdefault(row.step.due, []).append(row)
    for due, same in by_day.items():
        first = next((row for row in same if not row.settled), same[0])
        more = f" +{len(same) - 1}" if len(same) > 1 else ""
        state = "coming"
        if all(row.settled for row in same):
            state = "done"
        elif due < desk.today and not is_over(desk):
            state = "late"
        yield charts.Day(due, step_title(first.step.rule) + more, state)


def _days_of_sitting(desk: Desk) -> Iterator[charts.Day]:
    poll, today = desk.poll, desk.today
    if poll.opening_date is not None and poll.opening_date != poll.poll_date:
        state = "done" if poll.opening_date < today else "coming"
        yield charts.Day(poll.opening_date, _("Opening"), state)
    held = (each.held_on or poll.poll_date for each in desk.conferences)
    for day in sorted({day for day in held if day is not None}):
        yield charts.Day(day, _("Polling day"), "poll")
