"""Gathering what is known of a poll and of a conference, for the machine to judge."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from tinnhiem.conduct.facts import ConferenceFacts, PollFacts
from tinnhiem.conduct.states import PollState, Stage
from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import BodyKind, Level, Procedure, Roll
from tinnhiem.law.problems import InputError
from tinnhiem.law.quorum import quorum_rule
from tinnhiem.law.rulebook import CountingBoardRule, DisclosureRule, Status
from tinnhiem.records.count_facts import TypeCount, type_counts
from tinnhiem.records.digests import content_of, digest_of
from tinnhiem.records.gathered import board_of, is_gathered, kinds_of, slate_of
from tinnhiem.records.lawful import bare_poll, chain_for, roll_numbers
from tinnhiem.records.models import (
    Approval,
    BallotLedger,
    BallotType,
    BoardMember,
    Conference,
    CountedResult,
    Dossier,
    FollowUp,
    Minutes,
    Parcel,
    Poll,
    Question,
    Rated,
    Resolution,
    RollEntry,
    ScannedSheet,
    SheetAgain,
    Synthesis,
)
from tinnhiem.records.prepared import Prepared, counted
from tinnhiem.records.scans import rows_waiting, scanners_unchecked
from tinnhiem.records.second_look import second_looks_due
from tinnhiem.records.second_reading import pages_not_whole, readings_compared

_RECEIVED = (Dossier.State.ACCEPTED, Dossier.State.SENT, Dossier.State.FROZEN)


def slate_approval(poll: Poll) -> Approval | None:
    """Return the approval of the list that is in force."""
    return poll.approvals.filter(subject="slate", withdrawn=False).order_by("-pk").first()


def poll_facts(
    poll: Poll,
    people: list[Rated] | None = None,
    approved: Callable[[], Approval | None] | None = None,
) -> PollFacts:
    """Return what is known of a poll.

    ``people`` are the rows of its list, where the caller has read them (:func:`slate_rows`);
    ``approved`` gives the approval of it, where the caller has read that (:func:`slate_approval`).
    """
    chain = _chain(poll)
    slate = slate_rows(poll) if people is None else people
    rated = [row for row in slate if row.conclusion == Rated.Conclusion.RATED]
    approval = slate_approval(poll) if approved is None else approved()
    stages = tuple(Stage(found.stage) for found in poll.conferences.all())
    seen = _numbers(poll)
    return PollFacts(
        state=PollState(poll.state),
        suspended=bool(poll.suspended),
        secret=poll.classification == Poll.Classification.SECRET and settings.CONNECTED,
        council=is_council(poll),
        bases_known=chain is not None,
        base_chosen=chain is not None and _base_chosen(poll, chain),
        dated=bool(poll.opening_date or poll.poll_date),
        conferences=len(stages),
        rated=len(rated),
        undecided=sum(row.conclusion == Rated.Conclusion.UNDECIDED for row in slate),
        slate_approved=approval is not None,
        slate_changed=approval is not None and approval.digest != digest_of(content_of(slate)),
        voters=seen["voters"],
        reports_missing=sum(_report_state(row) not in _RECEIVED for row in rated),
        opinions_received=bool(seen["opinions"]),
        questions_open=seen["questions"],
        stages=stages,
        results_complete=bool(rated) and all(hasattr(row, "result") for row in rated),
        concluded=bool(seen["concluded"]),
        scopes=scopes_allowed(poll, chain),
        cases_open=seen["cases"],
        unsealed=len(stages) - seen["sealed"],
    )


def slate_rows(poll: Poll) -> list[Rated]:
    """Return everybody on the list of a poll with dossier, result, ballot type and conference."""
    rows = Rated.objects.filter(poll=poll)
    return list(rows.select_related("ballot_type", "conference", "dossier", "result"))


def _report_state(row: Rated) -> str:
    dossier: Dossier | None = getattr(row, "dossier", None)
    return dossier.state if dossier else ""


def _numbers(poll: Poll) -> dict[str, Any]:
    """Count what a poll has beside its list, in one query."""
    return _NUMBERS.row(poll=poll.pk)


def _counted(*, poll: int) -> QuerySet[Any, Any]:
    here = OuterRef("pk")
    questions = Question.objects.filter(rated__poll=here).exclude(state=Question.State.ANSWERED)
    cases = FollowUp.objects.filter(rated__poll=here).exclude(state=FollowUp.State.CONCLUDED)
    sealed = Conference.objects.filter(Exists(Parcel.objects.filter(conference=OuterRef("pk"))))
    return Poll.objects.filter(pk=poll).values(
        voters=counted(RollEntry.objects.filter(conference__poll=here, votes=True)),
        opinions=Exists(Synthesis.objects.filter(poll=here, filed=True)),
        questions=counted(questions),
        concluded=Exists(Resolution.objects.filter(poll=here)),
        cases=counted(cases),
        sealed=counted(sealed.filter(poll=here)),
    )


_NUMBERS: Final = Prepared(_counted)


def is_council(poll: Poll) -> bool:
    """Whether a council or the National Assembly polls: its result is confirmed by resolution."""
    return poll.body_kind in {BodyKind.COUNCIL, BodyKind.NATIONAL_ASSEMBLY}


def _chain(poll: Poll) -> Chain | None:
    try:
        return chain_for(poll)
    except InputError:
        return None


def _base_chosen(poll: Poll, chain: Chain) -> bool:
    try:
        rule = chain.denominator(Procedure(poll.procedure))
    except InputError:
        return False
    return rule.base is not None or bool(poll.denominator)


def scopes_allowed(poll: Poll, chain: Chain | None) -> frozenset[str]:
    """Return the scopes to which the legal bases let a poll's results be opened."""
    if chain is None:
        return frozenset()
    rules = chain.of(DisclosureRule, poll.poll_date or poll.opening_date)
    return frozenset(scope for rule in rules for scope in rule.allowed)


