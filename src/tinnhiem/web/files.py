"""Sending files: to be saved, or a PDF to be looked at; never to be run by a browser."""

from collections.abc import Mapping
from typing import Final

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from tinnhiem.actions.file_kinds import Kind
from tinnhiem.records.models import Upload

#: The media type by kind; whatever else goes out as bytes.
MEDIA: Final[Mapping[str, str]] = {
    Kind.PDF: "application/pdf",
    Kind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
}
_BYTES: Final = "application/octet-stream"
_POLICY: Final = "sandbox; default-src 'none'; frame-ancestors 'none'"


def send(
    file: Upload | FieldFile, name: str = "", kind: str = "", *, inline: bool = False
) -> FileResponse:
    """Send a stored file.

    ``name`` and ``kind`` are those of the upload unless given. ``inline`` lets a browser show a
    PDF in its own reader; every other kind is always saved.

    :raises Http404: where the file is not on the disk.
    """
    stored = file.file if isinstance(file, Upload) else file
    if isinstance(file, Upload):
        name, kind = name or file.name, kind or file.kind
    try:
        opened = stored.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    shown = inline and kind == Kind.PDF
    response = FileResponse(
        opened,
        as_attachment=not shown,
        filename=name or "tep",
        content_type=MEDIA.get(kind, _BYTES),
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
