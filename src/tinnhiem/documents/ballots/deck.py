"""The test deck: blank and marked ballots whose answers are known, to calibrate a scanner with.

A deck is always a rehearsal: it says so on every page, its codes say so, and its definition has
another hash than the real ballots, while every box stands where theirs do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from tinnhiem.documents.ballots.definition import (
    BallotDefinition,
    PaperType,
    definition_hash,
)
from tinnhiem.documents.ballots.drawing import TEMPLATE, page_data, sheet_data
from tinnhiem.documents.ballots.pens import PENS, SHAPES, Pen, drawn
from tinnhiem.documents.ballots.printing import (
    LAYOUT_NAME,
    PrintedType,
    json_bytes,
    layout_of,
    printed_types,
    write_files,
)
from tinnhiem.documents.ballots.typesetting import typeset

FORMAT: Final = "tinnhiem-test-deck/1"
ANSWERS_NAME: Final = "test-deck.json"

#: Ballots of each kind in a deck.
BLANK: Final = 10
MARKED: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TestDeck:
    """A deck: PDFs by file name, the answers, and the layout that reads it."""

    __test__ = False  # pytest would take the name for a class of tests

    pdfs: dict[str, bytes]
    answers: dict[str, Any]
    layout: dict[str, Any]


def test_deck(definition: BallotDefinition) -> TestDeck:
    """Make the deck of a definition: of each type :data:`BLANK` blank and :data:`MARKED` marked.

    Marked ballot ``k`` marks on row ``i`` the choice ``i + k``, so that every box is marked; shapes
    and pens change from ballot to ballot.

    :raises InputError: where a name or post cannot be printed whole.
    """
    rehearsal = replace(definition, rehearsal=True)
    types = printed_types(rehearsal, prefix="test-deck")
    decks = [_type_deck(rehearsal, printed) for printed in types]
    return TestDeck(
        pdfs={printed.file: pdf for printed, (pdf, _) in zip(types, decks, strict=True)},
        answers={
            "format": FORMAT,
            "definition": definition_hash(rehearsal),
            "pages": [page for _, pages in decks for page in pages],
        },
        layout=layout_of(rehearsal, types),
    )


test_deck.__test__ = False  # type: ignore[attr-defined]  # pytest would take it for a test


def write_deck(definition: BallotDefinition, out: Path) -> tuple[Path, ...]:
    """Write the deck's PDFs, its answers and its layout; the paths written.

    :raises InputError: where a name or post cannot be printed whole; nothing is written then.
    """
    deck = test_deck(definition)
    documents = {
        ANSWERS_NAME: json_bytes(deck.answers),
        LAYOUT_NAME: json_bytes(deck.layout),
    }
    return write_files(out, {**deck.pdfs, **documents})


def _type_deck(
    definition: BallotDefinition, printed: PrintedType
) -> tuple[bytes, list[dict[str, Any]]]:
    """Draw the deck of one type; its PDF and the answers, page by page."""
    paper = printed.paper
    pages: list[dict[str, object]] = []
    answers: list[dict[str, Any]] = []
    for ballot in range(BLANK + MARKED):
        for page, layout in zip(printed.pages, printed.layout, strict=True):
            answer = _answer(definition, printed, layout, ballot)
            answers.append({**answer, "pdf_page": len(answers) + 1})
            marks = _marks(paper, layout["boxes"], answer, ballot)
            pages.append(page_data(definition, paper, page) | {"marks": marks})
    return typeset(TEMPLATE, sheet_data(definition, paper) | {"pages": pages}), answers


def _answer(
    definition: BallotDefinition, printed: PrintedType, layout: dict[str, Any], ballot: int
) -> dict[str, Any]:
    """What a reader must find on one page of one ballot, in the shape of a reading."""
    script = ballot - BLANK
    blank = script < 0
    choices = [choice.id.value for choice in definition.choices]
    rows = []
    for row in layout["rows"]:
        place = [line.id for line in printed.paper.lines].index(row["line"])
        chosen = None if blank else choices[(place + script) % len(choices)]
        boxes = [
            {"choice": choice, "mark": "marked" if choice == chosen else "empty"}
            for choice in choices
        ]
        rows.append({"line": row["line"], "decision": chosen, "boxes": boxes})
    found = {"pdf": printed.file, "ballot": ballot + 1, "ballot_type": printed.paper.id}
    style = {} if blank else {"pen": _pen(script).name, "shape": _shape(script)}
    return {**found, "page": layout["page"], "blank": blank, **style, "rows": rows}


def _marks(
    paper: PaperType, boxes: Sequence[dict[str, Any]], answer: dict[str, Any], ballot: int
) -> list[dict[str, object]]:
    """The strokes on one page."""
    chosen = {row["line"]: row["decision"] for row in answer["rows"]}
    script = ballot - BLANK
    return [
        {
            "ink": _pen(script).ink,
            "pen": _pen(script).width,
            "strokes": drawn(
                _shape(script),
                box=(box["x"], box["y"], box["w"]),
                seed=f"{paper.index}/{ballot}/{box['line']}",
            ),
        }
        for box in boxes
        if chosen[box["line"]] == box["choice"]
    ]


def _pen(script: int) -> Pen:
    return PENS[script % len(PENS)]


def _shape(script: int) -> str:
    """A shape for each marked ballot; each pen draws two shapes in ten ballots."""
    shapes = tuple(SHAPES)
    return shapes[(script + script // len(PENS)) % len(shapes)]
