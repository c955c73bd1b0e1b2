"""Lines of text as pieces that the templates put in as values, so nothing is read as mark-up.

A line becomes a list of pieces ``[text, face]``, where ``face`` adds 1 for bold, 2 for italic and
4 for a word that must not break at its own hyphen or slash (``96/2023/QH15``).
"""

import re
from collections.abc import Iterable, Iterator

from tinnhiem.documents.paper import Line, Run

Pieces = list[tuple[str, int]]

_BOLD, _ITALIC, _BOUND = 1, 2, 4
_LONGEST_BOUND = 40
"""A word with a hyphen or slash longer than this may break there after all."""

_TOKEN = re.compile(r"\S+|\s+")
_JOINED = re.compile(r"\S[-/–]\S")


def words(text: str) -> Pieces:
    """Return a plain text as pieces; no pieces where it is empty."""
    return line((Run(text=text),))


def all_words(texts: Iterable[str]) -> list[Pieces]:
    """Return several plain texts as lines of pieces."""
    return [words(text) for text in texts]


def line(runs: Line) -> Pieces:
    """Return a line as pieces in the faces of its runs."""
    pieces: Pieces = []
    for run in runs:
        face = _BOLD * run.bold + _ITALIC * run.italic
        pieces.extend((text, face + _BOUND * bound) for text, bound in _parts(run.text))
    return pieces


def plain(runs: Line) -> str:
    """Return the text of a line without its faces."""
    return "".join(run.text for run in runs)


def halves(runs: Line, *, last: bool = False) -> list[Pieces] | None:
    """Return a line before and after its first (or last) comma; nothing where it has none.

    A line in several faces is not parted.
    """
    if len(runs) != 1:
        return None
    run = runs[0]
    before, comma, after = run.text.rpartition(", ") if last else run.text.partition(", ")
    if not comma:
        return None
    parts = (f"{before},", after)
    return [line((Run(text=part, bold=run.bold, italic=run.italic),)) for part in parts]


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in parts, each with whether it must stay on one line."""
    if not _JOINED.search(text):
        if text:
            yield text, False
        return
    loose = ""
    for token in _TOKEN.findall(text):
        if len(token) <= _LONGEST_BOUND and _JOINED.search(token):
            if loose:
                yield loose, False
            yield token, True
            loose = ""
        else:
            loose += token
    if loose:
        yield loose, False
