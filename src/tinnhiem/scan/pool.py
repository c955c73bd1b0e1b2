"""So many readers with one layout, and what happens when one of them dies."""

import contextlib
import hashlib
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final, Self

from tinnhiem.scan import limits
from tinnhiem.scan.children import Child, DiedError, Nursery, greeting_of
from tinnhiem.scan.crops import Wanted
from tinnhiem.scan.layout import Layout
from tinnhiem.scan.measures import PageReading
from tinnhiem.scan.reasons import Refusal
from tinnhiem.scan.sheets import Arrival, Sheet
from tinnhiem.scan.worker import Answer

#: Pictures given out ahead, for each child: this and not the stack bounds the memory.
_AHEAD: Final = 4

#: Tells what is known of a picture already, or None.
Known = Callable[[Arrival], Sheet | None]
#: No pictures for people.
NOTHING: Final = Wanted()


def _nothing_known(_arrival: Arrival) -> None:
    return None


class Pool:
    """So many child processes with one layout."""

    def __init__(self, layout: Layout, folder: Path | None, jobs: int) -> None:
        self._greeting = greeting_of(layout, folder)
        self._jobs = jobs
        self._own = threading.local()
        self._children: set[Child] = set()
        self._spare: list[Child] = []
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
            child.end()  # whoever waits for it goes on
        self._threads.shutdown(wait=True)
        for child in self._children:
            child.close()

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
        """Start all children at once: the libraries are loaded once for all of them."""
        with self._lock, contextlib.suppress(OSError):
            if self._begun or self._closed:
                return
            self._begun = True
            wanted = self._jobs - len(self._children)
            children = Nursery(self._greeting, wanted).children if wanted > 0 else ()
            self._children.update(children)
            self._spare.extend(children)

    def _own_child(self) -> Child:
        """This thread's child, a spare one, or a new one.

        :raises OSError: where none can be started.
        """
        child: Child | None = getattr(self._own, "child", None)
        if child is None:
            with self._lock:
                spare = self._spare or [*Nursery(self._greeting, 1).children]
                child = spare.pop()
                self._children.add(child)
            self._own.child = child
        return child

    def _ask(self, request: dict[str, object]) -> Answer | None:
        """Ask this thread's child; a child that fails is replaced, and None is returned."""
        child: Child | None = None
        try:
            child = self._own_child()
            return child.ask(request)
        except (DiedError, ValueError, OSError):
            self._own.child = None
            if child is not None and not self._closed:
                child.close()
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
