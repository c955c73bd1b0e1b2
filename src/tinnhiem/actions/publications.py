"""Publishing a result and correcting what was published: two people, frozen content, for good."""

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.core.files.base import ContentFile

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.polls import consequence, refuse_blocked
from tinnhiem.actions.proposals import TWO_PERSON_ACTS, TwoPersonAct, propose
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.releases import keep_release
from tinnhiem.conduct.deciding import judge
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.documents.form_library import load_forms
from tinnhiem.documents.issue import freeze_poll
from tinnhiem.documents.papers import build_papers
from tinnhiem.documents.pdf import render_pdf
from tinnhiem.law.problems import InputError, ReconciliationError
from tinnhiem.records.disclosure import public_by_default
from tinnhiem.records.facts import poll_facts
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Account, PendingAct, Poll, Publication
from tinnhiem.records.published import content_hash, published_values
from tinnhiem.records.results import lawful_result, result_values
from tinnhiem.wording.language import _, noted, speaking
from tinnhiem.wording.names import clean, fold
from tinnhiem.wording.problems import sentence

PUBLISH: Final = "poll.publish"
CORRECT: Final = "publication.correct"
#: Addresses that other public pages have.
_TAKEN: Final = frozenset({"cach-doc"})
_LONGEST: Final = 120


def propose_publication(*, poll: Poll, by: Account, at: datetime, reason: str = "") -> PendingAct:
    """Propose to publish a result as it stands now; the standing body confirms.

    Where the bases allow it without opening results to the public by default, it needs a reason:
    the plan that widens the disclosure.

    :raises RefusedError: with what blocks it.
    """
    refuse_blocked(judge("publish", poll_facts(poll)))
    values, why = _values(poll), clean(reason)
    if not why and not public_by_default(poll, chain_for(poll)):
        message = _("This scope is not open by default. Write down which plan opens it.")
        raise RefusedError(message, "reason")
    details = {"digest": content_hash(values)}
    return propose(poll=poll, what=PUBLISH, by=by, at=at, details=details, reason=why)


@consequence("publish")
def publish(poll: Poll, by: Account, at: datetime) -> None:
    """Freeze the content of the public page, make its files, and open the public scope.

    :raises RefusedError: where nobody proposed it, or the figures are no longer those proposed.
    """
    proposal = _proposal(poll, PUBLISH)
    values = _values(poll)
    if proposal.details.get("digest") != content_hash(values):
        raise RefusedError(_("The figures changed since this was proposed. Propose it anew."))
    _keep(poll, values, proposal, by, at)
    keep_release(poll, "public", by, at)


def propose_correction(*, poll: Poll, note: str, by: Account, at: datetime) -> PendingAct:
    """Propose a correction of what was published; the original stays beside it.

    :raises RefusedError: where nothing is published, or the note is empty.
    """
    _check_correction(poll, note)
    details = {"digest": content_hash(_values(poll))}
    return propose(poll=poll, what=CORRECT, by=by, at=at, details=details, reason=clean(note))


@act(
    "publication.corrected",
    roles=frozenset({Role.CONVENER}),
    says=noted("{actor} published a correction: {subject}"),
)
def correct(*, poll: Poll, proposal: PendingAct, by: Account, at: datetime) -> Noted[Publication]:
    """Publish the correction that was proposed.

    :raises RefusedError: where nothing is published, or the figures are no longer those proposed.
    """
    _check_correction(poll, proposal.reason)
    values = _values(poll)
    if proposal.details.get("digest") != content_hash(values):
        raise RefusedError(_("The figures changed since this was proposed. Propose it anew."))
    made = _keep(poll, values, proposal, by, at)
    after = {"address": made.address, "sha256": made.sha256}
    return Noted(result=made, subject=made.address, after=after, reason=proposal.reason)


def _check_correction(poll: Poll, note: str) -> None:
    if poll.state != PollState.PUBLISHED:
        raise RefusedError(_("Only a published result can be corrected."))
    if not clean(note):
        raise RefusedError(_("Say what was wrong and what is right."), "note")


def _do_correct(proposal: PendingAct, by: Account, at: datetime) -> object:
    return correct(poll=proposal.poll, proposal=proposal, by=by, at=at)


TWO_PERSON_ACTS[CORRECT] = TwoPersonAct(
    frozenset({Role.CLERK}), frozenset({Role.CONVENER}), _do_correct
)


def _proposal(poll: Poll, what: str) -> PendingAct:
    kept = poll.pending_acts.filter(act=what, state=PendingAct.State.PROPOSED).order_by("-pk")
    found = kept.first()
    if found is None:
        raise RefusedError(_("Nobody proposed this yet."))
    return found


def _values(poll: Poll) -> dict[str, Any]:
    try:
        return result_values(poll)
    except (InputError, ReconciliationError) as error:
        raise RefusedError(" ".join(sentence(problem) for problem in error.problems)) from error


def _keep(
    poll: Poll, values: Mapping[str, Any], proposal: PendingAct, by: Account, at: datetime
) -> Publication:
    former = poll.publications.order_by("-number").first()
    made = Publication(
        poll=poll,
        address=_address(poll, former),
        number=former.number + 1 if former else 1,
        published_on=at.date(),
        proposed_by=proposal.proposed_by,
        confirmed_by=by,
        corrects=former,
        note=proposal.reason[:1000] if former else "",
    )
    made.content = published_values(made, values)
    made.sha256 = content_hash(made.content)
    made.pdf.save(f"{made.address}.pdf", ContentFile(_pdf(poll)), save=False)
    made.save()
    return made


def _address(poll: Poll, former: Publication | None) -> str:
    """Return an address that nobody has: body and day, with the number of a correction."""
    if former is not None:
        first = former.corrects.address if former.corrects else former.address
        first = re.sub(r"-dinh-chinh-\d+$", "", first)
        return f"{first}-dinh-chinh-{former.number}"
    day = poll.poll_date or poll.opening_date
    words = re.sub(r"[^a-z0-9]+", "-", fold(poll.body_name)).strip("-")[:_LONGEST].strip("-")
    wanted = "-".join(part for part in (words or "ket-qua", str(day) if day else "") if part)
    found, number = wanted, 1
    while found in _TAKEN or Publication.objects.filter(address=found).exists():
        number += 1
        found = f"{wanted}-{number}"
    return found


def _pdf(poll: Poll) -> bytes:
    """Return the paper of the publication; of several conferences one after the other."""
    chain = chain_for(poll)
    made = []
    for conference in poll.conferences.order_by("position", "pk"):
        conference.poll = poll
        law = lawful_result(conference)
        papers = {**law.papers, "disclosure_scopes": ["public"]}
        try:
            facts = freeze_poll(replace(law, papers=papers), chain)
            with speaking("vi"):
                found = build_papers(facts, ("publication",), load_forms(None))
            made += [render_pdf(paper) for paper in found]
        except InputError as error:
            text = " ".join(sentence(problem) for problem in error.problems)
            raise RefusedError(text) from error
    return made[0] if len(made) == 1 else _joined(made)


def _joined(parts: list[bytes]) -> bytes:
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - loaded for several conferences only

    whole = PdfDocument.new()
    for part in parts:
        whole.import_pages(PdfDocument(part))
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()
