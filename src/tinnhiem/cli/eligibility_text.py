"""Who is put to a poll and who is not, as text for a terminal."""

from collections.abc import Iterator, Sequence

from tinnhiem.cli.console import Console
from tinnhiem.cli.evaluate_text import warnings
from tinnhiem.cli.heads import head
from tinnhiem.cli.legal import cite, paraphrase, status_mark
from tinnhiem.cli.tables import wrapped
from tinnhiem.exchange.result import outside
from tinnhiem.law.chain import Chain
from tinnhiem.law.eligibility import Eligibility, Reason
from tinnhiem.law.poll import Poll
from tinnhiem.law.rulebook import SubjectRule
from tinnhiem.wording.dates import short_date
from tinnhiem.wording.language import _


def report(
    poll: Poll, chain: Chain, found: Sequence[Eligibility], console: Console
) -> Iterator[str]:
    """Give the persons put to the poll, then those who are not, with the clause of each."""
    yield from head(poll, chain, console)
    included = [person for person in found if person.included]
    excluded = [person for person in found if not person.included]
    yield ""
    title = _("Put to the poll: {count}").format(count=len(included))
    yield console.styled(title, "bold")
    yield from _persons(included, "✓", chain, console)
    yield ""
    title = _("Not put to the poll: {count}").format(count=len(excluded))
    yield console.styled(title, "bold")
    yield from _persons(excluded, "✗", chain, console)
    problems = [problem for person in found for problem in person.warnings]
    yield from warnings(problems, chain, console)


def _persons(
    persons: Sequence[Eligibility], mark: str, chain: Chain, console: Console
) -> Iterator[str]:
    for number, person in enumerate(persons, 1):
        posts = "; ".join(post.title for post in person.officeholder.posts)
        text = f"{number:>3}. {mark} {person.officeholder.name}, {posts}"
        if person.included:
            text += f" ({_clauses(person, chain, console)})"
        for place, line in enumerate(wrapped(text, console.width - 7)):
            yield line if place == 0 else f"       {line}"
        for line in wrapped(_stated(person), console.width - 7):
            yield f"       {line}"
        for reason in () if person.included or person.by_law else person.reasons:
            several = len(person.officeholder.posts) > 1
            yield from _reason(reason, chain, console, several=several)


def _stated(person: Eligibility) -> str:
    """Return what people stated about somebody, or nothing."""
    left_on, decision = person.officeholder.left_on, person.decision
    if left_on is not None:
        return _("left office on {day}").format(day=short_date(left_on))
    if decision is None:
        return ""
    if not decision.reason:
        return _("decided by people")
    return _("decided by people: {reason}").format(reason=decision.reason)


def _clauses(person: Eligibility, chain: Chain, console: Console) -> str:
    """Return each clause once by which a person is put to the poll."""
    clauses = (
        cite(reason.rule.citation, chain) + status_mark(reason.rule.status, console)
        for reason in person.reasons
    )
    return "; ".join(dict.fromkeys(clauses))


def _reason(reason: Reason, chain: Chain, console: Console, *, several: bool) -> Iterator[str]:
    """Give the clause by which somebody is left out; of several posts, the one concerned."""
    citation = cite(reason.rule.citation, chain) + status_mark(reason.rule.status, console)
    text = paraphrase(reason.rule)
    if isinstance(reason.rule, SubjectRule) and not reason.applies:
        text = outside(reason.rule)
    elif reason.post is not None and several:
        text = _("{post}: {rule}").format(post=reason.post.title, rule=text)
    for line in wrapped(f"{citation}: {text}", console.width - 7):
        yield f"       {line}"
