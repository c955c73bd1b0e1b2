"""Pictures of ballots on the disk: what nobody needs is swept, what was destroyed is removed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from tinnhiem.actions.stacks import folder_of, forget
from tinnhiem.records.models import (
    Conference,
    ReadRow,
    ScannedSheet,
    ScannerCheck,
    ScanRun,
    Work,
)

_FOLDERS: Final = ("sheets", "strips", "rows", "arriving")
#: A file without a record may still belong to a stack that is being read; never after this.
_ORPHANED_AFTER: Final = timedelta(days=1)


def remove_pictures_of(conference: Conference) -> int:
    """Remove every picture of ballots of a conference, inside a transaction; return how many."""
    sheets = ScannedSheet.objects.filter(run__conference=conference)
    rows = ReadRow.objects.filter(sheet__run__conference=conference)
    names = [
        name
        for found in (
            sheets.values_list("image", flat=True),
            sheets.values_list("strip", flat=True),
            rows.values_list("crop", flat=True),
        )
        for name in found
        if name
    ]
    sheets.update(image="", strip="")
    rows.update(crop="")
    transaction.on_commit(lambda: _delete(names))
    return len(names)


def _delete(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def sweep_scans(*, at: datetime) -> int:
    """Remove stacks whose reading failed, and pictures that no record names; return how many."""
    count = 0
    for kind in (ScanRun, ScannerCheck):
        for kept in kind.objects.exclude(arriving=""):
            count += _sweep_failed(kept)
    known = _known()
    for name in _stored():
        old = default_storage.get_modified_time(name) < at - _ORPHANED_AFTER
        if name not in known and old:
            default_storage.delete(name)
            count += 1
    return count + _sweep_journals()


def _sweep_failed(kept: ScanRun | ScannerCheck) -> int:
    if not Work.objects.filter(key=kept.work, state=Work.State.FAILED).exists():
        return 0
    kept.arriving.delete(save=False)
    kept.arriving = ""
    kept.save(update_fields=("arriving",))
    forget(kept.key)
    return 1


def _sweep_journals() -> int:
    """Remove what lies of stacks that are not being read any more."""
    root = folder_of("x").parent
    if not root.is_dir():
        return 0
    there = [found.name for found in root.iterdir()]  # before asking who reads: none begins unseen
    reading = {
        key for kind in (ScanRun, ScannerCheck)
        for key in kind.objects.filter(~Q(arriving="")).values_list("key", flat=True)
    }  # fmt: skip
    over = [name for name in there if name not in reading]
    for key in over:
        forget(key)
    return len(over)


def _known() -> set[str]:
    found: set[str] = set()
    for kind, field in (
        (ScannedSheet, "image"), (ScannedSheet, "strip"), (ReadRow, "crop"),
        (ScanRun, "arriving"), (ScannerCheck, "arriving"),
    ):  # fmt: skip
        found.update(kind.objects.exclude(**{field: ""}).values_list(field, flat=True))
    return found


def _stored() -> Iterator[str]:
    for folder in _FOLDERS:
        try:
            names = default_storage.listdir(f"scans/{folder}")[1]
        except FileNotFoundError:
            continue
        yield from (f"scans/{folder}/{name}" for name in names)
