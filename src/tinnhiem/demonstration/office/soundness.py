"""Whether the records of an installation fit together: no state without what must belong to it.

What a killed server left behind is looked at with this, and what a restored backup holds.
"""

from collections.abc import Iterator
from typing import Final

from django.db.models import Q

from tinnhiem.conduct.states import STAGES_IN, PollState
from tinnhiem.conduct.states import Stage as DayStage
from tinnhiem.records.log_check import verify
from tinnhiem.records.models import (
    Batch,
    BatchEntry,
    Conference,
    CountedResult,
    Dossier,
    IssuedPaper,
    LogEntry,
    Minutes,
    Poll,
    Rated,
    Upload,
)

_AFTER_READING: Final = frozenset(PollState) - {
    PollState.DRAFT, PollState.PREPARING, PollState.READING, PollState.CANCELLED,
}  # fmt: skip
_RESULTS: Final = frozenset({DayStage.COUNTED, DayStage.MINUTED})


def faults() -> Iterator[str]:
    """Yield what does not fit together, one sentence in English each."""
    report = verify()
    if not report.sound:
        yield f"log: {report.fault} at {report.at}"
    for poll in Poll.objects.all():
        yield from _of_poll(poll)
        for conference in poll.conferences.all():
            yield from _of_conference(poll, conference)
    yield from _of_files()


def _of_poll(poll: Poll) -> Iterator[str]:
    state = PollState(poll.state)
    stages = {DayStage(one.stage) for one in poll.conferences.all()}
    if not stages <= STAGES_IN[state]:
        yield f"{poll}: {state} with conferences {sorted(stages)}"
    # Dossiers, questions and papers have a state as well; only a poll's steps tell these two.
    steps = Q(after__has_key="suspended") | Q(after__has_key="stage")
    lines = LogEntry.objects.filter(steps, poll_key=poll.key, after__has_key="state")
    told = lines.order_by("sequence").last()
    if told is not None and told.after["state"] != poll.state:
        yield f"{poll}: the log says {told.after['state']}, the poll {poll.state}"
    frozen = state in _AFTER_READING
    if frozen != bool(poll.dossier_hash):
        yield f"{poll}: {state} with dossier hash {poll.dossier_hash!r}"
    dossiers = Dossier.objects.filter(rated__poll=poll, rated__conclusion="rated")
    if frozen and dossiers.filter(digest="").exists():
        yield f"{poll}: frozen with a dossier that has no hash"
    if state is PollState.PUBLISHED and not poll.publications.exists():
        yield f"{poll}: published without a page"
    if poll.publications.exists() and state not in {PollState.PUBLISHED, PollState.ARCHIVED}:
        yield f"{poll}: a page while {state}"


def _of_conference(poll: Poll, conference: Conference) -> Iterator[str]:
    stage = DayStage(conference.stage)
    rated = conference.slate.filter(conclusion=Rated.Conclusion.RATED).count()
    results = CountedResult.objects.filter(rated__conference=conference).count()
    if results != (rated if stage in _RESULTS else 0):
        yield f"{poll}: {results} results of {rated} at {stage}"
    minutes = conference.minutes.exclude(state=Minutes.State.SUPERSEDED)
    if minutes.count() != (stage in _RESULTS):
        yield f"{poll}: {minutes.count()} minutes in force at {stage}"
    for found in minutes:
        yield from _of_minutes(poll, conference, found)
    for batch in Batch.objects.filter(ballot_type__conference=conference):
        yield from _of_batch(batch)
    marked = conference.roll.filter(attendance="present", votes=True).count()
    closed = conference.present_at_opening
    if closed is not None and closed != marked:
        yield f"{poll}: closed with {closed} present, {marked} are marked"
    if stage is not DayStage.WAITING and closed is None:
        yield f"{poll}: {stage} with the attendance open"


def _of_minutes(poll: Poll, conference: Conference, found: Minutes) -> Iterator[str]:
    signed = found.signatures.filter(fallen=False)
    if signed.exclude(facts=found.facts).exists():
        yield f"{poll}: a signature under other facts than the minutes'"
    minuted = conference.stage == DayStage.MINUTED
    if minuted and found.state not in {Minutes.State.SIGNED, Minutes.State.SEALED}:
        yield f"{poll}: minuted with minutes {found.state}"
    if minuted and signed.count() != conference.board.filter(absent_reason="").count():
        yield f"{poll}: minuted with {signed.count()} signatures"


def _of_batch(batch: Batch) -> Iterator[str]:
    entries = {
        entry.team: entry
        for entry in BatchEntry.objects.filter(batch=batch, round=batch.round, complete=True)
    }
    both = {1, 2} <= set(entries)
    if batch.state == Batch.State.OPEN and both:
        yield f"{batch.pk}: open although both teams handed in"
    agree = both and entries[1].cells == entries[2].cells
    settled = batch.state in {Batch.State.AGREED, Batch.State.ACCEPTED}
    if settled and not agree and 0 not in entries:
        yield f"{batch.pk}: {batch.state} although the teams do not agree"
    for entry in entries.values():
        if any(sum(cells.values()) != batch.ballots for cells in entry.cells.values()):
            yield f"{batch.pk}: a sum of team {entry.team} does not hold"


def _of_files() -> Iterator[str]:
    """Yield records whose file is not there or not whole."""
    for upload in Upload.objects.all():
        name = upload.file.name or ""
        if not upload.file.storage.exists(name) or upload.file.size != upload.size:
            yield f"upload {upload.key}: its file is not whole"
    for paper in IssuedPaper.objects.exclude(pdf=""):
        if not paper.pdf.storage.exists(paper.pdf.name or "") or not paper.pdf.size:
            yield f"paper {paper.key}: its file is not whole"
