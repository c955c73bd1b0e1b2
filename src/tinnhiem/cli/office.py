"""``tinnhiem office``: the poll in the browser, on this machine or for a whole province."""

import argparse
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final

from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import ComponentError, Exit
from tinnhiem.cli.parser import examples
from tinnhiem.wording.language import _

#: What the office needs beside the command line.
PARTS: Final = ("django", "django_tasks_db", "granian", "whitenoise", "csp", "allauth")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add where the data lie and how the office is reached."""
    parser.add_argument(
        "--data",
        metavar=_("FOLDER"),
        type=Path,
        help=_("folder of the database and the files (tinnhiem-data, or TINNHIEM_DATA)"),
    )
    parser.add_argument("--host", default="127.0.0.1", help=_("address to serve on (127.0.0.1)"))
    parser.add_argument("--port", type=int, default=8000, help=_("port to serve on (8000)"))
    parser.add_argument(
        "--processes", type=int, default=1, help=_("processes that serve pages (1)")
    )
    parser.add_argument(
        "--no-worker",
        action="store_true",
        help=_("leave background work to a worker of its own"),
    )
    parser.add_argument(
        "--worker", action="store_true", help=_("only do background work, serve nothing")
    )
    parser.add_argument(
        "--prepare", action="store_true", help=_("make the database ready and stop")
    )
    parser.add_argument(
        "--first-account",
        metavar=_("NAME"),
        help=_("make the operator's account, print a link to open it, and stop"),
    )
    parser.epilog = examples(
        ("tinnhiem office", _("serve on this machine, data in tinnhiem-data")),
        ("tinnhiem office --first-account van-phong", _("the very first account")),
        ("tinnhiem office --worker", _("a worker of its own")),
    )


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Open the office and do what was asked."""
    serving = office_code()
    serving.open_office(options.data)
    if options.worker:
        from tinnhiem.project.background import run_worker

        run_worker()
    serving.make_ready()
    if options.first_account:
        from tinnhiem.project.first_account import open_first_account

        console.result(open_first_account(options.first_account, options.host, options.port))
        return Exit.DONE
    if not options.prepare:
        address = f"http://{options.host}:{options.port}/"
        console.note(_("the office is open at {address} (Ctrl+C ends it)").format(address=address))
        serving.serve(
            host=options.host,
            port=options.port,
            processes=options.processes,
            background=not options.no_worker,
        )
    return Exit.DONE


def office_code() -> ModuleType:
    """Return the module that runs the office.

    :raises ComponentError: where the office was not installed.
    """
    missing = next((name for name in PARTS if find_spec(name) is None), None)
    if missing is not None:
        raise ComponentError(missing, "pip install 'tinnhiem[office]'")
    return import_module("tinnhiem.project.serving")
