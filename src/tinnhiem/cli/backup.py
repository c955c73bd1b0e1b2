"""``tinnhiem backup``: everything the office keeps in one file, and back again."""

import argparse
from pathlib import Path
from typing import Final

from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit, FileError
from tinnhiem.cli.office import office_code
from tinnhiem.cli.parser import examples
from tinnhiem.law.problems import Problem
from tinnhiem.wording.language import _

#: Problems of a backup by what was found; anything else names a part whose hash differs.
_CODES: Final = {
    "broken": "backup-broken",
    "format": "backup-broken",
    "parts": "backup-broken",
    "migrations": "backup-other-version",
    "not-empty": "backup-not-empty",
    "secret": "backup-holds-secret",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the ways: to make one, to restore one."""
    ways = parser.add_subparsers(dest="way", metavar=_("WAY"), required=True)
    make = ways.add_parser("make", help=_("write a backup"))
    make.add_argument("file", metavar=_("FILE"), type=Path, help=_("backup to write (.tar.gz)"))
    restore = ways.add_parser("restore", help=_("put a backup into an empty installation"))
    restore.add_argument("file", metavar=_("FILE"), type=Path, help=_("backup to read"))
    for way in (make, restore):
        way.add_argument(
            "--data",
            metavar=_("FOLDER"),
            type=Path,
            help=_("folder of the database and the files (tinnhiem-data, or TINNHIEM_DATA)"),
        )
    parser.epilog = examples(
        ("tinnhiem backup make office.tar.gz", _("write a backup")),
        ("tinnhiem backup restore office.tar.gz --data new", _("restore it elsewhere")),
    )


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Make or restore a backup, and say what it holds."""
    serving = office_code()
    serving.open_office(options.data)
    serving.make_ready()
    listing = _restored(options.file, console) if options.way == "restore" else None
    if listing is None:
        from tinnhiem.cli.outputs import writing
        from tinnhiem.project.backup import make_backup

        with writing(options.file), console.progress(_("tables")) as advance:
            listing = make_backup(options.file, advance)
    parts = listing["parts"]
    text = _("{path}: {records} tables and {files} files, every hash agrees")
    tables = sum(name.startswith("records/") for name in parts)
    console.result(text.format(path=options.file, records=tables, files=len(parts) - tables))
    return Exit.DONE


def _restored(path: Path, console: Console) -> dict[str, dict[str, str]]:
    """Restore a backup.

    :raises FileError: where it is not whole, or this installation cannot take it.
    """
    from tinnhiem.project.backup import BackupError, restore_backup

    try:
        with console.progress(_("tables")) as advance:
            return restore_backup(path, advance)
    except BackupError as error:
        found = str(error)
        code = _CODES.get(found, "backup-part-differs")
        raise FileError(str(path), (Problem(code=code, values={"part": found}),)) from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        problem = Problem(code="file-unreadable", values={"path": str(path), "why": why})
        raise FileError("", (problem,)) from error
