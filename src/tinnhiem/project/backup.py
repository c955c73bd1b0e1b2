"""Backup and restore: one file with every record, every stored file and a list of their hashes.

The records are written as JSON lines, table by table, so that a backup made on SQLite can be
restored on PostgreSQL and the other way round. The list of hashes stands at the end and covers
every part; a backup with one changed byte is not restored.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

FORMAT: Final = "tinnhiem-backup/1"
LIST: Final = "backup.json"
#: Tables of other apps that belong to a backup; sessions and queued tasks do not.
LABELS: Final = ("records", "account", "mfa", "socialaccount")
#: Pages of a scan that is still arriving: they come again, or belong to nothing.
_ARRIVING: Final = "scans/arriving/"
Advance = Callable[[int, int], None]


class BackupError(Exception):
    """Raised when a backup cannot be made or restored; the message says why."""


def make_backup(target: Path, advance: Advance | None = None) -> dict[str, Any]:
    """Write a backup to ``target`` and return its list of parts.

    The file appears whole or not at all; the records are read in one transaction.

    :raises OSError: where it cannot be written.
    """
    kinds = list(_kinds())
    with (
        _beside(target) as partial,
        tarfile.open(fileobj=partial, mode="w:gz") as archive,
        _snapshot(),
    ):
        parts = dict(_records(archive, kinds, advance))
        parts.update(_files(archive))
        listing = _listing(parts)
        _add(archive, LIST, _json(listing))
    return listing


def _kinds() -> Iterator[type[models.Model]]:
    """Yield the models of a backup so that what is referred to comes first."""
    configs = [apps.get_app_config(label) for label in LABELS if apps.is_installed(_app(label))]
    ordered = serializers.sort_dependencies([(config, None) for config in configs])
    yield from (model for model in ordered if not model._meta.proxy)  # noqa: SLF001 - Django's own


def _app(label: str) -> str:
    return "tinnhiem.records" if label == "records" else f"allauth.{label}"


@contextmanager
def _snapshot() -> Iterator[None]:
    """Read everything as of one moment."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def _beside(target: Path) -> Iterator[BinaryIO]:
    """Write to a file beside, readable by its owner, and move it into place when it is whole."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _records(
    archive: tarfile.TarFile, kinds: list[type[models.Model]], advance: Advance | None
) -> Iterator[tuple[str, str]]:
    for number, kind in enumerate(kinds, 1):
        name = f"records/{kind._meta.label_lower}.jsonl"  # noqa: SLF001 - Django's own
        yield name, _add(archive, name, _lines(kind))
        if advance is not None:
            advance(number, len(kinds))


def _lines(kind: type[models.Model]) -> bytes:
    rows = kind._default_manager.order_by("pk").iterator(chunk_size=500)  # noqa: SLF001 - Django's documented way to the model
    text: str = serializers.serialize("jsonl", rows, ensure_ascii=False)
    return text.encode()


def _files(archive: tarfile.TarFile) -> Iterator[tuple[str, str]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        inside = path.relative_to(root).as_posix()
        if path.is_file() and not path.is_symlink() and not inside.startswith(_ARRIVING):
            name = f"files/{inside}"
            yield name, _add(archive, name, path.read_bytes())


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> str:
    """Add a part and return its hash."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    archive.addfile(member, io.BytesIO(data))
    return hashlib.sha256(data).hexdigest()


def _listing(parts: dict[str, str]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": settings.VERSION,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "migrations": _migrations(),
        "parts": parts,
    }


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app in LABELS)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def restore_backup(source: Path, advance: Advance | None = None) -> dict[str, Any]:
    """Put a backup into the present, empty installation and return its list of parts.

    Every hash is compared before anything is written; the records come in one transaction.

    :raises BackupError: where the file is no whole backup, the installation is of another shape or
        holds anything already, or it is connected and the backup holds a state secret.
    """
    with _opened(source) as archive:
        listing = _checked(archive)
        if listing["migrations"] != _migrations():
            raise BackupError("migrations")
        if any(kind._default_manager.exists() for kind in _kinds()):  # noqa: SLF001 - Django's documented way to the model
            raise BackupError("not-empty")
        if settings.CONNECTED and _holds_secrets(archive):
            raise BackupError("secret")
        names = [name for name in listing["parts"] if name.startswith("records/")]
        with transaction.atomic():
            with connection.constraint_checks_disabled():
                for number, name in enumerate(names, 1):
                    _load(archive, name)
                    if advance is not None:
                        advance(number, len(names))
            connection.check_constraints()
            _continue_numbers()
            _bring_files(archive, listing["parts"])
    return listing


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(source, mode="r:gz") as archive:
            yield archive
    except (tarfile.TarError, EOFError, json.JSONDecodeError, KeyError) as error:
        raise BackupError("broken") from error


def _checked(archive: tarfile.TarFile) -> dict[str, Any]:
    """Return the list of a backup whose every part has its hash, and which has no other part."""
    listing: dict[str, Any] = json.loads(_part(archive, LIST))
    if listing.get("format") != FORMAT:
        raise BackupError("format")
    found = {member.name for member in archive.getmembers()} - {LIST}
    if found != set(listing["parts"]) or not all(_is_plain(name) for name in found):
        raise BackupError("parts")
    for name, expected in listing["parts"].items():
        if hashlib.sha256(_part(archive, name)).hexdigest() != expected:
            raise BackupError(name)
    return listing


def _is_plain(name: str) -> bool:
    parts = name.split("/")
    return parts[0] in {"records", "files"} and not {"", ".", ".."} & set(parts)


def _part(archive: tarfile.TarFile, name: str) -> bytes:
    stream = archive.extractfile(name)
    if stream is None:
        raise BackupError(name)
    return stream.read()


def _holds_secrets(archive: tarfile.TarFile) -> bool:
    """Whether a poll in a backup is marked as a state secret."""
    kind = apps.get_model("records", "Poll")
    rows = _part(archive, f"records/{kind._meta.label_lower}.jsonl").decode()  # noqa: SLF001 - Django's documented way to the model
    marks = {json.loads(row)["fields"]["classification"] for row in rows.split("\n") if row}
    return "secret" in marks


def _load(archive: tarfile.TarFile, name: str) -> None:
    text = _part(archive, name).decode()
    for found in serializers.deserialize("jsonl", text):
        found.save(force_insert=True)


def _continue_numbers() -> None:
    """Let the database count on after the numbers that came with the backup."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(_kinds()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _bring_files(archive: tarfile.TarFile, names: Iterable[str]) -> None:
    root = Path(settings.MEDIA_ROOT)
    for name in names:
        if name.startswith("files/"):
            path = root / name.removeprefix("files/")
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_bytes(_part(archive, name))
            path.chmod(0o600)
