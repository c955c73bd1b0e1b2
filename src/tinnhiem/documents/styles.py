"""Which rules of form a paper follows: by its issuer and its date, from ``styles.toml``."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final, Literal, cast

from tinnhiem.documents.paper import Style

Issuer = Literal["state", "party"]

_FILE: Final = "styles.toml"


@cache
def entries() -> tuple[Mapping[str, Any], ...]:
    """Return the styles as the file has them, each with its dates, its source and its status."""
    text = (resources.files("tinnhiem.documents") / _FILE).read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["style"])


def style_at(issuer: Issuer, day: date | None) -> Style:
    """Return the style that an issuer's papers follow on a day.

    The newest where the day is unknown, the oldest where it lies before all of them: papers on old
    forms stay readable in the form that came nearest.
    """
    mine = sorted(
        (entry for entry in entries() if entry["issuer"] == issuer),
        key=lambda entry: cast("date", entry["in_force_from"]),
    )
    begun = [entry for entry in mine if day is None or entry["in_force_from"] <= day]
    return cast("Style", (begun or mine[:1])[-1]["id"])
