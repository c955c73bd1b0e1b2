"""Hashes of what people approve, so that a later change is seen."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from tinnhiem.records.models import Conference, Poll, Rated

LABEL = b"tinnhiem/slate/1\n"


def slate_content(poll: Poll) -> list[dict[str, Any]]:
    """Return the list of a poll as it is approved: who, posts, conclusion, ballot type, order."""
    rows = Rated.objects.filter(poll=poll).select_related("ballot_type", "conference")
    return content_of(rows)


def content_of(rows: Iterable[Rated]) -> list[dict[str, Any]]:
    """Return the same of rows that were read already, with ballot type and conference."""
    return [
        {
            "line": row.line,
            "conference": row.conference.key,
            "name": row.name,
            "posts": row.posts,
            "conclusion": row.conclusion,
            "ballot_type": row.ballot_type.code if row.ballot_type else "",
            "position": row.position,
        }
        for row in sorted(rows, key=lambda r: (r.conference.position, r.position, r.line))
    ]


def slate_digest(poll: Poll, conference: Conference | None = None) -> str:
    """Return the hash of the list of a poll, or of the part of one conference."""
    content = slate_content(poll)
    if conference is not None:
        content = [row for row in content if row["conference"] == conference.key]
    return digest_of(content)


def digest_of(content: object) -> str:
    """Return the SHA-256 of a value's canonical JSON."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(LABEL + text.encode()).hexdigest()
