"""Pages of a PDF of ours as pictures, so that a paper is read where it is signed.

Only for papers that were made here: nothing that came from outside is drawn in this process.
"""

import io
from threading import Lock
from typing import Final

import pypdfium2

#: Pixels for a point of 1/72 inch: 144 dots an inch.
_SCALE: Final = 2
#: PDFium may be used by one thread at a time.
_ONE_AT_A_TIME: Final = Lock()


def count_pages(content: bytes) -> int:
    """Return how many pages a PDF has."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(content)
        try:
            return len(document)
        finally:
            document.close()


def draw_page(content: bytes, number: int) -> bytes:
    """Return a page, counted from 1, as a PNG in grey.

    :raises LookupError: where the PDF has no such page.
    """
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(content)
        try:
            if not 1 <= number <= len(document):
                raise LookupError(number)
            image = document[number - 1].render(scale=_SCALE, grayscale=True).to_pil()
        finally:
            document.close()
    kept = io.BytesIO()
    image.save(kept, "PNG", optimize=True)
    return kept.getvalue()
