"""Appending to the log: hash-chained lines, one writer at a time, part of the act's transaction."""

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from django.db import transaction

from tinnhiem.exchange.log_file import GENESIS, line_hash
from tinnhiem.records.log_check import line_of
from tinnhiem.records.models import Account, LogEntry, LogHead

__all__ = ["GENESIS", "append", "entry_hash"]

#: Random bytes in each line, as many as nobody can try out.
_SALT: Final = 16


class WhatWasDone(Protocol):
    """What an act says of itself."""

    @property
    def subject(self) -> str:
        """Of what or whom."""

    @property
    def before(self) -> Mapping[str, Any]:
        """The values before, as far as they changed."""

    @property
    def after(self) -> Mapping[str, Any]:
        """The values after."""

    @property
    def reason(self) -> str:
        """Why, where a reason was asked for."""


def append(
    *, act: str, at: datetime, by: Account | None, role: str, poll_key: str, noted: WhatWasDone
) -> LogEntry:
    """Append one line to the log, inside the transaction of the act."""
    with transaction.atomic():
        head = _head()
        entry = LogEntry(
            sequence=head.sequence + 1,
            at=at.astimezone(UTC),
            act=act,
            actor=by.display_name if by else "",
            actor_id=by.pk if by else None,
            role=role,
            poll_key=poll_key,
            subject=noted.subject[:500],
            before=_plain(noted.before),
            after=_plain(noted.after),
            reason=noted.reason,
            salt=secrets.token_hex(_SALT),
            previous=head.hash,
        )
        entry.hash = entry_hash(entry)
        entry.save(force_insert=True)
        LogHead.objects.filter(pk=1).update(sequence=entry.sequence, hash=entry.hash)
    return entry


def _head() -> LogHead:
    head = LogHead.objects.select_for_update().filter(pk=1).first()
    return head or LogHead.objects.create(pk=1, sequence=0, hash=GENESIS)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Make values what JSON can hold, dates as texts, so that the hash is of what is stored."""
    made: dict[str, Any] = json.loads(json.dumps(dict(values), default=str, ensure_ascii=False))
    return made


def entry_hash(entry: LogEntry) -> str:
    """Return the hash of a line: SHA-256 of its canonical JSON under the label of the log."""
    return line_hash(line_of(entry))
