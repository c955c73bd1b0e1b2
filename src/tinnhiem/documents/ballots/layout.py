"""Where the boxes of a printed ballot stand: ``layout.json``, ``tinnhiem-layout/1``."""

import json
from hashlib import sha256
from typing import Any

from tinnhiem.documents.ballots import geometry
from tinnhiem.documents.ballots.definition import BallotDefinition, PaperType, definition_hash
from tinnhiem.documents.ballots.drawing import PlacedPage
from tinnhiem.documents.ballots.tags import page_tags

FORMAT = "tinnhiem-layout/1"

Box = dict[str, Any]


def layout_document(
    definition: BallotDefinition, pages: list[dict[str, object]]
) -> dict[str, object]:
    """The whole layout: what readers need to know of the poll, and every page."""
    document: dict[str, object] = {
        "format": FORMAT,
        "definition": definition_hash(definition),
        "procedure": definition.procedure.value,
        "rehearsal": definition.rehearsal,
        "large": definition.large,
        "choices": [choice.id.value for choice in definition.choices],
        "page_mm": [_whole(side) for side in geometry.PAGE_MM],
        "pages": pages,
    }
    return document | {"check": _check(document)}


def _check(document: dict[str, object]) -> str:
    """The SHA-256 of everything else in the layout, by which a reader notices a change."""
    plain = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def layout_page(
    paper: PaperType, page: PlacedPage, boxes: list[Box], pdf: str
) -> dict[str, object]:
    """One page of the layout. ``boxes`` are the typesetter's answers for this page."""
    return {
        "ballot_type": paper.id,
        "page": page.page,
        "pages": page.pages,
        "pdf": pdf,
        "pdf_page": page.page,
        "code": page.code,
        "boxes": [_box(paper, box) for box in boxes],
        "frame_mm": paper.sizes.frame,
        "rows": _rows(paper, page),
        "tags": [
            {"id": number, **_square(x, y, geometry.TAG_SIDE)}
            for number, (x, y) in zip(page_tags(page.page), geometry.TAG_PLACES, strict=True)
        ],
        "codes": [_square(x, y, geometry.CODE_SIDE) for x, y in geometry.CODE_PLACES],
        "stamp": dict(zip(("x", "y", "r"), geometry.STAMP, strict=True)),
        "fold": {"x": geometry.FOLD_X},
        "tint": paper.tint,
    }


def _box(paper: PaperType, box: Box) -> dict[str, object]:
    place = _square(round(box["x"], 3), round(box["y"], 3), paper.sizes.box)
    return {"line": box["line"], "choice": box["choice"], **place}


def _rows(paper: PaperType, page: PlacedPage) -> list[dict[str, object]]:
    rows = []
    y = page.y["table"] + page.head_height
    for line, height in zip(page.lines, page.heights, strict=True):
        place = {"x": paper.sizes.table_x, "y": round(y, 3), "w": paper.sizes.table_mm}
        rows.append({"line": line.id, **place, "h": round(height, 3)})
        y += height
    return rows


def _square(x: float, y: float, side: float) -> dict[str, float]:
    return {"x": x, "y": y, "w": side, "h": side}


def _whole(side: float) -> float:
    return int(side) if side == int(side) else side
