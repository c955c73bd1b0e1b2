"""What the hall's screen may show of a conference: each step's content as values, without words.

A step that may not be shown yet says why; of a count nothing is there before signed minutes.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from tinnhiem.conduct.states import Stage
from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import Procedure
from tinnhiem.law.rulebook import DisclosureRule, Rule, ValidityRule
from tinnhiem.records.attendance import (
    Attendance,
    attendance_of,
    counted_present,
    day_of,
    quorum_here,
    rated_here,
)
from tinnhiem.records.facts import is_announced, ledgers
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import BallotLedger, Conference, Rated
from tinnhiem.wording.language import noted

#: The steps in the order in which a sitting passes them.
STEPS: Final = ("list", "rules", "quorum", "sheets", "counting", "results", "person", "case")
PER_PAGE: Final = 7
RULES_PER_PAGE: Final = 3
#: Letters of a name and of its posts that go on one line of the screen.
NAME_LETTERS: Final = 28
POST_LETTERS: Final = 38
Content = dict[str, Any]


class NotYetError(Exception):
    """Raised when a step has nothing that may be shown yet; ``message`` is to be translated."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Showing:
    """What is known of a conference for its screen, each part read once and only if needed."""

    def __init__(self, conference: Conference) -> None:
        self.conference = conference

    @cached_property
    def chain(self) -> Chain:
        """The legal bases of the poll."""
        return chain_for(self.conference.poll)

    @cached_property
    def people(self) -> list[Rated]:
        """Those rated, with their results where there are any."""
        return rated_here(self.conference)

    @cached_property
    def counts(self) -> Attendance:
        """The numbers of the roll."""
        return attendance_of(self.conference)

    @cached_property
    def ledgers(self) -> list[BallotLedger]:
        """The ledger of every ballot type in use."""
        return ledgers(self.conference)

    @property
    def procedure(self) -> Procedure:
        """What is held: a rating or a vote of confidence."""
        return Procedure(self.conference.poll.procedure)

    def why_not(self, kind: str) -> str:
        """Return why a step may not be shown yet, to be translated; empty where it may."""
        return _REFUSALS[kind](self)

    def pages(self, kind: str) -> int:
        """How many pages a step has, at least one."""
        if kind in {"list", "results"}:
            return max(len(self._groups()), 1)
        if kind == "rules":
            return 1 + -(-len(self._validity()) // RULES_PER_PAGE)
        return max(len(self.people), 1) if kind == "person" else 1

    def content(self, kind: str, page: int) -> Content:
        """Return what a page of a step shows; pages count from 1.

        :raises NotYetError: where it may not be shown.
        """
        why = self.why_not(kind)
        if why:
            raise NotYetError(why)
        pages = self.pages(kind)
        number = min(max(page, 1), pages)
        made = _CONTENTS[kind](self, number)
        at = {"kind": kind, "step": STEPS.index(kind), "page": number, "pages": pages}
        return {**self._head(), **made, **at}

    def _head(self) -> Content:
        conference, poll = self.conference, self.conference.poll
        day = day_of(conference)
        return {
            "body": poll.body_name,
            "sitting": conference.name,
            "day": day.isoformat() if day else "",
            "rehearsal": poll.rehearsal,
            "procedure": poll.procedure,
            "steps": len(STEPS),
        }

    def _groups(self) -> list[list[Rated]]:
        """Part those rated into pages: seven rows at most, never two ballot types on one."""
        pages: list[list[Rated]] = []
        for rated in self.people:
            last = pages[-1] if pages else []
            full = sum(map(_rows, last)) + _rows(rated) > PER_PAGE
            if not last or full or last[0].ballot_type_id != rated.ballot_type_id:
                pages.append([])
            pages[-1].append(rated)
        return pages

    def _validity(self) -> tuple[ValidityRule, ...]:
        return self.chain.of(ValidityRule, day_of(self.conference))

    def list_page(self, page: int) -> Content:
        """Return names and posts of one page of the list."""
        group = self._groups()[page - 1]
        return {**_type_of(group), "people": [_named(rated) for rated in group]}

    def rules_page(self, page: int) -> Content:
        """Return how to mark, then what makes a ballot or a line invalid."""
        if page == 1:
            choices = self.chain.choices(self.procedure).choices
            return {"choices": [{"vi": each.vi, "en": each.en} for each in choices]}
        at = (page - 2) * RULES_PER_PAGE
        return {"rules": [_told(rule) for rule in self._validity()[at : at + RULES_PER_PAGE]]}

    def quorum_page(self, _page: int) -> Content:
        """Return how many are present, and how many are needed where a formula is known."""
        found = quorum_here(self.conference, self.chain, self.counts)
        needed = {"needed": found.needed, "base": found.base} if found else {}
        return {**self._present(), **needed}

    def _present(self) -> Content:
        present = counted_present(self.conference, self.counts)
        return {"present": present, "listed": max(self.counts.listed, present)}

    def sheets_page(self, _page: int) -> Content:
        """Return issued and returned of every type, as the head announced them."""
        return {
            **self._present(),
            "types": [
                {
                    "title": ledger.ballot_type.title,
                    "tint": ledger.ballot_type.tint,
                    "issued": ledger.announced["issued"],
                    "returned": ledger.announced["returned"],
                }
                for ledger in self.ledgers
            ],
        }

    def counting_page(self, _page: int) -> Content:
        """Return nothing but that the board counts: no progress is ever shown."""
        return {}

    def results_page(self, page: int) -> Content:
        """Return the counts of one page of people, in the order of the ballot."""
        group = self._groups()[page - 1]
        rows = [{**_named(rated), **self._result(rated)} for rated in group]
        return {**_type_of(group), "people": rows, "thresholds": self._thresholds()}

    def person_page(self, page: int) -> Content:
        """Return the result of one person."""
        rated = self.people[page - 1]
        return {**_named(rated), **self._result(rated), "thresholds": self._thresholds()}

    def case_page(self, _page: int) -> Content:
        """Return how many were rated, for the sentence that nobody is in a legal case."""
        return {"rated": len(self.people)}

    def _result(self, rated: Rated) -> Content:
        result = rated.result
        order = [choice.id.value for choice in self.chain.choices(self.procedure).choices]
        return {
            "counts": [result.marks.get(name, 0) for name in order],
            "invalid": result.invalid,
            "base": result.base,
            "base_name": result.base_name,
        }

    def _thresholds(self) -> list[str]:
        bounds = (rule.over or rule.least for rule in self.chain.outcomes(self.procedure))
        return [str(bound) for bound in sorted({Fraction(b) for b in bounds if b is not None})]

    def results_open(self) -> bool:
        """Whether the legal bases, or a release on them, open the results to the conference."""
        poll = self.conference.poll
        rules = self.chain.of(DisclosureRule, poll.poll_date or poll.opening_date)
        if any("conference" in rule.default for rule in rules):
            return True
        return poll.releases.filter(scope="conference").exists()


def content_of(conference: Conference, kind: str, page: int) -> Content:
    """Return what a page of a step shows now.

    :raises NotYetError: where it may not be shown, or there is no such step.
    """
    if kind not in STEPS:
        raise NotYetError(noted("There is no such step."))
    return Showing(conference).content(kind, page)


def _type_of(group: list[Rated]) -> Content:
    kind = group[0].ballot_type
    return {"title": kind.title if kind else "", "tint": kind.tint if kind else ""}


def _named(rated: Rated) -> Content:
    return {"name": rated.name, "post": "; ".join(post["title"] for post in rated.posts)}


def _rows(rated: Rated) -> float:
    """Return how much of a page somebody takes: a name or post that wraps takes half a row more."""
    named = _named(rated)
    lines = -(-len(named["name"]) // NAME_LETTERS) + -(-len(named["post"]) // POST_LETTERS)
    return 1 + 0.45 * max(lines - 2, 0)


def _told(rule: Rule) -> Content:
    return {"vi": rule.vi, "en": rule.en, "scope": getattr(rule, "scope", "")}


def _list_why(showing: Showing) -> str:
    return "" if showing.people else noted("Nobody is on the list yet.")


def _quorum_why(showing: Showing) -> str:
    present = counted_present(showing.conference, showing.counts)
    return "" if present else noted("Nobody is checked in yet.")


def _sheets_why(showing: Showing) -> str:
    told = [is_announced(ledger) for ledger in showing.ledgers]
    ready = told and all(told) and Stage(showing.conference.stage) is not Stage.WAITING
    return "" if ready else noted("The head of the board has not announced issued and returned.")


def _counting_why(showing: Showing) -> str:
    begun = Stage(showing.conference.stage) in {Stage.COUNTING, Stage.COUNTED}
    return "" if begun else noted("The board is not counting.")


def _results_why(showing: Showing) -> str:
    if Stage(showing.conference.stage) is not Stage.MINUTED:
        return noted("The minutes of the count are not signed.")
    if not showing.results_open():
        return noted("The results were not opened to the conference.")
    complete = showing.people and all(hasattr(rated, "result") for rated in showing.people)
    return "" if complete else noted("Not everybody on the list has a result.")


def _case_why(showing: Showing) -> str:
    why = _results_why(showing)
    if not why and any(rated.result.outcome for rated in showing.people):
        return noted("Somebody is in a legal case: their counts stand in the results.")
    return why


_REFUSALS: Final[dict[str, Callable[[Showing], str]]] = {
    "list": _list_why,
    "rules": lambda _showing: "",
    "quorum": _quorum_why,
    "sheets": _sheets_why,
    "counting": _counting_why,
    "results": _results_why,
    "person": _results_why,
    "case": _case_why,
}
_CONTENTS: Final[dict[str, Callable[[Showing, int], Content]]] = {
    "list": Showing.list_page,
    "rules": Showing.rules_page,
    "quorum": Showing.quorum_page,
    "sheets": Showing.sheets_page,
    "counting": Showing.counting_page,
    "results": Showing.results_page,
    "person": Showing.person_page,
    "case": Showing.case_page,
}
