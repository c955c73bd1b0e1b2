"""Persons of a workbook's list, as the lines of its other sheets name them."""

from collections.abc import Mapping, Sequence
from typing import Any

from tinnhiem.exchange.workbook_cells import folded


class People:
    """Persons of the list, to be found by id or by name."""

    def __init__(self, slate: Sequence[Mapping[str, Any]]) -> None:
        self._names = [str(person.get("name") or "") for person in slate]
        self._ids = {str(person.get("id")): index for index, person in enumerate(slate)}

    def by_id(self, key: object) -> int | None:
        """Return the number in the list of the person with an id."""
        number = int(key) if isinstance(key, float) and key.is_integer() else key
        return self._ids.get(str(number).strip())

    def by_name(self, name: object) -> int | None:
        """Return the number in the list of the only person with a name."""
        found = [index for index in range(len(self._names)) if self.is_named(index, str(name))]
        return found[0] if len(found) == 1 else None

    def is_named(self, index: int, name: str) -> bool:
        """Return whether a person has this name, whatever its spaces and letter forms."""
        return folded(self._names[index]) == folded(name)

    def name(self, index: int) -> str:
        """Return a person's name as the list has it."""
        return self._names[index]
