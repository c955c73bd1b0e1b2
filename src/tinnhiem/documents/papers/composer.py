"""Writes papers: fills in their forms from the facts and puts the parts together."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from tinnhiem.documents.blanks import Blank, day_or_blank
from tinnhiem.documents.desk import FillError, Marked, fill
from tinnhiem.documents.facts import Facts
from tinnhiem.documents.form_library import FORMULAS, TABLES, Forms
from tinnhiem.documents.form_shapes import Form
from tinnhiem.documents.markup import Directive, MarkupError, blocks_of, text_of
from tinnhiem.documents.paper import Block, PageBreak, Paper, Space
from tinnhiem.documents.papers import tables
from tinnhiem.documents.papers.context import Ground, values_of
from tinnhiem.documents.papers.heads import (
    letterhead_of,
    number_text,
    paper_day,
    style_of,
    title_of,
)
from tinnhiem.documents.papers.people import PersonView
from tinnhiem.documents.papers.sentences import Sentences
from tinnhiem.documents.papers.signing import closing_of, signer
from tinnhiem.law.problems import InputError, Problem

Values = dict[str, object]
Location = tuple[int | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A paper, the form that it was written from and the formulas that it used."""

    paper: Paper
    form: Form
    formulas: frozenset[str]


class Composer:
    """Writes the papers of one set of facts with one set of forms."""

    def __init__(self, facts: Facts, forms: Forms, ground: Ground) -> None:
        self._facts = facts
        self._forms = forms
        self.ground = ground
        self._shared = values_of(ground)
        self._used: set[str] = set()
        self._heads: tables.Heads | None = None

    @property
    def track(self) -> str:
        """The track of the poll: council or party."""
        return str(self.ground.data["track"])

    def write(
        self,
        form_id: str,
        *,
        stem: str,
        kind: str,
        person: PersonView | None = None,
        several: bool = False,
    ) -> Written:
        """Write one paper; ``person`` is whom it is about, ``several`` one of many alike.

        :raises InputError: where the form cannot be filled in, with its file and line.
        """
        form = self._form(form_id)
        self._used = set()
        values = self._values(form, person)
        words = partial(self._lines, form, values)
        texts = {name: self._one(form, values, name) for name in ("symbol", "about", "place_date")}
        # A poll's name is not parted: no line of the subject is one word.
        act = str(values["act"])
        texts["about"] = texts["about"].replace(act, act.replace(" ", "\u00a0"))
        recipients = self._recipients(form, values, kind)
        paper = Paper(
            kind=kind,
            stem=stem,
            style=style_of(self.ground, form),
            letterhead=letterhead_of(self.ground, form, texts, several=several),
            title=title_of(
                {name: words(name) for name in ("subject", "under", "body_lines")},
                self._one(form, values, "type_name"),
            ),
            blocks=self._blocks(form, values),
            closing=closing_of(
                self.ground, form, lambda text: self._plain(form, values, text), recipients, person
            ),
            fact_hash=self._facts.fact_hash,
            legal_bases=tuple(item["short_vi"] for item in self.ground.data["instruments"]),
            rehearsal=bool(self.ground.data["rehearsal"]),
            body_size=form.size,
            person=person.id if person else "",
        )
        return Written(paper=paper, form=form, formulas=frozenset(self._used))

    def _form(self, form_id: str) -> Form:
        form = self._forms.form(self.track, form_id)
        if form is None:
            raise InputError((Problem(code="form-missing", values={"document": form_id}),))
        return form

    def _values(self, form: Form, person: PersonView | None) -> Values:
        values: Values = dict(self._shared)
        values["person"] = person
        values["group"] = next(
            (g for g in self.ground.groups if person and g.id == person.group_id), None
        )
        attached = self.ground.papers.get("attachments") or {}
        values["attachments"] = attached.get(form.kind) or ()
        values["signer_name"] = signer(self.ground, form, person).get("name") or Blank("……")
        values.update(self._functions(values))
        return values

    def _functions(self, values: Values) -> Values:
        sentences = Sentences(self.ground, partial(self._formula, values))
        return {
            "formula": partial(self._formula, values),
            "conclusion": sentences.conclusion,
            "invalid_notes": sentences.invalid_notes,
            "next_step": sentences.next_step,
            "case_of": sentences.case_of,
            "base_line": sentences.base_line,
            "object": sentences.object,
            "object_text": sentences.object_text,
            "number": self._number,
            "numbers_known": self._numbers_known,
            "day": self._day,
            "vote_for": self._vote_for,
        }

    def _formula(self, values: Values, formula: str, **more: object) -> Marked:
        """Print a formula; called by forms as ``formula("id", person=…)``."""
        found = self._forms.formulas.get(formula)
        if found is None:
            problem = Problem(code="form-formula-missing", values={"formula": formula})
            raise InputError((problem,))
        self._used.add(formula)
        inner = {**values, **more}
        inner["formula"] = partial(self._formula, inner)
        template = self._forms.template(found.vi)
        index = list(self._forms.formulas).index(formula)
        return Marked(
            self._filled(lambda: fill(template, inner), FORMULAS, ("formula", index, "vi"))
        )

    def _number(self, kind: str) -> str:
        form = self._forms.form(self.track, kind)
        symbol = self._one(form, self._shared, "symbol") if form else ""
        return number_text(self.ground, kind, symbol)

    def _numbers_known(self, kind: str) -> bool:
        return bool((self.ground.papers.get("numbers") or {}).get(kind))

    def _day(self, kind: str) -> str:
        form = self._forms.form(self.track, kind)
        day = paper_day(self.ground.data, kind, dated=form.dated if form else "given")
        year = str(values_year(self._shared))
        return day_or_blank(day, int(year) if year.isdigit() else None)

    def _vote_for(self, kind: str) -> Mapping[str, object]:
        found = (self.ground.papers.get("votes") or {}).get(kind) or {}
        names = {"in_favour": "for", "against": "against", "abstaining": "abstaining"}
        return {name: found.get(key) for name, key in names.items()}

    def _filled(self, act: Callable[[], str], name: str, loc: Location) -> str:
        """Fill something in; a failure is told with the file and line it comes from."""
        try:
            return act()
        except FillError as error:
            place = self._forms.place(name, loc, error.line)
            problem = Problem(code="form-unfillable", place=place, values={"why": error.why})
            raise InputError((problem,)) from error

    def _text(self, form: Form, values: Values, text: str, loc: Location) -> str:
        template = self._forms.template(text)
        return self._filled(lambda: fill(template, values), self._name(form), loc)

    def _name(self, form: Form) -> str:
        return f"{self.track}/{form.kind}.toml"

    def _plain(self, form: Form, values: Values, text: str) -> str:
        """A text of the form in one face; lines of it stay lines."""
        filled = self._text(form, values, text, ()) if text else ""
        return "\n".join(self._unmarked(form, line) for line in filled.split("\n")).strip()

    def _unmarked(self, form: Form, line: str) -> str:
        try:
            return text_of(line)
        except MarkupError as error:
            raise self._broken(form, error, ()) from error

    def _broken(self, form: Form, error: MarkupError, loc: Location) -> InputError:
        place = self._forms.place(self._name(form), loc, 0)
        values = {"found": error.found, "line": error.line}
        return InputError((Problem(code=error.code, place=place, values=values),))

    def _one(self, form: Form, values: Values, name: str) -> str:
        text: str = getattr(form, name)
        filled = self._text(form, values, text, (name,)) if text else ""
        return self._unmarked(form, " ".join(filled.split("\n")))

    def _lines(self, form: Form, values: Values, name: str) -> tuple[str, ...]:
        """The lines of a list of the form; empty ones go, those with breaks part."""
        texts: tuple[str, ...] = getattr(form, name)
        filled = [self._text(form, values, text, (name,)) for text in texts]
        lines = [self._unmarked(form, line) for text in filled for line in text.split("\n")]
        return tuple(line for line in lines if line)

    def _recipients(self, form: Form, values: Values, kind: str) -> tuple[str, ...]:
        """The recipients: the clerk's, or the form's, each with its dash and stop."""
        stated = (self.ground.papers.get("recipients") or {}).get(kind)
        lines = (
            [str(item) for item in stated] if stated else self._lines(form, values, "recipients")
        )
        bare = [line.lstrip("- ").rstrip(" ;.") for line in lines]
        return tuple(
            f"- {line}{'.' if place == len(bare) else ';'}" for place, line in enumerate(bare, 1)
        )

    def _blocks(self, form: Form, values: Values) -> tuple[Block, ...]:
        text = self._text(form, values, form.body, ("body",))
        try:
            return blocks_of(text, self._directives(values))
        except MarkupError as error:
            raise self._broken(form, error, ("body",)) from error

    def _directives(self, values: Values) -> Mapping[str, Directive]:
        person = values["person"]
        heads = self._head_words()
        groups = self.ground.groups
        people = self.ground.persons
        rating = bool(values["rating"])
        one = person if isinstance(person, PersonView) else None
        return {
            "table": lambda words: (self._table(words, values),),
            "results": lambda words: tuple(
                tables.results(g, heads) for g in groups if words in {g.id, ""}
            ),
            "bars": lambda _: (tables.bars(groups, heads),),
            "ledger": lambda _: (tables.ledger(groups, heads),),
            "totals": lambda _: (tables.totals(groups, heads),),
            "levels": lambda _: (tables.levels(one or people[0], heads, rating=rating),),
            "legend": lambda _: (tables.legend(people, heads),),
            "space": lambda words: (Space(height=float(_whole(words))),),
            "lines": lambda words: (Space(lines=_whole(words)),),
            "page": lambda _: (PageBreak(),),
        }

    def _head_words(self) -> tables.Heads:
        if self._heads is None:
            filled = {
                name: text_of(
                    self._filled(
                        partial(fill, self._forms.template(text), self._shared),
                        TABLES,
                        ("heads", name),
                    )
                )
                for name, text in self._forms.heads.items()
            }
            party = self.ground.manner.party
            self._heads = tables.Heads(words=filled, party=party, abbreviated=not party)
        return self._heads

    def _table(self, name: str, values: Values) -> Block:
        form = self._forms.tables[name]
        loc: Location = ("table", list(self._forms.tables).index(name), "rows")
        cells = [self._forms.template(column.cell) for column in form.columns]
        rows: list[list[str] | str] = []
        for item in self._rows(form.rows, values):
            if isinstance(item, str):
                rows.append(item)
                continue
            inner = {**values, "row": item}
            rows.append([self._filled(partial(fill, c, inner), TABLES, loc) for c in cells])
        caption = text_of(
            self._filled(partial(fill, self._forms.template(form.caption), values), TABLES, loc)
        )
        return tables.plain_table(form, caption, rows)

    def _rows(self, name: str, values: Values) -> list[object]:
        if name != "rows_by_group":
            found = values.get(name)
            return list(found) if isinstance(found, (tuple, list)) else []
        rows: list[object] = []
        for group in self.ground.groups:
            if len(self.ground.groups) > 1:
                rows.append(self._protected(group.title))
            rows.extend(group.persons)
        return rows

    def _protected(self, text: str) -> str:
        return fill(self._forms.template("{{ row }}"), {"row": text})


def values_year(values: Mapping[str, object]) -> object:
    """The year of the sitting as the fields have it."""
    sitting = values["sitting"]
    return sitting["year"] if isinstance(sitting, dict) else ""


def _whole(words: str) -> int:
    found = re.match(r"\d+", words)
    return min(int(found[0]), 250) if found else 1
