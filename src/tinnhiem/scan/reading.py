"""One picture through every stage: find, recognise, register, normalise, measure.

Runs in a child process. What comes out is a :class:`~tinnhiem.scan.measures.PageReading`: facts or
a refusal, never a decision.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from tinnhiem.scan.additions import PER_MM as BLANK_PER_MM
from tinnhiem.scan.additions import Additions, Blank, blank_of, measure_additions
from tinnhiem.scan.boxes import find_frames, measure_boxes, straightened
from tinnhiem.scan.codes import BALLOT, REHEARSAL, CodeFields, code_fields
from tinnhiem.scan.crops import Crop, Wanted
from tinnhiem.scan.cutting import cut, stages, uncut
from tinnhiem.scan.finding import QR, nearly_empty
from tinnhiem.scan.layout import Layout, PagePlace
from tinnhiem.scan.measures import PageMeasure, PageReading
from tinnhiem.scan.paper import Columns, columns_of
from tinnhiem.scan.pictures import Grey, Picture, RefusedError, Source, check_levels, check_size
from tinnhiem.scan.reasons import Refusal, Trust
from tinnhiem.scan.registering import Registered, blurred, code_score, find_page, register
from tinnhiem.scan.streaks import streaked_boxes
from tinnhiem.scan.strokes import measure_strokes

#: A code laid straight: white around it, and pixels per millimetre.
_CODE_WHITE_MM, _CODE_PER_MM = 3.0, 8.0
#: A damaged code is known by its look: so much alike, and so much more than any other page's.
_LOOKS_LIKE, _LEAST_LEAD = 0.85, 0.12
#: Share of bright neighbours that differ: more on every scanned sheet, less on drawn ones.
_GRAIN: Final = 0.35


@dataclass(kw_only=True)
class Reader:
    """Reads pictures against one layout; ``folder`` holds the printed PDFs, if they are there."""

    layout: Layout
    folder: Path | None
    _blanks: dict[str, Blank | None] = field(default_factory=dict)

    def read(self, source: Source, index: int) -> PageReading:
        """Read the picture at a place, from 0."""
        return self.look(source, index, Wanted())[0]

    def look(
        self, source: Source, index: int, wanted: Wanted
    ) -> tuple[PageReading, tuple[Crop, ...]]:
        """Read the picture at a place, from 0, and cut out what is wanted of it."""
        picture: Picture | None = None
        try:
            picture = source.picture(index)
            measure, crops = self._measured(picture, wanted)
        except RefusedError as error:
            reading = _reading(picture, refusal=error.refusal, detail=error.detail)
        except (cv2.error, MemoryError, np.linalg.LinAlgError) as error:
            limits = isinstance(error, MemoryError)
            refusal = Refusal.LIMITS if limits else Refusal.MARKS_MISSING
            reading = _reading(picture, refusal=refusal)
        else:
            return _reading(picture, measure=measure), crops
        shown = picture is not None and (wanted.sheet or wanted.odd or wanted.stages)
        return reading, (uncut(picture),) if picture is not None and shown else ()

    def _measured(self, picture: Picture, wanted: Wanted) -> tuple[PageMeasure, tuple[Crop, ...]]:
        """Take a picture through the stages.

        :raises RefusedError: where a stage cannot be passed.
        """
        check_size(*picture.grey.shape[::-1])
        check_levels(picture.grey)
        try:
            rough, anchors = find_page(picture, self.layout.pages)
        except RefusedError:
            if nearly_empty(picture.small):
                raise RefusedError(Refusal.EMPTY_PAGE) from None
            raise
        registered = register(picture, rough, anchors)
        page = self._recognised(picture.grey, registered)
        measure, columns = self._facts(picture, registered, page)
        crops = cut(picture, registered, page, measure, wanted)
        if wanted.stages:
            crops += stages(picture, registered, page, columns)
        return measure, crops

    def _recognised(self, grey: Grey, registered: Registered) -> PagePlace:
        """The page that the codes name, which must be one of the layout.

        :raises RefusedError: saying which it is instead.
        """
        texts = _codes(grey, registered, self.layout.pages[0])
        known = {page.code: page for page in self.layout.pages}
        if len(texts) > 1:
            raise RefusedError(Refusal.CODES_DIFFER)
        texts = texts or _codes_by_look(grey, registered, self.layout.pages)
        if not texts:
            soft = blurred(grey, registered.matrix, self.layout.pages[0].tags)
            raise RefusedError(Refusal.BLURRED if soft else Refusal.CODE_MISSING)
        text = texts.pop()
        if text in known:
            return known[text]
        fields = code_fields(text)
        if fields is None:
            raise RefusedError(Refusal.CODE_DAMAGED)
        raise RefusedError(_stranger(fields, self.layout.pages[0].fields), text)

    def _facts(
        self, picture: Picture, registered: Registered, page: PagePlace
    ) -> tuple[PageMeasure, Columns]:
        columns = columns_of(picture.grey, registered, page)
        shifts = find_frames(columns, page)
        columns = straightened(columns, page, shifts)
        streaked = _streaked(picture, registered, page)
        additions = self._additions(picture, registered, page)
        measure = PageMeasure(
            ballot_type=page.ballot_type,
            page=page.page,
            code=page.code,
            trust=registered.trust,
            registration=registered.registration,
            noise=round(columns.noise, 4),
            black=round(registered.black, 3),
            boxes=measure_boxes(columns, page, shifts, streaked),
            strokes=measure_strokes(columns, page, registered.matrix),
            rows=None if additions is None else additions.rows,
            writing=0.0 if additions is None else additions.writing,
        )
        return measure, columns

    def _additions(
        self, picture: Picture, registered: Registered, page: PagePlace
    ) -> Additions | None:
        if page.code not in self._blanks:
            self._blanks[page.code] = self._blank(page)
        blank = self._blanks[page.code]
        return None if blank is None else measure_additions(picture, registered, page, blank)

    def _blank(self, page: PagePlace) -> Blank | None:
        """What the printed page allows; None where its PDF is not beside the layout."""
        if self.folder is None or not page.pdf or Path(page.pdf).name != page.pdf:
            return None
        path = self.folder / page.pdf
        if not path.is_file():
            return None
        from tinnhiem.scan.pdf_pictures import blank_page  # noqa: PLC0415 - where it is needed

        try:
            return blank_of(blank_page(path, page.pdf_page, BLANK_PER_MM), page)
        except RefusedError:
            return None


def _reading(picture: Picture | None, **told: object) -> PageReading:
    facts: dict[str, object] = {**told}
    if picture is not None:
        height, width = picture.grey.shape
        grain = _grain(picture.grey)
        facts |= {"image": picture.digest, "size": (width, height), "grainy": grain > _GRAIN}
    return PageReading.model_validate(facts)


def _grain(grey: Grey) -> float:
    """How much neighbouring bright pixels differ, which they do on every scanned sheet."""
    part = grey[::29, ::2].astype(np.int16)
    steps = np.abs(np.diff(part, axis=1))[part[:, 1:] > 120]
    return 0.0 if not steps.size else float((steps[steps < 40] > 0).mean())


def _codes(grey: Grey, registered: Registered, page: PagePlace) -> set[str]:
    """What the codes say, each read where it must be."""
    texts = set()
    for place in page.codes:
        white = _CODE_WHITE_MM
        window = (place.x - white, place.y - white, place.w + 2 * white, place.h + 2 * white)
        straight = registered.straight(grey, window, _CODE_PER_MM)
        read = zxingcpp.read_barcodes(straight, formats=QR, try_invert=False)
        texts |= {code.text for code in read if code.valid}
    return texts


def _codes_by_look(grey: Grey, registered: Registered, pages: tuple[PagePlace, ...]) -> set[str]:
    """The page whose own code a damaged code looks like, where no other comes near it."""
    looks: list[tuple[float, str]] = []
    for page in pages:
        scores = [code_score(grey, registered.matrix, place, page.code) for place in page.codes]
        looks.append((max(scores), page.code))
    (best, text), *others = sorted(looks, reverse=True)
    second = others[0][0] if others else 0.0
    return {text} if best >= _LOOKS_LIKE and best - second >= _LEAST_LEAD else set()


def _stranger(found: CodeFields, own: CodeFields) -> Refusal:
    """Why a sheet with a good code is not one of the layout."""
    if found.kind not in {BALLOT, REHEARSAL}:
        return Refusal.BATCH_SHEET
    if found.body != own.body:
        return Refusal.OTHER_BODY
    if found.poll != own.poll:
        return Refusal.OTHER_POLL
    if found.kind != own.kind:
        return Refusal.REHEARSAL if found.kind == REHEARSAL else Refusal.NO_REHEARSAL
    if found.definition != own.definition:
        return Refusal.OTHER_DEFINITION
    return Refusal.UNKNOWN_PAGE


def _streaked(picture: Picture, registered: Registered, page: PagePlace) -> NDArray[np.bool_]:
    """Boxes under a streak; photographs have shadows instead of streaks."""
    if registered.trust is Trust.PHOTOGRAPH:
        return np.zeros(len(page.boxes), dtype=np.bool_)
    return streaked_boxes(picture, registered.matrix, page)
