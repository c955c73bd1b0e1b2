"""Checks that every font of the papers has every letter and mark that a paper may need.

Usage: check_letters.py FOLDER. Prints what is missing, font by font; exits 1 if anything is.
"""

import sys
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

FACES = ("Regular", "Bold", "Italic", "BoldItalic")
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")  # none, huyền, sắc, ngã, hỏi, nặng
COMBINING = "\u0302\u0306\u031b" + "".join(TONES)
PUNCTUATION = "–—‘’“”…•·×÷−≤≥½§№₫\u00a0"
ASCII = "".join(map(chr, range(0x20, 0x7F)))


def vietnamese_letters() -> str:
    """Return the 134 letters with marks: twelve vowels under six tones, and đ, in both cases."""
    lower = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
    marked = [letter for letter in lower if letter not in ASCII] + ["đ"]
    return "".join(marked) + "".join(letter.upper() for letter in marked)


def missing_letters(font: Path, needed: str) -> str:
    """Return the characters of ``needed`` for which ``font`` has no glyph."""
    with TTFont(font, lazy=True) as opened:
        known = opened.getBestCmap()
    return "".join(character for character in needed if ord(character) not in known)


def main(arguments: list[str]) -> int:
    """Check the four faces in the folder that is the one argument."""
    folder = Path(arguments[0])
    needed = ASCII + vietnamese_letters() + COMBINING + PUNCTUATION
    complete = True
    for face in FACES:
        font = folder / f"Tinos-{face}.ttf"
        missing = missing_letters(font, needed) if font.is_file() else "the whole file"
        if missing:
            complete = False
            print(f"{font}: missing {missing}", file=sys.stderr)
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
