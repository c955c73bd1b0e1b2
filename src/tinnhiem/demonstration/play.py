"""The play: from the list to the papers, and a summary that a person reads in a minute."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tinnhiem.demonstration.scenes import Scene, set_up
from tinnhiem.demonstration.summary import scene_lines
from tinnhiem.documents.issue import issue_documents
from tinnhiem.law.confidence import triggered_by_outcome
from tinnhiem.wording.language import _

Advance = Callable[[int, int], None]


class PlayError(Exception):
    """Raised when the scenes of the play do not fit together."""


def play(out: Path, *, advance: Advance | None = None) -> list[str]:
    """Play every scene, write all papers under ``out``, and return the lines of the summary.

    :raises PlayError: where the confidence vote is not the one that the council's result calls for.
    """
    scenes = tuple(set_up(out))
    _check_confidence_vote(scenes)
    files = 0
    for done, scene in enumerate(scenes):
        if advance is not None:
            advance(done, len(scenes))
        issued = issue_documents(scene.poll, scene.chain, out / scene.folder)
        files += len(issued.files)
    if advance is not None:
        advance(len(scenes), len(scenes))
    return [*_lines(scenes), "", *_closing(files, out)]


def _check_confidence_vote(scenes: Sequence[Scene]) -> None:
    council = next(scene for scene in scenes if scene.name == "council")
    vote = next(scene for scene in scenes if scene.name == "confidence-vote")
    called = {
        result.officeholder.name
        for result in council.evaluation.results
        if any(triggered_by_outcome(result.outcome, council.chain, council.poll.body.kind))
    }
    if {person.name for person in vote.poll.slate} != called:
        raise PlayError(called)


def _lines(scenes: Sequence[Scene]) -> Iterator[str]:
    for number, scene in enumerate(scenes):
        if number:
            yield ""
        yield from scene_lines(scene)


def _closing(files: int, out: Path) -> Iterator[str]:
    yield _("{files} files written. Start with:").format(files=files)
    yield f"  {out / '1-hoi-dong-nhan-dan' / 'minutes.pdf'}"
    yield f"  {out / '1-hoi-dong-nhan-dan' / 'announcement.pdf'}"
    yield f"  {out / '1-hoi-dong-nhan-dan' / 'resolution.docx'}"
    yield f"  {out / '5-hoi-nghi-dang-3' / 'minutes.pdf'}"
    yield _("All persons, bodies and numbers are invented.")
