"""Names of bodies and posts as papers write them: in full, short, in capitals, abbreviated."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tinnhiem.documents.blanks import DOTS, Blank

Record = Mapping[str, Any]

_LEVELS = "tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu"
#: A Party committee's name of so many letters stands on one line.
_ONE_LINE = 24
_PLACED = re.compile(rf"(?<=\s)({_LEVELS}) (?=\S)", re.IGNORECASE)
_FULL = (
    (re.compile(r"(?<!\w)HĐND(?!\w)"), "Hội đồng nhân dân"),
    (re.compile(r"(?<!\w)UBND(?!\w)"), "Ủy ban nhân dân"),
)
_SHORT = (
    (re.compile(r"(?<!\w)Hội đồng nhân dân(?!\w)"), "HĐND"),
    (re.compile(r"(?<!\w)[ỦU]y ban nhân dân(?!\w)|(?<!\w)Uỷ ban nhân dân(?!\w)"), "UBND"),
)


def in_full(text: str) -> str:
    """Return a text with HĐND and UBND written out, as running text has them."""
    for pattern, full in _FULL:
        text = pattern.sub(full, text)
    return text


def abbreviated(text: str) -> str:
    """Return a text with HĐND and UBND for the full names, as tables and recipients have them."""
    for pattern, short in _SHORT:
        text = pattern.sub(short, text)
    return text


#: Common words with which the title of a ballot type may begin; other titles name an office.
_COMMON = frozenset({"Khối", "Loại", "Phiếu", "Nhóm", "Các", "Danh", "Những", "Người", "Lãnh"})


def inside(title: str) -> str:
    """Return the title of a ballot type as it stands inside a sentence.

    ``khối Hội đồng nhân dân``, but ``Chủ tịch nước``: the name of an office keeps its capital.
    """
    first = title.partition(" ")[0]
    return title[:1].lower() + title[1:] if first in _COMMON else title


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyName:
    """The name of the body that holds the poll, in the forms that papers need.

    ``short`` leaves out the place (Hội đồng nhân dân tỉnh), ``abbreviated`` is for recipients
    (HĐND tỉnh), ``standing`` its standing body, ``lines`` the letterhead in capitals.
    """

    name: str
    short: str
    place: str
    level: str
    lines: tuple[str, ...]
    standing: str
    abbreviated: str
    is_assembly: bool
    is_council: bool
    is_party: bool
    is_agency: bool
    is_provincial: bool

    @property
    def caps(self) -> str:
        """The full name in capitals."""
        return self.name.upper()


def body_name(body: Record, papers: Record, held_at: str) -> BodyName:
    """Return the names of a body from the facts; ``held_at`` is the place of its sitting."""
    name = in_full(body["name"])
    what, level, place = _parted(name)
    kind = body["kind"]
    short = f"{what} {level}".strip() if place else name
    parted = place and not (kind == "party-committee" and len(name) <= _ONE_LINE)
    lines = tuple(papers.get("issuer") or ((what, f"{level} {place}") if parted else (name,)))
    return BodyName(
        name=name,
        short=short,
        place=papers.get("place_name")
        or papers.get("province_name")
        or place
        or held_at
        or Blank(DOTS),
        level=level,
        lines=tuple(line.upper() for line in lines if line),
        standing=_standing(kind, short),
        abbreviated=papers.get("body_short") or abbreviated(short),
        is_assembly=kind == "national-assembly",
        is_council=kind == "council",
        is_party=kind == "party-committee",
        is_agency=kind == "agency",
        is_provincial=body["level"] == "province",
    )


def _parted(name: str) -> tuple[str, str, str]:
    """Part a name before the word of its level, where a proper name follows that word."""
    for found in _PLACED.finditer(name):
        place = name[found.end() :]
        if place[:1].isupper():
            return name[: found.start()].strip(), found[1].lower(), place
    return name, "", ""


def _standing(kind: str, short: str) -> str:
    match kind:
        case "national-assembly":
            return "Ủy ban Thường vụ Quốc hội"
        case "council":
            return f"Thường trực {short}"
        case "party-committee":
            return f"Ban Thường vụ {short}"
        case _:
            return short


def term_text(term: object) -> str:
    """Return ``nhiệm kỳ 2026 - 2031``, or nothing."""
    if isinstance(term, list) and len(term) == 2:
        return f"nhiệm kỳ {term[0]} - {term[1]}"
    return ""


def council_text(council: object) -> str:
    """Return ``khóa XVI`` from the clerk's ``XVI`` or ``khóa XVI``, or nothing."""
    if not council:
        return ""
    text = str(council).strip()
    return text if text.lower().startswith(("khóa", "khoá")) else f"khóa {text}"


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def council_ordinal(council: object) -> str:
    """Return the number of a term in Arabic figures, from ``XV`` or ``khóa XV``; else nothing.

    The National Assembly's papers bear it in their numbers: ``96/2023/QH15``.
    """
    word = str(council or "").split()[-1:] or [""]
    if word[0].isdigit():
        return word[0]
    values = [_ROMAN.get(letter, 0) for letter in word[0]]
    if not values or 0 in values:
        return ""
    after = [*values[1:], 0]
    return str(sum(-v if v < n else v for v, n in zip(values, after, strict=True)))
