"""Long texts that people write: kept as written, without what no reader could see."""

import re
import unicodedata
from typing import Final

from tinnhiem.actions.refusals import RefusedError
from tinnhiem.wording.language import _
from tinnhiem.wording.numbers import grouped

#: In characters; a report of 600 words has about 3,500.
MAXIMUM: Final = 60_000
_LINES: Final = re.compile(r"\n{4,}")


def tidy(text: str) -> str:
    """Return a text composed (NFC), with plain line breaks, without invisible characters."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(letter for letter in plain if letter in "\n\t" or _is_seen(letter))
    lines = "\n".join(line.rstrip() for line in kept.split("\n"))
    return _LINES.sub("\n\n\n", lines).strip("\n")


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def checked(text: str, field: str, *, required: bool = True, most: int = MAXIMUM) -> str:
    """Return a text tidied.

    :raises RefusedError: at ``field``, where it is empty and may not be, or too long.
    """
    kept = tidy(text)
    if required and not kept.strip():
        raise RefusedError(_("Write the text first."), field)
    if len(kept) > most:
        message = _("The text is too long: {length} characters, at most {most}.")
        raise RefusedError(message.format(length=grouped(len(kept)), most=grouped(most)), field)
    return kept
