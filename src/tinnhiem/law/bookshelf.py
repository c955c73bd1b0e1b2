"""Reading law files: those that come with the software, by id, and an organisation's own.

A file is data and nothing else: TOML is read by the standard library and checked value by value.
"""

from functools import cache
from importlib import resources

from tinnhiem.law.problems import InputError, Problem
from tinnhiem.law.reading import Draft, read
from tinnhiem.law.rulebook import Rulebook


def identifiers() -> tuple[str, ...]:
    """Ids of the law files that come with the software, sorted; no other file may have them."""
    folder = resources.files("tinnhiem.law") / "instruments"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if _is_law(f.name)))


def _is_law(name: str) -> bool:
    return name.endswith(".toml")


@cache
def load(identifier: str) -> Rulebook:
    """Read one of the law files that come with the software.

    :raises InputError: where no such file exists (``rulebook-unknown``), or it is not sound.
    """
    if identifier not in identifiers():
        known = ", ".join(identifiers())
        values = {"id": identifier, "known": known}
        raise InputError((Problem(code="rulebook-unknown", place="rulebook", values=values),))
    folder = resources.files("tinnhiem.law") / "instruments"
    return parse((folder / f"{identifier}.toml").read_bytes())


def draft(content: bytes) -> Draft:
    """Read what can be read of a law file, with every problem of the file by itself."""
    return read(content, identifiers())


def parse(content: bytes) -> Rulebook:
    """Read a law file from its bytes.

    :raises InputError: with every error found and its place (line, or rule and key).
    """
    found = draft(content)
    if found.book is None or found.problems:
        raise InputError(found.problems)
    return found.book


def reserved(book: Rulebook) -> tuple[Problem, ...]:
    """What is wrong where an organisation's own file has the id of one of the software's."""
    identifier = book.instrument.id
    if identifier not in identifiers():
        return ()
    values = {"id": identifier}
    return (Problem(code="id-reserved", place="instrument.id", values=values),)
