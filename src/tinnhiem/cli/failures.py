"""Problems told one by one, each with its place, in the reader's language."""

from collections.abc import Mapping

from tinnhiem.cli.console import Console
from tinnhiem.law.problems import Problem
from tinnhiem.wording.language import _
from tinnhiem.wording.problems import sentence


def told(problem: Problem, *, path: str = "", instruments: Mapping[str, str] | None = None) -> str:
    """Return a problem with its place: ``poll.json: slate[3].count: …``.

    ``instruments`` are names for citations; those that come with the software by default.
    """
    if instruments is None:
        from tinnhiem.cli.legal import InstrumentNames

        instruments = InstrumentNames()
    line = problem.values.get("line")
    where = f"{path}:{line}" if path and line else path
    parts = [part for part in (where, _place(problem.place)) if part]
    return ": ".join([*parts, sentence(problem, instruments=instruments)])


def _place(place: str) -> str:
    """Return a place in the language in use; only a line of a file has a word in it."""
    word, _space, number = place.partition(" ")
    return _("line {number}").format(number=number) if word == "line" else place


def tell_problems(problems: tuple[Problem, ...], console: Console, *, path: str = "") -> None:
    """Say every problem on standard error, each with its place."""
    for problem in problems:
        console.error(told(problem, path=path))
