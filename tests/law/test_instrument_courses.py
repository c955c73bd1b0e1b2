"""Who is rated, when, by which papers: the law files say what the instruments say."""

from datetime import date
from fractions import Fraction

import pytest

from tinnhiem.law.chain import load_chain
from tinnhiem.law.poll import Base, BodyKind, Level, Position, Procedure
from tinnhiem.law.rulebook import (
    BallotGroupRule,
    CountingBoardRule,
    DocumentRule,
    ExclusionRule,
    Lock,
    PlacesRule,
    QuorumRule,
    SeveralPostsRule,
    Status,
    StepRule,
    SubjectRule,
    TimingRule,
    TriggerRule,
)
from tinnhiem.law.timeline import timeline

COUNCIL = ("nq-35-2012-qh13", "nq-85-2014-qh13", "nq-96-2023-qh15")
PARTY = ("qd-262-qd-tw", "qd-96-qd-tw")
TWO_THIRDS = Fraction(2, 3)


@pytest.mark.parametrize(
    ("identifier", "grounds"),
    [
        ("nq-35-2012-qh13", []),
        ("nq-85-2014-qh13", [("months-in-post", 9)]),
        ("nq-96-2023-qh15", [("retirement-notice", None), ("elected-in-poll-year", None)]),
        ("qd-262-qd-tw", []),
        ("qd-96-qd-tw", [("retirement-notice", None), ("elected-in-poll-year", None)]),
    ],
)
def test_exclusions_are_those_of_the_instrument_and_no_others(
    identifier: str, grounds: list[tuple[str, int | None]]
) -> None:
    rules = load_chain(identifier).of(ExclusionRule)

    assert [(rule.ground, rule.months) for rule in rules] == grounds
    assert {rule.lock for rule in rules} <= {Lock.LOCKED}


@pytest.mark.parametrize(
    ("identifier", "rated"), [("nq-85-2014-qh13", "highest"), ("nq-96-2023-qh15", "all")]
)
def test_a_person_with_several_posts_is_rated_once(identifier: str, rated: str) -> None:
    assert [rule.rated for rule in load_chain(identifier).of(SeveralPostsRule)] == [rated]


def _levels(identifier: str, on: date) -> set[Level]:
    rules = load_chain(identifier).of(SubjectRule, on)
    mine = [r for r in rules if BodyKind.COUNCIL in r.bodies and Procedure.RATING in r.procedures]
    return {level for rule in mine for level in rule.levels}


def test_councils_of_districts_rate_until_there_are_no_districts() -> None:
    assert _levels("nq-96-2023-qh15", date(2025, 6, 30)) == {Level.PROVINCE, Level.DISTRICT}
    assert _levels("nq-96-2023-qh15", date(2025, 7, 1)) == {Level.PROVINCE}


@pytest.mark.parametrize("identifier", ["nq-35-2012-qh13", "nq-85-2014-qh13"])
def test_communes_rated_before_2023(identifier: str) -> None:
    expected = {Level.PROVINCE, Level.DISTRICT, Level.COMMUNE}

    assert _levels(identifier, date(2014, 12, 1)) == expected


def _rated(identifier: str, body: BodyKind) -> set[Position]:
    rules = load_chain(identifier).of(SubjectRule)
    mine = [r for r in rules if body in r.bodies and Procedure.RATING in r.procedures]
    return {position for rule in mine for position in rule.positions}


def test_deputy_heads_of_committees_are_not_rated() -> None:
    rated = _rated("nq-96-2023-qh15", BodyKind.COUNCIL)

    assert Position.COUNCIL_COMMITTEE_HEAD in rated
    assert Position.COUNCIL_COMMITTEE_DEPUTY_HEAD not in rated


@pytest.mark.parametrize("identifier", [*COUNCIL, *PARTY])
def test_every_position_that_councils_and_units_rate_is_on_a_ballot(identifier: str) -> None:
    chain = load_chain(identifier)
    for body in BodyKind:
        groups = [group for group in chain.of(BallotGroupRule) if body in group.bodies]
        listed = [position for group in groups for position in group.positions]

        assert len(listed) == len(set(listed)), "a position is on one type of ballot only"
        if body is BodyKind.COUNCIL or identifier in COUNCIL:
            assert _rated(identifier, body) <= set(listed)


def test_the_national_assembly_has_nine_types_of_ballots() -> None:
    groups = load_chain("nq-96-2023-qh15").of(BallotGroupRule)
    mine = [group for group in groups if BodyKind.NATIONAL_ASSEMBLY in group.bodies]

    assert [group.order for group in mine] == list(range(1, 10))


def test_a_council_has_two_types_of_ballots() -> None:
    groups = load_chain("nq-96-2023-qh15").of(BallotGroupRule)
    titles = [group.title_vi for group in groups if BodyKind.COUNCIL in group.bodies]

    assert titles == ["Khối Hội đồng nhân dân", "Khối Ủy ban nhân dân"]


@pytest.mark.parametrize(
    ("identifier", "anchor", "days"),
    [
        ("nq-35-2012-qh13", "opening", [-20, -10]),
        ("nq-85-2014-qh13", "opening", [-30, -20, -15, -10]),
        ("nq-96-2023-qh15", "opening", [-45, -45, -30, -25, -20, -20, -15, -10]),
        ("qd-96-qd-tw", "poll", [-20, -15, -10, -3]),
    ],
)
def test_the_calendar_is_the_one_of_the_instrument(
    identifier: str, anchor: str, days: list[int]
) -> None:
    steps = [rule for rule in load_chain(identifier).of(StepRule) if rule.days < 0]

    assert [step.days for step in steps] == days
    assert {step.anchor for step in steps} == {anchor}
    assert {step.counting for step in steps} == {"calendar"}
    assert {step.lock for step in steps} == {Lock.MINIMUM}


