"""The plan of a poll: its dates, what the law leaves free, and an organisation's own law file."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import OutdatedError, RefusedError
from tinnhiem.actions.slate_making import conclude_again
from tinnhiem.actions.slates import mark_affected
from tinnhiem.conduct.states import COUNTED, EDITABLE, ENDED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.bookshelf import draft, reserved
from tinnhiem.law.poll import Procedure
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.rulebook import Rulebook
from tinnhiem.records.calendar import due_of
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Account, Body, Dossier, IssuedPaper, OwnRules, Poll
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, noted

CLERK: Final = frozenset({Role.CLERK})
OFFICE: Final = frozenset({Role.CLERK, Role.CONVENER})
#: Dates may move as long as nobody has voted.
_MOVABLE: Final = EDITABLE | {PollState.READING, PollState.FROZEN}
#: What papers after the count may still name otherwise than the signed minutes do.
_AFTERWARDS: Final = frozenset({"contact", "recipients"})


def checked_plan(content: bytes) -> Rulebook:
    """Read an organisation's own law file and check what can be told of it by itself.

    :raises InputError: with every mistake and its place in the file.
    """
    found = draft(content)
    if found.book is None or found.problems:
        raise InputError(found.problems)
    problems: tuple[Problem, ...] = found.located(reserved(found.book))
    if problems:
        raise InputError(problems)
    return found.book


@act("plan.kept", roles=CLERK, says=noted("{actor} kept the law file {subject}"))
def keep_plan(*, body: Body, content: bytes, by: Account, at: datetime) -> Noted[OwnRules]:
    """Keep an organisation's own law file for the polls of a body.

    :raises InputError: with every mistake and its place in the file.
    """
    book = checked_plan(content)
    text = content.decode("utf-8-sig")
    digest = hashlib.sha256(text.encode()).hexdigest()
    identifier = book.instrument.id
    known = OwnRules.objects.filter(identifier=identifier, sha256=digest).first()
    if known is not None and known.body_id != body.pk:
        raise RefusedError(_("Another body keeps a law file with this id."), "plan")
    made = known or OwnRules.objects.create(
        body=body, identifier=identifier, text=text, sha256=digest
    )
    return Noted(result=made, subject=book.instrument.short_vi, after={"sha256": digest})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What moving the dates did: whose conclusion changed, how many papers are affected."""

    changed: Sequence[dict[str, Any]]
    papers: int


@act("poll.dates-moved", roles=OFFICE, says=noted("{actor} moved the dates of the poll"))
def move_dates(  # noqa: PLR0913 - which dates, why, by whom and when
    *,
    poll: Poll,
    version: int,
    opening_date: date | None,
    poll_date: date | None,
    reason: str,
    by: Account,
    at: datetime,
) -> Noted[Moved]:
    """Move the opening of the sitting or the day of the poll.

    The former opening is kept, due dates follow, everybody on the list is concluded about anew,
    and the letters that name a former date are marked.

    :raises RefusedError: where it is too late, the dates are missing or in the wrong order.
    """
    _refuse_move(poll, opening_date, poll_date)
    if poll.version != version:
        raise _outdated(poll)
    before = {"opening_date": poll.opening_date, "poll_date": poll.poll_date}
    now = {"opening_date": opening_date, "poll_date": poll_date}
    if before == now:
        raise RefusedError(_("These are the dates that stand already."))
    out = poll.issued_papers.exclude(state=IssuedPaper.State.DRAFT).exists()
    if out and not reason.strip():
        raise RefusedError(
            _("Papers with the former date are out: write down the reason."), "reason"
        )
    _note_former(poll, opening_date, reason, at)
    _shift_conferences(poll, poll.poll_date, poll_date)
    poll.opening_date, poll.poll_date = opening_date, poll_date
    poll.version += 1
    poll.save()
    changed = conclude_again(poll)
    papers = _mark_papers(poll, [day for name, day in before.items() if day and day != now[name]])
    requested = Dossier.objects.filter(rated__poll=poll, due__isnull=False)
    requested.update(due=due_of(poll, chain_for(poll), "officeholder"))
    after = {
        **now,
        "changed": {each["line"]: [each["before"], each["after"]] for each in changed},
        "papers": papers,
    }
    moved = Moved(changed=changed, papers=papers)
    return Noted(result=moved, subject=str(poll), before=before, after=after, reason=reason.strip())


def _refuse_move(poll: Poll, opening: date | None, day: date | None) -> None:
    if PollState(poll.state) not in _MOVABLE:
        raise RefusedError(_("The balloting has begun: the dates can no longer be moved."))
    if opening is None and day is None:
        raise RefusedError(_("Set the opening of the sitting or the day of the poll."), "poll_date")
    if opening is not None and day is not None and day < opening:
        raise RefusedError(_("The poll cannot be held before the sitting opens."), "poll_date")


