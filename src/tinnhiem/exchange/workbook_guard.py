"""What is looked at in a workbook before any library opens it: hostile ones end here.

A workbook is a ZIP of XML. Sizes, names and kinds of its parts are bounded first; then each part is
inflated up to a bound and its XML is read by a streaming parser that knows no entities. Only what
passes reaches openpyxl, and with bounds of its own.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NoReturn

from tinnhiem.exchange.workbook_scan import PartScan, scan_part
from tinnhiem.law.problems import InputError, Problem

MAXIMUM_BYTES: Final = 4 * 1024 * 1024
MAXIMUM_PARTS: Final = 120
#: All parts inflated together; a poll of 60 persons takes about 600 kB.
MAXIMUM_INFLATED: Final = 12 * 1024 * 1024
MAXIMUM_RATIO: Final = 200
_RATIO_FROM: Final = 256 * 1024

_LOCAL_HEADER: Final = b"PK\x03\x04"
_CENTRAL_HEADER: Final = b"PK\x01\x02"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG: Final = 0x1

#: Parts that make a workbook more than cells, by a piece of their name.
_FORBIDDEN_PARTS: Final[Mapping[str, str]] = {
    "vbaproject": "workbook-macros",
    "vbadata": "workbook-macros",
    "macrosheets/": "workbook-macros",
    "dialogsheets/": "workbook-macros",
    "externallinks/": "workbook-external-links",
    "connections.xml": "workbook-external-links",
    "querytables/": "workbook-external-links",
    "embeddings/": "workbook-embedded",
    "activex/": "workbook-embedded",
    "ctrlprops/": "workbook-embedded",
    "customui/": "workbook-embedded",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What the look at a workbook found that its reader needs: merged ranges by sheet name."""

    merged: Mapping[str, tuple[str, ...]]


def inspect(content: bytes) -> Inspection:
    """Look through a workbook without opening it.

    :raises InputError: where it is no workbook, or may be hostile, or holds formulas.
    """
    _check_kind(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
            scans = dict(_scans(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refusal("workbook-damaged") from error
    except (OSError, ValueError, OverflowError, struct.error) as error:
        raise _refusal("workbook-damaged") from error
    return _inspection(scans)


def _check_kind(content: bytes) -> None:
    if content.startswith(_OLE):
        _refuse("workbook-encrypted" if _ENCRYPTED in content else "workbook-old-format")
    if not content.startswith(_LOCAL_HEADER):
        _refuse("not-a-workbook")
    if len(content) > MAXIMUM_BYTES:
        _refuse("file-too-large", limit=MAXIMUM_BYTES)
    # Counted before the archive's index is read, which takes memory for each entry.
    if content.count(_CENTRAL_HEADER) > 2 * MAXIMUM_PARTS:
        _refuse("workbook-too-many-parts", limit=MAXIMUM_PARTS)


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MAXIMUM_PARTS:
        _refuse("workbook-too-many-parts", limit=MAXIMUM_PARTS)
    names = [part.filename.casefold() for part in parts]
    if len(set(names)) != len(names):
        _refuse("workbook-part-twice")
    for part in parts:
        _check_part(part)
    if sum(part.file_size for part in parts) > MAXIMUM_INFLATED:
        _refuse("workbook-bomb", limit=MAXIMUM_INFLATED)
    if "xl/workbook.xml" not in names:
        _refuse("not-a-workbook")


def _check_part(part: zipfile.ZipInfo) -> None:
    # orig_filename: ZipInfo cuts a name at a NUL and turns the system's separator into a slash.
    name = part.orig_filename
    if _escapes(name):
        _refuse("workbook-part-name", name=name[:80])
    if part.flag_bits & _ENCRYPTED_FLAG:
        _refuse("workbook-encrypted")
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        _refuse("workbook-damaged")
    if part.file_size > _RATIO_FROM and part.file_size > MAXIMUM_RATIO * part.compress_size:
        _refuse("workbook-bomb", limit=MAXIMUM_INFLATED)
    folded = name.casefold()
    for piece, code in _FORBIDDEN_PARTS.items():
        if piece in folded:
            _refuse(code, name=name[:80])


def _escapes(name: str) -> bool:
    unclean = posixpath.normpath(name) != name.rstrip("/")
    return unclean or name.startswith(("/", "..")) or any(c in name for c in "\\:\0")


def _scans(archive: zipfile.ZipFile) -> Iterator[tuple[str, PartScan]]:
    """Inflate every part, and scan those that are XML, within one common budget."""
    budget = MAXIMUM_INFLATED
    elements = 0
    for part in archive.infolist():
        if part.is_dir():
            continue
        with archive.open(part) as stream:
            content = stream.read(budget + 1)
        if len(content) > budget:
            _refuse("workbook-bomb", limit=MAXIMUM_INFLATED)
        budget -= len(content)
        if part.filename.casefold().endswith((".xml", ".rels")):
            scan = scan_part(part.filename, content, elements)
            elements += scan.elements
            yield part.filename, scan


def _inspection(scans: Mapping[str, PartScan]) -> Inspection:
    for scan in scans.values():
        if scan.refusal:
            _refuse(scan.refusal)
    book = scans["xl/workbook.xml"] if "xl/workbook.xml" in scans else PartScan()
    targets = scans["xl/_rels/workbook.xml.rels"].targets if _RELS in scans else {}
    names = {_resolved(targets.get(rid, "")): name for name, rid in book.sheets.items()}
    problems = []
    merged: dict[str, tuple[str, ...]] = {}
    for path, scan in scans.items():
        name = names.get(path, path)
        merged[name] = tuple(scan.merged)
        for code, cells in (("cell-formula", scan.formulas), ("cell-outside", scan.outside)):
            # A sheet names its last cell twice: as its bound, and where it stands.
            once = dict.fromkeys(cells)
            problems += [Problem(code=code, place=f"{name}!{cell}") for cell in once]
    if problems:
        raise InputError(tuple(problems))
    return Inspection(merged=merged)


_RELS: Final = "xl/_rels/workbook.xml.rels"


def _resolved(target: str) -> str:
    return posixpath.normpath(target.lstrip("/") if target[:1] == "/" else f"xl/{target}")


def _refuse(code: str, **values: object) -> NoReturn:
    raise _refusal(code, **values)


def _refusal(code: str, **values: object) -> InputError:
    return InputError((Problem(code=code, values=values),))
