"""Writing poll files: as JSON or as a workbook, and never over somebody's work by accident."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tinnhiem.cli.exits import UsageError, unwritable
from tinnhiem.wording.language import _, current

if TYPE_CHECKING:
    from tinnhiem.law.poll import Poll

WORKBOOK: Final = ".xlsx"
JSON: Final = ".json"


def add_force(parser: argparse.ArgumentParser) -> None:
    """Add the option that lets a command write over a file."""
    parser.add_argument(
        "--force", action="store_true", help=_("write over a file that exists already")
    )


def require_new(path: Path, *, force: bool) -> None:
    """Refuse to write over a file, which may hold somebody's work, unless that is asked for.

    :raises UsageError: with the option that asks for it.
    """
    if path.is_file() and not force:
        raise UsageError(
            _("{path} exists already").format(path=path),
            _("choose another name, or write over it with {option}").format(option="--force"),
        )


def require_ending(path: Path, *endings: str) -> None:
    """Refuse a file to write whose name says another format.

    :raises UsageError: with the endings that are known.
    """
    if path.suffix.lower() not in endings:
        text = _("the name of the file to write, {path}, must end in {endings}")
        raise UsageError(text.format(path=path, endings=_(" or ").join(endings)))


def write_poll(poll: "Poll", path: Path) -> None:
    """Write a poll in the form that the name of the file says.

    :raises FileError: where the system does not let us write.
    """
    from tinnhiem.cli.files import as_json
    from tinnhiem.exchange.output import write_whole
    from tinnhiem.exchange.poll_json import poll_to_json
    from tinnhiem.exchange.workbook_writing import poll_to_workbook

    try:
        if path.suffix.lower() == JSON:
            write_whole(path, as_json(poll_to_json(poll)).encode())
        else:
            poll_to_workbook(poll, path, language=current())
    except OSError as error:
        raise unwritable(path, error) from error