def test_deadlines_after_a_party_poll_count_in_working_days_since_october_2025() -> None:
    chain = load_chain("qd-96-qd-tw")
    after = [step for step in chain.of(StepRule) if step.days > 0]

    assert [(step.days, step.counting) for step in after] == [(10, "working"), (20, "working")]
    assert {step.in_force_from for step in after} == {date(2025, 10, 8)}
    before = timeline(chain, poll_date=date(2023, 9, 20), is_holiday=lambda _: False)
    assert {step.rule.days for step in before} == {-20, -15, -10, -3}
    named = chain.named("qd-377-qd-tw")
    assert named is not None
    assert named.short_vi == "Quy định số 377-QĐ/TW"


@pytest.mark.parametrize("identifier", COUNCIL)
def test_a_fifth_of_the_assembly_or_a_third_of_a_council_can_ask_for_a_vote(
    identifier: str,
) -> None:
    rules = [rule for rule in load_chain(identifier).of(TriggerRule) if rule.by == "petition"]

    found = {(rule.bodies, rule.share) for rule in rules}
    assert found == {
        ((BodyKind.NATIONAL_ASSEMBLY,), Fraction(1, 5)),
        ((BodyKind.COUNCIL,), Fraction(1, 3)),
    }


@pytest.mark.parametrize(
    ("identifier", "outcomes"),
    [
        ("nq-35-2012-qh13", {("two-thirds-low", False), ("over-half-low", True)}),
        ("nq-85-2014-qh13", {("two-thirds-low", False)}),
        ("nq-96-2023-qh15", {("over-half-low", False)}),
    ],
)
def test_a_rating_brings_about_a_vote_where_the_instrument_says_so(
    identifier: str, outcomes: set[tuple[str, bool]]
) -> None:
    rules = [rule for rule in load_chain(identifier).of(TriggerRule) if rule.by == "outcome"]

    assert {(rule.outcome, rule.repeated) for rule in rules} == outcomes


def test_a_party_conference_needs_two_thirds_of_those_convened() -> None:
    (rule,) = load_chain("qd-96-qd-tw").of(QuorumRule)

    assert (rule.share, rule.of, rule.lock) == (TWO_THIRDS, Base.CONVENED, Lock.MINIMUM)
    assert rule.status is Status.VERIFIED


@pytest.mark.parametrize("identifier", COUNCIL)
def test_the_quorum_of_a_council_is_only_believed(identifier: str) -> None:
    (rule,) = load_chain(identifier).of(QuorumRule)

    assert (rule.of, rule.status) == (Base.MEMBERSHIP, Status.UNVERIFIED)


def test_a_person_is_rated_at_two_places_at_most() -> None:
    (rule,) = load_chain("qd-96-qd-tw").of(PlacesRule)

    assert (rule.maximum, rule.lock) == (2, Lock.LOCKED)


@pytest.mark.parametrize("identifier", [*COUNCIL, *PARTY])
def test_nobody_on_the_list_counts_the_ballots(identifier: str) -> None:
    rules = load_chain(identifier).of(CountingBoardRule)

    assert rules
    assert [rule.id for rule in rules if rule.slate_allowed] == []


def test_a_level_has_one_rule_about_its_counting_board() -> None:
    rules = load_chain("nq-96-2023-qh15").of(CountingBoardRule)
    levels = [level for rule in rules for level in rule.levels]

    assert len(levels) == len(set(levels))
    assert {rule.levels: rule.minimum for rule in rules}[Level.PROVINCE,] == 7


@pytest.mark.parametrize(
    ("identifier", "when"),
    [
        ("nq-35-2012-qh13", ("yearly", None)),
        ("nq-85-2014-qh13", ("once-a-term", 3)),
        ("nq-96-2023-qh15", ("once-a-term", 3)),
        ("qd-262-qd-tw", ("once-a-term", 3)),
        ("qd-96-qd-tw", ("once-a-term", 3)),
    ],
)
def test_polls_are_held_when_the_instrument_says(
    identifier: str, when: tuple[str, int | None]
) -> None:
    (rule,) = load_chain(identifier).of(TimingRule)

    assert (rule.frequency, rule.year_of_term) == when


CONTRACT = {
    *("slate", "request-letters", "ballots", "board-decision", "minutes", "announcement"),
    *("submission", "report-upward", "personal-extracts", "publication"),
}


@pytest.mark.parametrize("identifier", [*COUNCIL, *PARTY])
def test_every_paper_has_an_issuer_and_a_style(identifier: str) -> None:
    papers = [rule.document for rule in load_chain(identifier).of(DocumentRule)]

    assert len(papers) == len(set(papers))
    assert set(papers) >= CONTRACT
    assert ("resolution" in papers) is (identifier in COUNCIL)


def test_the_plan_of_the_example_is_stricter_where_it_may_be() -> None:
    chain = load_chain("qd-96-qd-tw", ("hd-606-hd-bcsd", "kh-vi-du-bhxh"))
    (quorum,) = chain.of(QuorumRule)

    assert quorum.share == Fraction(3, 4)
    assert [rule.ground for rule in chain.of(ExclusionRule)][-1] == "stated"
    assert chain.denominator(Procedure.RATING).base is Base.RETURNED
