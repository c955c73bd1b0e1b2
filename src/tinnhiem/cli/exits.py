"""How the command ends: its exit codes, and the ways in which a command gives up."""

from enum import IntEnum
from pathlib import Path

from tinnhiem.law.problems import Problem


class Exit(IntEnum):
    """The exit codes, as ``docs/reference/command-line.md`` promises them."""

    DONE = 0
    USAGE = 1
    INPUT = 2
    VERIFICATION = 3
    COMPONENT = 4
    RECONCILIATION = 5
    UNEXPECTED = 70
    INTERRUPTED = 130
    PIPE_CLOSED = 141
    TERMINATED = 143


class UsageError(Exception):
    """Raised when the command line is not understood; carries the sentence and a hint."""

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class FileError(Exception):
    """Raised when problems concern one file: gives them its path.

    ``code`` is the exit code that they lead to.
    """

    def __init__(self, path: str, problems: tuple[Problem, ...], code: Exit = Exit.INPUT) -> None:
        super().__init__(path, problems)
        self.path = path
        self.problems = problems
        self.code = code


class ComponentError(Exception):
    """Raised when a part of the installation is missing; carries its name and the way to get it."""

    def __init__(self, component: str, remedy: str) -> None:
        super().__init__(component, remedy)
        self.component = component
        self.remedy = remedy


class TerminatedError(BaseException):
    """Raised when the process is asked to end, so that what is half written is cleared away."""


def unwritable(path: Path, error: OSError) -> FileError:
    """Return the error for an output that the system does not let us write."""
    values = {"path": path, "why": error.strerror or type(error).__name__}
    return FileError("", (Problem(code="output-unwritable", values=values),))
