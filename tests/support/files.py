"""Files for tests: sound ones of every kind, and hostile ones."""

import io
import zipfile

import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http.response import HttpResponseBase
from PIL import Image

TYPES = b'<?xml version="1.0"?><Types><Override PartName="/word/document.xml"/></Types>'


def pdf(pages: int = 2) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _page in range(pages):
        document.new_page(595, 842)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (20, 30)) -> bytes:
    made = io.BytesIO()
    Image.new("L", size, 255).save(made, kind)
    return made.getvalue()


def packed(parts: dict[str, bytes] | None = None, *, types: bytes = TYPES) -> bytes:
    """A Word file of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", types)
        for name, content in (parts or {"word/document.xml": b"<w:document/>"}).items():
            file.writestr(name, content)
    return made.getvalue()


def sent(
    content: bytes, name: str = "tệp.pdf", media: str = "application/pdf"
) -> SimpleUploadedFile:
    """A file as a browser sends it, with whatever it says of itself."""
    return SimpleUploadedFile(name, content, media)


def whole(answer: HttpResponseBase) -> bytes:
    """What an answer holds, read to its end and let go, a sent file too.

    ``answer.close()`` alone also ends the request, and Django then closes the connection in whose
    open transaction the test runs: SQLite in memory stays open all the same, PostgreSQL does not.
    """
    content = b"".join(answer)
    request_finished.disconnect(close_old_connections)  # the client put it back
    try:
        answer.close()
    finally:
        request_finished.connect(close_old_connections)
    return content
