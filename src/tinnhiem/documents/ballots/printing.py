"""Printing the ballots of a definition: a PDF for each type, and the layout that reads them back.

A PDF holds each page once; the number of copies is a matter of the printer. So every copy is the
same, and there is nothing in it that could tell two copies apart.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinnhiem.documents.ballots.definition import BallotDefinition, PaperType
from tinnhiem.documents.ballots.drawing import (
    TEMPLATE,
    PlacedPage,
    page_data,
    place_pages,
    sheet_data,
)
from tinnhiem.documents.ballots.layout import layout_document, layout_page
from tinnhiem.documents.ballots.typesetting import measure, typeset

LAYOUT_NAME = "layout.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedType:
    """One type as printed: the name of its file, its PDF, its placed pages and their layout."""

    paper: PaperType
    file: str
    pdf: bytes
    pages: tuple[PlacedPage, ...]
    layout: tuple[dict[str, Any], ...]


def printed_types(
    definition: BallotDefinition, *, prefix: str = "ballots"
) -> tuple[PrintedType, ...]:
    """Draw every type of a definition; ``prefix`` begins the names of the files.

    :raises InputError: where a name or post cannot be printed whole.
    """
    return tuple(
        _printed(definition, paper, f"{prefix}-{paper.stem}.pdf") for paper in definition.types
    )


def _printed(definition: BallotDefinition, paper: PaperType, file: str) -> PrintedType:
    pages = place_pages(definition, paper)
    drawn = [page_data(definition, paper, page) for page in pages]
    data = sheet_data(definition, paper) | {"pages": drawn}
    boxes: list[dict[str, Any]] = measure(TEMPLATE, data, "box")
    layout = tuple(
        layout_page(paper, page, [box for box in boxes if box["page"] == page.page], file)
        for page in pages
    )
    _check_complete(definition, paper, boxes)
    return PrintedType(
        paper=paper, file=file, pdf=typeset(TEMPLATE, data), pages=pages, layout=layout
    )


def _check_complete(
    definition: BallotDefinition, paper: PaperType, boxes: Sequence[Mapping[str, Any]]
) -> None:
    """Every person has every box exactly once, or nothing is printed."""
    told = Counter((box["line"], box["choice"]) for box in boxes)
    wanted = Counter((line.id, c.id.value) for line in paper.lines for c in definition.choices)
    if told != wanted:
        raise RuntimeError("the drawing lacks boxes of the definition")


def layout_of(definition: BallotDefinition, types: Sequence[PrintedType]) -> dict[str, object]:
    """The layout of printed types."""
    return layout_document(definition, [page for printed in types for page in printed.layout])


def print_ballots(definition: BallotDefinition, out: Path) -> tuple[Path, ...]:
    """Write ``ballots-<type>.pdf`` for each type and ``layout.json``; the paths written.

    :raises InputError: where a name or post cannot be printed whole; nothing is written then.
    """
    types = printed_types(definition)
    files = {printed.file: printed.pdf for printed in types}
    layout = json_bytes(layout_of(definition, types))
    return write_files(out, {**files, LAYOUT_NAME: layout})


def json_bytes(document: object) -> bytes:
    """A document as readable JSON with a line end, UTF-8."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def write_files(out: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder, each beside its place first and renamed when all are there."""
    out.mkdir(parents=True, exist_ok=True)
    partial = {out / name: out / f".{name}.partial" for name in files}
    try:
        for beside, content in zip(partial.values(), files.values(), strict=True):
            beside.write_bytes(content)
        for path, beside in partial.items():
            beside.replace(path)
    finally:
        for beside in partial.values():
            beside.unlink(missing_ok=True)
    return tuple(partial)
