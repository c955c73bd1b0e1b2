"""A poll file and its chain of legal bases, read for a command."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tinnhiem.cli.exits import Exit, FileError
from tinnhiem.cli.rulebook_check import checked
from tinnhiem.law.chain import Chain, chain_of
from tinnhiem.law.poll import Poll
from tinnhiem.law.problems import InputError, ReconciliationError
from tinnhiem.law.rulebook import Rulebook


def read(options: argparse.Namespace) -> tuple[Poll, Chain]:
    """Read the poll file of the options, and lay the law files that it names over each other.

    :raises FileError: with every problem of the file at fault.
    """
    from tinnhiem.exchange.poll_json import read_poll

    path: Path = options.poll
    own = own_rulebooks(options.law or ())
    with about(path):
        poll = read_poll(path)
        return poll, chain_of(poll, own)


def own_rulebooks(paths: list[Path] | tuple[Path, ...]) -> dict[str, Rulebook]:
    """Return an organisation's own law files by id, each checked by itself and on its bases.

    :raises FileError: with every problem of the first file at fault.
    """
    books = (checked(path, paths) for path in paths)
    return {book.instrument.id: book for book in books}


@contextmanager
def about(path: Path) -> Iterator[None]:
    """Give the problems found inside a ``with`` block the path of the file that they concern.

    :raises FileError: in the place of the law's own errors.
    """
    try:
        yield
    except InputError as error:
        raise FileError(str(path), error.problems) from error
    except ReconciliationError as error:
        raise FileError(str(path), error.problems, Exit.RECONCILIATION) from error
