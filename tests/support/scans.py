"""Printed ballots in a folder, marked by script or by invented hands, and scanned into files."""

import atexit
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from support import handmarked
from support.handmarked import BlankBallot, Damage, MarkedPage, Pen, hands, scanned
from support.handmarked.hands import Points, Random
from support.handmarked.pages import middle
from tinnhiem.documents.ballots import BallotDefinition, print_ballots
from tinnhiem.scan import STANDARD, Desk, Layout, ScannedPage, judged, read_layout, scan

Grey = NDArray[np.uint8]
Draw = Callable[[Random, Points, float], list[Points]]

PEN = Pen(name="ballpoint", dark=0.75, width=0.45, uneven=0.1)
FAINT = Pen(name="faint", dark=0.18, width=0.4, uneven=0.2)
GENTLE = Damage(most_turn=1.0, quarter_turns=(0,))

#: Scans made lately, for many tests begin with the same sheet and making one takes longest.
_SCANS: dict[tuple[object, ...], Grey] = {}
_SCANS_KEPT = 40


@dataclass(frozen=True)
class Ballots:
    """Ballots printed into a folder."""

    folder: Path

    @cached_property
    def layout(self) -> Layout:
        """The layout as the reader reads it."""
        return read_layout((self.folder / "layout.json").read_bytes())

    def blank(self, number: int = 0, dpi: int = 200) -> BlankBallot:
        """A page of the layout as printed."""
        page = self.layout.pages[number]
        grey = _drawn(self.folder / page.pdf, page.pdf_page, dpi)
        return BlankBallot(grey=grey, per_mm=dpi / 25.4, page=page.model_dump())

    @cached_property
    def desk(self) -> Desk:
        """Child processes that are kept from test to test, since starting them takes longest."""
        desk = Desk(self.layout, folder=self.folder)
        atexit.register(desk.close)
        return desk

    def read(self, *paths: Path) -> list[ScannedPage]:
        """Read files in a kept child process."""
        return list(judged(self.desk.files(paths), STANDARD))

    def read_afresh(self, *paths: Path, jobs: int = 1, compared: bool = True) -> list[ScannedPage]:
        """Read files as the command does, ``compared`` with the blank or not."""
        folder = self.folder if compared else None
        return list(judged(scan(self.layout, paths, folder=folder, jobs=jobs), STANDARD))


@cache
def _drawn(path: Path, number: int, dpi: int) -> Grey:
    """A page of a PDF, drawn once for all tests; nobody may draw on it."""
    document = pypdfium2.PdfDocument(path)
    try:
        drawn = document[number - 1].render(scale=dpi / 72, grayscale=True).to_numpy()
        grey = np.array(drawn).reshape(drawn.shape[:2])
    finally:
        document.close()
    grey.setflags(write=False)
    return grey


def printed_to(folder: Path, definition: BallotDefinition) -> Ballots:
    """Print the ballots of a definition."""
    print_ballots(definition, folder)
    return Ballots(folder)


class Sheet:
    """A page to draw on by hand."""

    def __init__(self, blank: BlankBallot, seed: int = 1) -> None:
        self.blank = blank
        self.layer: hands.Layer = np.zeros(blank.grey.shape, dtype=np.float32)
        self.random = np.random.default_rng(seed)

    def box(self, row: int, choice: int) -> dict[str, float]:
        """A box by its row and place."""
        line = self.blank.page["rows"][row]["line"]
        own = [box for box in self.blank.page["boxes"] if box["line"] == line]
        return dict(own[choice])

    def mark(self, row: int, choice: int, draw: Draw = hands.cross, pen: Pen = PEN) -> "Sheet":
        """Mark a box."""
        box = self.box(row, choice)
        return self.strokes(draw(self.random, middle(box), box["w"] * 0.9), pen)

    def mark_all(self, choice: int = 0, *, but: Iterable[int] = ()) -> "Sheet":
        """Mark the same choice in every row but some."""
        for row in set(range(len(self.blank.page["rows"]))) - set(but):
            self.mark(row, choice)
        return self

    def strokes(self, strokes: list[Points], pen: Pen = PEN) -> "Sheet":
        """Draw strokes anywhere, in millimetres."""
        hands.draw(self.layer, strokes, pen, self.blank.per_mm, self.random)
        return self

    def line(self, *points: tuple[float, float], pen: Pen = PEN) -> "Sheet":
        """Draw a line through points, in millimetres."""
        return self.strokes([np.array(points, dtype=np.float64)], pen)

    def marked(self) -> MarkedPage:
        """The sheet as it lies on the table."""
        grey = np.rint(self.blank.grey * (1 - self.layer)).astype(np.uint8)
        return MarkedPage(grey=grey, per_mm=self.blank.per_mm, truth=())

    def scanned(self, damage: Damage = GENTLE, seed: int = 7) -> Grey:
        """The sheet as a scanner gives it."""
        marked = self.marked()
        drawn = sha256(marked.grey.tobytes()).hexdigest()
        key = (drawn, marked.grey.shape, marked.per_mm, repr(damage), seed)
        if key not in _SCANS:
            while len(_SCANS) >= _SCANS_KEPT:
                del _SCANS[next(iter(_SCANS))]
            _SCANS[key] = scanned(marked, damage, np.random.default_rng(seed))
        return _SCANS[key].copy()


def save(
    path: Path,
    pictures: Sequence[Grey],
    *,
    dpi: int | None = 200,
    compression: str = "packbits",
) -> Path:
    """Write pictures into a PDF, TIFF, PNG or JPEG, as the name ends; quickly, not small."""
    images = [Image.fromarray(picture) for picture in pictures]
    claimed = {"dpi": (dpi, dpi)} if dpi else {}
    if path.suffix == ".pdf":
        images[0].save(path, save_all=True, append_images=images[1:], resolution=dpi, quality=85)
    elif path.suffix == ".tif":
        images[0].info.update(claimed)
        images[0].save(path, save_all=True, append_images=images[1:], compression=compression)
    elif dpi:
        images[0].save(path, compress_level=1, dpi=(dpi, dpi))
    else:
        images[0].save(path, compress_level=1)
    return path


def as_bytes(picture: Grey, kind: str) -> bytes:
    """A picture as the bytes of a file."""
    out = BytesIO()
    Image.fromarray(picture).save(out, format=kind, compress_level=1)
    return out.getvalue()


def handmarked_page(
    blank: BlankBallot, seed: int, damage: Damage = GENTLE
) -> tuple[Grey, MarkedPage]:
    """A page that a hand marked, scanned; and the truth of it."""
    random = np.random.default_rng(seed)
    marked = handmarked.mark_page(blank, random)
    return scanned(marked, damage, random), marked
