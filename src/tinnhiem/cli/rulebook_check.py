"""Checking an organisation's law file: by itself, and laid on the instruments below it."""

from collections.abc import Sequence
from pathlib import Path

from tinnhiem.cli.exits import FileError
from tinnhiem.cli.legal import read_rulebook
from tinnhiem.law.chain import build
from tinnhiem.law.library import load
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.rulebook import Rulebook


def checked(path: Path, others: Sequence[Path] = ()) -> Rulebook:
    """Return the law file at ``path`` once nothing is wrong with it.

    The instruments below it come with the software or are among ``others``.

    :raises FileError: with every error found and its place.
    """
    book = read_rulebook(path)
    try:
        build([*_below(book, _readable(others)), book])
    except InputError as error:
        raise FileError(str(path), error.problems) from error
    return book


def _readable(paths: Sequence[Path]) -> dict[str, Rulebook]:
    """Return the sound ones of the files by id; each is told of when its own turn comes."""
    books: dict[str, Rulebook] = {}
    for path in paths:
        try:
            book = read_rulebook(path)
        except FileError:
            continue
        books[book.instrument.id] = book
    return books


def _below(book: Rulebook, own: dict[str, Rulebook]) -> list[Rulebook]:
    """Return the instruments below ``book``, the base first."""
    chain: list[Rulebook] = []
    over, met = book.instrument.over, {book.instrument.id}
    while over is not None:
        if over in met:
            values = {"id": book.instrument.id, "over": over}
            problem = Problem(code="overlays-in-a-circle", place="instrument.over", values=values)
            raise InputError((problem,))
        met.add(over)
        below = own.get(over) or load(over)
        chain.insert(0, below)
        over = below.instrument.over
    return chain
