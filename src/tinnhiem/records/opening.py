"""What a conference needs before its balloting opens, each part read once for the page.

The step itself judges anew by :mod:`tinnhiem.records.facts`; a test holds the two together.
"""

from functools import cached_property
from typing import Final

from tinnhiem.conduct.deciding import Verdict, judge_day
from tinnhiem.conduct.facts import ConferenceFacts
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import BodyKind, Level
from tinnhiem.law.quorum import Quorum
from tinnhiem.law.rulebook import CountingBoardRule, QuorumRule, Rule, Status
from tinnhiem.records.attendance import (
    Attendance,
    attendance_of,
    counted_present,
    day_of,
    in_order,
    quorum_here,
)
from tinnhiem.records.digests import slate_digest
from tinnhiem.records.facts import board_minimum, ledgers
from tinnhiem.records.lawful import chain_for
from tinnhiem.records.models import (
    BallotLedger,
    BoardMember,
    Conference,
    Person,
    Rated,
    RollEntry,
)

STEP: Final = "open-balloting"


class Opening:
    """The facts of a conference that is about to vote."""

    def __init__(self, conference: Conference) -> None:
        self.conference = conference

    @cached_property
    def chain(self) -> Chain:
        """The legal bases."""
        return chain_for(self.conference.poll)

    @cached_property
    def counts(self) -> Attendance:
        """The numbers of the roll."""
        return attendance_of(self.conference)

    @cached_property
    def present(self) -> int:
        """How many are present."""
        return counted_present(self.conference, self.counts)

    @cached_property
    def quorum(self) -> Quorum | None:
        """The quorum rule applied, None where there is none."""
        return quorum_here(self.conference, self.chain, self.counts)

    @cached_property
    def board(self) -> list[BoardMember]:
        """The proposed or elected board, head first."""
        kept = self.conference.board.select_related("person").order_by("position", "pk")
        order = list(BoardMember.Duty)
        return sorted(kept, key=lambda member: order.index(BoardMember.Duty(member.duty)))

    @cached_property
    def rated(self) -> dict[int, Rated]:
        """Those rated, by person."""
        rows = self.conference.slate.filter(conclusion=Rated.Conclusion.RATED)
        return {row.person_id: row for row in rows}

    @cached_property
    def minimum(self) -> int:
        """The least number of members of the board."""
        return board_minimum(self.conference.poll, self.chain)

    @cached_property
    def ledgers(self) -> list[BallotLedger]:
        """The ledger of every ballot type in use."""
        return ledgers(self.conference)

    @cached_property
    def slate_stands(self) -> bool:
        """Whether the list is as the conference adopted it."""
        if not self.conference.slate_adoption:
            return False
        return self.conference.slate_digest == slate_digest(self.conference.poll, self.conference)

    @cached_property
    def verdict(self) -> Verdict:
        """Whether the balloting may be opened, and what holds it back."""
        poll = self.conference.poll
        quorum = self.quorum
        facts = ConferenceFacts(
            stage=Stage(self.conference.stage),
            poll_state=PollState(poll.state),
            suspended=bool(poll.suspended),
            present=self.present,
            needed=quorum.needed if quorum else None,
            quorum_verified=bool(quorum and quorum.rule.status is Status.VERIFIED),
            slate_adopted=self.slate_stands,
            board_members=len(self.board),
            board_minimum=self.minimum,
            board_has_head=any(m.duty == BoardMember.Duty.HEAD for m in self.board),
            board_on_slate=sum(m.person_id in self.rated for m in self.board),
            board_elected=bool(self.conference.board_adoption),
            too_few_sheets=sum((each.printed or 0) < self.present for each in self.ledgers),
        )
        return judge_day(STEP, facts)

    def rule_about(self, kind: str) -> Rule | None:
        """Return the rule of law that a condition rests on, where the chain has one."""
        poll = self.conference.poll
        day = day_of(self.conference) or poll.opening_date
        if kind == "quorum":
            rules = self.chain.of(QuorumRule, day)
            body = BodyKind(poll.body_kind)
            return next((rule for rule in rules if not rule.bodies or body in rule.bodies), None)
        if kind == "counting-board":
            boards = self.chain.of(CountingBoardRule, day)
            level = Level(poll.body_level)
            return next((rule for rule in boards if not rule.levels or level in rule.levels), None)
        return None

    @cached_property
    def entries(self) -> list[RollEntry]:
        """The roll by given name, with its people."""
        return list(in_order(self.conference).filter(votes=True).select_related("person"))

    def seats(self, *, everybody: bool = False) -> list[tuple[str, str]]:
        """Return who may be proposed: keys and names.

        Those rated, and those proposed already, only where ``everybody``.
        """
        taken = set() if everybody else {*self.rated, *(each.person_id for each in self.board)}
        return [
            (entry.person.key, _described(entry))
            for entry in self.entries
            if entry.person_id not in taken
        ]

    def person(self, key: str) -> Person:
        """Return somebody of the roll by key."""
        return next(entry.person for entry in self.entries if entry.person.key == key)

    def unit(self, key: str) -> str:
        """Return the delegation of somebody of the roll."""
        return next(entry.delegation for entry in self.entries if entry.person.key == key)


def _described(entry: RollEntry) -> str:
    more = [part for part in (entry.delegation, entry.seat) if part]
    return f"{entry.name} ({', '.join(more)})" if more else entry.name
