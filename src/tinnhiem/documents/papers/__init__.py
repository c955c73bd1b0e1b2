"""The papers of a poll: from frozen facts and forms to trees of text."""

from collections.abc import Iterable, Iterator, Sequence

from tinnhiem.documents.facts import Facts
from tinnhiem.documents.form_library import Forms
from tinnhiem.documents.form_shapes import Formula
from tinnhiem.documents.paper import Paper
from tinnhiem.documents.papers.composer import Composer, Written
from tinnhiem.documents.papers.context import ANNEX_ABOVE, ground_of
from tinnhiem.documents.papers.heads import is_party_issuer
from tinnhiem.documents.papers.kinds import BALLOTS, KINDS, WITHOUT_PERSONS, WITHOUT_QUORUM, Kind
from tinnhiem.documents.papers.people import UNKNOWN
from tinnhiem.documents.papers.warnings import clerk_warnings
from tinnhiem.exchange.papers_fields import DISCLOSURE_SCOPES
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.rulebook import Status
from tinnhiem.wording.language import speaking
from tinnhiem.wording.names import fold
from tinnhiem.wording.terms import label

__all__ = ["UNKNOWN", "Papers", "build_papers", "kinds_for", "used_unverified"]


class Papers(list[Paper]):
    """Papers in the order of their kinds, with what a clerk should know of them.

    ``unverified`` are the formulas used whose wording nobody has checked at the source,
    ``unverified_forms`` the forms, by the kind of paper; ``warnings`` what is unusual about these
    facts.
    """

    def __init__(self, written: Sequence[Written], forms: Forms, track: str) -> None:
        super().__init__(item.paper for item in written)
        used = {name for item in written for name in item.formulas}
        self.unverified = tuple(
            formula
            for formula in forms.formulas.values()
            if formula.id in used and formula.status is Status.UNVERIFIED
        )
        self.unverified_forms = tuple(
            dict.fromkeys(item.form.kind for item in written if item.form.is_open)
        )
        self.track = track
        self.warnings: tuple[Problem, ...] = ()


def used_unverified(papers: Papers) -> list[Formula]:
    """The unverified formulas that these papers use, in the order of the catalogue."""
    return list(papers.unverified)


def kinds_for(facts: Facts) -> tuple[str, ...]:
    """Every kind of paper that can be made from these facts, in the order of the work."""
    return tuple(
        kind.id for kind in KINDS.values() if not kind.asked and _refusal(kind, facts) is None
    )


def build_papers(facts: Facts, kinds: Iterable[str] | None, forms: Forms) -> Papers:
    """Write the papers of some kinds, or of every kind that these facts allow.

    :raises InputError: for each kind that these facts do not allow, and why; or where a form
        cannot be filled in.
    """
    wanted = kinds_for(facts) if kinds is None else tuple(k for k in kinds if k != BALLOTS)
    problems = [problem for name in wanted if (problem := refusal(name, facts)) is not None]
    if problems:
        raise InputError(tuple(problems))
    with speaking("vi"):
        composer = Composer(facts, forms, ground_of(facts, party=is_party_issuer(facts.data)))
        written = [item for name in wanted for item in _of_kind(KINDS[name], composer)]
        papers = Papers(written, forms, composer.track)
        papers.warnings = tuple(clerk_warnings(composer.ground, wanted))
    return papers


def refusal(name: str, facts: Facts) -> Problem | None:
    """Why a kind of paper cannot be made from these facts, or None where it can."""
    if name not in KINDS:
        known = ", ".join((*KINDS, BALLOTS))
        return Problem(code="paper-kind-unknown", place=name, values={"known": known})
    return _refusal(KINDS[name], facts)


def _refusal(kind: Kind, facts: Facts) -> Problem | None:
    data = facts.data
    track, procedure = str(data["track"]), str(data["procedure"])
    if track not in kind.tracks:
        return Problem(code="paper-not-on-track", place=kind.id, values={"document": kind.id})
    if procedure not in kind.procedures:
        values = {"document": kind.id, "procedure": procedure}
        return Problem(code="paper-not-in-procedure", place=kind.id, values=values)
    if not _anybody(facts) and kind.id not in WITHOUT_PERSONS:
        return Problem(code="paper-nobody", place=kind.id, values={"document": kind.id})
    return _too_early(kind, facts)


