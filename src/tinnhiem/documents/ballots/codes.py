"""The codes of a sheet: what kind of sheet, body, poll, type, page and definition; nothing else.

The content is the same on every copy of a page. It holds no number of a copy, no voter and no
order. ``docs/reference/ballot-layout.md`` describes the fields for readers.
"""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

import segno

from tinnhiem.documents.ballots.tags import Matrix

_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_FORM: Final = re.compile(
    r"TN1:([RTBEH]):([A-Z2-7]{6}):([A-Z2-7]{6}):([0-9]{2}):([0-9]{2})/([0-9]{2}):([A-Z2-7]{10})"
    r":([A-Z2-7]{7})"
)


class SheetKind(StrEnum):
    """What a sheet is. Only ``BALLOT`` may be counted, and only in a poll that is no rehearsal."""

    BALLOT = "R"
    REHEARSAL = "T"
    BATCH = "B"
    BATCH_END = "E"
    HEADER = "H"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCode:
    """The content of a code.

    ``body``, ``poll`` and ``definition`` are base-32 beginnings of SHA-256 digests (30, 30 and 50
    bits); ``type`` is the place of the ballot type in the definition, from 1 (0 for all types);
    ``page`` and ``pages`` are the page of a ballot, or the number of a batch.
    """

    kind: SheetKind
    body: str
    poll: str
    type: int
    page: int
    pages: int
    definition: str

    @property
    def text(self) -> str:
        """The 47 characters of the code: a QR code of version 3, level Q holds just these."""
        content = (
            f"TN1:{self.kind}:{self.body}:{self.poll}:{self.type:02}:"
            f"{self.page:02}/{self.pages:02}:{self.definition}"
        )
        return f"{content}:{_check(content)}"


def parse_code(text: str) -> SheetCode | None:
    """Read a code's content back; None where it is not one of ours or its check fails."""
    match = _FORM.fullmatch(text)
    if match is None or _check(text.rpartition(":")[0]) != match[8]:
        return None
    return SheetCode(
        kind=SheetKind(match[1]),
        body=match[2],
        poll=match[3],
        type=int(match[4]),
        page=int(match[5]),
        pages=int(match[6]),
        definition=match[7],
    )


def beginning(content: bytes, characters: int) -> str:
    """The first characters of the base-32 form of a SHA-256 digest (5 bits each)."""
    number = int.from_bytes(sha256(content).digest(), "big") >> (256 - 5 * characters)
    return _base32(number, characters)


def short_hash(digest: str) -> str:
    """The ten base-32 characters by which a code names a definition's hash (64 hex digits)."""
    return _base32(int(digest, 16) >> (256 - 50), 10)


def matrix(text: str) -> Matrix:
    """The dark modules of the QR code of a text, without its quiet zone."""
    code = segno.make(text, version=3, error="q", mode="alphanumeric", boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def svg(modules: Matrix) -> str:
    """A drawing of dark modules as one path, one unit a module, so that no seams show."""
    path = "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in _stretches(modules))
    side = len(modules)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
        f' width="{side}" height="{side}"><path d="{path}"/></svg>'
    )


def _stretches(modules: Matrix) -> Iterable[tuple[int, int, int]]:
    """Stretches of dark modules: column, row and length."""
    for y, row in enumerate(modules):
        start = None
        for x, dark in enumerate((*row, False)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield start, y, x - start
                start = None


def _check(content: str) -> str:
    return _base32(zlib.crc32(content.encode("ascii")), 7)


def _base32(number: int, characters: int) -> str:
    digits = (number >> (5 * place) & 31 for place in reversed(range(characters)))
    return "".join(_ALPHABET[digit] for digit in digits)
