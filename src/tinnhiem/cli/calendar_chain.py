"""The chain of legal bases that the options of a command name, instead of a poll file."""

import argparse
from dataclasses import replace

from tinnhiem.cli.exits import FileError
from tinnhiem.cli.inputs import IN_COMMAND, own_rulebooks, require_used
from tinnhiem.law.chain import Chain, load_chain
from tinnhiem.law.problems import InputError, Problem


def chain_of_options(options: argparse.Namespace) -> Chain:
    """Return the chain of ``--rulebook`` and every ``--overlay``, with the own files of ``--law``.

    :raises FileError: with every problem, placed at the option that it concerns.
    """
    own = own_rulebooks(options.law or ())
    named = (options.rulebook, *options.overlay)
    try:
        chain = load_chain(options.rulebook, options.overlay, own)
    except InputError as error:
        raise FileError("", tuple(map(_at_option, error.problems))) from error
    require_used(options.law or (), own, named, how=IN_COMMAND)
    return chain


def _at_option(problem: Problem) -> Problem:
    """Return a problem of a chain at the option that names the law file, not at a key of a poll."""
    if problem.place == "rulebook":
        return replace(problem, place="--rulebook")
    if problem.place.startswith("overlays["):
        return replace(problem, place="--overlay")
    return problem
