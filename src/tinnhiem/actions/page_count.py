"""Counts the pages of a PDF or TIFF that comes on standard input; run as a process of its own.

A hostile file can make a reader take all the memory or never end: here that ends this process only.
Writes the number of pages, ``encrypted``, ``large`` for a picture beyond bounds, or nothing.
"""

import sys

_MEMORY = 1024 * 1024 * 1024
_SECONDS = 15
#: The same bound as :data:`tinnhiem.actions.file_kinds.PIXELS`; this process loads nothing of it.
_PIXELS = 60_000_000


def _bounded() -> None:
    """Bound this process, where the operating system can."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(content: bytes) -> str:
    return _of_pdf(content) if content.startswith(b"%PDF-") else _of_tiff(content)


def _of_pdf(content: bytes) -> str:
    import pypdfium2  # noqa: PLC0415 - after the bounds are set
    from pypdfium2 import raw  # noqa: PLC0415 - wanted by this kind of file alone

    try:
        document = pypdfium2.PdfDocument(content)
        if raw.FPDF_GetSecurityHandlerRevision(document.raw) != -1:
            return "encrypted"
        count = len(document)
        for index in (0, count - 1):
            document[index].close()
    except pypdfium2.PdfiumError:
        locked = raw.FPDF_GetLastError() in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        return "encrypted" if locked else ""
    return str(count)


def _of_tiff(content: bytes) -> str:
    import io  # noqa: PLC0415 - after the bounds are set

    from PIL import Image  # noqa: PLC0415 - wanted by this kind of file alone

    try:
        with Image.open(io.BytesIO(content), formats=("TIFF",)) as image:
            count = int(getattr(image, "n_frames", 1))
            for index in range(count):
                image.seek(index)
                if image.width * image.height > _PIXELS:
                    return "large"
    except Image.DecompressionBombError:
        return "large"
    except Exception:  # noqa: BLE001 - a damaged picture makes its library raise nearly anything
        return ""
    return str(count)


if __name__ == "__main__":
    _bounded()
    sys.stdout.write(_answer(sys.stdin.buffer.read()))
