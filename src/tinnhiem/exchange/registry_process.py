"""Reads one workbook in a process of its own, bounded in memory and time, that writes no file.

The workbook comes on standard input, the lines or the mistakes go out as JSON.
"""

import json
import resource
import subprocess
import sys
from typing import Any, Final

from tinnhiem.exchange.registry_workbook import read_lines
from tinnhiem.law.problems import InputError, Problem

MEMORY_BYTES: Final = 900 * 1024**2
CPU_SECONDS: Final = 20
WALL_SECONDS: Final = 40
_KINDS: Final = ("registry", "roll")


def lines_of(content: bytes, kind: str) -> list[dict[str, Any]]:
    """Return the lines of a workbook, read by a child process.

    :raises InputError: where the workbook is hostile or damaged, or with every mistake in it.
    """
    command = [sys.executable, "-m", "tinnhiem.exchange.registry_process", kind]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, by the interpreter that runs us
            command, input=content, capture_output=True, timeout=WALL_SECONDS, check=True
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise InputError((Problem(code="workbook-damaged"),)) from error
    if "problems" in answer:
        raise InputError(tuple(Problem(**problem) for problem in answer["problems"]))
    lines: list[dict[str, Any]] = answer["lines"]
    return lines


def main() -> None:
    """Read standard input and answer on standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    kind = sys.argv[1] if sys.argv[1:] and sys.argv[1] in _KINDS else _KINDS[0]
    try:
        answer: dict[str, Any] = {"lines": read_lines(content, kind)}
    except InputError as error:
        answer = {"problems": [_plain(problem) for problem in error.problems]}
    sys.stdout.write(json.dumps(answer, default=str))


def _plain(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "place": problem.place, "values": dict(problem.values)}


if __name__ == "__main__":
    main()
