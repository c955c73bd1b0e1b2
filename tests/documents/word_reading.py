"""Reading a Word file back, as plainly as can be."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{SPACE}}}"

#: What a run is read from.
PIECES = "descendant-or-self::w:r/*[self::w:t or self::w:br or self::w:tab]"

#: Styles whose words belong to the form of a paper and not to what it says.
FORM = frozenset(
    {"TN Quốc hiệu", "TN Tiêu ngữ", "TN Nơi nhận", "TN Gạch dưới trích yếu", "TN Số trang"}
)
FORM_WORDS = frozenset({"*"})


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return stream.getvalue()


def style_names(data: bytes) -> dict[str, str]:
    styles = part(data, "word/styles.xml").iter(f"{W}style")
    return {
        style.get(f"{W}styleId", ""): name.get(f"{W}val", "")
        for style in styles
        if (name := style.find(f"{W}name")) is not None
    }


def style_of(paragraph: etree._Element, names: dict[str, str]) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else names[style.get(f"{W}val", "")]


def text_of(paragraph: etree._Element) -> str:
    pieces = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        pieces.get(str(element.tag), element.text or "") for element in find(paragraph, PIECES)
    )


def said(data: bytes) -> str:
    """Return what a file says without the words of its form, the hash of its footer at the end."""
    return " ".join(" ".join([*_lines(data), _hash(data)]).split())


def _lines(data: bytes) -> Iterator[str]:
    names = style_names(data)
    for paragraph in part(data).iter(f"{W}p"):
        text, style = text_of(paragraph), style_of(paragraph, names)
        if style == "TN Chú giải":
            yield text.removeprefix("Biểu đồ: ").removesuffix(".").replace(";", " ")
        elif style not in FORM and text not in FORM_WORDS:
            yield text


def _hash(data: bytes) -> str:
    texts = [text_of(each) for each in part(data, "word/footer1.xml").iter(f"{W}p")]
    return "".join(texts).removeprefix("Mã dữ kiện: ")


def find(element: etree._Element, path: str) -> list[etree._Element]:
    found = element.xpath(path, namespaces={"w": SPACE})
    assert isinstance(found, list)
    return [each for each in found if etree.iselement(each)]


def whole_text(data: bytes, name: str) -> str:
    return "".join(str(piece) for piece in part(data, name).itertext())
