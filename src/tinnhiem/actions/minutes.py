"""The minutes of a count: written, signed by each member by name, closed by the head."""

import secrets
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile

from tinnhiem.actions.act import Noted, act
from tinnhiem.actions.conferences import day_consequence
from tinnhiem.actions.file_kinds import Kind
from tinnhiem.actions.follow_ups import minutes_closed
from tinnhiem.actions.refusals import NotAllowedError, RefusedError
from tinnhiem.actions.seats import require_head, require_seat
from tinnhiem.actions.uploads import Incoming, keep_upload
from tinnhiem.actions.works import said
from tinnhiem.conduct.states import Stage
from tinnhiem.conduct.transitions import Role
from tinnhiem.documents.issue import freeze_poll, issue_documents
from tinnhiem.law.problems import InputError, ReconciliationError
from tinnhiem.records.board import is_head
from tinnhiem.records.digests import digest_of
from tinnhiem.records.gathered import board_of
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.minuted import minutes_in_force, minutes_poll
from tinnhiem.records.models import (
    Account,
    BoardMember,
    Conference,
    IssuedPaper,
    Minutes,
    Poll,
    Signature,
)
from tinnhiem.wording.language import _, noted

_HEAD = frozenset({Role.HEAD})
_BOARD = frozenset({Role.BOARD, Role.HEAD})
_SCANS = frozenset({Kind.PDF, Kind.PNG, Kind.JPEG})


def facts_now(conference: Conference, minutes: Minutes) -> str:
    """Return the hash of what the members sign, as the records stand now.

    :raises RefusedError: where the numbers no longer agree.
    """
    poll = minutes_poll(conference, minutes, remarks=False)
    try:
        facts = freeze_poll(poll, chain_for(conference.poll))
    except (InputError, ReconciliationError) as error:
        raise RefusedError(said(error)) from error
    board = sorted(member.pk for member in board_of(conference))
    return digest_of({"facts": facts.fact_hash, "board": board, "number": minutes.number})


@act("minutes.written", roles=_HEAD, says=noted("{actor} wrote the minutes of {subject}"))
def write_minutes(
    *, poll: Poll, conference: Conference, course: str, by: Account, at: datetime
) -> Noted[Minutes]:
    """Write the paper of the minutes from the records as they stand, for the board to sign.

    ``course`` is what happened at the count and belongs into the minutes. Where anything differs
    from what was signed, all signatures fall.

    :raises RefusedError: where the count is not closed, or the paper cannot be made.
    """
    require_head(conference, by)
    minutes = _to_sign(conference)
    before = {"facts": minutes.facts}
    minutes.course = course.strip()
    facts = facts_now(conference, minutes)
    fallen = 0
    if minutes.facts and facts != minutes.facts:
        fallen = minutes.signatures.filter(fallen=False).update(fallen=True)
        minutes.fell_because = _("The data of the minutes changed after they were signed.")
    minutes.facts = facts
    minutes.state = Minutes.State.SIGNING
    _print(conference, minutes, at)
    after = {"facts": facts, "signatures fallen": fallen}
    return Noted(result=minutes, subject=str(conference), before=before, after=after)


@act("minutes.signed", roles=_BOARD, says=noted("{actor} signed the minutes of {subject}"))
def sign_minutes(  # noqa: PLR0913 - which paper, what is said of it, by whom and when
    *,
    poll: Poll,
    conference: Conference,
    facts: str,
    affirmed: bool,
    dissent: str,
    by: Account,
    at: datetime,
) -> Noted[Signature]:
    """Sign the minutes by name; ``facts`` is the hash of the paper that the member read.

    :raises NotAllowedError: where ``by`` does not sit on this board.
    :raises RefusedError: where the data changed, the statement is not affirmed, ``by`` signed
        already or is noted as absent, or the head would sign before the others.
    """
    member = require_seat(conference, by)
    minutes = _to_sign(conference)
    if not affirmed:
        raise RefusedError(
            _("Affirm that you read the minutes and that they are right."), "affirmed"
        )
    _refuse_changed(conference, minutes, facts)
    _refuse_signer(conference, minutes, member)
    made = Signature.objects.create(
        minutes=minutes,
        member=member,
        account=by,
        name=member.person.name,
        facts=minutes.facts,
        dissent=dissent.strip(),
        signed_at=at,
    )
    if made.dissent:
        _print(conference, minutes, at)
    after = {"facts": minutes.facts, "dissent": bool(made.dissent)}
    return Noted(result=made, subject=str(conference), after=after)


@act("minutes.absence", roles=_HEAD, says=noted("{actor} noted who does not sign: {subject}"))
def note_absence(
    *,
    poll: Poll,
    conference: Conference,
    member: BoardMember,
    reason: str,
    by: Account,
    at: datetime,
) -> Noted[BoardMember]:
    """Note why a member does not sign, or take that back with an empty reason.

    :raises RefusedError: for the head, and for somebody who signed.
    """
    require_head(conference, by)
    minutes = _to_sign(conference)
    if is_head(member):
        raise RefusedError(_("The head of the board signs the minutes."), "reason")
    if member.pk in signed_by(minutes):
        raise RefusedError(_("This member has signed."), "reason")
    before = member.absent_reason
    member.absent_reason = reason.strip()[:300]
    member.save()
    if minutes.state == Minutes.State.SIGNING:
        _print(conference, minutes, at)
    return Noted(
        result=member,
        subject=member.person.name,
        before={"reason": before},
        after={"reason": member.absent_reason},
        reason=member.absent_reason,
    )


