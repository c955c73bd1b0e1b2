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
    noted("Too many levels of symbolic links"),
    noted("Input/output error"),
    noted("closed"),
)

#: What the reader of TOML says most often.
OF_TOML: Final = (
    noted("Invalid statement"),
    noted("Invalid value"),
    noted("Invalid initial character for a key part"),
    noted("Expected '=' after a key in a key/value pair"),
    noted("Expected ']' at the end of a table declaration"),
    noted("Expected ']]' at the end of an array declaration"),
    noted("Expected newline or end of document after a statement"),
    noted("Cannot overwrite a value"),
    noted("Cannot declare a table twice"),
    noted("Unclosed array"),
    noted("Unclosed inline table"),
    noted("Unterminated string"),
    noted("Invalid date or datetime"),
)
_TWICE: Final = re.compile(r"Cannot declare \(.*\) twice", re.DOTALL)
_POSITION: Final = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)
_END: Final = re.compile(r"(.*) \(at end of document\)", re.DOTALL)


def reason(text: str) -> str:
    """Return a reason in the language in use, a position in a file included."""
    position, end = _POSITION.fullmatch(text), _END.fullmatch(text)
    if position is not None:
        told = _("line {line}, column {column}: {what}")
        return told.format(what=_of_toml(position[1]), line=position[2], column=position[3])
    if end is not None:
        return _("at the end of the file: {what}").format(what=_of_toml(end[1]))
    return _(text)


def _of_toml(text: str) -> str:
    """Return what the reader of TOML says, in the language in use where it is known."""
    return _("Cannot declare a table twice" if _TWICE.fullmatch(text) else text)
