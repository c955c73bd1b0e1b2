"""The tables that forms call for: results, with and without bars, ledgers, one person's levels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tinnhiem.documents.blanks import DOTS
from tinnhiem.documents.form_shapes import Column, TableForm
from tinnhiem.documents.markup import bound, line_of
from tinnhiem.documents.paper import Align, Bar, Block, Cell, Legend, Line, Row, Run, Table
from tinnhiem.documents.papers.people import GroupView, PersonView
from tinnhiem.wording.numbers import padded

_NUMBER, _NAME, _VALID, _INVALID, _COUNT, _PERCENT = 8, 30, 9, 10.5, 9.5, 12
_PARTY_VALID, _PARTY_INVALID = 10.5, 11
_MARK, _BAR = 21, 27
_RESULT_SIZE = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The words of the tables, filled in, and how they are drawn."""

    words: Mapping[str, str]
    party: bool
    abbreviated: bool

    def __getitem__(self, name: str) -> str:
        return self.words[name]


def words(text: str, *, bold: bool = False) -> Line:
    """A line of data as it stands, in one face."""
    return (Run(text=bound(text), bold=bold),) if text else ()


def cell(text: str, align: Align = "centre", *, bold: bool = False) -> Cell:
    """A cell with one line of data."""
    return Cell(lines=(words(text, bold=bold),), align=align)


def number(count: int | None) -> str:
    """A count in a table: padded as in the text, dots where it is unknown."""
    return DOTS if count is None else padded(count)


def results(group: GroupView, heads: Heads) -> Block:
    """The result of every person of one type of ballot, level by level."""
    person = group.persons[0]
    if heads.party:
        first = [_NUMBER, 0.0, _PARTY_VALID, _PARTY_INVALID]
        titles = [heads["number"], heads["name_posts"]]
    else:
        first = [_NUMBER, float(_NAME), 0.0, _VALID, _INVALID]
        titles = [heads["number"], heads["name"], heads["posts"]]
    levels = [mark.heading for mark in person.marks]
    return Table(
        widths=(*first, *(_COUNT, _PERCENT) * len(levels)),
        head=_results_head(titles, levels, heads),
        rows=tuple(_result_row(p, heads) for p in group.persons),
        caption=heads["results_caption"],
        size=_RESULT_SIZE,
    )


def _results_head(titles: Sequence[str], levels: Sequence[str], heads: Heads) -> tuple[Row, ...]:
    above = [cell(title) for title in titles]
    above.append(Cell(lines=(words(heads["ballots"]),), span=2))
    above.extend(Cell(lines=(words(level),), span=2) for level in levels)
    below = [Cell() for _ in titles]
    below += [cell(heads["valid"]), cell(heads["invalid"])]
    for _ in levels:
        below += [cell(heads["count"]), cell(heads["percent"])]
    return Row(cells=tuple(above)), Row(cells=tuple(below))


def _result_row(person: PersonView, heads: Heads) -> Row:
    if heads.party:
        runs = (*words(person.name, bold=True), *words(f", {person.posts}"))
        named = [Cell(lines=(runs,), align="left")]
    else:
        named = [cell(person.full, "left"), cell(person.posts_short, "left")]
    marks = [c for m in person.marks for c in (cell(number(m.count)), cell(m.percent))]
    counts = [cell(number(person.valid)), cell(number(person.invalid))]
    return Row(cells=(cell(str(person.number)), *named, *counts, *marks))


def bars(groups: Sequence[GroupView], heads: Heads) -> Block:
    """The results of all types in one table with a stacked bar for each person."""
    levels = groups[0].persons[0].marks
    titles = [heads["number"], heads["name_posts"], *(m.heading for m in levels), heads["bar"]]
    rows: list[Row] = []
    for group in groups:
        if len(groups) > 1:
            rows.append(Row(cells=(cell(group.title, "left", bold=True),), section=True))
        rows.extend(_bar_row(person) for person in group.persons)
    return Table(
        widths=(_NUMBER, 0, *(_MARK for _ in levels), _BAR),
        head=(Row(cells=tuple(cell(title) for title in titles)),),
        rows=tuple(rows),
        caption=heads["bars_caption"],
        size=_RESULT_SIZE,
    )


def _bar_row(person: PersonView) -> Row:
    star = " (*)" if person.invalid else ""
    named = (words(f"{person.full}{star}", bold=True), words(person.posts_short))
    shown = Cell(lines=tuple(line for line in named if line), align="left")
    marks = [cell(f"{number(m.count)} ({m.percent})") for m in person.marks]
    return Row(cells=(cell(str(person.number)), shown, *marks, Cell(bar=bar(person))))


def bar(person: PersonView) -> Bar:
    """One person's marks as a bar; what no level has is the invalid part."""
    total = sum(m.count for m in person.marks) + (person.invalid or 0)
    told = ", ".join(f"{m.label} {m.count}" for m in person.marks)
    return Bar(
        parts=(*(m.count for m in person.marks), person.invalid or 0),
        total=total,
        alt=f"{person.full}: {told}, không hợp lệ {person.invalid or 0}, trong {total} phiếu",
    )


