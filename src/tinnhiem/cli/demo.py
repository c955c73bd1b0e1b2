"""``tinnhiem demo``: an invented council in the office, or a poll played on the command line."""

import argparse
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from tinnhiem import __version__
from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import ComponentError, Exit, UsageError
from tinnhiem.cli.parser import examples
from tinnhiem.wording.language import _

if TYPE_CHECKING:
    from tinnhiem.demonstration.office.folder import Built

_HOST: Final = "127.0.0.1"
_PORT: Final = 8000
#: The demonstration never touches another installation's database, sign-in or marks.
_ALONE: Final = {
    "TINNHIEM_DEMONSTRATION": "1",
    "TINNHIEM_DATABASE_URL": "",
    "TINNHIEM_DATABASE_URL_FILE": "",
    "TINNHIEM_SECRET_KEY": "",
    "TINNHIEM_SECRET_KEY_FILE": "",
    "TINNHIEM_OIDC_ISSUER": "",
    "TINNHIEM_HOSTS": "localhost,127.0.0.1",
    "TINNHIEM_ORIGINS": "",
    "TINNHIEM_HTTPS": "0",
    "TINNHIEM_DEBUG": "0",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what is played, and where."""
    parser.add_argument(
        "--headless",
        action="store_true",
        help=_("play on the command line and write the papers, without the office"),
    )
    parser.add_argument(
        "--out",
        metavar=_("FOLDER"),
        type=Path,
        help=_("folder of the papers, with --headless (demo-out)"),
    )
    parser.add_argument(
        "--data",
        metavar=_("FOLDER"),
        type=Path,
        default=Path("demo-office"),
        help=_("folder of the demonstration's own data (demo-office)"),
    )
    parser.add_argument(
        "--fresh", action="store_true", help=_("build the demonstration anew, as of today")
    )
    parser.add_argument(
        "--port", type=int, help=_("port to serve on (the first free one from 8000)")
    )
    parser.add_argument(
        "--build", action="store_true", help=_("build the demonstration and stop, serve nothing")
    )
    parser.epilog = examples(
        ("tinnhiem demo", _("open the office with an invented council")),
        ("tinnhiem demo --fresh", _("the same, begun anew")),
        ("tinnhiem demo --headless", _("papers of two invented polls in demo-out")),
    )


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Open the office of the demonstration, or play on the command line."""
    if options.headless:
        return _play(options, console)
    if options.out is not None:
        raise UsageError(_("--out goes with --headless."), "tinnhiem demo --headless --out …")
    return _open(options, console)


def _play(options: argparse.Namespace, console: Console) -> Exit:
    """Play the council and the Party conference, and sum up."""
    from tinnhiem.cli.outputs import writing
    from tinnhiem.demonstration.play import play

    out = options.out or Path("demo-out")
    with writing(out), console.progress(_("polls")) as advance:
        summary = play(out, advance=advance)
    for line in summary:
        console.result(line)
    return Exit.DONE


def _open(options: argparse.Namespace, console: Console) -> Exit:
    """Build the demonstration where it is not whole yet, and serve it."""
    from tinnhiem.demonstration.office import folder

    serving = _office()
    port = options.port or folder.free_port(_HOST, _PORT)
    now = folder.present_moment()
    try:
        built = folder.begin(options.data, version=__version__, now=now, fresh=options.fresh)
    except folder.ForeignFolderError as error:
        told = _("{folder} holds something that no demonstration put there; name another folder.")
        raise UsageError(told.format(folder=options.data), "--data") from error
    serving.open_office(options.data.absolute(), _ALONE)
    if not built.whole:
        _build(serving, built, options.data, console)
    if built.moment.date() != now.date():
        day = built.moment.strftime("%d/%m/%Y")
        console.note(_("it plays on {day}; --fresh builds it as of today").format(day=day))
    if options.build:
        return Exit.DONE
    _say(f"http://{_HOST}:{port}/thu/", console)
    serving.serve(host=_HOST, port=port)
    return Exit.DONE


def _office() -> ModuleType:
    """Return the module that runs the office.

    :raises ComponentError: where the office was not installed.
    """
    from tinnhiem.cli.office import office_code

    try:
        return office_code()
    except ComponentError as error:
        told = _("{remedy}; or without the office: tinnhiem demo --headless")
        raise ComponentError(error.component, told.format(remedy=error.remedy)) from error


def _build(serving: ModuleType, built: "Built", data: Path, console: Console) -> None:
    from dataclasses import replace

    from tinnhiem.demonstration.office import folder

    console.note(_("an invented council plays its polls; this takes half a minute"))
    serving.make_ready()
    from tinnhiem.demonstration.office.building import build

    with console.progress(_("deeds")) as advance:
        build(built.moment, advance)
    folder.write(data, replace(built, whole=True))


def _say(address: str, console: Console) -> None:
    """Say what this is, where it is, and who is there."""
    from tinnhiem.demonstration.office.building import people

    title = _("The office, with an invented council half-way through its poll")
    console.result(console.styled(title, "bold"))
    console.result(f"  {address}")
    console.result(_("Press one button there to be each of these; nothing here is real:"))
    for name, words in people():
        console.result(f"  {name:<22}{words}")
    console.result(_("Ctrl+C ends it. What was done stays; --fresh begins anew."))
    console.finish()
