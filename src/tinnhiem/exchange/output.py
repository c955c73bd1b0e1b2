"""Writing files whole or not at all."""

import os
import tempfile
from pathlib import Path

from tinnhiem.law.problems import InputError, Problem


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and then move it there, so that it is never half there.

    :raises InputError: where the place cannot be written (``output-unwritable``).
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix=".tinnhiem-", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> InputError:
    why = os.strerror(error.errno) if error.errno else str(error)
    values = {"path": str(path), "why": why}
    return InputError((Problem(code="output-unwritable", values=values),))
