"""Whether law files may lie on each other at all: kinds, tracks, times and names.

What their rules then say is looked at by :mod:`tinnhiem.law.overlay`.
"""

from collections.abc import Iterator, Sequence

from tinnhiem.law.problems import Problem
from tinnhiem.law.rulebook import Rulebook

#: Where one of these stands, the rules of two files have nothing to do with each other.
UNRELATED = frozenset({"overlay-on-wrong-base", "base-as-overlay", "track-differs"})


def base_problems(base: Rulebook) -> Iterator[Problem]:
    """Say that what stands as the base is guidance or a plan, and how it must be named."""
    instrument = base.instrument
    if instrument.kind != "base":
        values = {"id": instrument.id, "over": instrument.over or ""}
        yield Problem(code="overlay-as-base", place="rulebook", values=values)


def stacking_problems(below: Sequence[Rulebook], book: Rulebook) -> Iterator[Problem]:
    """Why ``book`` cannot lie on the files ``below``, the base first."""
    instrument = book.instrument
    values: dict[str, object] = {"id": instrument.id, "file": instrument.id}
    if instrument.kind == "base":
        yield Problem(code="base-as-overlay", place="instrument.kind", values=values)
        return
    under = [other.instrument for other in below if other.instrument.id == instrument.over]
    if not under:
        values |= {"over": instrument.over or "", "below": below[-1].instrument.id}
        yield Problem(code="overlay-on-wrong-base", place="instrument.over", values=values)
        return
    values["over"] = under[0].id
    if instrument.track != under[0].track:
        yield Problem(code="track-differs", place="instrument.track", values=values)
    begun = under[0].issued_on or under[0].in_force_from
    if instrument.in_force_from < begun:
        values |= {"from": instrument.in_force_from, "begun": begun}
        yield Problem(code="in-force-before-base", place="instrument.in_force_from", values=values)


def naming_problems(
    base: str, overlays: Sequence[str], books: Sequence[Rulebook]
) -> Iterator[Problem]:
    """What is wrong with how a chain is named, before its files are laid on each other."""
    found = {book.instrument.id: book for book in books}
    if base in found:
        yield from base_problems(found[base])
    for index, name in enumerate(overlays):
        if name in overlays[:index]:
            place = f"overlays[{index}]"
            yield Problem(code="overlay-twice", place=place, values={"id": name})
