"""Arguments that several commands share, and the types of their values."""

import argparse
import re
from datetime import date
from pathlib import Path
from typing import Final

from tinnhiem.wording.dates import read_date
from tinnhiem.wording.language import _

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def add_poll(parser: argparse.ArgumentParser) -> None:
    """Add the poll file and what is needed to read it."""
    parser.add_argument(
        "poll", metavar=_("POLL"), type=Path, help=_("poll file (JSON) or poll workbook (XLSX)")
    )
    add_law(parser)


def add_law(parser: argparse.ArgumentParser) -> None:
    """Add the law files of an organisation's own."""
    parser.add_argument(
        "--law",
        metavar=_("FILE"),
        type=Path,
        action="append",
        help=_("an own overlay or plan (TOML) that the poll names; may be repeated"),
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add the choice of JSON instead of a table."""
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def add_out(parser: argparse.ArgumentParser) -> None:
    """Add the folder to write to."""
    parser.add_argument(
        "--out", metavar=_("FOLDER"), type=Path, required=True, help=_("folder to write to")
    )


def day(text: str) -> date:
    """Return a date given as ``2023-12-05``.

    :raises argparse.ArgumentTypeError: with the date that was probably meant.
    """
    try:
        if _ISO.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    meant = read_date(text)
    if meant is None:
        told = _("“{text}” is not a date; write it as 2023-12-05").format(text=text)
    else:
        told = _("“{text}” must be written as {meant}").format(text=text, meant=meant.isoformat())
    raise argparse.ArgumentTypeError(told)


def done_step(text: str) -> tuple[str, date]:
    """Return a step and the date on which it was done, given as ``STEP=2023-11-01``.

    :raises argparse.ArgumentTypeError: when the form is another.
    """
    step, equals, when = text.partition("=")
    if not (step and equals):
        told = _("“{text}” must have the form STEP=2023-11-01").format(text=text)
        raise argparse.ArgumentTypeError(told)
    return step.strip(), day(when.strip())