def _anybody(facts: Facts) -> bool:
    persons = facts.data["persons"]
    return isinstance(persons, list) and any(person["polled"] is True for person in persons)


def _too_early(kind: Kind, facts: Facts) -> Problem | None:
    """Why the count does not allow a paper: none yet, too few present, a narrow disclosure."""
    data, track = facts.data, facts.data["track"]
    quorum = data["quorum"]
    short = track == "party" and isinstance(quorum, dict) and not quorum["met"]
    if short and kind.id in WITHOUT_QUORUM:
        return None
    if short and kind.phase == "after" and isinstance(quorum, dict):
        values = {"document": kind.id, "present": quorum["present"], "needed": quorum["needed"]}
        return Problem(code="paper-without-quorum", place=kind.id, values=values)
    if kind.phase == "after" and not facts.counted:
        return Problem(code="paper-needs-count", place=kind.id, values={"document": kind.id})
    if kind.id == "publication" and not _is_public(facts):
        return Problem(code="publication-narrow", place=kind.id, values=_scope_values(facts))
    return None


def _is_public(facts: Facts) -> bool:
    """Whether a table may be issued: on the council track always, else if the plan widens it."""
    if facts.data["track"] == "council":
        return True
    return not {"unit", "public", "conference"}.isdisjoint(scopes(facts))


def scopes(facts: Facts) -> tuple[str, ...]:
    """Who may learn the results: as the plan says, else as the rulebook has it."""
    papers, rule = facts.data["papers"], facts.data["scopes"]
    stated = papers.get("disclosure_scopes") if isinstance(papers, dict) else None
    default = rule.get("disclosure") if isinstance(rule, dict) else None
    return tuple(stated or default or ())


def _scope_values(facts: Facts) -> dict[str, object]:
    rule = facts.data["scopes"]
    found = rule.get("disclosure_citation") if isinstance(rule, dict) else None
    named = (label(DISCLOSURE_SCOPES, scope).lower() for scope in scopes(facts))
    values: dict[str, object] = {"scopes": ", ".join(named)}
    if isinstance(found, dict):
        from tinnhiem.documents.papers.cases import Cited  # noqa: PLC0415 - needed in this case

        values["citation"] = Cited(**found)
    return values


def _of_kind(kind: Kind, composer: Composer) -> Iterator[Written]:
    if kind.of == "persons":
        yield from _per_person(kind, composer)
        return
    for form in kind.form_ids:
        if len(kind.form_ids) == 1 or _variant_applies(form, composer):
            yield composer.write(form, stem=form, kind=kind.id)


def _per_person(kind: Kind, composer: Composer) -> Iterator[Written]:
    persons = composer.ground.persons
    width = max(2, len(str(len(persons))))
    for place, person in enumerate(persons, 1):
        stem = f"{kind.id}-{place:0{width}d}-{slug(person.name) or slug(person.id) or 'x'}"
        yield composer.write(
            kind.id, stem=stem, kind=kind.id, person=person, several=len(persons) > 1
        )


def slug(name: str) -> str:
    """Return a name for a file: ASCII letters and digits, parted by hyphens, at most 40."""
    plain = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(name))
    return "-".join(plain.split())[:40].rstrip("-")


def _variant_applies(form: str, composer: Composer) -> bool:
    """Whether a variant of the submission fits: by procedure, phase and who is in a case."""
    data, cases = composer.ground.data, composer.ground.cases
    rating, counted = str(data["procedure"]) == "rating", bool(data["counted"])
    met = [case for case in cases if case.persons]
    match form:
        case "resolution":
            return True
        case "resolution-annex":
            return len(composer.ground.persons) > ANNEX_ABOVE
        case "submission-list":
            return rating
        case "submission":
            return counted
        case "submission-vote":
            return not rating or any(case.vote for case in met)
        case _:
            return any(case.dismissal or not rating for case in met)
