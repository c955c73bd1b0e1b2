"""A step's frozen content, made ready for its template: the same for the preview and the screen."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from tinnhiem.law.poll import Base, Procedure
from tinnhiem.records.hall import Content
from tinnhiem.wording.language import _, current, ngettext
from tinnhiem.wording.terms import BASES, label


def shown(content: Content, *, prefix: str = "hall", heading: str = "h1") -> dict[str, Any]:
    """Return what the templates of the screen need beside the frozen content.

    ``prefix`` keeps the ids of charts apart where a page shows two pictures; ``heading`` is the
    element of the heading, no h1 inside a page that has its own.
    """
    day = content.get("day", "")
    thresholds = [Fraction(text) for text in content.get("thresholds", ())]
    confidence = content.get("procedure") == Procedure.CONFIDENCE_VOTE.value
    people = [_with_shares(person) for person in content.get("people", ())]
    return {
        "content": content,
        "prefix": prefix,
        "heading": heading,
        "day": date.fromisoformat(day) if day else None,
        "thresholds": thresholds,
        "confidence": confidence,
        "levels": _levels(confidence=confidence),
        "people": people,
        "subject": _with_shares(content) if "counts" in content else None,
        "returned": _returned(people),
        "language": current(),
        "invalid_note": _invalid_note(people),
    }


def _levels(*, confidence: bool) -> list[tuple[str, str]]:
    if confidence:
        return [("hi", _("Confidence")), ("lo", _("No confidence"))]
    return [("hi", _("High confidence")), ("med", _("Confidence")), ("lo", _("Low confidence"))]


def _with_shares(person: Mapping[str, Any]) -> dict[str, Any]:
    if "counts" not in person:
        return dict(person)
    counts, invalid = tuple(person["counts"]), person["invalid"]
    base = person.get("base")
    shares = [Fraction(count, base) for count in counts] if base else [None for _count in counts]
    base_name = label(BASES, Base(person["base_name"]).value) if person.get("base_name") else ""
    return {
        **person,
        "bar": (*counts, invalid),
        "ballots": sum(counts) + invalid,
        "shares": shares,
        "base_words": base_name,
    }


def _returned(people: list[dict[str, Any]]) -> int | None:
    return next((person["ballots"] for person in people if "ballots" in person), None)


def _invalid_note(people: list[dict[str, Any]]) -> str:
    """Return the words about lines that are not valid, where there are any."""
    mine = [person for person in people if person.get("invalid")]
    if not mine:
        return ""
    if len(mine) == 1:
        one = ngettext(
            "{count} line not valid for {name}", "{count} lines not valid for {name}",
            mine[0]["invalid"],
        )  # fmt: skip
        return one.format(count=mine[0]["invalid"], name=mine[0]["name"])
    return _("lines not valid for {count} people").format(count=len(mine))
