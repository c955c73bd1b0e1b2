"""The bounds between empty, doubtful and marked, under a name that is kept with every reading."""

from typing import Final

from pydantic import BaseModel, ConfigDict


class Thresholds(BaseModel):
    """Bounds on what is measured; between *empty* and *marked* lies doubt.

    Ink is 0 (paper) to 1 (black of the tags), areas are mm², lengths mm. A box is empty where all
    ``empty_*`` hold, marked where all ``marked_*`` hold.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    empty_peak: float = 0.17
    empty_trace: float = 0.006
    empty_fill: float = 0.004
    marked_fill: float = 0.045
    marked_peak: float = 0.42
    #: Weaker than this share of the page's usual mark is doubtful.
    weaker_than_usual: float = 0.28
    #: Peak below this share of the page's usual peak is doubtful.
    paler_than_usual: float = 0.55
    most_dark_paper: float = 0.35
    least_fit: float = 0.12
    most_shift: float = 1.3
    #: Ink of a row that belongs to none of its marks.
    stray_area: float = 0.3
    #: A mark that goes further beyond its box is odd; so is one with more ink outside.
    most_reach: float = 6.0
    most_outside: float = 14.0
    #: A filled box with ink outside beyond this may be a mark crossed out.
    crossed_fill: float = 0.45
    crossed_outside: float = 9.0
    #: Where a box holds so many times the page's usual mark and is nearly full, less is enough.
    fuller_than_usual: float = 1.7
    crossed_full: float = 0.75
    crossed_outside_full: float = 5.0
    #: What leaves a box on two opposite sides by so much, and on the others by less than this share
    #: of it, is no mark of the box: a word, a staple, a line down the column.
    line_through: float = 1.3
    line_aside: float = 0.4
    #: A blot so small and so solid is a pen put down, unless the voter's marks are such blots: as
    #: solid, and not wider than by so much.
    blot_span: float = 2.6
    blot_solid: float = 0.7
    blot_wider: float = 1.4
    added_area: float = 1.2
    through_length: float = 10.0
    #: The same of a line so pale that letters and dirt may look like one.
    pale_length: float = 18.0


STANDARD: Final = Thresholds(version="2026-11-3")