def _outdated(poll: Poll) -> OutdatedError:
    theirs = {
        "opening_date": short_date(poll.opening_date) if poll.opening_date else "",
        "poll_date": short_date(poll.poll_date) if poll.poll_date else "",
    }
    return OutdatedError(_changed_meanwhile(), theirs, {})


def _changed_meanwhile() -> str:
    return _("Somebody else has just changed this. Look at what stands there now, then save.")


def _lines_of(papers: Mapping[str, Any]) -> dict[str, str]:
    """Return what the papers need by the fields of its form: who signs, places, recipients."""
    signer = papers.get("signers", {}).get("default", {})
    return {
        **{name: str(value) for name, value in papers.items() if isinstance(value, str)},
        **{f"signer_{name}": str(value) for name, value in signer.items()},
        "recipients": "\n".join(papers.get("recipients", {}).get("default", [])),
    }


def _note_former(poll: Poll, opening: date | None, reason: str, at: datetime) -> None:
    if poll.opening_date is not None and opening != poll.opening_date:
        former = {
            "opening_date": poll.opening_date.isoformat(),
            "moved_on": at.date().isoformat(),
            "reason": reason.strip()[:500],
        }
        poll.former_openings = [*poll.former_openings, former]


def _shift_conferences(poll: Poll, before: date | None, after: date | None) -> None:
    for conference in poll.conferences.filter(held_on=before) if after else ():
        conference.held_on = after
        conference.version += 1
        conference.save()


def _mark_papers(poll: Poll, former: Sequence[date]) -> int:
    """Mark the papers of a poll with the days that moved, each named once."""
    if not former:
        return 0
    days = ", ".join(short_date(day) for day in dict.fromkeys(former))
    why = _("The date moved; this paper names {day}.").format(day=days)
    return mark_affected(poll.issued_papers.all(), why)


@act("poll.base-chosen", roles=CLERK, says=noted("{actor} chose the base of the shares"))
def choose_base(*, poll: Poll, base: str, by: Account, at: datetime) -> Noted[str]:
    """Choose what shares are shares of, where the legal bases leave it to the plan.

    :raises RefusedError: where they do not, or offer other bases.
    """
    rule = chain_for(poll).denominator(Procedure(poll.procedure))
    if PollState(poll.state) not in EDITABLE:
        raise RefusedError(_("This can be chosen only while the poll is being prepared."))
    if rule.base is not None or base not in {option.value for option in rule.options}:
        raise RefusedError(_("The legal bases do not offer this base."), "base")
    before = {"denominator": poll.denominator}
    poll.denominator = base
    poll.version += 1
    poll.save()
    return Noted(result=base, subject=base, before=before, after={"denominator": base})


@act("poll.papers-facts", roles=CLERK, says=noted("{actor} changed what the papers say"))
def keep_paper_facts(
    *, poll: Poll, version: int, papers: dict[str, Any], by: Account, at: datetime
) -> Noted[Poll]:
    """Keep what only the official papers need: signers, places, recipients.

    Once the minutes are signed, what they could name stays: what is missing can be added, nobody
    signs instead of somebody else.

    :raises OutdatedError: where somebody changed the poll since the form was opened.
    :raises RefusedError: where the poll has ended, or the minutes are signed.
    """
    if PollState(poll.state) in ENDED:
        raise RefusedError(_("The poll has ended."))
    if poll.version != version:
        raise OutdatedError(_changed_meanwhile(), _lines_of(poll.papers), {})
    before = dict(poll.papers)
    if PollState(poll.state) in COUNTED and not _only_adds(before, papers):
        raise RefusedError(
            _("The minutes are signed: signers, places and numbers stay as the papers name them.")
        )
    merged = {**poll.papers, **papers}
    poll.papers = {name: value for name, value in merged.items() if value not in ("", [], {}, None)}
    poll.version += 1
    poll.save()
    changed = {name: value for name, value in poll.papers.items() if before.get(name) != value}
    old = {name: before.get(name) for name in changed}
    return Noted(result=poll, subject=str(poll), before=old, after=changed)


def _only_adds(before: dict[str, Any], papers: dict[str, Any]) -> bool:
    """Whether facts change nothing of what was kept, but for those that may."""
    for name in before.keys() & papers.keys() - _AFTERWARDS:
        was, becomes = before[name], papers[name]
        if isinstance(was, dict) and isinstance(becomes, dict):
            if any(becomes.get(part) != kept for part, kept in was.items()):
                return False
        elif was != becomes:
            return False
    return True
