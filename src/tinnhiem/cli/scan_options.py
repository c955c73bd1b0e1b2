"""What the commands that read sheets have in common: files, processes, what may be missing."""

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tinnhiem.cli.exits import ComponentError, FileError
from tinnhiem.wording.language import _

if TYPE_CHECKING:
    from tinnhiem.scan import Layout

MOST_JOBS = 64


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """Add the number of processes."""
    parser.add_argument(
        "--jobs",
        metavar=_("NUMBER"),
        type=_jobs,
        default=len(os.sched_getaffinity(0)),
        help=_("how many pages to read at once, 1 to {most}").format(most=MOST_JOBS),
    )


def layout_at(path: Path) -> tuple["Layout", bytes]:
    """Read a layout; it and its bytes.

    :raises FileError: with every problem of it.
    """
    from tinnhiem.cli.files import read_bytes
    from tinnhiem.cli.inputs import about
    from tinnhiem.scan import read_layout

    content = read_bytes(path)
    with about(path):
        return read_layout(content), content


def check_files(paths: Sequence[Path]) -> None:
    """Find every file that cannot be read before the first is; pipes and devices are not read.

    :raises FileError: with all of them.
    """
    from tinnhiem.exchange.input_file import require_file
    from tinnhiem.law.problems import InputError, Problem

    problems: list[Problem] = []
    for path in paths:
        try:
            require_file(path)
        except InputError as error:
            problems += error.problems
    if problems:
        raise FileError("", tuple(problems))


@contextmanager
def reading() -> Iterator[None]:
    """Put in words that a library which reading needs is missing.

    :raises ComponentError: with its name.
    """
    from tinnhiem.scan import MissingPartError

    try:
        yield
    except MissingPartError as error:
        told = _("the library {name}, which reads pictures").format(name=error.part)
        raise ComponentError(told, _("run script/setup")) from error


def _jobs(text: str) -> int:
    """Return a number of processes.

    :raises argparse.ArgumentTypeError: where it is none, or out of range.
    """
    if text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_JOBS:
        return int(text)
    told = _("“{text}” must be a whole number from 1 to {most}")
    raise argparse.ArgumentTypeError(told.format(text=text, most=MOST_JOBS))
