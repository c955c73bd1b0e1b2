"""Written questions: a voter asks, the standing body passes on, the officeholder answers.

Who asked stands in the question, for those who pass it on, and nowhere else: the line of the log
names no actor.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from tinnhiem.actions.act import ACTS, Act, Noted, act
from tinnhiem.actions.log import append
from tinnhiem.actions.refusals import NotAllowedError, OutdatedError, RefusedError
from tinnhiem.actions.texts import checked
from tinnhiem.conduct.states import PollState
from tinnhiem.conduct.transitions import Role
from tinnhiem.records.dossier_facts import personnel_passes_on
from tinnhiem.records.models import Account, Poll, Question, Rated
from tinnhiem.records.roles import roles_in
from tinnhiem.wording.language import _, noted

KINDS: Final = ("question", "verification")
_MOST: Final = 5_000
_OFFICE: Final = frozenset({Role.CLERK, Role.CONVENER})
_PASSERS: Final = _OFFICE | {Role.PERSONNEL}


ACTS["question.asked"] = Act(
    code="question.asked",
    roles=frozenset({Role.VOTER}),
    says=noted("A voter asked in writing about {subject}"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unnamed:
    subject: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def ask_question(
    *, poll: Poll, rated: Rated, text: str, by: Account, at: datetime, kind: str = "question"
) -> Question:
    """Ask about a person in writing, while the dossiers are being read.

    ``kind`` is ``question`` or ``verification``, a request to have something verified. This is the
    one act that the log does not name the actor of: only those who pass it on may know.

    :raises NotAllowedError: where ``by`` does not vote in this poll.
    :raises RefusedError: where the dossiers are not being read, or there is no text.
    """
    with transaction.atomic():
        kept = Poll.objects.select_for_update().get(pk=poll.pk)
        if Role.VOTER not in roles_in(kept, by, at.date()) or by.person is None:
            raise NotAllowedError("question.asked")
        _check_reading(kept)
        about = kept.slate.get(pk=rated.pk, conclusion=Rated.Conclusion.RATED)
        if kind not in KINDS:
            raise RefusedError(_("Choose a question or a request for verification."), "kind")
        asked = Question.objects.create(
            rated=about,
            asked_by=by.person,
            kind=kind,
            text=checked(text, "text", most=_MOST),
            received_on=at.date(),
        )
        append(
            act="question.asked",
            at=at,
            by=None,
            role=Role.VOTER.value,
            poll_key=kept.key,
            noted=_Unnamed(subject=about.name, after={"question": asked.key, "kind": kind}),
        )
    return asked


@act("question.passed-on", roles=_PASSERS, says=noted("{actor} passed a question on to {subject}"))
def pass_question(
    *, poll: Poll, question: Question, version: int, by: Account, at: datetime
) -> Noted[Question]:
    """Pass a question on to the person whom it is about, without the name of who asked.

    The personnel body does so where the legal bases say that questions go through it.

    :raises NotAllowedError: where they do not, for the personnel body.
    :raises RefusedError: where it was passed on before, or the dossiers are not being read.
    """
    mine = roles_in(poll, by, at.date())
    if mine.isdisjoint(_OFFICE) and not personnel_passes_on(poll):
        raise NotAllowedError("question.passed-on")
    kept = _fresh(poll, question, version)
    if kept.state != Question.State.RECEIVED:
        raise RefusedError(_("This question was already passed on."))
    kept.state = Question.State.PASSED
    kept.passed_on = at.date()
    return _kept(kept)


@act(
    "question.answered",
    roles=frozenset({Role.OFFICEHOLDER}),
    says=noted("{actor} answered a question"),
)
def answer_question(
    *, poll: Poll, question: Question, answer: str, version: int, by: Account, at: datetime
) -> Noted[Question]:
    """Answer a question about oneself, or replace the answer while the dossiers are open.

    :raises NotAllowedError: where the question is about somebody else.
    :raises RefusedError: where it was not passed on, or the dossiers are closed.
    """
    if by.person_id is None or question.rated.person_id != by.person_id:
        raise NotAllowedError("question.answered")
    kept = _fresh(poll, question, version, mine=answer)
    if kept.state == Question.State.RECEIVED:
        raise NotAllowedError("question.answered")
    kept.answer = checked(answer, "answer", most=20_000)
    kept.state = Question.State.ANSWERED
    kept.answered_on = at.date()
    return _kept(kept)


def _fresh(poll: Poll, question: Question, version: int, mine: str = "") -> Question:
    _check_reading(poll)
    kept = Question.objects.select_for_update().get(pk=question.pk, rated__poll=poll)
    if kept.version != version:
        message = _("Somebody changed this since you opened the page. Both texts are below.")
        raise OutdatedError(message, {"answer": kept.answer}, {"answer": mine})
    return kept


def _kept(kept: Question) -> Noted[Question]:
    kept.version += 1
    kept.save()
    after = {"state": kept.state, "question": kept.key}
    return Noted(result=kept, subject=kept.rated.name, after=after)


def _check_reading(poll: Poll) -> None:
    if poll.state != PollState.READING:
        raise RefusedError(_("Questions are asked and answered while the dossiers are read."))
    if poll.suspended:
        raise RefusedError(_("The poll is suspended: nothing can change until it is resumed."))
