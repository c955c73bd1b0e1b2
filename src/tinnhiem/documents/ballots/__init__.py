"""Ballot papers: printed from a poll, the same on every copy, with a layout to read them back."""

from tinnhiem.documents.ballots.codes import SheetCode, SheetKind, parse_code
from tinnhiem.documents.ballots.deck import TestDeck, test_deck, write_deck
from tinnhiem.documents.ballots.definition import (
    BallotDefinition,
    ballot_definition,
    definition_hash,
)
from tinnhiem.documents.ballots.papers import ballot_papers, ballot_papers_word, definition_of
from tinnhiem.documents.ballots.printing import layout_of, print_ballots, printed_types
from tinnhiem.documents.ballots.rules import BallotRules, ballot_rules
from tinnhiem.documents.ballots.sheets import batch_sheets, write_batch_sheets

__all__ = [
    "BallotDefinition",
    "BallotRules",
    "SheetCode",
    "SheetKind",
    "TestDeck",
    "ballot_definition",
    "ballot_papers",
    "ballot_papers_word",
    "ballot_rules",
    "batch_sheets",
    "definition_hash",
    "definition_of",
    "layout_of",
    "parse_code",
    "print_ballots",
    "printed_types",
    "test_deck",
    "write_batch_sheets",
    "write_deck",
]
