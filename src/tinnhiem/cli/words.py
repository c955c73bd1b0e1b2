"""The words that argparse itself speaks, so that they can be translated like ours.

argparse looks its messages up in a function of its module; :func:`speak` puts ours there.
"""

import argparse
from typing import Final

from tinnhiem.wording import language
from tinnhiem.wording.language import noted

WORDS: Final = (
    noted("usage: "),
    noted("positional arguments"),
    noted("options"),
    noted("show this help message and exit"),
    noted("the following arguments are required: %s"),
    noted("one of the arguments %s is required"),
    noted("not allowed with argument %s"),
    noted("unrecognized arguments: %s"),
    noted("expected one argument"),
    noted("expected at most one argument"),
    noted("expected at least one argument"),
    noted("ignored explicit argument %r"),
    noted("argument %(argument_name)s: %(message)s"),
    noted("invalid %(type)s value: %(value)r"),
)


def speak() -> None:
    """Let argparse speak the language in use."""
    # The only way that argparse offers beside the environment of the whole process.
    vars(argparse)["_"] = language._
    vars(argparse)["ngettext"] = language.ngettext
