"""From a definition to the data that the template draws: measured, parted into pages, placed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tinnhiem.documents.ballots import geometry
from tinnhiem.documents.ballots.codes import matrix, svg
from tinnhiem.documents.ballots.definition import (
    BallotDefinition,
    BallotLine,
    PaperType,
    sheet_code,
)
from tinnhiem.documents.ballots.pagination import share_out, stretched
from tinnhiem.documents.ballots.tags import page_tags, tag
from tinnhiem.documents.ballots.texts import CROSS, texts
from tinnhiem.documents.ballots.typesetting import measure
from tinnhiem.documents.paper import Line
from tinnhiem.documents.pdf import NEUTRAL_DATE
from tinnhiem.law.problems import InputError, Problem

TEMPLATE = "ballot.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPage:
    """One page of a type: its lines, the height of each row, where each part begins (``y``), the
    heights of the table's head and of the
    band above it, and the content of its code.
    """

    page: int
    pages: int
    lines: tuple[BallotLine, ...]
    first_number: int
    heights: tuple[float, ...]
    head_height: float
    band_height: float
    y: dict[str, float] = field(hash=False)
    code: str


def place_pages(definition: BallotDefinition, paper: PaperType) -> tuple[PlacedPage, ...]:
    """Measure a type's words and part its persons into pages.

    :raises InputError: where a word is too long for its column, or a person's line for a page.
    """
    measured = measure(TEMPLATE, sheet_data(definition, paper) | {"mode": "measure"}, "heights")[0]
    size = paper.sizes
    _check_words(definition, paper, measured)
    heights = [max(size.least_row, r["height"] + size.row_padding) for r in measured["rows"]]
    y, room = _places(paper, measured)
    if room < size.least_row:
        values = {"name": definition.body.name}
        raise InputError(
            (Problem(code="heading-too-tall-for-the-ballot", place="body.name", values=values),)
        )
    _check_heights(paper, heights, room)
    head = _head_height(measured)
    sheets = share_out(heights, room)
    return tuple(
        PlacedPage(
            page=number,
            pages=len(sheets),
            lines=paper.lines[first:end],
            first_number=first + 1,
            heights=stretched(heights[first:end], room, size.tallest_row),
            head_height=head,
            band_height=_band_height(paper, measured),
            y=y,
            code=sheet_code(definition, of=paper.index, page=number, pages=len(sheets)).text,
        )
        for number, (first, end) in enumerate(sheets, 1)
    )


def _head_height(measured: dict[str, Any]) -> float:
    return round(max(9.0, float(measured["head"]) + 4.0), 1)


def _band_height(paper: PaperType, measured: dict[str, Any]) -> float:
    return round(max(paper.sizes.band_h, float(measured["band"]) + 2.6), 1)


def _places(paper: PaperType, measured: dict[str, Any]) -> tuple[dict[str, float], float]:
    """Where the parts of the head begin, and the height left for rows."""
    size = paper.sizes
    title = round(max(28.6, size.top + measured["letterhead"] + 2.5), 1)
    _, stamp_y, stamp_radius = geometry.STAMP
    how = round(max(stamp_y + stamp_radius + 1, title + measured["title"] + 3), 1)
    example = round(how + measured["how"] + 2, 1)
    band = round(example + measured["example"] + 2, 1)
    table = round(band + _band_height(paper, measured), 1)
    foot = round(min(geometry.FOOT_END - measured["foot"], geometry.CODE_PLACES[1][1]), 1)
    end = min(geometry.TABLE_END, foot - 2)
    places = {"title": title, "how": how, "example": example, "band": band, "table": table}
    room = end - table - _head_height(measured)
    return {**places, "foot": foot}, room


def _check_words(definition: BallotDefinition, paper: PaperType, measured: dict[str, Any]) -> None:
    least = paper.sizes.least_letters
    wide = [
        ("slate", line.name)
        for line, row in zip(paper.lines, measured["rows"], strict=True)
        if row["least"] < least
    ]
    if measured["least"] < least:
        wide.append(("body.name", f"{definition.body.name} · {paper.title}"))
    if wide:
        raise InputError(tuple(_too_long(place, name) for place, name in wide))


def _too_long(place: str, name: str) -> Problem:
    return Problem(code="word-too-long-for-the-ballot", place=place, values={"name": name})


def _check_heights(paper: PaperType, heights: Sequence[float], room: float) -> None:
    problems = [
        Problem(code="line-too-high-for-the-ballot", place="slate", values={"name": line.name})
        for line, height in zip(paper.lines, heights, strict=True)
        if height > room
    ]
    if problems:
        raise InputError(tuple(problems))


def sheet_data(definition: BallotDefinition, paper: PaperType) -> dict[str, object]:
    """What all pages of a type share, as the template reads it."""
    table = texts()
    labels = table["labels"]
    example = paper.words.example
    return {
        "mode": "print",
        "title": f"{definition.name} · {paper.title}",
        "date": document_date(definition),
        "page_mm": list(geometry.PAGE_MM),
        "sizes": geometry.size_table(paper.sizes),
        "party": definition.party,
        "parent": list(definition.parent),
        "issuer": list(definition.issuer),
        "state": list(definition.state),
        "name": definition.name,
        "subject": list(definition.subject),
        "how": _runs(paper.words.how),
        "example": {
            "label": example.label,
            "valid_label": example.valid_label,
            "valid": example.valid,
            "invalid_label": example.invalid_label,
            "invalid": example.invalid,
        },
        "foot": [_runs(part) for part in paper.words.foot],
        "small": paper.small,
        "tint": paper.tint,
        "band": paper.title.upper(),
        "numbered": len(paper.lines) > 1,
        "choices": [{"id": c.id, "label": c.label} for c in definition.choices],
        "labels": {**labels, **_samples(definition)},
        "rehearsal": labels["rehearsal"] if definition.rehearsal else "",
        "rehearsal_name": labels["rehearsal_name"],
        "rows": [_row(line, number) for number, line in enumerate(paper.lines, 1)],
        "pages": [],
    }


def _samples(definition: BallotDefinition) -> dict[str, str]:
    """The widest labels that a page may bear, to measure with."""
    labels = texts()["labels"]
    page = labels["page"].format(page=99, pages=99)
    count = len(definition.types)
    kind = labels["type"].format(index=count, count=count)
    return {"page_sample": page, "band_sample": f"{kind} · {page}"}


def document_date(definition: BallotDefinition) -> list[int]:
    """Year, month and day in the file's properties: of the poll, never of the printing."""
    sitting = definition.sitting
    day = sitting.poll_date or sitting.opening_date or NEUTRAL_DATE
    return [day.year, day.month, day.day]


