"""A poll in a few lines: who was rated, what was found, and by which clause."""

from collections.abc import Iterator
from fractions import Fraction

from tinnhiem.demonstration.scenes import Scene
from tinnhiem.law.eligibility import Eligibility
from tinnhiem.law.evaluation import PersonResult
from tinnhiem.law.outcomes import is_exactly
from tinnhiem.law.poll import Choice, Procedure
from tinnhiem.law.rulebook import Citation
from tinnhiem.wording.citations import quoted
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, current
from tinnhiem.wording.numbers import percent_sign
from tinnhiem.wording.terms import BASES, CHOICES, label

HALF = Fraction(1, 2)


def scene_lines(scene: Scene) -> Iterator[str]:
    """The summary of one poll."""
    yield _headline(scene)
    yield from _roll(scene)
    for found in scene.eligibility:
        if not found.included:
            yield f"  – {found.officeholder.name}: {_ground(found, scene)}"
    base = label(BASES, scene.evaluation.base.value)
    yield "  " + _("Shares are of: {base}.").format(base=base)
    cases = [line for result in scene.evaluation.results for line in _case(result, scene)]
    yield from cases or ["  " + _("Nobody falls in a legal case.")]


def _headline(scene: Scene) -> str:
    poll = scene.poll
    what = _("rating") if poll.procedure is Procedure.RATING else _("confidence vote")
    day = short_date(poll.sitting.poll_date) if poll.sitting.poll_date else ""
    return f"{poll.body.name} · {poll.sitting.name} · {what} · {day}"


def _roll(scene: Scene) -> Iterator[str]:
    quorum = scene.evaluation.quorum
    if quorum is not None:
        told = _("{present} of {base} present ({share}), at least {needed} needed")
        yield "  " + told.format(
            present=quorum.present,
            base=quorum.base,
            share=percent_sign(quorum.share),
            needed=quorum.needed,
        )
    included = sum(found.included for found in scene.eligibility)
    told = _("{all} on the list: {in_} put to the poll, {out} not")
    yield "  " + told.format(
        all=len(scene.eligibility), in_=included, out=len(scene.eligibility) - included
    )


def _ground(found: Eligibility, scene: Scene) -> str:
    rule = found.reasons[0].rule
    text = rule.en if current() == "en" else rule.vi
    return f"{text} ({_cited(rule.citation, scene)})"


def _cited(citation: Citation, scene: Scene) -> str:
    instrument = scene.chain.named(citation.instrument or "") or scene.chain.base
    name = instrument.short_en if current() == "en" else instrument.short_vi
    return quoted(citation, name, commas=scene.chain.base.track == "party")


def _case(result: PersonResult, scene: Scene) -> Iterator[str]:
    choice = Choice.LOW if Choice.LOW in result.shares else Choice.NO_CONFIDENCE
    votes = result.count.marks[choice]
    shown = f"{votes}/{result.base} = {percent_sign(result.shares[choice])}"
    told = f"{result.officeholder.name}: {shown} {label(CHOICES, choice.value)}"
    if result.outcome is not None:
        yield f"  ▸ {told} → {_cited(result.outcome.citation, scene)}"
    elif is_exactly(votes, result.base, HALF):
        yield f"  · {told}: " + _("exactly one half is no legal case")
