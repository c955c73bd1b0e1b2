"""The small mark-up of the forms: lines of text become the blocks of a paper.

Paragraphs are parted by empty lines; ``# ``, ``## `` and ``### `` begin headings, ``- `` a dash,
``:: `` a directive (a table, a group, a box). Inside a line ``**bold**``, ``_italic_``, ``~`` for a
space that does not break, and a backslash before any of these for the character itself.

Data never act as mark-up: :func:`protected` hides their special characters until the end.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tinnhiem.documents.paper import Block, Box, Group, Heading, Line, Paragraph, Run

#: What a directive gives, from the words after its name.
Directive = Callable[[str], tuple[Block, ...]]

_SPECIAL: Final = "\\*_~#-:>|"
#: Special characters of data travel as characters of the last private plane, which no text holds.
_HIDDEN: Final = {ord(c): 0x10FF00 + place for place, c in enumerate(_SPECIAL)}
_SHOWN: Final = {0x10FF00 + place: c for place, c in enumerate(_SPECIAL)}
_BREAKS: Final = {ord(c): " " for c in "\n\r\t\v\f\x85\u2028\u2029"}

_TOKEN = re.compile(r"(\\.|\*\*|_|~)")
_HEADING = re.compile(r"(#{1,3}) +(.*)")
_DIRECTIVE = re.compile(r":: *([a-z-]+) *(.*)")

#: Directives that hold the blocks up to their ``:: end``.
CONTAINERS: Final = frozenset({"group", "box", "grounds"})
#: Directives of the mark-up itself; tables are added by the papers.
PLAIN: Final = frozenset({"centre", "left", "right", "tight", "end"})

#: A space that must not break, after words that call for what follows and before units.
_UNBREAKABLE: Final = (
    re.compile(
        r"(?<!\w)((?:ngày|tháng|năm|Điều|điều|khoản|Khoản|điểm|Điểm|số|Số|khóa|Khóa|hồi|thứ)) "
        r"(?=[\dIVXLC…]|nhất\b|tư\b)"
    ),
    re.compile(
        r"([\d…]) (?=(?:phiếu|người|đại biểu|giờ|phút|bản|tờ|gói|đồng chí|thành viên|ông|chức vụ"
        r"|loại|ý kiến|ngày)(?!\w))"
    ),
    re.compile(r"(?<=[\w)])() (?=- \w)"),
)
_SALUTED = re.compile(r"(?<!\w)(ông|bà|Ông|Bà|đồng chí|Đồng chí|\(Bà\)|\(bà\)) (?=(\w))")


class MarkupError(Exception):
    """Raised when a text breaks the mark-up; ``line`` counts from 1 in the rendered text."""

    def __init__(self, code: str, line: int, found: str) -> None:
        super().__init__(f"{code} {line} {found}")
        self.code = code
        self.line = line
        self.found = found


def protected(text: str) -> str:
    """Return data in which nothing is mark-up: composed, on one line, its signs hidden."""
    composed = unicodedata.normalize("NFC", text).translate(_BREAKS)
    return composed.translate(_HIDDEN)


def shown(text: str) -> str:
    """Return a text with the hidden characters of its data shown again."""
    return text.translate(_SHOWN)


def bound(text: str) -> str:
    """Return a text in which number and unit, article, date and name keep together."""
    for pattern in _UNBREAKABLE:
        text = pattern.sub("\\1\u00a0", text)
    return _SALUTED.sub(_before_a_name, text)


def _before_a_name(found: re.Match[str]) -> str:
    return f"{found[1]}\u00a0" if found[2].isupper() else found[0]


def line_of(text: str, number: int = 1) -> Line:
    """Return one line of mark-up as runs.

    :raises MarkupError: where bold or italic is opened and not closed.
    """
    runs: list[Run] = []
    bold = italic = False
    buffer = ""
    for token in _TOKEN.split(text):
        if token not in {"**", "_"}:
            buffer += _literal(token)
            continue
        _push(runs, buffer, bold=bold, italic=italic)
        buffer = ""
        bold, italic = bold ^ (token == "**"), italic ^ (token == "_")  # noqa: S105 - mark-up
    if bold or italic:
        raise MarkupError("form-markup-open", number, shown(text)[:60])
    _push(runs, buffer, bold=bold, italic=italic)
    return tuple(runs)


def _literal(token: str) -> str:
    if token == "~":  # noqa: S105 - mark-up
        return "\u00a0"
    return token[1:] if len(token) == 2 and token[0] == "\\" else token


def _push(runs: list[Run], text: str, *, bold: bool, italic: bool) -> None:
    if text:
        runs.append(Run(text=bound(shown(text)), bold=bold, italic=italic))


def text_of(text: str) -> str:
    """Return a line of mark-up as plain text, for places that have one face.

    :raises MarkupError: as :func:`line_of`.
    """
    return "".join(run.text for run in line_of(text.strip()))


def blocks_of(text: str, directives: Mapping[str, Directive]) -> tuple[Block, ...]:
    """Return the blocks of a text in the mark-up.

    :raises MarkupError: where the mark-up is broken or a directive unknown.
    """
    reader = _Reader(text, directives)
    return tuple(reader.blocks(inside=""))


class _Reader:
    """Reads lines one by one; containers read on until their end."""

    def __init__(self, text: str, directives: Mapping[str, Directive]) -> None:
        self._lines = text.split("\n")
        self._next = 0
        self._directives = directives

    def blocks(self, *, inside: str) -> Iterator[Block]:
        """Yield blocks up to the end of the text or of the container."""
        while self._next < len(self._lines):
            line = self._lines[self._next].strip()
            self._next += 1
            if not line:
                continue
            found = _DIRECTIVE.fullmatch(line)
            if found and found[1] == "end":
                if not inside:
                    raise MarkupError("form-end-alone", self._next, line)
                return
            yield from self._directive(found[1], found[2]) if found else self._words(line)
        if inside:
            raise MarkupError("form-end-missing", self._next, inside)

    def _words(self, line: str) -> Iterator[Block]:
        heading = _HEADING.fullmatch(line)
        number = self._next
        if heading:
            text = "".join(run.text for run in line_of(heading[2], number))
            yield Heading(text=text, level=len(heading[1]))
            return
        parts = [line]
        while self._next < len(self._lines) and _goes_on(self._lines[self._next].strip()):
            parts.append(self._lines[self._next].strip())
            self._next += 1
        runs = line_of(" ".join(parts), number)
        yield Paragraph(line=runs, keep_next=_leads_in(runs))

    def _directive(self, name: str, words: str) -> Iterator[Block]:
        number = self._next
        if name in CONTAINERS:
            yield from self._container(name, words)
        elif name in PLAIN:
            yield _aligned(name, line_of(words, number))
        elif name in self._directives:
            yield from self._directives[name](shown(words))
        else:
            raise MarkupError("form-directive-unknown", number, name)

    def _container(self, name: str, words: str) -> Iterator[Block]:
        if name == "grounds":
            yield from self._grounds(words)
            return
        held = tuple(self.blocks(inside=name))
        if name == "group":
            yield from (Group(blocks=held),) if held else ()
        else:
            yield Box(blocks=held, title=text_of(words))

    def _grounds(self, words: str) -> Iterator[Block]:
        """Legal bases, one a line, parted by semicolons and ended with a full stop."""
        party = words == "dash"
        start, items = self._next, []
        while self._next < len(self._lines) and self._lines[self._next].strip() != ":: end":
            items.append(self._lines[self._next].strip())
            self._next += 1
        if self._next == len(self._lines):
            raise MarkupError("form-end-missing", start, "grounds")
        self._next += 1
        stated = [item.rstrip(";.") for item in items if item]
        for place, item in enumerate(stated, 1):
            end = "." if place == len(stated) else ";"
            runs = line_of(f"- {item}{end}" if party else f"_{item}{end}_", start)
            yield Paragraph(line=runs)


def _goes_on(line: str) -> bool:
    """Whether a line continues the paragraph above it."""
    return bool(line) and not line.startswith(("# ", "## ", "### ", "- ", "::"))


def _leads_in(runs: Line) -> bool:
    return bool(runs) and runs[-1].text.rstrip().endswith(":")


def _aligned(name: str, runs: Line) -> Paragraph:
    match name:
        case "centre":
            return Paragraph(line=runs, align="centre", indent=False, keep_next=_leads_in(runs))
        case "right":
            return Paragraph(line=runs, align="right", indent=False)
        case "left":
            return Paragraph(line=runs, align="left", indent=False)
        case _:
            return Paragraph(line=runs, align="left", indent=True)
