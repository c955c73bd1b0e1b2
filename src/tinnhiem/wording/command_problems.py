"""Sentences for problems that the command itself meets, by code."""

from collections.abc import Mapping
from typing import Final

from tinnhiem.wording.language import noted

SENTENCES: Final[Mapping[str, str]] = {
    "file-missing": noted("The file {path} does not exist."),
    "file-is-folder": noted("{path} is a folder, not a file."),
    "file-forbidden": noted("The file {path} may not be read: permission denied."),
    "file-unreadable": noted("The file {path} cannot be read: {why}."),
    "file-not-regular": noted("{path} is a pipe or a device; an ordinary file is needed."),
    "output-unwritable": noted("{path} cannot be written: {why}."),
    "backup-broken": noted("This is no whole backup of Tín Nhiệm."),
    "backup-part-differs": noted("The part {part} is not as it was when the backup was made."),
    "backup-other-version": noted(
        "This backup was made with another version: restore it with that version first."
    ),
    "backup-holds-secret": noted(
        "The backup holds a poll that is a state secret; a connected machine may not keep it."
    ),
    "backup-not-empty": noted("The installation is not empty; a backup goes into an empty one."),
}
