"""Checking the log of this installation, line by line, against the hashes it keeps of itself."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from tinnhiem.exchange.log_file import GENESIS, LogReport, check_lines
from tinnhiem.records.models import LogEntry, LogHead

#: The act by which a check itself is noted.
CHECKED = "log.checked"


def verify() -> LogReport:
    """Check the whole log: changed, missing, inserted or moved lines, or a head that is not its.

    The report names the first line that does not hold.
    """
    head = LogHead.objects.filter(pk=1).first()
    kept = (head.sequence, head.hash) if head else (0, GENESIS)
    return check_lines(lines(), head=kept)


def lines() -> Iterator[dict[str, Any]]:
    """Yield every line as copies and hashes know it, in order, without holding them all."""
    for entry in LogEntry.objects.order_by("sequence").iterator(chunk_size=500):
        yield line_of(entry)


def line_of(entry: LogEntry) -> dict[str, Any]:
    """Return a line with its hash, in the words of the format ``tinnhiem-log/1``."""
    return {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "act": entry.act,
        "actor": entry.actor,
        "actor_id": entry.actor_id,
        "role": entry.role,
        "poll": entry.poll_key,
        "subject": entry.subject,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "salt": entry.salt,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def last_check(poll_key: str | None = None) -> LogEntry | None:
    """Return the line of the last check (of all, or of those asked for from one poll)."""
    found = LogEntry.objects.filter(act=CHECKED)
    if poll_key is not None:
        found = found.filter(poll_key=poll_key)
    return found.order_by("-sequence").first()
