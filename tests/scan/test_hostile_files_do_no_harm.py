"""Damaged and hostile files are refused within bounds, and what follows them is read."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pypdf
import pytest

from support.scans import Ballots, Sheet, as_bytes, save


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def _png_bomb(width: int, height: int) -> bytes:
    """A PNG that promises a huge picture in few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 200_000)
    parts = _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _pdf_with(stream: bytes, entries: str, box: str = "0 0 595 842") -> bytes:
    """A PDF of one page that shows one picture."""
    content = b"q 595 0 0 842 0 0 cm /I Do Q"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R"
        "/Resources<</XObject<</I 5 0 R>>>>>>".encode(),
        b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
        f"<</Type/XObject/Subtype/Image{entries}/Length {len(stream)}>>stream\n".encode()
        + stream
        + b"\nendstream",
    ]
    out = b"%PDF-1.7\n"
    for number, body in enumerate(objects, 1):
        out += b"%d 0 obj" % number + body + b"endobj\n"
    return out + b"trailer<</Root 1 0 R>>\n%%EOF"


def _huge_in_pdf() -> bytes:
    sizes = "/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 8"
    return _pdf_with(zlib.compress(b"\0" * 1000), sizes + "/Filter/FlateDecode")


def _broken_jpeg_in_pdf() -> bytes:
    sizes = "/Width 1654/Height 2339/ColorSpace/DeviceGray/BitsPerComponent 8"
    return _pdf_with(b"\xff\xd8\xff\xe0" + b"\x00" * 500, sizes + "/Filter/DCTDecode")


def _endless_pages() -> bytes:
    """A tree of pages that holds itself."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 2000000000>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )


def _endless_tiff() -> bytes:
    """A TIFF whose directory is followed by itself."""
    entry = struct.pack("<HHII", 256, 4, 1, 2000)
    return b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", 1) + entry + struct.pack("<I", 8)


HOSTILE = {
    "bomb.png": _png_bomb(60_000, 60_000),
    "wide.png": _png_bomb(2**31 - 1, 1),
    "less.png": _png_bomb(5000, 5000),
    "huge.pdf": _huge_in_pdf(),
    "broken.pdf": _broken_jpeg_in_pdf(),
    "loop.pdf": _endless_pages(),
    "loop.tif": _endless_tiff(),
    "enormous.pdf": _pdf_with(b"", "/Width 1/Height 1", box="0 0 14000 14000"),
    "head.pdf": b"%PDF-1.7\n",
    "head.tif": b"II*\x00",
    "head.png": b"\x89PNG\r\n\x1a\n",
    "head.jpg": b"\xff\xd8\xff",
    "empty.pdf": b"",
    "text.pdf": b"=cmd() {{ 7*7 }} <b>\n" * 50,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_the_next_file_is_read(
    seven: Ballots, tmp_path: Path, name: str
) -> None:
    hostile = tmp_path / name
    hostile.write_bytes(HOSTILE[name])
    good = save(tmp_path / "good.tif", [Sheet(seven.blank()).mark_all().scanned()])
    pages = seven.read(hostile, good)

    assert [page.refusal is None for page in pages] == [*[False] * (len(pages) - 1), True]
    assert len(pages) >= 2
    assert pages[0].source == str(hostile)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_file_cut_off_is_refused_or_read_without_a_wrong_row(
    seven: Ballots, tmp_path: Path, kind: str, share: float
) -> None:
    whole = as_bytes(Sheet(seven.blank()).mark_all(1).scanned(), kind)
    path = tmp_path / "cut"
    path.write_bytes(whole[: int(len(whole) * share)])
    pages = seven.read(path)

    assert {row.decision for page in pages for row in page.rows} <= {"medium", None}


def test_random_damage_never_stops_the_reader(seven: Ballots, tmp_path: Path) -> None:
    random = np.random.default_rng(11)
    grey = Sheet(seven.blank()).mark_all(1).scanned()
    paths = []
    for number in range(12):
        kind = ("pdf", "tif", "png", "jpg")[number % 4]
        path = save(tmp_path / f"{number}.{kind}", [grey])
        content = bytearray(path.read_bytes())
        for place in random.integers(0, min(len(content), 3000), 12):
            content[place] = int(random.integers(256))
        path.write_bytes(content)
        paths.append(path)
    pages = seven.read_afresh(*paths, jobs=2)

    assert {page.source for page in pages} == {str(path) for path in paths}
    assert {row.decision for page in pages for row in page.rows} <= {"medium", None}


@pytest.mark.parametrize("password", ["", "geheim"])
def test_an_encrypted_pdf_is_refused(seven: Ballots, tmp_path: Path, password: str) -> None:
    path = save(tmp_path / "scan.pdf", [Sheet(seven.blank()).mark_all().scanned()])
    writer = pypdf.PdfWriter(clone_from=path)
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(path)
    (page,) = seven.read(path)

    assert page.refusal == "encrypted"
