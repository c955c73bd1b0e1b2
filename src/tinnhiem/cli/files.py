"""Reading files for the command, and writing JSON for its readers."""

import json
from pathlib import Path

from tinnhiem.cli.exits import FileError
from tinnhiem.law.problems import Problem


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    :raises FileError: when it cannot be read, with the reason.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> FileError:
    """Return the error for an input that the system does not let us read."""
    codes: dict[type[OSError], str] = {
        FileNotFoundError: "file-missing",
        IsADirectoryError: "file-is-folder",
        PermissionError: "file-forbidden",
    }
    why = error.strerror or type(error).__name__
    code = codes.get(type(error), "file-unreadable")
    return FileError("", (Problem(code=code, values={"path": path, "why": why}),))


def as_json(document: object) -> str:
    """Return a document as readable JSON with a line end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
