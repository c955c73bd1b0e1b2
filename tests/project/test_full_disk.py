"""A full disk: acts fail with a clear word, keep nothing half, and go on when there is room."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from support.installation import ready

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
# fill

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
# fill the database
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
# make room
small_play().play()
print("end", stage.poll.state, list(faults()))
"""

#: How room gets short and long again: on a small file system; where none may be mounted by the
#: limits of the process and of the database.
_WAYS = {
    "disk": {
        "# fill\n": """
with ballast.open("wb", buffering=0) as filling:
    for size in (1 << 16, 1 << 12, 1):
        try:
            while True:
                filling.write(b"0" * size)
        except OSError:
            pass
""",
        "# fill the database\n": "",
        "# make room\n": "ballast.unlink()\n",
    },
    "limits": {
        "# fill\n": """
import resource
whole = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, whole[1]))
""",
        "# fill the database\n": """
resource.setrlimit(resource.RLIMIT_FSIZE, whole)
with connection.cursor() as cursor:
    pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {pages}")
""",
        "# make room\n": """
connection.cursor().execute("PRAGMA max_page_count = 1000000000")
""",
    },
}


def _may_mount() -> bool:
    """Whether this machine lets the tests mount a file system, tried in a room of its own."""
    with TemporaryDirectory() as place:
        mount = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", place]
        tried = os.geteuid() == 0 and subprocess.run(mount, check=False, capture_output=True)
        return bool(tried and tried.returncode == 0)


@pytest.fixture
def place(way: str, tmp_path: Path) -> Iterator[Path]:
    """Give a folder, on a file system of a few megabytes where one may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    if way == "limits":
        yield place
        return
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(place)]
    subprocess.run(mount, check=True)
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("way", ["disk" if _may_mount() else "limits"])
@pytest.mark.timeout(400)
def test_on_a_full_disk_acts_fail_whole_and_the_play_goes_on_when_there_is_room(
    way: str, place: Path
) -> None:
    code = _CODE
    for mark, lines in _WAYS[way].items():
        code = code.replace(mark, lines)
    installation = ready(place / "data")
    said = dict(line.split(" ", 1) for line in installation.run(code).splitlines())
    assert said["refused"]
    assert "full" in said["full"]
    assert said["same"] == "True True"
    assert said["faults"] == "[]"
    assert said["stray"] == "0"
    assert said["end"] == "published []"
