"""The answer of a command: for a program as JSON, for people as lines."""

import argparse
from collections.abc import Callable, Iterable

from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit


def answer(
    options: argparse.Namespace,
    console: Console,
    *,
    document: Callable[[], object],
    lines: Callable[[], Iterable[str]],
) -> Exit:
    """Print the document where ``--json`` asks for it, and the lines otherwise."""
    if options.json:
        from tinnhiem.cli.files import as_json

        console.raw(as_json(document()))
    else:
        for line in lines():
            console.result(line)
    return Exit.DONE
