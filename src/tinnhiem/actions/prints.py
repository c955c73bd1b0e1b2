"""Printing the ballots: a proof in the background, then what was really printed."""

import hashlib
from datetime import date, datetime
from typing import Any, Final

from django.core.files.base import ContentFile

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.works import Advance, Keep, ask, work
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.documents.ballots import (
    BallotDefinition,
    ballot_definition,
    ballot_rules,
    definition_hash,
    layout_of,
    printed_types,
)
from tinnhiem.records.lawful import chain_for, lawful_poll
from tinnhiem.records.models import (
    Account,
    BallotLedger,
    BallotType,
    Conference,
    IssuedPaper,
    Poll,
    PrintRun,
    Rated,
    Work,
)
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

CLERK: Final = frozenset({Role.CLERK})
OFFICE: Final = frozenset({Role.CLERK, Role.CONVENER})
KIND: Final = "ballots"
MOST_COPIES: Final = 20_000
_PRINTABLE: Final = frozenset(
    {PollState.PREPARING, PollState.READING, PollState.FROZEN, PollState.BALLOTING}
)


def definition_for(conference: Conference) -> BallotDefinition:
    """Return what the ballots of a conference say, of those who are rated.

    :raises InputError: where nobody is, or the legal bases do not rule the procedure.
    """
    poll = lawful_poll(conference, people="rated", counted=False, whole=False)
    chain = chain_for(conference.poll)
    return ballot_definition(poll, ballot_rules(poll, chain))


@act("ballots.proofed", roles=CLERK, says=noted("{actor} had a proof of the ballots drawn"))
def proof(*, poll: Poll, conference: Conference, by: Account, at: datetime) -> Noted[Work]:
    """Ask for a proof of every ballot type of a conference.

    :raises RefusedError: where nobody is on the list, or somebody is on no ballot type.
    """
    _refuse_incomplete(conference)
    asked = ask(kind=KIND, poll=poll, details={"conference": conference.key}, by=by)
    return Noted(result=asked, subject=conference.name)


def _refuse_incomplete(conference: Conference) -> None:
    rated = conference.slate.filter(conclusion=Rated.Conclusion.RATED)
    if not rated.exists():
        raise RefusedError(_("Nobody is on the list yet."))
    without = rated.filter(ballot_type__isnull=True).first()
    if without is not None:
        told = _("{name} is on no ballot type. Choose one on the list.")
        raise RefusedError(told.format(name=without.name))


@work(KIND)
def draw_ballots(asked: Work, advance: Advance) -> Keep:
    """Draw the ballots outside of any transaction; keep their files and layout at the end."""
    if asked.poll is None:
        raise RefusedError(_("The poll has ended."))
    conference = asked.poll.conferences.get(key=asked.details["conference"])
    definition = definition_for(conference)
    advance(0, len(definition.types))
    drawn = printed_types(definition)
    layout = layout_of(definition, drawn)
    files = {printed.file.removesuffix(".pdf"): printed.pdf for printed in drawn}
    advance(len(files), len(files))
    digest = definition_hash(definition)
    return lambda: _keep_proofs(conference, files, layout, digest)


def _keep_proofs(
    conference: Conference, files: dict[str, bytes], layout: dict[str, Any], digest: str
) -> dict[str, Any]:
    old = conference.issued_papers.filter(kind=KIND, state=IssuedPaper.State.DRAFT)
    old.update(state=IssuedPaper.State.SUPERSEDED)
    titles = {kind.code: kind.title for kind in conference.ballot_types.all()}
    for stem, pdf in files.items():
        paper = IssuedPaper(poll=conference.poll, conference=conference, kind=KIND, stem=stem)
        code = stem.removeprefix("ballots-")
        paper.title = _("Ballot, proof: {type}").format(type=titles.get(code, conference.name))
        paper.facts = digest
        paper.pdf_sha256 = hashlib.sha256(pdf).hexdigest()
        paper.pdf.save(f"{stem}.pdf", ContentFile(pdf), save=False)
        paper.save()
    return {"definition": digest, "layout": layout, "count": len(files)}


