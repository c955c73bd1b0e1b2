"""Problems of an input as sentences with their places, for a field of a form."""

from tinnhiem.law.problems import InputError
from tinnhiem.wording.language import _
from tinnhiem.wording.problems import sentence

_MOST = 12


def told(error: InputError) -> str:
    """Return the problems of an input, each with its line or place."""
    return " · ".join(lines_told(error)[:_MOST])


def lines_told(error: InputError) -> list[str]:
    """Return each problem of an input as a sentence that begins with its place."""
    found = []
    for problem in error.problems:
        line = problem.values.get("line")
        place = _("line {line}").format(line=line) if line else problem.place
        text = sentence(problem)
        found.append(f"{place}: {text}" if place else text)
    return found
