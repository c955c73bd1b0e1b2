"""``tinnhiem demo``: a whole invented poll, played from its list to the papers."""

import argparse
from pathlib import Path

from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit
from tinnhiem.cli.parser import examples
from tinnhiem.wording.language import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the folder of the papers."""
    parser.add_argument(
        "--out",
        metavar=_("FOLDER"),
        type=Path,
        default=Path("demo-out"),
        help=_("folder to write to (demo-out)"),
    )
    parser.epilog = examples(
        ("tinnhiem demo", _("everything goes to demo-out")),
        ("tinnhiem demo --out /tmp/demo", _("another folder")),
    )


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Play the council and the Party conference, and sum up."""
    from tinnhiem.cli.outputs import writing
    from tinnhiem.demonstration.play import play

    with writing(options.out), console.progress(_("polls")) as advance:
        summary = play(options.out, advance=advance)
    for line in summary:
        console.result(line)
    return Exit.DONE
