"""Reading marked ballots: from scanned files to decided rows, and to rows that people decide.

The stages, each with a typed result: open (:mod:`~tinnhiem.scan.pictures`), find and orient
(:mod:`~tinnhiem.scan.finding`), register (:mod:`~tinnhiem.scan.registering`), normalise the paper
(:mod:`~tinnhiem.scan.paper`), measure (:mod:`~tinnhiem.scan.measures`), decide
(:mod:`~tinnhiem.scan.deciding`). Everything that touches a file's bytes runs in child processes
with bounds (:mod:`~tinnhiem.scan.pool`); deciding is pure and can be done again from a record.
"""

from tinnhiem.scan.calibration import Calibration, read_calibration
from tinnhiem.scan.children import MissingPartError
from tinnhiem.scan.crops import CropError, Wanted
from tinnhiem.scan.deciding import PageState, RowState, decide
from tinnhiem.scan.desk import Desk, scan
from tinnhiem.scan.layout import Layout, read_layout
from tinnhiem.scan.measures import PageMeasure, PageReading
from tinnhiem.scan.reasons import Doubt, Flag, Mark, Refusal, Trust
from tinnhiem.scan.records import KeptSheet, Record, read_record
from tinnhiem.scan.scanning import ScannedPage, judged
from tinnhiem.scan.sheets import Arrival, Sheet
from tinnhiem.scan.thresholds import STANDARD, Thresholds

__all__ = [
    "STANDARD",
    "Arrival",
    "Calibration",
    "CropError",
    "Desk",
    "Doubt",
    "Flag",
    "KeptSheet",
    "Layout",
    "Mark",
    "MissingPartError",
    "PageMeasure",
    "PageReading",
    "PageState",
    "Record",
    "Refusal",
    "RowState",
    "ScannedPage",
    "Sheet",
    "Thresholds",
    "Trust",
    "Wanted",
    "decide",
    "judged",
    "read_calibration",
    "read_layout",
    "read_record",
    "scan",
]
