"""The law files that come with the software say what the instruments say."""

import unicodedata
from fractions import Fraction

import pytest

from tinnhiem.law.bookshelf import identifiers, load
from tinnhiem.law.chain import Chain, load_chain
from tinnhiem.law.poll import Base, Choice, Procedure
from tinnhiem.law.rulebook import (
    DocumentRule,
    Lock,
    OutcomeRule,
    Rule,
    Rulebook,
    Status,
)

COUNCIL = ("nq-35-2012-qh13", "nq-85-2014-qh13", "nq-96-2023-qh15")
PARTY = ("qd-262-qd-tw", "qd-96-qd-tw")
OVERLAYS = (
    ("hd-606-hd-bcsd",),
    ("hd-606-hd-bcsd", "kh-1158-bhxh-binh-thuan"),
    ("hd-606-hd-bcsd", "kh-vi-du-bhxh"),
)
BOOKS = [load(identifier) for identifier in identifiers()]
RULES = [
    pytest.param(book, rule, id=f"{book.instrument.id}/{rule.id}")
    for book in BOOKS
    for rule in book.rule
]


def _names(book: Rulebook) -> str:
    return book.instrument.id


def test_every_instrument_that_was_asked_for_is_here() -> None:
    assert {*COUNCIL, *PARTY, "hd-606-hd-bcsd"} <= set(identifiers())


@pytest.mark.parametrize("identifier", [*COUNCIL, *PARTY])
def test_every_base_stands_on_its_own(identifier: str) -> None:
    assert load_chain(identifier).base.kind == "base"


@pytest.mark.parametrize("overlays", OVERLAYS, ids=lambda names: names[-1])
def test_overlays_lie_on_their_base(overlays: tuple[str, ...]) -> None:
    chain = load_chain("qd-96-qd-tw", overlays)

    assert [i.id for i in chain.instruments] == ["qd-96-qd-tw", *overlays]
    assert {rule.citation.instrument for rule in chain.rules} >= {overlays[-1], "qd-96-qd-tw"}


@pytest.mark.parametrize("book", BOOKS, ids=_names)
def test_a_file_has_the_name_of_its_instrument(book: Rulebook) -> None:
    assert book.instrument.id in identifiers()


@pytest.mark.parametrize(("book", "rule"), RULES)
def test_a_rule_speaks_both_languages_in_composed_letters(book: Rulebook, rule: Rule) -> None:
    texts = [rule.vi, rule.en, rule.note_vi or "", rule.note_en or "", book.instrument.title_vi]

    assert rule.vi != rule.en
    assert bool(rule.note_vi) == bool(rule.note_en)
    assert [text for text in texts if not unicodedata.is_normalized("NFC", text)] == []


@pytest.mark.parametrize(("book", "rule"), RULES)
def test_what_was_not_seen_says_so_in_a_note(book: Rulebook, rule: Rule) -> None:
    unseen = rule.status is Status.UNVERIFIED and not isinstance(rule, DocumentRule)

    assert not (unseen and not rule.note_vi), book.instrument.id


@pytest.mark.parametrize("book", BOOKS, ids=_names)
def test_a_verified_rule_names_its_article_or_has_a_note(
    book: Rulebook,
) -> None:
    bare = [r for r in book.rule if r.status is Status.VERIFIED and r.citation.article is None]
    bare = [rule for rule in bare if rule.citation.annex is None]

    assert book.instrument.example or all(rule.note_vi and rule.note_en for rule in bare)


def _outcome(chain: Chain, name: str) -> OutcomeRule:
    return next(rule for p in Procedure for rule in chain.outcomes(p) if rule.outcome == name)


HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)


@pytest.mark.parametrize("identifier", ["nq-85-2014-qh13", "nq-96-2023-qh15", *PARTY])
def test_over_half_ends_below_two_thirds_and_two_thirds_are_the_next_case(identifier: str) -> None:
    chain = load_chain(identifier)
    half, most = _outcome(chain, "over-half-low"), _outcome(chain, "two-thirds-low")

    assert (half.over, half.least, half.under, half.most) == (HALF, None, TWO_THIRDS, None)
    assert (most.over, most.least, most.under, most.most) == (None, TWO_THIRDS, None, None)


def test_in_2012_exactly_two_thirds_were_still_the_lower_case() -> None:
    chain = load_chain("nq-35-2012-qh13")
    half, most = _outcome(chain, "over-half-low"), _outcome(chain, "two-thirds-low")

    assert (half.over, half.under, half.most) == (HALF, None, TWO_THIRDS)
    assert (most.over, most.least) == (TWO_THIRDS, None)


