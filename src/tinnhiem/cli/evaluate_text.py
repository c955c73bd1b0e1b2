"""The results of a poll as text for a terminal."""

from collections.abc import Iterator, Sequence

from tinnhiem.cli.console import Console
from tinnhiem.cli.failures import told
from tinnhiem.cli.heads import head
from tinnhiem.cli.legal import InstrumentNames, cite, status_mark
from tinnhiem.cli.tables import Column, table, wrapped
from tinnhiem.law.chain import Chain
from tinnhiem.law.evaluation import Evaluation, PersonResult
from tinnhiem.law.poll import CHOICES, BallotType, Choice, Poll
from tinnhiem.law.problems import Problem
from tinnhiem.law.quorum import Quorum
from tinnhiem.law.rulebook import OutcomeRule
from tinnhiem.wording.language import _, current
from tinnhiem.wording.numbers import percent_sign
from tinnhiem.wording.terms import BASES, label
from tinnhiem.wording.terms import CHOICES as CHOICE_NAMES

_MARK = "▲"


def report(poll: Poll, chain: Chain, found: Evaluation, console: Console) -> Iterator[str]:
    """Give the lines of the report: what is computed from what, results, cases, warnings."""
    yield from head(poll, chain, console)
    yield from wrapped(_base(found, chain, console), console.width)
    if found.quorum is not None:
        yield from wrapped(_quorum(found.quorum, chain, console), console.width)
    for kind in poll.ballot_types:
        results = [result for result in found.results if result.ballot_type.id == kind.id]
        if results:
            yield ""
            yield from _type(kind, results, poll, console)
    yield ""
    yield from _cases(found, poll, chain, console)
    yield from warnings(found.warnings, chain, console)


def _base(found: Evaluation, chain: Chain, console: Console) -> str:
    text = _("Percentages are taken of {base} ({citation})").format(
        base=label(BASES, found.base.value), citation=cite(found.rule.citation, chain)
    )
    return text + status_mark(found.rule.status, console)


def _quorum(quorum: Quorum, chain: Chain, console: Console) -> str:
    verdict = (
        _("enough for the poll to be held") if quorum.met else _("NOT enough to hold the poll")
    )
    text = _("Present {present}/{base} ({share}), {needed} needed: {verdict} ({citation})").format(
        present=quorum.present,
        base=quorum.base,
        share=percent_sign(quorum.share),
        needed=quorum.needed,
        verdict=verdict,
        citation=cite(quorum.rule.citation, chain),
    )
    return text + status_mark(quorum.rule.status, console)


def _type(
    kind: BallotType, results: Sequence[PersonResult], poll: Poll, console: Console
) -> Iterator[str]:
    for line in wrapped(kind.title, console.width):
        yield console.styled(line, "bold")
    yield from wrapped(_ledger(kind), console.width)
    choices = CHOICES[poll.procedure]
    columns = (
        Column(head=_("no."), right=True),
        Column(head=_("full name"), most=24),
        Column(head=_("post"), most=40),
        *(Column(head=_choice(choice.value), right=True) for choice in choices),
        Column(head=_choice("invalid"), right=True),
        Column(head=""),
    )
    rows = [_row(number, result, poll) for number, result in enumerate(results, 1)]
    yield from table(columns, rows, most=console.width)


def _choice(identifier: str) -> str:
    name = label(CHOICE_NAMES, identifier)
    return f"{name[:1].upper()}{name[1:]}"


def _ledger(kind: BallotType) -> str:
    numbers = (
        (_("issued"), kind.issued),
        (_("exchanged"), kind.exchanged),
        (_("unused"), kind.unused),
        (_("returned"), kind.returned),
        (_("invalid sheets"), kind.invalid),
    )
    return " · ".join(f"{name} {number}" for name, number in numbers if number is not None)


def _row(number: int, result: PersonResult, poll: Poll) -> tuple[str, ...]:
    choices = CHOICES[poll.procedure]
    cells = (_cell(result, choice) for choice in choices)
    person = result.officeholder
    posts = "; ".join(post.title for post in person.posts)
    case = _MARK if result.outcome is not None else ""
    return (str(number), person.name, posts, *cells, str(result.count.invalid), case)


def _cell(result: PersonResult, choice: Choice) -> str:
    """Return a number and its share, which are not to be parted at the end of a line."""
    return f"{result.count.marks[choice]} {percent_sign(result.shares[choice]):>7}".replace(
        " ", "\u00a0"
    )


def _cases(found: Evaluation, poll: Poll, chain: Chain, console: Console) -> Iterator[str]:
    """Give the persons in a legal case; a case states what the law says, never a fate."""
    inside = [result for result in found.results if result.outcome is not None]
    yield console.styled(_("Legal cases"), "bold")
    for result in inside:
        if result.outcome is not None:
            yield from _case(result, result.outcome, found, chain, console)
    if not inside:
        cited = (cite(rule.citation, chain) for rule in chain.outcomes(poll.procedure))
        cases = "; ".join(dict.fromkeys(cited))
        text = _("Nobody is in one of the cases of {cases}.").format(cases=cases)
        yield from wrapped(text, console.width)


def _case(
    result: PersonResult, rule: OutcomeRule, found: Evaluation, chain: Chain, console: Console
) -> Iterator[str]:
    person = result.officeholder
    text = _("{name}: {votes}/{base} ballots “{choice}” ({share}); {case} ({citation})")
    case = text.format(
        name=f"{person.salutation} {person.name}".strip(),
        votes=result.count.marks[rule.choice],
        base=result.base,
        choice=label(CHOICE_NAMES, rule.choice.value),
        share=percent_sign(result.shares[rule.choice]),
        case=case_words(rule, found),
        citation=cite(rule.citation, chain, full=True),
    )
    yield from _item(_MARK, case + status_mark(rule.status, console), console)
    consequence = rule.consequence_en if current() == "en" else rule.consequence_vi
    yield from _item("→", consequence, console, indent=2)


def case_words(rule: OutcomeRule, found: Evaluation) -> str:
    """Return the rule's own words about the share, with the name of the base in them."""
    words = rule.case_en if current() == "en" else rule.case_vi
    return words.replace("{base}", label(BASES, found.base.value))


def _item(mark: str, text: str, console: Console, *, indent: int = 0) -> Iterator[str]:
    """Give an item in lines that stand under each other behind its mark."""
    for place, line in enumerate(wrapped(text, console.width - indent - 2)):
        yield f"{' ' * indent}{mark if place == 0 else ' '} {line}"


def warnings(problems: Sequence[Problem], chain: Chain, console: Console) -> Iterator[str]:
    """Give what people should look at before they rely on the results."""
    if not problems:
        return
    yield ""
    yield console.styled(_("To be looked at"), "bold", "yellow")
    names = InstrumentNames(*chain.instruments)
    commas = chain.base.track == "party"
    for problem in problems:
        yield from _item("!", told(problem, instruments=names, commas=commas), console)
