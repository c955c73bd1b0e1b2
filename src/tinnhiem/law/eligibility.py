"""Who is put to the poll, who is not, and by which clause.

A person is a subject through a post whose position the rulebook lists at this kind and level of
body; then the exclusions in force are tried. Nothing else excludes: illness, for one, does not.

Where the list says that people decided about somebody, or that they left office, this goes before
what the rules say; the reasons of the law stay beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tinnhiem.law.chain import Chain
from tinnhiem.law.poll import Officeholder, Poll, Post, Procedure
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.rulebook import (
    BallotGroupRule,
    ExclusionRule,
    SeveralPostsRule,
    SubjectRule,
)

GroundRule = SubjectRule | ExclusionRule | SeveralPostsRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason, by the rule that gives it; ``post`` is the post that it concerns."""

    rule: GroundRule
    post: Post | None = None
    applies: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What people decided about one person, and the reason that they wrote down."""

    included: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """Whether one person is put to the poll, with every reason; warnings name missing facts.

    ``reasons`` are those of the law alone, ``by_law`` what follows from them. ``decision`` is what
    people decided instead; of somebody who left office ``officeholder.left_on`` says when.
    """

    officeholder: Officeholder
    included: bool
    reasons: tuple[Reason, ...]
    posts: tuple[Post, ...]
    warnings: tuple[Problem, ...] = ()
    by_law: bool
    decision: Decision | None = None


def eligibility(poll: Poll, chain: Chain) -> tuple[Eligibility, ...]:
    """Say of each person on the list whether they are put to the poll, in the order of the list.

    :raises InputError: where a date is missing that an exclusion in the chain is counted by.
    """
    gaps = date_gaps(poll, chain)
    if gaps:
        raise InputError(gaps)
    return tuple(
        _as_decided(_by_law(person, f"slate[{index}]", poll, chain))
        for index, person in enumerate(poll.slate)
    )


def _as_decided(found: Eligibility) -> Eligibility:
    """Let what people stated go before what the law says."""
    person = found.officeholder
    if person.left_on is not None:
        return replace(found, included=False, warnings=())
    if person.decided is None:
        return found
    return replace(
        found,
        included=person.decided,
        decision=Decision(included=person.decided, reason=person.decision_reason),
        posts=found.posts or (person.posts if person.decided else ()),
    )


def poll_day(poll: Poll) -> date | None:
    """The day of the poll; the opening of the sitting where the day is not yet set."""
    return poll.sitting.poll_date or poll.sitting.opening_date


def date_gaps(poll: Poll, chain: Chain) -> tuple[Problem, ...]:
    """Dates of the sitting that the exclusions need and that are not set."""
    if poll.procedure is not Procedure.RATING:
        return ()
    grounds = {rule.ground: rule for rule in chain.of(ExclusionRule, poll_day(poll))}
    opening, day = poll.sitting.opening_date, poll_day(poll)
    missing = {
        "elected-in-poll-year": ("poll_date", day),
        "months-in-post": ("opening_date", opening),
    }
    return tuple(
        Problem(
            code="sitting-date-missing",
            place=f"sitting.{name}",
            values={"needed": name.removesuffix("_date"), "citation": grounds[ground].citation},
        )
        for ground, (name, value) in missing.items()
        if ground in grounds and value is None
    )


def _by_law(person: Officeholder, place: str, poll: Poll, chain: Chain) -> Eligibility:
    reasons = _subject_reasons(person, poll, chain)
    posts = tuple(reason.post for reason in reasons if reason.post is not None)
    if not posts:
        outside = _nearest_subject_rule(person, poll, chain)
        return Eligibility(
            officeholder=person, included=False, by_law=False, reasons=outside, posts=()
        )
    several = chain.of(SeveralPostsRule, poll_day(poll))
    if len(posts) > 1 and several:
        reasons += (Reason(rule=several[0]),)
        if several[0].rated == "highest":
            posts = (_highest(posts, chain),)
    excluded, warnings = _exclusions(person, posts, place, poll, chain)
    return Eligibility(
        officeholder=person,
        included=not excluded,
        by_law=not excluded,
        reasons=excluded or reasons,
        posts=posts,
        warnings=warnings,
    )


def _subject_rules(poll: Poll, chain: Chain) -> tuple[SubjectRule, ...]:
    rules = chain.of(SubjectRule, poll_day(poll))
    return tuple(rule for rule in rules if poll.procedure in rule.procedures)


def _subject_reasons(person: Officeholder, poll: Poll, chain: Chain) -> tuple[Reason, ...]:
    found: list[Reason] = []
    for post in person.posts:
        for rule in _subject_rules(poll, chain):
            if _covers(rule, post, poll):
                found.append(Reason(rule=rule, post=post))
                break
    return tuple(found)


def _covers(rule: SubjectRule, post: Post, poll: Poll) -> bool:
    here = poll.body.kind in rule.bodies and poll.body.level in rule.levels
    return here and post.position in rule.positions


def _nearest_subject_rule(person: Officeholder, poll: Poll, chain: Chain) -> tuple[Reason, ...]:
    """The rules that a person falls outside of: those of this kind of body where there are any."""
    asked = [rule for rule in chain.of(SubjectRule) if poll.procedure in rule.procedures]
    here = [rule for rule in asked if poll.body.kind in rule.bodies] or asked
    level = [rule for rule in here if poll.body.level in rule.levels] or here
    positions = {post.position for post in person.posts}
    held = [rule for rule in level if not positions.isdisjoint(rule.positions)] or level
    return tuple(Reason(rule=rule, applies=False) for rule in held)


def _highest(posts: tuple[Post, ...], chain: Chain) -> Post:
    order = [p for group in chain.of(BallotGroupRule) for p in group.positions]
    rank = {position: index for index, position in enumerate(order)}
    return min(posts, key=lambda post: rank.get(post.position, len(order)))


def _exclusions(
    person: Officeholder, posts: tuple[Post, ...], place: str, poll: Poll, chain: Chain
) -> tuple[tuple[Reason, ...], tuple[Problem, ...]]:
    if poll.procedure is not Procedure.RATING:
        return (), ()
    rules = chain.of(ExclusionRule, poll_day(poll))
    found = [reason for rule in rules for reason in _grounds(rule, person, posts, poll)]
    dated = any(rule.ground in {"elected-in-poll-year", "months-in-post"} for rule in rules)
    if not dated:
        return tuple(found), ()
    new = [reason.post for reason in found if reason.post is not None]
    return tuple(found), (
        *_undated(person, posts, place),
        *_elected_later(person, posts, place, poll),
        *_newly_elected_to_some(person, posts, new, place),
    )


def _grounds(
    rule: ExclusionRule, person: Officeholder, posts: tuple[Post, ...], poll: Poll
) -> list[Reason]:
    match rule.ground:
        case "stated":
            return [Reason(rule=rule)] if rule.id in person.stated_exclusions else []
        case "retirement-notice":
            return [Reason(rule=rule)] if _is_leaving(person, poll) else []
        case _:
            return _by_election_date(rule, posts, poll)


def _is_leaving(person: Officeholder, poll: Poll) -> bool:
    notice, day = person.retirement_notice_on, poll_day(poll)
    return notice is not None and (day is None or notice <= day)


def _by_election_date(rule: ExclusionRule, posts: tuple[Post, ...], poll: Poll) -> list[Reason]:
    """Reasons from when a person came to a post that is put to the poll.

    A person newly elected to one of several posts is a person elected in the year, by the letter.
    """
    return [
        Reason(rule=rule, post=post)
        for post in posts
        if post.elected_on is not None and _is_too_new(rule, post.elected_on, poll)
    ]


def _is_too_new(rule: ExclusionRule, elected_on: date, poll: Poll) -> bool:
    day = poll_day(poll)
    if day is None:
        return False
    if rule.ground == "elected-in-poll-year":
        return elected_on.year == day.year
    opening = poll.sitting.opening_date or day
    return months_after(elected_on, rule.months or 0) > opening


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(day)


def _elected_later(
    person: Officeholder, posts: tuple[Post, ...], place: str, poll: Poll
) -> Iterator[Problem]:
    day = poll_day(poll)
    for post in posts:
        if day is not None and post.elected_on is not None and post.elected_on > day:
            values = {"name": person.name, "post": post.title, "date": post.elected_on, "day": day}
            yield Problem(code="elected-after-sitting", place=f"{place}.posts", values=values)


def _newly_elected_to_some(
    person: Officeholder, posts: tuple[Post, ...], new: Sequence[Post], place: str
) -> Iterator[Problem]:
    """The letter of the law does not say what holds for a person who is new to one post only."""
    if new and len(new) < len(posts):
        values = {"name": person.name, "post": new[0].title}
        yield Problem(code="new-to-one-post", place=f"{place}.posts", values=values)


def _undated(person: Officeholder, posts: tuple[Post, ...], place: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            code="election-date-unknown",
            place=f"{place}.posts",
            values={"name": person.name, "post": post.title},
        )
        for post in posts
        if post.elected_on is None
    )
