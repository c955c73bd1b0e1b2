"""Paths into the members of a poll file: as a place in words, and to set a value by."""

from collections.abc import Sequence
from typing import Any


def joined(path: Sequence[str | int]) -> str:
    """Return a path as a place: ``body.term[0]``."""
    place = ""
    for step in path:
        if isinstance(step, int):
            place += f"[{step}]"
        else:
            place += f".{step}" if place else step
    return place


def set_at(data: dict[Any, Any], path: Sequence[str | int], value: object) -> None:
    """Set the value at a path of a poll file, whose lists are keyed by number for now."""
    for step in path[:-1]:
        data = data.setdefault(step, {})
    if value is not None:
        data[path[-1]] = value
