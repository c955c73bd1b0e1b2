"""``tinnhiem completion``: the script that lets a shell complete the command."""

import argparse

from tinnhiem.cli.console import Console
from tinnhiem.cli.exits import Exit
from tinnhiem.cli.parser import examples
from tinnhiem.wording.language import _

SHELLS = ("bash", "zsh", "fish")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the shell."""
    parser.add_argument("shell", metavar=_("SHELL"), choices=SHELLS, help=", ".join(SHELLS))
    parser.epilog = examples(
        ('eval "$(tinnhiem completion bash)"', _("for this shell, and in ~/.bashrc for all")),
        ('eval "$(tinnhiem completion zsh)"', _("the same for zsh, in ~/.zshrc")),
        ("tinnhiem completion fish | source", _("the same for fish")),
    )


def run(options: argparse.Namespace, console: Console) -> Exit:
    """Print the script of the shell."""
    from argcomplete.shell_integration import shellcode

    console.raw(shellcode(["tinnhiem"], shell=options.shell))
    return Exit.DONE
