"""What is measured on a page: everything a decision rests on, and nothing else.

These are the facts that are kept: :mod:`tinnhiem.scan.deciding` needs only them, so that the same
facts give the same answer years later. Lengths are millimetres, ink is between 0 (paper) and 1 (the
black of the page's own tags).
"""

from pydantic import BaseModel, ConfigDict

from tinnhiem.scan.reasons import Refusal, Trust


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BoxMeasure(_Frozen):
    """One box.

    ``fill``: share of its inside darker than a clear stroke. ``trace``: share darker than the
    faintest stroke. ``peak``: the darkest spot of 0.4 mm. ``ink``: mean ink. ``paper``: darkness of
    the paper around, against the lightest paper of the page. ``fit``: how well the frame stands out
    where it must be. ``streak``: a straight line of the scanner runs through it. ``fold``: a
    straight faint line runs through it and on beyond it. ``span``: the longer side (mm) of the
    largest mark inside, ``solid``: how much of the rectangle around that mark is ink; None in
    records of before these were measured.
    """

    line: str
    choice: str
    fill: float
    trace: float
    peak: float
    ink: float
    paper: float
    fit: float
    dx: float
    dy: float
    streak: bool = False
    fold: bool = False
    span: float | None = None
    solid: float | None = None


class StrokeMeasure(_Frozen):
    """Connected ink outside the boxes, in the columns of the boxes.

    ``boxes`` are the indices of the boxes whose frame it touches, ``rows`` the indices of the rows
    in which it has ink, ``reach`` how far it goes from the nearest edge of the boxes it touches,
    ``beyond`` the same to the left, up, to the right and down.
    ``ruled``: longer and straighter than a hand draws, and faint as a fold or along the picture as
    a line of the scanner.
    """

    area: float
    boxes: tuple[int, ...]
    rows: tuple[int, ...]
    reach: float
    x: float
    y: float
    w: float
    h: float
    ruled: bool = False
    beyond: tuple[float, float, float, float] | None = None


class RowMeasure(_Frozen):
    """Ink in the printed part of a row that the blank sheet does not have, in mm².

    ``through`` is the length (mm) of the longest stroke along the printed name, ``pale`` that of
    the longest one of any darkness that is no fold.
    """

    line: str
    added: float
    through: float
    pale: float | None = None


class Registration(_Frozen):
    """Where the page lies in the picture.

    ``matrix`` takes millimetres to pixels (row by row), ``anchors`` are the tags and codes used,
    ``error`` is the root mean square of what is left in millimetres, ``turned`` the quarter turns
    of the page.
    """

    matrix: tuple[float, ...]
    anchors: tuple[str, ...]
    error: float
    per_mm: float
    scale: float | None
    skew: float
    turned: int


class PageMeasure(_Frozen):
    """A page that was recognised and measured."""

    ballot_type: str
    page: int
    code: str
    trust: Trust
    registration: Registration
    noise: float
    black: float
    boxes: tuple[BoxMeasure, ...]
    strokes: tuple[StrokeMeasure, ...]
    rows: tuple[RowMeasure, ...] | None
    writing: float


class PageReading(_Frozen):
    """What a child process says of one picture: a measured page, or why it is refused.

    ``image`` is the SHA-256 of the decoded picture; ``grainy`` tells whether it has the noise of a
    scanner, without which two sheets may well look alike. Where the picture came from is not here:
    that would keep the order in which ballots were taken from the box.
    """

    image: str | None = None
    size: tuple[int, int] | None = None
    grainy: bool = False
    refusal: Refusal | None = None
    detail: str = ""
    measure: PageMeasure | None = None
