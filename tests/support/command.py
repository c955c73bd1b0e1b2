"""A poll to run the command on, and what a run comes to."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PERSON = {
    "id": "p1",
    "name": "Nguyễn Văn An",
    "ballot_type": "hdnd",
    "posts": [
        {"title": "Chủ tịch HĐND tỉnh", "position": "council-chair", "elected_on": "2021-06-30"}
    ],
    "count": {"high": 46, "medium": 2, "low": 1, "invalid": 0},
}
POLL: dict[str, Any] = {
    "format": "tinnhiem-poll/1",
    "procedure": "rating",
    "rulebook": "nq-96-2023-qh15",
    "overlays": [],
    "body": {
        "name": "HĐND tỉnh Ví Dụ",
        "kind": "council",
        "level": "province",
        "term": [2021, 2026],
    },
    "sitting": {
        "name": "Kỳ họp thứ mười tám",
        "opening_date": "2023-12-05",
        "poll_date": "2023-12-07",
        "place": "Ví Dụ",
    },
    "roll": {"membership": 52, "convened": 52, "present": 49},
    "denominator": None,
    "ballot_types": [
        {
            "id": "hdnd",
            "title": "Khối Hội đồng nhân dân",
            "issued": 49,
            "exchanged": 0,
            "unused": 3,
            "returned": 49,
            "invalid": 0,
        }
    ],
    "slate": [PERSON],
}


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
