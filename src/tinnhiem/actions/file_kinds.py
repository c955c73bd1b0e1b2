"""What a file is, told from its content alone: a name or a browser's word is never believed."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PIL import Image

from tinnhiem.actions.refusals import RefusedError
from tinnhiem.wording.language import _
from tinnhiem.wording.numbers import grouped


class Kind(StrEnum):
    """The kinds of file that are taken."""

    PDF = "pdf"
    WORD = "docx"
    EXCEL = "xlsx"
    PNG = "png"
    JPEG = "jpeg"
    TIFF = "tiff"


#: What may be kept for people to open: browsers show no TIFF, only scanned stacks come as such.
SHOWN: Final = frozenset(Kind) - {Kind.TIFF}
ENDINGS: Final[Mapping[Kind, str]] = {
    Kind.PDF: "pdf", Kind.WORD: "docx", Kind.EXCEL: "xlsx", Kind.PNG: "png", Kind.JPEG: "jpg",
    Kind.TIFF: "tif",
}  # fmt: skip

_OFFICE_NAMES: Final = {"word/document.xml": Kind.WORD, "xl/workbook.xml": Kind.EXCEL}
_PARTS: Final = 2_000
_INFLATED: Final = 200 * 1024 * 1024
_TYPES_BYTES: Final = 1024 * 1024
_END_RECORD: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_ACTIVE: Final = ("vbaproject", "vbadata", "macrosheets/", "activex/", "customui/")
PIXELS: Final = 60_000_000
_PAGED_SECONDS: Final = 20
#: Pages of one file: as many as reading was tried with (``bench/scan/memory.py``).
PAGES: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What was understood of a file."""

    kind: Kind
    pages: int | None = None


def recognised(content: bytes, kinds: frozenset[Kind], field: str) -> Recognised:
    """Look at a file's content.

    :raises RefusedError: at ``field``, where it is of none of ``kinds``, or unsound.
    """
    look = next((found for magic, found in _LOOKS.items() if content.startswith(magic)), None)
    if look is None:
        raise _other_kind(kinds, field)
    found = look(content, field)
    if found.kind not in kinds:
        raise _other_kind(kinds, field)
    return found


def _other_kind(kinds: frozenset[Kind], field: str) -> RefusedError:
    names = ", ".join(_NAMES[kind] for kind in Kind if kind in kinds)
    message = _("This file is none of the kinds that are taken: {kinds}.")
    return RefusedError(message.format(kinds=names), field)


def _unsound(field: str) -> RefusedError:
    return RefusedError(_("The file cannot be read: it may be damaged. Save it anew."), field)


def _too_large(field: str) -> RefusedError:
    return RefusedError(_("The picture has too many pixels. Make it smaller."), field)


def _too_long(pages: int, field: str) -> RefusedError:
    message = _("The file has {count} pages, more than the {limit} that are taken. Split it.")
    return RefusedError(message.format(count=grouped(pages), limit=grouped(PAGES)), field)


def _paged(kind: Kind) -> Callable[[bytes, str], Recognised]:
    """Count the pages in a process of its own, with bounds on its memory and time."""

    def look(content: bytes, field: str) -> Recognised:
        answer = _counted(content, field)
        if answer == "encrypted":
            message = _("The PDF is protected by a password. Save it without one.")
            raise RefusedError(message, field)
        if answer == "large":
            raise _too_large(field)
        if not answer.isdecimal() or not int(answer):
            raise _unsound(field)
        if int(answer) > PAGES:
            raise _too_long(int(answer), field)
        return Recognised(kind=kind, pages=int(answer))

    return look


def _counted(content: bytes, field: str) -> str:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "tinnhiem.actions.page_count"],
            input=content,
            capture_output=True,
            timeout=_PAGED_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _unsound(field) from error
    return "" if done.returncode else done.stdout.decode("ascii", "replace").strip()


def _office(content: bytes, field: str) -> Recognised:
    if content[-_END_BYTES:][:4] != _END_RECORD:
        raise _unsound(field)  # something was hung on its end
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _packed(packed, field)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise _unsound(field) from error


def _packed(packed: zipfile.ZipFile, field: str) -> Recognised:
    parts = packed.infolist()
    names = {part.filename for part in parts}
    too_much = len(parts) > _PARTS or sum(part.file_size for part in parts) > _INFLATED
    doubled = len(names) != len(parts)
    if too_much or doubled or any(part.flag_bits & 1 for part in parts):
        raise _unsound(field)
    kind = next((_OFFICE_NAMES[name] for name in _OFFICE_NAMES if name in names), None)
    if kind is None or "[Content_Types].xml" not in names:
        raise _other_kind(SHOWN, field)
    with packed.open("[Content_Types].xml") as file:
        types = file.read(_TYPES_BYTES).lower()
    lowered = [name.lower() for name in names]
    if b"macroenabled" in types or any(each in name for name in lowered for each in _ACTIVE):
        message = _("The file holds macros. Save it without them, or as PDF.")
        raise RefusedError(message, field)
    return Recognised(kind=kind)


def _image(kind: Kind) -> Callable[[bytes, str], Recognised]:
    def look(content: bytes, field: str) -> Recognised:
        try:
            with Image.open(io.BytesIO(content), formats=(kind.name,)) as image:
                if image.width * image.height > PIXELS:
                    raise _too_large(field)
                image.verify()
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise _unsound(field) from error
        return Recognised(kind=kind, pages=1)

    return look


_LOOKS: Final[Mapping[bytes, Callable[[bytes, str], Recognised]]] = {
    b"%PDF-": _paged(Kind.PDF),
    b"PK\x03\x04": _office,
    b"\x89PNG\r\n\x1a\n": _image(Kind.PNG),
    b"\xff\xd8\xff": _image(Kind.JPEG),
    b"II*\x00": _paged(Kind.TIFF),
    b"MM\x00*": _paged(Kind.TIFF),
    b"II+\x00": _paged(Kind.TIFF),
    b"MM\x00+": _paged(Kind.TIFF),
}
_NAMES: Final = {
    Kind.PDF: "PDF", Kind.WORD: "Word (DOCX)", Kind.EXCEL: "Excel (XLSX)", Kind.PNG: "PNG",
    Kind.JPEG: "JPEG", Kind.TIFF: "TIFF",
}  # fmt: skip