def legend(persons: Sequence[PersonView], heads: Heads) -> Block:
    """The key of the bars."""
    labels = tuple(mark.label for mark in persons[0].marks)
    return Legend(labels=(*labels, heads["legend_invalid"]))


def levels(person: PersonView, heads: Heads, *, rating: bool) -> Block:
    """One person's own result: a row for each level with its part of the bar, and the sum."""
    title = heads["level"] if rating else heads["level_vote"]
    titles = (title, heads["count"], heads["share"], heads["level_bar"])
    whole = bar(person)
    rows = [
        Row(
            cells=(
                cell(mark.heading, "left"),
                cell(number(mark.count)),
                cell(mark.percent),
                Cell(bar=_part(whole, place, mark.label)),
            )
        )
        for place, mark in enumerate(person.marks)
    ]
    if person.invalid:
        label = cell(heads["invalid"], "left")
        part = _part(whole, len(person.marks), heads["invalid"])
        rows.append(Row(cells=(label, cell(number(person.invalid)), Cell(), Cell(bar=part))))
    label, total = cell(heads["sum"], "left", bold=True), cell(number(whole.total), bold=True)
    rows.append(Row(cells=(label, total, Cell(), Cell())))
    return Table(
        widths=(46, 30, 50, 32),
        head=(Row(cells=tuple(cell(title) for title in titles)),),
        rows=tuple(rows),
        caption=heads["levels_caption"],
        size=13,
    )


def _part(whole: Bar, place: int, label: str) -> Bar:
    """One part of a bar alone, in its own pattern."""
    parts = tuple(n if at == place else 0 for at, n in enumerate(whole.parts))
    alt = f"{label}: {whole.parts[place]} trong {whole.total} phiếu"
    return Bar(parts=parts, total=whole.total, alt=alt)


_LEDGER = ("received", "issued", "exchanged", "unused", "returned", "valid", "spoilt", "missing")
#: With more types than this, types are rows.
_TYPES_ACROSS = 4


def ledger(groups: Sequence[GroupView], heads: Heads) -> Block:
    """What became of the ballots of each type; types stand across, many of them down."""
    if len(groups) > _TYPES_ACROSS:
        return _long_ledger(groups, heads)
    named = {"spoilt": "ledger_invalid"}
    rows = []
    for line in _LEDGER:
        strong = line == "returned"
        label = cell(heads[named.get(line, f"ledger_{line}")], "left", bold=strong)
        counts = (cell(number(getattr(g, line)), bold=strong) for g in groups)
        rows.append(Row(cells=(label, *counts)))
    titles = (heads["content"], *(g.title for g in groups))
    width = min(36.0, 96 / len(groups))
    return Table(
        widths=(0, *(width for _ in groups)),
        head=(Row(cells=tuple(cell(title) for title in titles)),),
        rows=tuple(rows),
        caption=heads["ledger_caption"],
        size=12 if len(groups) < _TYPES_ACROSS else 11,
    )


def _long_ledger(groups: Sequence[GroupView], heads: Heads) -> Block:
    titles = (heads["type"], *(heads[f"short_{line}"] for line in _LEDGER))
    rows = tuple(
        Row(
            cells=(
                cell(group.title, "left"),
                *(cell(number(getattr(group, line))) for line in _LEDGER),
            )
        )
        for group in groups
    )
    return Table(
        widths=(0, *(14.5 for _ in _LEDGER)),
        head=(Row(cells=tuple(cell(title) for title in titles)),),
        rows=rows,
        caption=heads["ledger_caption"],
        size=_RESULT_SIZE,
    )


def totals(groups: Sequence[GroupView], heads: Heads) -> Block:
    """The totals of each type in one row, as the announcement opens with."""
    titles = ("type", "issued", "returned", "valid", "invalid")
    rows = tuple(
        Row(
            cells=(
                cell(f"{g.title} ({number(len(g.persons))} {heads['persons']})", "left"),
                *(cell(number(n)) for n in (g.issued, g.returned, g.valid, g.spoilt)),
            )
        )
        for g in groups
    )
    return Table(
        widths=(0, 20, 20, 20, 26),
        head=(Row(cells=tuple(cell(heads[title]) for title in titles)),),
        rows=rows,
        caption=heads["ledger_caption"],
        size=12,
    )


def plain_table(form: TableForm, caption: str, rows: Sequence[Sequence[str] | str]) -> Block:
    """A table of the forms; a text instead of a row is the name of a section.

    Texts are in the mark-up, their data protected.
    """
    drawn = []
    for row in rows:
        if isinstance(row, str):
            section = Cell(lines=(line_of(f"**{row}**"),), align="left")
            drawn.append(Row(cells=(section,), section=True))
        else:
            pairs = zip(form.columns, row, strict=True)
            drawn.append(Row(cells=tuple(_column_cell(column, text) for column, text in pairs)))
    return Table(
        widths=tuple(column.width for column in form.columns),
        head=(Row(cells=tuple(cell(column.head) for column in form.columns)),),
        rows=tuple(drawn),
        caption=caption,
        size=form.size,
    )


def _column_cell(column: Column, text: str) -> Cell:
    return Cell(lines=(line_of(text),) if text else (), align=column.align)
