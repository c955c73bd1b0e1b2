"""The report of an officeholder: written, saved as it grows, handed in, with what goes with it.

Saving a text that is being written is no act and leaves no line in the log: there would be one
every few seconds, and nobody but the person and whoever they named may follow it. Beginning,
handing in, taking back, naming somebody and attaching the declaration are acts.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from tinnhiem.actions.act import Noted, Values, act
from tinnhiem.actions.dossiers import fresh, make_sections
from tinnhiem.actions.file_kinds import Kind
from tinnhiem.actions.refusals import NotAllowedError, OutdatedError, RefusedError
from tinnhiem.actions.texts import checked, tidy
from tinnhiem.actions.uploads import Incoming, keep_upload
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.dossier_facts import HANDED_IN, WRITABLE
from tinnhiem.records.models import Account, Dossier, Poll, Section, SectionDraft, Upload
from tinnhiem.wording.language import _, noted
from tinnhiem.wording.names import clean

_OFFICEHOLDER: Final = frozenset({Role.OFFICEHOLDER})
_WRITERS: Final = frozenset({Role.OFFICEHOLDER, Role.ASSISTANT})
_DECLARATIONS: Final = frozenset({Kind.PDF, Kind.PNG, Kind.JPEG})
_State = Dossier.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What came of saving: the section as it stands, and one's own text where another was first."""

    section: Section
    beside: SectionDraft | None


def is_theirs(dossier: Dossier, account: Account) -> bool:
    """Whether a dossier is about this account's person."""
    return account.person_id is not None and dossier.rated.person_id == account.person_id


def may_write(dossier: Dossier, account: Account) -> bool:
    """Whether an account writes this report: the person, or whom the person named."""
    return is_theirs(dossier, account) or dossier.assistant_id == account.pk


def save_section(  # noqa: PLR0913 - which section, what, from which version, by whom and when
    *, poll: Poll, section: Section, text: str, version: int, by: Account, at: datetime,
    done: bool | None = None,
) -> Saved:  # fmt: skip
    """Save the text of a section.

    Where somebody else saved since ``version``, neither text is lost: theirs stays, this one is
    kept beside it until :func:`settle_section`. ``done`` marks the section as finished, or not.

    :raises NotAllowedError: where ``by`` does not write this report.
    :raises RefusedError: where the report cannot be written now, or the text is too long.
    """
    with transaction.atomic():
        locked = Poll.objects.select_for_update().get(pk=poll.pk)
        kept = _writable(locked, section, by)
        body = checked(text, "text", required=False)
        if kept.dossier.state != _State.WRITING:
            begin_report(poll=locked, dossier=kept.dossier, by=by, at=at)
        if kept.version != version and kept.text != body:
            return Saved(section=kept, beside=_beside(kept, by, body, at))
        if kept.version == version:
            _write(kept, body, by, at, done=done)
        return Saved(section=kept, beside=None)


def settle_section(
    *, poll: Poll, section: Section, text: str, version: int, by: Account, at: datetime
) -> Section:
    """Choose between two texts of a section, or a third made of both; what was not chosen is kept.

    :raises OutdatedError: where yet another text came in between.
    :raises NotAllowedError: where ``by`` does not write this report.
    """
    with transaction.atomic():
        locked = Poll.objects.select_for_update().get(pk=poll.pk)
        kept = _writable(locked, section, by)
        if kept.version != version:
            message = _("Somebody changed this since you opened the page. Both texts are below.")
            raise OutdatedError(message, {"text": kept.text}, {"text": text})
        chosen = checked(text, "text", required=False)
        mine = kept.drafts.filter(account=by).first()
        unchosen = mine.text if mine and mine.text != chosen else kept.text
        if unchosen != chosen:
            _beside(kept, by, unchosen, at, settled=True)
        elif mine:
            mine.delete()
        _write(kept, chosen, by, at, done=None)
    return kept


def _writable(poll: Poll, section: Section, by: Account) -> Section:
    dossier = fresh(poll, section.dossier)
    if not may_write(dossier, by):
        raise NotAllowedError("report.begun")
    if dossier.state not in WRITABLE:
        raise RefusedError(_("This report was handed in. Take it back to write on."))
    kept: Section = dossier.sections.select_for_update().get(pk=section.pk)
    return kept


def _beside(
    kept: Section, by: Account, text: str, at: datetime, *, settled: bool = False
) -> SectionDraft:
    made, _new = SectionDraft.objects.update_or_create(
        section=kept, account=by, defaults={"text": text, "saved_at": at, "settled": settled}
    )
    return made


def _write(kept: Section, text: str, by: Account, at: datetime, *, done: bool | None) -> None:
    kept.text = text
    if done is not None:
        kept.done = done and bool(text.strip())
    kept.changed_by = by
    kept.changed_at = at
    kept.version += 1
    kept.save()


@act("report.begun", roles=_WRITERS, says=noted("{actor} began to write the report of {subject}"))
def begin_report(*, poll: Poll, dossier: Dossier, by: Account, at: datetime) -> Noted[Dossier]:
    """Note that a report that was asked for, or given back, is being written.

    :raises NotAllowedError: where ``by`` does not write this report.
    :raises RefusedError: where it was not asked for, or was handed in.
    """
    kept = fresh(poll, dossier)
    if not may_write(kept, by):
        raise NotAllowedError("report.begun")
    if kept.state not in WRITABLE:
        raise RefusedError(_("This report cannot be written now."))
    make_sections(kept)
    return _moved(kept, _State.WRITING)


