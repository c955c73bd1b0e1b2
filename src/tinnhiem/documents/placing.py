"""Putting a set of files in place: all of them, or none and everything as it was."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path


def write_together(out: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder: first all of them beside it, then each is moved into place.

    :raises OSError: where a file cannot be written or moved; moves already made are undone.
    """
    existed = out.exists()
    out.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".tinnhiem-", dir=out))
    moved: list[tuple[Path, Path | None]] = []
    try:
        for name, data in files.items():
            (beside / name).write_bytes(data)
        for name in files:
            moved.append(_move(beside, out / name))  # noqa: PERF401 - what moved before a failure
    except BaseException:
        _undo(moved)
        shutil.rmtree(beside, ignore_errors=True)
        if not existed:
            _remove_empty(out)
        raise
    shutil.rmtree(beside, ignore_errors=True)
    return tuple(out / name for name in files)


def _move(beside: Path, target: Path) -> tuple[Path, Path | None]:
    """Move one file into place; what stood there is kept beside until the end."""
    kept = None
    if target.exists():
        kept = beside / f"{target.name}.before"
        target.replace(kept)
    (beside / target.name).replace(target)
    return target, kept


def _undo(moved: Sequence[tuple[Path, Path | None]]) -> None:
    for target, kept in reversed(moved):
        if kept is None:
            target.unlink(missing_ok=True)
        else:
            kept.replace(target)


def _remove_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()
