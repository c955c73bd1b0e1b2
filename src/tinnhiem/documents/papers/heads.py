"""The head of a paper: style, letterhead, number, place and date, title."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tinnhiem.documents.blanks import DOTS, Blank, day_or_blank, read_day
from tinnhiem.documents.form_shapes import Form
from tinnhiem.documents.paper import Letterhead, Style, Title
from tinnhiem.documents.papers.context import Ground
from tinnhiem.documents.papers.names import BodyName
from tinnhiem.documents.styles import style_at

Record = Mapping[str, Any]

_STYLES: Final[Mapping[str, Style]] = {
    "state-2020": "state-2020",
    "party-2018": "party-2018",
    "party-2026": "party-2026",
    "state": "state-2020",
}


def is_party_issuer(data: Record) -> bool:
    """Whether the issuer writes in the Party's form: the form follows the issuer."""
    stated = str(data["papers"].get("style") or "")
    if stated:
        return stated.startswith("party")
    return bool(data["body"]["kind"] == "party-committee")


def paper_day(data: Record, kind: str, *, dated: str) -> date | None:
    """The date of a paper as the clerk gave it; of the poll where the form says so."""
    dates: Record = data["papers"].get("dates") or {}
    given = read_day(dates.get(kind)) or read_day(dates.get("default"))
    if given or dated == "given":
        return given
    return read_day(data["sitting"]["poll_date"])


def style_of(ground: Ground, form: Form) -> Style:
    """The style of a paper: its form's own, or that of the issuer at the paper's date."""
    if form.style != "issuer":
        return form.style
    if not ground.manner.party:
        return style_at("state", None)
    stated = str(ground.papers.get("style") or "")
    if stated in _STYLES:
        return _STYLES[stated]
    sitting = ground.data["sitting"]
    day = paper_day(ground.data, form.kind, dated="poll") or read_day(sitting["opening_date"])
    return style_at("party", day)


def number_text(ground: Ground, kind: str, symbol: str) -> str:
    """The number of a paper with its symbol: ``52/NQ-HĐND``, ``05-BB/ĐU``; dots where unknown."""
    numbers: Record = ground.papers.get("numbers") or {}
    stored = str(numbers.get(kind) or "").strip()
    stored = stored.removeprefix("Số").removeprefix("số").lstrip(": ").strip()
    joint = "-" if ground.manner.party else "/"
    if not stored:
        return Blank(f"{DOTS}{joint}{symbol}" if symbol else DOTS)
    figures = len(stored) - len(stored.lstrip("0123456789"))
    rest = stored[figures:]
    head = stored[:figures].zfill(2) if figures else ""
    return head + (rest or (f"{joint}{symbol}" if symbol else ""))


def letterhead_of(
    ground: Ground, form: Form, words: Mapping[str, str], *, several: bool
) -> Letterhead | None:
    """The letterhead of a paper; ``words`` are its filled-in symbol, V/v line and place-date flag.

    A paper that stands for many of its kind (``several``) has its number written in by hand.
    """
    if form.style == "script":
        return Letterhead(classification="")
    if form.issuer == "none" and form.style == "issuer":
        return None
    place_date = _place_date(ground, form) if words["place_date"] == "yes" else ""
    if form.style == "personal":
        return Letterhead(place_date=place_date)
    parent, issuer = _issuer(ground, form)
    number = ""
    if words["symbol"]:
        before = "Số " if ground.manner.party else "Số: "
        blank = number_text(_without_numbers(ground), form.kind, words["symbol"])
        own = number_text(ground, form.kind, words["symbol"])
        number = before + (blank if several else own)
    return Letterhead(
        parent=parent,
        issuer=issuer,
        number=number,
        about=words["about"],
        place_date=place_date,
        classification=str(ground.papers.get("classification") or "").upper(),
    )


def _without_numbers(ground: Ground) -> Ground:
    from dataclasses import replace  # noqa: PLC0415 - used here alone

    return replace(ground, papers={**ground.papers, "numbers": {}})


def _place_date(ground: Ground, form: Form) -> str:
    day = paper_day(ground.data, form.kind, dated=form.dated)
    polled = read_day(ground.data["sitting"]["poll_date"])
    opening = read_day(ground.data["sitting"]["opening_date"])
    known = polled or opening
    return f"{ground.body.place}, {day_or_blank(day, known.year if known else None)}"


def _issuer(ground: Ground, form: Form) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The issuer's two parts, in capitals: whom it belongs to, and its own name."""
    body = ground.body
    above = tuple(str(line).upper() for line in ground.papers.get("parent") or ())
    match form.issuer:
        case "counting-board" if not ground.manner.party:
            return body.lines, ("BAN KIỂM PHIẾU",)
        case "standing-body" if body.is_council:
            return body.lines, ("THƯỜNG TRỰC",)
        case "standing-body" if body.is_assembly:
            return (), ("ỦY BAN THƯỜNG VỤ", "QUỐC HỘI")
        case "front":
            return _front(body), ("BAN THƯỜNG TRỰC",)
        case "nominator":
            return (), (DOTS + DOTS,)
        case _:
            return above, body.lines


def _front(body: BodyName) -> tuple[str, ...]:
    """The Fatherland Front's committee of the body's own level, with the name of the place."""
    if body.is_assembly:
        return ("ỦY BAN TRUNG ƯƠNG", "MẶT TRẬN TỔ QUỐC VIỆT NAM")
    level = body.level.upper()
    placed = next((line for line in body.lines if level and line.startswith(level)), level)
    return (f"ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM {placed}".strip(),)


def title_of(words: Mapping[str, tuple[str, ...]], type_name: str) -> Title:
    """The title of a paper from its filled-in lines."""
    return Title(
        type_name=type_name,
        subject=words["subject"],
        under=words["under"],
        body_lines=tuple(line.upper() for line in words["body_lines"]),
    )
