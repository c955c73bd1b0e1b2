"""Ballots marked by invented hands and damaged as scanners, coffee and pockets damage them.

Everything follows from a seed. Three sets of seeds never meet: *calibrate* for setting bounds,
*test* for looking at while the reader is made, *sealed* for figures that are reported.
"""

from support.handmarked.damage import Damage, photographed, scanned
from support.handmarked.hands import Pen, pen_of
from support.handmarked.pages import BlankBallot, MarkedPage, RowTruth, TruthKind, mark_page

SETS = {"calibrate": 1_000_000, "test": 2_000_000, "sealed": 3_000_000}

__all__ = [
    "SETS",
    "BlankBallot",
    "Damage",
    "MarkedPage",
    "Pen",
    "RowTruth",
    "TruthKind",
    "mark_page",
    "pen_of",
    "photographed",
    "scanned",
]