def page_data(
    definition: BallotDefinition, paper: PaperType, page: PlacedPage
) -> dict[str, object]:
    """What one page adds: rows, codes, tags and labels."""
    labels = texts()["labels"]
    label = labels["page"].format(page=page.page, pages=page.pages)
    kind = labels["type"].format(index=paper.index, count=len(definition.types))
    return {
        "label": label,
        "band": f"{kind} · {label}",
        "y": page.y,
        "head_h": page.head_height,
        "band_h": page.band_height,
        "rows": [
            _row(line, number) | {"h": height}
            for number, (line, height) in enumerate(
                zip(page.lines, page.heights, strict=True), page.first_number
            )
        ],
        "marks": [],
        **machine_marks(page.code, page.page),
    }


def machine_marks(code: str, page: int) -> dict[str, object]:
    """The tags and codes of a page, placed and drawn."""
    places = zip(page_tags(page), geometry.TAG_PLACES, strict=True)
    side = geometry.CODE_SIDE
    return {
        "code_svg": svg(matrix(code)),
        "code_alt": texts()["labels"]["code"].format(code=code),
        "codes": [{"x": x, "y": y, "w": side} for x, y in geometry.CODE_PLACES],
        "tags": [
            {"x": x, "y": y, "w": geometry.TAG_SIDE, "svg": svg(tag(number))}
            for number, (x, y) in places
        ],
    }


def _row(line: BallotLine, number: int) -> dict[str, object]:
    return {
        "id": line.id,
        "number": str(number),
        "name": line.name,
        "minority": line.minority,
        "posts": list(line.posts),
    }


def _runs(line: Line) -> list[dict[str, object]]:
    return [
        {"mark": True} if run == CROSS else {"text": run.text, "bold": run.bold} for run in line
    ]
