"""The list of a poll: proposed from the registry by the law, decided where it is silent."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db.models import QuerySet

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import OutdatedError, RefusedError
from tinnhiem.actions.slate_making import conclude, fill_slate, refresh
from tinnhiem.conduct.states import EDITABLE, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import Procedure
from tinnhiem.law.rulebook import ExclusionRule
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import (
    Account,
    BallotType,
    Conference,
    IssuedPaper,
    Poll,
    Rated,
)
from tinnhiem.records.roles import roles_in
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, noted

CLERK: Final = frozenset({Role.CLERK})
CONVENER: Final = frozenset({Role.CONVENER})
#: A person can leave office until ballots are out.
_LEAVABLE: Final = EDITABLE | {PollState.READING, PollState.FROZEN}


def refuse_locked(poll: Poll) -> None:
    """Refuse to change the list of a poll that is past its preparation, or approved.

    :raises RefusedError: then.
    """
    if PollState(poll.state) not in EDITABLE:
        raise RefusedError(_("The list can be changed only while the poll is being prepared."))
    if poll.approvals.filter(subject="slate", withdrawn=False).exists():
        raise RefusedError(
            _("The list is approved and locked. The standing body can return it for changes.")
        )


@act("slate.proposed", roles=CLERK, says=noted("{actor} drew up the list from the registry"))
def propose_slate(*, poll: Poll, conference: Conference, by: Account, at: datetime) -> Noted[int]:
    """Draw up the list of a conference anew from who holds a post of the body on the day.

    Whoever stands on it keeps line, place and what was decided by hand.

    :raises RefusedError: where the list is locked.
    :raises InputError: where a date is missing that an exclusion is counted by.
    """
    refuse_locked(poll)
    added = fill_slate(poll, conference)
    return Noted(result=added, subject=str(conference), after={"added": added})


def fresh_row(poll: Poll, line: str, version: int | None = None) -> Rated:
    """Return a row of the list, locked, where nobody changed it since the form was opened.

    :raises OutdatedError: where somebody did.
    """
    row = poll.slate.select_for_update().get(line=line)
    if version is not None and row.version != version:
        raise OutdatedError(
            _("Somebody else has just changed this. Look at what stands there now, then save."),
            _stands(row),
            {},
        )
    return row


def _stands(row: Rated) -> dict[str, str]:
    """Return what is kept of a row, by the fields of its forms."""
    notice, kind = row.retirement_notice_on, row.ballot_type
    decided = {Rated.Conclusion.RATED, Rated.Conclusion.EXCLUDED}
    return {
        "decision": row.conclusion if row.conclusion in decided else "",
        "reason": row.decided_by_hand,
        "retirement_notice_on": short_date(notice) if notice else "",
        "exclusions": ", ".join(row.stated_exclusions),
        "place": str(row.position or ""),
        "ballot_type": kind.code if kind else "",
        "conference": row.conference.key,
    }


def _keep(row: Rated) -> None:
    row.version += 1
    row.save()


@act("slate.decided", roles=CLERK, says=noted("{actor} decided about {subject} on the list"))
def decide(  # noqa: PLR0913 - what is decided about whom, why, by whom and when
    *, poll: Poll, line: str, version: int, rated: bool, reason: str, by: Account, at: datetime
) -> Noted[Rated]:
    """Decide by hand whether somebody is rated, with the reason written down.

    :raises RefusedError: where the list is locked or the reason is missing.
    """
    refuse_locked(poll)
    row = fresh_row(poll, line, version)
    if not reason.strip():
        raise RefusedError(_("Write down the reason."), "reason")
    if row.conclusion == Rated.Conclusion.LEFT:
        raise RefusedError(_("This person has left office."))
    before = {"conclusion": row.conclusion}
    wanted = Rated.Conclusion.RATED if rated else Rated.Conclusion.EXCLUDED
    row.conclusion = wanted.value
    row.decided_by_hand = reason.strip()[:500]
    _keep(row)
    after = {"conclusion": row.conclusion}
    return Noted(result=row, subject=row.name, before=before, after=after, reason=reason.strip())


@act("slate.undecided", roles=CLERK, says=noted("{actor} left {subject} to the law again"))
def leave_to_law(*, poll: Poll, line: str, version: int, by: Account, at: datetime) -> Noted[Rated]:
    """Take a decision by hand back, and conclude from the law again.

    :raises RefusedError: where the list is locked.
    """
    refuse_locked(poll)
    row = fresh_row(poll, line, version)
    before = {"conclusion": row.conclusion, "reason": row.decided_by_hand}
    row.decided_by_hand = ""
    _keep(row)
    conclude(poll, row.conference, chain_for(poll), list(row.conference.slate.all()))
    row.refresh_from_db()
    after = {"conclusion": row.conclusion}
    return Noted(result=row, subject=row.name, before=before, after=after)


@act("slate.facts", roles=CLERK, says=noted("{actor} changed the facts of {subject} on the list"))
def state_facts(  # noqa: PLR0913 - which facts about whom, by whom and when
    *,
    poll: Poll,
    line: str,
    version: int,
    exclusions: Sequence[str],
    retirement_notice_on: date | None,
    by: Account,
    at: datetime,
) -> Noted[Rated]:
    """State the exclusions of the plan that hold for somebody, and a notice of retirement.

    :raises RefusedError: where the list is locked or an exclusion is none of the legal bases'.
    """
    refuse_locked(poll)
    row = fresh_row(poll, line, version)
    known = {rule.id for rule in chain_for(poll).of(ExclusionRule) if rule.ground == "stated"}
    if not set(exclusions) <= known:
        raise RefusedError(_("Choose one of the listed cases."), "exclusions")
    before = {
        "exclusions": row.stated_exclusions,
        "retirement": row.retirement_notice_on,
        "conclusion": row.conclusion,
    }
    row.stated_exclusions = sorted(exclusions)
    row.retirement_notice_on = retirement_notice_on
    _keep(row)
    conclude(poll, row.conference, chain_for(poll), list(row.conference.slate.all()))
    row.refresh_from_db()
    after = {
        "exclusions": row.stated_exclusions,
        "retirement": row.retirement_notice_on,
        "conclusion": row.conclusion,
    }
    return Noted(result=row, subject=row.name, before=before, after=after)


@act("slate.arranged", roles=CLERK, says=noted("{actor} moved {subject} on the list"))
def arrange(  # noqa: PLR0913 - whom, where to, by whom and when
    *,
    poll: Poll,
    line: str,
    version: int,
    place: int,
    ballot_type: BallotType | None,
    by: Account,
    at: datetime,
) -> Noted[Rated]:
    """Put somebody on a ballot type and at a place of the list of their conference.

    :raises RefusedError: where the list is locked or the type is another conference's.
    """
    refuse_locked(poll)
    row = fresh_row(poll, line, version)
    if ballot_type is not None and ballot_type.conference_id != row.conference_id:
        raise RefusedError(_("Choose a ballot type of this conference."), "ballot_type")
    before = {"place": row.position, "ballot_type": str(row.ballot_type or "")}
    row.ballot_type = ballot_type
    others = list(row.conference.slate.exclude(pk=row.pk).order_by("position", "order_key"))
    others.insert(min(max(place, 1), len(others) + 1) - 1, row)
    for number, each in enumerate(others, 1):
        if each.position != number or each is row:
            each.position = number
            _keep(each)
    after = {"place": row.position, "ballot_type": str(row.ballot_type or "")}
    return Noted(result=row, subject=row.name, before=before, after=after)


@act("slate.moved", roles=CLERK, says=noted("{actor} moved {subject} to another conference"))
def move_to_conference(
    *, poll: Poll, line: str, version: int, conference: Conference, by: Account, at: datetime
) -> Noted[Rated]:
    """Put somebody on the list of another conference of the poll.

    :raises RefusedError: where the list is locked or the person is on that list already.
    """
    refuse_locked(poll)
    row = fresh_row(poll, line, version)
    if conference.poll_id != poll.pk or conference.slate.filter(person=row.person_id).exists():
        raise RefusedError(_("This person is on that list already."), "conference")
    before = {"conference": str(row.conference)}
    row.conference = conference
    row.ballot_type = None
    row.position = 0
    _keep(row)
    conclude(poll, conference, chain_for(poll), list(conference.slate.all()))
    row.refresh_from_db()
    return Noted(result=row, subject=row.name, before=before, after={"conference": str(conference)})


@act("slate.again", roles=CLERK, says=noted("{actor} concluded anew about everybody on the list"))
def recompute(*, poll: Poll, by: Account, at: datetime) -> Noted[list[dict[str, Any]]]:
    """Take posts and dates from the registry again and conclude anew from the law.

    :raises RefusedError: where the list is locked.
    """
    refuse_locked(poll)
    before = {row.line: row.conclusion for row in poll.slate.all()}
    for conference in poll.conferences.order_by("position"):
        refresh(poll, conference)
    after = {row.line: row.conclusion for row in poll.slate.all()}
    changed = {line: [before.get(line, ""), now] for line, now in after.items()
               if before.get(line) != now}  # fmt: skip
    return Noted(result=[{"line": line} for line in changed], after={"changed": changed})


@act(
    "slate.left",
    roles=CLERK | CONVENER,
    says=noted("{actor} noted that {subject} left office"),
)
def leave_office(  # noqa: PLR0913 - who left when and why, by whom and when
    *, poll: Poll, line: str, version: int, left_on: date, reason: str, by: Account, at: datetime
) -> Noted[Rated]:
    """Note that somebody on the list left office: they are not rated, their papers are marked.

    After the preparation only the convener does this, and never once ballots were printed for the
    list as it is; those have to be printed anew first.

    :raises RefusedError: where it is too late, or the reason is missing.
    """
    if PollState(poll.state) not in _LEAVABLE:
        raise RefusedError(_("The balloting has begun: the list can no longer be changed."))
    row = fresh_row(poll, line, version)
    _refuse_leaving(poll, row, by, at)
    if not reason.strip():
        raise RefusedError(_("Write down the reason."), "reason")
    before = {"conclusion": row.conclusion}
    row.conclusion = Rated.Conclusion.LEFT.value
    row.left_on = left_on
    row.left_reason = reason.strip()[:500]
    _keep(row)
    marked = mark_affected(
        poll.issued_papers.filter(rated=row) | poll.issued_papers.filter(rated__isnull=True),
        _("{name} left office on {day}").format(name=row.name, day=short_date(left_on)),
    )
    after = {"conclusion": row.conclusion, "left_on": left_on, "papers": marked}
    return Noted(result=row, subject=row.name, before=before, after=after, reason=reason.strip())


def _refuse_leaving(poll: Poll, row: Rated, by: Account, at: datetime) -> None:
    late = PollState(poll.state) not in EDITABLE
    if late and Role.CONVENER not in roles_in(poll, by, at.date()):
        raise RefusedError(_("After the preparation the standing body notes who left office."))
    kind = row.ballot_type
    if kind is not None and kind.runs.exists():
        raise RefusedError(
            _("Ballots of this type are printed. Withdraw the print run first, then note this.")
        )
    if row.conclusion == Rated.Conclusion.LEFT:
        raise RefusedError(_("This person has left office."))


def mark_affected(papers: QuerySet[IssuedPaper], why: str) -> int:
    """Mark papers that are no longer right, with what changed; return how many."""
    live = (IssuedPaper.State.AWAITING, IssuedPaper.State.APPROVED, IssuedPaper.State.ISSUED)
    count = 0
    for paper in papers.filter(state__in=(*live, IssuedPaper.State.DRAFT)).distinct():
        paper.affected = why[:500]
        paper.version += 1
        paper.save()
        count += 1
    return count


def refuse_affected(papers: QuerySet[IssuedPaper]) -> None:
    """Refuse to go on with papers that are no longer right: they are drawn up anew first.

    :raises RefusedError: naming the first of them and what changed.
    """
    stale = papers.exclude(affected="").order_by("stem", "pk").first()
    if stale is not None:
        told = _("“{title}” is out of date: {why} Draw it up anew.")
        raise RefusedError(told.format(title=stale.title, why=f"{stale.affected.rstrip('.')}."))


def stated_choices(chain: Chain, procedure: str) -> list[ExclusionRule]:
    """Return the exclusions whose ground the clerk states, where the procedure knows any."""
    if Procedure(procedure) is not Procedure.RATING:
        return []
    return [rule for rule in chain.of(ExclusionRule) if rule.ground == "stated"]
