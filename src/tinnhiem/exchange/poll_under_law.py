"""A poll file together with the chain of legal bases that it names: both read, and each other's.

Only the chain knows which exclusions a list may state and which steps a calendar has; so here ids
are compared with it, before any command relies on the poll.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from tinnhiem.exchange.findings import Findings
from tinnhiem.exchange.poll_file import PollFile, read_poll_file
from tinnhiem.exchange.poll_places import PollPlaces
from tinnhiem.exchange.sound_part import sound_part
from tinnhiem.law.bookshelf import identifiers
from tinnhiem.law.chain import Chain, load_chain
from tinnhiem.law.poll import Poll
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.reconciliation import disagreements
from tinnhiem.law.rulebook import ExclusionRule, Rulebook, StepRule


@dataclass(frozen=True, slots=True, kw_only=True)
class PollUnderLaw:
    """A sound poll, its chain of legal bases, and where its values stand in the file."""

    poll: Poll
    chain: Chain
    places: PollPlaces


def read_under_law(path: Path, own: Mapping[str, Rulebook] | None = None) -> PollUnderLaw:
    """Read a poll file and lay the law files that it names over each other.

    ``own`` are an organisation's own law files by id.

    :raises InputError: with every mistake in the file, every id that its legal bases do not know,
        and with these, as far as the sound part of the file allows, every number that does not
        agree.
    """
    file = read_poll_file(path)
    part = sound_part(file.clean)
    chain, beside = _chain(file, part, own or {})
    if chain is not None:
        beside += check_against(part, chain)
    if chain is None or beside or file.problems:
        told = map(file.places.placed, (*beside, *disagreements(part)))
        raise InputError(file.places.in_order((*file.problems, *told)))
    return PollUnderLaw(poll=file.poll(), chain=chain, places=file.places)


def _chain(
    file: PollFile, part: Poll, own: Mapping[str, Rulebook]
) -> tuple[Chain | None, tuple[Problem, ...]]:
    """Return the chain of a file, where its every id was read and known, and what is wrong."""
    named = file.clean.get("overlays", ())
    unknown = tuple(_unknown_rulebooks(file.clean.get("rulebook"), named, own))
    if unknown or not part.rulebook or len(part.overlays) < len(named):
        return None, unknown
    try:
        return load_chain(part.rulebook, part.overlays, own), ()
    except InputError as error:
        return None, error.problems


def _unknown_rulebooks(
    base: object, overlays: Sequence[object], own: Mapping[str, Rulebook]
) -> tuple[Problem, ...]:
    findings = Findings()
    known = tuple(dict.fromkeys((*identifiers(), *own)))
    places = {f"overlays[{index}]": name for index, name in enumerate(overlays)}
    for place, name in {"rulebook": base, **places}.items():
        if isinstance(name, str):
            _check(_Named(_RULEBOOK, name, place), known, findings)
    return findings.problems


def check_against(poll: Poll, chain: Chain) -> tuple[Problem, ...]:
    """Return every id of a poll that its chain of legal bases does not know, with its place."""
    findings = Findings()
    stated = tuple(rule.id for rule in chain.of(ExclusionRule) if rule.ground == "stated")
    for index, person in enumerate(poll.slate):
        for number, name in enumerate(person.stated_exclusions):
            place = f"slate[{index}].stated_exclusions[{number}]"
            _check(_Named(_EXCLUSION, name, place), stated, findings)
    steps = tuple(rule.id for rule in chain.of(StepRule))
    for name in poll.steps_done:
        _check(_Named(_STEP, name, f"steps_done.{name}"), steps, findings)
    return findings.problems


class _Codes(NamedTuple):
    """The codes of an unknown id: one is near, some are known, none is."""

    misspelt: str
    unknown: str
    not_ruled: str


_RULEBOOK: Final = _Codes("rulebook-misspelt", "rulebook-unknown", "rulebook-unknown")
_EXCLUSION: Final = _Codes("exclusion-misspelt", "exclusion-unknown", "exclusion-not-ruled")
_STEP: Final = _Codes("step-misspelt", "step-unknown", "step-not-ruled")


class _Named(NamedTuple):
    """An id that a file names, what is said where it is unknown, and where it stands."""

    codes: _Codes
    name: str
    place: str


def _check(named: _Named, known: tuple[str, ...], findings: Findings) -> None:
    """Note an unknown id, with the nearest known one or else with all of them."""
    if named.name in known or not named.name:
        return
    near = findings.nearest(named.name, known)
    if near is not None:
        findings.add(named.codes.misspelt, named.place, id=named.name, suggestion=near)
    elif known:
        values = {"id": named.name, "known": ", ".join(known)}
        findings.add(named.codes.unknown, named.place, **values)
    else:
        findings.add(named.codes.not_ruled, named.place, id=named.name)
