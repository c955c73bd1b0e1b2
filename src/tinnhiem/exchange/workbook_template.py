"""What the workbook of a rulebook begins with: its choices, ballot types and steps."""

from dataclasses import dataclass, field
from typing import Any

from tinnhiem.exchange.workbook_layout import NO_TERM
from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import BodyKind, Level, Position, Procedure
from tinnhiem.law.rulebook import BallotGroupRule, ExclusionRule, StepRule, SubjectRule
from tinnhiem.wording.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateInfo:
    """What a workbook offers: ids for its drop-downs, and lines already filled in."""

    rulebook: str = ""
    overlays: tuple[str, ...] = ()
    procedure: Procedure = Procedure.RATING
    title: Term = NO_TERM
    positions: tuple[str, ...] = tuple(position.value for position in Position)
    levels: tuple[str, ...] = tuple(level.value for level in Level)
    bodies: tuple[str, ...] = tuple(kind.value for kind in BodyKind)
    ballot_types: tuple[tuple[str, str], ...] = ()
    stated_exclusions: tuple[str, ...] = ()
    steps: tuple[tuple[str, Term], ...] = field(default=())

    def beginning(self) -> dict[str, Any]:
        """Return the members of a poll file that are known before anybody wrote anything."""
        begun: dict[str, Any] = {
            "procedure": self.procedure.value,
            "rulebook": self.rulebook,
            "overlays": list(self.overlays),
            "ballot_types": [{"id": key, "title": title} for key, title in self.ballot_types],
        }
        if len(self.bodies) == 1:
            begun["body"] = {"kind": self.bodies[0]}
        if len(self.levels) == 1:
            begun.setdefault("body", {})["level"] = self.levels[0]
        return begun


def template_info(
    chain: Chain, *, procedure: Procedure = Procedure.RATING, body: BodyKind | None = None
) -> TemplateInfo:
    """Return what the workbook of a chain of legal bases begins with.

    ``body`` narrows it to one kind of body; without it, a council's where the chain rules councils,
    for these are the many.

    :raises InputError: where the chain does not rule the procedure.
    """
    chain.choices(procedure)
    chain.denominator(procedure)
    subjects = [rule for rule in chain.of(SubjectRule) if procedure in rule.procedures]
    ruled = [kind for kind in BodyKind if any(kind in rule.bodies for rule in subjects)]
    kind = body or (BodyKind.COUNCIL if BodyKind.COUNCIL in ruled else None)
    mine = [rule for rule in subjects if kind is None or kind in rule.bodies]
    positions = {position for rule in mine for position in rule.positions}
    levels = {level for rule in mine for level in rule.levels}
    groups = [g for g in chain.of(BallotGroupRule) if kind is not None and kind in g.bodies]
    steps = [s for s in chain.of(StepRule) if not s.bodies or kind is None or kind in s.bodies]
    return TemplateInfo(
        rulebook=chain.base.id,
        overlays=tuple(instrument.id for instrument in chain.instruments[1:]),
        procedure=procedure,
        title=Term(chain.base.short_vi, chain.base.short_en),
        positions=tuple(p.value for p in Position if p in positions) or TemplateInfo().positions,
        levels=tuple(level.value for level in Level if level in levels) or TemplateInfo().levels,
        bodies=(kind.value,) if kind else tuple(k.value for k in ruled) or TemplateInfo().bodies,
        ballot_types=tuple(
            (group.id.removeprefix("ballot-"), group.title_vi) for group in _ordered(groups)
        ),
        stated_exclusions=tuple(e.id for e in chain.of(ExclusionRule) if e.ground == "stated"),
        steps=tuple((step.id, Term(step.vi, step.en)) for step in steps),
    )


def _ordered(groups: list[BallotGroupRule]) -> list[BallotGroupRule]:
    return sorted(groups, key=lambda group: group.order)
