"""Child processes that read pictures, and what happens when one of them dies."""

import json
import select
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Self

from pydantic import ValidationError

from tinnhiem.scan import limits
from tinnhiem.scan.layout import Layout
from tinnhiem.scan.measures import PageReading
from tinnhiem.scan.reasons import Refusal

#: A child answers with less than this.
_LONGEST_ANSWER: Final = 4 * 1024 * 1024
#: Pictures given out ahead, for each child: this and not the stack bounds the memory.
_AHEAD: Final = 4


class _DiedError(Exception):
    """Raised when a child ends, hangs or talks nonsense."""


class _Child:
    """One child process."""

    def __init__(self, greeting: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tinnhiem.scan.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        self._rest = b""
        try:
            self._say(greeting)
        except _DiedError:
            self.end()
            raise

    def ask(self, request: dict[str, object]) -> dict[str, Any]:
        """Return the answer to a request.

        :raises _DiedError: where there is none in time.
        """
        self._say(json.dumps(request))
        answer = json.loads(self._line())
        if not isinstance(answer, dict):
            raise _DiedError
        return answer

    def end(self) -> None:
        """Close the pipes; the child ends, or is ended."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()

    def _say(self, line: str) -> None:
        pipe = self._process.stdin
        content = memoryview(line.encode() + b"\n")
        try:
            while pipe is not None and content:
                content = content[pipe.write(content) or 0 :]
        except OSError as error:
            raise _DiedError from error

    def _line(self) -> bytes:
        pipe = self._process.stdout
        while b"\n" not in self._rest:
            if pipe is None or len(self._rest) > _LONGEST_ANSWER:
                raise _DiedError
            ready, _, _ = select.select([pipe], [], [], limits.PAGE_WALL_SECONDS)
            piece = pipe.read(1 << 16) if ready else None
            if not piece:
                raise _DiedError
            self._rest += piece
        line, _newline, self._rest = self._rest.partition(b"\n")
        return line


class Pool:
    """So many child processes with one layout."""

    def __init__(self, layout: Layout, folder: Path | None, jobs: int) -> None:
        told = None if folder is None else str(folder)
        self._greeting = json.dumps(
            {"layout": layout.model_dump(mode="json"), "folder": told}, ensure_ascii=False
        )
        self._jobs = jobs
        self._own = threading.local()
        self._children: set[_Child] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._threads = ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="scan")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            children = tuple(self._children)
        for child in children:
            child.end()
        self._threads.shutdown(wait=True)

    def readings(self, paths: Sequence[Path]) -> Iterator[PageReading]:
        """Read every picture of every file, in order, however many children work on them."""
        ahead: deque[Future[PageReading]] = deque()
        for task in self._pictures(paths):
            ahead.append(self._threads.submit(task))
            if len(ahead) > _AHEAD * self._jobs:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

    def _pictures(self, paths: Sequence[Path]) -> Iterator["_Task"]:
        """Every file with the places of its pictures; one that cannot be opened has one place."""
        for argument, path in enumerate(paths):
            request: dict[str, object] = {"path": str(path), "index": None}
            answer = self._threads.submit(self._ask, request).result() or {}
            pages, file = answer.get("pages"), answer.get("file")
            count = pages if isinstance(pages, int) and 0 < pages <= limits.PAGES else 1
            digest = file if isinstance(file, str) else None
            for index in range(count):
                yield _Task(self, str(path), index, {"argument": argument, "file": digest})

    def _ask(self, request: dict[str, object]) -> dict[str, Any] | None:
        """Ask this thread's child; a child that fails is replaced, and None is returned."""
        child: _Child | None = getattr(self._own, "child", None)
        try:
            if child is None:
                child = self._own.child = _Child(self._greeting)
                with self._lock:
                    self._children.add(child)
            return child.ask(request)
        except (_DiedError, ValueError, OSError):
            self._own.child = None
            if child is not None and not self._closed:
                child.end()
                with self._lock:
                    self._children.discard(child)
            return None

    def read(self, path: str, index: int, more: dict[str, object]) -> PageReading:
        """Read one picture in this thread's child; ``more`` is known of its file."""
        answer = self._ask({"path": path, "index": index})
        try:
            if answer is not None:
                return PageReading.model_validate(answer | more)
        except ValidationError:
            pass
        told = {"source": path, "index": index + 1, "refusal": Refusal.LIMITS}
        return PageReading.model_validate(told | more)


class _Task:
    """Reading one picture, to be called in a thread."""

    def __init__(self, pool: Pool, path: str, index: int, more: dict[str, object]) -> None:
        self._pool, self._path, self._index, self._more = pool, path, index, more

    def __call__(self) -> PageReading:
        return self._pool.read(self._path, self._index, self._more)
