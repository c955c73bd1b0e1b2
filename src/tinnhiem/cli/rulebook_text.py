"""Law files as tables and text for a terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tinnhiem.cli.console import Console
from tinnhiem.cli.legal import (
    InstrumentNames,
    paraphrase,
    short_name,
    status_mark,
    status_name,
    title,
)
from tinnhiem.cli.tables import Column, table, wrapped
from tinnhiem.law.rulebook import Citation, Instrument, Rule, Rulebook, Status, StepRule
from tinnhiem.wording.citations import provision, quoted
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _, current
from tinnhiem.wording.terms import ANCHORS, CITED_INSTRUMENTS, INSTRUMENTS, RULES, label


def listing(books: Sequence[Rulebook], console: Console) -> list[str]:
    """Return a table of law files with their time in force and how many rules are verified."""
    columns = (
        Column(head=_("id")),
        Column(head=_("instrument"), most=40),
        Column(head=_("kind"), most=12),
        Column(head=_("in force"), most=24),
        Column(head=_("rules"), right=True),
        Column(head=status_name(Status.VERIFIED), right=True),
    )
    rows = [
        (
            book.instrument.id,
            short_name(book.instrument),
            label(INSTRUMENTS, book.instrument.kind),
            in_force(book.instrument),
            str(len(book.rule)),
            str(sum(rule.status is Status.VERIFIED for rule in book.rule)),
        )
        for book in books
    ]
    return table(columns, rows, most=console.width)


def in_force(instrument: Instrument) -> str:
    """Return the days between which an instrument is in force."""
    first = short_date(instrument.in_force_from)
    if instrument.in_force_until is None:
        return _("from {first}").format(first=first)
    return f"{first} – {short_date(instrument.in_force_until)}"


def shown(book: Rulebook, console: Console) -> Iterator[str]:
    """Give the lines that show an instrument and each of its rules."""
    instrument = book.instrument
    yield console.styled(short_name(instrument), "bold")
    yield from wrapped(title(instrument), console.width)
    facts = _("{kind}, in force {time}; {counts}").format(
        kind=label(INSTRUMENTS, instrument.kind),
        time=in_force(instrument),
        counts=_counts(book),
    )
    yield from wrapped(facts, console.width)
    yield from _note(instrument, console, indent=0)
    kind = None
    for rule in sorted(book.rule, key=lambda rule: list(RULES).index(rule.kind)):
        if rule.kind != kind:
            kind = rule.kind
            yield ""
            yield console.styled(label(RULES, kind).capitalize(), "bold")
        yield from _rule(rule, instrument, console)


def _counts(book: Rulebook) -> str:
    counts = Counter(rule.status for rule in book.rule)
    return ", ".join(
        f"{counts[status]} {status_name(status)}" for status in Status if counts[status]
    )


def _rule(rule: Rule, instrument: Instrument, console: Console) -> Iterator[str]:
    place = _cited(rule.citation, commas=instrument.track == "party") or "–"
    parts = [rule.id, place, rule.lock.value, *_details(rule)]
    head = " · ".join(parts) + status_mark(rule.status, console)
    for number, line in enumerate(wrapped(head, console.width - 4)):
        yield f"{'  ' if number == 0 else '    '}{line}"
    for line in wrapped(paraphrase(rule), console.width - 4):
        yield f"    {line}"
    yield from _note(rule, console, indent=4)


def _cited(citation: Citation, *, commas: bool) -> str:
    """Return where a rule stands; another instrument than the shown one is named."""
    if citation.instrument is None:
        return provision(citation, commas=commas)
    identifier = citation.instrument
    name = InstrumentNames().get(identifier) or label(CITED_INSTRUMENTS, identifier)
    return quoted(citation, name, commas=commas)


def _details(rule: Rule) -> Iterator[str]:
    """Give what an own file needs to know of a rule beside its words."""
    if rule.amends is not None:
        yield _("amends {rule}").format(rule=rule.amends)
    if isinstance(rule, StepRule):
        yield _step(rule)
    if rule.in_force_from is not None:
        yield _("from {first}").format(first=short_date(rule.in_force_from))
    if rule.in_force_until is not None:
        yield _("until {last}").format(last=short_date(rule.in_force_until))


def _step(rule: StepRule) -> str:
    """Return when a step is due: ``45 days before the day on which the sitting opens``."""
    anchor = label(ANCHORS, rule.anchor)
    if rule.days == 0:
        return _("on {anchor}").format(anchor=anchor)
    before, working = rule.days < 0, rule.counting == "working"
    text = _("{days} days before {anchor}") if before else _("{days} days after {anchor}")
    if working:
        text = (
            _("{days} working days before {anchor}")
            if before
            else _("{days} working days after {anchor}")
        )
    return text.format(days=abs(rule.days), anchor=anchor)


def _note(noted: Instrument | Rule, console: Console, *, indent: int) -> Iterator[str]:
    note = noted.note_en if current() == "en" else noted.note_vi
    if note:
        text = _("Note: {note}").format(note=note)
        for line in wrapped(text, console.width - indent):
            yield " " * indent + console.styled(line, "faint")
