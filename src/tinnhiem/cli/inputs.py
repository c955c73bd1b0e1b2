"""A poll file and its chain of legal bases, read for a command."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tinnhiem.cli.exits import Exit, FileError
from tinnhiem.exchange.poll_places import AS_WRITTEN, PollPlaces
from tinnhiem.law.problems import InputError, Problem, ReconciliationError

if TYPE_CHECKING:
    from tinnhiem.law.chain import Chain
    from tinnhiem.law.poll import Poll
    from tinnhiem.law.rulebook import Rulebook

#: How a law file comes to be used, by its place in a chain: in a poll file, and in a command.
IN_POLL: Final = {"rulebook": '"rulebook": "{id}"', "overlays": '"overlays": ["{id}"]'}
IN_COMMAND: Final = {"rulebook": "--rulebook {id}", "overlays": "--overlay {id}"}


def read(options: argparse.Namespace) -> "tuple[Poll, Chain]":
    """Read the poll file of the options, and lay the law files that it names over each other.

    ``options.places`` then says where the values of the poll stand in the file, for :func:`about`.

    :raises FileError: with every problem of the file at fault.
    """
    from tinnhiem.exchange.poll_under_law import read_under_law

    path: Path = options.poll
    own = own_rulebooks(options.law or ())
    with about(path):
        found = read_under_law(path, own)
    require_used(options.law or (), own, (found.poll.rulebook, *found.poll.overlays))
    options.places = found.places
    return found.poll, found.chain


def own_rulebooks(paths: Sequence[Path]) -> "dict[str, Rulebook]":
    """Return an organisation's own law files by id, each checked by itself and on its bases.

    :raises FileError: with every problem of the first file at fault.
    """
    from tinnhiem.cli.rulebook_check import checked

    books: dict[str, Rulebook] = {}
    for path in paths:
        book = checked(path, paths)
        identifier = book.instrument.id
        if identifier in books:
            other = paths[tuple(books).index(identifier)]
            raise _at_id(path, "law-file-twice", {"id": identifier, "other": str(other)})
        books[identifier] = book
    return books


def require_used(
    paths: Sequence[Path],
    own: "Mapping[str, Rulebook]",
    named: Sequence[str],
    *,
    how: Mapping[str, str] = IN_POLL,
) -> None:
    """Refuse a law file that was given and is not named: its rules would silently not hold.

    ``own`` are the files of ``paths`` in their order, ``how`` the ways to name one.

    :raises FileError: for the first such file, with the way to use it.
    """
    for path, (identifier, book) in zip(paths, own.items(), strict=True):
        if identifier not in named:
            place = "rulebook" if book.instrument.kind == "base" else "overlays"
            values = {"id": identifier, "how": how[place].replace("{id}", identifier)}
            raise _at_id(path, "law-file-unused", values)


def _at_id(path: Path, code: str, values: Mapping[str, object]) -> FileError:
    return FileError(str(path), (Problem(code=code, place="instrument.id", values=values),))


@contextmanager
def about(path: Path, places: PollPlaces = AS_WRITTEN) -> Iterator[None]:
    """Give the problems found inside a ``with`` block the path of the file that they concern.

    ``places`` are the cells of a workbook, by which its problems are told.

    :raises FileError: in the place of the law's own errors.
    """
    try:
        yield
    except InputError as error:
        raise FileError(str(path), places.all_placed(error.problems)) from error
    except ReconciliationError as error:
        problems = places.all_placed(error.problems)
        raise FileError(str(path), problems, Exit.RECONCILIATION) from error
