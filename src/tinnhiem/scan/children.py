"""Child processes that read pictures, and the nursery that they come from.

A nursery is one process that loads the libraries once and then forks as many readers as are
wanted, so that each costs little more than its pages. It never sees a byte of a scan: it only ends
a reader when told to, and all of them when its own input ends.
"""

import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from tinnhiem.scan import limits
from tinnhiem.scan.layout import Layout
from tinnhiem.scan.worker import Answer

#: A child answers with less than this, pictures for people included.
_LONGEST_ANSWER: Final = 48 * 1024 * 1024
#: What a nursery may take to end its readers (seconds).
_LAST_SECONDS: Final = 10.0

_ENVIRONMENT: Final = {
    # Memory of a page's size would be given back and taken anew for each picture, which costs a
    # tenth of the reading. Children keep it; what they may have is bounded all the same.
    "MALLOC_MMAP_THRESHOLD_": str(32 * 1024 * 1024),
    "MALLOC_TRIM_THRESHOLD_": str(128 * 1024 * 1024),
    # Nothing that other packages hook into models has a place where scans are read.
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
}


class DiedError(Exception):
    """Raised when a child ends, hangs or talks nonsense."""


class MissingPartError(Exception):
    """Raised where a library that reading needs is not installed, or cannot be loaded."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class Child:
    """One reader: a pipe for requests, a pipe for answers."""

    def __init__(self, nursery: "Nursery", place: int, requests: int, answers: int) -> None:
        self._nursery = nursery
        self._place = place
        self._requests, self._answers = requests, answers
        self._rest = bytearray()
        self._ended = False
        os.set_blocking(requests, False)

    def ask(self, request: dict[str, object]) -> Answer:
        """Return the answer to a request.

        :raises DiedError: where it is not taken, or not answered, in time.
        :raises MissingPartError: where the child lacks a library.
        """
        self._nursery.greet()
        _write(self._requests, json.dumps(request).encode() + b"\n")
        try:
            answer = Answer.model_validate_json(self._line())
        except ValidationError as error:
            raise DiedError from error
        if answer.missing is not None:
            raise MissingPartError(answer.missing)
        return answer

    def end(self) -> None:
        """Have the process ended: whoever waits for an answer of it waits no longer."""
        if not self._ended:
            self._ended = True
            self._nursery.end(self._place)

    def close(self) -> None:
        """End the process and close its pipes, for which nobody may be waiting."""
        self.end()
        for pipe in (self._requests, self._answers):
            with contextlib.suppress(OSError):
                os.close(pipe)
        self._requests = self._answers = -1

    def _line(self) -> bytes:
        until = time.monotonic() + limits.PAGE_WALL_SECONDS
        while b"\n" not in self._rest:
            if len(self._rest) > _LONGEST_ANSWER:
                raise DiedError
            _wait(self._answers, select.POLLIN, until)
            piece = os.read(self._answers, 1 << 16)
            if not piece:
                raise DiedError
            self._rest += piece
        line, _newline, rest = self._rest.partition(b"\n")
        self._rest = bytearray(rest)
        return bytes(line)


class Nursery:
    """A process that loads what reading needs, and its readers (:attr:`children`).

    :raises OSError: where it cannot be started.
    """

    def __init__(self, greeting: str, count: int) -> None:
        self._greeting: bytes | None = greeting.encode() + b"\n"
        self._lock = threading.Lock()
        self._living = set(range(count))
        pipes: list[tuple[int, int]] = []
        try:
            pipes.extend(os.pipe() for _pipe in range(2 * count))
            theirs = [(pipes[n][0], pipes[n + 1][1]) for n in range(0, 2 * count, 2)]
            self._process = _started(theirs)
        except OSError:
            _close(end for pipe in pipes for end in pipe)
            raise
        _close(end for pair in theirs for end in pair)
        self._control = self._process.stdin.fileno() if self._process.stdin is not None else -1
        os.set_blocking(self._control, False)
        self.children = tuple(
            Child(self, n, pipes[2 * n][1], pipes[2 * n + 1][0]) for n in range(count)
        )

    def greet(self) -> None:
        """Tell the layout, once; readers are forked after that.

        :raises DiedError: where it is not taken in time.
        """
        with self._lock:
            greeting, self._greeting = self._greeting, None
            if greeting is not None:
                _write(self._control, greeting)

    def end(self, place: int) -> None:
        """End a reader; with the last one the nursery ends."""
        with self._lock, contextlib.suppress(DiedError):
            self._living.discard(place)
            if self._living and self._greeting is None:
                _write(self._control, b"%d\n" % place)
        if not self._living:
            self._close()

    def _close(self) -> None:
        if self._greeting is not None:
            self._process.kill()  # it has no readers yet
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(_LAST_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def greeting_of(layout: Layout, folder: Path | None) -> str:
    """What a nursery must know: the layout, and where its printed PDFs are."""
    told = {
        "layout": layout.model_dump(mode="json"),
        "folder": None if folder is None else str(folder),
    }
    return json.dumps(told, ensure_ascii=False)


def _started(pairs: list[tuple[int, int]]) -> "subprocess.Popen[bytes]":
    """Start a nursery whose readers have these pipes."""
    return subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, "-m", "tinnhiem.scan.worker", *(f"{r}:{w}" for r, w in pairs)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        pass_fds=[end for pair in pairs for end in pair],
        env={**os.environ, **_ENVIRONMENT},
    )


def _close(ends: Iterable[int]) -> None:
    for end in ends:
        os.close(end)


def _write(pipe: int, content: bytes) -> None:
    """Write all of it.

    :raises DiedError: where it is not taken in time.
    """
    until = time.monotonic() + limits.PAGE_WALL_SECONDS
    rest = memoryview(content)
    try:
        while rest:
            _wait(pipe, select.POLLOUT, until)
            rest = rest[os.write(pipe, rest[: select.PIPE_BUF]) :]
    except OSError as error:
        raise DiedError from error


def _wait(pipe: int, event: int, until: float) -> None:
    """Wait until a pipe can be read or written, or has been closed by the other side.

    :raises DiedError: where that is too late.
    """
    waiting = select.poll()
    waiting.register(pipe, event)
    if not waiting.poll(max(0.0, until - time.monotonic()) * 1000):
        raise DiedError
