"""Pages of the minutes as pictures, kept for a while: seven members read the same ones."""

from functools import lru_cache

from tinnhiem.documents.page_pictures import count_pages, draw_page
from tinnhiem.records.models import IssuedPaper


def _content(name: str) -> bytes:
    with IssuedPaper._meta.get_field("pdf").storage.open(name, "rb") as file:  # noqa: SLF001 - Django's
        return bytes(file.read())


@lru_cache(maxsize=64)
def _count(_sha256: str, name: str) -> int:
    return count_pages(_content(name))


@lru_cache(maxsize=64)
def _picture(_sha256: str, name: str, number: int) -> bytes:
    return draw_page(_content(name), number)


def page_count(paper: IssuedPaper) -> int:
    """Return how many pages a paper has."""
    return _count(paper.pdf_sha256, paper.pdf.name or "")


def page_picture(paper: IssuedPaper, number: int) -> bytes:
    """Return a page, counted from 1, as a PNG.

    :raises LookupError: where the paper has no such page.
    """
    return _picture(paper.pdf_sha256, paper.pdf.name or "", number)
