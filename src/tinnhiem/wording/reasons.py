"""Reasons that come from below in English (the system, the reader of TOML), told in our languages.

A reason that is not known is passed on as it is: better a foreign word than none.
"""

import re
from typing import Final

from tinnhiem.wording.language import _, noted

#: What the operating system says, word for word.
KNOWN: Final = (
    noted("No such file or directory"),
    noted("Permission denied"),
    noted("Is a directory"),
    noted("Not a directory"),
    noted("File exists"),
    noted("No space left on device"),
    noted("Read-only file system"),
    noted("File name too long"),
)
_POSITION: Final = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)
_END: Final = re.compile(r"(.*) \(at end of document\)", re.DOTALL)


def reason(text: str) -> str:
    """Return a reason in the language in use, a position in a file included."""
    position, end = _POSITION.fullmatch(text), _END.fullmatch(text)
    if position is not None:
        told = _("line {line}, column {column}: {what}")
        return told.format(what=position[1], line=position[2], column=position[3])
    if end is not None:
        return _("at the end of the file: {what}").format(what=end[1])
    return _(text)
