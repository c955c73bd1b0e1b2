"""The fields of a sheet's code, as ``docs/reference/ballot-layout.md`` describes them."""

import re
import zlib
from dataclasses import dataclass
from typing import Final

_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_FORM: Final = re.compile(
    r"TN1:(?P<kind>[RTBEH]):(?P<body>[A-Z2-7]{6}):(?P<poll>[A-Z2-7]{6}):(?P<type>[0-9]{2})"
    r":(?P<page>[0-9]{2})/(?P<pages>[0-9]{2}):(?P<definition>[A-Z2-7]{10}):(?P<check>[A-Z2-7]{7})"
)

#: Kinds of sheets that are ballots; all others lie between the batches.
BALLOT, REHEARSAL = "R", "T"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFields:
    """What a code says; the names are those of the reference."""

    kind: str
    body: str
    poll: str
    type: str
    page: str
    pages: str
    definition: str


def code_fields(text: str) -> CodeFields | None:
    """Return the fields of a code, or None where it is no code of ours or its check fails."""
    match = _FORM.fullmatch(text)
    if match is None or match["check"] != _check(text.rpartition(":")[0]):
        return None
    fields = {name: value for name, value in match.groupdict().items() if name != "check"}
    return CodeFields(**fields)


def definition_in_code(definition: str) -> str:
    """The beginning of a definition's hash as a code has it: 50 bits in base 32."""
    number = int(definition[:13], 16) >> 2
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(10)))


def _check(content: str) -> str:
    number = zlib.crc32(content.encode("ascii"))
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(7)))
