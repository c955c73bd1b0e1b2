"""The parts of a page about a law file, as Markdown with tables in HTML.

The paraphrase stands at the left, the rule at the right; on a narrow screen the rule follows below.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape

from law_page_words import FIELDS, LOCKS, MARKS, MEANINGS, name

from tinnhiem.law.rulebook import (
    ChoiceLabel,
    Citation,
    Instrument,
    OutcomeRule,
    Reference,
    Rule,
    Rulebook,
    StepRule,
    SubjectRule,
)
from tinnhiem.wording.citations import quoted
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.terms import ANCHORS, STATUSES, Term

#: What every rule has, shown at the left or in the last line at the right.
_COMMON = frozenset(SubjectRule.model_fields) - {"procedures", "positions", "bodies", "levels"}

#: Keys that are shown together with others under one label.
_TOGETHER = frozenset(
    {"over", "least", "under", "most", "days", "anchor", "counting", "case_vi", "case_en"}
)


def both(term: Term) -> str:
    """Return the Vietnamese, and the English after it in a lighter face."""
    if term.vi == term.en:
        return escape(term.vi, quote=False)
    vi, en = escape(term.vi, quote=False), escape(term.en, quote=False)
    return f'{vi} · <em lang="en">{en}</em>'


def status(identifier: str) -> str:
    """Return a status as a symbol and the word, marked strongly."""
    term = STATUSES[identifier]
    marked = f'<strong class="status {identifier}">{MARKS[identifier]} {term.vi}</strong>'
    return f"{marked} · {_english(term.en)}"


def legend() -> str:
    """Return what the statuses mean."""
    lines = (f"- {status(key)}: {both(meaning)}" for key, meaning in MEANINGS.items())
    return "\n".join(lines)


def known(books: Iterable[Rulebook]) -> dict[str, Instrument | Reference]:
    """Return everything that has a name to cite it by, by id."""
    found: dict[str, Instrument | Reference] = {}
    for book in books:
        found |= {reference.id: reference for reference in book.reference}
        found[book.instrument.id] = book.instrument
    return found


def cited(rule: Rule, book: Rulebook, names: dict[str, Instrument | Reference]) -> Term:
    """Return where a rule stands, its first citation before the others."""
    quotes = [_quote(one, book, names) for one in (rule.citation, *rule.also)]
    return Term("; ".join(quote.vi for quote in quotes), "; ".join(quote.en for quote in quotes))


def _quote(one: Citation, book: Rulebook, names: dict[str, Instrument | Reference]) -> Term:
    instrument = names[one.instrument or book.instrument.id]
    if one.instrument is None and one.article is None and one.annex is None:
        return Term("số điều chưa đối chiếu", "article not checked")
    return Term(
        quoted(one, instrument.short_vi, commas=book.instrument.track == "party", language="vi"),
        quoted(one, instrument.short_en, language="en"),
    )


def paraphrase(rule: Rule, where: Term) -> str:
    """Return the left side: where the rule stands, what it says, and notes on it."""
    lines = [f'<strong>{escape(where.vi)}</strong> · <em lang="en">{escape(where.en)}</em>']
    lines += [escape(rule.vi, quote=False), _english(rule.en)]
    if rule.note_vi and rule.note_en:
        lines += [f"<small>☞ {escape(rule.note_vi, quote=False)}</small>"]
        lines += [f"<small>{_english(rule.note_en)}</small>"]
    return "<br>".join(lines)


def _english(text: str) -> str:
    return f'<em lang="en">{escape(text, quote=False)}</em>'


def data(rule: Rule) -> str:
    """Return the right side: status, every value, and what overlays may do."""
    lines = [status(rule.status.value)]
    lines += [f"{both(FIELDS[key])}: {value}" for key, value in _values(rule)]
    if rule.in_force_from:
        lines.append(f"{both(Term('từ ngày', 'from'))}: {short_date(rule.in_force_from)}")
    if rule.in_force_until:
        lines.append(f"{both(Term('đến hết ngày', 'until'))}: {short_date(rule.in_force_until)}")
    if rule.amends:
        lines.append(f"{both(Term('thay cho', 'in place of'))}: <code>{rule.amends}</code>")
    lines.append(f"<code>{rule.id}</code> · {both(LOCKS[rule.lock.value])}")
    return "<br>".join(lines)


def _values(rule: Rule) -> Iterator[tuple[str, str]]:
    if isinstance(rule, OutcomeRule):
        yield "bounds", f"<code>{_bounds(rule)}</code>"
    if isinstance(rule, StepRule):
        yield "due", both(_due(rule))
    for key in type(rule).model_fields:
        value = getattr(rule, key)
        if key in _COMMON or key in _TOGETHER or key.endswith("_en") or value in (None, (), ""):
            continue
        if key.endswith("_vi"):
            yield key[:-3], both(Term(value, getattr(rule, f"{key[:-3]}_en")))
        elif key != "repeated" or value:
            yield key, _shown(key, value)


def _shown(key: str, value: object) -> str:
    values = value if isinstance(value, tuple) else (value,)
    pairs = [
        Term(one.vi, one.en) if isinstance(one, ChoiceLabel) else name(key, one) for one in values
    ]
    return both(Term(", ".join(p.vi for p in pairs), ", ".join(p.en for p in pairs)))


def _bounds(rule: OutcomeRule) -> str:
    lower = f"{rule.over} &lt; x" if rule.over else f"{rule.least} ≤ x"
    upper = f" &lt; {rule.under}" if rule.under else f" ≤ {rule.most or 1}"
    return lower + upper


def _due(rule: StepRule) -> Term:
    unit, anchor, number = name("counting", rule.counting), ANCHORS[rule.anchor], abs(rule.days)
    vi, en = ("trước", "before") if rule.days < 0 else ("sau", "after")
    return Term(
        f"{number} {unit.vi} {vi} {anchor.vi}",
        f"{number} {unit.en} {en} {anchor.en}",
    )


def table(head: Iterable[str], rows: Iterable[Iterable[str]], *, kind: str) -> str:
    """Return an HTML table without empty lines, which would end it in Markdown."""
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    lines = (f'<table class="law {kind}">', f"<thead><tr>{top}</tr></thead>", "<tbody>", body)
    return re.sub(r"\n{2,}", "\n", "\n".join((*lines, "</tbody>", "</table>")))
