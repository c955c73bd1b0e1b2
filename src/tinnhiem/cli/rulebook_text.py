"""Law files as tables and text for a terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tinnhiem.cli.console import Console
from tinnhiem.cli.legal import paraphrase, short_name, status_mark, status_name, title
from tinnhiem.cli.tables import Column, table, wrapped
from tinnhiem.law.rulebook import Instrument, Rule, Rulebook, Status
from tinnhiem.wording.citations import provision
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _
from tinnhiem.wording.terms import INSTRUMENTS, RULES, label


def listing(books: Sequence[Rulebook]) -> list[str]:
    """Return a table of law files with their time in force and how far they are checked."""
    columns = (
        Column(head=_("id")),
        Column(head=_("instrument"), most=40),
        Column(head=_("kind"), most=12),
        Column(head=_("in force"), most=24),
        Column(head=_("rules"), right=True),
        Column(head=_("not verified"), right=True),
    )
    rows = [
        (
            book.instrument.id,
            short_name(book.instrument),
            label(INSTRUMENTS, book.instrument.kind),
            in_force(book.instrument),
            str(len(book.rule)),
            str(sum(rule.status is not Status.VERIFIED for rule in book.rule)),
        )
        for book in books
    ]
    return table(columns, rows)


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
    yield _("{kind}, in force {time}; {counts}").format(
        kind=label(INSTRUMENTS, instrument.kind),
        time=in_force(instrument),
        counts=_counts(book),
    )
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
    place = provision(rule.citation, commas=instrument.track == "party") or "–"
    yield f"  {rule.id} · {place}{status_mark(rule.status, console)}"
    for line in wrapped(paraphrase(rule), console.width - 4):
        yield f"    {line}"
