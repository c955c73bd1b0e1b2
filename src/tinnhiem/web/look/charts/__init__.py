"""Charts as SVG, made on the server from exact numbers; no Django, no colour without a shape.

Every chart has a title and a description, and the page shows the same numbers in text. Places are
exact fractions of the named base; they are rounded only where they are written.
"""

from tinnhiem.web.look.charts.bars import confidence_bar, progress_bar, quorum_bar, rating_bar
from tinnhiem.web.look.charts.days import Day, calendar
from tinnhiem.web.look.charts.dots import Poll, dot_plot
from tinnhiem.web.look.charts.drawing import patterns
from tinnhiem.web.look.charts.sheets import Sheets, ledger
from tinnhiem.web.look.charts.tiles import Tiles, tiles

__all__ = [
    "Day",
    "Poll",
    "Sheets",
    "Tiles",
    "calendar",
    "confidence_bar",
    "dot_plot",
    "ledger",
    "patterns",
    "progress_bar",
    "quorum_bar",
    "rating_bar",
    "tiles",
]