def conference_facts(
    conference: Conference, counts: list[TypeCount] | None = None
) -> ConferenceFacts:
    """Return what is known of a conference on its day.

    ``counts`` are those of its ballot types, where the caller has read them (:func:`type_counts`).
    """
    poll = conference.poll
    chain = chain_for(poll)
    roll = roll_numbers(conference)
    needed, verified = quorum_needed(conference, chain, roll)
    board = board_of(conference)
    listed = slate_of(conference)
    on_slate = {row.person_id for row in listed if row.conclusion == Rated.Conclusion.RATED}
    present = roll.present or 0
    counts = type_counts(conference) if counts is None else counts
    kept = ledgers(conference)
    read = _READ.row(conference=conference.pk)
    compared = readings_compared(conference) if read["any"] or read["again"] else []
    return ConferenceFacts(
        stage=Stage(conference.stage),
        poll_state=PollState(poll.state),
        suspended=bool(poll.suspended),
        present=present,
        needed=needed,
        quorum_verified=verified,
        slate_adopted=bool(conference.slate_adoption)
        and conference.slate_digest == digest_of(content_of(listed)),
        board_members=len(board),
        board_minimum=board_minimum(poll, chain),
        board_has_head=any(member.duty == BoardMember.Duty.HEAD for member in board),
        board_on_slate=sum(member.person_id in on_slate for member in board),
        board_elected=bool(conference.board_adoption),
        too_few_sheets=sum((ledger.printed or 0) < present for ledger in kept),
        unbalanced=sum(not balances(ledger) for ledger in kept),
        unannounced=sum(not is_announced(ledger) for ledger in kept),
        batches_open=sum(count.open for count in counts),
        identities_broken=sum(count.broken for count in counts),
        doubts_open=read["doubts"],
        not_read_twice=pages_not_whole(compared),
        second_look_due=len(second_looks_due(conference, counts, compared)),
        scanners_unchecked=scanners_unchecked(conference) if read["any"] else 0,
        unsigned=unsigned(conference, board),
    )


