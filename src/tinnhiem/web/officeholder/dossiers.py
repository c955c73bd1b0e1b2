"""Whose dossier a page is about: one's own, or one that somebody assists with."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404

from tinnhiem.law.chain import Chain
from tinnhiem.law.rulebook import CriterionRule
from tinnhiem.records.dossier_facts import criteria
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import Account, Dossier, Poll, Section
from tinnhiem.web.citing import cited, paraphrase
from tinnhiem.web.dossier_words import heading
from tinnhiem.wording.language import current


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section of a report as pages show it: what the rulebook asks, and where it stands."""

    number: int
    title: str
    citation: dict[str, str] | None
    note: str
    section: Section | None

    @property
    def done(self) -> bool:
        """Whether the writer marked it as finished."""
        return bool(self.section and self.section.done)

    @property
    def empty(self) -> bool:
        """Whether nothing was written yet."""
        return not (self.section and self.section.text.strip())


def dossiers_for(poll: Poll, account: Account) -> list[Dossier]:
    """Return the dossiers that an account writes: the person's own first.

    :raises Http404: where there are none.
    """
    mine = Q(assistant=account)
    if account.person_id:
        mine |= Q(rated__person=account.person_id)
    found = list(
        Dossier.objects.filter(mine, rated__poll=poll, rated__conclusion="rated")
        .select_related("rated__conference", "rated__poll", "declaration", "assistant__person")
        .order_by("rated__conference__position", "rated__position")
    )
    for dossier in found:
        dossier.rated.poll = poll
    if not found:
        raise Http404
    return sorted(found, key=lambda each: each.rated.person_id != account.person_id)


def dossier_for(poll: Poll, account: Account, line: str, *, own: bool = False) -> Dossier:
    """Return one of them by its line; with ``own`` only the person's, not one assisted with.

    :raises Http404: where it is somebody else's.
    """
    for dossier in dossiers_for(poll, account):
        mine = dossier.rated.person_id == account.person_id
        if dossier.rated.line == line and (mine or not own):
            return dossier
    raise Http404


def parts_of(dossier: Dossier, chain: Chain | None = None) -> list[Part]:
    """Return the sections of a report in the order of the legal bases."""
    poll = dossier.rated.poll
    known = chain or chain_for(poll)
    rules = criteria(poll, known)
    kept = {section.criterion: section for section in dossier.sections.all()}
    if not kept:
        return [_part(at, rule, None, known, poll) for at, rule in enumerate(rules, 1)]
    by_id = {rule.id: rule for rule in rules}
    sections = sorted(kept.values(), key=lambda section: (section.position, section.criterion))
    return [
        _part(at, by_id.get(section.criterion), section, known, poll)
        for at, section in enumerate(sections, 1)
    ]


def _part(
    at: int, rule: CriterionRule | None, section: Section | None, chain: Chain, poll: Poll
) -> Part:
    if rule is None:
        title = section.criterion if section else ""
        return Part(number=at, title=title, citation=None, note="", section=section)
    return Part(
        number=at,
        title=heading(paraphrase(rule)),
        citation=cited(rule, chain, poll),
        note=_note(rule),
        section=section,
    )


def _note(rule: CriterionRule) -> str:
    return (rule.note_en if current() == "en" else rule.note_vi) or ""


def whose(dossier: Dossier, account: Account) -> dict[str, Any]:
    """Return what every page of a dossier says: of whom it is, and whether it is one's own."""
    return {
        "dossier": dossier,
        "rated": dossier.rated,
        "own": dossier.rated.person_id == account.person_id,
    }