@act("report.submitted", roles=_OFFICEHOLDER, says=noted("{actor} handed in the report"))
def submit_report(*, poll: Poll, dossier: Dossier, by: Account, at: datetime) -> Noted[Dossier]:
    """Hand in one's report; after its day it is taken all the same, and marked as late.

    :raises NotAllowedError: where the report is somebody else's, an assistant's too.
    :raises RefusedError: where a section is empty, two texts wait for a choice, or the like.
    """
    kept = _own(poll, dossier, by)
    if kept.state not in WRITABLE:
        raise RefusedError(_("This report was already handed in, or was never asked for."))
    make_sections(kept)
    sections = list(kept.sections.all())
    empty = [part for part in sections if not part.text.strip()]
    if empty or not sections:
        message = _("{count} of {total} parts are still empty.")
        raise RefusedError(message.format(count=len(empty), total=len(sections)))
    if SectionDraft.objects.filter(section__dossier=kept, settled=False).exists():
        raise RefusedError(_("A part has two texts. Choose which one stays, then hand in."))
    kept.submitted_on = kept.submitted_on or at.date()
    late = kept.due is not None and kept.submitted_on > kept.due
    return _moved(kept, _State.LATE if late else _State.SUBMITTED)


@act("report.withdrawn", roles=_OFFICEHOLDER, says=noted("{actor} took back the report"))
def withdraw_report(*, poll: Poll, dossier: Dossier, by: Account, at: datetime) -> Noted[Dossier]:
    """Take one's report back, as long as nobody has accepted it.

    :raises NotAllowedError: where the report is somebody else's.
    :raises RefusedError: where it is not waiting to be taken.
    """
    kept = _own(poll, dossier, by)
    if kept.state not in HANDED_IN:
        raise RefusedError(_("This report was already taken, or is not handed in."))
    kept.submitted_on = None
    return _moved(kept, _State.WRITING)


@act("report.assistant", roles=_OFFICEHOLDER, says=noted("{actor} named who assists: {subject}"))
def name_assistant(
    *, poll: Poll, dossier: Dossier, username: str, by: Account, at: datetime
) -> Noted[Dossier]:
    """Name who may write with oneself, by their sign-in name; an empty one names nobody.

    A name that nobody has, or of somebody who cannot assist, is kept like any other and opens
    nothing: whether it is somebody's is not told.

    :raises NotAllowedError: where the report is somebody else's.
    """
    kept = _own(poll, dossier, by)
    name = clean(username)[:150]
    found = Account.objects.filter(username=name, is_active=True, is_superuser=False)
    before = {"assistant": kept.assistant_name}
    kept.assistant = found.exclude(pk=by.pk).first()
    kept.assistant_name = name
    return _changed(kept, before=before, after={"assistant": name}, subject=name)


@act("declaration.attached", roles=_OFFICEHOLDER, says=noted("{actor} attached the declaration"))
def attach_declaration(
    *, poll: Poll, dossier: Dossier, file: Incoming, by: Account, at: datetime
) -> Noted[Upload]:
    """Attach one's declaration of assets and income, or replace it, until the dossiers freeze.

    The earlier file stays kept, and so does who opened it.

    :raises NotAllowedError: where the dossier is somebody else's.
    :raises RefusedError: where the file cannot be taken, or the dossiers are closed.
    """
    kept = _own(poll, dossier, by)
    if kept.state == _State.NOT_REQUESTED:
        raise RefusedError(_("The declaration was not asked for yet."))
    upload = keep_upload(file=file, poll=poll, restricted=True, kinds=_DECLARATIONS)
    before = {"sha256": kept.declaration.sha256 if kept.declaration else ""}
    kept.declaration = upload
    noted_change = _changed(kept, before=before, after={"sha256": upload.sha256})
    return Noted(
        result=upload,
        subject=noted_change.subject,
        before=noted_change.before,
        after=noted_change.after,
    )


@act("explanation.written", roles=_OFFICEHOLDER, says=noted("{actor} wrote an explanation"))
def write_explanation(
    *, poll: Poll, dossier: Dossier, text: str, version: int, by: Account, at: datetime
) -> Noted[Dossier]:
    """Write or replace one's explanation to the voters, until the dossiers freeze.

    :raises NotAllowedError: where the dossier is somebody else's.
    :raises OutdatedError: where it was changed since ``version``; carries both texts.
    """
    kept = _own(poll, dossier, by)
    if kept.state == _State.NOT_REQUESTED:
        raise RefusedError(_("The dossier was not asked for yet."))
    if kept.version != version and kept.explanation != tidy(text):
        message = _("Somebody changed this since you opened the page. Both texts are below.")
        raise OutdatedError(message, {"text": kept.explanation}, {"text": text})
    kept.explanation = checked(text, "text", required=False, most=20_000)
    return _changed(kept, before={}, after={"length": len(kept.explanation)})


def _own(poll: Poll, dossier: Dossier, by: Account) -> Dossier:
    if not is_theirs(dossier, by):
        raise NotAllowedError("report")
    return fresh(poll, dossier)


def _moved(kept: Dossier, state: Dossier.State) -> Noted[Dossier]:
    before = {"state": kept.state}
    kept.state = state
    return _changed(kept, before=before, after={"state": state.value})


def _changed(kept: Dossier, *, before: Values, after: Values, subject: str = "") -> Noted[Dossier]:
    kept.version += 1
    kept.save()
    name = subject or kept.rated.name
    return Noted(result=kept, subject=name, before=before, after=after)
