"""Processes that stall: stopped by a signal while they hold a lock, and woken up when asked to."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HOLD = """
import fcntl, sys
file = open(sys.argv[1], "a+b")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def started(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process that runs some code, from where it has printed its first line."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *(str(each) for each in arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


def stop(process: subprocess.Popen[str]) -> None:
    """Stop it, and wait until it stands still."""
    process.send_signal(signal.SIGSTOP)
    _pid, status = os.waitpid(process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)


@contextmanager
def stalled_holding(path: Path) -> Iterator[None]:
    """A process that holds the lock of a file and stands still."""
    with started(_HOLD, path) as process:
        stop(process)
        try:
            yield
        finally:
            process.kill()
