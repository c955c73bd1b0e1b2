"""The words of a ballot paper, read from ``texts.toml``, and how marked words become runs."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any, Final

from tinnhiem.documents.paper import Line, Run

#: Stands in a line of runs for the drawn cross.
CROSS: Final = Run(text="☒")

_PIECE: Final = re.compile(r"(\*\*.+?\*\*|\{mark\})")


@cache
def texts() -> dict[str, Any]:
    """The tables of ``texts.toml``."""
    return tomllib.loads((resources.files(__package__) / "texts.toml").read_text("utf-8"))


def line(template: str, **values: str) -> Line:
    """The runs of a template. Only the template's own marks count; values stay literal."""
    return tuple(_runs(template, values))


def _runs(template: str, values: dict[str, str]) -> Iterable[Run]:
    for piece in filter(None, _PIECE.split(template)):
        if piece == "{mark}":
            yield CROSS
        elif piece.startswith("**"):
            yield Run(text=piece[2:-2].format(**values), bold=True)
        else:
            yield Run(text=piece.format(**values))


def full_name(name: str) -> str:
    """A body's name without the abbreviations of poll files: “HĐND tỉnh …” in full."""
    for short, full in texts()["abbreviation"].items():
        name = re.sub(rf"\b{short}\b", full, name)
    return name


def halves(name: str) -> tuple[str, str]:
    """A body's name parted before its territory: (Hội đồng nhân dân, tỉnh Ví Dụ).

    The second half is empty where the name has no territory.
    """
    words = "|".join(texts()["territory"]["words"])
    match = re.search(rf"\s+(?=(?:{words})\s)", name, flags=re.IGNORECASE)
    if match is None:
        return name, ""
    return name[: match.start()], name[match.end() :]
