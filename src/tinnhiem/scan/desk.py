"""Reading sheets from Python: the door for programs, such as the office, that show them to people.

Nothing here decodes: that happens in child processes with bounds. See ``docs/develop/scan-api.md``.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tinnhiem.scan.crops import Wanted
from tinnhiem.scan.layout import Layout
from tinnhiem.scan.pool import NOTHING, Known, Pool
from tinnhiem.scan.sheets import Sheet

#: Takes how many pictures are read, and how many there are as far as is known.
Progress = Callable[[int, int], None]


class Desk:
    """Child processes with one layout, kept for as long as a ``with`` block.

    ``folder`` holds the printed PDFs that the layout names, without which additions are not
    searched for; ``jobs`` is the number of processes.
    """

    def __init__(self, layout: Layout, *, folder: Path | None, jobs: int = 1) -> None:
        self._pool = Pool(layout, folder, jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        self._pool.__exit__()

    def files(
        self,
        paths: Sequence[Path],
        *,
        wanted: Wanted = NOTHING,
        progress: Progress | None = None,
        known: Known | None = None,
    ) -> Iterator[Sheet]:
        """Read every picture of every file, one at a time, in order.

        ``known`` gives what was read of a picture before, so that a broken run goes on; damaged
        and hostile files give sheets that are refused. Memory does not grow with the stack.
        """
        several = {} if known is None else {"known": known}
        for done, sheet in enumerate(self._pool.sheets(paths, wanted, **several), 1):
            yield sheet
            if progress is not None:
                progress(done, max(done, sheet.arrival.pages))

    def content(self, content: bytes, *, name: str, wanted: Wanted = NOTHING) -> tuple[Sheet, ...]:
        """Read a file given as bytes; ``name`` is its source in what comes back."""
        with tempfile.NamedTemporaryFile(prefix="tinnhiem-scan-") as file:
            file.write(content)
            file.flush()
            read = tuple(self._pool.sheets([Path(file.name)], wanted))
        return tuple(sheet.renamed(name) for sheet in read)


def scan(
    layout: Layout, paths: Sequence[Path], *, folder: Path | None, jobs: int
) -> Iterator[Sheet]:
    """Read every picture of every file with so many child processes, without pictures."""
    with Desk(layout, folder=folder, jobs=jobs) as desk:
        yield from desk.files(paths)
