"""The characters that can be printed: those of all four faces of Tinos.

Kept as ranges, so that no font need be opened to check a text; the tests compare them with the
fonts. Invisible characters that steer layout (line ends, direction marks, joiners, soft hyphens)
are left out on purpose: in an official paper they would change what is read.
"""

from collections.abc import Iterator, Mapping

from tinnhiem.law.problems import InputError, Problem

_RANGES = """
0020-007E 00A0-00AC 00AE-0377 037A-037F 0384-038A 038C 038E-03A1 03A3-052F 0591-05C7 05D0-05EA
05F0-05F4 1AB0-1ABE 1C80-1C88 1D00-1DF5 1DFB-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59
1F5B 1F5D 1F5F-1F7D 1F80-1FB4 1FB6-1FC4 1FC6-1FD3 1FD6-1FDB 1FDD-1FEF 1FF2-1FF4 1FF6-1FFE
2000-200A 2010-2027 202F-205F 2070-2071 2074-208E 2090-209C 20A0-20BE 20F0 2100-214F 2153-2154
215B-215E 2184 2190-2195 21A8 2202 2206 220F 2211-2212 2215 2219-221A 221E-221F 2229 222B 2248
2260-2261 2264-2265 2302 2310 2320-2321 2500 2502 250C 2510 2514 2518 251C 2524 252C 2534 253C
2550-256C 2580 2584 2588 258C 2590-2593 25A0-25A1 25AA-25AC 25B2 25BA 25BC 25C4 25CA-25CC 25CF
25D8-25D9 25E6 263A-263C 2640 2642 2660 2663 2665-2666 266A-266B 266F 2C60-2C7F 2DE0-2E42
A640-A69F A717-A7AE A7B0-A7B7 A7F7-A7FF AB30-AB65 FB01-FB04 FB1D-FB36 FB38-FB3C FB3E FB40-FB41
FB43-FB44 FB46-FB4F FE20-FE2F FFFC-FFFD
"""


def _code_points(ranges: str) -> Iterator[int]:
    """Yield the code points of ranges such as ``0041-005A 00C0``."""
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


PRINTABLE = frozenset(map(chr, _code_points(_RANGES)))
"""Every character that has a glyph in each face of the packaged font."""


def refuse_unprintable(values: object) -> None:
    """Let nested values pass whose texts can all be printed.

    :raises InputError: for any other, naming every character without a glyph and each of its texts.
    """
    found = dict.fromkeys(
        (letter, text) for text in _texts(values) for letter in text if letter not in PRINTABLE
    )
    if found:
        raise InputError(tuple(_problem(letter, text) for letter, text in found))


def _problem(letter: str, text: str) -> Problem:
    """Return the problem of one letter, in words that can be shown on any screen."""
    values = {"letter": _shown(letter), "point": f"U+{ord(letter):04X}", "text": _shown(text)}
    return Problem(code="letter-not-in-font", values=values)


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def _texts(values: object) -> Iterator[str]:
    """Yield every text in nested values."""
    if isinstance(values, str):
        yield values
    elif isinstance(values, Mapping):
        for value in values.values():
            yield from _texts(value)
    elif isinstance(values, (list, tuple)):
        for value in values:
            yield from _texts(value)
