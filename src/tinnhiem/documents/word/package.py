"""The Word file as a zip of parts: read with limits, written the same way every time."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from posixpath import basename

from lxml import etree

from tinnhiem.documents.paper import Paper
from tinnhiem.documents.plain import printed_hash
from tinnhiem.documents.word.markup import NAMESPACE, quoted

LARGEST = 20_000_000
"""Bytes that a template may unpack to."""
TYPES = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN, HEADER, FOOTER, STYLES = (
    f"{_WORD}{kind}+xml" for kind in ("document.main", "header", "footer", "styles")
)
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_W = f"{{{NAMESPACE}}}"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MADE = "1980-01-01T00:00:00Z"
"""A paper bears its own date in its text; the file's would differ each time it is made."""


class BrokenPackageError(Exception):
    """Raised when bytes are not a Word file; says why."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file by name, in order, and their content types."""

    parts: Mapping[str, bytes]
    types: Mapping[str, str]

    def named(self, content_type: str) -> list[str]:
        """Return the names of the parts of a type, in order."""
        return [name for name in self.parts if self.types.get(name) == content_type]


def read_package(data: bytes) -> Package:
    """Return the parts of a Word file.

    :raises BrokenPackageError: when it is none, or unpacks to more than :data:`LARGEST` bytes.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise BrokenPackageError(f"> {LARGEST} bytes")
            parts = {name: archive.read(name) for name in archive.namelist()}
        types = {
            override.get("PartName", "").removeprefix("/"): override.get("ContentType", "")
            for override in parse(parts[TYPES]).iter(_OVERRIDE)
        }
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError) as error:
        raise BrokenPackageError(str(error)) from error
    package = Package(parts, types)
    if not package.named(MAIN) or not package.named(STYLES):
        raise BrokenPackageError("word/document.xml, word/styles.xml")
    return package


def parse(part: bytes) -> etree._Element:
    """Return the tree of a part, without reading entities or anything outside it."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def write_package(
    package: Package, rendered: Mapping[str, bytes], paper: Paper, running: frozenset[str]
) -> bytes:
    """Return a Word file of the template's parts with those of this paper in their place.

    ``running`` are the ids of the styles whose size the paper may set.
    """
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in package.parts.items():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Unix or Windows, the file is the same.
            entry.create_system = 0
            kind = package.types.get(name)
            if kind == CORE:
                archive.writestr(entry, core_properties(paper))
            elif kind == STYLES:
                archive.writestr(entry, restyled(content, paper.language, paper.body_size, running))
            else:
                archive.writestr(entry, rendered.get(name, content))
    return stream.getvalue()


@lru_cache(maxsize=32)
def restyled(
    styles: bytes, language: str, body_size: float | None, running: frozenset[str]
) -> bytes:
    """Return a styles part in the paper's language, with its size of the running text if any."""
    tree = parse(styles)
    for element in tree.iter(f"{_W}lang"):
        element.set(f"{_W}val", _LANGUAGES.get(language, language))
    if body_size:
        for style in tree.iter(f"{_W}style"):
            if style.get(f"{_W}styleId") in running:
                _resize(style, body_size)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _resize(style: etree._Element, size: float) -> None:
    """Set the size of a style, in points."""
    face = style.find(f"{_W}rPr")
    if face is None:
        face = etree.SubElement(style, f"{_W}rPr")
    for tag in ("sz", "szCs"):
        element = face.find(f"{_W}{tag}")
        if element is None:
            element = etree.SubElement(face, f"{_W}{tag}")
        element.set(f"{_W}val", str(round(size * 2)))


def core_properties(paper: Paper) -> bytes:
    """Return the file's properties: what the paper says, nothing of who made it or when."""
    title = " ".join((paper.title.type_name, *paper.title.subject)).strip()
    subject = paper.letterhead.about if paper.letterhead else ""
    language = _LANGUAGES.get(paper.language, paper.language)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{quoted(title or subject or paper.stem)}</dc:title>"
        f"<dc:subject>{quoted(subject)}</dc:subject><dc:creator></dc:creator>"
        f"<dc:description>{quoted(paper.description)}</dc:description>"
        f"<dc:identifier>{quoted(printed_hash(paper.fact_hash))}</dc:identifier>"
        f"<dc:language>{quoted(language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_MADE}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_MADE}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()


def short_name(part: str) -> str:
    """Return a part's name as it is told to a clerk: ``document``, ``header1``."""
    return basename(part).removesuffix(".xml")
