"""Reading the bytes of a file that people name, within bounds."""

import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from tinnhiem.law.problems import InputError, Problem

#: No input is read further than this; each kind of file has its own, lower bound.
MAXIMUM_BYTES: Final = 8 * 1024 * 1024

#: A pipe that nobody writes to would be waited for without end; not every system has this flag.
_AT_ONCE: Final[int] = getattr(os, "O_NONBLOCK", 0)


def read_bytes(path: Path) -> bytes:
    """Return a file's content, up to a bound.

    :raises InputError: where there is no such file, it may not be read, is too large, or is a pipe
        or device.
    """
    try:
        with _opened(path) as file:
            content = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(content) > MAXIMUM_BYTES:
        raise _refused("file-too-large", limit=MAXIMUM_BYTES)
    return content


def require_file(path: Path) -> None:
    """Find out whether a file can be read, without reading it.

    :raises InputError: where there is no such file, it may not be read, or is a pipe or device.
    """
    try:
        _opened(path).close()
    except OSError as error:
        raise unreadable(path, error) from error


def _opened(path: Path) -> BinaryIO:
    file = open(path, "rb", opener=_open)  # noqa: SIM115 - whoever asked for it closes it
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise _refused("file-not-regular", path=str(path))
    return file


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | _AT_ONCE)


def unreadable(path: Path, error: OSError) -> InputError:
    """Return the error for a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return _refused("file-missing", path=str(path))
    if isinstance(error, IsADirectoryError):
        return _refused("file-is-folder", path=str(path))
    if isinstance(error, PermissionError):
        return _refused("file-forbidden", path=str(path))
    why = os.strerror(error.errno) if error.errno else str(error)
    return _refused("file-unreadable", path=str(path), why=why)


def _refused(code: str, **values: object) -> InputError:
    return InputError((Problem(code=code, values=values),))
