"""Poll workbooks for tests: good ones, ones with a mistake, and hostile ones, built by code."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from openpyxl import Workbook, load_workbook

from support.poll_files import poll_data
from tinnhiem.exchange.workbook_template import TemplateInfo
from tinnhiem.exchange.workbook_writing import workbook_bytes
from tinnhiem.law.poll import Procedure

SHEET1 = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(data: Mapping[str, Any] | None = None, language: str = "vi") -> bytes:
    """A poll file's content as a workbook."""
    if data is None:
        return _plain_workbook()
    info = TemplateInfo(procedure=Procedure(data["procedure"]))
    return workbook_bytes(data, info, language=language)


@cache
def _plain_workbook() -> bytes:
    return workbook(poll_data())


def edited(change: Callable[[Workbook], object], content: bytes | None = None) -> bytes:
    """A workbook after someone changed it in a spreadsheet program."""
    book = load_workbook(io.BytesIO(workbook() if content is None else content))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_cells(cells: Mapping[str, object], content: bytes | None = None) -> bytes:
    """A workbook with other values in some cells, named as ``Danh sách!B5``."""

    book = _opened(workbook() if content is None else content)
    before = []
    for place, value in cells.items():
        sheet, _mark, name = place.partition("!")
        cell = book[sheet][name]
        before.append((cell, cell.value, cell.number_format))
        cell.value = value
    buffer = io.BytesIO()
    book.save(buffer)
    for cell, value, number_format in before:
        cell.value, cell.number_format = value, number_format
    return buffer.getvalue()


@cache
def _opened(content: bytes) -> Workbook:
    """A workbook opened once for all tests; whoever changes it puts it back as it was."""
    return load_workbook(io.BytesIO(content))


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A workbook of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    """A good workbook with one part more, or another one in its place."""
    return packed({**parts_of(workbook()), name: part})


def sheet_xml(rows: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    """A sheet of these rows."""
    opening = f'<worksheet xmlns="{NAMESPACE}">'.encode()
    return opening + before + b"<sheetData>" + rows + b"</sheetData>" + after + b"</worksheet>"


def with_sheet(rows: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    """A good workbook whose first sheet has these rows."""
    return with_part(SHEET1, sheet_xml(rows, before, after))


def overlapping_bomb(copies: int = 100) -> bytes:
    """A ZIP whose entries all share one compressed block, each claiming to be small."""
    inflated = b"0" * 20_000_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(inflated) + packer.flush()
    crc = zlib.crc32(inflated)
    name = b"xl/workbook.xml"
    numbers = (crc, len(block), 1000, len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, *numbers) + name + block
    central = b""
    for copy in range(copies):
        own = name if copy == 0 else b"xl/part%d.xml" % copy
        central += b"PK\x01\x02" + struct.pack(
            "<HHHHHHLLLHHHHHLL",
            20,
            20,
            0,
            8,
            0,
            33,
            crc,
            len(block),
            1000,
            len(own),
            0,
            0,
            0,
            0,
            0,
            0,
        )
        central += own
    end = struct.pack("<HHHHLLH", 0, 0, copies, copies, len(central), len(local), 0)
    return local + central + b"PK\x05\x06" + end


def hostile() -> dict[str, tuple[bytes, str]]:
    """Hostile or foreign files by name, each with the code of its refusal."""
    good = workbook()
    zeros = b"<row>" + b" " * 30_000_000 + b"</row>"
    cells = b"".join(b'<c s="%d"/>' % (n * n % 9973) for n in range(800_000))
    items = b"".join(b"<si><t>%d</t></si>" % (n * n % 9973) for n in range(400_000))
    strings = f'<sst xmlns="{NAMESPACE}">'.encode() + items + b"</sst>"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    formula = b'<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'
    entity = b'<!DOCTYPE a [<!ENTITY x "y">]><worksheet>&x;</worksheet>'
    laughs = b"<!DOCTYPE a [" + b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    many = {**parts_of(good), **{f"xl/x{n}.xml": b"<a/>" for n in range(500)}}
    long_text = b'<row><c t="inlineStr"><is><t>' + b"x" * 9_000_000 + b"</t></is></c></row>"
    rels = b'<Relationships><Relationship Id="r" Type="t/oleObject" Target="http://e.invalid/x"'
    rels += b' TargetMode="External"/></Relationships>'
    macro = b'<Types><Override PartName="/x" ContentType="application/vnd.ms-excel.sheet.'
    macro += b'macroEnabled.main+xml"/></Types>'
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return {
        "bomb": (with_sheet(zeros), "workbook-bomb"),
        "bomb of many parts": (
            packed({**parts_of(good), **{f"xl/b{n}.bin": b"0" * 250_000 for n in range(99)}}),
            "workbook-bomb",
        ),
        "overlapping bomb": (overlapping_bomb(), "workbook-damaged"),
        "many parts": (packed(many), "workbook-too-many-parts"),
        "far cell": (with_sheet(far), "cell-outside"),
        "huge dimension": (
            with_sheet(b"", before=b'<dimension ref="A1:XFD1048576"/>'),
            "cell-outside",
        ),
        "many cells": (with_sheet(b"<row>" + cells + b"</row>"), "workbook-too-large"),
        "many strings": (with_part("xl/sharedStrings.xml", strings), "workbook-too-large"),
        "long text": (with_sheet(long_text), "workbook-bomb"),
        "formula": (with_sheet(formula), "cell-formula"),
        "formula in a part of another name": (
            with_part("xl/hidden.xml", sheet_xml(formula)),
            "cell-formula",
        ),
        "external links": (
            with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
            "workbook-external-links",
        ),
        "external object": (
            with_part("xl/worksheets/_rels/sheet1.xml.rels", rels),
            "workbook-external-links",
        ),
        "macros": (with_part("xl/vbaProject.bin", b"\0"), "workbook-macros"),
        "macros by type": (with_part("[Content_Types].xml", macro), "workbook-macros"),
        "embedded object": (with_part("xl/embeddings/oleObject1.bin", b"\0"), "workbook-embedded"),
        "entity": (with_part(SHEET1, entity), "workbook-entities"),
        "billion laughs": (with_part("docProps/custom.xml", laughs), "workbook-entities"),
        "path that escapes": (with_part("../../etc/passwd", b"x"), "workbook-part-name"),
        "absolute path": (with_part("/etc/passwd", b"x"), "workbook-part-name"),
        "path with backslash": (with_part("xl\\..\\x", b"x"), "workbook-part-name"),
        "encrypted": (
            ole + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "workbook-encrypted",
        ),
        "old format": (ole + b"\0" * 600, "workbook-old-format"),
        "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not-a-workbook"),
        "binary": (bytes(range(256)) * 100, "not-a-workbook"),
        "CSV": ("mã,họ và tên\np1,Lò Thị Mẩy\n".encode(), "not-a-workbook"),
        "another ZIP": (packed({"word/document.xml": b"<a/>"}), "not-a-workbook"),
        "empty ZIP": (b"PK\x05\x06" + b"\0" * 18, "not-a-workbook"),
        "cut off": (good[: len(good) // 2], "workbook-damaged"),
        "broken XML": (with_part("xl/workbook.xml", b"<workbook>"), "workbook-damaged"),
        "too large": (b"PK\x03\x04" + b"\0" * 5_000_000, "file-too-large"),
        "endless": (b" " * 20_000_000, "file-too-large"),
    }
