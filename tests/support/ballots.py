"""Polls whose ballots are printed in tests, and ballots seen as a scanner would see them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from tinnhiem.documents.ballots import (
    BallotDefinition,
    BallotRules,
    ballot_definition,
    layout_of,
    printed_types,
)
from tinnhiem.documents.ballots.rules import Basis, PrintedChoice, Validity
from tinnhiem.law.poll import (
    CHOICES,
    BallotType,
    Body,
    BodyKind,
    Choice,
    Level,
    Officeholder,
    Poll,
    Position,
    Post,
    Procedure,
    Roll,
    Sitting,
)

DPI = 300
PER_MM = DPI / 25.4

LABELS = {
    Choice.HIGH: "Tín nhiệm cao",
    Choice.MEDIUM: "Tín nhiệm",
    Choice.LOW: "Tín nhiệm thấp",
    Choice.CONFIDENCE: "Tín nhiệm",
    Choice.NO_CONFIDENCE: "Không tín nhiệm",
}

NAMES = (
    "Lò Thị Minh Phượng",
    "Vũ Đình Khoát",
    "Tòng Văn Sướng",
    "Giàng A Phử",
    "Hà Thị Ngọc Diễm",
    "Lường Thị Thanh Huyền Trang",
)

POSTS = (
    "Chủ tịch Hội đồng nhân dân tỉnh",
    "Ủy viên UBND tỉnh, Giám đốc Sở Nông nghiệp và Môi trường",
    "Trưởng Ban Kinh tế - Ngân sách Hội đồng nhân dân tỉnh",
    "Ủy viên UBND tỉnh, Giám đốc Sở Y tế",
)

COUNCIL = Body(
    name="HĐND tỉnh Hoa Ban", kind=BodyKind.COUNCIL, level=Level.PROVINCE, term=(2026, 2031)
)
PARTY = Body(
    name="Đảng ủy xã Mường Sen",
    kind=BodyKind.PARTY_COMMITTEE,
    level=Level.COMMUNE,
    term=(2025, 2030),
)


def rules(procedure: Procedure = Procedure.RATING, **scopes: str) -> BallotRules:
    """Rules with the usual defects; ``scopes`` change a defect's scope (``no_mark="sheet"``)."""
    usual = {
        "not-issued": "sheet",
        "no-stamp": "sheet",
        "no-mark": "line",
        "several-marks": "line",
        "text-added": "sheet",
    }
    changed = usual | {defect.replace("_", "-"): scope for defect, scope in scopes.items()}
    return BallotRules(
        choices=tuple(PrintedChoice(id=c, label=LABELS[c]) for c in CHOICES[procedure]),
        validity=tuple(Validity(defect=d, scope=s) for d, s in changed.items()),
        instruments=(Basis(id="nq-96-2023-qh15", short="Nghị quyết số 96/2023/QH15"),),
    )


def person(index: int, *, ballot_type: str = "hdnd") -> Officeholder:
    """An invented officeholder; the index counts from 0."""
    name = NAMES[index % len(NAMES)]
    post = Post(title=POSTS[index % len(POSTS)], position=Position.COUNCIL_CHAIR)
    return Officeholder(
        id=f"p{index + 1}",
        name=name,
        salutation="Bà" if "Thị" in name else "Ông",
        ballot_type=ballot_type,
        posts=(post,),
    )


def poll(
    persons: int = 7, *, procedure: Procedure = Procedure.RATING, body: Body = COUNCIL
) -> Poll:
    """A poll with one type of ballot."""
    return Poll(
        procedure=procedure,
        rulebook="nq-96-2023-qh15",
        overlays=(),
        body=body,
        sitting=Sitting(name="Kỳ họp thứ chín", poll_date=date(2028, 12, 7), place="Hoa Ban"),
        roll=Roll(),
        ballot_types=(BallotType(id="hdnd", title="Khối Hội đồng nhân dân"),),
        slate=tuple(person(index) for index in range(persons)),
    )


def two_types(first: int = 7, second: int = 21) -> Poll:
    """A poll with the two usual blocks."""
    ordinary = poll(first)
    others = tuple(person(first + index, ballot_type="ubnd") for index in range(second))
    types = (*ordinary.ballot_types, BallotType(id="ubnd", title="Khối Ủy ban nhân dân"))
    return replace(ordinary, ballot_types=types, slate=(*ordinary.slate, *others))


def named(*names: str, posts: Mapping[int, tuple[str, ...]] | None = None) -> Poll:
    """A poll of persons with these names, and of some of them these posts."""
    ordinary = poll(len(names))
    slate = tuple(
        replace(who, name=name, posts=_posts((posts or {}).get(index, ())) or who.posts)
        for index, (who, name) in enumerate(zip(ordinary.slate, names, strict=True))
    )
    return replace(ordinary, slate=slate)


def _posts(titles: tuple[str, ...]) -> tuple[Post, ...]:
    return tuple(Post(title=title, position=Position.COUNCIL_CHAIR) for title in titles)


def definition(of: Poll, *, large: bool = False) -> BallotDefinition:
    """The ballots of a poll under the usual rules."""
    return ballot_definition(of, rules(of.procedure), large=large)


#: The variants that are looked at as rasters, by what is special about them.
VARIANTS: Mapping[str, tuple[Poll, bool]] = {
    "one person": (poll(1), False),
    "seven persons": (poll(7), False),
    "twenty-one persons": (poll(21), False),
    "two types": (two_types(), False),
    "sixty persons": (poll(60), False),
    "confidence vote": (poll(1, procedure=Procedure.CONFIDENCE_VOTE), False),
    "several in a confidence vote": (poll(3, procedure=Procedure.CONFIDENCE_VOTE), False),
    "large print": (poll(9), True),
    "large confidence vote": (poll(1, procedure=Procedure.CONFIDENCE_VOTE), True),
    "Party": (poll(9, body=PARTY), False),
    "rehearsal": (replace(poll(12), rehearsal=True), False),
    "minority lines": (
        replace(poll(9), papers={"minority_lines": {"p1": "Quv coj nom hauv paus"}}),
        False,
    ),
}


@cache
def printed(variant: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The layout and the PDFs of a variant, by file name."""
    of, large = VARIANTS[variant]
    ready = definition(of, large=large)
    types = printed_types(ready)
    return layout_of(ready, types), {one.file: one.pdf for one in types}


def raster(pdf: bytes, page: int) -> NDArray[np.uint8]:
    """A page (from 1) at 300 dpi as darkness, 0 white to 255 black."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        grey = document[page - 1].render(scale=DPI / 72, grayscale=True).to_numpy().copy()
    finally:
        document.close()
    darkness: NDArray[np.uint8] = 255 - grey.reshape(grey.shape[:2])
    return darkness


@cache
def pages(variant: str) -> list[tuple[dict[str, Any], NDArray[np.uint8]]]:
    """Every page of a variant: its layout and what a scanner sees."""
    layout, pdfs = printed(variant)
    return [(page, raster(pdfs[page["pdf"]], page["pdf_page"])) for page in layout["pages"]]


def text(pdf: bytes) -> str:
    """The text of a PDF, its lines joined by blanks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(found).split())
