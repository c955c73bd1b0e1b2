"""Keeping files that come from outside: looked at first, then stored under a random name.

A file that cannot be kept whole is not kept at all. One whose transaction is rolled back, or whose
server is killed, stays on the disk under a name that nobody knows, until
:func:`remove_orphans` takes it away.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.core.files.uploadedfile import UploadedFile

from tinnhiem.actions.file_kinds import ENDINGS, SHOWN, Kind, recognised
from tinnhiem.actions.refusals import RefusedError
from tinnhiem.records.models import Poll, Upload
from tinnhiem.wording.language import _
from tinnhiem.wording.names import clean
from tinnhiem.wording.numbers import grouped

if TYPE_CHECKING:
    Incoming: TypeAlias = UploadedFile[Any]
else:
    Incoming = UploadedFile  # the framework's class takes no parameter

#: In bytes: 20 MB.
MAXIMUM_BYTES: Final = 20 * 1024 * 1024
_FOLDER: Final = "uploads"
#: A file without a record may still belong to a transaction under way; never after this.
_ORPHANED_AFTER: Final = timedelta(days=1)


def keep_upload(
    *,
    file: Incoming,
    poll: Poll | None = None,
    restricted: bool = False,
    kinds: frozenset[Kind] = SHOWN,
    field: str = "file",
) -> Upload:
    """Keep a file, inside the transaction of an act.

    What it is, is told from its content alone; its name is cleaned and only ever shown.
    ``restricted`` files are opened by those whom the law names, and every opening is noted.

    :raises RefusedError: at ``field``, where the file is empty, too large, of another kind,
        locked, holds macros, or cannot be stored.
    """
    content = _content(file, field)
    found = recognised(content, kinds, field)
    upload = Upload(
        name=shown_name(file.name or "", found.kind),
        kind=found.kind.value,
        size=len(content),
        pages=found.pages,
        sha256=hashlib.sha256(content).hexdigest(),
        restricted=restricted,
        poll=poll,
    )
    _store(upload, content, field)
    try:
        upload.save(force_insert=True)
    except BaseException:
        upload.file.storage.delete(upload.file.name or "")
        raise
    return upload


def _content(file: Incoming, field: str) -> bytes:
    if file.size is not None and file.size > MAXIMUM_BYTES:
        raise _too_large(field)
    content = bytes(file.read(MAXIMUM_BYTES + 1))
    if len(content) > MAXIMUM_BYTES:
        raise _too_large(field)
    if not content:
        raise RefusedError(_("The file is empty. Choose another one."), field)
    return content


def _too_large(field: str) -> RefusedError:
    size = grouped(MAXIMUM_BYTES // 1024 // 1024)
    message = _("The file is larger than {size} MB. Make it smaller or split it.")
    return RefusedError(message.format(size=size), field)


def shown_name(name: str, kind: Kind) -> str:
    """Return the name under which a file is shown and sent: no path, nothing that acts, its ending.

    >>> shown_name("../../Bản kê khai.PDF", Kind.PDF)
    'Bản kê khai.pdf'
    """
    last = clean(name.replace("\\", "/")).rpartition("/")[2]
    kept = "".join("_" if letter in "<>:\"|?*;%'" else letter for letter in last).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if dot and stem and len(ending) <= 5 and ending.isalnum():
        kept = stem.strip(" .")
    return f"{kept[:200] or 'tep'}.{ENDINGS[kind]}"


def _store(upload: Upload, content: bytes, field: str) -> None:
    """Write the file whole or not at all.

    :raises RefusedError: where the disk does not take it.
    """
    storage = upload.file.storage
    name = upload.file.field.generate_filename(upload, secrets.token_hex(20))
    try:
        upload.file.name = storage.save(name, ContentFile(content))
    except OSError as error:
        _delete_quietly(storage, name)
        message = _("The server could not store the file: its disk may be full. Nothing was kept.")
        raise RefusedError(message, field) from error


def _delete_quietly(storage: Storage, name: str) -> None:
    try:
        storage.delete(name)
    except OSError:
        return  # the sweep takes it later


def remove_orphans(*, at: datetime) -> int:
    """Remove stored uploads that no record names and that are older than a day; say how many."""
    storage = default_storage
    known = set(Upload.objects.values_list("file", flat=True))
    gone = 0
    for name in _stored(storage):
        if name not in known and storage.get_modified_time(name) < at - _ORPHANED_AFTER:
            _delete_quietly(storage, name)
            gone += 1
    return gone


def _stored(storage: Storage) -> list[str]:
    try:
        years, loose = storage.listdir(_FOLDER)
    except FileNotFoundError:
        return []
    names = [f"{_FOLDER}/{name}" for name in loose]
    for year in years:
        names += [f"{_FOLDER}/{year}/{name}" for name in storage.listdir(f"{_FOLDER}/{year}")[1]]
    return names
