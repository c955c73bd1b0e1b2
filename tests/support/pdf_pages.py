"""What stands on the pages of a PDF, and where, in millimetres from the upper left corner."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

MM = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: page from 1, box of its letters."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


class Pages:
    """The pages of a PDF."""

    def __init__(self, pdf: bytes) -> None:
        self.bytes = pdf
        self.reader = PdfReader(BytesIO(pdf))
        document = pypdfium2.PdfDocument(pdf)
        try:
            self._read(document)
        finally:
            document.close()

    def _read(self, document: pypdfium2.PdfDocument) -> None:
        self.texts: list[str] = []
        self.letters: list[list[tuple[str, tuple[float, float, float, float]]]] = []
        for page in document:
            words = page.get_textpage()
            height = page.get_height()
            letters = []
            for at in range(words.count_chars()):
                left, bottom, right, top = words.get_charbox(at)
                box = (left * MM, (height - top) * MM, right * MM, (height - bottom) * MM)
                letters.append((words.get_text_range(at, 1), box))
            self.letters.append(letters)
            self.texts.append("".join(letter for letter, _ in letters).replace("\r\n", "\n"))

    @property
    def text(self) -> str:
        """All text, with every run of white space as one space."""
        return " ".join(" ".join(self.texts).split())

    def page_of(self, words: str) -> int:
        """Return the first page, from 1, on which ``words`` stand."""
        return self.place(words).page

    def place(self, words: str) -> Place:
        """Return where ``words`` stand first, their letters taken without white space."""
        return next(self.places(words))

    def places(self, words: str) -> Iterator[Place]:
        """Yield every place of ``words``."""
        wanted = "".join(words.split())
        for number, letters in enumerate(self.letters, 1):
            dense = [(letter, box) for letter, box in letters if letter.strip()]
            text = "".join(letter for letter, _ in dense)
            start = text.find(wanted)
            while start >= 0:
                boxes = [box for _, box in dense[start : start + len(wanted)]]
                yield Place(
                    number,
                    min(box[0] for box in boxes),
                    min(box[1] for box in boxes),
                    max(box[2] for box in boxes),
                    max(box[3] for box in boxes),
                )
                start = text.find(wanted, start + 1)

    def lines(self, page: int) -> list[str]:
        """Return the lines of a page, from 1."""
        return [line.strip() for line in self.texts[page - 1].split("\n") if line.strip()]

    def tags(self) -> list[str]:
        """Return the names of the tags of the document, in reading order."""
        found: list[str] = []
        _collect(self.reader.root_object["/StructTreeRoot"], found)
        return found

    def dictionaries(self) -> Iterator[dict[str, object]]:
        """Yield every dictionary in the file."""
        for number in range(1, int(str(self.reader.trailer["/Size"]))):
            entry = self.reader.get_object(number)
            if isinstance(entry, DictionaryObject):
                yield {str(key): value for key, value in entry.items()}

    def alternatives(self) -> list[str]:
        """Return what figures say to those who do not see them."""
        return [str(entry["/Alt"]) for entry in self.dictionaries() if "/Alt" in entry]

    def fonts(self) -> dict[str, bool]:
        """Return the fonts by name, without subset marks, and whether each is embedded."""
        embedded = {}
        for entry in self.dictionaries():
            if entry.get("/Type") == "/FontDescriptor":
                name = str(entry["/FontName"]).rpartition("+")[2]
                embedded[name] = bool({"/FontFile2", "/FontFile3"} & set(entry))
        return embedded


def _collect(node: object, found: list[str]) -> None:
    if isinstance(node, IndirectObject):
        node = node.get_object()
    if isinstance(node, list):
        for part in node:
            _collect(part, found)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            found.append(str(node["/S"])[1:])
        _collect(node.get("/K"), found)