@act(
    "minutes.scan-attached",
    roles=_BOARD,
    says=noted("{actor} attached the minutes signed on paper of {subject}"),
)
def attach_scan(
    *, poll: Poll, conference: Conference, file: Incoming, by: Account, at: datetime
) -> Noted[Minutes]:
    """Attach a scan of the minutes that were signed on paper, beside those signed here.

    :raises RefusedError: before there are minutes, or where the file cannot be kept.
    """
    require_seat(conference, by)
    minutes = minutes_in_force(conference)
    if minutes is None or not minutes.facts:
        raise RefusedError(_("There are no minutes yet."), "file")
    upload = keep_upload(file=file, poll=poll, kinds=_SCANS, field="file")
    before = minutes.signed_scan.sha256 if minutes.signed_scan else ""
    minutes.signed_scan = upload
    minutes.version += 1
    minutes.save()
    return Noted(
        result=minutes,
        subject=str(conference),
        before={"sha256": before},
        after={"sha256": upload.sha256, "pages": upload.pages},
    )


@day_consequence("close-minutes")
def close_minutes(conference: Conference, by: Account, at: datetime) -> None:
    """Issue the signed paper, every dissent and absence on it.

    :raises NotAllowedError: where ``by`` does not head this board.
    :raises RefusedError: where the data is no longer what was signed.
    """
    require_head(conference, by)
    minutes = minutes_in_force(conference)
    if minutes is None or minutes.state != Minutes.State.SIGNING:
        raise RefusedError(_("There are no minutes to be signed."))
    _refuse_changed(conference, minutes, minutes.facts)
    minutes.state = Minutes.State.SIGNED
    paper = _print(conference, minutes, at)
    paper.state = IssuedPaper.State.ISSUED
    paper.issued_on = at.date()
    paper.save()
    minutes_closed(conference, at)


def signed_by(minutes: Minutes) -> set[int]:
    """Return the ids of the members whose signatures stand."""
    valid = minutes.signatures.filter(fallen=False, facts=minutes.facts)
    return set(valid.values_list("member_id", flat=True))


def _to_sign(conference: Conference) -> Minutes:
    minutes = minutes_in_force(conference)
    if minutes is None or conference.stage != Stage.COUNTED:
        raise RefusedError(_("There are no minutes to be signed."))
    return Minutes.objects.select_for_update().get(pk=minutes.pk)


def _refuse_changed(conference: Conference, minutes: Minutes, read: str) -> None:
    if minutes.state == Minutes.State.DRAFT:
        raise RefusedError(_("There are no minutes to be signed."))
    if read != minutes.facts or facts_now(conference, minutes) != minutes.facts:
        message = _("The data changed since this paper was written. The head writes it anew.")
        raise RefusedError(message)


def _refuse_signer(conference: Conference, minutes: Minutes, member: BoardMember) -> None:
    signed = signed_by(minutes)
    if member.pk in signed:
        raise RefusedError(_("You have signed these minutes."))
    if member.absent_reason:
        raise NotAllowedError("absent")
    others = conference.board.filter(absent_reason="").exclude(pk=member.pk)
    if is_head(member) and not set(others.values_list("pk", flat=True)) <= signed:
        raise RefusedError(_("The head of the board signs last."))


def _print(conference: Conference, minutes: Minutes, at: datetime) -> IssuedPaper:
    """Make the paper as the records stand; the one before is superseded and kept."""
    poll = conference.poll
    made, printed = _drawn(conference, minutes)
    old = minutes.paper
    paper = IssuedPaper(
        poll=poll,
        conference=conference,
        kind="minutes",
        stem=f"minutes-{minutes.number:02d}",
        title=_("Minutes of the count, {conference}").format(conference=conference.name)[:500],
        state=IssuedPaper.State.AWAITING,
        pdf_sha256=sha256(made[".pdf"]).hexdigest(),
        facts=printed,
        supersedes=old,
    )
    name = secrets.token_hex(20)
    paper.pdf.save(f"{name}.pdf", ContentFile(made[".pdf"]), save=False)
    paper.word.save(f"{name}.docx", ContentFile(made[".docx"]), save=False)
    paper.save()
    if old is not None:
        old.state = IssuedPaper.State.SUPERSEDED
        old.save()
    minutes.paper = paper
    minutes.version += 1
    minutes.save()
    return paper


def _drawn(conference: Conference, minutes: Minutes) -> tuple[dict[str, bytes], str]:
    """Return the files of the paper by their endings, and the hash that stands at their foot.

    :raises RefusedError: where it cannot be made, in words.
    """
    poll = minutes_poll(conference, minutes, remarks=True)
    with TemporaryDirectory(prefix="tinnhiem-minutes-") as folder:
        try:
            issued = issue_documents(
                poll, chain_for(conference.poll), Path(folder), kinds=("minutes",)
            )
        except (InputError, ReconciliationError, OSError) as error:
            raise RefusedError(said(error)) from error
        return {path.suffix: path.read_bytes() for path in issued.files}, issued.facts.fact_hash