@pytest.mark.parametrize("identifier", COUNCIL)
def test_a_vote_of_confidence_is_lost_above_one_half(identifier: str) -> None:
    (rule,) = load_chain(identifier).outcomes(Procedure.CONFIDENCE_VOTE)

    assert (rule.over, rule.under, rule.choice) == (HALF, None, Choice.NO_CONFIDENCE)


@pytest.mark.parametrize(
    ("identifier", "name", "leads_to"),
    [
        ("nq-35-2012-qh13", "over-half-low", ("may-resign", "confidence-vote-if-repeated")),
        ("nq-35-2012-qh13", "two-thirds-low", ("confidence-vote",)),
        ("nq-85-2014-qh13", "over-half-low", ("may-resign",)),
        ("nq-85-2014-qh13", "two-thirds-low", ("confidence-vote",)),
        ("nq-96-2023-qh15", "over-half-low", ("may-resign", "confidence-vote")),
        ("nq-96-2023-qh15", "two-thirds-low", ("dismissal-submission",)),
        ("qd-96-qd-tw", "over-half-low", ("out-of-planning", "authority-considers")),
        ("qd-96-qd-tw", "two-thirds-low", ("other-work",)),
    ],
)
def test_a_case_leads_to_what_its_instrument_says(
    identifier: str, name: str, leads_to: tuple[str, ...]
) -> None:
    assert _outcome(load_chain(identifier), name).leads_to == leads_to


@pytest.mark.parametrize(
    ("identifier", "name", "article", "clause"),
    [
        ("nq-96-2023-qh15", "over-half-low", 12, 2),
        ("nq-96-2023-qh15", "two-thirds-low", 12, 3),
        ("nq-96-2023-qh15", "over-half-no-confidence", 17, None),
        ("qd-96-qd-tw", "over-half-low", 11, 2),
        ("qd-96-qd-tw", "two-thirds-low", 11, 3),
        ("nq-35-2012-qh13", "two-thirds-low", 11, 1),
    ],
)
def test_a_case_is_cited_where_it_stands(
    identifier: str, name: str, article: int, clause: int | None
) -> None:
    cited = _outcome(load_chain(identifier), name).citation

    assert (cited.instrument, cited.article, cited.clause) == (identifier, article, clause)


@pytest.mark.parametrize("book", BOOKS, ids=_names)
def test_no_text_says_that_somebody_is_dismissed(book: Rulebook) -> None:
    told = ("bị miễn nhiệm", "mất tín nhiệm", "không đạt", "10 ngày để từ chức")
    cases = [rule for rule in book.rule if isinstance(rule, OutcomeRule)]

    found = [
        (rule.id, word)
        for rule in cases
        for word in told
        if word in rule.case_vi + rule.consequence_vi
    ]
    assert found == []
    assert [rule.id for rule in cases if "{base}" not in rule.case_vi] == []


@pytest.mark.parametrize(
    ("identifier", "procedure", "base"),
    [
        ("nq-35-2012-qh13", Procedure.RATING, Base.MEMBERSHIP),
        ("nq-35-2012-qh13", Procedure.CONFIDENCE_VOTE, Base.MEMBERSHIP),
        ("nq-85-2014-qh13", Procedure.RATING, Base.MEMBERSHIP),
        ("nq-85-2014-qh13", Procedure.CONFIDENCE_VOTE, Base.MEMBERSHIP),
        ("nq-96-2023-qh15", Procedure.RATING, Base.RETURNED),
        ("nq-96-2023-qh15", Procedure.CONFIDENCE_VOTE, Base.RETURNED),
        ("qd-96-qd-tw", Procedure.RATING, Base.RETURNED),
        ("qd-262-qd-tw", Procedure.RATING, None),
    ],
)
def test_shares_are_shares_of_the_base_of_the_instrument(
    identifier: str, procedure: Procedure, base: Base | None
) -> None:
    rule = load_chain(identifier).denominator(procedure)

    assert rule.base is base
    assert rule.lock is (Lock.LOCKED if base else Lock.FREE)
    assert set(rule.options) == (set() if base else set(Base))


@pytest.mark.parametrize("identifier", [*COUNCIL, *PARTY])
def test_the_levels_have_their_exact_names(identifier: str) -> None:
    choices = load_chain(identifier).choices(Procedure.RATING).choices

    assert [one.vi for one in choices] == ["Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp"]


@pytest.mark.parametrize("identifier", COUNCIL)
def test_the_choices_of_a_vote_have_their_exact_names(identifier: str) -> None:
    choices = load_chain(identifier).choices(Procedure.CONFIDENCE_VOTE).choices

    assert [one.vi for one in choices] == ["Tín nhiệm", "Không tín nhiệm"]
