"""Papers of a poll: generated in the background, kept as they were made, on their way to issue."""

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.core.files.base import ContentFile

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import OutdatedError, RefusedError
from tinnhiem.actions.slates import refuse_affected
from tinnhiem.actions.works import Advance, Keep, ask, work
from tinnhiem.conduct.states import ENDED, PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.documents.form_library import load_forms
from tinnhiem.documents.issue import freeze_poll, issue_documents
from tinnhiem.documents.paper import Paper
from tinnhiem.documents.papers import Papers, build_papers, kinds_for
from tinnhiem.documents.papers.kinds import REMINDER
from tinnhiem.exchange.papers_fields import PAPER_KINDS
from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import Poll as LawfulPoll
from tinnhiem.records.disclosure import has_results
from tinnhiem.records.lawful import chain_for, lawful_poll
from tinnhiem.records.models import Account, Conference, IssuedPaper, Poll, Work
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.terms import label

CLERK: Final = frozenset({Role.CLERK})
OFFICE: Final = frozenset({Role.CLERK, Role.CONVENER})
KIND: Final = "papers"
_State = IssuedPaper.State
#: Papers that a newer set replaces silently, because nobody has signed or sent them.
_UNSIGNED: Final = (_State.DRAFT, _State.AWAITING)


def makeable(conference: Conference) -> tuple[str, ...]:
    """Return the kinds of papers that can be made of what is known now.

    :raises InputError: where the facts do not fit together.
    """
    return kinds_for(freeze_poll(_told(conference), chain_for(conference.poll)))


def _told(conference: Conference) -> LawfulPoll:
    """Return a poll as its papers may tell it: the count only once its minutes are signed."""
    return lawful_poll(conference, counted=has_results(conference.poll))


@act("papers.asked", roles=CLERK, says=noted("{actor} had papers drawn up: {subject}"))
def draw_up(
    *,
    poll: Poll,
    conference: Conference,
    kinds: Sequence[str],
    by: Account,
    at: datetime,
    lines: Sequence[str] = (),
) -> Noted[Work]:
    """Ask for papers of some kinds; ``lines`` narrows letters to some persons.

    :raises RefusedError: where no kind is chosen, the poll has ended, or a kind cannot be made of
        what is known now.
    :raises InputError: where the facts do not fit together.
    """
    if not kinds or not set(kinds) <= set(PAPER_KINDS):
        raise RefusedError(_("Choose at least one kind of paper."), "kinds")
    if PollState(poll.state) in ENDED:
        raise RefusedError(_("The poll has ended."))
    if not set(kinds) <= set(makeable(poll.conferences.get(pk=conference.pk))):
        raise RefusedError(_("One of these papers cannot be made yet."), "kinds")
    details = {"conference": conference.key, "kinds": sorted(kinds), "lines": sorted(lines)}
    asked = ask(kind=KIND, poll=poll, details=details, by=by)
    names = ", ".join(label(PAPER_KINDS, kind) for kind in kinds)
    return Noted(result=asked, subject=names, after=details)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """One paper as it was drawn: its files by ending, and whether its form was never checked.

    ``line`` is the line of the person whom a letter is for, empty for other papers.
    """

    stem: str
    kind: str
    line: str
    title: str
    files: Mapping[str, bytes]
    unverified: bool


@work(KIND)
def draw(asked: Work, advance: Advance) -> Keep:
    """Draw the papers outside of any transaction; keep them all at the end."""
    if asked.poll is None:
        raise RefusedError(_("The poll has ended."))
    conference = asked.poll.conferences.get(key=asked.details["conference"])
    wanted = set(asked.details.get("lines", ()))
    poll, chain = _told(conference), chain_for(asked.poll)
    with tempfile.TemporaryDirectory() as folder:
        issued = issue_documents(
            poll,
            chain,
            Path(folder),
            kinds=asked.details["kinds"],
            persons=wanted,
            advance=advance,
        )
        drawn = [
            each
            for each in _gathered(poll, chain, Path(folder), asked.details["kinds"])
            if not wanted or each.line in wanted
        ]
        facts = issued.facts.fact_hash
    return lambda: _keep_all(conference, drawn, facts)


