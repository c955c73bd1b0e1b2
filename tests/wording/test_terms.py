"""The names of the things of a poll."""

import typing
from unicodedata import is_normalized

from tinnhiem.law import poll, rulebook
from tinnhiem.wording import terms
from tinnhiem.wording.language import speaking


def test_every_id_of_the_law_has_a_name() -> None:
    assert set(terms.POSITIONS) == set(poll.Position)
    assert set(terms.LEVELS) == set(poll.Level)
    assert set(terms.BODIES) == set(terms.STANDING_BODIES) == set(poll.BodyKind)
    assert set(terms.BASES) == set(poll.Base)
    assert set(terms.CHOICES) == {*poll.Choice, "invalid"}
    assert set(terms.PROCEDURES) == set(poll.Procedure)


def test_every_kind_of_rule_and_status_has_a_name() -> None:
    union = typing.get_args(rulebook.Rule)[0]
    kinds = {typing.get_args(rule.model_fields["kind"].annotation)[0] for rule in union.__args__}
    assert set(terms.RULES) == kinds
    assert set(terms.STATUSES) == set(rulebook.Status)
    assert set(terms.ACTORS) == set(
        typing.get_args(rulebook.StepRule.model_fields["actor"].annotation)
    )


def test_every_cited_instrument_has_a_name() -> None:
    from tinnhiem.law.bookshelf import identifiers, load

    known = {*identifiers(), *terms.CITED_INSTRUMENTS}
    cited = {r.citation.instrument for i in identifiers() for r in load(i).rule} - {None}
    assert cited <= known
    assert set(terms.CITED_INSTRUMENTS) <= cited


def test_names_follow_the_language() -> None:
    assert terms.label(terms.BASES, "returned") == "tổng số phiếu thu về"
    with speaking("en"):
        assert terms.label(terms.BASES, "returned") == "all ballots returned"


def test_an_id_without_a_name_is_shown_as_it_is() -> None:
    assert terms.label(terms.BASES, "unheard-of") == "unheard-of"


def test_names_are_composed() -> None:
    tables = (terms.POSITIONS, terms.OUTCOMES, terms.ACTORS, terms.STATUSES, terms.CHOICES)
    assert all(is_normalized("NFC", term.vi) for table in tables for term in table.values())
