"""Problems told one by one, each with its place, in the reader's language."""

from collections.abc import Mapping

from tinnhiem.cli.console import Console
from tinnhiem.law.problems import Problem
from tinnhiem.wording.language import _
from tinnhiem.wording.problems import sentence


def told(
    problem: Problem,
    *,
    path: str = "",
    instruments: Mapping[str, str] | None = None,
    commas: bool = False,
) -> str:
    """Return a problem with its place: ``poll.json: slate[3].count: …``.

    ``instruments`` are names for citations; those that come with the software by default;
    ``commas`` parts citations as the Party's papers do.
    """
    if instruments is None:
        from tinnhiem.cli.legal import InstrumentNames

        instruments = InstrumentNames()
    shown = path.replace("\n", "\\n").replace("\r", "\\r")
    parts = [part for part in _where(problem, shown) if part]
    return ": ".join([*parts, sentence(problem, instruments=instruments, commas=commas)])


def _where(problem: Problem, path: str) -> tuple[str, str]:
    """Return the file, with the line where that is known, and the place in it."""
    line, column = problem.values.get("line"), problem.values.get("column")
    if path and line and problem.place == f"{line}:{column}":
        return f"{path}:{problem.place}", ""
    return f"{path}:{line}" if path and line else path, _place(problem.place)


def _place(place: str) -> str:
    """Return a place in the language in use; only a line of a file has a word in it."""
    word, _space, number = place.partition(" ")
    return _("line {number}").format(number=number) if word == "line" else place


def tell_problems(
    problems: tuple[Problem, ...],
    console: Console,
    *,
    path: str = "",
    names: Mapping[str, str] | None = None,
) -> None:
    """Say every problem on standard error, each with its place."""
    for problem in problems:
        console.error(told(problem, path=path, instruments=names))