def _of_reading(*, conference: int) -> QuerySet[Any, Any]:
    here = OuterRef("pk")
    sheets = ScannedSheet.objects.filter(run__conference=here, run__dropped="")
    again = SheetAgain.objects.filter(run__conference=here, run__dropped="")
    return Conference.objects.filter(pk=conference).values(
        any=Exists(sheets), again=Exists(again), doubts=counted(rows_waiting(here))
    )


#: Whether anything was read by machine, and how much of it waits for people.
_READ: Final = Prepared(_of_reading)


def quorum_needed(
    conference: Conference, chain: Chain, roll: Roll | None = None
) -> tuple[int | None, bool]:
    """Return how many must be present (None: no formula is known), and whether it is verified.

    ``roll`` are the numbers of the roll, where the caller has read them (:func:`roll_numbers`).
    """
    poll = bare_poll(conference, roll or roll_numbers(conference))
    rule = quorum_rule(poll, chain)
    if rule is None:
        return None, False
    base = poll.roll.convened if rule.of.value == "convened" else poll.roll.membership
    if not base:
        return None, False
    share = rule.share
    return -(-base * share.numerator // share.denominator), rule.status is Status.VERIFIED


def board_minimum(poll: Poll, chain: Chain) -> int:
    """Return the least number of members of the counting board; 1 where no number is known."""
    rules = chain.of(CountingBoardRule, poll.poll_date or poll.opening_date)
    mine = (r for r in rules if not r.levels or Level(poll.body_level) in r.levels)
    return max((rule.minimum or 1 for rule in mine), default=1)


def ledgers(conference: Conference) -> list[BallotLedger]:
    """Return the ledger of every ballot type that somebody rated is on; one not begun is empty."""
    kinds = _rated_on(conference)
    return [getattr(kind, "ledger", None) or BallotLedger(ballot_type=kind) for kind in kinds]


def _rated_on(conference: Conference) -> list[BallotType]:
    """Return the ballot types that somebody rated is on."""
    rated = Rated.Conclusion.RATED
    if is_gathered(conference):
        on = {row.ballot_type_id for row in slate_of(conference) if row.conclusion == rated}
        return [kind for kind in kinds_of(conference) if kind.pk in on]
    kinds = conference.ballot_types.filter(lines__conclusion=rated).distinct()
    return list(kinds.order_by("position").select_related("ledger"))


def balances(ledger: BallotLedger) -> bool:
    """Whether every sheet of a type is accounted for, or the board wrote down why not.

    More returned than issued can never be explained away here.
    """
    numbers = (ledger.printed, ledger.issued, ledger.exchanged, ledger.unused, ledger.returned)
    if any(number is None for number in numbers):
        return False
    printed, issued, exchanged, unused, returned = (number or 0 for number in numbers)
    if returned > issued:
        return False
    exact = printed == issued + exchanged + unused and returned == issued
    return exact or bool(ledger.reason)


def is_announced(ledger: BallotLedger) -> bool:
    """Whether the head of the board announced the numbers that now stand in the ledger."""
    told = ledger.announced
    numbers = (told.get("issued"), told.get("returned"))
    return None not in numbers and numbers == (ledger.issued, ledger.returned)


def unsigned(conference: Conference, board: list[BoardMember] | None = None) -> int:
    """How many members of the board neither signed the minutes in force nor are noted as absent."""
    minutes = conference.minutes.exclude(state=Minutes.State.SUPERSEDED).order_by("-number").first()
    seats = board_of(conference) if board is None else board
    members = [member for member in seats if not member.absent_reason]
    if minutes is None or not members:
        return max(len(members), 1)
    valid = minutes.signatures.filter(fallen=False, facts=minutes.facts)
    signed = set(valid.values_list("member_id", flat=True))
    return sum(member.pk not in signed for member in members)


def results_of(conference: Conference) -> dict[str, CountedResult]:
    """Return the results of a conference by line."""
    found = CountedResult.objects.filter(rated__conference=conference).select_related("rated")
    return {result.rated.line: result for result in found}
