"""A backup restored elsewhere is the same office; one changed byte, and it is refused."""

import io
import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from support.installation import Installation, office_in, ready

ACT = (
    "from support.office import AT, build_office\n"
    "from tinnhiem.conduct.states import PollState\n"
    "from tinnhiem.actions.polls import take_step\n"
    "from tinnhiem.records.models import Account, Poll\n"
    "from django.core.files.base import ContentFile\n"
    "from tinnhiem.records.models import Upload\n"
    "build_office(PollState.READING)\n"
    "take_step(poll=Poll.objects.get(), step='suspend', by=Account.objects.get("
    "username='convener'), at=AT, reason='Bão lũ')\n"
    "upload = Upload(name='bản kê khai.pdf', kind='application/pdf', size=4, sha256='0' * 64)\n"
    "upload.file.save('x.pdf', ContentFile(b'%PDF'))\n"
    "from django.core.files.storage import default_storage\n"
    "default_storage.save('scans/arriving/tep.pdf', ContentFile(b'%PDF'))\n"
    "default_storage.save('scans/tep.pdf', ContentFile(b'%PDF'))\n"
)


def _hashes(path: Path) -> dict[str, str]:
    with tarfile.open(path) as archive:
        stream = archive.extractfile("backup.json")
        assert stream is not None
        parts: dict[str, str] = json.load(stream)["parts"]
    return parts


def _polls(installation: Installation) -> int:
    with closing(sqlite3.connect(installation.data / "tinnhiem.sqlite3")) as database:
        (count,) = database.execute("SELECT count(*) FROM records_poll").fetchone()
    return int(count)


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    office = ready(folder / "data")
    office.run(ACT)
    target = folder / "office.tar.gz"
    assert office.command("backup", "make", str(target)).returncode == 0
    return target


def test_a_backup_restored_elsewhere_has_the_same_hashes(backup: Path, tmp_path: Path) -> None:
    other = ready(tmp_path / "other")
    restored = other.command("backup", "restore", str(backup))
    again = tmp_path / "again.tar.gz"
    made = other.command("backup", "make", str(again))

    assert (restored.returncode, made.returncode) == (0, 0), restored.stderr
    assert _hashes(again) == _hashes(backup)
    assert any(name.startswith("files/uploads/") for name in _hashes(backup))


def test_scans_that_are_still_arriving_are_left_out(backup: Path) -> None:
    kept = [name for name in _hashes(backup) if name.startswith("files/scans/")]

    assert kept == ["files/scans/tep.pdf"]


def test_work_goes_on_after_a_restore(backup: Path, tmp_path: Path) -> None:
    other = ready(tmp_path / "other")
    assert other.command("backup", "restore", str(backup)).returncode == 0

    told = other.run(
        "from support.office import AT\n"
        "from tinnhiem.actions.polls import take_step\n"
        "from tinnhiem.actions.log import entry_hash\n"
        "from tinnhiem.records.models import Account, LogEntry, Person, Poll\n"
        "take_step(poll=Poll.objects.get(), step='resume', by=Account.objects.get("
        "username='convener'), at=AT, reason='Đã an toàn')\n"
        "person = Person()\nperson.set_name('Người Mới')\nperson.save()\n"
        "entries = list(LogEntry.objects.order_by('sequence'))\n"
        "whole = [e.hash == entry_hash(e) for e in entries]\n"
        "print(whole, entries[1].previous == entries[0].hash)\n"
    )

    assert told.strip() == "[True, True] True"


def test_an_installation_that_is_not_empty_takes_no_backup(backup: Path, tmp_path: Path) -> None:
    other = ready(tmp_path / "other")
    office_in(other, "draft")

    refused = other.command("backup", "restore", str(backup))

    assert refused.returncode == 2
    assert "đã có dữ liệu" in refused.stderr


@pytest.mark.parametrize("part", ["records/records.poll.jsonl", "files/"])
def test_a_changed_part_is_named_and_nothing_is_restored(
    backup: Path, tmp_path: Path, part: str
) -> None:
    changed = _with_changed(backup, tmp_path / "changed.tar.gz", part)
    other = ready(tmp_path / "other")

    refused = other.command("backup", "restore", str(changed))

    assert refused.returncode == 2
    assert part in refused.stderr
    assert _polls(other) == 0


def _with_changed(source: Path, target: Path, part: str) -> Path:
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old.getmembers():
            stream = old.extractfile(member)
            assert stream is not None
            data = stream.read()
            if member.name.startswith(part):
                data = data[:-2] + b"x" + data[-1:]
            new.addfile(member, io.BytesIO(data))
    return target


@pytest.mark.parametrize("kept", [0, 100, 2000])
def test_a_cut_off_backup_is_refused(backup: Path, tmp_path: Path, kept: int) -> None:
    cut = tmp_path / "cut.tar.gz"
    shutil.copy(backup, cut)
    with cut.open("r+b") as stream:
        stream.truncate(kept)

    refused = ready(tmp_path / "other").command("backup", "restore", str(cut))

    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr


def test_a_missing_backup_is_told(tmp_path: Path) -> None:
    refused = ready(tmp_path / "other").command("backup", "restore", str(tmp_path / "no"))

    assert refused.returncode == 2
    assert str(tmp_path / "no") in refused.stderr


def test_a_backup_goes_from_one_kind_of_database_to_the_other(
    backup: Path, tmp_path: Path, other_database: str
) -> None:
    other = Installation(tmp_path / "other", other_database).prepare()
    restored = other.command("backup", "restore", str(backup))
    again = tmp_path / "again.tar.gz"
    made = other.command("backup", "make", str(again))

    assert (restored.returncode, made.returncode) == (0, 0), restored.stderr
    assert _hashes(again) == _hashes(backup)


def test_a_connected_machine_takes_no_backup_that_holds_a_state_secret(tmp_path: Path) -> None:
    office = ready(tmp_path / "data")
    office_in(office, "draft")
    with closing(sqlite3.connect(office.data / "tinnhiem.sqlite3")) as database, database:
        database.execute("UPDATE records_poll SET classification = 'secret'")
    target = tmp_path / "office.tar.gz"
    assert office.command("backup", "make", str(target)).returncode == 0
    connected, alone = ready(tmp_path / "connected"), ready(tmp_path / "alone")
    alone.settings["TINNHIEM_CONNECTED"] = "no"

    refused = connected.command("backup", "restore", str(target))
    taken = alone.command("backup", "restore", str(target))

    assert refused.returncode == 2
    assert "bí mật nhà nước" in refused.stderr
    assert _polls(connected) == 0
    assert taken.returncode == 0, taken.stderr
    assert _polls(alone) == 1
