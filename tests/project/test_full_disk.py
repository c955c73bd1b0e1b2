"""A full disk: acts fail with a clear word, keep nothing half, and go on when there is room."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.installation import Installation

_MEGABYTES = 24

#: Plays until the day, fills the disk, tries one write of each sort, makes room, plays to the end.
_CODE = """
import os
from pathlib import Path
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.utils import timezone
from support.plays import small_play, stage_of
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.reports import attach_declaration, save_section
from tinnhiem.demonstration.office.soundness import faults
from tinnhiem.demonstration.office.texts import declaration
from tinnhiem.records.models import LogEntry, Section, Upload

small_play("reports asked for").play()
stage = stage_of(small_play())
holder = stage.rated_holders[0]
by, dossier = stage.by(holder.name), stage.dossier(holder)
connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
before = LogEntry.objects.count(), Upload.objects.count()
ballast = Path(os.environ["TINNHIEM_DATA"]) / "ballast"
with ballast.open("wb", buffering=0) as filling:
    for size in (1 << 16, 1 << 12, 1):
        try:
            while True:
                filling.write(b"0" * size)
        except OSError:
            pass

now = timezone.now()
# A declaration of 100 KB: the store refuses it in words.
file = SimpleUploadedFile("k.pdf", declaration(1) + b"%" + b" " * 100_000 + b"\\n")
try:
    attach_declaration(poll=stage.poll, dossier=dossier, file=file, by=by, at=now)
except RefusedError as refused:
    print("refused", refused.message)
except (OperationalError, OSError) as error:
    print("refused", error)
else:
    print("kept")
# Texts until the database itself is full.
part = Section.objects.filter(dossier=dossier).first()
saved, full = part.version, ""
for number in range(400):
    try:
        kept = save_section(poll=stage.poll, section=part, text=f"{number} " + "x" * 9_000,
                            version=saved, by=by, at=now)
        saved = kept.section.version
    except OperationalError as error:
        full = str(error)
        break
print("full", full)
print("same", (LogEntry.objects.count(), Upload.objects.count()) == before,
      Section.objects.get(pk=part.pk).version == saved)
print("faults", list(faults()))
stray = [p for p in (ballast.parent / "files").rglob("*") if p.is_file() and p.stat().st_size == 0]
print("stray", len(stray))
ballast.unlink()
small_play().play()
print("end", stage.poll.state, list(faults()))
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a file system of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small file system needs the rights of the system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.timeout(400)
def test_on_a_full_disk_acts_fail_whole_and_the_play_goes_on_when_there_is_room(
    small_disk: Path,
) -> None:
    installation = Installation(small_disk / "data").prepare()
    said = dict(line.split(" ", 1) for line in installation.run(_CODE).splitlines())
    assert said["refused"]
    assert "full" in said["full"]
    assert said["same"] == "True True"
    assert said["faults"] == "[]"
    assert said["stray"] == "0"
    assert said["end"] == "published []"
