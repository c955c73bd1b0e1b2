"""Checking an organisation's law file: by itself, and laid on the instruments below it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tinnhiem.cli.exits import FileError
from tinnhiem.cli.files import read_bytes
from tinnhiem.cli.legal import InstrumentNames
from tinnhiem.law.bookshelf import draft, load, reserved
from tinnhiem.law.chain import build
from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.rulebook import Rulebook


def checked(path: Path, others: Sequence[Path] = ()) -> Rulebook:
    """Return the law file at ``path`` once nothing is wrong with it.

    The instruments below it come with the software or are among ``others``.

    :raises FileError: with every error found and its place, those of the file itself first.
    """
    read = draft(read_bytes(path))
    if read.book is None:
        raise FileError(str(path), read.problems)
    below: list[Rulebook] = []
    found = read.located(reserved(read.book))
    try:
        below = _below(read.book, _readable(path, others))
        found += read.located(_laid(below, read.book))
    except InputError as error:
        found += read.located(error.problems)
    problems = (*read.problems, *(p for p in found if p.code not in _told(read.problems)))
    if problems:
        names = InstrumentNames(*(book.instrument for book in (*below, read.book)))
        raise FileError(str(path), problems, names=names)
    return read.book


def _laid(below: Sequence[Rulebook], book: Rulebook) -> tuple[Problem, ...]:
    """Return what is wrong with ``book`` on what lies below it, which is sound by itself."""
    try:
        build([*below, book])
    except InputError as error:
        return error.problems
    return ()


def _told(problems: Sequence[Problem]) -> set[str]:
    """Return the codes that would only say again what is told of the file by itself."""
    return {"overlay-as-base"} if any(p.code == "overlay-without-base" for p in problems) else set()


def _readable(path: Path, others: Sequence[Path]) -> dict[str, Rulebook]:
    """Return the sound ones of the other files by id; each is told of when its own turn comes."""
    books: dict[str, Rulebook] = {}
    for other in others:
        if other == path:
            continue
        try:
            read = draft(read_bytes(other))
        except FileError:
            continue
        if read.book is not None and not read.problems and not reserved(read.book):
            books[read.book.instrument.id] = read.book
    return books


def _below(book: Rulebook, own: Mapping[str, Rulebook]) -> list[Rulebook]:
    """Return the instruments below ``book``, the base first."""
    chain: list[Rulebook] = []
    over, met = book.instrument.over, {book.instrument.id}
    while over is not None:
        if over in met:
            values = {"id": book.instrument.id, "over": over}
            problem = Problem(code="overlays-in-a-circle", place="instrument.over", values=values)
            raise InputError((problem,))
        met.add(over)
        below = own.get(over) or _shipped(over)
        chain.insert(0, below)
        over = below.instrument.over
    return chain


def _shipped(identifier: str) -> Rulebook:
    """Return a law file of the software.

    :raises InputError: where there is none, placed where an own file says what it lies on.
    """
    try:
        return load(identifier)
    except InputError as error:
        placed = (replace(problem, place="instrument.over") for problem in error.problems)
        raise InputError(tuple(placed)) from error
