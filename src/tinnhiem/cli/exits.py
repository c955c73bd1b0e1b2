"""How the command ends: its exit codes, and the ways in which a command gives up."""

from collections.abc import Mapping
from enum import IntEnum
from io import UnsupportedOperation
from pathlib import Path

from tinnhiem.law.problems import Problem
from tinnhiem.wording.language import _


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

    ``code`` is the exit code that they lead to, ``names`` the short names of instruments by id
    where those of the software are not enough.
    """

    def __init__(
        self,
        path: str,
        problems: tuple[Problem, ...],
        code: Exit = Exit.INPUT,
        names: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(path, problems)
        self.path = path
        self.problems = problems
        self.code = code
        self.names = names


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
    why = _("closed") if isinstance(error, UnsupportedOperation) else error.strerror
    values = {"path": path, "why": why or type(error).__name__}
    return FileError("", (Problem(code="output-unwritable", values=values),))
