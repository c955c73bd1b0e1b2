"""What is wrong with an input, as data: a code, a place and the values that disagree.

Words are put to a problem at the edge (:mod:`tinnhiem.wording.problems`), in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong or worth a warning.

    ``code`` names the kind of problem (``sum-differs``), ``place`` where it stands in the file
    (``slate[3].count``, or ``Danh sách!D7`` in a workbook; empty when it concerns the whole),
    ``values`` what the sentence about it needs.
    """

    code: str
    place: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


class InputError(Exception):
    """Raised when an input cannot be read or breaks its format; carries every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.place}: {p.code}" for p in problems))
        self.problems = problems


class ReconciliationError(Exception):
    """Raised when numbers that must agree do not; carries every disagreeing pair."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.place}: {p.code}" for p in problems))
        self.problems = problems