def _gathered(poll: LawfulPoll, chain: Chain, folder: Path, kinds: Sequence[str]) -> list[_Drawn]:
    papers = build_papers(freeze_poll(poll, chain), list(kinds), load_forms(None))
    return [_of_paper(paper, folder, papers) for paper in papers]


def _titled(paper: Paper) -> str:
    told = " ".join((paper.title.type_name, *paper.title.subject)).strip()
    about = paper.letterhead.about if paper.letterhead else ""
    return told or about or label(PAPER_KINDS, paper.kind)


def _of_paper(paper: Paper, folder: Path, papers: Papers) -> _Drawn:
    files = {
        ending: (folder / f"{paper.stem}.{ending}").read_bytes()
        for ending in ("pdf", "docx")
        if (folder / f"{paper.stem}.{ending}").exists()
    }
    return _Drawn(
        stem=paper.stem,
        kind=paper.kind,
        line=paper.person,
        title=_titled(paper),
        files=files,
        unverified=paper.kind in papers.unverified_forms,
    )


def _keep_all(conference: Conference, drawn: Sequence[_Drawn], facts: str) -> dict[str, Any]:
    """Keep the papers as they were drawn; what nobody signed yet gives way to them."""
    rows = {row.line: row for row in conference.slate.all()}
    keys = []
    for each in drawn:
        former = _former(conference, each)
        paper = IssuedPaper(
            poll=conference.poll,
            conference=conference,
            kind=each.kind,
            stem=each.stem,
            title=each.title[:500],
            facts=facts,
            unverified=each.unverified,
            rated=rows.get(each.line),
        )
        if former is not None:
            paper.supersedes = former
            _retire(former)
        _put_files(paper, each)
        paper.save()
        keys.append(paper.key)
    return {"papers": keys, "count": len(keys)}


def _former(conference: Conference, drawn: _Drawn) -> IssuedPaper | None:
    """Return the paper that a new one replaces: of the same person where it is a letter.

    A reminder replaces none that went out: each was sent in its turn.
    """
    kept = conference.issued_papers.filter(kind=drawn.kind)
    kept = kept.filter(rated__line=drawn.line) if drawn.line else kept.filter(stem=drawn.stem)
    if drawn.kind == REMINDER:
        kept = kept.filter(state__in=_UNSIGNED)
    dead = (_State.SUPERSEDED, _State.WITHDRAWN)
    return kept.exclude(state__in=dead).order_by("-pk").first()


def _retire(former: IssuedPaper) -> None:
    """Let a paper that nobody signed give way at once; one that is out until the new one is."""
    if former.state in _UNSIGNED:
        former.state = _State.SUPERSEDED.value
        former.version += 1
        former.save()


def _put_files(paper: IssuedPaper, drawn: _Drawn) -> None:
    pdf = drawn.files.get("pdf", b"")
    paper.pdf_sha256 = hashlib.sha256(pdf).hexdigest()
    paper.pdf.save(f"{drawn.stem}.pdf", ContentFile(pdf), save=False)
    if "docx" in drawn.files:
        paper.word.save(f"{drawn.stem}.docx", ContentFile(drawn.files["docx"]), save=False)


@act("papers.submitted", roles=CLERK, says=noted("{actor} submitted {subject} for approval"))
def submit(*, poll: Poll, keys: Sequence[str], by: Account, at: datetime) -> Noted[int]:
    """Submit drafts to the standing body.

    :raises RefusedError: where none of them is a draft.
    """
    done = _step(poll, keys, _State.DRAFT, _State.AWAITING)
    return Noted(result=len(done), subject=_named(done), after=_hashes(done))


