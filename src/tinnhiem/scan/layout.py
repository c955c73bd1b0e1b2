"""The layout of printed ballots (``tinnhiem-layout/1``) as the reader needs it, checked whole."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tinnhiem.law.problems import InputError, Problem
from tinnhiem.scan.codes import CodeFields, code_fields, definition_in_code

#: A layout of 99 types and pages with 60 persons is smaller than this.
MAXIMUM_BYTES: Final = 16 * 1024 * 1024

Millimetres = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1, max_length=500)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=False)


class Square(_Frozen):
    """A place on the page, in millimetres from the upper left corner."""

    x: Millimetres
    y: Millimetres
    w: Annotated[float, Field(gt=0, le=300, allow_inf_nan=False)]
    h: Annotated[float, Field(gt=0, le=300, allow_inf_nan=False)]


class BoxPlace(Square):
    """The outer edge of a box."""

    line: Name
    choice: Name


class RowPlace(Square):
    """The whole row of a person."""

    line: Name


class TagPlace(Square):
    """A tag without its white zone."""

    id: Annotated[int, Field(ge=0, le=586)]


class Circle(_Frozen):
    """The place of the stamp."""

    x: Millimetres
    y: Millimetres
    r: Millimetres


class PagePlace(_Frozen):
    """One page of a ballot."""

    ballot_type: Name
    page: Annotated[int, Field(ge=1, le=99)]
    pages: Annotated[int, Field(ge=1, le=99)]
    pdf: str = ""
    pdf_page: Annotated[int, Field(ge=1)] = 1
    code: str
    boxes: Annotated[tuple[BoxPlace, ...], Field(min_length=1, max_length=600)]
    frame_mm: Annotated[float, Field(gt=0, le=2)] = 0.3
    rows: Annotated[tuple[RowPlace, ...], Field(min_length=1, max_length=200)]
    tags: Annotated[tuple[TagPlace, ...], Field(min_length=4, max_length=12)]
    codes: Annotated[tuple[Square, ...], Field(min_length=1, max_length=4)]
    stamp: Circle | None = None

    @property
    def fields(self) -> CodeFields:
        """The fields of the page's own code, which :func:`read_layout` has checked."""
        fields = code_fields(self.code)
        if fields is None:
            raise ValueError(self.code)
        return fields

    def boxes_of(self, line: str) -> tuple[BoxPlace, ...]:
        """The boxes of a person, from left to right as in the layout."""
        return tuple(box for box in self.boxes if box.line == line)


class Layout(_Frozen):
    """Every page that may be counted."""

    format: Literal["tinnhiem-layout/1"]
    definition: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    rehearsal: bool = False
    page_mm: tuple[float, float]
    pages: Annotated[tuple[PagePlace, ...], Field(min_length=1, max_length=2000)]


def read_layout(content: bytes) -> Layout:
    """Return the layout that a file holds.

    :raises InputError: with every problem and its place (``pages[0].boxes[2].x``).
    """
    if len(content) > MAXIMUM_BYTES:
        raise InputError((Problem(code="file-too-large", values={"limit": MAXIMUM_BYTES}),))
    try:
        layout = Layout.model_validate_json(content)
    except ValidationError as error:
        raise InputError(tuple(_problems(error))) from error
    problems = (*_changes(content), *_inconsistencies(layout))
    if problems:
        raise InputError(problems)
    return layout


def check_of(document: Mapping[str, object]) -> str:
    """The SHA-256 of everything in a layout but this digest itself, which stands in ``check``."""
    rest = {key: value for key, value in document.items() if key != "check"}
    plain = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def _changes(content: bytes) -> Iterator[Problem]:
    """Tell that a layout was changed after it was printed.

    It finds mistakes. Whoever changes it on purpose can change the digest too: keep the file that
    was printed, whose digest stands in every record.
    """
    document = json.loads(content)
    if "check" in document and document["check"] != check_of(document):
        yield Problem(code="layout-changed", place="check")


def _problems(error: ValidationError) -> Iterator[Problem]:
    for found in error.errors()[:100]:
        if found["type"] == "json_invalid":
            yield Problem(code="layout-no-json")
        else:
            yield Problem(code="layout-wrong", place=_place(found["loc"]))


def _place(location: tuple[int | str, ...]) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return text.removeprefix(".")


def _inconsistencies(layout: Layout) -> Iterator[Problem]:
    if tuple(layout.page_mm) != (210, 297):
        yield Problem(code="layout-wrong", place="page_mm")
    twice = Counter(page.code for page in layout.pages)
    for number, page in enumerate(layout.pages):
        place = f"pages[{number}]"
        fields = code_fields(page.code)
        if fields is None or twice[page.code] > 1:
            yield Problem(code="layout-code-wrong", place=f"{place}.code")
        elif fields.definition != definition_in_code(layout.definition):
            yield Problem(code="layout-definition-differs", place=f"{place}.code")
        yield from _page_inconsistencies(page, place)


def _page_inconsistencies(page: PagePlace, place: str) -> Iterator[Problem]:
    lines = [row.line for row in page.rows]
    known = {box.line for box in page.boxes}
    if len(set(lines)) != len(lines) or set(lines) != known:
        yield Problem(code="layout-rows-differ", place=f"{place}.rows")
    boxes = Counter((box.line, box.choice) for box in page.boxes)
    if max(boxes.values()) > 1 or len({len(page.boxes_of(line)) for line in known}) != 1:
        yield Problem(code="layout-rows-differ", place=f"{place}.boxes")
    for number, box in enumerate(page.boxes):
        if box.x + box.w > 210 or box.y + box.h > 297:
            yield Problem(code="layout-off-page", place=f"{place}.boxes[{number}]")
