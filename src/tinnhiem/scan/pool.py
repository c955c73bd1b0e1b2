"""Child processes that read pictures, and what happens when one of them dies."""

import contextlib
import hashlib
import json
import os
import select
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final, Self

from pydantic import ValidationError

from tinnhiem.scan import limits
from tinnhiem.scan.crops import Wanted
from tinnhiem.scan.layout import Layout
from tinnhiem.scan.measures import PageReading
from tinnhiem.scan.reasons import Refusal
from tinnhiem.scan.sheets import Arrival, Sheet
from tinnhiem.scan.worker import Answer

#: A child answers with less than this, pictures for people included.
_LONGEST_ANSWER: Final = 48 * 1024 * 1024
#: Pictures given out ahead, for each child: this and not the stack bounds the memory.
_AHEAD: Final = 4

#: Memory of a page's size would be given back and taken anew for each picture, which costs a tenth
#: of the reading. Children keep it; what they may have is bounded all the same.
_KEEP_MEMORY: Final = {
    "MALLOC_MMAP_THRESHOLD_": str(32 * 1024 * 1024),
    "MALLOC_TRIM_THRESHOLD_": str(128 * 1024 * 1024),
}

#: Tells what is known of a picture already, or None.
Known = Callable[[Arrival], Sheet | None]
#: No pictures for people.
NOTHING: Final = Wanted()


def _nothing_known(_arrival: Arrival) -> None:
    return None


class _DiedError(Exception):
    """Raised when a child ends, hangs or talks nonsense."""


class MissingPartError(Exception):
    """Raised where a library that reading needs is not installed, or cannot be loaded."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class _Child:
    """One child process; it loads its libraries and is greeted when first asked."""

    def __init__(self, greeting: str) -> None:
        self._greeting: str | None = greeting
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tinnhiem.scan.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, **_KEEP_MEMORY},
        )
        self._rest = bytearray()

    def ask(self, request: dict[str, object]) -> Answer:
        """Return the answer to a request.

        :raises _DiedError: where there is none in time.
        :raises MissingPartError: where the child lacks a library.
        """
        if self._greeting is not None:
            self._say(self._greeting)
            self._greeting = None
        self._say(json.dumps(request))
        try:
            answer = Answer.model_validate_json(self._line())
        except ValidationError as error:
            raise _DiedError from error
        if answer.missing is not None:
            raise MissingPartError(answer.missing)
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
        line, _newline, rest = self._rest.partition(b"\n")
        self._rest = bytearray(rest)
        return bytes(line)


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
        self._spare: list[_Child] = []
        self._begun = False
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

    def sheets(
        self, paths: Sequence[Path], wanted: Wanted = NOTHING, known: Known = _nothing_known
    ) -> Iterator[Sheet]:
        """Read every picture of every file, in order, however many children work on them.

        What is ``known`` of a picture, by the digest of its file and its place, is not read again.
        """
        ahead: deque[Future[Sheet]] = deque()
        told = wanted.model_dump(mode="json")
        for arrival in self._arrivals(paths):
            former = known(arrival)
            if former is None:
                if len(paths) > 1:
                    self._begin()
                ahead.append(self._threads.submit(self._read, arrival, told))
            else:
                ahead.append(Future())
                ahead[-1].set_result(former)
            if len(ahead) > _AHEAD * self._jobs:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

    def _arrivals(self, paths: Sequence[Path]) -> Iterator[Arrival]:
        """Every file with the places of its pictures; one that cannot be opened has one place."""
        for argument, path in enumerate(paths):
            digest, single = _looked_at(path)
            count = 1
            if not single:
                self._begin()
                request: dict[str, object] = {"path": str(path), "index": None}
                answer = self._threads.submit(self._ask, request).result()
                pages = None if answer is None else answer.pages
                count = pages if pages is not None and 0 < pages <= limits.PAGES else 1
            for index in range(1, count + 1):
                yield Arrival(
                    source=str(path), index=index, argument=argument, file=digest, pages=count
                )

    def _begin(self) -> None:
        """Start all children at once, so that they load their libraries side by side."""
        with self._lock, contextlib.suppress(OSError):
            if self._begun or self._closed:
                return
            self._begun = True
            for _job in range(self._jobs - len(self._children)):
                child = _Child(self._greeting)
                self._children.add(child)
                self._spare.append(child)

    def _own_child(self) -> _Child:
        """This thread's child, a spare one, or a new one.

        :raises OSError: where none can be started.
        """
        child: _Child | None = getattr(self._own, "child", None)
        if child is None:
            with self._lock:
                child = self._spare.pop() if self._spare else _Child(self._greeting)
                self._children.add(child)
            self._own.child = child
        return child

    def _ask(self, request: dict[str, object]) -> Answer | None:
        """Ask this thread's child; a child that fails is replaced, and None is returned."""
        child: _Child | None = None
        try:
            child = self._own_child()
            return child.ask(request)
        except (_DiedError, ValueError, OSError):
            self._own.child = None
            if child is not None and not self._closed:
                child.end()
                with self._lock:
                    self._children.discard(child)
            return None

    def _read(self, arrival: Arrival, wanted: dict[str, object]) -> Sheet:
        """Read one picture in this thread's child."""
        request = {"path": arrival.source, "index": arrival.index - 1, "wanted": wanted}
        answer = self._ask(request)
        if answer is None or answer.reading is None:
            return Sheet(arrival=arrival, reading=PageReading(refusal=Refusal.LIMITS))
        return Sheet(arrival=arrival, reading=answer.reading, crops=answer.crops)


def _looked_at(path: Path) -> tuple[str | None, bool]:
    """The SHA-256 of a file, and whether it can hold one picture only; nothing is decoded."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None, True
    return digest, head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
