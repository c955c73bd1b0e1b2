"""Files for tests: sound ones of every kind, and hostile ones."""

import io
import zipfile

import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile
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
