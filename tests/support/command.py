"""A poll to run the command on, and what a run comes to."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.poll_files import council_chair, poll_data

POLL: dict[str, Any] = poll_data(
    body={
        "name": "HĐND tỉnh Ví Dụ",
        "kind": "council",
        "level": "province",
        "term": [2021, 2026],
    },
    sitting={
        "name": "Kỳ họp thứ mười tám",
        "opening_date": "2023-12-05",
        "poll_date": "2023-12-07",
        "place": "Ví Dụ",
    },
    denominator=None,
    slate=[council_chair("Nguyễn Văn An", "Chủ tịch HĐND tỉnh", elected_on="2021-06-30")],
)


@dataclass(frozen=True)
class Outcome:
    """How a run of the command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:  # noqa: ANN401 - JSON has many types
        """The one JSON document on standard output."""
        return json.loads(self.out)


Run = Callable[..., Outcome]
Write = Callable[..., Path]