@act("papers.issued", roles=CLERK, says=noted("{actor} issued {subject}"))
def issue(
    *, poll: Poll, keys: Sequence[str], number: str, issued_on: date, by: Account, at: datetime
) -> Noted[int]:
    """Note number and day of papers that were approved; what they replace is superseded.

    A number that ends in digits counts on over several papers in the order of their file names.

    :raises RefusedError: where none of them is approved, one is out of date, or the number is
        missing.
    """
    if not number.strip():
        raise RefusedError(_("Fill in the number of the paper."), "number")
    if issued_on > at.date():
        raise RefusedError(_("This day has not come yet."), "issued_on")
    refuse_affected(poll.issued_papers.filter(key__in=list(keys), state=_State.APPROVED))
    done = _step(poll, keys, _State.APPROVED, _State.ISSUED)
    for place, paper in enumerate(done):
        paper.number = _counted(number.strip()[:90], place)
        paper.issued_on = issued_on
        paper.save()
        if paper.supersedes is not None and paper.supersedes.state not in _UNSIGNED:
            paper.supersedes.state = _State.SUPERSEDED.value
            paper.supersedes.save()
    after = {paper.stem: paper.number for paper in done}
    return Noted(result=len(done), subject=_named(done), after=after)


def _counted(number: str, place: int) -> str:
    """Return the number of the nth of several papers: 114/HĐND-VP, then 115/HĐND-VP."""
    digits = ""
    for character in number:
        if not character.isdecimal():
            break
        digits += character
    return f"{int(digits) + place:0{len(digits)}d}{number[len(digits) :]}" if digits else number


@act("paper.withdrawn", roles=OFFICE, says=noted("{actor} withdrew {subject}"))
def withdraw(
    *, poll: Poll, paper: IssuedPaper, version: int, reason: str, by: Account, at: datetime
) -> Noted[IssuedPaper]:
    """Withdraw a paper, with the reason written down.

    :raises RefusedError: where the reason is missing or the paper is no longer in force.
    :raises OutdatedError: where somebody changed it since the page was opened.
    """
    fresh = poll.issued_papers.select_for_update().get(pk=paper.pk)
    if fresh.version != version:
        told = _("Somebody else has just changed this. Look at what stands there now, then save.")
        raise OutdatedError(told, {"state": fresh.state}, {})
    if not reason.strip():
        raise RefusedError(_("Write down the reason."), "reason")
    if fresh.state in {_State.SUPERSEDED, _State.WITHDRAWN}:
        raise RefusedError(_("This paper is no longer in force."))
    before = {"state": fresh.state}
    fresh.state = _State.WITHDRAWN.value
    fresh.version += 1
    fresh.save()
    return Noted(
        result=fresh, subject=fresh.title, before=before, after={"state": fresh.state},
        reason=reason.strip(),
    )  # fmt: skip


@act("paper.returned", roles=OFFICE, says=noted("{actor} returned {subject} as a draft"))
def give_back(
    *, poll: Poll, paper: IssuedPaper, reason: str, by: Account, at: datetime
) -> Noted[IssuedPaper]:
    """Return a paper that waits for approval to its draft, with a remark.

    :raises RefusedError: where it does not wait, or the remark is missing.
    """
    if not reason.strip():
        raise RefusedError(_("Write down the reason."), "reason")
    done = _step(poll, [paper.key], _State.AWAITING, _State.DRAFT)
    return Noted(result=done[0], subject=_named(done), reason=reason.strip())


def _step(
    poll: Poll, keys: Sequence[str], start: IssuedPaper.State, to: IssuedPaper.State
) -> list[IssuedPaper]:
    """Take papers from one state to the next.

    :raises RefusedError: where none of them stands there.
    """
    rows = poll.issued_papers.select_for_update().filter(key__in=list(keys), state=start)
    done = list(rows.order_by("stem", "pk"))
    if not done:
        raise RefusedError(_("None of these papers stands where this step begins."))
    for paper in done:
        paper.state = to.value
        paper.version += 1
        paper.save()
    return done


def _named(papers: Sequence[IssuedPaper]) -> str:
    if len(papers) == 1:
        return papers[0].title
    return _("{count} papers").format(count=len(papers))


def _hashes(papers: Sequence[IssuedPaper]) -> dict[str, str]:
    return {paper.stem: paper.pdf_sha256 for paper in papers}
