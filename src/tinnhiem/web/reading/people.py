"""Whom voters read about, in the order of given names, with their dossiers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404

from tinnhiem.conduct.states import PollState
from tinnhiem.records.dossier_facts import (
    READABLE_POLLS,
    criteria,
    dossier_digest,
    question_channel,
    question_step,
    received_text,
)
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Dossier, Poll, Question, Rated
from tinnhiem.web.citing import cited, paraphrase
from tinnhiem.web.dossier_words import heading, posts_line
from tinnhiem.wording.terms import ACTORS, label


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One person in the list of the reading room, with the places before and after."""

    rated: Rated
    number: int
    total: int
    previous: str
    next: str


def check_readable(poll: Poll) -> None:
    """Let voters in from the day the dossiers are sent until the poll is archived.

    :raises Http404: before and after.
    """
    if PollState(poll.state) not in READABLE_POLLS:
        raise Http404


def people_of(poll: Poll) -> list[dict[str, Any]]:
    """Return everybody rated, by given name."""
    found = poll.slate.filter(conclusion=Rated.Conclusion.RATED).order_by("order_key", "line")
    return [
        {"name": rated.name, "line": rated.line, "posts": posts_line(rated),
         "find": f"{rated.folded} {posts_line(rated).casefold()}"}
        for rated in found
    ]  # fmt: skip


def dossier_of(poll: Poll, line: str) -> Dossier:
    """Return the dossier of one person, whole.

    :raises Http404: where nobody rated has this line.
    """
    found = (
        Dossier.objects.filter(
            rated__poll=poll, rated__line=line, rated__conclusion=Rated.Conclusion.RATED
        )
        .select_related("rated", "declaration")
        .prefetch_related("sections", "rated__opinions", "rated__questions")
        .first()
    )
    if found is None:
        raise Http404
    found.rated.poll = poll
    return found


def placed(people: list[dict[str, Any]], dossier: Dossier) -> Reader:
    """Return where somebody stands in the list."""
    lines = [person["line"] for person in people]
    at = lines.index(dossier.rated.line)
    return Reader(
        rated=dossier.rated,
        number=at + 1,
        total=len(lines),
        previous=lines[at - 1] if at else "",
        next=lines[at + 1] if at + 1 < len(lines) else "",
    )


def report_parts(dossier: Dossier) -> list[dict[str, str]]:
    """Return the sections that were taken by the standing body; none before."""
    if not received_text(dossier):
        return []
    titles = {rule.id: heading(paraphrase(rule)) for rule in criteria(dossier.rated.poll)}
    kept = sorted(dossier.sections.all(), key=lambda part: (part.position, part.criterion))
    return [
        {"title": titles.get(part.criterion, part.criterion), "text": part.text}
        for part in kept
        if part.text.strip()
    ]


def opinions_of(dossier: Dossier) -> list[str]:
    """Return the opinions that the Front passed on: their texts alone."""
    passed = (opinion for opinion in dossier.rated.opinions.all() if opinion.passed_on)
    return [opinion.text for opinion in passed]


def answered_of(dossier: Dossier) -> list[Question]:
    """Return the answered questions about somebody; pages have their texts alone."""
    every = dossier.rated.questions.all()
    found = [question for question in every if question.state == Question.State.ANSWERED]
    return sorted(found, key=lambda question: (question.answered_on or date.max, question.pk))


def version_of(dossier: Dossier) -> str:
    """Return a mark of what a dossier holds now, to compare on the reader's own device."""
    return dossier_digest(dossier)[:12]


def aside(poll: Poll) -> dict[str, Any]:
    """Return what stands beside every text: the criteria, through whom and until when to ask."""
    chain = chain_for(poll)
    rules = criteria(poll, chain)
    questions = question_step(poll, chain)
    return {
        "criteria": [heading(paraphrase(rule)) for rule in rules],
        "criteria_cite": cited(rules[0], chain, poll) if rules else None,
        "questions_until": questions.due if questions else None,
        "channel": label(ACTORS, question_channel(chain)),
        "questions_cite": cited(questions.rule, chain, poll) if questions else None,
        "asking": poll.state == PollState.READING and not poll.suspended,
    }
