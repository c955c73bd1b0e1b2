"""Reading files for the command, and writing JSON for its readers."""

import json
from pathlib import Path

from tinnhiem.cli.exits import FileError
from tinnhiem.law.problems import InputError


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    :raises FileError: when it cannot be read, with the reason; pipes and devices are not read.
    """
    from tinnhiem.exchange import input_file

    try:
        return input_file.read_bytes(path)
    except InputError as error:
        raise FileError("", error.problems) from error


def unreadable(path: Path, error: OSError) -> FileError:
    """Return the error for an input that the system does not let us read."""
    from tinnhiem.exchange import input_file

    return FileError("", input_file.unreadable(path, error).problems)


def as_json(document: object) -> str:
    """Return a document as readable JSON with a line end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
