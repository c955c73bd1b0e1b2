"""What a dossier must hold, until when, and its hash: read from the legal bases and the records."""

import hashlib
import json
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from tinnhiem.conduct.states import PollState
from tinnhiem.exchange.public_holidays import is_public_holiday
from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import BodyKind
from tinnhiem.law.problems import InputError
from tinnhiem.law.rulebook import CriterionRule, StepRule
from tinnhiem.law.timeline import Step, timeline
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Dossier, Poll, Question, Rated

LABEL: Final = b"tinnhiem/dossier/1\n"
#: The step that names who passes questions on.
_PASSING: Final = "questions-passed-on"
#: A dossier whose report was taken by the standing body.
RECEIVED: Final = (Dossier.State.ACCEPTED, Dossier.State.SENT, Dossier.State.FROZEN)
#: The person may write.
WRITABLE: Final = (Dossier.State.REQUESTED, Dossier.State.WRITING, Dossier.State.RETURNED)
#: Handed in, not yet taken.
HANDED_IN: Final = (Dossier.State.SUBMITTED, Dossier.State.LATE)
#: Dossiers can change.
OPEN_POLLS: Final = frozenset({PollState.PREPARING, PollState.READING})
#: Voters may read.
READABLE_POLLS: Final = frozenset(PollState) - {
    PollState.DRAFT, PollState.PREPARING, PollState.ARCHIVED, PollState.CANCELLED
}  # fmt: skip


def criteria(poll: Poll, chain: Chain | None = None) -> tuple[CriterionRule, ...]:
    """Return the points of the report in the order of the legal bases."""
    found = (chain or chain_for(poll)).of(CriterionRule, poll.poll_date or poll.opening_date)
    return tuple(sorted(found, key=lambda rule: (rule.group, rule.order)))


def due_step(poll: Poll, step: str, chain: Chain | None = None) -> Step | None:
    """Return a step of the calendar with its due date; None where the bases or dates lack it."""
    try:
        steps = timeline(
            chain or chain_for(poll),
            opening=poll.opening_date,
            poll_date=poll.poll_date,
            body=BodyKind(poll.body_kind),
            is_holiday=is_public_holiday,
        )
    except InputError:
        return None
    return next((found for found in steps if found.rule.id == step), None)


def question_step(poll: Poll, chain: Chain | None = None) -> Step | None:
    """Return the step by which questions are put: to the person, or passed on to the person."""
    return due_step(poll, "questions-to-person", chain) or due_step(poll, _PASSING, chain)


def question_channel(chain: Chain) -> str:
    """Return through whom questions go: whom the bases name, else the standing body."""
    named = (rule.actor for rule in chain.of(StepRule) if rule.id == _PASSING)
    return next(named, "standing-body")


def personnel_passes_on(poll: Poll) -> bool:
    """Whether the legal bases send questions through the personnel body."""
    try:
        return question_channel(chain_for(poll)) == "personnel-body"
    except InputError:
        return False


def report_due(poll: Poll) -> date | None:
    """Return the day until which reports are due."""
    found = due_step(poll, "reports")
    return found.due if found else None


def unwritten(poll: Poll) -> QuerySet[Rated]:
    """Return who is rated and was asked for a report that has not been handed in."""
    rated = poll.slate.filter(conclusion=Rated.Conclusion.RATED, dossier__state__in=WRITABLE)
    return rated.order_by("order_key", "pk")


def is_late(dossier: Dossier, on: date | None = None) -> bool:
    """Whether the report came after its day, or ``on`` a day is still missing after it."""
    if dossier.due is None:
        return False
    arrived = dossier.submitted_on or on
    return arrived is not None and arrived > dossier.due


def received_text(dossier: Dossier) -> bool:
    """Whether voters may read the report: the standing body took it."""
    return dossier.state in RECEIVED


def dossier_content(dossier: Dossier) -> dict[str, Any]:
    """Return what a voter reads of a person: texts, and hashes of files."""
    sections = dossier.sections.all() if received_text(dossier) else ()
    declaration = dossier.declaration
    rated = dossier.rated
    answered = (q for q in rated.questions.all() if q.state == Question.State.ANSWERED)
    return {
        "line": rated.line,
        "name": rated.name,
        "sections": [
            {"criterion": part.criterion, "text": part.text}
            for part in sorted(sections, key=lambda part: (part.position, part.criterion))
        ],
        "declaration": declaration.sha256 if declaration else "",
        "explanation": dossier.explanation,
        "opinions": sorted(opinion.text for opinion in rated.opinions.all() if opinion.passed_on),
        "answers": sorted([question.text, question.answer] for question in answered),
    }


def dossier_digest(dossier: Dossier) -> str:
    """Return the hash of a dossier as a voter reads it."""
    return _digest(dossier_content(dossier))


def poll_digest(poll: Poll) -> str:
    """Return the hash of all dossiers of a poll and of the synthesis of voters' opinions."""
    return _digest({"dossiers": _digests(poll), "synthesis": _synthesis(poll)})


def _digests(poll: Poll) -> list[list[str]]:
    return [[found.rated.line, found.digest] for found in rated_dossiers(poll)]


def rated_dossiers(poll: Poll) -> list[Dossier]:
    """Return the dossiers of everybody rated, with all that their hash needs."""
    return list(
        Dossier.objects.filter(rated__poll=poll, rated__conclusion=Rated.Conclusion.RATED)
        .select_related("rated", "declaration")
        .prefetch_related("sections", "rated__opinions", "rated__questions")
        .order_by("rated__line")
    )


def _synthesis(poll: Poll) -> dict[str, str]:
    filed = poll.syntheses.filter(filed=True).select_related("upload").order_by("-pk").first()
    if filed is None:
        return {}
    file = filed.upload.sha256 if filed.upload else ""
    return {"text": filed.text, "number": filed.number, "file": file}


def _digest(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(LABEL + text.encode()).hexdigest()
