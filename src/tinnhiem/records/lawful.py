"""What the records say, in the terms of the law: the poll of one conference and its legal bases."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Literal

from django.db import models

from tinnhiem.law.bookshelf import parse
from tinnhiem.law.chain import Chain, load_chain
from tinnhiem.law.poll import (
    BallotType,
    Base,
    BoardMember,
    Body,
    BodyKind,
    Choice,
    Count,
    Level,
    Officeholder,
    Position,
    Post,
    Procedure,
    Roll,
    Sitting,
)
from tinnhiem.law.poll import Poll as LawfulPoll
from tinnhiem.law.rulebook import Rulebook
from tinnhiem.records.gathered import board_of, kinds_of, slate_of
from tinnhiem.records.models import BallotLedger, Conference, Minutes, Poll, Rated, RollEntry

People = Literal["all", "rated"]
#: Chains of polls with rules of their own, by the hashes of these: reading them takes a second.
_OWN: Final[dict[tuple[object, ...], Chain]] = {}


def chain_for(poll: Poll) -> Chain:
    """Return the chain of legal bases of a poll, its organisation's own law files included.

    :raises InputError: where a file is unknown or unsound.
    """
    if not poll.overlays:
        return load_chain(poll.rulebook)
    own = tuple(poll.own_rules.order_by("identifier").values_list("identifier", "sha256"))
    if not own:
        return load_chain(poll.rulebook, tuple(poll.overlays))
    key = (poll.rulebook, *poll.overlays, own)
    if key not in _OWN:
        _OWN[key] = load_chain(poll.rulebook, tuple(poll.overlays), _books(poll))
    return _OWN[key]


def _books(poll: Poll) -> dict[str, Rulebook]:
    return {rules.identifier: parse(rules.text.encode()) for rules in poll.own_rules.all()}


def lawful_poll(
    conference: Conference,
    *,
    people: People = "all",
    counted: bool = True,
    whole: bool = True,
    minutes: Minutes | None = None,
) -> LawfulPoll:
    """Return the poll of one conference as the law sees it.

    ``people`` are ``all`` whom the list was drawn up from, or only those ``rated``. Where not
    ``counted`` it is told as before the count, whatever was counted already. Where not ``whole``
    board and steps done are left out: neither results nor ballots say anything of them.
    ``minutes`` are those in force, where the caller has read them.
    """
    poll = conference.poll
    invalid = _invalid_ballots(conference, minutes) if counted else {}
    return LawfulPoll(
        procedure=Procedure(poll.procedure),
        rulebook=poll.rulebook,
        overlays=tuple(poll.overlays),
        body=_body(poll),
        sitting=_sitting(poll, conference),
        roll=roll_numbers(conference),
        ballot_types=tuple(_types(conference, invalid)),
        slate=tuple(_people(conference, people, counted=counted)),
        denominator=Base(poll.denominator) if poll.denominator else None,
        counting_board=tuple(_board(conference)) if whole else (),
        steps_done=_steps(poll) if whole else {},
        rehearsal=poll.rehearsal,
        papers=dict(poll.papers),
    )


def bare_poll(conference: Conference, roll: Roll) -> LawfulPoll:
    """Return a poll with its body, its dates and its roll only: nobody on the list is looked up."""
    poll = conference.poll
    return LawfulPoll(
        procedure=Procedure(poll.procedure),
        rulebook=poll.rulebook,
        overlays=tuple(poll.overlays),
        body=_body(poll),
        sitting=_sitting(poll, conference),
        roll=roll,
        ballot_types=(),
        slate=(),
    )


def _body(poll: Poll) -> Body:
    term = (poll.term_from, poll.term_until)
    return Body(
        name=poll.body_name,
        kind=BodyKind(poll.body_kind),
        level=Level(poll.body_level),
        term=(term[0], term[1]) if term[0] and term[1] else None,
    )


def _sitting(poll: Poll, conference: Conference) -> Sitting:
    return Sitting(
        name=poll.sitting,
        opening_date=poll.opening_date,
        poll_date=conference.held_on or poll.poll_date,
        place=conference.place or poll.place,
    )


def roll_numbers(conference: Conference) -> Roll:
    """Return the numbers of the roll: members, those convened, those present.

    Observers who attend without a vote are not counted.
    """
    there = models.Q(attendance=RollEntry.Attendance.PRESENT)
    entries = conference.roll.filter(votes=True).order_by()
    seen = entries.aggregate(listed=models.Count("pk"), there=models.Count("pk", filter=there))
    listed, present = seen["listed"], conference.present_at_opening
    if present is None:
        present = seen["there"] or None
    return Roll(
        membership=conference.membership or conference.poll.membership or listed or None,
        convened=conference.convened or listed or None,
        present=present,
    )


def _types(conference: Conference, invalid: Mapping[str, int]) -> Iterable[BallotType]:
    for kind in kinds_of(conference):
        ledger = getattr(kind, "ledger", None) or BallotLedger()
        yield BallotType(
            id=kind.code,
            title=kind.title,
            issued=ledger.issued,
            exchanged=ledger.exchanged,
            unused=ledger.unused,
            returned=ledger.returned,
            invalid=invalid.get(kind.code),
        )


def _invalid_ballots(conference: Conference, minutes: Minutes | None) -> Mapping[str, int]:
    """Return how many ballots of each type were not valid, as the minutes in force say."""
    if minutes is not None:
        noted: Mapping[str, int] = minutes.invalid_ballots
        return noted
    kept = conference.minutes.exclude(state=Minutes.State.SUPERSEDED).order_by("-number")
    found: dict[str, int] = kept.values_list("invalid_ballots", flat=True).first() or {}
    return found


def _people(conference: Conference, people: People, *, counted: bool) -> Iterable[Officeholder]:
    for row in slate_of(conference):
        if people == "all" or row.conclusion == Rated.Conclusion.RATED:
            yield officeholder(row, counted=counted)


def officeholder(rated: Rated, *, counted: bool = True) -> Officeholder:
    """Return one person on the list in the terms of the law, with the count where there is one.

    It is left out where not ``counted``.
    """
    return Officeholder(
        id=rated.line,
        name=rated.name,
        ballot_type=rated.ballot_type.code if rated.ballot_type else "",
        posts=tuple(_post(post) for post in rated.posts),
        salutation=rated.salutation,
        birth_year=rated.birth_year,
        retirement_notice_on=rated.retirement_notice_on,
        stated_exclusions=tuple(rated.stated_exclusions),
        count=_count(rated) if counted else None,
        decided=_decided(rated),
        decision_reason=rated.decided_by_hand or _reason_of_leaving(rated),
        left_on=rated.left_on if rated.conclusion == Rated.Conclusion.LEFT else None,
    )


def _decided(rated: Rated) -> bool | None:
    """Return what people decided about somebody, or None where the law concluded."""
    if rated.conclusion == Rated.Conclusion.LEFT:
        return False
    if not rated.decided_by_hand or rated.conclusion == Rated.Conclusion.UNDECIDED:
        return None
    return bool(rated.conclusion == Rated.Conclusion.RATED)


def _reason_of_leaving(rated: Rated) -> str:
    return rated.left_reason if rated.conclusion == Rated.Conclusion.LEFT else ""


def _post(kept: Mapping[str, str]) -> Post:
    elected = kept.get("elected_on")
    return Post(
        title=kept["title"],
        position=Position(kept["position"]),
        elected_on=date.fromisoformat(elected) if elected else None,
    )


def _count(rated: Rated) -> Count | None:
    result = getattr(rated, "result", None)
    if result is None:
        return None
    marks = {Choice(name): number for name, number in result.marks.items()}
    return Count(marks=marks, invalid=result.invalid)


def _board(conference: Conference) -> Iterable[BoardMember]:
    for member in board_of(conference):
        yield BoardMember(
            name=member.person.name,
            role=member.duty,
            unit=member.unit,
            salutation=member.person.salutation,
        )


def _steps(poll: Poll) -> dict[str, date]:
    done = poll.steps_done.filter(done_on__isnull=False)
    return {step.step: step.done_on for step in done if step.done_on is not None}
