"""The test deck: what is drawn is what the answers say."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from support.ballots import PER_MM, definition, poll, raster, text, two_types
from tinnhiem.documents.ballots import (
    BallotDefinition,
    TestDeck,
    definition_hash,
    parse_code,
    write_deck,
)
from tinnhiem.documents.ballots import test_deck as make_deck
from tinnhiem.documents.ballots.deck import BLANK, MARKED
from tinnhiem.law.poll import Procedure


@pytest.fixture(scope="module")
def ready() -> BallotDefinition:
    return definition(two_types(3, 2))


@pytest.fixture(scope="module")
def deck(ready: BallotDefinition) -> TestDeck:
    return make_deck(ready)


def _boxes(deck: TestDeck, answer: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    page = next(
        page
        for page in deck.layout["pages"]
        if (page["ballot_type"], page["page"]) == (answer["ballot_type"], answer["page"])
    )
    return {(box["line"], box["choice"]): box for box in page["boxes"]}


def test_marks_are_in_the_boxes_that_the_answers_name_and_in_no_others(deck: TestDeck) -> None:
    for answer in deck.answers["pages"][BLANK - 1 : BLANK + 3]:
        seen = raster(deck.pdfs[answer["pdf"]], answer["pdf_page"])
        boxes = _boxes(deck, answer)
        for row in answer["rows"]:
            for told in row["boxes"]:
                box = boxes[row["line"], told["choice"]]
                top, left, side = (round(box[key] * PER_MM) for key in ("y", "x", "w"))
                inner = seen[top + 6 : top + side - 6, left + 6 : left + side - 6]

                assert (inner.max() > 60) == (told["mark"] == "marked")


def test_every_box_of_every_type_is_marked_by_some_ballot(deck: TestDeck) -> None:
    marked = {
        (row["line"], row["decision"])
        for answer in deck.answers["pages"]
        for row in answer["rows"]
        if row["decision"]
    }
    known = {(box["line"], box["choice"]) for page in deck.layout["pages"] for box in page["boxes"]}

    assert marked == known


def test_a_deck_has_blank_and_marked_ballots_of_every_type_in_every_pen(deck: TestDeck) -> None:
    for kind in ("hdnd", "ubnd"):
        pages = [page for page in deck.answers["pages"] if page["ballot_type"] == kind]

        assert [page["blank"] for page in pages] == [True] * BLANK + [False] * MARKED
        assert [page["pdf_page"] for page in pages] == list(range(1, BLANK + MARKED + 1))
        assert len({page["pen"] for page in pages if not page["blank"]}) == 5
        assert len({page["shape"] for page in pages if not page["blank"]}) == 3


def test_a_deck_is_a_rehearsal_on_every_page_and_in_every_code(deck: TestDeck) -> None:
    codes = [parse_code(page["code"]) for page in deck.layout["pages"]]

    assert {code.kind for code in codes if code} == {"T"}
    assert deck.layout["rehearsal"] is True
    for pdf in deck.pdfs.values():
        assert text(pdf).count("KHÔNG CÓ GIÁ TRỊ") >= BLANK + MARKED


def test_a_deck_has_another_hash_than_the_ballots_it_calibrates_for(
    deck: TestDeck, ready: BallotDefinition
) -> None:
    rehearsal = definition_hash(replace(ready, rehearsal=True))

    assert deck.answers["definition"] == deck.layout["definition"] == rehearsal
    assert rehearsal != definition_hash(ready)


def test_two_decks_of_one_definition_are_the_same(deck: TestDeck, ready: BallotDefinition) -> None:
    assert make_deck(ready) == deck


def test_a_confidence_vote_has_a_deck_too() -> None:
    deck = make_deck(definition(poll(1, procedure=Procedure.CONFIDENCE_VOTE)))
    decisions = {row["decision"] for page in deck.answers["pages"] for row in page["rows"]}

    assert decisions == {None, "confidence", "no_confidence"}


def test_the_deck_is_written_with_its_answers_and_layout(
    tmp_path: Path, ready: BallotDefinition, deck: TestDeck
) -> None:
    paths = write_deck(ready, tmp_path)

    assert {path.name for path in paths} == {
        "test-deck-hdnd.pdf",
        "test-deck-ubnd.pdf",
        "test-deck.json",
        "layout.json",
    }
    assert json.loads((tmp_path / "test-deck.json").read_text(encoding="utf-8")) == deck.answers