@act(
    "ballots.printed",
    roles=OFFICE,
    says=noted("{actor} noted that ballots were printed: {subject}"),
)
def note_printed(  # noqa: PLR0913 - of which type how many, when, in whose presence, by whom
    *,
    poll: Poll,
    conference: Conference,
    ballot_type: BallotType,
    copies: int,
    printed_on: date,
    note: str,
    by: Account,
    at: datetime,
) -> Noted[PrintRun]:
    """Note that so many ballots of a type were printed; the ledger counts them from then on.

    :raises RefusedError: where there is no proof of the list as it is, or the balloting has begun.
    """
    _refuse_printing(poll, conference, copies, printed_on, at)
    kind = conference.ballot_types.select_for_update().get(pk=ballot_type.pk)
    digest, layout = _proofed(poll, conference)
    run = PrintRun.objects.create(
        ballot_type=kind,
        definition=digest,
        copies=copies,
        printed_on=printed_on,
        layout=layout,
        note=clean(note)[:300],
    )
    printed = _count_in_ledger(kind, digest)
    after = {"copies": copies, "printed": printed, "definition": digest}
    return Noted(result=run, subject=kind.title, after=after)


def _refuse_printing(
    poll: Poll, conference: Conference, copies: int, printed_on: date, at: datetime
) -> None:
    if PollState(poll.state) not in _PRINTABLE or conference.stage != Stage.WAITING:
        raise RefusedError(_("Ballots are printed after the preparation began and before voting."))
    if not 1 <= copies <= MOST_COPIES:
        told = _("Between 1 and {most} copies can be printed.")
        raise RefusedError(told.format(most=MOST_COPIES), "copies")
    if printed_on > at.date():
        raise RefusedError(_("This day has not come yet."), "printed_on")


def _proofed(poll: Poll, conference: Conference) -> tuple[str, dict[str, Any]]:
    """Return the definition and layout of the latest proof, where the list is still the same.

    :raises RefusedError: where it is not, or there is none.
    """
    digest = definition_hash(definition_for(conference))
    done = poll.works.filter(kind=KIND, state=Work.State.DONE).order_by("-pk")
    for proofed in done:
        if proofed.details.get("conference") == conference.key:
            if proofed.outcome.get("definition") == digest:
                return digest, proofed.outcome["layout"]
            break
    raise RefusedError(_("There is no proof of the ballots as they are now. Draw one first."))


def _count_in_ledger(kind: BallotType, digest: str) -> int:
    """Set the ledger to what was printed of the definition in force; earlier runs are void."""
    runs = kind.runs.filter(definition=digest)
    printed = sum(runs.values_list("copies", flat=True))
    ledger, _made = BallotLedger.objects.get_or_create(ballot_type=kind)
    ledger.printed = printed
    ledger.version += 1
    ledger.save()
    return printed


@act("ballots.withdrawn", roles=OFFICE, says=noted("{actor} withdrew printed ballots: {subject}"))
def withdraw_print(
    *,
    poll: Poll,
    conference: Conference,
    ballot_type: BallotType,
    reason: str,
    by: Account,
    at: datetime,
) -> Noted[int]:
    """Withdraw all that was printed of a type: the sheets are destroyed or kept apart.

    :raises RefusedError: where nothing was printed, no reason is given, or the balloting has begun.
    """
    here = poll.conferences.select_for_update().get(pk=conference.pk)
    if here.stage != Stage.WAITING or PollState(poll.state) not in _PRINTABLE:
        raise RefusedError(_("The balloting has begun: the ledger settles every sheet from here."))
    if not reason.strip():
        raise RefusedError(_("Write down the reason."), "reason")
    kind = here.ballot_types.select_for_update().get(pk=ballot_type.pk)
    copies = sum(kind.runs.values_list("copies", flat=True))
    if not copies:
        raise RefusedError(_("Nothing of this type is printed."))
    kind.runs.all().delete()
    BallotLedger.objects.filter(ballot_type=kind).update(printed=None)
    return Noted(
        result=copies, subject=kind.title, before={"printed": copies}, reason=reason.strip()
    )
