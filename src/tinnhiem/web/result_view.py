"""Results as pages show them: made from the plain values of a result, live or frozen alike."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from markupsafe import Markup

from tinnhiem.web.look import charts
from tinnhiem.web.look.charts.drawing import element, joined, place, text
from tinnhiem.wording.language import _, current
from tinnhiem.wording.numbers import grouped
from tinnhiem.wording.terms import BASES, label, opening

Values = Mapping[str, Any]
_GLYPHS: Final = {Fraction(1, 2): "½", Fraction(2, 3): "⅔", Fraction(1, 3): "⅓"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The votes of one choice for one person, and their exact share."""

    label: str
    count: int
    share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person: ``case`` is the neutral sentence of a legal case with its citation, or empty."""

    number: int
    name: str
    posts: str
    bar: Markup
    cells: tuple[Cell, ...]
    case: str
    case_cited: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One type of ballot with its persons in the order of the ballot."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One conference; several stand one under the other and are never added."""

    name: str
    held_on: date | None
    facts: tuple[Mapping[str, object], ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A whole result: how it was computed, and every conference."""

    confidence: bool
    heads: tuple[str, ...]
    scale: Markup
    base: str
    base_numbers: str
    base_cited: str
    base_status: str
    marks: str
    decisive: str
    conferences: tuple[Held, ...]
    people: int
    unanimous: bool


def result_view(
    values: Values,
    *,
    only: Collection[str] | None = None,
    urls: Mapping[str, str] | None = None,
    key: str = "h",
) -> View:
    """Return a result as pages show it; ``only`` keeps the lines with these ids.

    ``urls`` are the addresses to which names lead, by the id of the line; ``key`` begins the ids
    of the charts, where several results stand on one page.
    """
    reader = _Reader(values, only, urls or {})
    held = tuple(reader.held(f"{key}{at}", each) for at, each in enumerate(values["conferences"]))
    rows = [row for each in held for group in each.groups for row in group.rows]
    return View(
        confidence=reader.confidence,
        heads=tuple(reader.head(choice["id"]) for choice in values["choices"]),
        scale=_scale(reader.thresholds, reader.ends()),
        base=label(BASES, values["base"]["name"]),
        base_numbers=reader.base_numbers(),
        base_cited=reader.said(values["base"], "cited"),
        base_status=values["base"]["status"],
        marks=", ".join(_GLYPHS.get(each, str(each)) for each in reader.thresholds),
        decisive=reader.name(values["choices"][-1]["id"]),
        conferences=held,
        people=len(rows),
        unanimous=any(_is_unanimous(row) for row in rows),
    )


def _is_unanimous(row: Row) -> bool:
    return sum(cell.count > 0 for cell in row.cells) == 1


class _Reader:
    """Reads the values of one result in the language in use."""

    def __init__(
        self, values: Values, only: Collection[str] | None, urls: Mapping[str, str]
    ) -> None:
        self.values = values
        self.only = only
        self.urls = urls
        self.confidence = values["procedure"] == "confidence_vote"
        self.cases = {case["rule"]: case for case in values["cases"]}
        self.thresholds = sorted({Fraction(case["from"]) for case in values["cases"]})

    def said(self, thing: Values, name: str) -> str:
        return str(thing[f"{name}_{'en' if current() == 'en' else 'vi'}"])

    def name(self, choice: str) -> str:
        found = next(each for each in self.values["choices"] if each["id"] == choice)
        return str(found["en" if current() == "en" else "vi"]).lower()

    def head(self, choice: str) -> str:
        short = {"high": _("High"), "medium": _("Confidence"), "low": _("Low")}
        named = self.name(choice)
        return short.get(choice, opening(named))

    def ends(self) -> tuple[str, str]:
        if self.confidence:
            return _("confidence →"), _("← no confidence")
        return _("high →"), _("← low")

    def base_numbers(self) -> str:
        found = {
            person["base"]
            for held in self.values["conferences"]
            for kind in held["ballot_types"]
            for person in kind["people"]
        }
        return ", ".join(grouped(number) for number in sorted(found))

    def held(self, key: str, values: Values) -> Held:
        groups = [
            self._group(f"{key}t{at}", kind) for at, kind in enumerate(values["ballot_types"])
        ]
        on = values["held_on"]
        return Held(
            name=values["name"],
            held_on=date.fromisoformat(on) if on else None,
            facts=tuple(self._facts(values)),
            groups=tuple(group for group in groups if group.rows),
        )

    def _facts(self, values: Values) -> Iterator[Mapping[str, object]]:
        elected = self.values["body"]["kind"] in {"council", "national-assembly"}
        members = values["membership" if elected else "convened"]
        rest = f"/ {grouped(members)}" if members else ""
        named = _("Deputies present") if elected else _("Voters present")
        yield {"label": named, "value": values["present"], "rest": rest}
        kinds = values["ballot_types"]
        returned = [kind["returned"] for kind in kinds]
        if len(set(returned)) == 1:
            named = _("Ballots returned, each type") if len(kinds) > 1 else _("Ballots returned")
            yield {"label": named, "value": returned[0]}
        for kind in kinds:
            if len(set(returned)) > 1:
                named = _("{type}: returned").format(type=kind["title"])
                yield {"label": named, "value": kind["returned"]}
            if kind["valid"] is not None:
                named = _("{type}: valid").format(type=kind["title"])
                invalid = kind["invalid"]
                rest = _("+ {count} not valid").format(count=grouped(invalid)) if invalid else ""
                yield {"label": named, "value": kind["valid"], "rest": rest}

    def _group(self, key: str, kind: Values) -> Group:
        people = [
            person for person in kind["people"] if self.only is None or person["id"] in self.only
        ]
        rows = tuple(self._row(f"{key}p{person['number']}", person) for person in people)
        return Group(title=kind["title"], rows=rows)

    def _row(self, key: str, person: Values) -> Row:
        case = self.cases.get(person["case"])
        base = label(BASES, self.values["base"]["name"])
        return Row(
            number=person["number"],
            name=person["name"],
            posts="; ".join(person["posts"]),
            bar=self._bar(key, person),
            cells=tuple(self._cells(person)),
            case=self.said(case, "case").format(base=base) if case else "",
            case_cited=self.said(case, "cited") if case else "",
            url=self.urls.get(person["id"], ""),
        )

    def _cells(self, person: Values) -> Iterator[Cell]:
        base = person["base"]
        for choice in self.values["choices"]:
            count = person["count"][choice["id"]]
            yield Cell(label=self.head(choice["id"]), count=count, share=Fraction(count, base))
        invalid = person["invalid"]
        yield Cell(label=_("Not valid"), count=invalid, share=Fraction(invalid, base))

    def _bar(self, key: str, person: Values) -> Markup:
        """Draw the bar; of a base of valid ballots only what fits beside the marks is a gap."""
        marks = [person["count"][choice["id"]] for choice in self.values["choices"]]
        base = max(person["base"], sum(marks))
        invalid = min(person["invalid"], base - sum(marks))
        if self.confidence:
            confident, against = marks
            counts = (confident, against, invalid)
            return charts.confidence_bar(key, person["name"], counts, self.thresholds, base=base)
        high, middle, low = marks
        four = (high, middle, low, invalid)
        return charts.rating_bar(key, person["name"], four, self.thresholds, base=base)


def _scale(thresholds: Sequence[Fraction], ends: tuple[str, str]) -> Markup:
    """Draw the head of the bars: which end is which, and the thresholds, from the right."""
    marks = [
        text(_GLYPHS.get(each, str(each)), "c-scale", x=place(1 - each), y=13, text_anchor="middle")
        for each in thresholds
    ]
    left = text(ends[0], "c-scale", x=0, y=13)
    right = text(ends[1], "c-scale", x="100%", y=13, text_anchor="end")
    drawn = joined([left, *marks, right])
    return element("svg", drawn, class_="chart scale", aria_hidden="true", width="100%", height=18)
