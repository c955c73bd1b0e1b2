"""What the overview needs of a poll, gathered once in few queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import prefetch_related_objects

from tinnhiem.conduct.deciding import Verdict, next_steps
from tinnhiem.conduct.facts import PollFacts
from tinnhiem.law.chain import Chain
from tinnhiem.law.problems import InputError
from tinnhiem.law.timeline import Step
from tinnhiem.records.calendar import calendar_steps
from tinnhiem.records.facts import poll_facts, slate_approval, slate_rows
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import (
    Approval,
    Conference,
    Dossier,
    IssuedPaper,
    Poll,
    Rated,
    StepDone,
)

#: Steps that take a poll onwards, in their order; the others take it back or mark it.
FORWARD = ("prepare", "open-reading", "freeze", "confirm", "publish", "archive")
RECEIVED = (Dossier.State.ACCEPTED, Dossier.State.SENT, Dossier.State.FROZEN)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """As much of a paper as the overview tells of."""

    kind: str
    state: str
    affected: str
    key: str
    title: str


class Desk:
    """One poll as the office sees it on a day; every part is read at most once."""

    def __init__(self, poll: Poll, today: date) -> None:
        prefetch_related_objects([poll], "conferences")
        self.poll = poll
        self.today = today

    @cached_property
    def chain(self) -> Chain | None:
        """The legal bases, None where a file is unknown or unsound."""
        try:
            return chain_for(self.poll)
        except InputError:
            return None

    @cached_property
    def people(self) -> list[Rated]:
        """Everybody on the list."""
        return slate_rows(self.poll)

    @cached_property
    def facts(self) -> PollFacts:
        """What is known of the poll."""
        return poll_facts(self.poll, self.people, lambda: self.slate_approval)

    @cached_property
    def conferences(self) -> list[Conference]:
        """The conferences in their order."""
        return sorted(self.poll.conferences.all(), key=lambda each: each.position)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The calendar."""
        return calendar_steps(self.poll, self.chain) if self.chain else ()

    @cached_property
    def noted(self) -> dict[str, StepDone]:
        """Steps of the calendar that somebody noted as done or left out."""
        return {kept.step: kept for kept in self.poll.steps_done.all()}

    @cached_property
    def slate_approval(self) -> Approval | None:
        """The approval of the list in force."""
        return slate_approval(self.poll)

    @cached_property
    def synthesis_on(self) -> date | None:
        """The day on which the Front filed its synthesis."""
        filed = self.poll.syntheses.filter(filed=True).order_by("-pk")
        return filed.values_list("filed_on", flat=True).first()

    @cached_property
    def papers(self) -> list[PaperRow]:
        """The papers in force."""
        dead = (IssuedPaper.State.SUPERSEDED, IssuedPaper.State.WITHDRAWN)
        rows = self.poll.issued_papers.exclude(state__in=dead)
        return [
            PaperRow(*row) for row in rows.values_list("kind", "state", "affected", "key", "title")
        ]

    @property
    def rated(self) -> list[Rated]:
        """Those who are rated."""
        return [row for row in self.people if row.conclusion == Rated.Conclusion.RATED]

    @property
    def missing(self) -> list[Rated]:
        """Those who are rated and whose report was not received."""
        return [row for row in self.rated if dossier_state(row) not in RECEIVED]

    @property
    def states(self) -> Counter[str]:
        """How many dossiers stand where."""
        return Counter(dossier_state(row) for row in self.rated)

    def forward(self) -> Verdict | None:
        """Return the earliest step that takes the poll onwards from where it stands."""
        found = {verdict.step.id: verdict for verdict in next_steps(self.facts)}
        if "public" not in self.facts.scopes and "archive-unpublished" in found:
            return found["archive-unpublished"]
        return next((found[step] for step in FORWARD if step in found), None)


def dossier_state(row: Rated) -> str:
    """Return where a person's dossier stands."""
    dossier: Dossier | None = getattr(row, "dossier", None)
    return dossier.state if dossier else ""
