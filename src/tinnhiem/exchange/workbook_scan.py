"""A streaming look at one XML part of a workbook, with bounds and without entities."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from tinnhiem.law.problems import InputError, Problem

MAXIMUM_ELEMENTS: Final = 400_000
MAXIMUM_ROW: Final = 5000
MAXIMUM_COLUMN: Final = 100
#: What Excel itself lets a cell hold.
MAXIMUM_TEXT: Final = 32_767

_SHEET_ELEMENTS = frozenset({"c", "f", "mergeCell", "dimension", "oleObject", "control"})
_MOST_TOLD = 30
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_FORBIDDEN_CONTENT: Final[Mapping[str, str]] = {
    "macroenabled": "workbook-macros",
    "vbaproject": "workbook-macros",
    "macrosheet": "workbook-macros",
    "externallink": "workbook-external-links",
    "oleobject": "workbook-embedded",
    "sheet.binary": "workbook-binary",
}


@dataclass(slots=True)
class PartScan:
    """What one part holds: its elements counted, and the things that matter about cells."""

    elements: int = 0
    refusal: str = ""
    formulas: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)


def scan_part(name: str, content: bytes, elements_before: int) -> PartScan:
    """Scan one part.

    :raises InputError: where it has a document type, is not XML, or passes a bound.
    """
    scanner = _Scanner(name, MAXIMUM_ELEMENTS - elements_before)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = scanner.doctype
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text
    try:
        # At once: a long token fed in pieces is searched again from its start with each piece.
        parser.Parse(content, True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as error:
        raise _refusal("workbook-damaged", place=name) from error
    return scanner.found


class _Scanner:
    """The handlers of one part's parser."""

    def __init__(self, name: str, most: int) -> None:
        self.found = PartScan()
        self._name = name
        self._most = most
        self._cell = ""
        self._in_cell = False
        self._length = 0
        self._is_sheet = name.casefold().startswith("xl/worksheets/")

    def doctype(self, *_declaration: object) -> None:
        """Refuse a document type, which is where entities come from."""
        raise _refusal("workbook-entities", place=self._name)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Count an element, and note what it may mean."""
        self.found.elements += 1
        self._length = 0
        if self.found.elements > self._most:
            raise _refusal("workbook-too-large", limit=MAXIMUM_ELEMENTS)
        local = name.rpartition(":")[2]
        if local in _SHEET_ELEMENTS:
            # In whatever part: the workbook says itself which part is a sheet.
            self._sheet_element(local, attributes)
        elif local in {"Override", "Default"}:
            self._content_type(attributes.get("ContentType", ""))
        elif local == "Relationship":
            self._relationship(attributes)
        elif local == "sheet":
            self._sheet_name(attributes)
        elif local == "externalReference":
            self.found.refusal = "workbook-external-links"

    def end(self, name: str) -> None:
        """Leave an element."""
        self._length = 0
        if name.rpartition(":")[2] == "c":
            self._in_cell = False

    def text(self, text: str) -> None:
        """Bound the text of one element."""
        self._length += len(text)
        if self._length > MAXIMUM_TEXT:
            raise _refusal("workbook-too-large", limit=MAXIMUM_ELEMENTS)

    def _sheet_element(self, local: str, attributes: Mapping[str, str]) -> None:
        if local == "c":
            self._in_cell = True
            self._cell = attributes.get("r", "")
            if self._cell and _is_outside(self._cell):
                self._tell(self.found.outside, self._cell)
        elif local == "f" and self._in_cell:
            self._tell(self.found.formulas, self._cell or "?")
        elif local == "mergeCell":
            self._tell(self.found.merged, attributes.get("ref", "?"))
        elif local == "dimension":
            last = attributes.get("ref", "").rpartition(":")[2]
            if last and _is_outside(last):
                self._tell(self.found.outside, last)
        elif local in {"oleObject", "control"} and self._is_sheet:
            self.found.refusal = "workbook-embedded"

    def _tell(self, into: list[str], cell: str) -> None:
        if len(into) < _MOST_TOLD:
            into.append(cell[:20])

    def _content_type(self, content_type: str) -> None:
        for piece, code in _FORBIDDEN_CONTENT.items():
            if piece in content_type.casefold():
                self.found.refusal = code

    def _relationship(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("Type", "").casefold()
        outward = attributes.get("TargetMode", "").casefold() == "external"
        if "externallink" in kind or (outward and not kind.endswith("/hyperlink")):
            self.found.refusal = "workbook-external-links"
        self.found.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def _sheet_name(self, attributes: Mapping[str, str]) -> None:
        ids = [value for key, value in attributes.items() if key.rpartition(":")[2] == "id"]
        self.found.sheets[attributes.get("name", "")] = ids[0] if ids else ""


def _is_outside(cell: str) -> bool:
    match = _CELL.fullmatch(cell.replace("$", ""))
    if match is None:
        return True
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return column > MAXIMUM_COLUMN or not 1 <= int(match[2]) <= MAXIMUM_ROW


def _refusal(code: str, place: str = "", **values: object) -> InputError:
    return InputError((Problem(code=code, place=place, values=values),))
