"""The sentences of one type of ballot, put together from the rules and ``texts.toml``."""

from dataclasses import dataclass

from tinnhiem.documents.ballots.rules import BallotRules
from tinnhiem.documents.ballots.texts import line, texts
from tinnhiem.documents.paper import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The drawn example: patterns of marked boxes, none of them under a real choice's label.

    Every valid pattern is shown, so that the example speaks for none of the choices.
    """

    label: str
    valid_label: str
    valid: tuple[tuple[bool, ...], ...]
    invalid_label: str
    invalid: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWords:
    """How to mark, the example, and the lines at the foot."""

    how: Line
    example: Example
    foot: tuple[Line, ...]


def sheet_words(rules: BallotRules, *, party: bool, single: bool) -> SheetWords:
    """The sentences of a type; ``single`` is a type with one person, whose line is the sheet."""
    table = texts()
    person = table["person"]["party" if party else "state"]
    number = table["numbers"][str(len(rules.choices))]
    how = line(table["how"]["one" if single else "many"], person=person, number=number)
    return SheetWords(
        how=how, example=_example(rules, single=single), foot=_foot(rules, person, single=single)
    )


def small_line(rules: BallotRules, *, sitting: str, colour: str) -> str:
    """The small line at the foot: sitting, legal bases, paper and printing."""
    foot = texts()["foot"]
    bases = "; ".join(basis.short for basis in rules.instruments)
    values = {
        "sitting": foot["sitting"].format(sitting=sitting) if sitting else "",
        "bases": foot["bases"].format(bases=bases) if bases else "",
        "colour": colour,
    }
    return str(foot["small"].format(**values))


def _foot(rules: BallotRules, person: str, *, single: bool) -> tuple[Line, ...]:
    foot = texts()["foot"]
    sheet, own = rules.defects("sheet"), rules.defects("line")
    if single:
        sheet, own = (*sheet, *own), ()
    lines = [(foot["sheet"], sheet), (foot["line"], own)]
    told = [line(text, defects=_phrases(found), person=person) for text, found in lines if found]
    return (*told, line(foot["fold"]))


def _phrases(defects: tuple[str, ...]) -> str:
    return "; ".join(texts()["defect"][defect] for defect in defects)


def _example(rules: BallotRules, *, single: bool) -> Example:
    table = texts()["example"]
    count = len(rules.choices)
    whole = single or bool({"no-mark", "several-marks"} & set(rules.defects("sheet")))
    known = {rule.defect for rule in rules.validity}
    none = ((False,) * count,) if "no-mark" in known else ()
    several = ((True,) * 2 + (False,) * (count - 2),) if "several-marks" in known else ()
    return Example(
        label=table["label"],
        valid_label=table["valid"],
        valid=tuple(tuple(i == marked for i in range(count)) for marked in range(count)),
        invalid_label=table["invalid_sheet" if whole else "invalid_line"],
        invalid=(*none, *several),
    )
